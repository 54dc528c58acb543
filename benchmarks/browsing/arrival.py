"""What the library's index weighs, and how soon after its arrival it answers."""

import json
import statistics

import httpx2

from benchmarks.browsing.bars import BYTES_A_TITLE, FIRST_ANSWER
from benchmarks.browsing.painting import measured_page

_INDEX = "**/library/index/*.bin"
_ARRIVED = """
() => performance.getEntriesByType("resource").find(({ name }) => name.includes("/library/index/"))?.responseEnd
"""


def measure_arrival(playwright, chromium, url, titles, bars, times=5):
    """Print bytes a title as they are sent, and the time from the last byte to the paint of the first answer: the index
    is held back until a letter has been typed."""
    taken, addresses = [], set()
    for _ in range(times):
        with measured_page(playwright, chromium) as page:
            taken.append(_first_answer(page, url, addresses))
    _report_bytes(addresses, titles, bars)
    known = [each for each in taken if each is not None]
    if not known:
        print("  first answer: nothing changed after the index arrived", flush=True)
        return
    said = bars.check(f"{titles:,} titles, first answer", max(known), FIRST_ANSWER if titles == 50_000 else None, " ms")
    print(
        f"  first answer after the index: median {statistics.median(known):.0f}, most {max(known):.0f} ms{said}",
        flush=True,
    )


def _first_answer(page, url, addresses):
    held = []
    page.route(_INDEX, lambda route: held.append(route))
    page.goto(url)
    page.locator("title-library input[name=q]").focus()
    page.evaluate("painting.arm('.poster-grid', 0)")
    page.keyboard.press("l")
    page.wait_for_timeout(1_000)
    if not held:
        return None
    for route in held:
        addresses.add(route.request.url)
        route.continue_()
    page.wait_for_function(_ARRIVED)
    arrived = page.evaluate(_ARRIVED)
    measured = page.evaluate("painting.settled(1000, 20000, 0)")
    after = [measured["start"] + answer for answer in measured["answers"] if measured["start"] + answer > arrived]
    return after[0] - arrived if after else None


def _report_bytes(addresses, titles, bars):
    """As many bytes as are sent, for each title in the index: hidden ones are not."""
    for address in addresses:
        data = httpx2.get(address).content
        length = int.from_bytes(data[8:12], "little")
        indexed = json.loads(data[12 : 12 + length])["titles"]
        for coding in ("br", "gzip", "identity"):
            with httpx2.stream("GET", address, headers={"Accept-Encoding": coding}) as response:
                size = sum(len(chunk) for chunk in response.iter_raw())
            bar = BYTES_A_TITLE if coding == "br" and titles == 50_000 else None
            said = bars.check("bytes a title", size / indexed, bar)
            print(
                f"  index, {coding:8} {size:>12,} bytes, {size / indexed:.2f} for each of {indexed:,}{said}", flush=True
            )
