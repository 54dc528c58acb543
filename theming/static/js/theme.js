// Sets before first paint what this browser remembers of the viewer's choices: the theme, whether there is a list, and
// whether to blur. A plain script in the head, so that it blocks; theme-picker.js and memory.js store them.
const root = document.documentElement
root.toggleAttribute("data-scripted", true)
try {
  const theme = localStorage.getItem("theme")
  if (theme) {
    const [scheme, colour] = (localStorage.getItem("theme-look") ?? "").split(" ")
    root.dataset.theme = theme
    if (scheme) root.dataset.scheme = scheme
    if (colour) for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = colour
  }
  const memory = JSON.parse(localStorage.getItem("memory"))
  root.toggleAttribute("data-listed", Object.keys(memory?.list ?? {}).length > 0)
  root.toggleAttribute("data-blur", memory?.blur === true)
} catch {
  // Storage is forbidden or holds something else: what needs no memory is right enough.
}
