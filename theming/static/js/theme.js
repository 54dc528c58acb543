// Sets the viewer's theme before first paint. A plain script in the head, so that it blocks; theme-picker.js stores the choice.
try {
  const theme = localStorage.getItem("theme")
  if (theme) document.documentElement.dataset.theme = theme
} catch {
  // Storage is forbidden: the system's light is right enough.
}
