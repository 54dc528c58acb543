// Work that a viewer need not wait for: done once what was changed just now is on the screen.
export class AfterPaint {
  #frame
  #timer

  // Takes the place of work that was given before and is not done yet.
  run(work) {
    this.cancel()
    this.#frame = requestAnimationFrame(() => { this.#timer = setTimeout(work) })
  }

  cancel() {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#timer)
  }
}
