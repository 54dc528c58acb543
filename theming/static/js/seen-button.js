// <seen-button>: marks a title or an episode as seen, and lifts the blur from what was; there is no button without it.
import { follow, isSeen, toggle } from "./memory.js";

class SeenButton extends HTMLElement {
  #leaving

  connectedCallback() {
    this.#leaving = new AbortController()
    const { slug, episode } = this.dataset
    const mark = episode ? `${slug}#${episode}` : slug
    if (!this.firstElementChild) this.append(document.querySelector("#seen-button").content.cloneNode(true))
    const button = this.querySelector("button")
    if (!this.dataset.plain) button.setAttribute("aria-label", `${button.title}: ${this.dataset.name}`)
    button.addEventListener("click", () => toggle("seen", mark, episode ? null : { ...this.dataset }), { signal: this.#leaving.signal })
    follow(() => {
      button.setAttribute("aria-pressed", isSeen(mark))
      // Who has seen the show has seen its episodes, as far as spoiling goes.
      this.closest("[data-spoils]")?.toggleAttribute("data-seen", isSeen(mark) || isSeen(slug))
    }, this.#leaving.signal)
  }

  disconnectedCallback() {
    this.#leaving.abort()
  }
}
customElements.define("seen-button", SeenButton)
