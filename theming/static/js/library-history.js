// The address bar says the state; Back and Forward walk the states, each with the place that was scrolled to.
const WAIT = 300 // milliseconds after a key: writing an address is slow, and browsers count how often it is done

export class LibraryHistory {
  #typed = "" // the control that is being typed in
  #later
  #address
  #kept // the place, as the entry has it

  constructor(signal) {
    // The grid is as tall as it was only once the titles are there; then it goes to the place itself.
    history.scrollRestoration = "manual"
    addEventListener("pagehide", () => this.flush(), { signal })
  }

  get place() {
    return history.state?.library ?? null
  }

  // The first key in a control is a step back; the others change it.
  type(control, address) {
    if (this.#typed !== control) this.choose(address)
    else {
      this.#address = address
      clearTimeout(this.#later)
      this.#later = setTimeout(() => this.flush(), WAIT)
    }
    this.#typed = control
  }

  choose(address) {
    this.flush()
    this.#typed = ""
    if (address === location.pathname + location.search) return
    history.pushState({ library: null }, "", address)
    this.#kept = "null"
  }

  walked() {
    clearTimeout(this.#later)
    this.#later = this.#address = undefined
    this.#typed = ""
    this.#kept = undefined
  }

  keep(place) {
    const said = JSON.stringify(place)
    if (said === this.#kept) return
    this.#kept = said
    history.replaceState({ ...history.state, library: place }, "")
  }

  replace(address) {
    history.replaceState(history.state, "", address)
  }

  flush() {
    clearTimeout(this.#later)
    this.#later = undefined
    if (this.#address !== undefined) this.replace(this.#address)
    this.#address = undefined
  }
}
