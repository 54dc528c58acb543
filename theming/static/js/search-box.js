// <search-box>: suggests as one types (WAI-ARIA APG, editable combobox with a listbox). Without it the form is sent.
const WAIT = 120 // milliseconds after the last key

class SearchBox extends HTMLElement {
  #input = this.querySelector("input")
  #list = this.querySelector("[role=listbox]")
  #status = this.querySelector("[role=status]")
  #answers = new Map()
  #timer
  #asking

  connectedCallback() {
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.#list.id, "aria-expanded": "false" })) this.#input.setAttribute(name, value)
    this.#input.addEventListener("input", () => this.#wait())
    this.#input.addEventListener("keydown", (event) => this.#press(event))
    this.#list.addEventListener("mousedown", (event) => event.preventDefault())
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.#close())
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")]
  }

  #wait() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    const text = this.#input.value.trim()
    if (text.length < 2 && text < "\u0080") return this.#close()
    this.#timer = setTimeout(() => this.#ask(text), this.#answers.has(text) ? 0 : WAIT)
  }

  async #ask(text) {
    this.#asking = new AbortController()
    try {
      if (!this.#answers.has(text)) this.#answers.set(text, await this.#fetch(text))
      if (text === this.#input.value.trim() && this.contains(document.activeElement)) this.#show(this.#answers.get(text))
    } catch (error) {
      if (error.name !== "AbortError") this.#close() // no connection: the form can still be sent
    }
  }

  // An export has no server to ask: its pages say where the names lie.
  async #fetch(text) {
    if (document.documentElement.dataset.shardsUrl) return (await import("./static-search.js")).suggest(text)
    const response = await fetch(`${this.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: this.#asking.signal, credentials: "same-origin" })
    return response.ok ? response.json() : Promise.reject(new Error(response.status))
  }

  #show({ count, says, html }) {
    this.#list.innerHTML = html // escaped by our own templates
    this.#options.forEach((option, place) => { option.id = `${this.#list.id}-${place}` })
    this.#choose(undefined)
    this.#open(count > 0)
    this.#status.textContent = says
  }

  #open(open) {
    this.#list.hidden = !open
    this.#input.setAttribute("aria-expanded", open)
  }

  #close() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    this.#choose(undefined)
    this.#open(false)
    this.#status.textContent = ""
  }

  get #chosen() {
    return this.#list.querySelector("[aria-selected=true]")
  }

  #choose(option) {
    this.#chosen?.setAttribute("aria-selected", "false")
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView({ block: "nearest" })
    if (option) this.#input.setAttribute("aria-activedescendant", option.id)
    else this.#input.removeAttribute("aria-activedescendant")
  }

  #press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.isComposing) return
    if (step) this.#move(step)
    else if (event.key === "Enter" && !this.#list.hidden && this.#chosen) this.#chosen.click()
    else if (event.key === "Escape" && !this.#list.hidden) this.#close()
    else if (event.key === "Escape" && this.#input.value) this.#input.value = ""
    else return
    event.preventDefault()
  }

  #move(step) {
    const options = this.#options
    if (this.#list.hidden) return options.length && this.#input.value.trim() ? this.#open(true) : this.#wait()
    const at = options.indexOf(this.#chosen) + step
    this.#choose(at === -2 ? options.at(-1) : options[at]) // before the first and after the last: the field itself
  }
}
customElements.define("search-box", SearchBox)
