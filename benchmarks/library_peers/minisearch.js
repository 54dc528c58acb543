// MiniSearch: beginnings and one slip from five letters, its filter for genres and ranges; the first 60 as cards. It
// orders by relevance alone.
import { asked, card, count, passes } from "./peer.js"

export const offers = ["genre", "range"]

const { default: MiniSearch } = await import("./node_modules/minisearch/dist/es/index.js")

export function start(titles, results, form) {
  const search = new MiniSearch({ idField: "slug", fields: ["name", "original"] })
  search.addAll(titles)
  const bySlug = new Map(titles.map((title) => [title.slug, title]))
  const grid = document.createElement("ul")
  grid.className = "poster-grid"
  results.append(grid)
  const options = { prefix: true, combineWith: "AND", fuzzy: (term) => (term.length >= 5 ? 1 : false) }
  const show = () => {
    const state = asked()
    const filter = ({ id }) => passes(bySlug.get(id), state)
    const found = search.search(state.q || MiniSearch.wildcard, { ...options, filter })
    grid.replaceChildren(...found.slice(0, 60).map(({ id }) => card(bySlug.get(id))))
    count(found.length)
  }
  show()
  form.addEventListener("input", show)
}
