"""The whole of it in a real browser: server, templates, style sheets, scripts."""


def test_the_home_page_opens_and_the_console_stays_silent(page):
    response = page.goto("/")

    assert response.status == 200
    assert page.title() != ""
    assert page.locator("h1").count() == 1
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    assert page.evaluate("document.styleSheets.length") > 0
