"""Files, folders, uploads and tables of sources: what is read, what is refused and why."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import decoding
from analysis.reading.sources import join, read, read_blobs, read_pasted

STORY = (
    "Seoul lodges a protest with Tokyo\n\nThe foreign ministry said on Friday that it had called in"
    " the ambassador and protested.\n\nA spokesman in Tokyo called the protest “regrettable” and"
    " said that nothing would change.\n"
)
KOREAN = (
    "외교부는 금요일 일본 대사를 불러 수출 규제에 항의했다고 밝혔다.\n\n"
    "일본 정부 대변인은 항의가 유감스럽다며 방침에 변화가 없다고 말했다.\n"
) * 4
JAPANESE = (
    "外務省は金曜日、韓国大使を呼び、輸出管理をめぐる発言に抗議したと発表した。\n\n"
    "韓国政府の報道官は遺憾だと述べ、方針を変えるつもりはないと語った。\n"
) * 4


def write(folder: Path, name: str, text: str | bytes = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (STORY, "utf-8"),
        (STORY, "utf-8-sig"),
        (STORY, "utf-16"),
        (STORY, "utf-16-le"),
        (STORY, "utf-16-be"),
        (STORY, "utf-32"),
        (STORY, "cp1252"),
        (KOREAN, "cp949"),
        (KOREAN, "euc_kr"),
        (KOREAN, "utf-8"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_texts_in_every_usual_encoding(text: str, encoding: str) -> None:
    reading = read_blobs([("story.txt", text.encode(encoding))])
    (article,) = reading.articles
    words = {word for p in article.paragraphs for word in p.text.split()}
    assert set(text.split()) <= words


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("marks.txt", b"--- *** ---", "no words"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        ("report.pdf", b"%PDF-1.7 ...", "PDF"),
        ("report.docx", b"PK\x03\x04....", "the archive is damaged"),
        ("noise.txt", bytes(range(256)) * 40, ""),
        ("zeros.txt", b"\x00" * 5000, ""),
        ("table.csv", b"a,b\n1,2\n", "no column of text"),
        ("table.csv", b"title,text\n", "no rows"),
        ("page.html", b"<html><body><p>Hi</p></body></html>", "no article"),
        ("data.json", b"{broken", "no JSON"),
        ("data.json", b'["words"]', "no articles"),
        ("data.json", b'["x",' * 100_000, "no JSON"),
        ("rows.jsonl", b'{"title": "x"}\n', "no column of text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(name: str, data: bytes, reason: str) -> None:
    reading = read_blobs([(name, data), ("good.txt", STORY.encode())])
    assert [article.id for article in reading.articles] == ["good"]
    (rejected,) = reading.rejected
    assert rejected.source.startswith(name)
    assert reason in rejected.reason
    assert rejected.remedy.endswith(".")


def test_inputs_above_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 100)
    (rejected,) = read_blobs([("large.txt", STORY.encode())]).rejected
    assert "larger" in rejected.reason


def test_a_missing_path_an_empty_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    os.mkfifo(tmp_path / "pipe")
    paths: list[str | Path] = [
        tmp_path / "no.txt",
        tmp_path / "nothing",
        tmp_path / "pipe",
        "\ud800",
    ]
    reading = read([*paths, write(tmp_path, "a.txt")])
    assert len(reading.articles) == 1
    assert len(reading.rejected) == 4


def test_a_folder_is_read_with_its_folders_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/er/c.txt", ".hidden", ".git/d.txt"):
        write(tmp_path, name)
    reading = read([tmp_path])
    assert [article.id for article in reading.articles] == ["a", "b", "c"]
    assert reading == read([tmp_path])


def test_standard_input_is_read_as_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert read(["-"]).articles[0].title.value == "Seoul lodges a protest with Tokyo"


def test_two_files_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "one/story.txt")
    write(tmp_path, "two/story.txt")
    ids = [article.id for article in read([tmp_path]).articles]
    assert ids == ["story", "story~2"]
    joined = join([read([tmp_path]), read([tmp_path]), read_pasted(STORY, name="story")])
    assert len({article.id for article in joined.articles}) == 5


def test_an_article_is_known_by_its_content_whatever_its_file_is_called(tmp_path: Path) -> None:
    here, there = write(tmp_path, "one/story.txt"), write(tmp_path, "two/renamed.txt")
    (first,), (second,) = read([here]).articles, read([there]).articles
    assert first.key == second.key == read_pasted(STORY).articles[0].key
    assert len(first.key) == 24
    rows = f"title,text\na,{'x' * 9} said so.\nb,{'y' * 9} said so.\n".encode()
    keys = [article.key for article in read_blobs([("a.csv", rows)]).articles]
    assert [key[24:] for key in keys] == ["/1", "/2"]


def test_sources_csv_overrides_what_the_text_tells_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    rows = (
        "file,outlet,agency,date,title,url,note\na.txt,korea herald,,2019-07-19,,,from a binder\n"
    )
    write(tmp_path, "sources.csv", rows)
    for given_path in (tmp_path, tmp_path / "a.txt"):
        reading = read([given_path])
        (article,) = reading.articles
        assert not reading.rejected
        assert (article.outlet.value, article.outlet.clue) == ("The Korea Herald", "sources.csv")
        assert (article.date.value, article.date.clue) == ("2019-07-19", "sources.csv")
        assert article.title.value == "Seoul lodges a protest with Tokyo"
        assert article.note == "from a binder"
    table = tmp_path / "sources.csv"
    blobs = [("a.txt", STORY.encode()), ("sources.csv", table.read_bytes())]
    assert read_blobs(blobs).articles[0].date.clue == "sources.csv"
    write(tmp_path, "elsewhere/a.txt")
    (far,) = read([tmp_path / "elsewhere" / "a.txt"], sources=table).articles
    assert far.date.value == "2019-07-19"


def test_a_bad_sources_csv_is_named_and_the_articles_are_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "sources.csv", "name,outlet\na.txt,X\n")
    reading = read([tmp_path])
    assert len(reading.articles) == 1
    assert "no column “file”" in reading.rejected[0].reason
    write(tmp_path, "sources.csv", "file,date,outlet\na.txt,2019-13-40,The Times\ngone.txt,,X\n")
    reading = read([tmp_path])
    (article,) = reading.articles
    assert article.date.value is None
    assert article.outlet.value == "The Times"
    assert any("2019-13-40" in doubt for doubt in article.doubts)
    (rejected,) = reading.rejected
    assert "row 3" in rejected.source
    assert "gone.txt" in rejected.reason
    assert read([tmp_path], sources=tmp_path / "none.csv").rejected


def test_a_file_name_is_the_last_clue(tmp_path: Path) -> None:
    (article,) = read([write(tmp_path, "korea_times_2019-07-19.txt")]).articles
    assert (article.outlet.value, article.outlet.clue) == ("The Korea Times", "file name")
    assert (article.date.value, article.date.clue) == ("2019-07-19", "file name")


HOSTILE = {
    "one long word": "a" * 400_000,
    "brackets": "[x=(" * 100_000,
    "addresses": "a@a." * 100_000,
    "bylines": "By " * 130_000,
    "days": "July 14, 2019 " * 28_000,
    "quotation marks": '"a" ' * 100_000,
    "dashes": "A — " * 100_000,
    "NULs": "\0" * 400_000 + "word",
    "short lines": "x\n" * 20_000,
    "cut sentences": "Japan said on Friday that the\n\n" * 5_000,
    "counted documents": "1 of 2 DOCUMENTS\n" * 5_000,
    "ends of documents": "One said so again.\nEnd of Document\n" * 1_000,
    "labels": "BYLINE: One\nLENGTH: 5 words\n" * 2_000 + "End of Document",
    "codes": "HD  One\nLP  Two said so.\nTD  Three\n" * 1_500 + "Document ABCD0020190714ef7e0001",
    "end marks": "He said on Friday that he would go to Seoul.\n(END)\nOne\nBy Ann Lee\n" * 700,
    "rows of signs": "=====\nA headline\nBy Ann Lee\n" * 1_500,
    "XML heads": "<?xml ?>" * 1_000,
    "comments": "<!---->" * 1_000,
    "mail heads": "A: b\n c\n" * 1_000,
    "lines of a cell": "a,\n" * 60_000,
    "related boxes": "Related\nA headline of today\n" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_no_long_time(text: str) -> None:
    start = time.process_time()
    reading = read_pasted(text)
    assert time.process_time() - start < 5
    assert reading.articles or reading.rejected


@given(st.binary(max_size=400), st.sampled_from(["txt", "html", "csv", "json", "jsonl", "md"]))
@settings(max_examples=120, deadline=None)
def test_any_bytes_at_all_are_read_or_refused(data: bytes, kind: str) -> None:
    reading = read_blobs([(f"x.{kind}", data)])
    assert reading.articles or reading.rejected
