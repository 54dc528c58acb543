// <memory-file>: writes what this browser remembers to a file, reads one back, or forgets it all.
import { exported, forgetAll, merge } from "./memory.js";

const MOST_BYTES = 10_000_000

class MemoryFile extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-export]").addEventListener("click", () => this.#export())
    this.querySelector("[data-forget]").addEventListener("click", (event) => this.#forget(event.currentTarget))
    this.querySelector("input").addEventListener("change", (event) => this.#import(event.currentTarget))
  }

  #export() {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([exported()], { type: "application/json" }))
    link.download = "my-list.json"
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    this.#say(this.dataset.exported)
  }

  async #import(input) {
    const [file] = input.files
    if (!file) return
    const added = file.size > MOST_BYTES ? null : merge(await file.text())
    input.value = ""
    if (added === null) this.#say(this.dataset.refused.replace("{name}", file.name), true)
    else this.#say(this.dataset.imported.replace("{count}", added))
  }

  // Asks by changing its words; a second press means it.
  #forget(button) {
    if (button.dataset.asked) {
      forgetAll()
      this.#say(this.dataset.forgotten)
    } else this.#say("")
    const words = button.textContent
    button.textContent = button.dataset.other
    button.dataset.other = words
    button.dataset.asked = button.dataset.asked ? "" : "yes"
  }

  #say(words, isBad = false) {
    const place = this.querySelector("[role=status]")
    place.toggleAttribute("data-bad", isBad)
    place.textContent = words
  }
}
customElements.define("memory-file", MemoryFile)
