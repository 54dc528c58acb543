// Figures as the page's language writes them, by the examples that the server wrote into the page.
export class Wording {
  #data
  #kinds = new Intl.PluralRules(document.documentElement.lang)

  // Attributes as catalog/_library_words.html writes them.
  constructor(data) {
    this.#data = data
    this.decimal = data.decimal.replace(/\d/g, "")
    this.thousand = data.thousand.replace(/\d/g, "")
    this.comma = data.comma
    this.running = data.untilNow
    this.ended = data.ended
    this.mediaUrl = data.mediaUrl
  }

  number(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, this.thousand)
  }

  titles(number) {
    return this.#data[number ? this.#kinds.select(number) : "zero"].replace("#", this.number(number))
  }
}
