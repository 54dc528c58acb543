// Answers from the index, which this browser has whole.
import { LibraryCards } from "./library-cards.js";
import { idly } from "./library-controls.js";
import { LibraryFilter } from "./library-filter.js";
import { LibraryIndex } from "./library-index.js";
import { LibraryMembers } from "./library-members.js";

export class LocalLibrary {
  #index
  #filter
  #members
  #cards

  // `page`: what the page says of the library (data-* of <title-library>).
  static async open(page, wording, genreNames) {
    const files = [page.indexUrl, page.deltaUrl].filter(Boolean).map(async (url) => {
      const response = await fetch(url, { credentials: "same-origin", priority: "low" })
      if (!response.ok) throw new Error(`${url}: ${response.status}`)
      return response.arrayBuffer()
    })
    return new LocalLibrary(await Promise.all(files), page, wording, genreNames)
  }

  constructor(files, page, wording, genreNames) {
    this.#index = new LibraryIndex(...files)
    this.#filter = new LibraryFilter(this.#index, page)
    this.#members = new LibraryMembers(this.#index, page.membersUrl)
    this.#cards = new LibraryCards(this.#index, wording, genreNames)
    this.#prepare()
  }

  // What a first key press will need is made ready while nothing is to be done.
  #prepare() {
    idly((deadline) => {
      let isDone = false
      do isDone = this.#filter.prepare()
      while (!isDone && deadline?.timeRemaining?.() > 8)
      if (!isDone) this.#prepare()
    })
  }

  // The answer at once, or a promise of it where members must be asked for.
  answer(state) {
    if (this.#members.isReady(state)) return this.#answer(state)
    return this.#members.load(state).then(() => this.#answer(state))
  }

  // How many titles have each value of a column, whatever its bounds; null where members must be asked for first.
  spread(column, state) {
    return this.#members.isReady(state) ? this.#filter.spread(column, state, this.#members.of(state)) : null
  }

  #answer(state) {
    const { rows, total, counts } = this.#filter.answer(state, this.#members.of(state))
    return {
      total,
      counts,
      shown: total,
      key: (place) => rows[place],
      slug: (place) => this.#index.slug(rows[place]),
      fill: (card, place, ...options) => this.#cards.fill(card, rows[place], ...options),
      finish: (card, place) => this.#cards.finish(card, rows[place]),
    }
  }
}
