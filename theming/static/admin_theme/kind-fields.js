// <kind-fields>: of a form whose fields depend on its "kind", only those of the chosen kind are seen.
class KindFields extends HTMLElement {
  #kinds

  connectedCallback() {
    this.#kinds = JSON.parse(this.dataset.kinds)
    const kind = this.querySelector("select[name=kind]")
    if (!kind) return
    kind.addEventListener("change", () => this.#show(kind.value))
    this.#show(kind.value)
  }

  #show(kind) {
    const shown = this.#kinds[kind] ?? []
    for (const name of new Set(Object.values(this.#kinds).flat())) {
      const box = this.#box(name)
      if (box) box.hidden = !shown.includes(name)
    }
    for (const line of this.querySelectorAll(".form-multiline")) line.closest(".form-row").hidden = areHidden(line.children)
    for (const fieldset of this.querySelectorAll("fieldset.module.aligned")) {
      fieldset.hidden = areHidden(fieldset.querySelectorAll(".form-row"))
    }
  }

  // A field that shares its line with others, or that has one to itself.
  #box(name) {
    const shared = this.querySelector(`.fieldBox.field-${name}`)
    return shared ? shared.parentElement : this.querySelector(`.form-row.field-${name}`)
  }
}

function areHidden(parts) {
  return parts.length > 0 && [...parts].every((part) => part.hidden)
}

customElements.define("kind-fields", KindFields)
