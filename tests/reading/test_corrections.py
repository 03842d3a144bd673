"""Corrections are kept: through kills, restarts and re-readings, and each can be taken back."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StanceError
from analysis.reading.corrections import (
    applied,
    corrected,
    correction,
    key_of,
    role_correction,
)
from analysis.reading.doubts import doubts_of
from analysis.reading.edits import Change, Edit, Edits, standing
from analysis.reading.kept import Brought, Shelf
from analysis.reading.sources import read, read_blobs
from analysis.reading.workspace import FILE, VARIABLE, home
from analysis.records import UNKNOWN, Article, Fact, Paragraph, Reading

REPORT = """Harbor pilots end their strike

The Quayside Courier
June 4, 2020

Pilots of the harbor went back to work on Thursday after two weeks of talks with the port.

Share this article
"""
PROGRAM = """
import sys
from pathlib import Path
from analysis.reading.edits import Change, Edits
edits = Edits(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    edits.add([Change("key", f"{sys.argv[2]}-{number}", "x")], who=sys.argv[2])
    print(number, flush=True)
"""


def article(date: Fact = UNKNOWN, time: Fact = UNKNOWN, outlet: Fact = UNKNOWN) -> Article:
    paragraphs = (
        Paragraph(0, "headline", "Harbor pilots end their strike"),
        Paragraph(1, "body", "Pilots of the harbor went back to work."),
        Paragraph(2, "boilerplate", "Share this article", "a share button"),
    )
    return Article("a", "a.txt", paragraphs, outlet=outlet, date=date, time=time, key="k1")


def doubtful() -> Article:
    rivals = (Fact("2020-06-05", "address of the page"),)
    date = Fact("2020-06-04", "dateline", "June 4", certainty="doubtful", rivals=rivals)
    return article(date=date, time=Fact("2020-06-04T09:00+09:00", "page"))


def reading_of(one: Article) -> Reading:
    return Reading((one,))


def said(tmp_path: Path, *changes: Change, who: str = "") -> tuple[Edit, ...]:
    edits = Edits(tmp_path)
    edits.add(changes, who=who)
    return edits.all()


def test_a_corrected_value_is_certain_and_keeps_the_machines_as_its_first_rival(
    tmp_path: Path,
) -> None:
    one = doubtful()
    edits = said(tmp_path, correction(one, "date", "2020-06-07", reason="the print"), who="Ana")
    fact = corrected(reading_of(one), edits).articles[0].date
    assert (fact.value, fact.certainty) == ("2020-06-07", "certain")
    assert fact.clue == "corrected by hand, by Ana"
    assert fact.quote == "the print"
    assert [(r.value, r.clue) for r in fact.rivals] == [
        ("2020-06-04", "dateline"),
        ("2020-06-05", "address of the page"),
    ]
    assert all(not rival.rivals for rival in fact.rivals)


def test_a_corrected_date_takes_its_doubts_and_a_time_of_another_day_with_it(
    tmp_path: Path,
) -> None:
    one = doubtful()
    assert any(doubt.field == "date" for doubt in doubts_of(one))
    edits = said(tmp_path, correction(one, "date", "7 June 2020"))
    better = corrected(reading_of(one), edits).articles[0]
    assert better.date.value == "2020-06-07"
    assert better.time.value is None
    assert better.time.rivals[0].value == "2020-06-04T09:00+09:00"
    assert not any(doubt.field == "date" for doubt in doubts_of(better))
    same = said(tmp_path, correction(one, "date", "2020-06-04"))
    kept = corrected(reading_of(one), same).articles[0]
    assert kept.time.value == "2020-06-04T09:00+09:00"
    assert kept.date.certainty == "certain"


def test_a_value_can_be_corrected_to_not_known(tmp_path: Path) -> None:
    one = doubtful()
    edits = said(tmp_path, correction(one, "date", " "))
    fact = corrected(reading_of(one), edits).articles[0].date
    assert fact.value is None
    assert fact.rivals[0].value == "2020-06-04"


@pytest.mark.parametrize(
    "value", ["soon", "2020-13-40", "04/05/2020", "June 4, 2020 or June 5, 2020"]
)
def test_a_date_that_is_no_certain_day_is_refused_with_a_remedy(value: str) -> None:
    with pytest.raises(StanceError, match="2019-07-31"):
        correction(article(), "date", value)


def test_the_role_of_a_paragraph_is_corrected_by_its_text_wherever_it_stands(
    tmp_path: Path,
) -> None:
    one = article()
    edits = said(tmp_path, role_correction(one, one.paragraphs[2], "body"), who="Bo")
    moved = Article(
        id="b",
        source="b.txt",
        key="k1",
        paragraphs=tuple(
            Paragraph(index, p.role, p.text, p.reason)
            for index, p in enumerate(reversed(one.paragraphs))
        ),
    )
    better = corrected(reading_of(moved), edits).articles[0]
    assert better.paragraphs[0].role == "body"
    assert "by Bo" in better.paragraphs[0].reason
    assert "a share button" in better.paragraphs[0].reason
    assert better.paragraphs[1:] == moved.paragraphs[1:]


def test_an_edit_that_fits_nothing_changes_nothing(tmp_path: Path) -> None:
    one = article()
    gone = Change("k1", "role", "body", paragraph=9, passage="0" * 16)
    edits = said(
        tmp_path,
        Change("another article", "date", "2020-01-01"),
        gone,
        Change("k1", "role", "poem", passage="x"),
        Change("k1", "stance:Japan", "1", paragraph=1),
    )
    assert corrected(reading_of(one), edits) == reading_of(one)


def test_the_last_edit_counts_and_each_can_be_taken_back_and_put_back(tmp_path: Path) -> None:
    edits = Edits(tmp_path)
    one = article(outlet=Fact("Quay", "masthead"))

    def outlet() -> str | None:
        return corrected(reading_of(one), edits.all()).articles[0].outlet.value

    (first,) = edits.add([correction(one, "outlet", "The Quayside Courier")])
    (second,) = edits.add([correction(one, "outlet", "The Courier")])
    assert outlet() == "The Courier"
    edits.undo([second], who="Ana")
    edits.undo([second], who="Bo")
    assert len(edits.all()) == 3
    assert outlet() == "The Quayside Courier"
    edits.undo([first])
    assert outlet() == "Quay"
    edits.undo([edits.all()[2].id])
    assert outlet() == "The Courier"
    assert [edit.undone for edit in edits.all()][:2] == [True, False]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 12), max_size=12))
def test_whatever_is_undone_an_edit_counts_unless_an_undo_of_it_counts(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int]
) -> None:
    edits = Edits(tmp_path_factory.mktemp("edits"))
    edits.add([Change("k1", "outlet", "A"), Change("k1", "outlet", "B")])
    for number in numbers:
        edits.undo([number])
    rows = edits.all()
    for row in rows:
        assert row.undone == any(e.undoes == row.id and not e.undone for e in rows)
    assert len(standing(rows)) <= 1


def test_nothing_in_the_record_can_be_changed_or_erased(tmp_path: Path) -> None:
    said(tmp_path, Change("k1", "outlet", "A"))
    connection = sqlite3.connect(tmp_path / FILE)
    for sql in ("UPDATE edits SET value = 'B'", "DELETE FROM edits"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            connection.execute(sql)
    connection.close()


@settings(deadline=None, max_examples=25)
@given(st.text(), st.text(), st.text())
def test_any_text_is_kept_and_never_taken_for_sql(
    tmp_path_factory: pytest.TempPathFactory, value: str, who: str, reason: str
) -> None:
    edits = Edits(tmp_path_factory.mktemp("edits"))
    edits.add([Change("k'1\"; --", "outlet", value, reason=reason)], who=who)
    (row,) = edits.all()
    assert row.change.value == value.encode("utf-8", "replace").decode()
    assert row.who == who.encode("utf-8", "replace").decode()


def test_windows_and_commands_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "not there yet"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), name, "15"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for name in ("one", "two", "three")
    ]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    rows = Edits(folder).all()
    assert len({row.change.field for row in rows}) == 45
    assert len({row.id for row in rows}) == 45


def test_a_confirmed_correction_outlives_a_kill(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path), "killed", "100000"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    confirmed = [process.stdout.readline() for _ in range(20)]
    os.kill(process.pid, signal.SIGKILL)
    confirmed += process.stdout.read().splitlines()
    process.stdout.close()
    process.wait(timeout=10)
    assert len(Edits(tmp_path).all()) >= len([line for line in confirmed if line.strip()])
    Edits(tmp_path).add([Change("key", "after", "x")])


def test_a_damaged_record_is_named_with_its_remedy_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all " * 100)
    with pytest.raises(StanceError, match="damaged") as caught:
        Edits(tmp_path).all()
    assert str(tmp_path / FILE) in str(caught.value)
    with pytest.raises(StanceError):
        Edits(tmp_path).add([Change("k1", "outlet", "A")])
    assert (tmp_path / FILE).read_bytes().startswith(b"no database at all ")


def test_a_record_of_a_newer_version_is_not_touched(tmp_path: Path) -> None:
    said(tmp_path, Change("k1", "outlet", "A"))
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StanceError, match="newer version"):
        Edits(tmp_path).all()


def test_a_folder_that_cannot_be_made_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StanceError, match=VARIABLE):
        Edits(tmp_path / "file" / "home").add([Change("k1", "outlet", "A")])


def test_looking_for_corrections_makes_no_folder(tmp_path: Path) -> None:
    assert Edits(tmp_path / "nothing").all() == ()
    assert Shelf(tmp_path / "nothing").all() == ()
    assert not (tmp_path / "nothing").exists()


def test_a_correction_holds_under_another_name_and_after_reading_again(tmp_path: Path) -> None:
    first = tmp_path / "first.txt"
    first.write_text(REPORT, encoding="utf-8")
    one = read([first]).articles[0]
    edits = said(tmp_path / "home", correction(one, "outlet", "The Courier"))
    second = first.rename(tmp_path / "second.txt")
    again = read([second])
    assert key_of(again.articles[0]) == key_of(one)
    assert corrected(again, edits).articles[0].outlet.value == "The Courier"
    assert len(applied(again, edits)) == 1
    uploaded = read_blobs([("third.txt", REPORT.encode())])
    assert corrected(uploaded, edits).articles[0].outlet.value == "The Courier"


def test_the_folder_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    assert home() == tmp_path / "named"
    monkeypatch.delenv(VARIABLE)
    assert home().name == "stance"


def test_what_is_brought_is_kept_once_and_can_be_taken_away_and_brought_back(
    tmp_path: Path,
) -> None:
    shelf = Shelf(tmp_path)
    file, text = Brought("../../etc/a.txt", b"one"), Brought("pasted", b"two", "text")
    (first, second) = shelf.keep([file, text])
    assert shelf.keep([file]) == ()
    assert [kept.name for kept in shelf.all()] == ["../../etc/a.txt", "pasted"]
    assert shelf.content(shelf.all()[0]) == b"one"
    shelf.take_away([first])
    assert [kept.id for kept in Shelf(tmp_path).all()] == [second]
    shelf.bring_back([first])
    assert shelf.all()[0].id == first
    inside = {path.parent for path in tmp_path.rglob("*") if path.is_file()}
    assert inside == {tmp_path, tmp_path / "articles"}


def test_what_is_deleted_for_good_is_gone_unless_something_kept_has_the_same_content(
    tmp_path: Path,
) -> None:
    shelf = Shelf(tmp_path)
    (first, second) = shelf.keep([Brought("a.txt", b"same"), Brought("b.txt", b"same")])
    shelf.take_away([first])
    shelf.delete([first])
    assert shelf.content(shelf.all()[0]) == b"same"
    shelf.take_away([second])
    shelf.delete([second])
    assert shelf.removed() == ()
    assert not list((tmp_path / "articles").iterdir())


def test_a_copy_that_was_deleted_by_hand_is_named_with_its_remedy(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep([Brought("a.txt", b"one")])
    next((tmp_path / "articles").iterdir()).unlink()
    with pytest.raises(StanceError, match="Add it again"):
        shelf.content(shelf.all()[0])


def test_the_mapping_of_columns_is_kept_with_the_file(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    (number,) = shelf.keep([Brought("sheet.csv", b"a,b\n1,2\n")])
    shelf.map_columns(number, {"text": "b"})
    assert Shelf(tmp_path).all()[0].columns == {"text": "b"}
    shelf.map_columns(number, {})
    assert Shelf(tmp_path).all()[0].columns == {}


def test_reading_the_record_is_quick(tmp_path: Path) -> None:
    edits = Edits(tmp_path)
    edits.add([Change(f"k{number}", "date", "2020-01-01") for number in range(5000)])
    start = time.perf_counter()
    assert len(edits.all()) == 5000
    assert time.perf_counter() - start < 2
