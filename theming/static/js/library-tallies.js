// How many titles each genre, language and country has among some rows: one pass that counts the columns' numbers.
import { difference, list, rowsArray, size } from "./library-bits.js";

export class Tallies {
  #index
  #every = new Map()
  #genres
  #countries
  #rows
  #all

  constructor(index) {
    this.#index = index
    this.#genres = new Sets(index.genreSets, index.genres)
    this.#countries = new Sets(index.countrySets, index.countries)
    this.#rows = rowsArray(index.titles, index.titles)
    this.#all = index.order.length
  }

  // Sets of rows among which to count genres, languages and countries; the genres that are chosen, and how.
  of([genre, language, country], chosen, mode) {
    const { languages } = this.#index
    const inGenreSets = this.#among(genre, "genre_set", this.#genres.many)
    const inLanguages = this.#among(language, "language", languages.length + 1)
    const inCountrySets = this.#among(country, "country_set", this.#countries.many)
    this.#listed = null
    return {
      genre: chosen.length ? countWith(this.#genres, inGenreSets, chosen, mode) : this.#genres.named(this.#genres.count(inGenreSets)),
      language: { "": sum(inLanguages), ...Object.fromEntries(languages.map((code, place) => [code, inLanguages[place + 1]])) },
      country: { "": sum(inCountrySets), ...this.#countries.named(this.#countries.count(inCountrySets)) },
    }
  }

  #listed

  // How often each number stands in a column. Of more than half of all rows, the others are counted and taken away.
  #among(bits, name, numbers) {
    const isMost = size(bits) * 2 > this.#all
    if (this.#listed?.bits !== bits) {
      const counted = isMost ? difference(this.#index.counts, bits) : bits
      this.#listed = { bits, many: list(counted, this.#rows) }
    }
    const tally = this.#count(name, numbers, this.#rows, this.#listed.many)
    if (isMost) {
      const every = this.#everyOf(name, numbers)
      for (let number = 0; number < numbers; number += 1) tally[number] = every[number] - tally[number]
    }
    return tally
  }

  #everyOf(name, numbers) {
    if (!this.#every.has(name)) this.#every.set(name, this.#count(name, numbers, this.#index.order, this.#all))
    return this.#every.get(name)
  }

  #count(name, numbers, rows, many) {
    const column = this.#index[name]
    const tally = new Uint32Array(numbers)
    for (let place = 0; place < many; place += 1) tally[column[rows[place]]] += 1
    return tally
  }
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

// Which words each of many sets has, one set after the other.
class Sets {
  constructor(sets, words) {
    this.words = words
    this.many = sets.length
    this.places = Uint16Array.from(sets.flat())
    this.starts = new Uint32Array(sets.length + 1)
    sets.forEach((set, number) => { this.starts[number + 1] = this.starts[number] + set.length })
  }

  // For each word the sum of the numbers of the sets that have it.
  count(inSets) {
    const counts = new Uint32Array(this.words.length)
    for (let set = 0; set < this.many; set += 1) {
      if (inSets[set]) for (let each = this.starts[set]; each < this.starts[set + 1]; each += 1) counts[this.places[each]] += inSets[set]
    }
    return counts
  }

  // For each set how many of some words it has.
  having(words) {
    const isOne = Uint8Array.from(this.words, (word) => (words.includes(word) ? 1 : 0))
    const having = new Uint8Array(this.many)
    for (let set = 0; set < this.many; set += 1) {
      for (let each = this.starts[set]; each < this.starts[set + 1]; each += 1) having[set] += isOne[this.places[each]]
    }
    return having
  }

  named(counts, more = 0) {
    return Object.fromEntries(this.words.map((word, place) => [word, counts[place] + more]))
  }
}

// Of genres beside those that are chosen: titles with any of both, or with all.
function countWith(sets, inSets, chosen, mode) {
  const having = sets.having(chosen)
  const isAll = mode === "all"
  const left = inSets.map((many, set) => (isAll === (having[set] >= (isAll ? chosen.length : 1)) ? many : 0))
  return sets.named(sets.count(left), isAll ? 0 : sum(inSets) - sum(left))
}
