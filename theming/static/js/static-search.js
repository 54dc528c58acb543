// Suggestions where no server makes them: the same options as catalog/_suggestion.html writes, from an export's shards.
import { addressOf, find, kindsOf, pictureAddress } from "./static-index.js";
import { fold } from "./library-words.js";

const MOST = { title: 5, person: 3, collection: 2, episode: 2 }
const template = document.querySelector("#static-suggestions")
const [group, option, all] = template.content.children
const words = template.dataset

// As /suggest answers: {count, says, html}.
export async function suggest(text) {
  const answer = await find(text, MOST)
  const list = document.createElement("div")
  for (const kind of kindsOf(answer)) list.append(groupOf(kind, answer.matches[kind], text))
  if (answer.count) list.append(allResults(text))
  return { count: answer.count, says: words.says.split("|")[answer.count], html: list.innerHTML }
}

function groupOf(kind, matches, text) {
  const element = group.cloneNode(true)
  element.setAttribute("aria-label", words[kind])
  element.firstElementChild.textContent = words[kind]
  element.append(...matches.map((match) => {
    const link = option.cloneNode(true)
    link.href = addressOf(match.thing)
    fill(link, match, text)
    return link
  }))
  return element
}

// Picture, name with what answers marked, the other name that it was found by, facts: into an option or a result.
export function fill(element, { thing, also }, text) {
  const find = (part) => element.querySelector(`.suggestion__${part}`)
  const name = find("name").querySelector("bdi") ?? find("name")
  name.replaceChildren(...marked(thing.n, text))
  const other = find("also")
  if (also) other.replaceChildren(...marked(also, text))
  else other.remove()
  find("facts").textContent = factsOf(thing)
  find("picture").dataset.kind = thing.k
  find("picture").replaceChildren(pictureOf(thing))
}

function factsOf(thing) {
  if (thing.k === "title") return [words[thing.h], thing.y].filter(Boolean).join(" · ")
  return thing.k === "collection" ? words.oneCollection : thing.f
}

function pictureOf(thing) {
  const place = document.createElement("span")
  place.className = thing.p ? "artwork" : "lit-art"
  place.dataset.tone = thing.t
  if (thing.p) place.append(Object.assign(new Image(), { src: pictureAddress(thing), alt: "", loading: "lazy", decoding: "async" }))
  return place
}

// Beginnings of words that answer, marked as catalog/_marked.html does.
function marked(name, text) {
  const wanted = fold(text).split(" ").filter(Boolean)
  const pieces = []
  for (const piece of name.split(/([\p{L}\p{N}\p{M}_]+)/u)) {
    const length = Math.max(0, ...wanted.map((word) => covered(piece, word)))
    if (length) pieces.push(Object.assign(document.createElement("mark"), { textContent: piece.slice(0, length) }))
    pieces.push(piece.slice(length))
  }
  return pieces
}

function covered(piece, wanted) {
  if (!fold(piece).startsWith(wanted)) return 0
  for (let length = 1; length <= piece.length; length += 1) if (fold(piece.slice(0, length)).length >= wanted.length) return length
  return 0
}

function allResults(text) {
  const link = all.cloneNode(true)
  const form = document.querySelector("search-box form")
  link.href = `${form.action}?q=${encodeURIComponent(text)}`
  link.lastElementChild.textContent = link.lastElementChild.textContent.replace("#", () => text)
  return link
}
