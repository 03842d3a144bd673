from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Download, Error, Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def save(page: Page, button: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    download: Download = waiting.value
    return Path(download.path())


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option by keyboard; a list that a redrawn page closes again is opened anew."""
    wanted = page.get_by_role("option", name=option)
    for _ in range(8):
        page.get_by_role("combobox", name=label).press("ArrowDown")
        try:
            wanted.click(timeout=2000)
        except Error:
            continue
        page.keyboard.press("Escape")
        return
    raise AssertionError(f"the list of {label} does not stay open")


def test_open_filter_click_a_mark_read_and_save(visit: Visit) -> None:
    page = visit.page
    visit.open()
    visit.chart()
    page.get_by_text("the sample articles that come with the program").wait_for()

    choose(page, "Target", "Japan")
    page.get_by_text("Filters: Japan").wait_for()
    visit.settle()
    assert "target=Japan" in page.url

    chart = page.locator('[data-testid="stVegaLiteChart"]')
    mark = chart.locator('path[aria-label*="The Korea Post, Japan"]').first
    number = re.search(r"(\d+) paragraphs?", mark.get_attribute("aria-label") or "")
    assert number
    n = int(number[1])
    mark.click()
    page.get_by_text(f"{n} paragraphs behind The Korea Post, Japan").wait_for()
    cards = page.locator("article.card")
    listed = cards.count()
    while page.get_by_role("button", name="Next page").is_enabled():
        page.get_by_role("button", name="Next page").click()
        page.wait_for_timeout(600)
        visit.settle()
        listed += cards.count()
    assert listed == n
    assert cards.first.locator(".label").is_visible()
    assert page.locator("mark.ev").count() > 0

    cards.first.get_by_text("Whole article").click()
    assert cards.first.locator("p.here").is_visible()

    png = save(page, "PNG").read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") >= 1400
    svg = save(page, "SVG").read_text(encoding="utf-8")
    assert "<svg" in svg
    assert "How do outlets treat each target?" in re.sub(r"<[^>]+>", " ", svg)
    assert "target,mean" in save(page, "CSV").read_text(encoding="utf-8-sig").splitlines()[0]

    page.get_by_role("button", name="Clear selection").click()
    page.get_by_text("No mark is chosen").wait_for()

    page.get_by_role("link", name="Method").first.click()
    page.get_by_text("What a score means").wait_for()
    page.get_by_role("link", name="Overview").first.click()
    page.get_by_text("Filters: Japan").wait_for()
    visit.settle()


@pytest.mark.parametrize("visit", [(390, "dark"), (1920, "light")], indirect=True)
def test_no_page_is_wider_than_its_window(visit: Visit) -> None:
    page = visit.page
    visit.open()
    visit.chart()
    assert visit.overflow <= 0
    paper = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    narrow = page.evaluate("innerWidth < 1000")
    assert paper == ("rgb(14, 17, 23)" if narrow else "rgb(255, 255, 255)")
    plot = page.locator('[data-testid="stVegaLiteChart"] svg.marks').first
    assert plot.evaluate("e => e.style.backgroundColor") == paper


def test_articles_of_ones_own_are_read_beside_the_samples(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "quay <b>.txt"
    file.write_text(
        "Quay opens <img src=x onerror=alert(1)>\n\nJapan praised South Korea for its generous "
        "and patient work on the quay. ![p](http://example.org/p.png)\n",
        encoding="utf-8",
    )
    page = visit.page
    visit.open()
    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_text("What was read").wait_for()
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_text("1 article read").wait_for()
    page.get_by_role("link", name="Overview").first.click()
    page.get_by_text("and 1 text of your own").wait_for()
    visit.chart()
    visit.settle()
    choose(page, "Sort the list", "most favorable first")
    page.get_by_text("generous", exact=False).first.wait_for()
    visit.settle()
    assert page.locator("article.card img, article.card a").count() == 0
