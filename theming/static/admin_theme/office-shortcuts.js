// <office-shortcuts>: single keys that search, open, save and walk through lists; "?" opens the dialog that lists them.
const OFF = "office-keys"
const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=submit], [type=button], [type=range]), textarea, select, [contenteditable], .select2-container"
const ROWS = "#result_list tbody tr, .rows__table tbody tr:not(.rows__errors), .found-group__rows li, .work-piece"
const FIRST_LINK = "th a[href], a[href]"

class OfficeShortcuts extends HTMLElement {
  #dialog = this.querySelector("dialog")
  #switch = this.querySelector("input")
  #goes = 0 // until when a letter after "g" counts, in milliseconds

  connectedCallback() {
    const button = document.getElementById("shortcuts-button")
    button.hidden = false
    button.addEventListener("click", () => this.#dialog.showModal())
    this.#switch.checked = localStorage.getItem(OFF) !== "off"
    this.#switch.addEventListener("change", () => localStorage.setItem(OFF, this.#switch.checked ? "on" : "off"))
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close())
    document.addEventListener("keydown", (event) => this.#press(event))
  }

  #press(event) {
    if (event.defaultPrevented || event.isComposing) return
    const key = letter(event)
    const done = event.ctrlKey || event.metaKey || event.altKey ? this.#chord(event, key) : this.#single(event, key)
    if (done) event.preventDefault()
  }

  #chord(event, key) {
    if (key !== "s" || event.altKey || event.shiftKey || this.#dialog.open) return false
    const button = document.querySelector(".submit-row [name=_continue]") ?? document.querySelector(".submit-row [name=_save], .submit-row .default")
    button?.click()
    return Boolean(button)
  }

  #single(event, key) {
    if (this.#dialog.open || event.target.closest(TYPED_IN) || !this.#switch.checked) return false
    if (performance.now() < this.#goes) return this.#go(key)
    switch (key) {
      case "g": this.#goes = performance.now() + 1500; return true
      case "/": this.#search(); return true
      case "?": this.#dialog.showModal(); return true
      case "j": return this.#walk(1)
      case "k": return this.#walk(-1)
      case "x": return press(this.#row?.querySelector("input[type=checkbox]"))
      case "n": return press(document.querySelector(".object-tools .addlink"))
      case "[": return press(document.querySelector(".parts li:has(+ li > [aria-current]) a"))
      case "]": return press(document.querySelector(".parts li:has(> [aria-current]) + li a"))
      case "o": return this.#open()
      case "Enter": return event.target === this.#row && this.#open()
    }
    return false
  }

  #search() {
    const field = document.getElementById("office-search")
    field?.focus()
    field?.select()
  }

  #go(key) {
    this.#goes = 0
    return press([...this.querySelectorAll("[data-key]")].find((link) => link.dataset.key === key))
  }

  get #row() {
    return document.activeElement.closest(ROWS)
  }

  #walk(step) {
    const rows = [...document.querySelectorAll(ROWS)]
    const row = rows[rows.indexOf(this.#row) + step] ?? (this.#row ? undefined : rows[0])
    if (!row) return rows.length > 0
    row.tabIndex = -1
    row.focus()
    return true
  }

  // A row is opened by its link; one of fields by its first field.
  #open() {
    const link = this.#row?.querySelector(FIRST_LINK)
    const field = this.#row?.querySelector("select, input:not([type=hidden])")
    if (link && !this.#row.closest(".rows__table")) link.click()
    else (field?.parentElement.querySelector(".select2-selection") ?? field)?.focus()
    return Boolean(link || field)
  }
}

// What the key bears on a Latin keyboard, where the one in use writes other letters.
function letter({ key, code }) {
  if (key.length > 1) return key
  if (key > "~" && code.startsWith("Key")) return code.slice(3).toLowerCase()
  return key.toLowerCase()
}

function press(target) {
  target?.click()
  return Boolean(target)
}

customElements.define("office-shortcuts", OfficeShortcuts)
