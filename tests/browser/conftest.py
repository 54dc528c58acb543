"""A real Chromium for the tests in this folder. A test that takes `page` also fails on any complaint in the console."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_PLACES = ("/usr/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
CHROMIUM_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # Nothing but the test server is reached, so a page that asks for more fails here and not at its viewer's.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
REPORT_CSP_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.effectiveDirective} forbids ${event.blockedURI} (${event.sample})`))
"""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


def find_chromium():
    """The path of a Chromium, "" where there is none; the variable CHROMIUM comes first."""
    found = [shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *CHROMIUM_NAMES)]
    return next((path for path in (*found, *CHROMIUM_PLACES) if path and os.access(path, os.X_OK)), "")


@pytest.fixture(scope="module")
def browser():
    """One Chromium a file: Playwright keeps an event loop running, which other files' tests must not meet."""
    path = find_chromium()
    if not path:
        reason = "no Chromium was found (Debian, Ubuntu: apt-get install chromium), nor does CHROMIUM name one"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    flags = [*CHROMIUM_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else CHROMIUM_FLAGS
    with pytest.MonkeyPatch.context() as monkeypatch, sync_playwright() as playwright:
        # Django would refuse the database to a thread in which that event loop runs; nothing here awaits anything.
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def console_errors():
    """What the page complained of. A test that provokes a complaint removes it from here once it has looked."""
    return []


@pytest.fixture
def page(browser, live_server, console_errors):
    """A fresh profile's page; relative addresses go to the test server. No complaint may be left at the end."""
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)  # milliseconds
    context.add_init_script(REPORT_CSP_VIOLATIONS)
    context.on("console", lambda message: message.type == "error" and console_errors.append(message.text))
    context.on("weberror", lambda error: console_errors.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert console_errors == []
