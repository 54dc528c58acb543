// <work-list>: one box that chooses every thing on the page.
class WorkListElement extends HTMLElement {
  connectedCallback() {
    const every = this.querySelector("[data-every]")
    if (!every) return
    every.closest("label").hidden = false
    const boxes = () => [...this.querySelectorAll("[name=thing]")]
    every.addEventListener("change", () => boxes().forEach((box) => { box.checked = every.checked }))
    this.addEventListener("change", (event) => {
      if (event.target.name !== "thing") return
      every.checked = boxes().every((box) => box.checked)
      every.indeterminate = !every.checked && boxes().some((box) => box.checked)
    })
  }
}

customElements.define("work-list", WorkListElement)
