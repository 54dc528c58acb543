// <blur-option>: the switch that blurs pictures and texts of episodes that were not seen; kept with the viewer's list.
import { follow, isBlurring, setBlur } from "./memory.js";

class BlurOption extends HTMLElement {
  #leaving

  connectedCallback() {
    this.#leaving = new AbortController()
    const input = this.querySelector("input")
    this.addEventListener("change", () => setBlur(input.checked), { signal: this.#leaving.signal })
    follow(() => { input.checked = isBlurring() }, this.#leaving.signal)
  }

  disconnectedCallback() {
    this.#leaving.abort()
  }
}
customElements.define("blur-option", BlurOption)
