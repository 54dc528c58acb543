// <weight-samples>: shows what the weights in its form would change, while they are typed.
class WeightSamples extends HTMLElement {
  #timer
  #asked = 0

  connectedCallback() {
    this.addEventListener("input", () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#show(), 200)
    })
  }

  async #show() {
    const asked = ++this.#asked
    const body = new FormData(this.querySelector("form"))
    const reply = await fetch(this.dataset.address, { method: "POST", body, credentials: "same-origin" })
    if (!reply.ok) return
    const html = await reply.text()
    if (asked === this.#asked) this.querySelector(".similar-weights__samples").innerHTML = html
  }
}

customElements.define("weight-samples", WeightSamples)
