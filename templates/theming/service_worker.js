// Keeps one page for when the network is gone. It stores nothing else, and never answers for the admin or a preview.
const KEPT = "offline-1"
const PAGE = "{% url "offline" %}"
const NOT_OURS = /^\/(admin|preview)\//

addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.add(new Request(PAGE, { cache: "reload" }))).then(() => skipWaiting()))
})

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([
    registration.navigationPreload?.enable(),
    caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))),
  ]))
})

addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return
  if (NOT_OURS.test(new URL(event.request.url).pathname)) return
  event.respondWith(answer(event))
})

async function answer(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    return (await caches.match(PAGE)) ?? Response.error()
  }
}
