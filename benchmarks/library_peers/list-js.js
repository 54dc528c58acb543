// List.js: its own search, filter, sort and pages of 60.
import { asked, card, count, passes, pictureOf, rating } from "./peer.js"

export const offers = ["genre", "range", "sort"]

await new Promise((onload) => {
  const script = Object.assign(document.createElement("script"), { onload, src: "node_modules/list.js/dist/list.min.js" })
  document.head.append(script)
})

const SORTS = { newest: ["date", { order: "desc" }], rating: ["rating", { order: "desc" }], name: ["name", { order: "asc" }] }

export function start(titles, results, form) {
  results.innerHTML = `<ul class="list poster-grid"></ul>`
  const blank = card({ name: "", genres: [], rating: null, kind: "movie", slug: "" }).outerHTML
  const values = titles.map((title) => ({ ...title, rating: rating(title), of: title, poster: pictureOf(title), genres: title.genres.join(", ") }))
  const list = new window.List(results, { valueNames: ["name", "original", "date", "year", "rating", "genres", { name: "poster", attr: "src" }], item: blank, page: 60 }, values)
  let last = { q: "", sort: "" }
  const show = () => {
    const state = asked()
    if (state.sort !== last.sort) list.sort(...SORTS[state.sort])
    if (state.q !== last.q) list.search(state.q, ["name", "original"])
    if (String([state.genres, state.least]) !== String([last.genres, last.least])) list.filter((item) => passes(item.values().of, state))
    last = state
    count(list.matchingItems.length)
  }
  show()
  form.addEventListener("input", show)
}
