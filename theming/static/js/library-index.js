// The library in memory: a column for each thing that is known of a title, a row for each title, and no object for any.
//
// Rows of the base come first, those of the delta after them. `counts` has the rows that count, `order` lists them by name.
import { add, emptySet, fullSet, rowsArray } from "./library-bits.js";
import { LibraryFile } from "./library-file.js";
import { dateNumber } from "./library-state.js";
import { LibraryTexts } from "./library-texts.js";

const BYTES = ["flags", "ends", "rating", "metascore", "tone", "month", "day_of_month"]
const PLANES = ["year", "runtime"]
const CENTRE = 40
export const STILL_RUNNING = 255

export class LibraryIndex {
  #parts
  #hashes

  // ArrayBuffers of a base and, maybe, of the delta that changes it. Throws a TypeError for what is no such file.
  constructor(base, delta) {
    const files = [new LibraryFile(base), ...(delta ? [new LibraryFile(delta)] : [])]
    const words = joinedWords(files)
    const columns = files.map((file, place) => readColumns(file, words.moved[place]))
    Object.assign(this, words.lists, joinedColumns(columns))
    this.titles = this.flags.length
    this.#parts = files.map((file, place) => new LibraryTexts(file, columns[place]))
    this.answered = files[0].header.answer // of a file that a server sent as an answer
    this.dates = new Uint32Array(this.titles)
    this.shows = emptySet(this.titles)
    for (let row = 0; row < this.titles; row += 1) {
      this.dates[row] = dateNumber(this.year[row], this.month[row], this.day_of_month[row])
      if (this.flags[row] & 1) add(this.shows, row)
    }
    Object.assign(this, countingRows(files, this.titles))
  }

  #at(row) {
    const [base, delta] = this.#parts
    return row < base.flags.length ? [base, row] : [delta, row - base.flags.length]
  }

  name(row) {
    const [part, own] = this.#at(row)
    return part.name(own)
  }

  slug(row) {
    const [part, own] = this.#at(row)
    return part.slug(own)
  }

  poster(row) {
    const [part, own] = this.#at(row)
    return part.poster(own)
  }

  isShow(row) {
    return Boolean(this.flags[row] & 1)
  }

  // The parts in turn, each with the number of its first row.
  *parts() {
    let first = 0
    for (const part of this.#parts) {
      yield [part, first]
      first += part.flags.length
    }
  }

  // A checksum of each row's slug: chance that is the same everywhere. Made when first asked for.
  get hashes() {
    if (!this.#hashes) {
      this.#hashes = new Uint32Array(this.titles)
      for (const [part, first] of this.parts()) part.hashSlugs(this.#hashes, first)
    }
    return this.#hashes
  }
}

// The genres, languages and countries of all files, in the order of the newest; and what renumbers each file's columns.
function joinedWords(files) {
  const lists = {}
  const moved = files.map(() => ({}))
  for (const name of ["genres", "languages", "countries"]) {
    lists[name] = [...new Set(files.toReversed().flatMap((file) => file.header[name]))]
  }
  const places = (file, name) => file.header[name].map((word) => lists[name].indexOf(word))
  const setsOf = { genre_set: ["genres", (header) => header.genre_sets], country_set: ["countries", (header) => header.origins.map(([, countries]) => countries)] }
  for (const [name, [words, sets]] of Object.entries(setsOf)) {
    lists[name] = []
    files.forEach((file, part) => {
      const now = places(file, words)
      moved[part][name] = sets(file.header).map((_, set) => set + lists[name].length)
      lists[name] = [...lists[name], ...sets(file.header).map((set) => set.map((place) => now[place]).sort((a, b) => a - b))]
    })
  }
  files.forEach((file, part) => { moved[part].language = [0, ...places(file, "languages").map((place) => place + 1)] })
  return { lists: { genres: lists.genres, languages: lists.languages, countries: lists.countries, genreSets: lists.genre_set, countrySets: lists.country_set }, moved }
}

function readColumns(file, moved) {
  const columns = {}
  for (const name of BYTES) columns[name] = file.bytes(name).slice() // the file itself is not kept
  for (const name of PLANES) columns[name] = file.planes(name)
  columns.focus = file.header.sections.focus ? file.bytes("focus").slice() : new Uint8Array(file.titles).fill(CENTRE)
  columns.genre_set = file.ranked("genre_set")
  columns.country_set = file.ranked("origin")
  columns.language = file.languages()
  for (const [name, now] of Object.entries(moved)) {
    if (now.some((place, before) => place !== before)) columns[name] = columns[name].map((place) => now[place])
  }
  return columns
}

function joinedColumns(parts) {
  if (parts.length === 1) return parts[0]
  return Object.fromEntries(Object.entries(parts[0]).map(([name, column]) => {
    const joined = new column.constructor(parts.reduce((length, part) => length + part[name].length, 0))
    joined.set(column)
    joined.set(parts[1][name], column.length)
    return [name, joined]
  }))
}

// Which rows count, and those by name: each of the delta before the row of the base that its place names.
function countingRows([base, delta], titles) {
  const counts = fullSet(titles)
  const { replaced = [], places = [] } = delta?.header ?? {}
  for (const row of replaced) counts[row >>> 5] &= ~(1 << (row & 31))
  const order = rowsArray(titles - replaced.length, titles)
  let filled = 0
  let gone = 0
  let come = 0
  for (let row = 0; row <= base.titles; row += 1) {
    while (places[come] === row) order[filled++] = base.titles + come++
    if (row === replaced[gone]) gone += 1
    else if (row < base.titles) order[filled++] = row
  }
  return { counts, order }
}
