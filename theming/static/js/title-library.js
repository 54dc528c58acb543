// <title-library>: filters, sorts and searches the library as one types, and draws only the cards on screen. Without it,
// or where neither index nor server answer, the form is sent and pages are walked by links.
import { AfterPaint } from "./after-paint.js";
import { LibraryChips } from "./library-chips.js";
import { LibraryControls } from "./library-controls.js";
import { LibraryGrid } from "./library-grid.js";
import { LibraryHistory } from "./library-history.js";
import { LocalLibrary } from "./library-local.js";
import { LibraryRanges } from "./library-ranges.js";
import { RemoteLibrary } from "./library-remote.js";
import { activeOf, blankState, readState, understand, without, writeState } from "./library-state.js";
import { Wording } from "./library-wording.js";

const TITLES_A_PAGE = 60
const PAUSE = 700 // milliseconds of stillness before the count is said aloud
const TYPED = ["text", "search", "number", "date", "range"]

class TitleLibrary extends HTMLElement {
  #leaving
  #controls
  #chips
  #ranges
  #grid
  #history
  #library
  #wording
  #state
  #answer
  #parts = {}
  #asked = 0
  #isTouched = false
  #afterPaint = new AfterPaint()
  #unnoted // what the history does not say yet
  #unsaid // the answer of which only the titles are shown yet
  #pause

  connectedCallback() {
    this.#leaving = new AbortController()
    const { signal } = this.#leaving
    const form = this.querySelector("form")
    this.dataset.path = new URL(this.dataset.path, location.href).pathname // in an export it may be relative
    this.#wording = new Wording(this.dataset)
    this.#controls = new LibraryControls(form, this.#wording)
    this.#chips = new LibraryChips(this.querySelector(".filters-active"), this.dataset.path)
    this.#ranges = new LibraryRanges(form)
    this.#state = this.#stateOfAddress()
    this.addEventListener("input", (event) => this.#input(event), { signal })
    this.addEventListener("click", (event) => this.#click(event), { signal })
    form.addEventListener("submit", (event) => this.#submit(event), { signal })
    addEventListener("keydown", (event) => this.#find(event), { signal })
    this.#open()
  }

  disconnectedCallback() {
    this.#leaving.abort()
  }

  #part(name) {
    return (this.#parts[name] ??= this.querySelector(`[data-part=${name}]`))
  }

  #stateOfAddress() {
    return understand(readState(new URLSearchParams(location.search)), this.#controls.known).state
  }

  get #isRunning() {
    return this.hasAttribute("data-running")
  }

  async #open() {
    const genreNames = this.#controls.genreNames()
    const { signal } = this.#leaving
    try {
      this.#library = this.dataset.indexUrl
        ? await LocalLibrary.open(this.dataset, this.#wording, genreNames)
        : new RemoteLibrary(this.dataset, this.#wording, genreNames)
    } catch {
      // No connection, or an index of yesterday: whoever has the titles answers.
      this.#library = new RemoteLibrary(this.dataset, this.#wording, genreNames)
    }
    if (signal.aborted) return
    if (this.#isTouched) this.#readControls() // while the index was on its way
    await this.#ask()
  }

  // The first answer takes over from the server's page.
  #start(answer) {
    const { signal } = this.#leaving
    const first = (Number(this.dataset.page) - 1) * TITLES_A_PAGE
    this.#history = new LibraryHistory(signal)
    this.#grid = new LibraryGrid(this.querySelector(".poster-grid"), signal)
    this.#grid.addEventListener("end", () => this.#more())
    this.#toggleRunning(true)
    const place = this.#history.place
    this.#history.replace(this.#address)
    this.#grid.show(answer, first)
    if (place) this.#grid.goTo(place)
    else if (first) this.#grid.goToPage(first)
    addEventListener("popstate", () => this.#walk(), { signal })
    addEventListener("scrollend", () => this.#history.keep(this.#grid.position), { passive: true, signal })
    addEventListener("pagehide", () => { this.#note(); this.#history.keep(this.#grid.position) }, { signal })
  }

  #toggleRunning(isRunning) {
    this.toggleAttribute("data-running", isRunning)
  }

  get #address() {
    return this.dataset.path + writeState(this.#state)
  }

  // Answers what is asked. A promise only where something must be waited for, so that a key is answered in its frame.
  #ask(isTyped = false) {
    const asked = ++this.#asked
    const answer = this.#library.answer(this.#state, isTyped)
    if (!(answer instanceof Promise)) return this.#show(answer)
    this.toggleAttribute("data-asking", true)
    return answer.then((ready) => { if (asked === this.#asked) this.#show(ready) }, (error) => this.#fail(error, asked))
  }

  #show(answer) {
    if (this.hasAttribute("data-asking")) this.removeAttribute("data-asking")
    this.#answer = this.#unsaid = answer
    if (this.#grid) this.#grid.show(answer)
    else this.#start(answer)
    this.#part("count").firstChild.data = this.#wording.titles(answer.total)
    this.#part("empty").hidden = answer.total > 0
    this.#afterPaint.run(() => this.#catchUp())
  }

  // What can wait until the titles are painted: the history, and what the filters say of the answer.
  #catchUp() {
    this.#note()
    if (this.#unsaid) this.#showRest(this.#unsaid)
    this.#unsaid = undefined
  }

  #note() {
    this.#unnoted?.()
    this.#unnoted = undefined
  }

  #showRest(answer) {
    const text = this.#wording.titles(answer.total)
    this.#part("count-in-sheet").textContent = text
    const counts = answer.counts()
    if (counts) this.#controls.count(counts, answer.mostCounted)
    this.#chips.show(this.#state, (name, value) => this.#controls.words(name, value))
    this.#part("again").hidden = this.#state.sort !== "shuffle"
    this.#ranges.show(this.#library, this.#state)
    this.#showChosen()
    this.#say(text)
  }

  #showChosen() {
    const chosen = activeOf(this.#state).length
    this.#part("chosen").hidden = !chosen
    this.#part("chosen").textContent = this.#wording.number(chosen)
  }

  // Politely, and not with every key.
  #say(text) {
    clearTimeout(this.#pause)
    if (this.#asked > 1) this.#pause = setTimeout(() => { this.#part("said").textContent = text }, PAUSE)
  }

  #more() {
    const answer = this.#answer
    answer.more?.().then((more) => { if (more && answer === this.#answer) this.#grid.extend() }, () => {})
  }

  // Nobody answers: what is left is the page that a form makes.
  #fail(error, asked) {
    if (error.name === "AbortError" || asked !== this.#asked) return
    this.toggleAttribute("data-asking", false)
    const wasRunning = this.#isRunning
    if (this.#library instanceof LocalLibrary) {
      this.#library = new RemoteLibrary(this.dataset, this.#wording, this.#controls.genreNames())
      this.#ask()
    } else if (wasRunning) {
      this.#toggleRunning(false)
      this.querySelector("form").requestSubmit()
    }
  }

  #input({ target }) {
    this.#isTouched = true
    if (!this.#isRunning || !target.name) return
    this.#readControls()
    const isTyped = TYPED.includes(target.type)
    this.#change(isTyped ? target.name : "")
  }

  #readControls() {
    this.#state = understand(this.#controls.read(this.#state), this.#controls.known).state
  }

  #change(typedIn = "") {
    this.#note() // of a change before this one
    const { position } = this.#grid
    const address = this.#address
    this.#unnoted = () => {
      if (typedIn) return this.#history.type(typedIn, address)
      this.#history.keep(position)
      this.#history.choose(address)
    }
    this.#part("misunderstood").hidden = true
    this.#grid.toTop()
    this.#afterPaint.run(() => this.#catchUp())
    this.#ask(Boolean(typedIn))
  }

  #click(event) {
    if (!this.#isRunning || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const link = event.target.closest("a[data-name], a[data-part=clear]")
    const again = event.target.closest("[data-part=again]")
    if (!link && !again) return
    event.preventDefault()
    if (again) this.#set({ ...this.#state, seed: String(crypto.getRandomValues(new Uint32Array(1))[0]) })
    else if (link.dataset.name) this.#set(without(this.#state, link.dataset.name, link.dataset.value))
    else this.#set({ ...blankState(), sort: this.#state.sort, seed: this.#state.seed })
  }

  #set(state) {
    this.#state = state
    this.#controls.write(state)
    this.#change()
    if (!document.activeElement || document.activeElement === document.body) this.querySelector("input[type=search]").focus({ preventScroll: true })
  }

  #submit(event) {
    if (!this.#isRunning) return
    event.preventDefault()
    const sheet = this.querySelector("filter-form")
    if (sheet.matches(":popover-open")) sheet.hidePopover()
    else document.activeElement?.blur?.()
  }

  #walk() {
    this.#unnoted = undefined
    this.#history.walked()
    this.#state = this.#stateOfAddress()
    this.#controls.write(this.#state)
    const place = this.#history.place
    const shown = this.#ask()
    const goThere = () => (place ? this.#grid.goTo(place) : scrollTo({ top: 0, behavior: "instant" }))
    if (shown instanceof Promise) shown.then(goThere)
    else goThere()
  }

  // The browser's own search sees the cards on screen only: the first press finds the library's field instead.
  #find(event) {
    const field = this.querySelector("input[type=search]")
    const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "f"
    if (!isFind || !this.#isRunning || document.activeElement === field) return
    event.preventDefault()
    field.focus()
    field.select()
  }
}
customElements.define("title-library", TitleLibrary)
