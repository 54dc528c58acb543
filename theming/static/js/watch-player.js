// <watch-player>: a play button over the poster, which says where one left off; what playing needs is loaded on click.
class WatchPlayer extends HTMLElement {
  #video = this.querySelector("video")
  #cover = this.querySelector(".watch-player__cover")

  connectedCallback() {
    const types = [...this.querySelectorAll("source")].map((source) => source.type)
    if (!types.some((type) => !type || this.#video.canPlayType(type))) return this.#giveUp()
    this.querySelector("source:last-of-type").addEventListener("error", () => this.#giveUp())
    this.#video.controls = false
    this.#cover.hidden = false
    this.#offerResume()
    this.#cover.addEventListener("click", (event) => {
      const way = event.target.closest("[data-begin]")?.dataset.begin
      if (way) this.#begin(way === "start" ? 0 : this.#position)
    })
    if (location.hash === "#play") this.#begin(this.#position)
  }

  // Seconds into the film at which it was left, in this browser alone.
  get #position() {
    try {
      return JSON.parse(localStorage.getItem("positions"))?.[this.dataset.key] ?? 0
    } catch {
      return 0
    }
  }

  #offerResume() {
    const seconds = Math.floor(this.#position)
    if (!seconds) return
    const again = this.querySelector("[data-begin='start']")
    const clock = new Date(seconds * 1000).toISOString().slice(seconds < 3600 ? 14 : 11, 19)
    this.querySelector("[data-begin='resume'] span").textContent = `${again.dataset.words} ${clock}`
    again.hidden = false
  }

  async #begin(seconds) {
    this.#cover.hidden = true
    this.#video.controls = true
    const { play } = await import("./playback.js")
    play(this, this.#video, seconds)
  }

  #giveUp() {
    this.#cover.hidden = true
    this.querySelector(".watch-player__trouble").hidden = false
  }
}
customElements.define("watch-player", WatchPlayer)
