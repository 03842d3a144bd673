"""The tables: the contract's columns, what is unknown, and that written is what was there."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StanceError
from analysis.records import (
    Analysis,
    Article,
    Evidence,
    Fact,
    Paragraph,
    Place,
    Reading,
    Score,
    Stance,
)
from analysis.summary.tables import (
    STANCE_COLUMNS,
    article_table,
    paragraph_table,
    stance_table,
    stories,
    table_bytes,
    write_table,
)
from tests.summary.corpora import made_analysis


def one_article(text: str = "Seoul praised the offer.", outlet: str | None = None) -> Analysis:
    article = Article(
        id="a",
        source="a.txt",
        paragraphs=(
            Paragraph(0, "boilerplate", "Share this", "a share button"),
            Paragraph(1, "body", text),
        ),
        outlet=Fact(outlet, "stated") if outlet else Fact(),
        doubts=("two datelines",),
    )
    place = Place("a", 1)
    row = Stance(
        place, "Korea", Score(0.1, 0.2, 0.7, (Evidence(6, 13, 0.6),)), "other", 0.5, place, "test 1"
    )
    return Analysis(Reading((article,)), (row,), {place: place}, ("Korea",), "test 1")


def test_stances_have_the_columns_of_the_contract_in_order() -> None:
    table = stance_table(made_analysis(5))
    assert tuple(table.columns[: len(STANCE_COLUMNS)]) == STANCE_COLUMNS


def test_what_is_not_known_is_none_and_never_a_guess() -> None:
    row = stance_table(one_article()).iloc[0]
    assert row["outlet"] is None
    assert row["agency"] is None
    assert row["title"] is None
    assert row["date"] is pd.NaT


def test_a_row_says_what_the_records_say() -> None:
    row = stance_table(one_article(outlet="Harbor Times")).iloc[0]
    assert row["outlet"] == "Harbor Times"
    assert row["text"] == "Seoul praised the offer."
    assert row["stance"] == pytest.approx(0.6)
    assert row["label"] == "favorable"
    assert row["evidence"] == [[6, 13, 0.6]]
    assert row["origin"] == "a"
    assert row["origin_paragraph"] == 1


def test_rival_values_and_unscored_languages_stand_in_the_table_of_articles() -> None:
    rivals = (Fact("2021-03-08", "address"),)
    article = Article(
        id="a",
        source="a.txt",
        paragraphs=(
            Paragraph(0, "body", "Seoul praised the offer."),
            Paragraph(1, "body", "서울은 제안을 환영했다.", language="ko"),
            Paragraph(2, "comment", "Well said!"),
        ),
        date=Fact("2021-03-09", "dateline", certainty="doubtful", rivals=rivals),
    )
    row = article_table(Reading((article,))).iloc[0]
    assert row["date_rivals"] == "2021-03-08 (address)"
    assert (row["n_scored"], row["unscored"], row["left_out"]) == (1, "ko 1", "comment 1")
    assert "date doubtful" in row["doubts"]
    foreign = paragraph_table(Reading((article,))).iloc[1]
    assert not foreign["scored"]
    assert foreign["reason"] == "not in English (ko)"


def test_an_analysis_without_stances_gives_an_empty_table_with_all_columns() -> None:
    table = stance_table(Analysis(Reading(), ()))
    assert table.empty
    assert set(STANCE_COLUMNS) <= set(table.columns)


def carried(*rows: tuple[str, str]) -> pd.DataFrame:
    """Paragraphs of articles, each with the article in which it first appeared."""
    table = pd.DataFrame(rows, columns=["article_id", "origin"])
    return table.assign(paragraph=range(len(table)))


def test_articles_that_share_their_text_through_others_are_one_story() -> None:
    table = carried(("a", "a"), ("b", "a"), ("c", "b"), ("d", "d"), ("e", "x"))
    assert stories(table).tolist() == [0, 0, 0, 1, 2]


def test_a_stock_paragraph_does_not_make_two_reports_one_story() -> None:
    own = [("a", "a")] * 9 + [("b", "b")] * 8
    assert stories(carried(*own, ("b", "a"))).tolist() == [0] * 9 + [1] * 9


def test_a_brief_taken_from_a_long_report_is_the_same_story() -> None:
    own = [("a", "a")] * 20 + [("b", "b")] * 3
    assert set(stories(carried(*own, ("b", "a")))) == {0}


def test_a_long_chain_of_copies_is_one_story() -> None:
    names = [str(at) for at in range(5000)]
    assert set(stories(carried(*zip(names, ["0", *names[:-1]], strict=True)))) == {0}


def test_articles_show_their_clues_and_what_was_left_out() -> None:
    row = article_table(one_article(outlet="Harbor Times").reading).iloc[0]
    assert row["outlet_clue"] == "stated"
    assert row["date_clue"] == "not stated"
    assert row["left_out"] == "boilerplate 1"
    assert "two datelines" in row["doubts"]
    assert "no title" in row["doubts"]
    assert row["outlet_certainty"] == "likely"
    assert row["date_certainty"] is None
    assert row["n_paragraphs"] == 2


def test_paragraphs_are_all_there_with_role_and_reason() -> None:
    table = paragraph_table(one_article())
    assert table["role"].tolist() == ["boilerplate", "body"]
    assert table["reason"].tolist() == ["a share button", None]
    assert table["scored"].tolist() == [False, True]
    assert table["origin"].tolist() == [None, "a"]


def test_paragraphs_of_a_reading_have_no_origin_yet() -> None:
    assert paragraph_table(one_article().reading)["origin"].isna().all()


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_only_the_columns_of_the_contract_are_written(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"new folder/out{suffix}"
    write_table(stance_table(made_analysis(5)), path)
    if suffix == ".csv":
        read = pd.read_csv(path)
    elif suffix == ".parquet":
        read = pd.read_parquet(path)
    else:
        read = pd.read_json(path, lines=True)
    assert tuple(read.columns) == STANCE_COLUMNS
    assert len(read) == len(stance_table(made_analysis(5)))


def test_missing_values_are_null_in_json_lines() -> None:
    row = json.loads(table_bytes(stance_table(one_article()), ".jsonl"))
    assert row["outlet"] is None
    assert row["date"] is None
    assert row["evidence"] == [[6, 13, 0.6]]


def test_days_are_iso_text_in_csv() -> None:
    rows = list(
        csv.DictReader(io.StringIO(table_bytes(stance_table(made_analysis(9)), ".csv").decode()))
    )
    days = [row["date"] for row in rows if row["date"]]
    assert days
    assert all(date.fromisoformat(day) for day in days)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(text: str) -> None:
    content = table_bytes(stance_table(one_article(text, outlet=text)), ".csv").decode()
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row["text"] == "'" + text
    assert row["outlet"] == "'" + text


def test_negative_numbers_stay_numbers_in_a_csv() -> None:
    table = pd.DataFrame({"stance": [-0.5]})
    assert table_bytes(table, ".csv") == b"stance\r\n-0.5\r\n"


@settings(deadline=None, max_examples=60)
@given(
    st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(
        lambda t: "\x00" not in t
    )
)
def test_any_text_survives_json_lines_and_csv(text: str) -> None:
    table = stance_table(one_article(text))
    assert json.loads(table_bytes(table, ".jsonl").decode())["text"] == text
    (row,) = csv.DictReader(io.StringIO(table_bytes(table, ".csv").decode(), newline=""))
    assert row["text"].removeprefix("'") == text.removeprefix("'")


def test_a_lone_surrogate_does_not_stop_the_writing() -> None:
    assert b"?" in table_bytes(stance_table(one_article("Seoul \udc80 praised.")), ".csv")


def test_another_suffix_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(StanceError, match=r"\.csv, \.parquet, \.jsonl"):
        write_table(pd.DataFrame(), tmp_path / "out.xlsx")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StanceError, match="cannot be written"):
        write_table(pd.DataFrame({"a": [1]}), tmp_path / "file" / "out.csv")


def test_a_table_that_cannot_be_finished_leaves_the_old_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stances.csv"
    path.write_bytes(b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StanceError, match="No space left"):
        write_table(pd.DataFrame({"target": ["Japan"]}), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
