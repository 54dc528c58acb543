// DataTables: a table, since it shows nothing else; its own search, order and pages of 60, rows made when shown.
import DataTable from "./node_modules/datatables.net/js/dataTables.min.mjs"
import { addressOf, asked, count, passes, pictureOf, rating } from "./peer.js"

export const offers = ["genre", "range", "sort"]

const ORDERS = { newest: [[5, "desc"]], rating: [[3, "desc"]], name: [[1, "asc"]] }
const picture = (title) => `<img loading="lazy" width="160" height="240" alt="" src="${pictureOf(title)}">`

export function start(titles, results, form) {
  results.innerHTML = "<table></table>"
  let state = asked()
  const table = new DataTable(results.firstChild, {
    data: titles,
    columns: [
      { data: null, title: "", render: (title, use) => (use === "display" ? `<a href="${addressOf(title)}">${picture(title)}</a>` : ""), searchable: false },
      { data: "name", title: "Name", render: DataTable.render.text() },
      { data: "year", title: "Year", defaultContent: "", searchable: false },
      { data: rating, title: "Rating", searchable: false },
      { data: "genres", title: "Genres", render: "[, ]", searchable: false },
      { data: "date", title: "Date", defaultContent: "", searchable: false },
      { data: "original", title: "Original name", visible: false },
    ],
    order: ORDERS.newest,
    pageLength: 60,
    deferRender: true,
    autoWidth: false,
    layout: { topStart: null, topEnd: null },
  })
  table.search.fixed("form", (_text, title) => passes(title, state))
  const show = () => {
    const before = state
    state = asked()
    if (state.q !== before.q) table.search(state.q)
    if (state.sort !== before.sort) table.order(ORDERS[state.sort])
    table.draw()
    count(table.page.info().recordsDisplay)
  }
  show()
  form.addEventListener("input", show)
}
