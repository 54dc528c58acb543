// A finding leads to #id_field: it is put in the middle of what is seen and takes the keys.
const lead = () => {
  const field = location.hash.startsWith("#id_") && document.getElementById(location.hash.slice(1))
  if (!field) return
  // select2 hides the field and shows another beside it
  const shown = field.classList.contains("select2-hidden-accessible") ? field.nextElementSibling?.querySelector("[tabindex]") : field
  shown?.scrollIntoView({ block: "center" })
  shown?.focus({ preventScroll: true })
}

addEventListener("hashchange", lead)
addEventListener("load", () => requestAnimationFrame(lead))
