// <list-button>: puts a title on the viewer's list or takes it off; there is no button without it.
import { follow, isListed, isSeen, refresh, toggle } from "./memory.js";

class ListButton extends HTMLElement {
  #leaving

  connectedCallback() {
    this.#leaving = new AbortController()
    if (!this.firstElementChild) this.append(document.querySelector("#list-button").content.cloneNode(true))
    const button = this.querySelector("button")
    if (!this.dataset.plain) button.setAttribute("aria-label", `${button.title}: ${this.dataset.name}`)
    button.addEventListener("click", () => toggle("list", this.dataset.slug, { ...this.dataset }), { signal: this.#leaving.signal })
    refresh(this.dataset.slug, { ...this.dataset })
    follow(() => {
      button.setAttribute("aria-pressed", isListed(this.dataset.slug))
      this.toggleAttribute("data-seen", isSeen(this.dataset.slug))
    }, this.#leaving.signal)
  }

  disconnectedCallback() {
    this.#leaving.abort()
  }
}
customElements.define("list-button", ListButton)
