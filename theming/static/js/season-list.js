// <season-list>: opens the season that the address names, and writes the season that is opened into the address.
class SeasonList extends HTMLElement {
  #closing = new AbortController()

  connectedCallback() {
    addEventListener("hashchange", () => this.#follow(), { signal: this.#closing.signal })
    this.addEventListener("click", (event) => {
      const season = event.target.closest("summary")?.parentElement
      if (season) requestAnimationFrame(() => this.#opened(season))
    })
    this.#follow()
  }

  disconnectedCallback() {
    this.#closing.abort()
  }

  #follow() {
    const target = document.getElementById(location.hash.slice(1))
    const season = target?.closest(".season")
    if (!season || !this.contains(season)) return
    season.open = true
    ;(target.matches(".episode") ? target : season).scrollIntoView()
  }

  #opened(season) {
    if (!season.open) return
    history.replaceState(history.state, "", `#${season.querySelector(".season__body").id}`)
    // A longer season above has closed and drawn this one out of sight.
    if (season.getBoundingClientRect().top < 0) season.scrollIntoView()
  }
}
customElements.define("season-list", SeasonList)
