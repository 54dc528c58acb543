// The grid of titles: of however many there are, only the cards on screen and a few beside them are in the document.
import { AfterPaint } from "./after-paint.js";
import { LibraryKeys } from "./library-keys.js";
import { LibraryWindow } from "./library-window.js";
import { TitleCard } from "./title-card.js";

const ROWS_BESIDE = 2
const ROWS_AT_FIRST = 1 // beside what is on screen, of a new answer
const STILL = 300 // milliseconds until all of them are drawn
const MOST_SPARE = 60 // cards

export class LibraryGrid extends EventTarget {
  #list
  #window
  #answer = null
  #round = 0 // of answers; an item of an earlier one is drawn anew
  #items = new Map() // place -> {element, card, key, round, waits, total}; no `card`: the server sent it
  #spare = []
  #measuredWidth
  #afterPaint = new AfterPaint()
  #isShortOfTime = false
  #still
  #pictures = new Map() // key -> picture, of what was drawn before

  constructor(list, signal) {
    super()
    this.#list = list
    this.#window = new LibraryWindow(list)
    new LibraryKeys(list, this, signal)
    addEventListener("scroll", () => this.draw(), { passive: true, signal })
    addEventListener("scrollend", () => this.#settle(), { passive: true, signal })
    addEventListener("resize", () => this.draw(), { passive: true, signal })
    const sizes = new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect.width))
    sizes.observe(list)
    signal.addEventListener("abort", () => sizes.disconnect())
  }

  get total() {
    return this.#answer?.total ?? 0
  }

  get columns() {
    return this.#window.columns
  }

  get rowsOnScreen() {
    return Math.max(1, Math.floor(this.#window.view / this.#window.pitch) - 1)
  }

  // `answer`: {total, shown, key(place), slug(place), fill(card, place, picture, isShortOfTime), finish(card, place)}; its
  // `shown` titles are there to be drawn; `key` is the same for the same title, undefined of one that is still to come.
  // Cards that the server sent (`first` is the place of the first) and that are right stay. What is on screen is drawn
  // at once; what is beside it, new posters and what nobody sees, after that.
  show(answer, first = 0) {
    this.#answer = answer
    this.#round += 1
    if (this.#round === 1) this.#takeOver(first)
    for (const { key, card } of this.#items.values()) if (card?.picture) this.#pictures.set(key, card.picture)
    this.#list.hidden = !answer.shown
    if (!this.#window.pitch && answer.shown) this.#measureFirst()
    this.#setHeight()
    this.#isShortOfTime = true
    this.#drawRows(0)
    this.#isShortOfTime = false
    this.#drawMore()
  }

  // Once the answer is painted: reading the layout is for nothing then.
  #drawMore() {
    clearTimeout(this.#still)
    this.#afterPaint.run(() => this.draw(ROWS_AT_FIRST))
    this.#still = setTimeout(() => { this.draw(); this.#pictures.clear() }, STILL)
  }

  // More of the same answer is there.
  extend() {
    this.#round += 1
    this.#setHeight()
    this.draw()
  }

  draw(rowsBeside = ROWS_BESIDE) {
    const before = this.#window.scrolled
    this.#window.look()
    const hasJumped = Math.abs(this.#window.scrolled - before) > 2 * this.#window.view
    if (hasJumped && this.#window.pitch && this.#window.jump(this.#answer.shown)) this.#putAll()
    this.#drawRows(rowsBeside)
    for (const [place, item] of this.#items) this.#finish(item, place)
  }

  #finish(item, place) {
    if (item.total !== this.total) item.element.setAttribute("aria-setsize", item.total = this.total)
    if (item.waits) this.#answer.finish(item.card, place)
    item.waits = false
  }

  #takeOver(first) {
    this.#window.measure()
    ;[...this.#list.children].forEach((element, nth) => {
      const place = first + nth
      const isRight = place < this.#answer.shown && element.querySelector("list-button")?.dataset.slug === this.#answer.slug(place)
      if (isRight) this.#items.set(place, this.#put({ element, card: null, key: this.#answer.key(place), round: this.#round }, place))
      else element.remove()
    })
    if (this.#window.pitch) this.#sizeCards()
    if (first && this.#window.pitch) this.#setHeight()
  }

  // Nothing was there to be measured: a first card is drawn for that.
  #measureFirst() {
    const item = this.#newItem()
    this.#list.append(item.element)
    this.#fill(item, 0)
    this.#items.set(0, item)
    this.#window.measure()
    this.#sizeCards()
    this.#put(item, 0)
  }

  // From here on cards stand where they are put; until then the grid lays them out.
  #sizeCards() {
    this.#list.style.setProperty("--card-inline-size", `${this.#window.width}px`)
    this.#list.style.setProperty("--card-block-size", `${this.#window.pitch - this.#window.rowGap}px`)
    this.#list.toggleAttribute("data-windowed", true)
  }

  #setHeight() {
    this.#list.style.blockSize = this.#window.pitch ? `${this.#window.height(this.#answer.shown)}px` : ""
  }

  #resize(width) {
    if (!this.#answer || !this.#window.pitch || !width || width === this.#measuredWidth) return
    const isFirst = this.#measuredWidth === undefined
    this.#measuredWidth = width
    if (isFirst) return
    const at = this.#window.first
    this.#list.toggleAttribute("data-windowed", false)
    this.#window.measure()
    this.#sizeCards()
    this.#setHeight()
    this.#putAll()
    if (at?.title) this.goTo(at)
    this.draw()
  }

  #settle() {
    if (!this.#answer || !this.#window.pitch) return
    this.#window.look()
    const top = this.#window.settled(this.#answer.shown)
    if (top === undefined) return
    this.#putAll()
    scrollTo({ top, behavior: "instant" })
  }

  #drawRows(extra) {
    if (!this.#answer || !this.#window.pitch) return
    const { shown } = this.#answer
    const [from, to] = this.#window.places(shown, extra)
    this.#release(...this.#window.places(shown, ROWS_BESIDE))
    let next = this.#elementAfter(to)
    for (let place = to - 1; place >= from; place -= 1) {
      const item = this.#items.get(place) ?? this.#insert(place, next)
      if (item.round !== this.#round) this.#refill(item, place)
      next = this.#items.get(place).element
    }
    for (const { element } of this.#spare) element.remove()
    this.#spare.length = Math.min(this.#spare.length, MOST_SPARE)
    if (to > shown - 4 * this.columns) this.dispatchEvent(new Event("end"))
  }

  // What is far off screen goes, but for what has the focus.
  #release(from, to) {
    for (const [place, item] of this.#items) {
      if (place >= from && place < to) continue
      const isSame = item.round === this.#round || (place < this.#answer.shown && item.key === this.#answer.key(place))
      if (isSame && item.element.contains(document.activeElement)) continue
      this.#items.delete(place)
      if (item.card) this.#spare.push(item)
      else item.element.remove()
    }
  }

  #elementAfter(to) {
    const after = [...this.#items.keys()].filter((place) => place >= to)
    return after.length ? this.#items.get(Math.min(...after)).element : null
  }

  #insert(place, next) {
    const item = this.#put(this.#spare.pop() ?? this.#newItem(), place)
    item.round = 0
    item.key = undefined
    this.#items.set(place, item)
    this.#list.insertBefore(item.element, next)
    return item
  }

  #newItem() {
    const card = new TitleCard()
    const element = document.createElement("li")
    element.append(card.element)
    return { element, card, key: undefined, round: 0 }
  }

  #put(item, place) {
    item.element.style.top = `${this.#window.top(place)}px`
    item.element.style.insetInlineStart = `${this.#window.inlineStart(place)}px`
    item.element.setAttribute("aria-posinset", place + 1)
    return item
  }

  #putAll() {
    for (const [place, item] of this.#items) this.#put(item, place)
  }

  #refill(item, place) {
    const key = this.#answer.key(place)
    item.round = this.#round
    if (key !== undefined && item.key === key) return
    if (item.card) return this.#fill(item, place)
    const drawn = this.#put(this.#newItem(), place)
    item.element.replaceWith(drawn.element)
    this.#items.set(place, drawn)
    this.#fill(drawn, place)
  }

  #fill(item, place) {
    item.key = this.#answer.key(place)
    item.round = this.#round
    item.waits = false
    item.element.toggleAttribute("data-waiting", item.key === undefined)
    if (item.key === undefined) return
    item.waits = this.#answer.fill(item.card, place, this.#pictures.get(item.key), this.#isShortOfTime)
    this.#pictures.delete(item.key)
  }

  // Where the page is scrolled to: the first title on screen and how far it is scrolled away; `y` above the grid.
  get position() {
    return this.#window.first ?? { y: Math.round(this.#window.scrolled) }
  }

  goTo({ title = 0, offset = 0, y }) {
    if (y !== undefined || !this.#window.pitch) return scrollTo({ top: y ?? 0, behavior: "instant" })
    this.#window.look()
    const top = this.#window.scrollFor(this.#window.rowTop(title) + offset, this.#answer.shown)
    this.#putAll()
    scrollTo({ top, behavior: "instant" })
    this.draw()
  }

  goToPage(title) {
    this.goTo({ title, offset: -this.#window.covered })
  }

  // To the top of the grid, where that is above the screen.
  toTop() {
    const { shift } = this.#window
    this.#window.toStart()
    if (shift) this.#putAll()
  }

  placeOf(element) {
    for (const [place, item] of this.#items) if (item.element.contains(element)) return place
    return -1
  }

  // Focus goes to the title at a place, which is brought on screen.
  focus(place) {
    if (!this.#items.has(place)) this.goTo({ title: Math.max(0, place - this.columns) })
    const element = this.#items.get(place)?.element
    element?.querySelector("a").focus({ preventScroll: true })
    element?.scrollIntoView({ block: "nearest" })
  }
}
