"""Judge in a browser: a stance beside its card, then a sample by keyboard; a restart keeps both."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit, serve
from tests.browser.test_corrections import visited
from tests.pages.test_accuracy import reports

pytestmark = pytest.mark.browser

LABELLED = 20


def labels_in_the_chart(visit: Visit) -> str:
    """What the marks of the chart of shares say of themselves."""
    page = visit.page
    page.get_by_role("tab", name="Shares").click()
    visit.settle()
    visit.chart()
    page.wait_for_timeout(500)
    labels = page.locator('[data-testid="stVegaLiteChart"] path[aria-label]')
    return "\n".join(labels.evaluate_all("es => es.map(e => e.getAttribute('aria-label'))"))


def judge_by_keyboard(page: Page, number: int) -> None:
    """Answer ``number`` times, each time once the next paragraph is asked."""
    for done in range(number):
        page.get_by_text(f"Nao: {done} of").wait_for()
        page.keyboard.press("123"[done % 3])
    page.get_by_text(f"Nao: {number} of").wait_for()


def test_a_stance_is_corrected_a_sample_judged_by_keyboard_and_a_restart_keeps_both(
    browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "harbor"
    folder.mkdir()
    for number, text in enumerate(reports()):
        (folder / f"own-{number}.txt").write_text(text, encoding="utf-8")
    with serve(str(folder), home=tmp_path / "home") as address:
        visit = visited(browser, address)
        visit.open("?target=Korea&scorer=lexicon")
        visit.chart()
        before = labels_in_the_chart(visit)
        page = visit.page
        page.get_by_role("button", name="Correct this stance").first.click()
        page.get_by_role("radiogroup").get_by_text("neutral", exact=True).click()
        page.get_by_label("Your name (optional)").fill("Nao")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Judged neutral by Nao").wait_for()
        after = labels_in_the_chart(visit)
        assert before != after
        page.get_by_role("link", name="Accuracy").first.click()
        page.get_by_label("How many to judge").fill(str(LABELLED))
        page.keyboard.press("Enter")
        visit.settle()
        page.get_by_role("button", name="Draw the sample").click()
        page.get_by_text("How do these words judge").wait_for()
        assert "favorable 0." not in page.content()
        judge_by_keyboard(page, LABELLED)
        page.get_by_role("tab", name="What it says").click()
        page.get_by_text("Means and shares, raw and corrected").wait_for()
        page.get_by_text(f"Nao {LABELLED}").wait_for()
        assert not visit.errors
        page.close()
    with serve(str(folder), home=tmp_path / "home") as address:
        visit = visited(browser, address)
        visit.open("?target=Korea&scorer=lexicon")
        visit.chart()
        assert labels_in_the_chart(visit) == after
        visit.page.get_by_text("Judged neutral by Nao").wait_for()
        visit.open("accuracy?accuracy_tab=What+it+says&scorer=lexicon")
        visit.page.get_by_text(f"Nao {LABELLED}").wait_for()
        assert not visit.errors
        visit.page.close()
