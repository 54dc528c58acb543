// Finds names where no server searches: in an export, whose pages say where its shards are (search_shards.py).
//
// As catalog/search/find.py ranks: whole names, names that begin so, whole words, beginnings of words, one letter wrong;
// then what is looked for most. Of a few letters that very many names begin with, the best of each kind are known.
import { fold, isMisspellable, isWithinOneEdit } from "./library-words.js";

const FEW = 5 // with fewer results, misspellings are tried
const MISSPELLED_FILES = 12
const EXACT = 0
const WHOLE = 1
const STARTS = 2
const MISSPELLED = 3
const APOSTROPHES = /['’ʼ‘`´]/g
const AMPERSAND = /[&+]/g
const UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}]/u
const ARTICLE = "ال"

const { shardsUrl, rootUrl, mediaUrl } = document.documentElement.dataset
const fetched = new Map()

function fetchJson(name) {
  if (!fetched.has(name)) {
    const answer = fetch(new URL(name, new URL(shardsUrl, location.href))).then((response) => response.ok ? response.json() : Promise.reject(new Error(response.status)))
    answer.catch(() => fetched.delete(name))
    fetched.set(name, answer)
  }
  return fetched.get(name)
}

export const addressOf = (thing) => new URL(thing.u, new URL(rootUrl, location.href)).href
export const pictureAddress = (thing) => thing.p ? new URL(thing.p, new URL(mediaUrl, location.href)).pathname : ""

// {matches: {kind: [{thing, rank, also}]}, count, isMisspelled}; at most `most[kind]` of each kind.
export async function find(text, most) {
  const query = await readQuery(text)
  const found = new Map()
  if (!query.words.length) return answer(found, most)
  for (const thing of await candidates(query)) add(found, thing, query, false)
  if (found.size < FEW) for (const thing of await near(query)) add(found, thing, query, true)
  return answer(found, most)
}

async function readQuery(text) {
  const { optional } = await fetchJson("index.json")
  const words = fold(text.slice(0, 200)).split(" ").filter(Boolean).slice(0, 8)
  const articles = new Set(optional)
  const needed = words.filter((word) => !articles.has(word))
  const bare = words.length > 1 && articles.has(words[0]) ? words.slice(1) : words
  return { words, articles, required: [...new Set(needed.length ? needed : words)], wholes: [...new Set([words.join(""), bare.join("")])] }
}

function add(found, thing, query, misspelled) {
  if (found.has(thing.u)) return
  const names = [thing.n, ...(thing.a ?? [])]
  const ranks = names.map((name) => [bestRank(name, query, misspelled), name]).filter(([rank]) => rank !== undefined)
  if (!ranks.length) return
  const [rank, name] = ranks.reduce((best, each) => (each[0] < best[0] ? each : best))
  found.set(thing.u, { thing, rank, also: bestRank(thing.n, query, false) === undefined && rank < MISSPELLED ? name : "", order: found.size })
}

function answer(found, most) {
  const matches = {}
  for (const kind of Object.keys(most)) {
    const own = [...found.values()].filter(({ thing }) => thing.k === kind)
    matches[kind] = own.sort((a, b) => a.rank - b.rank || a.order - b.order).slice(0, most[kind])
  }
  const shown = Object.values(matches).flat()
  return { matches, count: shown.length, isMisspelled: shown.length > 0 && shown.every(({ rank }) => rank === MISSPELLED) }
}

export function kindsOf({ matches }) {
  return Object.keys(matches).filter((kind) => matches[kind].length).sort((a, b) => matches[a][0].rank - matches[b][0].rank)
}

// --- Which files hold what begins so -------------------------------------------------------------------------------

async function candidates({ required, wholes }) {
  const { files } = await fetchJson("index.json")
  const known = required.map((word) => filesOf(word.slice(0, 24), files))
  const complete = known.filter((some) => some.length && some.every(([, isWhole]) => isWhole))
  // Any of the words says all where its files hold everything; the fewest files are the soonest read.
  const chosen = complete.length ? complete.reduce((one, other) => (other.length < one.length ? other : one)) : known.flat()
  const names = new Set([...chosen, ...wholes.flatMap((whole) => filesOf(whole.slice(0, 24), files))].map(([name]) => name))
  return things(names)
}

// The file of the letters themselves and of the whole word; else that of the most letters that have one.
function filesOf(word, files) {
  const own = [files[word], files[`${word} `]].filter(Boolean)
  if (own.length) return own
  for (let length = word.length - 1; length; length -= 1) {
    const file = files[word.slice(0, length)]
    if (file) return file[1] ? [file] : [] // further letters have files of their own, and these are not among them
  }
  return []
}

async function near({ required }) {
  const { files } = await fetchJson("index.json")
  const word = required.filter(isMisspellable).sort((a, b) => b.length - a.length)[0]
  if (!word) return []
  const start = word.slice(0, 2)
  const names = Object.entries(files).filter(([letters, file]) => file[1] && (letters.startsWith(start) || start.startsWith(letters)))
  const closest = names.sort(([a], [b]) => shared(b, word) - shared(a, word)).slice(0, MISSPELLED_FILES)
  return things(new Set(closest.map(([, [name]]) => name)))
}

function shared(letters, word) {
  let count = 0
  while (count < letters.length && letters[count] === word[count]) count += 1
  return count
}

async function things(names) {
  const every = (await Promise.all([...names].map(fetchJson))).flat()
  return every.sort((a, b) => (b.w ?? 0) - (a.w ?? 0))
}

// --- How well a name answers -----------------------------------------------------------------------------------------

function formsOf(name) {
  return [...new Set([name, name.replace(APOSTROPHES, " "), name.replace(AMPERSAND, " and ")].map(fold))]
}

function startsOf(word) {
  const starts = [word]
  if (word.startsWith(ARTICLE) && word.length > 4) starts.push(word.slice(ARTICLE.length))
  if (UNSPACED.test(word)) for (let place = 1; place < word.length; place += 1) starts.push(word.slice(place))
  return starts
}

function bestRank(name, query, misspelled) {
  const ranks = formsOf(name).map((form) => rankOf(form, query, misspelled)).filter((rank) => rank !== undefined)
  return ranks.length ? Math.min(...ranks) : undefined
}

function rankOf(form, { required, wholes, articles }, misspelled) {
  const words = form.split(" ")
  const own = [words.join(""), ...(words.length > 1 && articles.has(words[0]) ? [words.slice(1).join("")] : [])]
  if (own.some((whole) => wholes.includes(whole))) return EXACT
  if (own.some((whole) => whole.startsWith(wholes[0]))) return WHOLE
  const starts = words.flatMap(startsOf)
  if (required.every((word) => starts.includes(word))) return WHOLE
  if (required.every((word) => starts.some((start) => start.startsWith(word)))) return STARTS
  if (misspelled && required.every((word) => words.some((other) => other.startsWith(word) || isNear(word, other)))) return MISSPELLED
  return undefined
}

const isNear = (word, other) => isMisspellable(word) && isWithinOneEdit(word, 0, word.length, other, 0, other.length)
