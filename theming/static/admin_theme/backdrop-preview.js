// <backdrop-preview>: draws the backdrop that its form would give, while sliders move; a click sets the focal point.
const WAIT = 250 // milliseconds
const GRID = 9

class BackdropPreview extends HTMLElement {
  #timer
  #asked = ""

  connectedCallback() {
    this.addEventListener("input", ({ target }) => {
      const said = this.querySelector(`output[for="${target.id}"]`)
      if (said) said.value = target.value
      this.#later()
    })
    this.addEventListener("change", () => this.#later())
    this.addEventListener("click", ({ target, offsetX, offsetY }) => {
      if (target.localName !== "img") return
      const cell = (share) => Math.min(GRID - 1, Math.max(0, Math.floor(share * GRID)))
      const point = cell(offsetY / target.clientHeight) * GRID + cell(offsetX / target.clientWidth)
      this.querySelector("[name=focal_point]").value = point
      this.#later()
    })
    this.#tint()
  }

  #later() {
    this.#tint()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#show(), WAIT)
  }

  // Tints are the page's, not the picture's.
  #tint() {
    this.style.setProperty("--wall-tint", this.querySelector("[name=tint]").value / 100)
  }

  #show() {
    const values = new FormData(this.querySelector("form"))
    values.delete("csrfmiddlewaretoken")
    const address = `${this.dataset.address}?${new URLSearchParams(values)}`
    if (address === this.#asked) return
    this.#asked = address
    for (const picture of this.querySelectorAll("img")) picture.src = address
  }
}

customElements.define("backdrop-preview", BackdropPreview)
