// Which rows answer a query, by reading through every name: slower than a vocabulary, but there at once.
import { add, emptySet } from "./library-bits.js";
import { isFoundInside } from "./library-words.js";

const SPACE = 32 // it and what is below part words

// For each folded word the rows that have a word which begins with it (`starts`), and those that have it anywhere in a
// word, where that counts (`inside`).
export function readThrough(index, words) {
  const sought = words.map((word) => new Sought(word, index.titles))
  for (const [part, first] of index.parts()) {
    part.eachFolded((own, bytes, start, end, isName) => {
      for (let place = 0; place < sought.length; place += 1) sought[place].read(first + own, bytes, start, end, isName)
    })
  }
  return sought
}

class Sought {
  #bytes
  #isFoundInside

  constructor(word, rows) {
    this.#bytes = new TextEncoder().encode(word)
    this.#isFoundInside = isFoundInside(word)
    this.starts = emptySet(rows)
    this.inside = this.#isFoundInside ? emptySet(rows) : this.starts
  }

  read(row, bytes, start, end, mayHaveUpperCase) {
    const last = end - this.#bytes.length
    let isStart = true
    for (let place = start; place <= last; place += 1) {
      if ((isStart || this.#isFoundInside) && this.#isAt(bytes, place, mayHaveUpperCase)) {
        add(this.inside, row)
        if (isStart) return add(this.starts, row)
      }
      isStart = bytes[place] <= SPACE
    }
  }

  #isAt(bytes, at, mayHaveUpperCase) {
    const own = this.#bytes
    for (let place = 0; place < own.length; place += 1) {
      const byte = bytes[at + place]
      if (own[place] !== (mayHaveUpperCase && byte > 64 && byte < 91 ? byte | 32 : byte)) return false
    }
    return true
  }
}
