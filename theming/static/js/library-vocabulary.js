// Every word of every name, sorted, and the rows that have it: which rows answer a query, and how well.
//
// Words are UTF-8 one after the other in `#bytes`; their rows are `#rows`, from `#firsts[word]` on. What begins with the
// same letters stands together, so a beginning is one run of rows, and even a million titles have few different words.
import { add, emptySet, intersection, meets, rowsArray, union } from "./library-bits.js";
import { readThrough } from "./library-reading.js";
import { WordCounter } from "./library-word-counter.js";
import { isFoundInside, isMisspellable, isUnspaced, isWithinOneEdit, SHORTEST_MEANT } from "./library-words.js";

const ROWS_AT_ONCE = 10_000
const MOST_KEPT = 24 // answers for words
const MOST_BYTES = 4 // of a letter
const decoder = new TextDecoder()
// One character for each byte, so that a place in the text is a place in the bytes.
const bytewise = new TextDecoder("windows-1252")

export class Vocabulary {
  #index
  #building
  #bytes
  #starts
  #firsts
  #rows
  #text
  #kept = new Map()

  constructor(index) {
    this.#index = index
    this.#building = this.#build()
  }

  // Goes on building; true when it is done. Until then names are read through.
  prepare() {
    if (this.#building?.next().done) this.#building = null // with all that it needed
    return !this.#building
  }

  *#build() {
    const counter = new WordCounter()
    for (const [part, first] of this.#index.parts()) {
      for (let row = 0; row < part.flags.length; row += ROWS_AT_ONCE) {
        part.eachFolded((own, bytes, start, end, isName) => counter.read(first + own, bytes, start, end, isName), row, Math.min(row + ROWS_AT_ONCE, part.flags.length))
        yield
      }
    }
    const { bytes, starts, firsts, rows } = counter.sorted()
    this.#bytes = bytes
    this.#starts = starts
    this.#firsts = firsts
    this.#rows = rowsArray(rows.length, this.#index.titles)
    this.#rows.set(rows)
    this.#text = bytewise.decode(bytes)
  }

  // The rows that answer folded words. `best`: those in which every word starts. `all`: those in which every word is
  // found; where the library has none, those in which it is one edit away.
  find(words) {
    const found = this.#building ? readThrough(this.#index, words) : words.map((word) => this.#found(word))
    const best = intersection(...found.map(({ starts }) => starts))
    const inside = intersection(...found.map((each) => each.inside))
    if (meets(inside, this.#index.counts)) return { best, all: inside }
    while (!this.prepare());
    const near = words.map((word, place) => (isMisspellable(word) ? union(found[place].inside, this.#near(word)) : found[place].inside))
    return { best, all: intersection(...near) }
  }

  #found(word) {
    const known = this.#kept.get(word)
    if (known) return known
    const bytes = new TextEncoder().encode(word)
    const starts = emptySet(this.#index.titles)
    const [from, to] = this.#beginningWith(bytes)
    this.#addRows(starts, from, to)
    const found = { starts, inside: isFoundInside(word) ? this.#inside(bytewise.decode(bytes), starts.slice()) : starts }
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value)
    this.#kept.set(word, found)
    return found
  }

  #addRows(bits, from, to) {
    const rows = this.#rows
    for (let place = this.#firsts[from], end = this.#firsts[to]; place < end; place += 1) add(bits, rows[place])
  }

  // The first word that begins with these bytes, and the first after them.
  #beginningWith(bytes) {
    const search = (isBefore) => {
      let low = 0
      let high = this.#starts.length - 1
      while (low < high) {
        const middle = (low + high) >>> 1
        if (isBefore(this.#compare(middle, bytes))) low = middle + 1
        else high = middle
      }
      return low
    }
    return [search((order) => order < 0), search((order) => order <= 0)]
  }

  // Below, above or (0) beginning with.
  #compare(word, bytes) {
    const start = this.#starts[word]
    const length = this.#starts[word + 1] - start
    for (let place = 0; place < bytes.length; place += 1) {
      if (place === length) return -1
      if (this.#bytes[start + place] !== bytes[place]) return this.#bytes[start + place] - bytes[place]
    }
    return 0
  }

  #inside(text, bits) {
    const starts = this.#starts
    let word = 0
    for (let place = this.#text.indexOf(text); place >= 0; place = this.#text.indexOf(text, place)) {
      word = this.#wordAt(place, word)
      // Words stand side by side: what runs over an end is in neither.
      if (place + text.length > starts[word + 1]) { place += 1; continue }
      this.#addRows(bits, word, word + 1)
      place = starts[word + 1]
    }
    return bits
  }

  #wordAt(place, low) {
    let high = this.#starts.length - 2
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#starts[middle] <= place) low = middle
      else high = middle - 1
    }
    return low
  }

  #near(typed) {
    const bits = emptySet(this.#index.titles)
    const bytes = new TextEncoder().encode(typed)
    const letters = [...typed]
    const isPlain = bytes.length === letters.length
    for (let word = 0; word < this.#starts.length - 1; word += 1) {
      const start = this.#starts[word]
      const end = this.#starts[word + 1]
      const longer = end - start - bytes.length
      if (longer < -MOST_BYTES || longer > MOST_BYTES) continue
      const foreign = this.#foreignBytes(start, end)
      const isNear = isPlain && !foreign
        ? end - start >= SHORTEST_MEANT && isWithinOneEdit(this.#bytes, start, end, bytes, 0, bytes.length)
        : (!isPlain || foreign <= MOST_BYTES) && this.#isNear(start, end, letters)
      if (isNear) this.#addRows(bits, word, word + 1)
    }
    return bits
  }

  // How many bytes of a word are no ASCII; one too many to be of one letter, where they are more.
  #foreignBytes(start, end) {
    let foreign = 0
    for (let place = start; place < end && foreign <= MOST_BYTES; place += 1) if (this.#bytes[place] > 127) foreign += 1
    return foreign
  }

  #isNear(start, end, letters) {
    const text = decoder.decode(this.#bytes.subarray(start, end))
    const word = [...text]
    return word.length >= SHORTEST_MEANT && !isUnspaced(text) && isWithinOneEdit(word, 0, word.length, letters, 0, letters.length)
  }
}
