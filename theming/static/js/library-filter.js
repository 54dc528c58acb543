// Which titles a state leaves, in their order, and how many each option would leave. Some passes over bits and columns.
import { add, difference, emptySet, has, intersection, list, rowsArray, size, sizeOfBoth, union, within } from "./library-bits.js";
import { LibraryOrders } from "./library-orders.js";
import { boundsOf, dateKey, readState } from "./library-state.js";
import { Tallies } from "./library-tallies.js";
import { Vocabulary } from "./library-vocabulary.js";
import { wordsOf } from "./library-words.js";

const FACETS = ["kind", "genre", "language", "country", "status"]
const RANGES = { year: 1, rating: 10, metascore: 1, runtime: 1 } // and what a unit is in its column
const NOTHING_LESS = Infinity

export class LibraryFilter {
  #index
  #vocabulary
  #orders
  #tallies
  #scope
  #upcoming
  #genres = new Map()
  #kept = new Map()
  #rows
  #rest

  // `kind` and `genre` are the address's own, `today` a date: what is later is upcoming.
  constructor(index, { kind = "", genre = "", today = "" } = {}) {
    this.#index = index
    this.#vocabulary = new Vocabulary(index)
    this.#orders = new LibraryOrders(index)
    this.#tallies = new Tallies(index)
    this.#upcoming = within(index.dates, dateKey(today) + 1, NOTHING_LESS)
    this.#scope = intersection(index.counts, ...[kind && this.#ofKind(kind), genre && this.#ofGenre(genre)].filter(Boolean))
    this.#rows = rowsArray(index.order.length, index.titles)
    this.#rest = rowsArray(index.order.length, index.titles)
  }

  // Does some of what later answers need, a few milliseconds of it; true when nothing is left to do.
  prepare() {
    return this.#orders.prepare() && this.#vocabulary.prepare()
  }

  // `members`: for each tag, person and collection of the state the rows that it has, as bits. The answer's `rows` are
  // overwritten by the next one; `counts` counts when it is asked.
  answer(state, members = []) {
    const found = this.#find(state)
    const conditions = this.#conditions(state)
    const left = this.#left(members, found, conditions)
    const others = (facet) => (conditions.has(facet) ? this.#left(members, found, conditions, facet) : left)
    const total = size(left)
    return { rows: this.#inOrder(left, total, state, found?.best), total, counts: () => this.#counts(state, others) }
  }

  // How many of the titles that would be left without bounds of a column have each of its values.
  spread(column, state, members = []) {
    const rows = this.#rest
    const many = list(this.#left(members, this.#find(state), this.#conditions(state), column), rows)
    const numbers = this.#index[column]
    const spread = new Uint32Array(numbers.BYTES_PER_ELEMENT === 1 ? 2 ** 8 : 2 ** 16)
    for (let place = 0; place < many; place += 1) spread[numbers[rows[place]]] += 1
    return spread
  }

  #find(state) {
    const words = wordsOf(state.q)
    return words.length ? this.#vocabulary.find(words) : null
  }

  #conditions(state) {
    const facets = FACETS.map((facet) => [facet, this.#condition(facet, state)]).filter(([, bits]) => bits)
    return new Map([...facets, ...this.#bounds(state)])
  }

  #left(members, found, conditions, without) {
    const bits = [...conditions].filter(([name]) => name !== without).map(([, each]) => each)
    return intersection(this.#scope, ...members, ...(found ? [found.all] : []), ...bits)
  }

  #condition(facet, state) {
    const value = state[facet]
    if (!value.length) return null
    if (facet === "kind") return this.#keep("kind", value, () => this.#ofKind(value))
    if (facet === "genre") return this.#keep("genre", `${state.genre_mode} ${value}`, () => (state.genre_mode === "all" ? intersection : union)(...value.map((slug) => this.#ofGenre(slug))))
    if (facet === "language") return this.#keep("language", value, () => this.#ofLanguage(value))
    if (facet === "country") return this.#keep("country", value, () => this.#ofSets(this.#index.country_set, this.#index.countrySets, this.#index.countries.indexOf(value)))
    return this.#keep("status", value, () => (value === "upcoming" ? this.#upcoming : difference(this.#index.counts, this.#upcoming)))
  }

  // What was worked out for a condition, as long as it stays the same.
  #keep(condition, value, work) {
    if (this.#kept.get(condition)?.value !== value) this.#kept.set(condition, { value, bits: work() })
    return this.#kept.get(condition).bits
  }

  #ofKind(kind) {
    return kind === "show" ? this.#index.shows : difference(this.#index.counts, this.#index.shows)
  }

  #ofGenre(slug) {
    if (!this.#genres.has(slug)) this.#genres.set(slug, this.#ofSets(this.#index.genre_set, this.#index.genreSets, this.#index.genres.indexOf(slug)))
    return this.#genres.get(slug)
  }

  #ofLanguage(code) {
    const place = this.#index.languages.indexOf(code) + 1
    return place ? within(this.#index.language, place, place) : emptySet(this.#index.titles)
  }

  #ofSets(column, sets, place) {
    const bits = emptySet(this.#index.titles)
    const holds = Uint8Array.from(sets, (set) => (set.includes(place) ? 1 : 0))
    for (let row = 0; row < column.length; row += 1) if (holds[column[row]]) add(bits, row)
    return bits
  }

  #bounds(state) {
    const bounds = Object.entries(RANGES).flatMap(([name, scale]) => {
      const range = boundsOf(state, name, scale)
      if (!range) return []
      const [low, high] = name === "metascore" ? [range[0] + 1, range[1] + 1] : range
      return [[name, this.#keep(name, range.join(), () => within(this.#index[name], low, high))]]
    })
    const { released_from: from, released_to: to } = state
    if (from || to) bounds.push(["released", this.#keep("released", `${from} ${to}`, () => within(this.#index.dates, dateKey(from), to ? dateKey(to) : NOTHING_LESS))])
    return bounds
  }

  #inOrder(left, total, state, best) {
    const order = this.#orders.of(state.sort, Number(state.seed))
    if (total === order.length && !best) return order
    const rows = this.#rows
    let first = 0
    let rest = 0
    for (let place = 0; place < order.length; place += 1) {
      const row = order[place]
      if (!has(left, row)) continue
      if (!best || has(best, row)) rows[first++] = row
      else this.#rest[rest++] = row
    }
    rows.set(this.#rest.subarray(0, rest), first)
    return rows.subarray(0, total)
  }

  #counts(state, others) {
    const [kind, status] = [others("kind"), others("status")]
    const [kinds, statuses] = [size(kind), size(status)]
    const [shows, upcoming] = [sizeOfBoth(kind, this.#index.shows), sizeOfBoth(status, this.#upcoming)]
    return {
      kind: { "": kinds, movie: kinds - shows, show: shows },
      status: { "": statuses, released: statuses - upcoming, upcoming },
      ...this.#tallies.of(["genre", "language", "country"].map(others), state.genre, state.genre_mode),
    }
  }
}

// For tests: the whole answer as slugs. `state`: parameters as in an address.
export function answer(index, state, scope = {}) {
  const { rows, counts } = new LibraryFilter(index, scope).answer(readState(Object.entries(state).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]))))
  return { slugs: Array.from(rows, (row) => index.slug(row)), counts: counts() }
}
