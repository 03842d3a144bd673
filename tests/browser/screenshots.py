"""Take the README's pictures from the real app: ``python -m tests.browser.screenshots``."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from analysis.charts import figure
from analysis.charts.export import render
from analysis.charts.theme import EXPORT_WIDTH
from analysis.pipeline import analyze
from analysis.reading.sources import read
from analysis.summary.selection import View
from analysis.summary.tables import stance_table
from tests.browser.conftest import ARGUMENTS, CHROMIUM, ROOT, Visit, serve

PICTURES = ROOT / ".github"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    stances = stance_table(analyze(read([ROOT / "seeds"])))
    chart = figure("voices").draw(stances, View(), width=EXPORT_WIDTH)
    (PICTURES / "voices.png").write_bytes(render(chart, "png", ppi=110))
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 1180}, color_scheme="light")
        visit = Visit(page, address)
        visit.open()
        visit.chart()
        page.wait_for_timeout(1500)
        page.screenshot(path=PICTURES / "dashboard.png")
        mark = page.locator('path[aria-label*="The Korea Post, Japan"]').first
        mark.click()
        page.get_by_text("paragraphs behind The Korea Post, Japan").wait_for()
        visit.settle()
        page.locator("article.card").first.scroll_into_view_if_needed()
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURES / "paragraphs.png")
        browser.close()


if __name__ == "__main__":
    main()
