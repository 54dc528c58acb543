// What every peer is given: the form's state, the cards, the count of titles.
const form = document.querySelector("form")

export const addressOf = (title) => `/${title.kind}s/${title.slug}/`
export const rating = (title) => (title.rating === null ? "" : title.rating.toFixed(1))

export const pictureOf = (title) => (title.poster ? `/media/${title.poster}/240.jpg` : "")

export function card(title) {
  const item = document.createElement("li")
  item.innerHTML = `<article class="title-card"><a><img class="poster" loading="lazy" width="160" height="240" alt=""></a>
    <h3 class="name"></h3><p><span class="year"></span> <span class="rating"></span></p><p class="genres"></p></article>`
  item.querySelector("a").href = addressOf(title)
  if (title.poster) item.querySelector("img").src = pictureOf(title)
  item.querySelector(".name").textContent = title.name
  item.querySelector(".year").textContent = title.year ?? ""
  item.querySelector(".rating").textContent = rating(title)
  item.querySelector(".genres").textContent = title.genres.join(", ")
  return item
}

// What is asked for now: words in small letters, genres that a title has one of, the least rating.
export function asked() {
  const data = new FormData(form)
  const minimum = parseFloat(data.get("rating_min"))
  return { q: data.get("q").trim(), genres: data.getAll("genre"), least: Number.isNaN(minimum) ? null : minimum, sort: data.get("sort") }
}

export function passes(title, { genres, least }) {
  if (genres.length && !title.genres.some((genre) => genres.includes(genre))) return false
  return least === null || (title.rating !== null && title.rating >= least)
}

export function count(number) {
  document.querySelector("[role=status]").textContent = `${number} titles`
}
