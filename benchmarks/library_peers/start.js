// Starts the peer that the address names: peer.html?list-js
const form = document.querySelector("form")
const titles = await (await fetch("titles.json")).json()

// `offers`: what of "genre", "range" and "sort" the library can do.
function offer(offers) {
  const fieldset = form.querySelector("fieldset")
  for (const genre of [...new Set(titles.flatMap((title) => title.genres))].sort()) {
    const label = document.createElement("label")
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "genre", value: genre })
    label.append(box, genre)
    fieldset.append(label)
  }
  fieldset.hidden = !offers.includes("genre")
  form.rating_min.hidden = !offers.includes("range")
  form.sort.hidden = !offers.includes("sort")
}

const peer = await import(`./${location.search.slice(1)}.js`)
offer(peer.offers)
peer.start(titles, document.querySelector("#results"), form)
form.addEventListener("submit", (event) => event.preventDefault())
document.documentElement.dataset.ready = peer.offers.join(" ")
