// A title as a card, drawn from its facts; it looks as catalog/_title_card.html does. Expects #title-card in the page.
//
// `card` is what a browser may keep of a title: {slug, kind, name, year, rating, genres, poster, tone}, all texts.
import "./list-button.js";

export class TitleCard {
  #parts = {}
  #letters
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
    this.link.href = this.link.dataset[card.kind].replace("-slug-", encodeURIComponent(card.slug))
    for (const part of ["name", "year", "rating", "genres"]) {
      this.#parts[part].lastElementChild.textContent = card[part]
      if (part !== "name") this.#parts[part].hidden = !card[part]
    }
    this.#showPicture(card, first, picture)
    this.#button.show(card)
  }

  #showPicture(card, first, picture) {
    this.picture?.remove()
    this.picture = picture
    const letters = this.#letters
    letters.hidden = Boolean(picture)
    letters.dataset.tone = card.tone
    letters.firstElementChild.textContent = card.name
    letters.lastElementChild.textContent = first
    letters.lastElementChild.hidden = !first
    if (!picture) return
    letters.before(picture)
    // A picture that is gone leaves the name on its tone.
    picture.lastElementChild.addEventListener("error", () => { picture.hidden = true; letters.hidden = this.picture !== picture }, { once: true })
  }
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
