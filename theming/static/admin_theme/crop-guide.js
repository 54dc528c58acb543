// CropGuide: on a picture its focal point, to be set by a click or by arrow keys, and a frame for what each use keeps of it.
const GRID = 9

export class CropGuide {
  #editor
  #stage
  #select
  #dot = document.createElement("button")
  #frame = document.createElement("span")
  #use

  constructor(editor, stage, select) {
    this.#editor = editor
    this.#stage = stage
    this.#select = select
    this.#dot.type = "button"
    this.#dot.className = "picture__dot"
    this.#frame.className = "picture__frame"
    this.#use = editor.querySelector(".picture__uses li")
    select.addEventListener("change", () => this.#place())
    stage.addEventListener("click", (event) => this.#point(event))
    this.#dot.addEventListener("keydown", (event) => this.#step(event))
    for (const use of editor.querySelectorAll(".picture__uses li")) this.#offer(use)
    editor.querySelector(".picture__crops").addEventListener("toggle", () => this.#place())
    this.look(stage.firstElementChild)
  }

  get cell() {
    return this.#select.value
  }

  set cell(value) {
    this.#select.value = value
    this.#place()
  }

  // Another picture: an <img>, a <canvas> or nothing.
  look(picture) {
    for (const crop of this.#editor.querySelectorAll(".picture__crop")) crop.replaceChildren(...(picture ? [copy(picture)] : []))
    if (picture) this.#stage.append(this.#frame, this.#dot)
    this.#place()
  }

  // The use whose frame is shown is the one that is pointed at or was pressed last.
  #offer(use) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "picture__use-button"
    button.append(...use.childNodes)
    use.append(button)
    const show = () => {
      this.#use = use
      this.#place()
    }
    for (const name of ["click", "focus", "pointerenter"]) button.addEventListener(name, show)
  }

  #point(event) {
    const picture = this.#stage.firstElementChild
    if (!picture || picture === this.#frame || event.target === this.#dot) return
    const { left, top, width, height } = picture.getBoundingClientRect()
    this.#go(Math.round(((event.clientX - left) / width) * (GRID - 1)), Math.round(((event.clientY - top) / height) * (GRID - 1)))
    this.#dot.focus()
  }

  #step(event) {
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? []
    if (across === undefined) return
    event.preventDefault()
    this.#go((this.cell % GRID) + across, Math.floor(this.cell / GRID) + down)
  }

  #go(column, row) {
    const within = (n) => Math.min(GRID - 1, Math.max(0, n))
    this.#select.value = within(row) * GRID + within(column)
    this.#select.dispatchEvent(new Event("change", { bubbles: true }))
  }

  #place() {
    const [x, y] = [this.cell % GRID, Math.floor(this.cell / GRID)].map((n) => n / (GRID - 1))
    for (const crop of this.#editor.querySelectorAll(".picture__crop > *")) crop.dataset.focus = this.cell
    this.#dot.style.setProperty("--x", x)
    this.#dot.style.setProperty("--y", y)
    const words = this.#select.selectedOptions[0]?.textContent ?? ""
    this.#dot.setAttribute("aria-label", this.#editor.dataset.dot.replace("{cell}", words))
    this.#frameUse(x, y)
  }

  // As CSS's object-position cuts it.
  #frameUse(x, y) {
    const picture = this.#stage.firstElementChild
    const ratio = picture && picture !== this.#frame ? picture.width / picture.height : 0
    this.#frame.hidden = !ratio || !this.#editor.querySelector(".picture__crops").open
    for (const use of this.#editor.querySelectorAll(".picture__uses li")) use.toggleAttribute("data-on", use === this.#use)
    if (!ratio || !this.#use) return
    const [wide, high] = this.#use.dataset.shape.split(":").map(Number)
    const share = wide / high / ratio
    const [width, height] = [Math.min(1, share), Math.min(1, 1 / share)]
    for (const [name, value] of Object.entries({ left: x * (1 - width), top: y * (1 - height), width, height })) this.#frame.style.setProperty(`--${name}`, value)
  }
}

function copy(picture) {
  const twin = picture.cloneNode()
  twin.className = ""
  if (twin.localName === "canvas") twin.getContext("2d").drawImage(picture, 0, 0)
  return twin
}
