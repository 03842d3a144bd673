"""Bombs, traps and masses: nothing is written, fetched or run, and one bad file stops no other."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from analysis.reading import archive, inputs, pdf, sources, table
from analysis.reading.sources import read, read_blobs
from analysis.records import Rejected
from tests.reading import samples as our
from tests.reading.fuzz import run

GOOD = ("good.txt", our.text())


def refused(name: str, data: bytes) -> Rejected:
    """The one rejection of a bad file beside a good one that is read all the same."""
    reading = read_blobs([(name, data), GOOD])
    assert [article.source for article in reading.articles] == ["good.txt"]
    (rejected,) = reading.rejected
    assert rejected.remedy.endswith(".")
    return rejected


def test_an_archive_bomb_is_stopped_by_how_far_it_expands() -> None:
    bomb = our.zipped({"zeros.txt": b"0" * 30_000_000})
    assert len(bomb) < 50_000
    rejected = refused("bomb.zip", bomb)
    assert "200 times its size" in rejected.reason


def test_an_archive_that_lies_about_its_sizes_is_held_to_what_comes_out() -> None:
    data = bytearray(our.zipped({"zeros.txt": b"0" * 30_000_000}))
    size = (30_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")
    assert refused("bomb.zip", bytes(data)).source == "bomb.zip/zeros.txt"


def test_archives_together_unpack_to_no_more_than_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 5000)
    monkeypatch.setattr(inputs, "Budget", lambda: archive.Budget(size=5000))
    inner = our.zipped({f"{n}.txt": our.text() for n in range(10)})
    reading = read_blobs([("a.zip", our.zipped({"one.zip": inner, "two.zip": inner}))])
    assert 1 <= len(reading.articles) <= 10
    assert all("unpacks to more than" in rejected.reason for rejected in reading.rejected)
    assert reading.rejected


def test_an_archive_of_too_many_files_is_read_up_to_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inputs, "Budget", lambda: archive.Budget(files=3))
    files = {f"{n}.txt": our.text() for n in range(10)}
    reading = read_blobs([("a.zip", our.zipped(files))])
    assert len(reading.articles) == 3
    assert reading.rejected[0].source == "a.zip, the last 7 of its files"


def test_names_that_climb_out_of_an_archive_are_shown_and_never_written(tmp_path: Path) -> None:
    names = ["../../evil.txt", "/etc/passwd.txt", "C:\\evil.txt", "a/../../b.txt"]
    path = tmp_path / "in" / "press.zip"
    path.parent.mkdir()
    path.write_bytes(our.zipped({name: our.text() for name in names}))
    reading = read([path])
    assert [article.source for article in reading.articles] == [f"{path}/{name}" for name in names]
    assert {found.name for found in tmp_path.rglob("*")} == {"in", "press.zip"}


def test_a_locked_archive_is_refused_by_its_lock() -> None:
    data = bytearray(our.zipped({"a.txt": our.text()}))
    with zipfile.ZipFile(BytesIO(bytes(data))) as opened:
        start = opened.start_dir
    data[6] |= 1
    data[start + 8] |= 1
    assert "password" in refused("locked.zip", bytes(data)).reason


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/hostname">]>"""


def with_entities(office: bytes, part: str) -> bytes:
    with zipfile.ZipFile(BytesIO(office)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    files[part] = ENTITIES + files[part].partition(b"?>")[2]
    return our.zipped(files)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("feed.rss", ENTITIES + our.rss().partition(b"?>")[2]),
        ("story.docx", with_entities(our.docx_file(), "word/document.xml")),
        ("story.docx", with_entities(our.docx_file(), "_rels/.rels")),
        ("rows.xlsx", with_entities(our.sheet(), "xl/workbook.xml")),
        ("rows.xlsx", with_entities(our.sheet(), "xl/worksheets/sheet1.xml")),
    ],
)
def test_xml_that_declares_entities_is_refused(name: str, data: bytes) -> None:
    assert "entities" in refused(name, data).reason


def test_an_office_file_that_is_a_bomb_is_refused() -> None:
    with zipfile.ZipFile(BytesIO(our.docx_file())) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    files["word/document.xml"] += b" " * 30_000_000
    assert "times its size" in refused("story.docx", our.zipped(files)).reason


def test_scripts_handlers_and_addresses_of_pages_and_feeds_are_no_text() -> None:
    names = ("page.html", "page.mhtml", "feed.rss")
    for article in read_blobs((name, our.samples()[name]) for name in names).articles:
        words = " ".join(paragraph.text for paragraph in article.paragraphs)
        assert not any(trap in words for trap in ("steal", "track", "never text", "javascript"))


def test_control_characters_in_a_page_stop_nothing() -> None:
    page = (
        our.page().replace(b"</script>", b"</script>\x1b[31m\x03").replace(b"<p>", b"<p>\x00\x07")
    )
    (article,) = read_blobs([("page.html", page)]).articles
    assert [p.text for p in article.paragraphs if p.role == "body"] == list(our.BODY)


def test_nothing_that_a_file_points_to_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def no_connection(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", no_connection)
    monkeypatch.setattr(socket, "create_connection", no_connection)
    reading = read_blobs([*our.samples().items(), ("http.rss", b"http://example.invalid/feed")])
    assert len(reading.articles) > 60


def test_cells_that_begin_as_formulas_are_text() -> None:
    rows = f'title,text\n=HYPERLINK("http://example.invalid"),"{our.BODY[0]}"\n'
    (article,) = read_blobs([("a.csv", rows.encode())]).articles
    assert article.title.value == '=HYPERLINK("http://example.invalid")'
    quoted = f'date,text\n"=""2019-09-10""","{our.BODY[0]}"\n'
    (article,) = read_blobs([("a.csv", quoted.encode())]).articles
    assert article.date.value == "2019-09-10"


def test_a_sheet_that_claims_a_million_rows_is_refused_without_reading_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 50)
    rows = "text\n" + "He said so.\n" * 60
    assert "more than 50 rows" in refused("a.csv", rows.encode()).reason


def test_a_pdf_of_too_many_pages_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    data = our.pdf_of([[our.TITLE, *our.BODY], ["Two", *our.SECOND], ["Three", *our.BODY]])
    reading = read_blobs([("long.pdf", data)])
    assert len(reading.articles) == 1
    assert reading.rejected[0].source == "long.pdf, pages 3 to 3"


def test_parts_within_parts_without_end_are_refused() -> None:
    head = "MIME-Version: 1.0\n"
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
    )
    reading = read_blobs([("deep.mhtml", (head + deep).encode()), GOOD])
    assert len(reading.articles) == 1
    assert len(reading.rejected) == 1


def test_very_many_bad_files_are_named_up_to_a_number_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "MOST_ALIKE", 10)
    reading = read_blobs(
        [*((f"{n}.txt", b"") for n in range(500)), ("x.png", b"\x89PNG\r\n"), GOOD]
    )
    assert len(reading.articles) == 1
    assert len(reading.rejected) == 12
    assert reading.rejected[-1].source == "490 more inputs"
    assert "empty" in reading.rejected[-1].reason


def ole(stream: str) -> bytes:
    """The beginning of an old office file, and the name of one of its streams."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le")


def without(office: bytes, words: bytes, part: str) -> bytes:
    """An office file that lacks some words of one of its parts."""
    with zipfile.ZipFile(BytesIO(office)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    assert words in files[part]
    files[part] = files[part].replace(words, b"")
    return our.zipped(files)


OPEN_TEXT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("old.doc", ole("WordDocument"), "Word"),
        ("old.hwp", ole("HwpSummaryInformation"), "Hangul"),
        ("a.docx", ole("EncryptedPackage"), "password"),
        ("a.xls", ole("Workbook"), "damaged"),
        ("a.odt", our.zipped(OPEN_TEXT), "OpenDocument"),
        ("a.hwpx", our.zipped({"Contents/header.xml": b"<a/>"}), "Hangul"),
        ("a.docx", our.zipped({"word/document.xml": b"<a/>"}), "damaged"),
        ("a.xlsx", our.zipped({"xl/workbook.xml": b"<a/>"}), "damaged"),
        ("a.zip", our.zipped({}), "no files"),
        ("a.pdf", b"%PDF-1.4\n%%EOF", "damaged"),
        ("a.rtf", b"{\\rtf1 }", "no text"),
        ("a.rss", b"<rss><channel></channel></rss>", "no feed"),
        ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: image/png\n\nabc", "no page"),
        ("a.xlsx", our.sheet(("empty", [])), "empty"),
        ("a.docx", our.docx_of([]), "no text"),
        ("a.docx", without(our.docx_file(), b' r:id="rId9"', "word/document.xml"), "damaged"),
        ("a.zip", our.zipped({"sources.csv": b"file,date\n"}), "nothing but sources.csv"),
        ("a.txt", b"Document 1 of 2\n\nEnd of Document\n", "no text"),
        ("a.md", b"---\ntitle: One\n---\n***\n", "no text"),
    ],
)  # fmt: skip
def test_documents_that_cannot_be_read_say_what_they_are(
    name: str, data: bytes, reason: str
) -> None:
    assert reason in refused(name, data).reason


def test_mutated_inputs_crash_nothing() -> None:
    found = run(184, seed=7)
    assert not found.crashes, "\n".join(trace for _, trace in found.crashes)
    assert not found.outcomes["neither read nor rejected"]
