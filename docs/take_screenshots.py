"""Takes the screenshots of README from a running site with the demo catalogue, and lays them on contact sheets.

    make serve &  python docs/take_screenshots.py http://127.0.0.1:8000 [pages] [themes]

`pages`: docs/screenshots/home.jpg and a contact sheet by day and one by night: every kind of page, wide and on a phone.
`themes`: one contact sheet, a row for each theme that the site offers. Both, unless one is named.
"""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent / "screenshots"
PAGES = (
    *("/", "/library/?genre=film-noir&sort=rating", "/movies/nosferatu/", "/shows/the-drowned-meridian/"),
    *("/people/charlie-chaplin/", "/collections/german-expressionism/", "/search/?q=nosfaratu", "/about/"),
    *("/ar/", "/ar/movies/metropolis/", "/shows/coppermouth/", "/nowhere/"),
)
THEMED = ("/", "/library/", "/movies/nosferatu/", "/people/charlie-chaplin/")
WIDE, PHONE = (1440, 900), (390, 844)
COLUMNS, GAP = 4, 16


def main(site, what=("pages", "themes")):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        if "pages" in what:
            take_pages(browser, site)
        if "themes" in what:
            take_themes(browser, site)
        browser.close()


def take_pages(browser, site):
    for scheme in ("dark", "light"):
        wide = [take(browser, site + page, scheme, WIDE) for page in PAGES]
        phone = [take(browser, site + page, scheme, PHONE) for page in PAGES]
        if scheme == "dark":
            wide[0].save(FOLDER / "home.jpg", quality=82)
        lay_out(wide, phone).save(FOLDER / f"contact-sheet-{scheme}.jpg", quality=78)


def take_themes(browser, site):
    page = browser.new_page()
    page.goto(site)
    values = page.locator(".theme-picker input").evaluate_all("inputs => inputs.map((input) => input.value)")
    page.close()
    wide, phone = [], []
    for theme in filter(None, values):
        wide += [take(browser, site + page, "dark", WIDE, theme) for page in THEMED]
        phone += [take(browser, site + page, "dark", PHONE, theme) for page in THEMED]
    lay_out(wide, phone).save(FOLDER / "contact-sheet-themes.jpg", quality=78)


def take(browser, address, scheme, size, theme=""):
    """One page; `theme` "": as the system, whose scheme is given."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.add_init_script(f"localStorage.setItem('theme', '{theme}')")
    page.goto(address, wait_until="networkidle")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return picture


def lay_out(wide, phone):
    """Each page's wide picture with its phone picture beside it, in rows of four."""
    height = 300
    pairs = [(at_height(large, height), at_height(small, height)) for large, small in zip(wide, phone, strict=True)]
    width = pairs[0][0].width + GAP // 2 + pairs[0][1].width
    rows = -(-len(pairs) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), (128, 128, 132))
    for number, (large, small) in enumerate(pairs):
        x, y = GAP + number % COLUMNS * (width + GAP), GAP + number // COLUMNS * (height + GAP)
        sheet.paste(large, (x, y))
        sheet.paste(small, (x + large.width + GAP // 2, y))
    return sheet


def at_height(picture, height):
    return picture.resize((picture.width * height // picture.height, height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000", sys.argv[2:] or ("pages", "themes"))
