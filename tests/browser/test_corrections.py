"""Add a folder, correct a date in its cell, see the chart change, restart: it is still there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE, Visit, serve

pytestmark = pytest.mark.browser

REPORTS = {
    "quay.txt": "Quay reopens\n\nThe Harbor Gazette\nMarch 9, 2021\n\n"
    "Japan praised South Korea on Tuesday for its patient and generous help with the quay.\n",
    "ferry.txt": "Ferry talks end\n\nThe Harbor Gazette\nMarch 10, 2021\n\n"
    "Japan accused South Korea on Wednesday of a reckless and dishonest breach of its promise.\n",
}
ROW = 35
"""Pixels of a row of the table; the second column is doubts, which begins within 150 pixels."""


def visited(browser: Browser, address: str) -> Visit:
    page = browser.new_page(viewport={"width": 1440, "height": 1400})
    page.set_default_timeout(PATIENCE)
    return Visit(page, address)


def add_folder(visit: Visit, folder: Path) -> None:
    page = visit.page
    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_text("What was read").wait_for()
    page.get_by_role("tab", name="A folder").click()
    page.get_by_label("Path of a folder on this computer").fill(str(folder))
    page.get_by_role("button", name="Add the folder").click()
    page.get_by_text("2 articles read, read where it lies").wait_for()
    page.locator('[data-testid="stCheckbox"]', has_text="Show them beside").click()
    page.get_by_text("2 articles;").wait_for()
    visit.settle()


def correct_date(page: Page, old: str, new: str) -> None:
    """Write ``new`` over ``old`` in the cell of the first row that shows it."""
    grid = page.locator('[data-testid="stDataFrame"]').first
    cells = grid.locator('[role="gridcell"]')
    cells.first.wait_for(state="attached")
    row, column = divmod(
        cells.all_text_contents().index(old), grid.locator('[role="columnheader"]').count()
    )
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 150, box["y"] + ROW * (row + 1) + ROW / 2)
    for _ in range(column - 1):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator('#portal input[type="date"]').fill(new)
    page.keyboard.press("Enter")


def days_in_the_chart(visit: Visit) -> str:
    page = visit.page
    page.get_by_role("link", name="Overview").first.click()
    visit.chart()
    page.get_by_role("tab", name="Stance over time").click()
    visit.settle()
    visit.chart()
    page.wait_for_timeout(500)
    labels = page.locator('[data-testid="stVegaLiteChart"] path[aria-label]')
    return "\n".join(labels.evaluate_all("es => es.map(e => e.getAttribute('aria-label'))"))


def test_a_folder_is_added_a_date_corrected_the_chart_changes_and_a_restart_keeps_it(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "harbor"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with serve(home=tmp_path / "home") as address:
        visit = visited(browser, address)
        visit.open()
        visit.chart()
        add_folder(visit, folder)
        before = days_in_the_chart(visit)
        page = visit.page
        page.get_by_role("link", name="Articles", exact=True).first.click()
        page.get_by_text("2 articles;").wait_for()
        visit.settle()
        correct_date(page, "2021-03-10", "2021-04-20")
        page.get_by_role("button", name="Undo the last correction").wait_for()
        page.get_by_text("1 correction, 1 in force").wait_for()
        after = days_in_the_chart(visit)
        assert before != after
        visit.page.close()
    (folder / "ferry.txt").rename(folder / "renamed.txt")
    with serve(home=tmp_path / "home") as address:
        visit = visited(browser, address)
        visit.open("articles")
        page = visit.page
        page.get_by_text("1 correction, 1 in force").wait_for()
        page.locator('[data-testid="stCheckbox"]', has_text="Show them beside").click()
        page.get_by_text("2 articles;").wait_for()
        visit.settle()
        assert days_in_the_chart(visit) == after
        page.get_by_role("link", name="Articles", exact=True).first.click()
        page.get_by_role("button", name="Undo the last correction").click()
        page.get_by_text("1 correction, 0 in force").wait_for()
        visit.settle()
        assert days_in_the_chart(visit) == before
        visit.page.close()
