// <office-form>: says what is not saved yet, asks before it is left, and marks the section that is being read.
const SAVED_BY = "[type=submit], button:not([type=button])"

class OfficeForm extends HTMLElement {
  #form = this.querySelector("form[method=post]:has(.submit-row)")
  #state = document.createElement("span")
  #before
  #leaves = false

  connectedCallback() {
    const bar = this.#form?.querySelector(".submit-row")
    if (!bar || !bar.querySelector(SAVED_BY)) return
    this.#state.className = "submit-row__state"
    this.#state.setAttribute("role", "status")
    bar.append(this.#state)
    // Django's own scripts add empty rows first.
    if (document.readyState === "complete") this.#begin()
    else addEventListener("load", () => this.#begin(), { once: true })
    this.#watchSections()
    window.django?.jQuery?.(() => this.#nameFields()) // after select2's, which were waiting before
    document.addEventListener("formset:added", () => requestAnimationFrame(() => this.#nameFields()))
  }

  // Neither select2 nor Django's inlines name their fields: the label or the column does.
  #nameFields() {
    for (const field of this.querySelectorAll(".tabular :is(input, select, textarea):not([type=hidden]), select.select2-hidden-accessible")) {
      const column = field.closest("td")?.classList[0]?.replace("field-", "column-")
      const heading = field.labels[0] ?? (column && field.closest("table").querySelector(`th.${CSS.escape(column)}`))
      const name = heading?.textContent.trim().replace(/:$/, "")
      const shown = field.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox], .select2-search__field") ?? []
      for (const part of name ? shown : []) part.setAttribute("aria-label", name)
      if (name && !field.labels[0]) field.setAttribute("aria-label", name)
    }
  }

  #begin() {
    this.#before = this.#values()
    for (const name of ["input", "change", "focusout", "click"]) this.addEventListener(name, () => requestAnimationFrame(() => this.#say()))
    window.django?.jQuery?.(this).on("change", () => this.#say()) // select2 tells jQuery alone
    this.#form.addEventListener("submit", () => { this.#leaves = true })
    addEventListener("pageshow", () => { this.#leaves = false })
    addEventListener("beforeunload", (event) => this.#differs && !this.#leaves && event.preventDefault())
    this.#say()
  }

  // What was refused was never saved, however it came to stand there.
  get #differs() {
    return Boolean(this.#form.querySelector(".errornote")) || this.#values() !== this.#before
  }

  #values() {
    const values = [...new FormData(this.#form)].map(([name, value]) => [name, value.name ?? value])
    return JSON.stringify(values.filter(([name]) => name !== "csrfmiddlewaretoken"))
  }

  #say() {
    const differs = this.#differs
    this.toggleAttribute("data-differs", differs)
    this.#state.textContent = differs ? this.dataset.says : ""
  }

  #watchSections() {
    const links = new Map([...this.querySelectorAll(".sections a")].map((link) => [document.getElementById(link.hash.slice(1)), link]))
    const mark = () => {
      const above = [...links].filter(([section]) => section && section.getBoundingClientRect().top < innerHeight / 3)
      const here = above.at(-1)?.[1]
      for (const link of links.values()) link.toggleAttribute("data-here", link === here)
    }
    if (links.size) addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true })
  }
}

customElements.define("office-form", OfficeForm)
