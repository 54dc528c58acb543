// <filter-form>: leaves out of the address what is empty or at its first choice.
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener("formdata", ({ target, formData }) => {
      for (const { localName, name, selectedIndex } of target.elements) if (localName === "select" && !selectedIndex) formData.delete(name)
      if (formData.get("sort") !== "shuffle") formData.delete("seed")
      for (const name of new Set(formData.keys())) {
        const filled = formData.getAll(name).filter(Boolean)
        formData.delete(name)
        for (const value of name === "genre" ? filled : filled.slice(-1)) formData.append(name, value)
      }
    })
  }
}
customElements.define("filter-form", FilterForm)
