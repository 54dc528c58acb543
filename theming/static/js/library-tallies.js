// How many titles each genre, language and country has among some rows: one pass that counts the columns' numbers.
import { difference, list, size } from "./library-bits.js";

export class Tallies {
  #index
  #every = new Map()
  #rows
  #all

  constructor(index) {
    this.#index = index
    this.#rows = new Uint32Array(index.titles)
    this.#all = index.order.length
  }

  // Sets of rows among which to count genres, languages and countries; the genres that are chosen, and how.
  of([genre, language, country], chosen, mode) {
    const { genres, genreSets, languages, countries, countrySets } = this.#index
    const inGenreSets = this.#among(genre, "genre_set", genreSets.length)
    const inLanguages = this.#among(language, "language", languages.length + 1)
    const inCountrySets = this.#among(country, "country_set", countrySets.length)
    this.#listed = null
    return {
      genre: chosen.length ? countWith(genres, genreSets, inGenreSets, chosen, mode) : countWords(genres, genreSets, inGenreSets),
      language: { "": sum(inLanguages), ...Object.fromEntries(languages.map((code, place) => [code, inLanguages[place + 1]])) },
      country: { "": sum(inCountrySets), ...countWords(countries, countrySets, inCountrySets) },
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

function countWords(words, sets, inSets) {
  const counts = new Array(words.length).fill(0)
  sets.forEach((set, number) => { for (const place of set) counts[place] += inSets[number] })
  return Object.fromEntries(words.map((word, place) => [word, counts[place]]))
}

// Of genres beside those that are chosen: titles with any of both, or with all.
function countWith(words, sets, inSets, chosen, mode) {
  const places = chosen.map((word) => words.indexOf(word))
  const counts = new Array(words.length).fill(0)
  let ofAny = 0
  sets.forEach((set, number) => {
    if (!inSets[number]) return
    if (mode === "all" ? !places.every((place) => set.includes(place)) : !places.some((place) => set.includes(place))) {
      if (mode !== "all") for (const place of set) counts[place] += inSets[number]
    } else if (mode === "all") for (const place of set) counts[place] += inSets[number]
    else ofAny += inSets[number]
  })
  return Object.fromEntries(words.map((word, place) => [word, counts[place] + ofAny]))
}
