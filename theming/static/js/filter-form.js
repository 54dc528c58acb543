// <filter-form>: leaves out of the address what is empty or at its first choice.
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("formdata", ({ formData }) => {
      for (const select of this.querySelectorAll("select")) if (!select.selectedIndex) formData.delete(select.name)
      for (const name of new Set(formData.keys())) {
        const filled = formData.getAll(name).filter(Boolean)
        formData.delete(name)
        for (const value of filled) formData.append(name, value)
      }
    })
  }
}
customElements.define("filter-form", FilterForm)
