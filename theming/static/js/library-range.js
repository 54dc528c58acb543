// One range of the filters: how many titles have each value, drawn as bars over two sliders that move the number fields.
const BARS = 48
const LIMITS = { year: null, rating: [10, 100], metascore: [1, 101], runtime: [1, 240] } // in the column's units; null: as found
const SCALES = { year: 1, rating: 10, metascore: 1, runtime: 1 }

export class LibraryRange {
  #fieldset
  #fields
  #thumbs
  #bars
  #chosen
  #least
  #most
  #width // of a bar
  #said // by the fields

  constructor(fieldset) {
    this.#fieldset = fieldset
    this.column = fieldset.dataset.column
    this.#fields = [...fieldset.querySelectorAll("input")]
  }

  // `spread`: how many titles have each value of the column; `whole` gives the same of all titles.
  show(spread, whole) {
    if (!this.#thumbs && !this.#begin(whole())) return
    const counts = new Array(BARS).fill(0)
    for (let value = this.#least; value <= this.#most; value += 1) counts[Math.floor((value - this.#least) / this.#width)] += spread[value]
    for (let value = this.#most + 1; value < spread.length; value += 1) counts[BARS - 1] += spread[value]
    const most = Math.max(1, ...counts)
    this.#bars.setAttribute("d", counts.map((count, bar) => (count ? `M${bar} 24h.8v-${(1.5 + 22.5 * Math.sqrt(count / most)).toFixed(1)}h-.8z` : "")).join(""))
    this.sync()
  }

  // Builds what is drawn, once it is known which values there are. False where there are none to choose from.
  #begin(spread) {
    const found = spread.findIndex((many, value) => value && many)
    const last = spread.findLastIndex((many, value) => value && many)
    ;[this.#least, this.#most] = LIMITS[this.column] ?? [found, last]
    const isBare = found < 0 || this.#most - this.#least < 2
    this.#fieldset.toggleAttribute("data-bare", isBare)
    if (isBare) return false
    this.#width = (this.#most - this.#least + 1) / BARS
    const box = document.querySelector("#filter-bars").content.firstElementChild.cloneNode(true)
    const paths = box.querySelectorAll("path")
    this.#bars = paths[0]
    this.#chosen = box.querySelector("svg")
    this.#thumbs = [...box.querySelectorAll("input")]
    this.#thumbs.forEach((thumb, end) => this.#prepare(thumb, end))
    this.#fieldset.querySelector("legend").after(box)
    return true
  }

  #prepare(thumb, end) {
    Object.assign(thumb, { min: this.#least, max: this.#most, step: this.column === "runtime" ? 5 : 1 })
    if (this.column === "runtime") thumb.min = 0
    thumb.setAttribute("aria-label", this.#fields[end].dataset.label)
    thumb.addEventListener("input", (event) => {
      event.stopPropagation()
      this.#move(end)
    })
  }

  // A slider at its end is no bound; the two do not pass each other.
  #move(end) {
    const [low, high] = this.#thumbs
    if (Number(low.value) > Number(high.value)) this.#thumbs[end].value = this.#thumbs[1 - end].value
    const thumb = this.#thumbs[end]
    const isFree = thumb.value === (end ? thumb.max : thumb.min)
    const figure = this.column === "metascore" ? thumb.value - 1 : thumb.value / SCALES[this.column]
    this.#fields[end].value = isFree ? "" : String(figure)
    this.#fields[end].dispatchEvent(new Event("input", { bubbles: true }))
    this.sync()
  }

  // The sliders follow the fields.
  sync() {
    const said = this.#fields.map((field) => field.value).join()
    if (!this.#thumbs || said === this.#said) return
    this.#said = said
    this.#thumbs.forEach((thumb, end) => {
      const text = this.#fields[end].value
      const figure = Number(text) * SCALES[this.column] + (this.column === "metascore" ? 1 : 0)
      thumb.value = text === "" ? (end ? thumb.max : thumb.min) : figure
      thumb.setAttribute("aria-valuetext", text || "–")
    })
    const share = (thumb) => (thumb.value - thumb.min) / (thumb.max - thumb.min)
    this.#chosen.style.setProperty("--from", share(this.#thumbs[0]))
    this.#chosen.style.setProperty("--to", share(this.#thumbs[1]))
    this.#fieldset.toggleAttribute("data-bounded", this.#fields.some((field) => field.value !== ""))
  }
}
