"""Many comparisons: how many were looked at, and that chance alone is told at the rate promised."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.summary.differences import difference, gaps, of_outlets, sides
from analysis.summary.discovery import COLUMNS, compare_outlets, q_values
from analysis.summary.intervals import Floats
from analysis.summary.selection import View
from tests.summary.made import again, made_stances

MOODS = {"Fjord Post": -0.5, "Delta News": 0.1, "Mesa Herald": 0.1, "Isle Gazette": 0.12}


def test_q_values_are_those_of_the_worked_example() -> None:
    # Benjamini & Hochberg (1995), section 3.3: 15 p-values, of which 4 are told at 5 %.
    p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
        0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip
    q = q_values(np.array(p))
    assert (q <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q[3] == pytest.approx(0.0095 * 15 / 4)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.floats(0, 1) | st.just(float("nan")), max_size=30))
def test_q_values_keep_the_order_of_p_and_are_never_below_it(values: list[float]) -> None:
    p = np.array(values)
    q, strict = q_values(p), q_values(p, any_dependence=True)
    known = ~np.isnan(p)
    assert (np.isnan(q) == ~known).all()
    assert (q[known] >= p[known] - 1e-12).all()
    assert (strict[known] >= q[known]).all()
    assert (q[known] <= 1).all()
    assert (np.diff(q[known][np.argsort(p[known], kind="stable")]) >= 0).all()


def test_every_pair_is_in_the_table_with_its_numbers() -> None:
    stances = made_stances(MOODS, targets=("Japan", "Korea"), articles=12)
    found = compare_outlets(stances, View())
    assert found.table.columns.tolist() == list(COLUMNS)
    assert found.looked_at == 12
    assert found.too_few == 0
    row = found.table[(found.table["target"] == "Korea") & (found.table["b"] == "Fjord Post")].iloc[
        0
    ]
    alone = difference(stances, View(), of_outlets(row["a"]), of_outlets(row["b"]), "Korea")
    assert row["difference"] == pytest.approx(alone.value)
    assert (row["low"], row["high"], row["p"]) == pytest.approx((alone.low, alone.high, alone.p))
    assert (row["stories_a"], row["stories_b"]) == alone.stories


def test_outlets_that_differ_are_found_and_those_alike_are_not() -> None:
    found = compare_outlets(made_stances(MOODS, articles=30), View())
    told = found.table[found.table["found"]]
    assert len(told) == 3
    assert all("Fjord Post" in pair for pair in zip(told["a"], told["b"], strict=True))
    assert found.describe() == (
        "6 comparisons were looked at. 3 differ when at most 5% of those told may be chance."
    )


def test_pairs_with_too_few_stories_are_counted_apart_and_have_no_q() -> None:
    stances = made_stances(MOODS, articles=12)
    few = stances[
        (stances["outlet"] != "Mesa Herald") | (stances["article_id"] < "Mesa Herald 002")
    ]
    found = compare_outlets(few, View())
    assert (found.looked_at, found.too_few) == (3, 3)
    assert found.table["q"].isna().sum() == 3
    assert "3 more have too few stories" in found.describe()


def test_one_outlet_or_none_leaves_nothing_to_compare() -> None:
    stances = made_stances({"Fjord Post": 0.1})
    for found in (compare_outlets(stances, View()), compare_outlets(stances[:0], View())):
        assert (found.looked_at, found.too_few, len(found.table)) == (0, 0, 0)
        assert found.table.columns.tolist() == list(COLUMNS)


def test_counting_origins_counts_a_copy_once_for_each_outlet() -> None:
    stances = again(made_stances(MOODS), "Fjord Post 001", "Delta News")
    table = compare_outlets(again(stances, "Fjord Post 001", "Fjord Post"), View(count="origins"))
    row = table.table[(table.table["a"] == "Delta News") & (table.table["b"] == "Fjord Post")]
    assert row[["n_a", "n_b", "shared"]].to_numpy().tolist() == [[126, 120, 1]]


def false_shares(moods: Floats, corpora: int) -> list[float]:
    """Of each corpus, the share of the told pairs that in truth do not differ; 0 of none is 0."""
    dice = np.random.default_rng(3)
    n, articles, paragraphs = len(moods), 40, 3
    first, second = np.triu_indices(n, 1)
    same = moods[first] == moods[second]
    shares: list[float] = []
    for _ in range(corpora):
        lean = moods[:, None] + dice.normal(0, 0.5, (n, articles))
        # A quarter of each outlet's stories are shared by all.
        lean[:, :10] = dice.normal(moods.mean(), 0.5, 10)
        values = np.clip(lean[:, :, None] + dice.normal(0, 0.2, (n, articles, paragraphs)), -1, 1)
        story = np.arange(n * articles).reshape(n, articles)
        story[:, :10] = story[0, :10]
        side = np.repeat(np.arange(n), articles * paragraphs)
        found = gaps(
            sides(values.ravel(), side, np.repeat(story.ravel(), paragraphs), n), first, second
        )
        told = q_values(found.p) <= 0.05
        shares.append(float((told & same).sum() / max(told.sum(), 1)))
    return shares


@pytest.mark.parametrize(
    "moods", [np.zeros(10), np.repeat([-0.4, 0.0], 5), np.repeat([-0.4, 0.0], [1, 9])]
)
def test_chance_alone_is_told_no_more_often_than_promised(moods: Floats) -> None:
    shares = false_shares(moods, 200)
    rate = float(np.mean(shares))
    error = float(np.std(shares) / np.sqrt(len(shares)))
    print(f"45 pairs of 10 outlets, {len(set(moods))} moods: false discoveries {rate:.3f}")
    assert rate <= 0.05 + 2 * error


def test_thirty_thousand_paragraphs_of_forty_outlets_are_compared_in_seconds() -> None:
    stances = made_stances(
        {f"outlet {n}": -0.01 * n for n in range(40)}, articles=25, paragraphs=10,
        targets=("Japan", "Korea", "U.S."),
    )  # fmt: skip
    began = time.perf_counter()
    found = compare_outlets(stances, View())
    took = time.perf_counter() - began
    print(f"{len(stances):,} rows, {found.looked_at:,} comparisons: {took:.2f} s")
    assert found.looked_at == 2340
    # Half a second on one free core; the machine may be shared.
    assert took < 5
