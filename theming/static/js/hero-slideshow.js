// <hero-slideshow>: makes a carousel of the slides (WAI-ARIA APG, grouped). One animation is both progress bar and clock.
class HeroSlideshow extends HTMLElement {
  #at = 0
  #rotating = false
  #slides = [...this.querySelectorAll(".hero-slideshow__slide")]
  #picks = []
  #clock
  #leaving = new AbortController()

  connectedCallback() {
    if (this.#slides.length < 2 || this.#clock) return
    this.#build()
    this.addEventListener("click", (event) => this.#press(event.target.closest("button")))
    this.addEventListener("focusin", (event) => this.#stopFor(event))
    this.addEventListener("pointerenter", () => this.#run())
    this.addEventListener("pointerleave", () => this.#run())
    document.addEventListener("visibilitychange", () => this.#run(), { signal: this.#leaving.signal })
    this.#followSwipes()
    this.#show(0)
    this.#rotate(!matchMedia("(prefers-reduced-motion: reduce)").matches)
  }

  disconnectedCallback() {
    this.#leaving.abort()
    this.#clock?.pause()
  }

  #build() {
    const bar = document.createElement("span")
    this.querySelector(".hero-slideshow__progress").append(bar)
    const duration = parseFloat(getComputedStyle(this).getPropertyValue("--motion-slide"))
    this.#clock = bar.animate([{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }], { duration, fill: "both" })
    this.#clock.pause()
    this.#clock.onfinish = () => this.#show(this.#at + 1)
    this.#picks = [...this.querySelectorAll(".hero-slideshow__pick")].map((link) => this.#asButton(link))
    this.querySelector(".hero-slideshow__picks").setAttribute("role", "group")
    this.querySelector(".hero-slideshow__controls").hidden = false
    this.toggleAttribute("data-ready", true)
  }

  #asButton(link) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = link.className
    button.append(...link.childNodes)
    link.parentElement.setAttribute("role", "presentation")
    link.replaceWith(button)
    return button
  }

  #press(button) {
    if (!button) return
    if ("rotation" in button.dataset) return this.#rotate(!this.#rotating)
    if (button.dataset.step) return this.#show(this.#at + Number(button.dataset.step))
    const pick = this.#picks.indexOf(button)
    if (pick >= 0) this.#show(pick)
  }

  #rotate(rotating) {
    this.#rotating = rotating
    this.toggleAttribute("data-rotating", rotating)
    this.querySelector("[data-rotation]").setAttribute("aria-label", rotating ? this.dataset.stop : this.dataset.start)
    this.querySelector(".hero-slideshow__slides").setAttribute("aria-live", rotating ? "off" : "polite")
    this.#run()
  }

  // Focus that enters stops the slides, on their switch too: but a press on the switch speaks for itself.
  #stopFor({ target, relatedTarget }) {
    const isSwitch = target.matches("[data-rotation]")
    if (!isSwitch || (target.matches(":focus-visible") && !this.contains(relatedTarget))) this.#rotate(false)
  }

  // The clock runs while the slides rotate, are seen, and have no pointer over them.
  #run() {
    if (this.#rotating && !document.hidden && !this.matches(":hover")) this.#clock.play()
    else this.#clock.pause()
  }

  #show(index) {
    const count = this.#slides.length
    if (index) this.toggleAttribute("data-moved", true)
    this.#at = (index + count) % count
    this.#slides.forEach((slide, place) => { slide.hidden = place !== this.#at })
    this.#picks.forEach((pick, place) => pick.setAttribute("aria-disabled", place === this.#at))
    this.#slides[(this.#at + 1) % count].querySelector("img").loading = "eager"
    this.#clock.currentTime = 0
    this.#run()
  }

  #followSwipes() {
    let start
    this.addEventListener("pointerdown", (event) => { start = event.pointerType === "mouse" ? undefined : event.clientX })
    this.addEventListener("pointerup", (event) => {
      const way = start === undefined ? 0 : event.clientX - start
      if (Math.abs(way) < 48) return
      const direction = getComputedStyle(this).direction === "rtl" ? -1 : 1
      this.#show(this.#at - Math.sign(way) * direction)
    })
  }
}
customElements.define("hero-slideshow", HeroSlideshow)
