// Arrows, Home, End and Page keys lead from card to card, once one has the focus, through the whole list.
export class LibraryKeys {
  #list
  #grid

  constructor(list, grid, signal) {
    this.#list = list
    this.#grid = grid
    list.addEventListener("keydown", (event) => this.#press(event), { signal })
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const place = this.#grid.placeOf(event.target)
    if (place < 0) return
    // A card that was scrolled away kept the focus: Tab goes on from there.
    if (event.key === "Tab") return this.#bringBack(event.target)
    const to = this.#target(event.key, place)
    if (to === undefined) return
    event.preventDefault()
    this.#grid.focus(Math.max(0, Math.min(to, this.#grid.total - 1)))
  }

  #bringBack(element) {
    const { top, bottom } = element.closest("li").getBoundingClientRect()
    if (bottom < 0 || top > innerHeight) element.closest("li").scrollIntoView({ block: "nearest", behavior: "instant" })
    this.#grid.draw()
  }

  #target(key, place) {
    const { columns, total } = this.#grid
    const forward = getComputedStyle(this.#list).direction === "rtl" ? -1 : 1
    const page = columns * this.#grid.rowsOnScreen
    const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns, PageDown: page, PageUp: -page }
    if (key in steps) return place + steps[key]
    return { Home: 0, End: total - 1 }[key]
  }
}
