"""Golden articles of our own writing are read alike in every format."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from analysis.reading.archive import readable_name
from analysis.reading.sources import read_blobs, read_pasted
from analysis.records import Article, Reading
from tests.reading import samples as our

ONE = (
    "story.txt", "story.md", "page.html", "page.mhtml", "feed.atom", "story.docx", "story.rtf",
    "story.pdf",
)  # fmt: skip
TWO = (
    "two.txt", "rows.csv", "rows.tsv", "rows.json", "rows.jsonl", "rows.xlsx", "rows.xls",
    "nexis.docx", "nexis.txt", "nexis.pdf", "factiva.txt", "factiva.rtf", "proquest.txt",
)  # fmt: skip


def read(name: str, data: bytes) -> Reading:
    reading = read_blobs([(name, data)])
    assert not reading.rejected
    return reading


def check(article: Article, title: str, body: tuple[str, ...], day: str) -> None:
    assert article.title.value == title
    assert article.date.value == day
    assert tuple(p.text for p in article.paragraphs if p.role == "body") == body
    assert [p.text for p in article.paragraphs if p.role == "headline"] == [title]


@pytest.mark.parametrize("name", ONE)
def test_one_article_is_read_alike_in_every_format(name: str) -> None:
    (article,) = read(name, our.samples()[name]).articles
    check(article, our.TITLE, our.BODY, "2019-09-10")
    assert article.byline.value == "Han So-yeon"
    assert article.outlet.value == (None if name == "story.pdf" else our.OUTLET)


@pytest.mark.parametrize("name", TWO)
def test_two_articles_of_one_file_are_read_alike_in_every_format(name: str) -> None:
    reading = read(name, our.samples()[name])
    first, second = reading.articles
    check(first, our.TITLE, our.BODY, "2019-09-10")
    check(second, our.SECOND_TITLE, our.SECOND, "2019-09-11")
    assert first.byline.value == "Han So-yeon"
    assert first.outlet.value == second.outlet.value == (None if name == "two.txt" else our.OUTLET)
    assert [article.key[24:] for article in reading.articles] == ["/1", "/2"]


@pytest.mark.parametrize("name", [n for n in our.samples() if not n.endswith(".zip")])
def test_the_kind_of_a_file_is_known_by_its_content(name: str) -> None:
    data = our.samples()[name]
    told_by_name_alone = name.endswith((".csv", ".tsv", ".md", ".txt", ".jsonl"))
    other = name if told_by_name_alone else name.rpartition(".")[0] + ".txt"
    expected = [a.paragraphs for a in read(name, data).articles]
    assert [a.paragraphs for a in read(other, data).articles] == expected


def test_an_archive_is_read_as_its_files_with_one_archive_in_it() -> None:
    files = {n: d for n, d in our.samples().items() if n in ("story.txt", "rows.csv", "page.html")}
    rows = b"file,outlet\nstory.txt,Kyodo News\n"
    inner = our.zipped({"deep/story.txt": our.text()})
    archive = our.zipped({**files, "sources.csv": rows, "inner.zip": inner, ".hidden": b"x"})
    reading = read("press.zip", archive)
    assert len(reading.articles) == 5
    assert reading.articles[0].outlet.clue == "sources.csv"
    assert reading.articles[-1].source == "press.zip/inner.zip/deep/story.txt"
    plain = read("story.txt", our.text()).articles[0]
    assert reading.articles[-1].key == plain.key
    twice = our.zipped({"again.zip": our.zipped({"inner.zip": inner}), "story.txt": our.text()})
    nested = read_blobs([("press.zip", twice)])
    assert len(nested.articles) == 1
    assert "too deep" in nested.rejected[0].reason


def test_names_of_an_archive_made_in_korea_are_readable() -> None:
    info = zipfile.ZipInfo("x")
    info.filename = "기사.txt".encode("cp949").decode("cp437")
    assert readable_name(info) == "기사.txt"


def test_facts_of_a_press_database_name_their_label_as_clue() -> None:
    first = read("nexis.txt", our.NEXIS_OLD.encode()).articles[0]
    assert first.byline.clue == "press database, “BYLINE”"
    assert first.date.clue == "press database, top of the document"
    left_out = {p.text for p in first.paragraphs if p.role == "boilerplate"}
    assert {"1 of 2 DOCUMENTS", "LENGTH: 62 words", "LANGUAGE: ENGLISH"} <= left_out
    coded = read("factiva.txt", our.factiva()).articles[0]
    assert coded.title.clue == "press database, “HD”"


def test_a_file_that_lacks_documents_which_it_counts_says_so() -> None:
    lost = our.NEXIS_OLD.replace("of 2 DOCUMENTS", "of 40 DOCUMENTS")
    reading = read("nexis.txt", lost.encode())
    assert "counts 40 documents, of which 2 are in it" in " ".join(reading.articles[0].doubts)


def test_a_factiva_table_in_a_word_file_is_read() -> None:
    data = our.docx_of(["Factiva"], rows=our.FACTIVA)
    (article,) = read("press.docx", data).articles
    check(article, our.TITLE, our.BODY, "2019-09-10")


def test_several_pasted_articles_are_parted_where_one_plainly_starts() -> None:
    first = [our.TITLE, "By Han So-yeon", "Sept 10, 2019", *our.BODY]
    second = [our.SECOND_TITLE, "By Lim Da-eun", "Sept 11, 2019", *our.SECOND]
    for between in ("(END)", "hansy@example.com", "=" * 30, "- - - - - - - -"):
        reading = read_pasted("\n\n".join([*first, between, *second]))
        assert [a.title.value for a in reading.articles] == [our.TITLE, our.SECOND_TITLE], between
        assert [a.id for a in reading.articles] == ["pasted text-1", "pasted text-2"]


def test_a_pasted_text_is_one_article_where_it_is_unsure_and_says_so() -> None:
    first = [our.TITLE, "By Han So-yeon", "Sept 10, 2019", *our.BODY]
    (article,) = read_pasted("\n\n".join([*first, "=" * 20, *our.SECOND])).articles
    assert any("may be 2 articles" in doubt for doubt in article.doubts)
    (article,) = read_pasted("\n\n".join([*first, "=" * 20, "Related", "One", "Two"])).articles
    assert not any("may be" in doubt for doubt in article.doubts)
    related = ["(END)", "Related articles", "A headline of another day", "Sept 9, 2019"]
    assert len(read_pasted("\n\n".join([*first, *related, *related])).articles) == 1


TWO_PLAIN = (
    [our.TITLE, "By Han So-yeon", "Sept 10, 2019", *our.BODY],
    [our.SECOND_TITLE, "By Lim Da-eun", "Sept 11, 2019", *our.SECOND],
)


def test_articles_of_a_word_file_are_parted_by_titles_and_pages() -> None:
    titles = Document()
    pages = Document()
    for title, *rest in TWO_PLAIN:
        titles.add_heading(title, level=1)
        pages.add_paragraph(title)
        for text in rest:
            titles.add_paragraph(text)
            pages.add_paragraph(text)
        pages.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for document in (titles, pages):
        out = BytesIO()
        document.save(out)
        first, second = read("press.docx", out.getvalue()).articles
        check(first, our.TITLE, our.BODY, "2019-09-10")
        check(second, our.SECOND_TITLE, our.SECOND, "2019-09-11")


def test_articles_of_a_pdf_and_of_markdown_are_parted_by_their_headlines() -> None:
    text = "\n\n".join(f"# {title}\n\n" + "\n\n".join(rest) for title, *rest in TWO_PLAIN)
    for name, data in (("a.pdf", our.pdf_of(TWO_PLAIN)), ("a.md", text.encode())):
        first, second = read(name, data).articles
        check(first, our.TITLE, our.BODY, "2019-09-10")
        check(second, our.SECOND_TITLE, our.SECOND, "2019-09-11")


def test_a_heading_within_an_article_parts_nothing() -> None:
    parts = [
        our.TITLE,
        "By Han So-yeon",
        "Sept 10, 2019",
        *our.BODY,
        "What comes next",
        *our.SECOND,
    ]
    text = "\n\n".join(f"# {p}" if p in (our.TITLE, "What comes next") else p for p in parts)
    (article,) = read("a.md", text.encode()).articles
    assert len([p for p in article.paragraphs if p.role == "body"]) >= 6


def test_a_web_page_that_is_an_export_of_many_is_read_as_many() -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in our.NEXIS_NEW) + "</body></html>"
    first, second = read("nexis.html", page.encode()).articles
    check(first, our.TITLE, our.BODY, "2019-09-10")
    check(second, our.SECOND_TITLE, our.SECOND, "2019-09-11")


def test_a_pdf_of_two_columns_is_read_column_by_column() -> None:
    data = our.pdf_of([[our.TITLE, *our.BODY, *our.SECOND]], columns=2)
    (article,) = read("page.pdf", data).articles
    body = [p.text for p in article.paragraphs if p.role == "body"]
    assert body == [*our.BODY, *our.SECOND]


def test_running_heads_and_page_numbers_of_a_pdf_are_set_aside_once() -> None:
    data = our.pdf_of([[our.TITLE, *our.BODY], ["More on it", *our.SECOND], ["End", *our.BODY[:2]]])
    (article,) = read("page.pdf", data).articles
    heads = {p.text: p.reason for p in article.paragraphs if "page line" in p.reason}
    assert heads == {
        "Clippings on trade, autumn 2019": "page line: at the edge of 3 pages",
        "Page 1 of 9": "page line: at the edge of 3 pages",
    }


def test_a_word_parted_at_the_end_of_a_line_is_whole_again() -> None:
    from collections import Counter

    from analysis.reading.pdf_lines import _continued

    words = Counter(["so-called", "retaliatory"])
    assert _continued("a retalia-", "tory step", words) == "a retaliatory step"
    assert _continued("the so-", "called list", words) == "the so-called list"
    assert _continued("the Tokyo-", "Seoul line", words) == "the Tokyo-Seoul line"
    assert _continued("anti-", "Japanese", words) == "anti-Japanese"


def test_a_scan_and_a_locked_pdf_are_refused_with_a_remedy() -> None:
    from fpdf import FPDF

    blank = FPDF()
    blank.add_page()
    blank.rect(10, 10, 50, 50)
    (scan,) = read_blobs([("scan.pdf", bytes(blank.output()))]).rejected
    assert "no text" in scan.reason
    assert "text recognition" in scan.remedy
    locked = FPDF()
    locked.set_encryption(owner_password="a", user_password="b")
    locked.add_page()
    locked.set_font("Helvetica")
    locked.cell(text="hidden")
    (refused,) = read_blobs([("locked.pdf", bytes(locked.output()))]).rejected
    assert "password" in refused.reason
