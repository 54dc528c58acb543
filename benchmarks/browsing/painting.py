"""From an input to the paint of its answer, in a real Chromium whose frame limit is off.

What is measured. The clock starts at the event's own time stamp, which the browser process gives to a key press before
the page hears of it (of a click: the release of the button; of a list or a range: the change). It stops after the frame
that shows the first change among the results (`results`, a selector; where the answer changes nothing there, the first
frame after the event): in a task posted from that frame's animation callback, which runs once style, layout and paint
of the frame are done and handed to the compositor. That is later than "the next paint" if a page answers late, and no
trick of deferring work shortens it. `settled` is the last frame with any change in the page (counts of options too).

Script time comes from a trace of further inputs: all stretches in which a thread of the page runs script (event
dispatch, callbacks, microtasks, timers, collection of garbage) from the input until that paint, less style and layout
that the script made the browser do, as DevTools counts it; those are in the time to paint. `script_settled` goes on
until the page has settled. The trace also says when the browser presented the frame (Event Timing, not rounded):
`presented`.
"""

import contextlib
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error

SCRIPT = (Path(__file__).parent / "painting.js").read_text(encoding="utf-8")
FLAGS = ["--disable-frame-rate-limit", "--disable-gpu-vsync", "--disable-gpu", "--disable-background-networking"]
QUIET, LONGEST = 60, 20_000  # milliseconds
_CATEGORIES = ["devtools.timeline", "v8.execute", "blink.user_timing"]
_RUNS_SCRIPT = {
    "EventDispatch", "FunctionCall", "EvaluateScript", "RunMicrotasks", "FireAnimationFrame", "FireIdleCallback",
    "TimerFire", "MinorGC", "MajorGC", "V8.GCScavenger", "HandlePostMessage",
}  # fmt: skip
_RENDERS = {"UpdateLayoutTree", "Layout", "PrePaint", "Paint", "HitTest"}


@dataclass
class Times:
    """Milliseconds, one entry an input."""

    answer: list = field(default_factory=list)
    settled: list = field(default_factory=list)
    script: list = field(default_factory=list)
    script_settled: list = field(default_factory=list)
    presented: list = field(default_factory=list)


class Painting:
    """Measures inputs on one page. `results` is the selector of what shows the answer."""

    def __init__(self, page, results):
        self.page, self.results = page, results
        self.cdp = page.context.new_cdp_session(page)
        self.number = 0

    def measure(self, inputs, *, seconds=60, traced=0):
        """Times of `inputs`, functions without arguments; only the first ones where they take longer than `seconds`.

        Those after the last `traced` are traced instead of timed.
        """
        times = Times()
        split = len(inputs) - traced
        for one in self._within(seconds, inputs[:split]):
            measured = self._one(one)
            if measured:
                times.answer.append((measured["answers"] or [measured["first"]])[0])
                times.settled.append(measured["settled"] or measured["first"])
        if traced:
            self._trace(inputs[split:], seconds, times)
        return times

    def _within(self, seconds, inputs):
        until = time.monotonic() + seconds
        for place, one in enumerate(inputs):
            if place and time.monotonic() > until:
                return
            yield one

    def _one(self, one):
        self.number += 1
        self.page.evaluate("([results, n]) => painting.arm(results, n)", [self.results, self.number])
        one()
        measured = self.page.evaluate("([q, l, n]) => painting.settled(q, l, n)", [QUIET, LONGEST, self.number])
        return measured if measured["first"] is not None else None

    def _trace(self, inputs, seconds, times):
        events, ended = [], []
        self.cdp.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
        self.cdp.on("Tracing.tracingComplete", lambda _: ended.append(True))
        config = {"includedCategories": _CATEGORIES, "excludedCategories": ["*"]}
        self.cdp.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
        first = self.number + 1
        for one in self._within(seconds, inputs):
            self._one(one)
        self.cdp.send("Tracing.end")
        while not ended:
            self.page.wait_for_timeout(20)
        _read_trace(events, range(first, self.number + 1), times)

    def heap(self):
        """(bytes of the JavaScript heap, bytes of array buffers) after collecting garbage."""
        for _ in range(3):
            self.cdp.send("HeapProfiler.collectGarbage")
        usage = self.cdp.send("Runtime.getHeapUsage")
        return usage["usedSize"], usage.get("backingStorageSize", 0)


def _read_trace(events, numbers, times):
    """Script time and time to presentation of each numbered input; marks tell where it begins and ends."""
    marks = {event["name"]: event for event in events if event.get("cat", "").startswith("blink.user_timing")}
    for number in numbers:
        begin, end = marks.get(f"begun {number}"), marks.get(f"settled {number}")
        answered = marks.get(f"answered {number}") or marks.get(f"painted {number}")
        if not (begin and answered and end):
            continue
        inside = [e for e in events if e["pid"] == begin["pid"] and _overlaps(e, begin["ts"], end["ts"])]
        until = [event for event in inside if event["ts"] < answered["ts"]]
        times.script.append(_script_time(until))
        times.script_settled.append(_script_time(inside))
        timings = [event["args"]["data"] for event in inside if event["name"] == "EventTiming" and event["ph"] == "b"]
        durations = [data["duration"] for data in timings if data.get("duration") and data.get("commitFinishTime")]
        if durations:
            times.presented.append(max(durations))


def _overlaps(event, begin, end):
    """The mark of the beginning is made within the event's dispatch, up to 50 ms after Event Timing begins."""
    early = 50_000 if event["ph"] == "b" else 0
    return begin - early <= event["ts"] + event.get("dur", 0) and event["ts"] < end


def _script_time(events):
    """Milliseconds that threads ran script: on each the union of what runs script, less what renders."""
    total = 0
    for thread in {event["tid"] for event in events}:
        timed = [event for event in events if event["tid"] == thread and "dur" in event]
        total += _covered(timed, _RUNS_SCRIPT | _RENDERS) - _covered(timed, _RENDERS)
    return total / 1000


def _covered(events, names):
    """Microseconds that at least one event of these names covers."""
    total, reached = 0, 0
    for begin, end in sorted((event["ts"], event["ts"] + event["dur"]) for event in events if event["name"] in names):
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total


@contextlib.contextmanager
def measured_page(playwright, executable, **options):
    """A page in a Chromium of its own, ready to be measured. Complaints of the page are printed."""
    browser = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, "--no-sandbox"])
    page = browser.new_context(viewport={"width": 1366, "height": 900}, **options).new_page()
    page.add_init_script(SCRIPT)
    page.on("pageerror", lambda error: print(f"  the page complains: {error}", flush=True))
    page.set_default_timeout(120_000)
    try:
        yield page
    finally:
        with contextlib.suppress(Error):
            browser.close()
