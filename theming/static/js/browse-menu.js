// <browse-menu>: closes its folded lists on Escape and on a press elsewhere; they open without it.
class BrowseMenu extends HTMLElement {
  #closing = new AbortController()

  connectedCallback() {
    const { signal } = this.#closing
    document.addEventListener("pointerdown", (event) => this.contains(event.target) || this.#close(), { signal })
    this.addEventListener("focusout", (event) => event.relatedTarget && !this.contains(event.relatedTarget) && this.#close())
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#open) return
      this.#open.querySelector("summary").focus()
      this.#close()
      event.preventDefault()
    })
  }

  disconnectedCallback() {
    this.#closing.abort()
  }

  get #open() {
    return this.querySelector("details[open]")
  }

  #close() {
    this.#open?.removeAttribute("open")
  }
}
customElements.define("browse-menu", BrowseMenu)
