// What the library is narrowed by, as chips that take it away. Each is a link to the address that is left.
import { activeOf, without, writeState } from "./library-state.js";

export class LibraryChips {
  #list
  #path
  #said = ""

  // `path`: of the library's first page.
  constructor(list, path) {
    this.#list = list
    this.#path = path
  }

  // `words(name, value)`: what a chip says. Focus on one that went away goes to its neighbour.
  show(state, words) {
    const active = activeOf(state)
    const said = JSON.stringify(active)
    if (said === this.#said) return this.#point(state)
    this.#said = said
    const focused = [...this.#list.children].findIndex((item) => item.contains(document.activeElement))
    const clear = this.#list.lastElementChild
    this.#list.replaceChildren(...active.map(([name, value]) => this.#chip(name, value, words(name, value))), clear)
    this.#list.hidden = !active.length
    this.#point(state)
    if (focused >= 0) this.#list.children[Math.min(focused, active.length - 1)]?.querySelector("a").focus()
  }

  #chip(name, value, text) {
    const item = document.querySelector("#filter-chip").content.firstElementChild.cloneNode(true)
    const link = item.firstElementChild
    Object.assign(link.dataset, { name, value })
    link.children[1].textContent = text
    return item
  }

  // Addresses follow what a chip does not name, such as the order.
  #point(state) {
    for (const link of this.#list.querySelectorAll("[data-name]")) {
      link.href = this.#path + writeState(without(state, link.dataset.name, link.dataset.value))
    }
    this.#list.querySelector("[data-part=clear]").href = this.#path
  }
}
