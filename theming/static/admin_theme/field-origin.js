// <field-origin>: turns the box that opens a lock into a small toggle, and says at once that an edit will lock its field.
class FieldOrigin extends HTMLElement {
  connectedCallback() {
    this.toggleAttribute("data-scripted", true) // CSS hides the box, which stays what is pressed
    const edited = this.querySelector(".origin__edited")
    const row = this.closest(".form-row .form-multiline > div, .form-row")
    if (!edited || this.hasAttribute("data-locked") || !row) return
    const fields = [...row.querySelectorAll("input, select, textarea")].filter((field) => field.name)
    const say = () => {
      edited.hidden = !fields.some(differs)
    }
    row.addEventListener("input", say)
    row.addEventListener("change", say)
    window.django?.jQuery?.(row).on("change", say) // select2 tells jQuery alone
  }
}

function differs(field) {
  if (field.type === "file") return field.files.length > 0
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected)
  return field.type === "hidden" ? false : field.checked !== field.defaultChecked || field.value !== field.defaultValue
}

customElements.define("field-origin", FieldOrigin)
