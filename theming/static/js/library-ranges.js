// The ranges of the filters, drawn once nothing is typed for a moment, and only where they can be seen.
import { LibraryRange } from "./library-range.js";
import { blankState } from "./library-state.js";

const STILL = 200 // milliseconds

export class LibraryRanges {
  #form
  #ranges
  #timer
  #draw = () => {}

  constructor(form) {
    this.#form = form
    this.#ranges = [...form.querySelectorAll("[data-column]")].map((fieldset) => new LibraryRange(fieldset))
    form.closest("[popover]").addEventListener("toggle", () => this.#draw())
  }

  show(library, state) {
    for (const range of this.#ranges) range.sync()
    clearTimeout(this.#timer)
    if (!library.spread) return
    this.#draw = () => {
      if (!this.#form.checkVisibility()) return
      for (const range of this.#ranges) {
        const spread = library.spread(range.column, state)
        if (spread) range.show(spread, () => library.spread(range.column, blankState()))
      }
    }
    this.#timer = setTimeout(() => this.#draw(), STILL)
  }
}
