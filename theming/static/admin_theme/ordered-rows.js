// <ordered-rows>: rows of a list that can be dragged, and whose order buttons need no new page.
class OrderedRows extends HTMLElement {
  #status
  #dragged
  #before // where the dragged row came from

  connectedCallback() {
    if (!this.querySelector(".drag-handle")) return
    this.#status = Object.assign(document.createElement("p"), { className: "visually-hidden" })
    this.#status.setAttribute("role", "status")
    this.append(this.#status)
    for (const handle of this.querySelectorAll(".drag-handle")) {
      handle.hidden = false
      handle.title = this.dataset.drag
    }
    this.addEventListener("click", (event) => this.#press(event))
    this.addEventListener("pointerdown", (event) => this.#grab(event))
    this.addEventListener("pointermove", (event) => this.#drag(event))
    this.addEventListener("pointerup", () => this.#drop())
    this.addEventListener("pointercancel", () => this.#cancel())
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#cancel())
  }

  get #rows() {
    return [...this.querySelectorAll("tbody > tr")]
  }

  // The buttons post their form; here the row goes at once and the reply only says whether it may stay.
  #press(event) {
    const button = event.target.closest("button.order-button")
    if (!button) return
    event.preventDefault()
    const row = button.closest("tr")
    const before = row.nextElementSibling
    const body = row.parentElement
    if (button.value === "top" && this.#isFirstPage) body.prepend(row)
    else if (button.value === "up" && row.previousElementSibling) row.previousElementSibling.before(row)
    else if (button.value === "down" && before) before.after(row)
    else return button.form.requestSubmit(button) // it leaves the page that is shown
    button.focus()
    this.#save(row, button.value, before)
  }

  get #isFirstPage() {
    return !new URLSearchParams(location.search).get("p")
  }

  #grab(event) {
    const handle = event.target.closest(".drag-handle")
    if (!handle || event.button !== 0) return
    event.preventDefault()
    this.#dragged = handle.closest("tr")
    this.#before = this.#dragged.nextElementSibling
    this.#dragged.toggleAttribute("data-dragged", true)
    this.setPointerCapture(event.pointerId)
  }

  #drag({ clientY }) {
    const row = this.#dragged
    if (!row) return
    const { previousElementSibling: above, nextElementSibling: below } = row
    if (above && clientY < middle(above)) above.before(row)
    else if (below && clientY > middle(below)) below.after(row)
  }

  #drop() {
    const row = this.#release()
    if (!row || row.nextElementSibling === this.#before) return
    const above = row.previousElementSibling
    const [side, neighbour] = above ? ["after", above] : ["before", row.nextElementSibling]
    this.#save(row, `${side} ${neighbour.querySelector(".drag-handle").dataset.key}`, this.#before)
  }

  #cancel() {
    const row = this.#release()
    if (row) row.parentElement.insertBefore(row, this.#before)
  }

  #release() {
    const row = this.#dragged
    this.#dragged = undefined
    row?.removeAttribute("data-dragged")
    return row
  }

  async #save(row, move, before) {
    const body = new FormData()
    body.set("move", move)
    body.set("csrfmiddlewaretoken", this.closest("form").elements.csrfmiddlewaretoken.value)
    const { address } = row.querySelector(".drag-handle").dataset
    const reply = await fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => null)
    const isSaved = reply?.type === "opaqueredirect"
    if (!isSaved) row.parentElement.insertBefore(row, before)
    this.toggleAttribute("data-refused-now", !isSaved)
    this.#status.className = isSaved ? "visually-hidden" : "errornote"
    this.#status.textContent = `${row.querySelector("th a")?.firstChild.textContent ?? ""}: ${isSaved ? `${this.dataset.moved} ${this.#rows.indexOf(row) + 1}` : this.dataset.refused}`
  }
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}

customElements.define("ordered-rows", OrderedRows)
