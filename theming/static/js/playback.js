// What <watch-player> does once it plays: remembers the place, answers keys, offers what is next. Loaded on click.
const REMEMBERED = 200 // films whose place is kept
const NEXT_SHOWS = 20 // seconds before the end
const NEXT_PLAYS = 10 // seconds after it

export function play(player, video, seconds) {
  rememberPlace(player.dataset.key, video)
  answerKeys(player, video)
  offerNext(player, video)
  if (seconds) video.addEventListener("loadedmetadata", () => { video.currentTime = seconds }, { once: true })
  video.focus()
  video.play().catch(() => {}) // a browser that wants another click shows its own controls
}

function rememberPlace(key, video) {
  let saved = 0
  video.addEventListener("timeupdate", () => Math.abs(video.currentTime - saved) > 5 && save())
  video.addEventListener("pause", save)
  addEventListener("pagehide", save)

  function save() {
    saved = video.currentTime
    try {
      const { [key]: _, ...others } = JSON.parse(localStorage.getItem("positions")) ?? {}
      const isUnderWay = saved > 10 && saved < video.duration * 0.96
      const entries = Object.entries(others).slice(1 - REMEMBERED)
      if (isUnderWay) entries.push([key, Math.floor(saved)])
      localStorage.setItem("positions", JSON.stringify(Object.fromEntries(entries)))
    } catch {
      // Storage is forbidden or full: the place is not kept.
    }
  }
}

// Keys count only while the focus is in the player, so that none is taken from the page or from a screen reader.
function answerKeys(player, video) {
  const deeds = {
    " ": toggle,
    k: toggle,
    ArrowLeft: () => { video.currentTime -= 10 },
    ArrowRight: () => { video.currentTime += 10 },
    m: () => { video.muted = !video.muted },
    f: () => (document.fullscreenElement ? document.exitFullscreen() : player.requestFullscreen?.()),
    c: nextCaptions,
    n: () => player.querySelector(".watch-player__next a")?.click(),
  }
  player.addEventListener("keydown", (event) => {
    if (event.target !== video || event.ctrlKey || event.metaKey || event.altKey || !deeds[event.key]) return
    event.preventDefault()
    deeds[event.key]()
  })

  function toggle() {
    if (video.paused) video.play()
    else video.pause()
  }

  // None, the first, the second and so on.
  function nextCaptions() {
    const tracks = [...video.textTracks]
    const at = tracks.findIndex((track) => track.mode === "showing")
    tracks.forEach((track, place) => { track.mode = place === at + 1 ? "showing" : "disabled" })
  }
}

function offerNext(player, video) {
  const panel = player.querySelector(".watch-player__next")
  if (!panel) return
  let isWanted = true
  let clock
  const link = panel.querySelector("a")
  video.addEventListener("timeupdate", () => {
    const isNear = video.duration > 2 * NEXT_SHOWS && video.duration - video.currentTime < NEXT_SHOWS
    if (!video.ended) panel.hidden = !(isWanted && isNear)
  })
  video.addEventListener("ended", () => isWanted && countDown(NEXT_PLAYS))
  video.addEventListener("playing", () => clearTimeout(clock))
  panel.querySelector("[data-stay]").addEventListener("click", () => {
    isWanted = false
    clearTimeout(clock)
    panel.hidden = true
    video.focus()
  })

  function countDown(left) {
    panel.hidden = false
    panel.querySelector("[data-countdown]").textContent = ` (${left})`
    clock = setTimeout(() => (left > 1 ? countDown(left - 1) : link.click()), 1000)
  }
}
