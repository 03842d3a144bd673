"""Three ways to count: what is an agency's text, what is left out of it, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from analysis.charts.words import COUNTING
from analysis.summary.aggregate import summarize
from analysis.summary.counting import agency_shares
from analysis.summary.selection import COUNTS, View, select
from analysis.summary.syndicated import COPIED, CREDITED, ELSEWHERE, agency_text
from analysis.summary.tables import stance_table
from tests.summary.corpora import made_analysis

LEDGER, TIMES, YONHAP = "The Morning Ledger", "Harbor Times", "Yonhap News Agency"
Line = tuple[str, str | None, str | None, int, str, int, float]


def stances(lines: Sequence[Line]) -> DataFrame:
    """Rows of article, outlet, agency, paragraph, origin, its paragraph, and stance."""
    names = (
        "article_id", "outlet", "agency", "paragraph", "origin", "origin_paragraph", "stance",
    )  # fmt: skip
    columns = dict(zip(names, zip(*lines, strict=True), strict=True))
    table = DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    return table.astype({"paragraph": int, "origin_paragraph": int, "stance": float}).assign(
        target="Japan",
        role="body",
        holder="outlet",
        label="neutral",
        date=pd.Timestamp("2019-07-14"),
    )


def whose(lines: Sequence[Line]) -> list[tuple[str | None, str | None]]:
    found = agency_text(stances(lines))
    return list(zip(found["agency"], found["why"], strict=True))


def test_an_article_credited_to_an_agency_is_the_agencys_text() -> None:
    assert whose([("l", LEDGER, "Yonhap", 0, "l", 0, 0)]) == [("Yonhap", CREDITED)]


def test_what_an_agency_publishes_itself_is_its_own() -> None:
    assert whose([("y", YONHAP, "Yonhap", 0, "y", 0, 0)]) == [(None, None)]
    assert whose([("n", "Norland Press", "NORLAND PRESS", 0, "n", 0, 0)]) == [(None, None)]


def test_an_agency_that_carries_anothers_text_has_not_written_it() -> None:
    assert whose([("y", YONHAP, "Kyodo", 0, "y", 0, 0)]) == [("Kyodo", CREDITED)]


def test_a_copy_of_an_agencys_article_is_the_agencys_text_though_nobody_says_so() -> None:
    lines: list[Line] = [
        ("y", YONHAP, None, 0, "y", 0, 0),
        ("l", LEDGER, None, 3, "y", 0, 0),
        ("l", LEDGER, None, 4, "l", 4, 0),
    ]
    assert whose(lines) == [(None, None), ("Yonhap", COPIED), (None, None)]


def test_the_credit_of_one_outlet_tells_of_the_same_paragraph_in_another() -> None:
    lines: list[Line] = [("l", LEDGER, None, 0, "l", 0, 0), ("t", TIMES, "AP", 5, "l", 0, 0)]
    assert whose(lines) == [("AP", ELSEWHERE), ("AP", CREDITED)]


def test_where_no_agency_is_named_each_outlet_keeps_what_it_printed() -> None:
    lines: list[Line] = [("l", LEDGER, None, 0, "l", 0, 0), ("t", TIMES, None, 5, "l", 0, 0)]
    assert whose(lines) == [(None, None), (None, None)]


def test_an_agency_that_copies_its_own_earlier_text_has_written_it() -> None:
    lines: list[Line] = [
        ("y1", YONHAP, "Yonhap", 0, "y1", 0, 0),
        ("y2", YONHAP, "Yonhap", 2, "y1", 0, 0),
        ("t", TIMES, "Yonhap", 2, "y1", 0, 0),
    ]
    assert whose(lines) == [(None, None), (None, None), ("Yonhap", CREDITED)]


def test_an_origin_that_is_not_in_the_table_is_told_by_its_own_column() -> None:
    table = stances([("l", LEDGER, None, 3, "y", 0, 0)]).assign(origin_agency="Reuters")
    assert agency_text(table)["agency"].tolist() == ["Reuters"]


def test_an_empty_table_has_no_agency_text() -> None:
    empty = stances([("l", LEDGER, None, 3, "l", 3, 0)]).iloc[:0]
    assert agency_text(empty).empty
    assert select(empty, View(count="own")).empty
    assert agency_shares(empty, View()) == ()


def ledger(own: int, wire: int) -> DataFrame:
    """The Ledger's ``own`` paragraphs at -0.2 and ``wire`` ones of Yonhap at -0.8."""
    lines: list[Line] = [("l", LEDGER, None, i, "l", i, -0.2) for i in range(own)]
    lines += [("w", LEDGER, "Yonhap", i, "w", i, -0.8) for i in range(wire)]
    return stances(lines)


def test_the_difference_that_agency_copy_makes_is_said_in_words() -> None:
    (found,) = agency_shares(ledger(6, 4), View())
    assert (found.n, found.n_own) == (10, 6)
    assert found.left_out == {"Yonhap": 4}
    assert found.whys == {CREDITED: 4}
    assert found.words == (
        "The Morning Ledger toward Japan: −0.44 in 10 paragraphs; "
        "−0.20 without agency copy (Yonhap 4)."
    )


def test_too_few_paragraphs_have_no_mean() -> None:
    (found,) = agency_shares(ledger(3, 4), View())
    assert found.mean_own is None
    assert "too few to say without agency copy (Yonhap 4)" in found.words


def test_an_outlet_without_agency_copy_is_told_so() -> None:
    (found,) = agency_shares(ledger(6, 0), View())
    assert found.words.endswith("6 paragraphs; no agency copy among them.")


def test_paragraphs_that_others_print_without_a_credit_are_counted_and_kept() -> None:
    lines: list[Line] = [("l", LEDGER, None, i, "l", i, 0.0) for i in range(6)]
    lines += [("t", TIMES, None, 9, "l", 2, 0.0)]
    times, of_ledger = agency_shares(stances(lines), View(count="origins"))
    assert (of_ledger.n_own, of_ledger.shared) == (6, 1)
    assert (times.n_own, times.shared) == (1, 1)
    assert "1 of the rest printed by others too, nobody credited" in of_ledger.words


def test_what_an_agency_sells_to_others_is_not_said_to_be_without_a_credit() -> None:
    lines: list[Line] = [("y", YONHAP, "Yonhap", i, "y", i, 0.0) for i in range(6)]
    lines += [("t", TIMES, None, 9, "y", 2, 0.0)]
    _, of_yonhap = agency_shares(stances(lines), View())
    assert (of_yonhap.n_own, of_yonhap.shared) == (6, 0)


def test_a_name_of_an_outlet_stays_on_its_line() -> None:
    table = ledger(6, 1).assign(outlet="Two\nLines\u202e")
    assert agency_shares(table, View())[0].words.startswith("Two Lines toward Japan")


def test_every_way_of_counting_has_its_words() -> None:
    assert set(COUNTING) == set(COUNTS)


@pytest.mark.parametrize("count", COUNTS)
def test_the_summary_counts_what_the_view_selects(count: str) -> None:
    table = stance_table(made_analysis(60))
    table["agency"] = table["agency"].where(table["article_id"] > "a00030", "Reuters")
    (way,) = [one for one in COUNTS if one == count]
    total = summarize(table, by=("target",), count=way)["n_paragraphs"].sum()
    assert total == len(select(table, View(count=way)))


rows = st.tuples(
    st.sampled_from("abc"),
    st.integers(0, 2),
    st.sampled_from("abc"),
    st.integers(0, 2),
    st.sampled_from([None, "Yonhap", "AP"]),
)


@given(st.lists(rows, min_size=1, max_size=12, unique_by=lambda row: row[:2]))
@settings(max_examples=60, deadline=None)
def test_own_and_left_out_make_up_every_publication(
    found: list[tuple[str, int, str, int, str | None]],
) -> None:
    outlets = {"a": LEDGER, "b": YONHAP, "c": None}
    table = stances([(a, outlets[a], agency, p, o, q, 0.1) for a, p, o, q, agency in found])
    for share in agency_shares(table, View()):
        assert share.n == share.n_own + sum(share.left_out.values())
        assert sum(share.left_out.values()) == sum(share.whys.values())
    own = select(table, View(count="own"))
    assert own["agency"].isna().where(own["outlet"] != YONHAP, True).all()
    assert sum(share.n_own for share in agency_shares(table, View())) == len(own)
