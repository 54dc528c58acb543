// Answers from the server, some titles at a time: where the library is too large for a browser, or could not be had whole.
import { LibraryCards } from "./library-cards.js";
import { LibraryIndex } from "./library-index.js";
import { writeState } from "./library-state.js";

const WAIT = 120 // milliseconds after a key
const AT_ONCE = 120 // titles, as the server has it
const MOST_COUNTED = 1_000 // beyond it, options just leave more

export class RemoteLibrary {
  #url
  #wording
  #genreNames
  #asking = new AbortController()

  constructor(page, wording, genreNames) {
    this.#url = page.answerUrl
    this.#wording = wording
    this.#genreNames = genreNames
  }

  // A promise of the answer; rejected with an AbortError once the next one is asked for.
  async answer(state, isTyped) {
    this.#asking.abort()
    this.#asking = new AbortController()
    const { signal } = this.#asking
    if (isTyped) await wait(WAIT, signal)
    const pages = [await this.#page(state, "", signal)]
    return this.#answer(pages, (after) => this.#page(state, after, signal))
  }

  #answer(pages, ask) {
    const { total, counts } = pages[0].index.answered
    const at = (place) => [pages[Math.floor(place / AT_ONCE)], place % AT_ONCE]
    let asking = null
    const answer = {
      total,
      counts: () => (counts && Object.keys(counts).length ? counts : null),
      mostCounted: MOST_COUNTED,
      // As many again as are there wait for what is asked for.
      get shown() { return Math.min(total, (pages.length + 1) * AT_ONCE) },
      key: (place) => (at(place)[0] ? place + answer.slug(place) : undefined),
      slug: (place) => { const [page, row] = at(place); return page?.index.slug(row) },
      fill: (card, place, ...options) => { const [{ cards }, row] = at(place); return cards.fill(card, row, ...options) },
      finish: (card, place) => { const [{ cards }, row] = at(place); cards.finish(card, row) },
      // The next titles; a promise of whether there were any.
      more: () => {
        const last = pages.length * AT_ONCE - 1
        if (asking || last + 1 >= total) return asking ?? Promise.resolve(false)
        asking = ask(answer.slug(last)).then((page) => pages.push(page)).finally(() => { asking = null })
        return asking
      },
    }
    return answer
  }

  async #page(state, after, signal) {
    const query = new URLSearchParams(writeState(state))
    if (after) query.append("after", after)
    const response = await fetch(`${this.#url}${/[?&]$/.test(this.#url) ? "" : this.#url.includes("?") ? "&" : "?"}${query}`, { signal, credentials: "same-origin" })
    if (!response.ok) throw new Error(`${response.status}`)
    const index = new LibraryIndex(await response.arrayBuffer())
    return { index, cards: new LibraryCards(index, this.#wording, this.#genreNames) }
  }
}

function wait(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener("abort", () => { clearTimeout(timer); reject(signal.reason) })
  })
}
