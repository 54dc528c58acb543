// <my-list>: draws the cards of the list, or of what was seen (data-shelf), from what this browser remembers.
import { cards, follow } from "./memory.js";

class MyList extends HTMLElement {
  #leaving
  #drawn = new Map()

  connectedCallback() {
    this.#leaving = new AbortController()
    follow(() => this.#draw(), this.#leaving.signal)
  }

  disconnectedCallback() {
    this.#leaving.abort()
  }

  // Cards that stay are not drawn again, so that focus stays with them.
  #draw() {
    const shelf = this.querySelector("ul")
    const shown = cards(this.dataset.shelf ?? "list").slice(0, Number(this.dataset.most) || Infinity)
    const focused = [...shelf.children].findIndex((item) => item.contains(document.activeElement))
    const drawn = new Map(shown.map((card) => [card.slug, this.#reuse(card)]))
    for (const [slug, { item }] of this.#drawn) if (drawn.get(slug)?.item !== item) item.remove()
    ;[...drawn.values()].forEach(({ item }, place) => {
      if (shelf.children[place] !== item) shelf.insertBefore(item, shelf.children[place] ?? null)
    })
    this.#drawn = drawn
    this.toggleAttribute("data-empty", !shown.length)
    shelf.dispatchEvent(new Event("scroll"))
    // Focus does not fall off with a card that was taken away.
    if (focused >= 0 && !shelf.contains(document.activeElement)) {
      ;(shelf.children[Math.min(focused, shown.length - 1)]?.querySelector("button") ?? document.querySelector("#main")).focus()
    }
  }

  #reuse(card) {
    const facts = JSON.stringify(card)
    const before = this.#drawn.get(card.slug)
    return before?.facts === facts ? before : { facts, item: this.#item(card) }
  }

  #item(card) {
    const item = document.createElement("li")
    item.append(document.querySelector("#title-card").content.cloneNode(true))
    const find = (part) => item.querySelector(`[data-part="${part}"]`)
    const link = find("name")
    link.href = link.dataset[card.kind].replace("-slug-", encodeURIComponent(card.slug))
    for (const part of ["name", "year", "rating", "genres"]) find(part).lastElementChild.textContent = card[part]
    find("rating").hidden = !card.rating
    this.#picture(find("poster"), card)
    Object.assign(item.querySelector("list-button").dataset, card)
    return item
  }

  #picture(poster, card) {
    const letters = poster.firstElementChild
    const image = new Image(360, 540)
    Object.assign(image, { alt: "", loading: "lazy", decoding: "async" })
    poster.prepend(image)
    letters.dataset.tone = card.tone
    letters.firstElementChild.textContent = card.name
    // A picture that is gone leaves the name on its tone.
    const show = (there) => { image.hidden = !there; letters.hidden = there }
    image.addEventListener("error", () => show(false))
    show(Boolean(card.poster))
    if (card.poster) image.src = card.poster
  }
}
customElements.define("my-list", MyList)
