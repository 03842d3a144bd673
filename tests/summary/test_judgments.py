"""Judgments: read from sheets as people save them, bad rows named, kept without loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StanceError
from analysis.summary.judgments import (
    Judgment,
    judgments_csv,
    read_judgments,
    standing,
    store_judgments,
    stored_judgments,
    take_back,
    write_judgments,
)

HEADER = "article,paragraph,target,stance,coder,reason\n"


def sheet(folder: Path, text: str | bytes) -> Path:
    path = folder / "labels.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("written", "stance"),
    [
        ("-1", -1), ("−1", -1), ("Unfavorable", -1), ("'-1", -1), (" 0 ", 0), ("neutral", 0),
        ("1", 1), ("+1", 1), ("'+1", 1), ("1.0", 1), ("favourable", 1),
    ],
)  # fmt: skip
def test_a_stance_is_read_as_people_write_it(tmp_path: Path, written: str, stance: int) -> None:
    found, bad = read_judgments(sheet(tmp_path, f"{HEADER}a1,3,Japan,{written},Anna,clear\n"))
    assert found == (Judgment("a1", 3, "Japan", stance, "Anna", "clear"),)
    assert not bad


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a1,3,Japan,2,Anna,", "the stance is '2'"),
        ("a1,3,Japan,bad,Anna,", "the stance is 'bad'"),
        ("a1,three,Japan,1,Anna,", "the paragraph is 'three'"),
        ("a1,-3,Japan,1,Anna,", "the paragraph is '-3'"),
        ("a1,9999999999,Japan,1,Anna,", "the paragraph is '9999999999'"),
        (",3,Japan,1,Anna,", "it names no article"),
        ("a1,3,,1,Anna,", "it names no target"),
        ("a1", None),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(
    tmp_path: Path, row: str, reason: str | None
) -> None:
    path = sheet(tmp_path, f"{HEADER}{row}\na2,0,Korea,0,Anna,\n")
    found, bad = read_judgments(path)
    assert [one.article for one in found] == ["a2"]
    if reason is None:
        assert not bad
    else:
        assert [(one.source, one.reason) for one in bad] == [(f"{path} line 2", reason)]
        assert bad[0].remedy


def test_rows_without_a_stance_are_not_judged_yet(tmp_path: Path) -> None:
    found, bad = read_judgments(sheet(tmp_path, f"{HEADER}a1,3,Japan,,,\n,,,,,\n\n"))
    assert (found, bad) == ((), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_may_be_saved_by_any_spreadsheet(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = "Article,Paragraph,Target,Stance,Coder,Reason\r\na1,3,日本,-1,Žofie,naïve\r\n"
    path = sheet(tmp_path, text.replace(",", delimiter).encode(encoding))
    found, _ = read_judgments(path)
    assert found == (Judgment("a1", 3, "日本", -1, "Žofie", "naïve"),)


def test_who_names_no_coder_is_called_as_asked(tmp_path: Path) -> None:
    path = sheet(tmp_path, "article,paragraph,target,stance\na1,3,Japan,1\n")
    assert read_judgments(path, coder="Ben")[0][0].coder == "Ben"


def test_a_missing_column_or_file_is_said_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(StanceError, match="has no column paragraph, stance"):
        read_judgments(sheet(tmp_path, "article,target\na1,Japan\n"))
    with pytest.raises(StanceError, match="cannot be read"):
        read_judgments(tmp_path / "nothing.csv")
    with pytest.raises(StanceError, match="no CSV table"):
        read_judgments(sheet(tmp_path, HEADER + '"' + "x" * 9_000_000 + '",1,Japan,1,,\n'))


# Cells are trimmed when read, and a zero byte is no part of a text file.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs"]), min_size=1, max_size=12
).filter(lambda text: not text.startswith("'"))
JUDGMENTS = st.builds(
    Judgment, WORDS, st.integers(0, 10**6), WORDS, st.sampled_from([-1, 0, 1]), WORDS, WORDS, WORDS
)


@settings(deadline=None, max_examples=60)
@given(st.lists(JUDGMENTS, max_size=6))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, judgments: list[Judgment]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "judgments.csv"
    path.write_bytes(judgments_csv(judgments))
    found, bad = read_judgments(path)
    assert found == tuple(judgments)
    assert not bad


def test_a_formula_in_a_reason_is_not_run_by_a_spreadsheet(tmp_path: Path) -> None:
    one = Judgment("a1", 0, "Japan", 1, "Anna", "=HYPERLINK(1)", "t")
    write_judgments([one], tmp_path / "out.csv")
    assert ",'=HYPERLINK(1)" in (tmp_path / "out.csv").read_text()
    assert read_judgments(tmp_path / "out.csv")[0] == (one,)


def test_judgments_are_kept_once_and_a_changed_mind_counts(tmp_path: Path) -> None:
    first = [Judgment("a1", 0, "Japan", 1, "Anna"), Judgment("a1", 1, "Japan", 0, "Anna")]
    assert store_judgments(first, tmp_path) == 2
    assert store_judgments(first, tmp_path) == 0
    changed = Judgment("a1", 0, "Japan", -1, "Anna", "read again")
    assert store_judgments([changed, Judgment("a1", 0, "Japan", 1, "Ben")], tmp_path) == 2
    kept = stored_judgments(tmp_path)
    assert len(kept) == 4
    assert all(one.time for one in kept)
    counted = standing(kept)
    assert counted["a1", 0, "Japan", "Anna"].stance == -1
    assert counted["a1", 0, "Japan", "Ben"].stance == 1
    assert stored_judgments(tmp_path / "elsewhere") == ()


def test_a_judgment_taken_back_counts_no_more_and_can_be_given_anew(tmp_path: Path) -> None:
    one = Judgment("a1", 0, "Japan", 1, "Anna")
    store_judgments([one, Judgment("a1", 0, "Japan", 0, "Ben")], tmp_path)
    take_back(one, tmp_path)
    assert [(kept.coder, kept.stance) for kept in stored_judgments(tmp_path)] == [("Ben", 0)]
    assert store_judgments([one], tmp_path) == 1
    assert len(stored_judgments(tmp_path)) == 2


def test_a_place_that_cannot_be_written_is_said_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StanceError, match="cannot be written"):
        write_judgments([], tmp_path / "file" / "judgments.csv")
