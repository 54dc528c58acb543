// <offline-notice>: says when the network is gone, and has a worker keep a page for the links that then lead nowhere.
class OfflineNotice extends HTMLElement {
  #leaving = new AbortController()

  connectedCallback() {
    const { signal } = this.#leaving
    const update = () => { this.querySelector("p").hidden = navigator.onLine }
    addEventListener("online", update, { signal })
    addEventListener("offline", update, { signal })
    update()
    // No worker in a preview (there is no address), nor where the browser forbids one.
    if (this.dataset.worker) addEventListener("load", () => navigator.serviceWorker?.register(this.dataset.worker).catch(() => {}), { signal })
  }

  disconnectedCallback() {
    this.#leaving.abort()
  }
}
customElements.define("offline-notice", OfflineNotice)
