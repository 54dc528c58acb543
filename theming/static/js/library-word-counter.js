// Numbers the words of many rows as they come, without a string for any: a hash table of places in bytes.
const SPACE = 32
const BITS = 20 // of a word's number, where words are sorted by their first four bytes

export class WordCounter {
  #bytes = new Uint8Array(1 << 16)
  #starts = new Uint32Array(1 << 12)
  #hashes = new Uint32Array(1 << 12)
  #table = new Int32Array(1 << 13).fill(-1)
  #words = 0
  #seenWords = new Uint32Array(1 << 14)
  #seenRows = new Uint32Array(1 << 14)
  #seen = 0

  // The words between two places of some bytes, parted by what is no letter of theirs (space, tab).
  read(row, bytes, start, end, mayHaveUpperCase) {
    let word = start
    while (word < end) {
      let hash = 0x811c9dc5 // FNV-1a
      let place = word
      for (; place < end && bytes[place] > SPACE; place += 1) hash = Math.imul(hash ^ lower(bytes[place], mayHaveUpperCase), 0x01000193)
      if (place > word) this.#note(row, this.#number(bytes, word, place, hash >>> 0, mayHaveUpperCase))
      word = place + 1
    }
  }

  #note(row, word) {
    if (this.#seen === this.#seenWords.length) {
      this.#seenWords = doubled(this.#seenWords)
      this.#seenRows = doubled(this.#seenRows)
    }
    this.#seenWords[this.#seen] = word
    this.#seenRows[this.#seen] = row
    this.#seen += 1
  }

  #number(bytes, start, end, hash, mayHaveUpperCase) {
    const mask = this.#table.length - 1
    let slot = hash & mask
    for (; this.#table[slot] >= 0; slot = (slot + 1) & mask) {
      const word = this.#table[slot]
      if (this.#hashes[word] === hash && this.#isSame(word, bytes, start, end, mayHaveUpperCase)) return word
    }
    this.#table[slot] = this.#words
    this.#keep(bytes, start, end, hash, mayHaveUpperCase)
    return this.#words - 1
  }

  #isSame(word, bytes, start, end, mayHaveUpperCase) {
    const own = this.#starts[word]
    if (this.#starts[word + 1] - own !== end - start) return false
    for (let place = start; place < end; place += 1) if (this.#bytes[own + place - start] !== lower(bytes[place], mayHaveUpperCase)) return false
    return true
  }

  #keep(bytes, start, end, hash, mayHaveUpperCase) {
    if (this.#words + 2 > this.#starts.length) {
      this.#starts = doubled(this.#starts)
      this.#hashes = doubled(this.#hashes)
    }
    let at = this.#starts[this.#words]
    while (at + end - start > this.#bytes.length) this.#bytes = doubled(this.#bytes)
    for (let place = start; place < end; place += 1) this.#bytes[at++] = lower(bytes[place], mayHaveUpperCase)
    this.#hashes[this.#words] = hash
    this.#words += 1
    this.#starts[this.#words] = at
    if (this.#words * 2 > this.#table.length) this.#enlarge()
  }

  #enlarge() {
    const mask = this.#table.length * 2 - 1
    this.#table = new Int32Array(mask + 1).fill(-1)
    for (let word = 0; word < this.#words; word += 1) {
      let slot = this.#hashes[word] & mask
      while (this.#table[slot] >= 0) slot = (slot + 1) & mask
      this.#table[slot] = word
    }
  }

  // The words in order of their bytes, and the rows of each, ascending: `rows` from `firsts[word]` to `firsts[word + 1]`.
  sorted() {
    const words = this.#inOrder()
    const bytes = new Uint8Array(this.#starts[this.#words])
    const starts = new Uint32Array(this.#words + 1)
    const rank = new Uint32Array(this.#words)
    for (let place = 0; place < words.length; place += 1) {
      const word = words[place]
      starts[place + 1] = copy(this.#bytes, this.#starts[word], this.#starts[word + 1], bytes, starts[place])
      rank[word] = place
    }
    return { bytes, starts, ...this.#rowsOf(rank) }
  }

  #rowsOf(rank) {
    const firsts = new Uint32Array(this.#words + 1)
    for (let each = 0; each < this.#seen; each += 1) firsts[rank[this.#seenWords[each]] + 1] += 1
    for (let word = 0; word < this.#words; word += 1) firsts[word + 1] += firsts[word]
    const next = firsts.slice()
    const rows = new Uint32Array(this.#seen)
    for (let each = 0; each < this.#seen; each += 1) rows[next[rank[this.#seenWords[each]]]++] = this.#seenRows[each]
    return { firsts, rows }
  }

  // Sorted as numbers of their first four bytes and their place, then those that begin alike by the rest.
  #inOrder() {
    if (this.#words >= 2 ** BITS) return Uint32Array.from({ length: this.#words }, (_, word) => word).sort((a, b) => this.#compare(a, b))
    const keys = new Float64Array(this.#words)
    for (let word = 0; word < keys.length; word += 1) keys[word] = this.#beginning(word) * 2 ** BITS + word
    keys.sort()
    const words = new Uint32Array(keys.length)
    for (let place = 0; place < keys.length; place += 1) words[place] = keys[place] % 2 ** BITS
    const beginning = (place) => Math.floor(keys[place] / 2 ** BITS)
    for (let start = 0, end = 0; start < words.length; start = end) {
      for (end = start + 1; end < words.length && beginning(end) === beginning(start);) end += 1
      if (end - start > 1) words.subarray(start, end).sort((a, b) => this.#compare(a, b))
    }
    return words
  }

  #beginning(word) {
    const start = this.#starts[word]
    const end = this.#starts[word + 1]
    let number = 0
    for (let place = 0; place < 4; place += 1) number = number * 256 + (start + place < end ? this.#bytes[start + place] : 0)
    return number
  }

  #compare(one, other) {
    const [start, otherStart] = [this.#starts[one], this.#starts[other]]
    const [length, otherLength] = [this.#starts[one + 1] - start, this.#starts[other + 1] - otherStart]
    for (let place = 0; place < Math.min(length, otherLength); place += 1) {
      const difference = this.#bytes[start + place] - this.#bytes[otherStart + place]
      if (difference) return difference
    }
    return length - otherLength
  }
}

const lower = (byte, mayHaveUpperCase) => (mayHaveUpperCase && byte > 64 && byte < 91 ? byte | 32 : byte)

// Returns the place after what was copied.
export function copy(from, start, end, to, at) {
  for (let place = start; place < end; place += 1) to[at++] = from[place]
  return at
}

function doubled(array) {
  const larger = new array.constructor(array.length * 2)
  larger.set(array)
  return larger
}
