// Every card is in the document; those that do not match are hidden.
import { asked, card, count, passes } from "./peer.js"

export const offers = ["genre", "range", "sort"]

const ORDERS = {
  newest: (a, b) => (b.date ?? "").localeCompare(a.date ?? ""),
  rating: (a, b) => (b.rating ?? -1) - (a.rating ?? -1),
  name: (a, b) => a.place - b.place,
}

export function start(titles, results, form) {
  const rows = titles.map((title, place) => ({ ...title, place, text: `${title.name} ${title.original}`.toLowerCase(), card: card(title) }))
  const grid = document.createElement("ul")
  grid.className = "poster-grid"
  results.append(grid)
  let order = ""
  const show = () => {
    const state = asked()
    const words = state.q.toLowerCase().split(" ")
    let shown = 0
    for (const row of rows) {
      row.card.hidden = !(passes(row, state) && words.every((word) => row.text.includes(word)))
      shown += !row.card.hidden
    }
    if (order !== state.sort) grid.replaceChildren(...[...rows].sort(ORDERS[state.sort]).map((row) => row.card))
    order = state.sort
    count(shown)
  }
  show()
  form.addEventListener("input", show)
}
