"""The summary: every row is counted once, what is unknown stays, copies make nothing surer."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from analysis.summary.aggregate import headline, summarize
from analysis.summary.selection import Count, Period, View, select
from analysis.summary.tables import stance_table
from tests.summary.corpora import made_analysis

COLUMNS = [
    "outlet",
    "date",
    "target",
    "mean",
    "low",
    "high",
    "n_paragraphs",
    "n_articles",
    "n_origins",
    "share_unfavorable",
    "share_neutral",
    "share_favorable",
    "state",
]


@pytest.fixture(scope="module")
def stances() -> DataFrame:
    return stance_table(made_analysis(60))


def test_the_columns_are_those_of_the_contract(stances: DataFrame) -> None:
    assert summarize(stances).columns.tolist() == COLUMNS


@settings(deadline=None, max_examples=25)
@given(
    st.sets(st.sampled_from(["outlet", "date", "target", "holder", "role"]), min_size=1),
    st.sampled_from(["day", "week", "month", None]),
    st.sampled_from(["articles", "origins"]),
    st.integers(0, 12),
)
def test_every_paragraph_is_in_exactly_one_group(
    by: set[str], period: Period | None, count: Count, seed: int
) -> None:
    table = stance_table(made_analysis(12, seed=seed))
    found = summarize(table, by=sorted(by), period=period, count=count)
    rows = select(table, View(count=count))
    assert found["n_paragraphs"].sum() == len(rows)
    assert not found[sorted(by)].duplicated().any()
    mean = (found["mean"] * found["n_paragraphs"]).sum() / len(rows)
    assert mean == pytest.approx(rows["stance"].mean())
    shares = found[["share_unfavorable", "share_neutral", "share_favorable"]].sum(axis=1)
    assert np.allclose(shares, 1)


def test_each_figure_agrees_with_pandas(stances: DataFrame) -> None:
    found = summarize(stances, by=("target", "holder")).set_index(["target", "holder"])
    groups = stances.groupby(["target", "holder"])
    np.testing.assert_allclose(found["mean"], groups["stance"].mean())
    assert found["n_paragraphs"].tolist() == groups.size().tolist()
    assert found["n_articles"].tolist() == groups["article_id"].nunique().tolist()
    assert found["n_origins"].tolist() == groups["origin"].nunique().tolist()


def test_what_is_not_known_is_a_group_of_its_own_and_comes_last(stances: DataFrame) -> None:
    outlets = summarize(stances, by=("outlet",))["outlet"].tolist()
    assert outlets[-1] is None
    dates = summarize(stances, by=("date",), period="month")["date"]
    assert dates.isna().tolist()[-1]
    assert dates.isna().sum() == 1


def test_one_article_has_no_interval_and_says_so() -> None:
    table = stance_table(made_analysis(1))
    found = summarize(table, by=("target",))
    assert found["low"].isna().all()
    assert found["high"].isna().all()
    assert set(found["state"]) == {"too few"}


def test_an_interval_is_given_exactly_where_the_state_is_ok(stances: DataFrame) -> None:
    found = summarize(stances, by=("outlet", "target", "role"))
    ok = found["state"] == "ok"
    assert ok.any()
    assert (~ok).any()
    assert found.loc[ok, ["low", "high"]].notna().all(axis=None)
    assert found.loc[~ok, ["low", "high"]].isna().all(axis=None)
    assert (found.loc[ok, "n_paragraphs"] >= 5).all()


def test_under_five_paragraphs_there_is_no_interval_however_many_stories() -> None:
    table = stance_table(made_analysis(40, copied=0)).drop_duplicates("article_id").iloc[:4]
    assert summarize(table, by=("role",))["state"].tolist() == ["too few"]


def copied_over(table: DataFrame, times: int) -> DataFrame:
    """The same articles, each carried by ``times`` further outlets word for word."""
    copies = [
        table.assign(article_id=table["article_id"] + f" copy {at}", outlet=f"Copyist {at}")
        for at in range(times)
    ]
    return pd.concat([table, *copies], ignore_index=True).drop(columns="story")


@pytest.mark.parametrize("times", [1, 4])
def test_copies_do_not_narrow_an_interval(times: int) -> None:
    table = stance_table(made_analysis(20, copied=0))
    plain = summarize(table, by=("target",))
    for count in ("articles", "origins"):
        copied = summarize(copied_over(table, times), by=("target",), count=count)
        np.testing.assert_allclose(copied[["low", "high"]], plain[["low", "high"]])
        np.testing.assert_allclose(copied["mean"], plain["mean"])


def test_a_story_copied_by_many_outlets_does_not_become_many_stories() -> None:
    table = copied_over(stance_table(made_analysis(2, copied=0)), 9)
    found = summarize(table, by=("target",))
    assert (found["n_articles"] >= 10).any()
    assert set(found["state"]) == {"too few"}


def test_counting_by_origin_counts_a_copied_paragraph_once() -> None:
    table = stance_table(made_analysis(20, copied=0))
    copied = copied_over(table, 3)
    assert summarize(copied, by=("target",))["n_paragraphs"].sum() == 4 * len(table)
    by_origin = summarize(copied, by=("target",), count="origins")
    assert by_origin["n_paragraphs"].sum() == len(table)


def test_the_same_stances_always_have_the_same_summary(stances: DataFrame) -> None:
    shuffled = stances.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(summarize(stances), summarize(shuffled))


def test_summarizing_nothing_gives_no_rows() -> None:
    table = stance_table(made_analysis(3)).iloc[:0]
    assert summarize(table).empty
    assert summarize(table).columns.tolist() == COLUMNS


def test_summarizing_by_something_else_is_refused(stances: DataFrame) -> None:
    with pytest.raises(ValueError, match="cannot summarize by 'colour'"):
        summarize(stances, by=("colour",))


def test_the_headline_has_a_row_for_each_target_that_was_asked_for(stances: DataFrame) -> None:
    found = headline(stances, View(targets=("U.S.", "Japan", "Atlantis")))
    assert found["target"].tolist() == ["U.S.", "Japan", "Atlantis"]
    lost = found.iloc[2]
    assert lost["n_paragraphs"] == 0
    assert pd.isna(lost["mean"])
    assert lost["state"] == "too few"


def test_the_headline_agrees_with_the_summary(stances: DataFrame) -> None:
    expected = summarize(stances, by=("target",), count="origins")
    found = headline(stances, View(count="origins"))
    pd.testing.assert_frame_equal(found.drop(columns="n_stories"), expected)
    assert (found["n_stories"] <= found["n_articles"]).all()


def test_a_hundred_thousand_rows_take_a_second_or_two() -> None:
    table = stance_table(made_analysis(300))
    large = pd.concat(
        [table.assign(article_id=table["article_id"] + str(at)) for at in range(31)],
        ignore_index=True,
    ).assign(story=lambda frame: np.arange(len(frame)) // 11)
    assert len(large) > 100_000
    start = time.perf_counter()
    summarize(large, by=("outlet", "date", "target", "holder"), period="day")
    assert time.perf_counter() - start < 4
