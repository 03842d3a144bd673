"""Charts as files: of the right kind, the same each time, whole in themselves, harmless."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

import pytest
from pandas import DataFrame

from analysis.charts import FIGURES, Figure
from analysis.charts.export import FORMATS, Format, export, render
from analysis.charts.theme import EXPORT_WIDTH
from analysis.errors import StanceError
from analysis.summary.selection import View
from analysis.summary.tables import stance_table
from tests.charts.test_figures import HOSTILE
from tests.summary.corpora import made_analysis

STARTS = {"png": b"\x89PNG\r\n", "svg": b"<svg", "pdf": b"%PDF-", "html": b"<!doctype html>"}


@pytest.fixture(scope="module")
def stances() -> DataFrame:
    return stance_table(made_analysis(8, outlets=HOSTILE[:8]))


def chart_of(each: Figure, stances: DataFrame, **how: Any) -> Any:
    return each.draw(stances, View(), width=EXPORT_WIDTH, **how)


@pytest.mark.parametrize("fmt", FORMATS)
def test_each_format_is_what_it_says(fmt: Format, stances: DataFrame) -> None:
    assert render(chart_of(FIGURES[0], stances.iloc[:2]), fmt).startswith(STARTS[fmt])


@pytest.mark.parametrize("each", FIGURES[:3], ids=lambda each: each.key)
def test_an_svg_is_the_same_to_the_byte(each: Figure, stances: DataFrame) -> None:
    first = render(chart_of(each, stances), "svg")
    assert first == render(chart_of(each, stances), "svg")
    text = first.decode()
    assert each.question.split()[0] in text
    assert "<script" not in text
    assert "<img" not in text
    assert "onerror=alert" not in re.sub(r">[^<]*<|aria-label=\"[^\"]*\"", "", text)


def test_a_png_has_the_resolution_asked_for(stances: DataFrame) -> None:
    chart = chart_of(FIGURES[3], stances.iloc[:0])

    def width(png: bytes) -> int:
        return int.from_bytes(png[16:20], "big")

    small, large = width(render(chart, "png", ppi=72)), width(render(chart, "png", ppi=144))
    assert abs(small - EXPORT_WIDTH) < 30
    assert abs(large - 2 * small) <= 2


class Loads(HTMLParser):
    """What a page would load, run or say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "data"}]
        assert not any(name.startswith("on") for name, _ in attrs)


@pytest.mark.parametrize("each", FIGURES, ids=lambda each: each.key)
def test_a_page_is_whole_in_itself_and_no_name_breaks_out_of_it(
    each: Figure, stances: DataFrame
) -> None:
    page = render(chart_of(each, stances), "html").decode()
    seen = Loads(page)
    assert seen.addresses == []
    assert seen.tags.count("script") == 2
    assert "img" not in seen.tags
    assert "default-src 'none'" in page
    assert "connect-src" not in page
    assert "alert(1)</script>" not in page


def test_every_figure_is_written_in_every_format_with_its_data(
    stances: DataFrame, tmp_path: Path
) -> None:
    view = View(count="origins")
    paths = export(stances, tmp_path / "new" / "charts", formats=("svg", "html"), view=view)
    assert all(path.stat().st_size for path in paths)
    assert {path.name for path in paths} == {
        f"{each.key}.{suffix}" for each in FIGURES for suffix in ("svg", "html", "csv")
    }
    for each in FIGURES:
        with (tmp_path / "new" / "charts" / f"{each.key}.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        table = each.table(stances, view)
        assert list(rows[0]) == list(table.columns)
        assert [int(row["n_paragraphs"]) for row in rows] == table["n_paragraphs"].tolist()


def test_what_is_exported_is_what_is_drawn(stances: DataFrame, tmp_path: Path) -> None:
    path, *_ = export(stances.iloc[:0], tmp_path, formats=("svg",))
    assert path.read_bytes() == render(chart_of(FIGURES[0], stances.iloc[:0]), "svg")
    assert "Nothing is left" in path.read_text()


def test_another_format_is_refused_before_anything_is_written(
    stances: DataFrame, tmp_path: Path
) -> None:
    wrong = cast("Format", "gif")
    with pytest.raises(StanceError, match="png, svg, pdf, html"):
        export(stances, tmp_path / "out", formats=("svg", wrong))
    assert not (tmp_path / "out").exists()
    with pytest.raises(StanceError, match="png, svg, pdf, html"):
        render(chart_of(FIGURES[0], stances), wrong)


def test_a_folder_that_cannot_be_made_is_named(stances: DataFrame, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StanceError, match="Choose a folder"):
        export(stances, tmp_path / "file" / "charts", formats=("svg",))
