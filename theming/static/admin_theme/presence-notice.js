// <presence-notice>: says who else has the thing open that this page edits, and tells them of this page.
const EVERY = 20_000 // milliseconds; in the background browsers make it a minute

class PresenceNotice extends HTMLElement {
  #timer

  connectedCallback() {
    this.#tell()
    this.#timer = setInterval(() => this.#tell(), EVERY)
    addEventListener("pagehide", this.#leave)
    addEventListener("pageshow", this.#comeBack)
  }

  disconnectedCallback() {
    clearInterval(this.#timer)
    removeEventListener("pagehide", this.#leave)
    removeEventListener("pageshow", this.#comeBack)
  }

  #leave = () => navigator.sendBeacon(this.dataset.address, this.#message({ leave: "1" }))
  #comeBack = ({ persisted }) => persisted && this.#tell()

  #message(more = {}) {
    const { value } = this.closest("form").elements.csrfmiddlewaretoken
    return new URLSearchParams({ thing: this.dataset.thing, csrfmiddlewaretoken: value, ...more })
  }

  async #tell() {
    try {
      const answer = await fetch(this.dataset.address, { method: "POST", body: this.#message() })
      if (answer.ok) this.#say((await answer.json()).others)
    } catch {
      // The next beat tries again.
    }
  }

  #say(others) {
    const text = others.length ? `${this.dataset.words} ${others.join(", ")}` : ""
    if (this.textContent !== text) this.textContent = text
  }
}

customElements.define("presence-notice", PresenceNotice)
