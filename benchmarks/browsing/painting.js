// Says when the answer to an input is on the screen; painting.py explains. Runs in the page before its own scripts.
{
  const EVENTS = ["keydown", "click", "input", "change"]
  const nextFrame = window.requestAnimationFrame.bind(window)
  const channel = new MessageChannel()
  const waiting = []
  let run = null

  channel.port1.onmessage = () => {
    const now = performance.now()
    for (const done of waiting.splice(0)) done(now)
  }
  const afterThisFrame = (done) => {
    waiting.push(done)
    channel.port2.postMessage(0)
  }
  const afterNextFrame = (done) => nextFrame(() => afterThisFrame(done))

  const seen = (records, inFrame) => {
    if (!run || run.start === null) return
    const current = run
    const shown = records.some(({ target }) => (target.closest ? target : target.parentElement)?.closest(current.results))
    current.pending += 1
    current.changed = performance.now()
    ;(inFrame ? afterThisFrame : afterNextFrame)((at) => {
      current.pending -= 1
      if (shown && current.answers.push(at) === 1) performance.mark(`answered ${current.number}`)
      current.settled = at
    })
  }
  const observer = new MutationObserver((records) => seen(records, false))
  // Cards and counts change in text or in place; records of attributes would cost what is measured.
  observer.observe(document, { subtree: true, childList: true, characterData: true })

  // What a frame's callbacks change is painted by that very frame.
  window.requestAnimationFrame = (callback) =>
    nextFrame((time) => {
      try {
        callback(time)
      } finally {
        const records = observer.takeRecords()
        if (records.length) seen(records, true)
      }
    })

  const begin = (event) => {
    if (!run || run.start !== null) return
    const current = run
    current.start = event.timeStamp
    performance.mark(`begun ${current.number}`)
    afterNextFrame((at) => {
      current.first = at
      performance.mark(`painted ${current.number}`)
    })
  }
  for (const name of EVENTS) addEventListener(name, begin, { capture: true })

  window.painting = {
    arm(results, number) {
      observer.takeRecords()
      run = { results, number, start: null, first: null, answers: [], settled: null, pending: 0, changed: 0 }
    },
    // Once nothing has changed for `quiet` milliseconds: times in milliseconds since the event, null where nothing did.
    async settled(quiet, longest, number) {
      const until = performance.now() + longest
      const isOver = () => run.first !== null && !run.pending && performance.now() - Math.max(run.changed, run.first) > quiet
      while (!isOver() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
      performance.mark(`settled ${number}`)
      const since = (at) => (at === null || run.start === null ? null : at - run.start)
      const { start, first, answers, settled } = run
      return { start, first: since(first), answers: answers.map(since), settled: since(settled) }
    },
  }
}
