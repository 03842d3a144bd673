"""Corrections and judgments go out as a CSV file and come back from it, in another folder too."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import StanceError
from analysis.reading.edits import Change, Edits, standing
from analysis.summary.edit_sheets import edit_table, read_edits, take_in
from analysis.summary.tables import table_bytes

JUDGED = Change(
    "k1", "stance", "neutral", "unfavorable 0.81", "=1+1", 3, "ab12", "-only a quote", "Japan", True
)
DATED = Change("k1", "date", "2021-04-20", "2021-03-12", "Quay reopens")
UNKNOWN = Change("k2", "outlet", None, "The Quay Times", "@ferry")
ROLE = Change("k1", "role", "caption", "body", "Quay reopens", 4, "cd34")


def saved(folder: Path, edits: Edits) -> Path:
    path = folder / "corrections.csv"
    path.write_bytes(table_bytes(edit_table(edits.all()), ".csv"))
    return path


def test_what_is_saved_is_taken_in_elsewhere_and_only_once(tmp_path: Path) -> None:
    here, there = Edits(tmp_path / "here"), Edits(tmp_path / "there")
    here.add([JUDGED, UNKNOWN], who="=Nao")
    here.add([DATED, ROLE])
    path = saved(tmp_path, here)
    assert "'=1+1" in path.read_text(encoding="utf-8")
    assert take_in(path, there) == (4, 4, ())
    assert [(e.who, e.change) for e in standing(there.all())] == [
        (e.who, e.change) for e in standing(here.all())
    ]
    assert take_in(path, there) == (0, 4, ())
    assert len(there.all()) == 4


def test_what_was_taken_back_or_overtaken_stays_behind(tmp_path: Path) -> None:
    here = Edits(tmp_path / "here")
    here.add([DATED, JUDGED])
    here.undo([1])
    here.add([Change("k1", "stance", "favorable", passage="ab12", target="Japan")])
    found, bad = read_edits(saved(tmp_path, here))
    assert not bad
    assert [change.value for _, change in found.values()] == ["favorable"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",title,X,,", "it names none"),
        ("k,date,soon,,", "no certain day"),
        ("k,role,poem,ab,", "is no role"),
        ("k,role,body,,", "names no passage"),
        ("k,stance,neutral,ab,", "names no target"),
        ("k,stance,good,ab,Japan", "is no label"),
        ("k,mention,yes,ab,Japan", "cannot be said"),
        ("k,color,red,ab,Japan", "cannot be judged"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_are_taken_in(
    tmp_path: Path, row: str, why: str
) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"article,field,value,passage,target\n{row}\nk,title,Good,,\n")
    found, bad = read_edits(path)
    assert [change.value for _, change in found.values()] == ["Good"]
    assert [one.source for one in bad] == ["line 2"]
    assert why in bad[0].reason
    assert bad[0].remedy


def test_another_file_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,age\nAna,3\n")
    with pytest.raises(StanceError, match="has no column article"):
        take_in(path, Edits(tmp_path))
