// <theme-picker>: keeps the viewer's choice of theme in this browser; empty is the system's. Beside its name it keeps what
// theme.js cannot know before the page is read: whether it is dark, and the colour of what surrounds the page.
class ThemePicker extends HTMLElement {
  #metas = [...document.querySelectorAll("meta[name=theme-color]")]

  connectedCallback() {
    const inputs = [...this.querySelectorAll("input")]
    const system = inputs.find((input) => !input.value)
    // A theme that is no longer offered is not forgotten: it may come back with its season.
    const chosen = inputs.find((input) => input.value && input.value === document.documentElement.dataset.theme) ?? system
    chosen.checked = true
    this.#wear(chosen)
    this.addEventListener("change", (event) => {
      this.#wear(event.target)
      this.#store("theme", event.target.value)
    })
  }

  #wear({ value, dataset }) {
    const root = document.documentElement
    this.#set(root, "theme", value)
    this.#set(root, "scheme", dataset.scheme)
    for (const meta of this.#metas) meta.content = dataset.colour ?? this.#systemColour(meta)
    this.#store("theme-look", value ? `${dataset.scheme} ${dataset.colour}` : "")
  }

  #set(root, name, value) {
    if (value) root.dataset[name] = value
    else delete root.dataset[name]
  }

  #systemColour(meta) {
    return meta.media.includes("dark") ? this.dataset.dark : this.dataset.light
  }

  #store(name, value) {
    try {
      localStorage.setItem(name, value)
    } catch {
      // Storage is forbidden: the choice lasts as long as the page.
    }
  }
}
customElements.define("theme-picker", ThemePicker)
