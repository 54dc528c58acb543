// A title as a card, drawn from its facts; it looks as catalog/_title_card.html does. Expects #title-card in the page.
//
// `card` is what a browser may keep of a title: {slug, kind, name, year, rating, genres, poster, tone}, all texts.
import "./list-button.js";

export class TitleCard {
  #parts = {}
  #letters
  #facts
  #first
  #button
  picture

  constructor() {
    this.element = document.importNode(document.querySelector("#title-card").content, true).firstElementChild
    for (const part of this.element.querySelectorAll("[data-part]")) this.#parts[part.dataset.part] = part
    this.#letters = this.#parts.poster.firstElementChild
    this.#button = this.element.querySelector("list-button")
  }

  get link() {
    return this.#parts.name
  }

  // `first`: the year alone. `picture`: the poster, as pictureOf makes it; without one the name stands on its tone.
  show(card, { first = "", picture = null } = {}) {
    this.sketch(card, { first, picture })
    this.finish()
  }

  // What a viewer reads first; finish() adds the rest. Where a poster `waits` for that, nothing stands in for it.
  sketch(card, { first = "", picture = null, waits = false }) {
    this.#facts = card
    this.#first = first
    this.link.href = this.link.dataset[card.kind].replace("-slug-", encodeURIComponent(card.slug))
    for (const part of ["name", "year", "rating", "genres"]) {
      write(this.#parts[part].lastElementChild, card[part])
      if (part !== "name") this.#parts[part].hidden = !card[part]
    }
    this.#hang(picture)
    if (waits) this.#letters.hidden = true
  }

  finish(picture) {
    if (picture) this.#hang(picture)
    this.#button.show(this.#facts)
  }

  #hang(picture) {
    this.picture?.remove()
    this.picture = picture
    if (!picture) return this.#spell()
    this.#letters.hidden = true
    this.#letters.before(picture)
    // A picture that is gone leaves the name on its tone.
    picture.lastElementChild.addEventListener("error", () => { picture.hidden = true; if (this.picture === picture) this.#spell() }, { once: true })
  }

  #spell() {
    const letters = this.#letters
    letters.hidden = false
    letters.dataset.tone = this.#facts.tone
    write(letters.firstElementChild, this.#facts.name)
    write(letters.lastElementChild, this.#first)
    letters.lastElementChild.hidden = !this.#first
  }
}

function write(element, text) {
  if (element.firstChild) element.firstChild.data = text
  else element.textContent = text
}

// `address`: of the poster. `sources` (optional): {avif, sizes} for a <source>, and `focus`, a cell of the grid.
export function pictureOf(tone, address, sources) {
  blank ??= blankPicture()
  const picture = blank.cloneNode(true)
  const [source, image] = picture.children
  picture.dataset.tone = tone
  if (sources) {
    source.sizes = sources.sizes
    source.srcset = sources.avif
    image.dataset.focus = sources.focus
  } else source.remove()
  image.src = address
  return picture
}

let blank

function blankPicture() {
  const picture = document.createElement("picture")
  const image = new Image(360, 540)
  picture.className = "artwork"
  Object.assign(image, { alt: "", loading: "lazy", decoding: "async" })
  picture.append(Object.assign(document.createElement("source"), { type: "image/avif" }), image)
  return picture
}
