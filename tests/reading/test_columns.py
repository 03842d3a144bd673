"""Columns are known by a person's word, by their names, and by what stands in them."""

from __future__ import annotations

from datetime import datetime

import pytest

from analysis.reading.columns import CHOSEN
from analysis.reading.readers import guess_columns
from analysis.reading.sources import read_blobs
from analysis.records import Article
from tests.reading import samples as our

EXPORTS = {
    "BigKinds": ("제목", "언론사", "일자", "기고자", "본문"),
    "Korean archive": ("기사 제목", "매체명", "보도일자", "기자명", "기사내용"),
    "Japanese archive": ("見出し", "新聞名", "掲載日", "記者名", "本文"),
    "English database": (
        "Article Title",
        "Publication name",
        "Pub. Date",
        "Author(s)",
        "Full-Text",
    ),
    "crawler": ("news_headline", "site_name", "publish_date", "authors", "article_body"),
    "no names at all": ("a", "b", "c", "d", "e"),
}


def read(name: str, data: bytes, **columns: str) -> tuple[Article, ...]:
    reading = read_blobs([(name, data)], columns=columns)
    assert not reading.rejected
    return reading.articles


@pytest.mark.parametrize("header", EXPORTS.values(), ids=EXPORTS.keys())
def test_columns_are_recognised_whatever_they_are_called(header: tuple[str, ...]) -> None:
    for name, data in (
        ("a.csv", our.csv_file(header)),
        ("a.xlsx", our.sheet(("기사", our.grid(header)))),
    ):
        first, second = read(name, data)
        assert (first.title.value, second.title.value) == (our.TITLE, our.SECOND_TITLE)
        assert [a.outlet.value for a in (first, second)] == [our.OUTLET] * 2
        assert [a.date.value for a in (first, second)] == ["2019-09-10", "2019-09-11"]
        assert [p.text for p in first.paragraphs if p.role == "body"] == list(our.BODY)


def test_a_table_without_a_header_is_read_from_its_first_row() -> None:
    rows = our.csv_file().partition(b"\r\n")[2]
    first, second = read("a.csv", rows)
    assert (first.title.value, second.title.value) == (our.TITLE, our.SECOND_TITLE)


def test_a_header_below_the_title_of_an_export_is_found() -> None:
    cells = [["Search results"], ["2 hits", "2019"], [], *our.grid(EXPORTS["BigKinds"])]
    first, _ = read("a.xlsx", our.sheet(("검색결과", cells)))
    assert first.date.value == "2019-09-10"
    assert first.source == "a.xlsx, row 5"


def test_a_guess_says_its_reason_and_a_person_can_correct_it() -> None:
    header = ("headline", "publisher", "published", "author", "body")
    rows = [["Kicker", *header], *(["A kicker of three words", *r] for r in our.grid(header)[1:])]
    data = our.sheet(("Sheet", rows))
    guess = guess_columns(data, "a.xlsx")
    assert guess.fields == {
        "title": "headline", "outlet": "publisher", "date": "published", "byline": "author",
        "text": "body",
    }  # fmt: skip
    by_name = {column.name: column for column in guess.columns}
    assert by_name["Kicker"].field is None
    assert by_name["Kicker"].samples == ("A kicker of three words",)
    assert by_name["body"].reason == "by its name, “body”"
    first, _ = read("a.xlsx", data, title="Kicker", byline="")
    assert first.title.value == "A kicker of three words"
    assert first.title.clue == "column “Kicker”"
    assert first.byline.value is None
    corrected = guess_columns(data, "a.xlsx", {"title": "Kicker"})
    assert corrected.fields["title"] == "Kicker"
    assert {c.name: c.reason for c in corrected.columns}["Kicker"] == CHOSEN


def test_a_correction_that_names_no_field_is_refused_with_the_names_of_all() -> None:
    reading = read_blobs([("a.csv", our.csv_file())], columns={"titel": "headline"})
    (rejected,) = reading.rejected
    assert "“titel” is no field" in rejected.reason
    assert "title" in rejected.remedy
    assert guess_columns(b"\x89PNG", "a.csv").columns == ()
    assert guess_columns(our.text(), "a.txt").columns == ()


def test_days_of_a_sheet_are_read_from_cells_of_every_kind() -> None:
    days: list[object] = [
        datetime(2019, 9, 10, 14, 5), 43718, 43718.6, "2019.09.10 14:05", 20190910,
        "10-Sep-2019", "2019년 9월 10일",
    ]  # fmt: skip
    for day in days:
        rows: list[list[object]] = [["일자", "본문"], [day, "\n".join(our.BODY)]]
        (article,) = read("a.xlsx", our.sheet(("s", rows)))
        assert article.date.value == "2019-09-10", day


def test_several_sheets_are_read_and_one_without_articles_is_named() -> None:
    grid = our.grid(EXPORTS["BigKinds"])
    notes = [["key", "value"], ["query", "export curbs"]]
    data = our.sheet(("2019", grid), ("2020", grid), ("Notes", notes), ("Empty", []))
    reading = read_blobs([("a.xlsx", data)])
    assert len(reading.articles) == 4
    assert reading.articles[2].source == "a.xlsx, sheet “2020”, row 2"
    (rejected,) = reading.rejected
    assert rejected.source == "a.xlsx, sheet “Notes”"


def test_texts_that_an_export_has_cut_off_are_doubted() -> None:
    texts = [(part * 3)[:200] for part in (*our.BODY, *our.SECOND)]
    rows = "본문\n" + "\n".join(f'"{text}"' for text in texts)
    articles = read("a.csv", rows.encode())
    assert all("cut off at" in " ".join(article.doubts) for article in articles)


def test_markup_in_a_cell_is_read_as_the_paragraphs_that_it_shows() -> None:
    cell = "".join(f"<p>{part}</p>" for part in our.BODY) + "<script>steal()</script>"
    (article,) = read("a.csv", f'text\n"{cell}"\n'.encode())
    assert tuple(p.text for p in article.paragraphs) == our.BODY


def test_a_web_page_that_is_called_a_workbook_is_read_as_its_table() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in our.grid(EXPORTS["BigKinds"])
    )
    first, _ = read("a.xls", f"<html><body><table>{rows}</table></body></html>".encode())
    assert first.title.value == our.TITLE
