// <title-row>: gives life to the buttons that page a shelf by what is visible of it; the shelf scrolls without them.
class TitleRow extends HTMLElement {
  #shelf = this.querySelector(".title-row__shelf")
  #buttons = this.querySelector(".title-row__buttons")
  #sizes = new ResizeObserver(() => this.#update())

  connectedCallback() {
    this.#sizes.observe(this.#shelf)
    this.#shelf.addEventListener("scroll", () => this.#update(), { passive: true })
    this.#buttons.addEventListener("click", (event) => {
      const step = Number(event.target.closest("[data-step]")?.dataset.step ?? 0)
      const direction = getComputedStyle(this).direction === "rtl" ? -1 : 1
      this.#shelf.scrollBy({ left: step * direction * this.#page })
    })
  }

  disconnectedCallback() {
    this.#sizes.disconnect()
  }

  // What is visible between the gutters, in pixels.
  get #page() {
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(this.#shelf)
    return this.#shelf.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd)
  }

  #update() {
    const room = this.#shelf.scrollWidth - this.#shelf.clientWidth
    const at = Math.abs(this.#shelf.scrollLeft)
    this.#buttons.toggleAttribute("data-idle", room < 2)
    this.#disable(-1, at < 2)
    this.#disable(1, at > room - 2)
  }

  #disable(step, disabled) {
    this.#buttons.querySelector(`[data-step="${step}"]`).setAttribute("aria-disabled", disabled)
  }
}
customElements.define("title-row", TitleRow)
