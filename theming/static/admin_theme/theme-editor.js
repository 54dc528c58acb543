// <theme-editor>: puts what is being typed on real pages in frames beside the form, and says what of it can be read.
class ThemeEditor extends HTMLElement {
  #timer
  #asked = 0
  #css = ""

  connectedCallback() {
    this.#css = this.dataset.css
    this.form = this.querySelector("form#theme_form")
    this.frames = [...this.querySelectorAll("iframe")]
    this.form?.addEventListener("input", () => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#check(), 120)
    })
    this.querySelector("select#theme-preview-page").addEventListener("change", (event) => {
      for (const frame of this.frames) frame.contentWindow.location.replace(event.target.value)
    })
    for (const frame of this.frames) {
      frame.addEventListener("load", () => this.#wear(frame))
      this.#wear(frame)
    }
  }

  async #check() {
    const asked = ++this.#asked
    const reply = await fetch(this.dataset.check, { method: "POST", body: new FormData(this.form), credentials: "same-origin" })
    if (!reply.ok) return
    const { html, css } = await reply.json()
    if (asked !== this.#asked) return
    this.querySelector(".theme-contrast").innerHTML = html
    if (!css) return // a colour is half typed: the last one stays
    this.#css = css
    for (const frame of this.frames) this.#wear(frame)
  }

  // A style sheet can be adopted only where it was made, so the frame makes it.
  #wear(frame) {
    const { contentWindow: view, contentDocument: page } = frame
    if (!page || !this.#css) return
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(this.#css)
    page.adoptedStyleSheets = [sheet]
  }
}

customElements.define("theme-editor", ThemeEditor)
