// <theme-picker>: keeps the viewer's choice of theme in this browser; empty is the system's.
class ThemePicker extends HTMLElement {
  connectedCallback() {
    const root = document.documentElement
    for (const input of this.querySelectorAll("input")) input.checked = input.value === (root.dataset.theme ?? "")
    this.addEventListener("change", (event) => {
      if (event.target.value) root.dataset.theme = event.target.value
      else delete root.dataset.theme
      try {
        localStorage.setItem("theme", event.target.value)
      } catch {
        // Storage is forbidden: the choice lasts as long as the page.
      }
    })
  }
}
customElements.define("theme-picker", ThemePicker)
