// <publish-buttons>: the words on the buttons follow the state and the window while they are typed.
// The twin of publishing/outcome.py and admin_site/save_words.py; the server refuses a button that says something else.
import { outcome } from "./publish-outcome.js"

const EVERY = 15_000 // milliseconds: what lay ahead may have come
const DATE = /^\d{4}-\d\d-\d\d$/, TIME = /^(\d{1,2}):(\d\d)/

class PublishButtons extends HTMLElement {
  #facts
  #form
  #timer

  connectedCallback() {
    this.#facts = JSON.parse(this.dataset.facts)
    this.#form = this.closest("form")
    if (!this.#form) return
    // Django's calendar and clock set values and tell nobody but by the focus.
    for (const name of ["input", "change", "focusin", "click"]) {
      this.#form.addEventListener(name, () => requestAnimationFrame(() => this.#say()))
    }
    this.#timer = setInterval(() => this.#say(), EVERY)
    this.#say()
  }

  disconnectedCallback() { clearInterval(this.#timer) }

  #say() {
    const [state, opens, closes] = this.#typed()
    for (const button of this.querySelectorAll("button")) {
      const { state: target } = button.dataset
      if (!target && !["_save", "_continue", "_addanother"].includes(button.name)) continue // somebody else's
      const done = outcome(this.#facts.was, [target ?? state, opens, closes], this.#now())
      const words = this.#words(done, button.name)
      button.value = `${done.kind}|${done.at}|${done.until}`
      if (button.textContent !== words) button.textContent = words
      button.hidden = target === state
    }
  }

  #words({ kind, at, until }, name) {
    if (name in this.#facts.plain) return this.#facts[kind === "save" ? "plain" : "followed"][name]
    const words = this.#facts.words[kind].replace("%s", () => this.#spoken(at))
    return until ? this.#facts.ending.replace("%(words)s", () => words).replace("%(end)s", () => this.#spoken(until)) : words
  }

  // What cannot be edited here stays as it is.
  #typed() {
    const { state } = this.#form.elements
    const [held, opens, closes] = this.#facts.was
    return [state ? state.value : held, this.#moment("publish_at", opens), this.#moment("unpublish_at", closes)]
  }

  // What the wall's clock shows: "2027-03-04T20:00"; "" for none and for what the server will refuse.
  #moment(name, held) {
    const [date, time] = ["_0", "_1"].map((part) => this.#form.elements[name + part])
    if (!date || !time) return held
    const clock = TIME.exec(time.value.trim()), day = date.value.trim()
    return clock && DATE.test(day) ? `${day}T${clock[1].padStart(2, "0")}:${clock[2]}` : ""
  }

  #now() {
    try {
      const format = new Intl.DateTimeFormat("sv", { timeZone: this.#facts.zone, dateStyle: "short", timeStyle: "short" })
      return format.format(new Date()).replace(" ", "T")
    } catch {
      return this.#facts.now
    }
  }

  // "4 March, 20:00 CET"
  #spoken(wall) {
    if (!wall) return ""
    const [year, month, day] = wall.slice(0, 10).split("-").map(Number)
    const name = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month - 1, 1))
    // Later years change their clocks as the last that is known.
    const known = `${Math.min(year, this.#facts.named_until)}${wall.slice(4)}`
    const zone = this.#facts.names.findLast(([from]) => from <= known)[1]
    return `${day} ${name}${year === Number(this.#now().slice(0, 4)) ? "" : ` ${year}`}, ${wall.slice(11)} ${zone}`
  }
}

customElements.define("publish-buttons", PublishButtons)
