// The page of results where no server searches: filled from an export's shards as catalog/search.html has it.
import { addressOf, find, kindsOf, pictureAddress } from "./static-index.js";
import { fill } from "./static-search.js";
import { pictureOf, TitleCard } from "./title-card.js";

const MOST = { title: 36, person: 18, collection: 12, episode: 12 }
const page = document.querySelector(".search-page")
const template = document.querySelector("#static-results")
const [section, result, nothing] = template.content.children
const { results, heading, misspelled } = template.dataset
const headings = document.querySelector("#static-suggestions").dataset

const text = (new URLSearchParams(location.search).get("q") ?? "").trim().slice(0, 200)
if (text) show(await find(text, MOST))

function show(answer) {
  document.title = `${text} · ${document.title}`
  page.querySelector("input[name=q]").value = text
  const [before, after] = new DOMParser().parseFromString(heading, "text/html").body.textContent.split("#")
  page.querySelector("h1").replaceChildren(before, Object.assign(document.createElement("bdi"), { textContent: text }), after)
  const note = page.querySelector(".search-page__note")
  note.setAttribute("role", "status")
  note.textContent = answer.isMisspelled ? misspelled : results.split("|")[answer.count]
  note.hidden = !answer.count
  if (!answer.count) page.append(nothing.cloneNode(true))
  for (const kind of kindsOf(answer)) page.append(groupOf(kind, answer.matches[kind]))
}

function groupOf(kind, matches) {
  const element = section.cloneNode(true)
  const title = element.firstElementChild
  title.id = `found-${kind}`
  title.textContent = headings[kind]
  element.setAttribute("aria-labelledby", title.id)
  const list = document.createElement("ul")
  list.className = kind === "title" ? "poster-grid" : "search-page__list"
  list.append(...matches.map((match) => {
    const item = document.createElement("li")
    item.append(kind === "title" ? titleCard(match.thing) : found(match))
    return item
  }))
  element.append(list)
  return element
}

function titleCard(thing) {
  const card = new TitleCard()
  const poster = pictureAddress(thing)
  card.show(
    { slug: thing.s, kind: thing.h, name: thing.n, year: thing.y, rating: thing.r, genres: thing.g, poster, tone: String(thing.t) },
    { first: thing.y, picture: poster ? pictureOf(thing.t, poster) : null },
  )
  return card.element
}

function found(match) {
  const element = result.cloneNode(true)
  element.querySelector("a").href = addressOf(match.thing)
  fill(element, match, text)
  return element
}
