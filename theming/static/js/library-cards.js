// Rows of an index in the words and pictures of cards, as catalog/_title_card.html writes them.
import { STILL_RUNNING } from "./library-index.js";
import { pictureOf } from "./title-card.js";

const SIZES = "(min-width: 52rem) 12.5rem, 42vw"
const KEPT_WIDTH = 360 // of the poster that a browser remembers
const GENRES_NAMED = 3

export class LibraryCards {
  #index
  #words
  #genreNames

  // `words`: {decimal, comma, running, ended, mediaUrl}; `genreNames`: slug -> name.
  constructor(index, words, genreNames) {
    this.#index = index
    this.#words = words
    this.#genreNames = genreNames
  }

  // What a card says: what a browser may keep of a title, all texts.
  card(row) {
    const index = this.#index
    return {
      slug: index.slug(row),
      kind: index.isShow(row) ? "show" : "movie",
      name: index.name(row),
      year: this.#years(row),
      rating: this.#rating(index.rating[row]),
      genres: this.#genres(index.genreSets[index.genre_set[row]]),
      poster: this.#kept(index.poster(row)),
      tone: String(index.tone[row]),
    }
  }

  // Shows a row on a card. `kept`: its poster, where it is drawn already. Where time is short the rest waits for finish();
  // returns whether it does.
  fill(card, row, kept = null, isShortOfTime = false) {
    const [facts, first] = [this.card(row), this.year(row)]
    if (isShortOfTime) card.sketch(facts, { first, picture: kept, waits: !kept && Boolean(facts.poster) })
    else card.show(facts, { first, picture: kept ?? this.picture(row) })
    return isShortOfTime
  }

  finish(card, row) {
    card.finish(card.picture ? null : this.picture(row))
  }

  year(row) {
    return String(this.#index.year[row] || "")
  }

  picture(row) {
    const poster = this.#index.poster(row)
    if (!poster) return null
    const folder = this.#words.mediaUrl + poster.key
    let avif = ""
    for (const width of poster.widths) avif += `${avif && ", "}${folder}/${width}.avif ${width}w`
    return pictureOf(this.#index.tone[row], this.#kept(poster), { avif, sizes: SIZES, focus: this.#index.focus[row] })
  }

  #kept(poster) {
    if (!poster) return ""
    return `${this.#words.mediaUrl}${poster.key}/${poster.widths.find((width) => width >= KEPT_WIDTH) ?? poster.widths.at(-1)}.jpg`
  }

  #years(row) {
    const first = this.year(row)
    const ends = this.#index.ends[row]
    if (!first || !ends) return first
    if (ends === STILL_RUNNING) return this.#words.running.replace("#", first)
    return this.#words.ended.replace("#", first).replace("#", Number(first) + ends)
  }

  #rating(tenths) {
    return tenths ? `${Math.floor(tenths / 10)}${this.#words.decimal}${tenths % 10}` : ""
  }

  #genres(set) {
    return set.slice(0, GENRES_NAMED).map((place) => this.#genreNames.get(this.#index.genres[place]) ?? "").filter(Boolean).join(this.#words.comma)
  }
}
