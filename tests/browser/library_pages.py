"""The library as tests of it see it: a catalogue, and what a page of it shows."""

import datetime as dt

from catalog.derived import rebuild_library_index
from catalog.models import Country, Language
from tests.factories import make_collection, make_genre, make_movie, make_show

GENRES = ("Comedy", "Drama", "War", "Western")
ADJECTIVES = ("Amber", "Broken", "Café", "Distant", "Electric", "Frozen", "Golden", "Hidden")
NOUNS = ("Harbour", "Meridian", "Orchard", "Signal", "Tower", "Voyage", "Winter", "Zephyr")


def make_library(count=240, *, with_index=True):
    """Titles of every kind, the newest first by number; "Amber Harbour" is number 0."""
    genres = [make_genre(name) for name in GENRES]
    languages = [Language.objects.get_or_create(code=code, defaults={"name": code})[0] for code in ("en", "fr")]
    countries = [Country.objects.get_or_create(code=code, defaults={"name": code})[0] for code in ("FR", "US")]
    for number in range(count):
        title = (make_show if number % 5 == 4 else make_movie)(
            name_of(number),
            slug=slug_of_number(number),
            released=(dt.date(2020, 1, 1) - dt.timedelta(days=97 * number)).isoformat(),
            genres=[genres[number % 4], genres[number // 4 % 4]],
            original_language=languages[number % 2],
            imdb_rating=f"{4 + number % 60 / 10:.1f}" if number % 7 else None,
            runtime=60 + number % 90,
            metascore=number % 101,
        )
        title.countries.set([countries[number % 2]])
    make_movie("Tomorrow", slug="tomorrow", released="2090-01-01")
    make_collection("Firsts", [title], slug="firsts")
    if with_index:
        rebuild_library_index()


def name_of(number):
    adjective, noun = ADJECTIVES[number % 8], NOUNS[number // 8 % 8]
    return f"{adjective} {noun}" + (f" {number // 64 + 1}" if number >= 64 else "")


def slug_of_number(number):
    return f"title-{number}"


# What an input leads to is done in its frame and right after the paint of it (js/after-paint.js), so before this.
SETTLED = "new Promise((settled) => requestAnimationFrame(() => setTimeout(settled)))"


class LibraryPage:
    """One page that shows the library; its methods read what a viewer sees."""

    def __init__(self, page):
        self.page = page

    def open(self, address="/library/"):
        self.page.goto(address)
        return self.when_running()

    def when_running(self):
        self.page.locator("title-library[data-running]").wait_for()
        return self

    def settle(self):
        """Wait until what was typed or chosen is shown in every part."""
        self.page.evaluate(SETTLED)

    def scroll(self, pixels):
        """Scroll down, and wait until what comes into view is drawn."""
        self.page.evaluate("(top) => scrollBy({ top, behavior: 'instant' })", pixels)
        self.settle()
        self.settle()

    def wait_for_place(self, at):
        """Until the page is scrolled to a place, within a pixel or two."""
        self.page.wait_for_function("at => Math.abs(scrollY - at) < 3", arg=at)

    @property
    def search(self):
        return self.page.get_by_role("searchbox", name="Search in names")

    @property
    def address(self):
        self.settle()
        return self.page.evaluate("location.pathname + location.search")

    @property
    def count(self):
        self.settle()
        return self.page.locator(".library__count").inner_text()

    def chips(self):
        self.settle()
        return [
            chip.strip()
            for chip in self.page.locator(".filters-active [data-name] > span:nth-child(2)").all_inner_texts()
        ]

    def cards(self):
        """[(place in the list, slug)] of the cards in the document, in its order."""
        self.settle()
        return self.page.evaluate(
            """() => [...document.querySelectorAll(".poster-grid > li")].map((item) =>
                [Number(item.ariaPosInSet), item.querySelector("list-button").dataset.slug])"""
        )

    def slugs(self, most=8):
        return [slug for place, slug in self.cards() if place <= most]

    def names(self, most=8):
        self.settle()
        return self.page.locator(".poster-grid > li h3").all_inner_texts()[:most]

    def option(self, label):
        self.settle()
        return self.page.locator("filter-form label", has_text=label)

    def count_of(self, label):
        self.settle()
        return self.page.locator("title-library label", has_text=label).locator(".count").inner_text()

    def wait_for_address(self, query):
        self.page.wait_for_function("query => location.search === query", arg=query)
        return self
