// Where the cards of a grid stand: as CSS lays them out, worked out for any place in the list without laying them out.
//
// Browsers draw no box of more than some 17 to 33 million pixels: a longer list is moved against its box (`shift`), so
// that the end of the box is the end of the list, while what is on screen scrolls as it always does.
const TALLEST = 12_000_000

export class LibraryWindow {
  #list
  #listTop = 0
  scrolled = 0
  columns = 1
  view = 0 // height of the screen
  covered = 0 // of it, by what sticks to the top
  shift = 0 // how much higher than in a list of full height things stand

  constructor(list) {
    this.#list = list
  }

  // Reads the layout of the cards, of which one is there; before anything else is written.
  measure() {
    const style = getComputedStyle(this.#list)
    const tracks = style.gridTemplateColumns.split(" ").map(parseFloat).filter(Boolean)
    this.width = tracks[0] ?? 0
    this.columns = Math.max(1, tracks.length)
    this.gap = parseFloat(style.columnGap) || 0
    this.rowGap = parseFloat(style.rowGap) || 0
    this.covered = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0
    const card = this.#list.firstElementChild?.getBoundingClientRect().height
    if (card) this.pitch = card + this.rowGap
    this.look()
  }

  // Reads what is on screen.
  look() {
    this.scrolled = scrollY
    this.view = innerHeight
    if (!this.#list.hidden) this.#listTop = this.#list.getBoundingClientRect().top + this.scrolled
  }

  // The first place on screen and the first after it, with some rows more on both sides.
  places(total, extra) {
    const first = Math.max(0, Math.floor(this.#from / this.pitch) - extra)
    const last = Math.min(this.#rows(total), Math.ceil((this.#from + this.view) / this.pitch) + extra)
    return [Math.min(first * this.columns, total), Math.max(0, Math.min(last * this.columns, total))]
  }

  // How far the list is scrolled, as if it had its full height.
  get #from() {
    return this.scrolled - this.#listTop + this.shift
  }

  #rows(total) {
    return Math.ceil(total / this.columns)
  }

  #fullHeight(total) {
    return Math.max(0, this.#rows(total) * this.pitch - this.rowGap)
  }

  height(total) {
    return Math.min(TALLEST, this.#fullHeight(total))
  }

  // Chooses the shift for a place in a list of full height; returns where to scroll to.
  scrollFor(from, total) {
    const excess = this.#fullHeight(total) - this.height(total)
    this.shift = excess * Math.min(1, Math.max(0, from / (this.#fullHeight(total) - this.view)))
    return from - this.shift + this.#listTop
  }

  // After a jump, as of the scroll bar's handle: as far down the list as the box is scrolled. False where both are one.
  jump(total) {
    const excess = this.#fullHeight(total) - this.height(total)
    if (excess <= 0) return false
    this.shift = excess * Math.min(1, Math.max(0, (this.scrolled - this.#listTop) / (this.height(total) - this.view)))
    return true
  }

  // Where to scroll to so that the box has as much before and after the screen as the list has; nothing where it has.
  settled(total) {
    if (this.#fullHeight(total) <= TALLEST) return undefined
    const before = this.shift
    const top = this.scrollFor(this.#from, total)
    return Math.abs(before - this.shift) < 1 ? undefined : top
  }

  // The first title on screen and how far it is scrolled away; null above the grid.
  get first() {
    if (!this.pitch || this.#from < 0) return null
    const row = Math.floor(this.#from / this.pitch)
    return { title: row * this.columns, offset: Math.round(this.#from - row * this.pitch) }
  }

  rowTop(place) {
    return Math.floor(place / this.columns) * this.pitch
  }

  top(place) {
    return this.rowTop(place) - this.shift
  }

  inlineStart(place) {
    return (place % this.columns) * (this.width + this.gap)
  }

  // Scrolls to where the grid begins below what sticks to the top; only upwards.
  toStart() {
    this.shift = 0
    const top = this.#listTop - this.covered
    if (this.scrolled <= top) return
    scrollTo({ top, behavior: "instant" })
    this.scrolled = top
  }
}
