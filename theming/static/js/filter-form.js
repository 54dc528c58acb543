// <filter-form>: leaves what is empty out of the address.
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("formdata", ({ formData }) => {
      for (const name of [...formData.keys()]) {
        const filled = formData.getAll(name).filter(Boolean)
        formData.delete(name)
        for (const value of filled) formData.append(name, value)
      }
    })
  }
}
customElements.define("filter-form", FilterForm)
