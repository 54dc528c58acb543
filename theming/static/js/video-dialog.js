// <video-dialog>: plays the trailers and clips that it links to in a dialog; nothing of another host is loaded before a click.
class VideoDialog extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-name]")
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      const player = link.dataset.frame ? this.#frame(link.dataset) : this.#video(link.dataset)
      if (!player) return
      event.preventDefault()
      this.#open(link, player)
    })
  }

  #frame({ frame, name }) {
    const player = document.createElement("iframe")
    player.src = frame
    player.title = name
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
    player.allowFullscreen = true
    // These hosts refuse to play for a page that does not say where it is; a preview says nothing by itself.
    player.referrerPolicy = "strict-origin-when-cross-origin"
    return player
  }

  // Nothing where this browser cannot play it: the link then leads to the file.
  #video({ media, type }) {
    const player = document.createElement("video")
    if (type && !player.canPlayType(type)) return null
    player.src = media
    player.controls = player.autoplay = true
    return player
  }

  #open(link, player) {
    const dialog = document.createElement("dialog")
    dialog.className = "video-dialog"
    dialog.setAttribute("aria-label", link.dataset.name)
    const close = document.createElement("button")
    close.type = "button"
    close.className = "button"
    close.textContent = this.dataset.close
    close.addEventListener("click", () => dialog.close())
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close())
    dialog.addEventListener("close", () => {
      dialog.remove()
      link.focus()
    })
    const name = document.createElement("p")
    name.dir = "auto"
    name.textContent = link.dataset.name
    const head = document.createElement("div")
    head.className = "video-dialog__head"
    head.append(name, close)
    dialog.append(head, player)
    document.body.append(dialog)
    dialog.showModal()
  }
}
customElements.define("video-dialog", VideoDialog)
