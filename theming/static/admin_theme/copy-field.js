// <copy-field>: a button beside a field that can only be read, which copies what stands there.
class CopyField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input")
    const button = document.createElement("button")
    button.type = "button"
    button.className = "button"
    button.textContent = this.dataset.copy
    button.addEventListener("click", () => {
      field.select()
      // The newer way is refused on plain http.
      document.execCommand("copy")
      button.textContent = this.dataset.copied
    })
    field.addEventListener("focus", () => field.select())
    this.append(button)
  }
}

customElements.define("copy-field", CopyField)
