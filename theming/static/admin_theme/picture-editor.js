// <picture-editor>: shows a file as soon as it is chosen or dropped, says what it falls short of before it is saved, and
// fills in the words of a picture that is chosen among earlier ones. Files are drawn on a canvas: the policy forbids blob:.
import { CropGuide } from "./crop-guide.js";
import { flawsOf } from "./picture-flaws.js";

const WIDEST = 1000 // pixels of a file's look

class PictureEditor extends HTMLElement {
  #stage = this.querySelector(".picture__stage")
  #file = this.querySelector("input[type=file]")
  #facts = this.querySelector(".picture__facts")
  #warnings = this.querySelector(".picture__warnings")
  #text = this.querySelector(".picture__text input")
  #back = document.createElement("button")
  #before
  #guide

  connectedCallback() {
    if (!this.#file || this.#file.disabled) return
    const cell = this.querySelector(".picture__focus select")
    if (cell) this.#guide = new CropGuide(this, this.#stage, cell)
    this.#before = { look: this.#stage.firstElementChild, facts: this.#facts.textContent, warnings: [...this.#warnings.children], ...this.#said }
    this.#offerDrop()
    this.#back.type = "button"
    this.#back.className = "button picture__back"
    this.#back.textContent = this.dataset.back
    this.#back.hidden = true
    this.#file.after(this.#back)
    this.#back.addEventListener("click", () => this.#forget())
    this.#file.addEventListener("change", () => (this.#file.files.length ? this.#look(this.#file.files[0]) : this.#showBefore()))
    for (const pick of this.querySelectorAll("[name$='-pick']")) pick.addEventListener("change", () => this.#pick(pick))
    this.toggleAttribute("data-empty", !this.#before.look)
  }

  get #said() {
    return { text: this.#text.value, cell: this.#guide?.cell }
  }

  #offerDrop() {
    const words = document.createElement("span")
    words.className = "picture__drop"
    words.textContent = this.dataset.drop
    this.#file.after(words)
    const has = (event) => event.dataTransfer?.types.includes("Files")
    let depth = 0 // of elements inside that the pointer is over
    this.addEventListener("dragenter", (event) => has(event) && this.toggleAttribute("data-over", ++depth > 0))
    this.addEventListener("dragleave", (event) => has(event) && this.toggleAttribute("data-over", --depth > 0))
    this.addEventListener("dragover", (event) => has(event) && event.preventDefault())
    this.addEventListener("drop", (event) => {
      if (!has(event)) return
      event.preventDefault()
      depth = 0
      this.removeAttribute("data-over")
      const files = new DataTransfer()
      files.items.add(event.dataTransfer.files[0])
      this.#file.files = files.files
      this.#file.dispatchEvent(new Event("change", { bubbles: true }))
    })
  }

  // What was said of the picture before says nothing of another.
  async #look(file) {
    this.#back.hidden = false
    this.#clear("[name$='-clear']", "[name$='-pick'][value='']")
    this.#say("", "40")
    let bitmap
    try {
      bitmap = await createImageBitmap(file)
    } catch {
      this.#show(null, this.dataset.unseen, [])
      return
    }
    if (this.#file.files[0] !== file) return // another one was chosen meanwhile
    const canvas = document.createElement("canvas")
    const scale = Math.min(1, WIDEST / bitmap.width)
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    this.#show(canvas, `${file.name} · ${bitmap.width} × ${bitmap.height}`, flawsOf(this.dataset, bitmap.width, bitmap.height))
    bitmap.close()
  }

  #pick({ value, dataset }) {
    if (this.#file.files.length) this.#file.value = ""
    this.#back.hidden = true
    if (!value) return this.#showBefore()
    this.#clear("[name$='-clear']")
    const look = document.createElement("img")
    look.src = dataset.address
    look.alt = ""
    look.width = dataset.width
    look.height = dataset.height
    this.#show(look, `${dataset.width} × ${dataset.height}`, flawsOf(this.dataset, Number(dataset.width), Number(dataset.height)))
    this.#say(dataset.text, dataset.cell)
  }

  #forget() {
    this.#file.value = ""
    this.#showBefore()
    this.#file.focus()
  }

  #showBefore() {
    this.#back.hidden = true
    this.#show(this.#before.look, this.#before.facts, this.#before.warnings)
    this.#say(this.#before.text, this.#before.cell)
  }

  #show(look, facts, warnings) {
    look?.classList.add("picture__image")
    if (look) look.dataset.role = this.dataset.role
    this.#stage.replaceChildren(...(look ? [look] : []))
    this.#facts.textContent = facts
    this.#warnings.replaceChildren(...warnings)
    this.toggleAttribute("data-empty", !look)
    this.#guide?.look(look)
  }

  #say(text, cell) {
    this.#text.value = text
    if (this.#guide) this.#guide.cell = cell
  }

  #clear(...selectors) {
    for (const box of this.querySelectorAll(selectors.join())) box.checked = box.type === "radio"
  }
}

customElements.define("picture-editor", PictureEditor)
