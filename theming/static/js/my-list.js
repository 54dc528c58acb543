// <my-list>: draws the cards of the list, or of what was seen (data-shelf), from what this browser remembers.
import { cards, follow } from "./memory.js";
import { pictureOf, TitleCard } from "./title-card.js";

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
    const drawn = new TitleCard()
    drawn.show(card, { picture: card.poster ? pictureOf(card.tone, card.poster) : null })
    item.append(drawn.element)
    return item
  }
}
customElements.define("my-list", MyList)
