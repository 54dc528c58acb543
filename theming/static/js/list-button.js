// <list-button>: puts a title on the viewer's list or takes it off; there is no button without it.
import { follow, isListed, isSeen, refresh, toggle } from "./memory.js";

class ListButton extends HTMLElement {
  #leaving
  #shown

  connectedCallback() {
    this.#leaving = new AbortController()
    if (!this.firstElementChild) this.append(document.querySelector("#list-button").content.cloneNode(true))
    this.#button.addEventListener("click", () => toggle("list", this.dataset.slug, this.#card), { signal: this.#leaving.signal })
    refresh(this.dataset.slug, this.#card)
    follow(() => this.#update(), this.#leaving.signal)
  }

  disconnectedCallback() {
    this.#leaving.abort()
  }

  // From now on of another title.
  show(card) {
    this.#shown = card
    this.dataset.slug = card.slug
    refresh(card.slug, card)
    if (this.#button) this.#update()
  }

  // What a browser keeps of the title.
  get #card() {
    return this.#shown ?? { ...this.dataset }
  }

  get #button() {
    return this.querySelector("button")
  }

  #update() {
    const button = this.#button
    if (!this.dataset.plain) button.setAttribute("aria-label", `${button.title}: ${this.#card.name}`)
    button.setAttribute("aria-pressed", isListed(this.dataset.slug))
    this.toggleAttribute("data-seen", isSeen(this.dataset.slug))
  }
}
customElements.define("list-button", ListButton)
