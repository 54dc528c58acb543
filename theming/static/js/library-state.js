// What the viewer asks of the library, and how an address says it: parameter -> text, of `genre` a list of texts.
const WHOLE = /^\s*\d{1,10}\s*$/
const DECIMAL = /^\s*\d{1,3}(\.\d{1,6})?\s*$/
const BOUNDS = {
  year_min: [WHOLE, 1, 9999], year_max: [WHOLE, 1, 9999],
  rating_min: [DECIMAL, 0, 10], rating_max: [DECIMAL, 0, 10],
  metascore_min: [WHOLE, 0, 100], metascore_max: [WHOLE, 0, 100],
  runtime_min: [WHOLE, 0, 100_000], runtime_max: [WHOLE, 0, 100_000],
  seed: [WHOLE, 0, 2 ** 32 - 1],
}
const CHOICES = {
  kind: ["movie", "show"],
  genre_mode: ["any", "all"],
  status: ["released", "upcoming"],
  sort: ["newest", "rating", "name", "runtime", "shuffle"],
}
const DEFAULTS = { genre_mode: "any", sort: "newest", seed: "0" }
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

// In the order in which an address says them.
export const PARAMETERS = [
  "q", "kind", "genre", "genre_mode", "language", "country", "tag", "person", "collection", "released_from", "released_to",
  ...Object.keys(BOUNDS).filter((name) => name !== "seed"), "status", "sort", "seed",
]
export const MEMBERSHIPS = ["tag", "person", "collection"]

export function blankState() {
  return { ...Object.fromEntries(PARAMETERS.map((name) => [name, ""])), genre: [], ...DEFAULTS }
}

// Of an address's query, or of a form's data: anything that lists pairs of names and values.
export function readState(pairs) {
  const state = blankState()
  for (const [name, value] of pairs) {
    if (!value || !(name in state)) continue
    if (name !== "genre") state[name] = value
    else if (!state.genre.includes(value)) state.genre.push(value)
  }
  return state
}

// The query of an address, "" or with "?", less what says nothing.
export function writeState(state) {
  const query = new URLSearchParams()
  for (const name of PARAMETERS) {
    for (const value of [state[name]].flat()) if (value && value !== DEFAULTS[name] && (name !== "seed" || state.sort === "shuffle")) query.append(name, value)
  }
  return query.size ? `?${query}` : ""
}

// What narrows the list, as [parameter, value] in the order of the address.
export function activeOf(state) {
  return PARAMETERS.filter((name) => !(name in DEFAULTS)).flatMap((name) => [state[name]].flat().filter(Boolean).map((value) => [name, value]))
}

export const without = (state, name, value) => ({ ...state, [name]: name === "genre" ? state.genre.filter((slug) => slug !== value) : "" })

// The state less what makes no sense, and the names of that. `known`: parameter -> the values that there are.
export function understand(state, known = {}) {
  const makesSense = (name, value) => {
    if (name in BOUNDS) return isWithin(value, ...BOUNDS[name])
    if (name.startsWith("released")) return dateKey(value) > 0
    return (CHOICES[name] ?? known[name] ?? [value]).includes(value)
  }
  const misunderstood = PARAMETERS.filter((name) => [state[name]].flat().some((value) => value && !makesSense(name, value)))
  const sound = { ...state }
  for (const name of misunderstood) sound[name] = name === "genre" ? state.genre.filter((slug) => makesSense(name, slug)) : (DEFAULTS[name] ?? "")
  return { state: sound, misunderstood }
}

const isWithin = (text, spelling, low, high) => spelling.test(text) && Number(text) >= low && Number(text) <= high

// The least and the most that a column of whole numbers may hold; null without any bound.
export function boundsOf(state, name, scale = 1) {
  const [low, high] = [state[`${name}_min`], state[`${name}_max`]]
  // Multiplied and rounded once more, since 7.3 times ten is not quite 73.
  const scaled = (text) => Number((Number(text) * scale).toFixed(9))
  return low || high ? [low ? Math.ceil(scaled(low)) : 0, high ? Math.floor(scaled(high)) : Infinity] : null
}

// A date as a number that sorts as dates do; 0 for what is no date.
export function dateKey(text) {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? []
  if (!year || month < 1 || month > 12) return 0
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? dateNumber(year, month, day) : 0
}

export const dateNumber = (year, month, day) => (year << 9) | (month << 5) | day
