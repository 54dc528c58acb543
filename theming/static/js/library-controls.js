// The library's controls: reads them as a state, sets them to one, shows beside each option how many titles it would leave.
import { MEMBERSHIPS, readState } from "./library-state.js";

const STILL = 400 // milliseconds until lists that are shut have their figures too
const FACETS = ["genre", "kind", "language", "country", "status"]

export class LibraryControls {
  #form
  #wording
  #ticked // boxes and rings: [{facet, value, holder, figure}]
  #choices // options of selects: [{facet, value, option}]
  #selects
  #counts
  #shown = new Map() // node -> what it says
  #later

  constructor(form, wording) {
    this.#form = form
    this.#wording = wording
    const inputs = [...form.elements].filter((input) => FACETS.includes(input.name))
    this.#ticked = inputs.filter((input) => input.type === "checkbox" || input.type === "radio")
      .map((input) => ({ facet: input.name, value: input.value, holder: input.closest("label"), figure: input.closest("label").querySelector(".count") }))
    this.#selects = inputs.filter((input) => input.localName === "select")
    this.#choices = this.#selects.flatMap((select) => [...select.options].map((option) => ({ facet: select.name, value: option.value, option })))
    // A list that opens has the figures of now.
    for (const select of this.#selects) for (const event of ["pointerdown", "keydown", "focus"]) select.addEventListener(event, () => this.#showChoices())
  }

  // `state` goes on in what no control says.
  read(state) {
    const read = readState(new FormData(this.#form))
    return Object.fromEntries(Object.keys(read).map((name) => [name, this.#form.elements[name] ? read[name] : state[name]]))
  }

  // What may be chosen: parameter -> values.
  get known() {
    const known = {}
    for (const { facet, value } of [...this.#ticked, ...this.#choices]) if (value) (known[facet] ??= []).push(value)
    return known
  }

  write(state) {
    for (const name of MEMBERSHIPS) if (state[name] && !this.#form.elements[name]) this.#form.append(hidden(name))
    for (const input of this.#form.elements) {
      if (!(input.name in state) || input.type === "submit") continue
      const values = [state[input.name]].flat()
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value)
      else input.value = values[0] ?? ""
    }
  }

  // The words for a value that is chosen, as the server says them.
  words(name, value) {
    if (name === "genre" || name === "kind") return this.#ticked.find((each) => each.facet === name && each.value === value)?.holder.querySelector("span").firstChild.data.trim() ?? value
    const input = this.#form.elements[name]
    if (input?.localName === "select") return [...input.options].find((option) => option.value === value)?.dataset.label ?? value
    if (input?.type === "hidden") return input.dataset.label ?? value
    return input?.dataset.label ? `${input.dataset.label}: ${value}` : value
  }

  genreNames() {
    return new Map(this.#ticked.filter(({ facet }) => facet === "genre").map(({ value }) => [value, this.words("genre", value)]))
  }

  // `counts`: {facet: {value: titles}}; `mostCounted`: beyond it there are just more.
  count(counts, mostCounted = Infinity) {
    this.#counts = counts
    for (const { facet, value, holder, figure } of this.#ticked) {
      const count = counts[facet]?.[value] ?? 0
      const text = this.#figure(count, mostCounted)
      if (this.#shown.get(figure) === text) continue
      this.#shown.set(figure, text)
      if (figure.firstChild) figure.firstChild.data = text
      else figure.textContent = text
      holder.toggleAttribute("data-none", !count)
    }
    this.#mostCounted = mostCounted
    clearTimeout(this.#later)
    this.#later = setTimeout(() => this.#showChoices(), STILL)
  }

  #mostCounted = Infinity

  #figure(count, most) {
    return count > most ? `${this.#wording.number(most)}+` : this.#wording.number(count)
  }

  #showChoices() {
    for (const { facet, value, option } of this.#counts ? this.#choices : []) {
      const count = this.#counts[facet]?.[value] ?? 0
      const text = value ? `${option.dataset.label} (${this.#figure(count, this.#mostCounted)})` : option.dataset.label
      if (this.#shown.get(option) === text) continue
      this.#shown.set(option, text)
      option.text = text
      option.toggleAttribute("data-none", !count && Boolean(value))
    }
  }
}

function hidden(name) {
  return Object.assign(document.createElement("input"), { type: "hidden", name })
}

// When nothing else is to be done; after a while at the latest.
export function idly(work) {
  return typeof requestIdleCallback === "function" ? requestIdleCallback(work, { timeout: 1_000 }) : setTimeout(work, 60)
}
