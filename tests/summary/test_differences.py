"""Differences between sides: signs, pairing, what is too little, and where the ends lie."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.summary.differences import (
    Difference,
    Side,
    before_and_after,
    difference,
    gaps,
    of_outlets,
    sides,
)
from analysis.summary.intervals import t_chance
from analysis.summary.selection import View
from tests.summary.made import again, made_stances
from tests.summary.test_intervals import TABLE

A, B = of_outlets("Fjord Post"), of_outlets("Delta News")
STANCES = made_stances({"Fjord Post": -0.4, "Delta News": 0.1})


def compared(a: Side = A, b: Side = B) -> Difference:
    return difference(STANCES, View(), a, b, "Japan")


@pytest.mark.parametrize(("df", "printed"), TABLE.items())
def test_the_p_value_at_the_printed_quantile_is_five_percent(df: int, printed: float) -> None:
    # The tables print three decimals; for 1 degree of freedom that is 0.002 % of p.
    assert t_chance(np.array([printed]), np.array([float(df)]))[0] == pytest.approx(0.05, abs=5e-5)


def test_p_values_agree_with_known_ones_far_out_and_for_broken_degrees_of_freedom() -> None:
    # 1 degree: 1 - 2 atan(t) / pi; 2 degrees: 1 - t / sqrt(2 + t**2).
    t = np.array([0.1, 1.0, 7.0, 60.0])
    assert t_chance(t, np.ones(4)) == pytest.approx(1 - 2 * np.arctan(t) / np.pi, rel=1e-9)
    assert t_chance(t, np.full(4, 2.0)) == pytest.approx(1 - t / np.sqrt(2 + t**2), rel=1e-6)
    between = t_chance(np.full(3, 2.0), np.array([4.0, 4.5, 5.0]))
    assert between[0] > between[1] > between[2]
    assert t_chance(np.array([3.0]), np.array([1e4]))[0] == pytest.approx(0.0027, abs=2e-5)


def test_a_more_critical_side_makes_a_negative_difference() -> None:
    found = compared()
    assert found.value == pytest.approx(-0.5, abs=0.2)
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert found.low < found.value < found.high < 0
    assert found.sure
    assert found.n == (120, 120)
    assert found.stories == (20, 20)
    assert found.shared == 0


def test_exchanging_the_sides_turns_the_sign_and_nothing_else() -> None:
    found, turned = compared(), compared(a=B, b=A)
    assert found.low is not None
    assert turned.high == pytest.approx(-found.low)
    assert turned.p == pytest.approx(found.p)
    assert turned.value == pytest.approx(-(found.value or 0))


def test_a_story_on_both_sides_is_paired() -> None:
    own = made_stances({"Fjord Post": -0.2, "Delta News": -0.2}, spread=0.5)
    copied = own
    for number in range(20):
        copied = again(copied, f"Fjord Post {number:03}", "Delta News")
    apart = difference(own, View(), A, B, "Japan")
    paired = difference(copied, View(), A, B, "Japan")
    assert paired.shared == 20
    assert paired.stories == (20, 40)
    assert width(paired) < 0.75 * width(apart)


def width(found: Difference) -> float:
    assert found.low is not None
    assert found.high is not None
    return found.high - found.low


def test_sides_that_carry_the_same_do_not_differ_and_are_no_certainty() -> None:
    copied = made_stances({"Fjord Post": -0.2})
    for number in range(20):
        copied = again(copied, f"Fjord Post {number:03}", "Delta News")
    found = difference(copied, View(), A, B, "Japan")
    assert found.value == pytest.approx(0)
    assert found.p == pytest.approx(1)
    assert width(found) > 0.05


def test_counting_origins_counts_each_once_on_each_side() -> None:
    twice = again(again(STANCES, "Fjord Post 003", "Delta News"), "Fjord Post 003", "Fjord Post")
    found = difference(twice, View(count="origins"), A, B, "Japan")
    assert found.n == (120, 126)
    assert found.shared == 1


def test_before_and_after_a_day_leaves_out_what_has_no_date() -> None:
    before, after = before_and_after(date(2021, 3, 11))
    undated = STANCES.assign(date=STANCES["date"].where(STANCES["article_id"] != "Fjord Post 000"))
    found = difference(undated, View(), before, after, "Japan")
    assert found.stories == (19, 20)
    assert found.n == (19 * 6, 20 * 6)


def test_a_side_is_narrowed_by_the_view_and_never_widened() -> None:
    side = Side("spring", outlets=("x", "y"), start=date(2021, 3, 5), end=date(2021, 6, 1))
    view = side.within(View(outlets=("y", "z"), start=date(2021, 4, 1), end=date(2021, 7, 1)))
    assert view.outlets == ("y",)
    assert (view.start, view.end) == (date(2021, 4, 1), date(2021, 6, 1))


@pytest.mark.parametrize("articles", [0, 1, 3])
def test_too_few_stories_have_no_interval_and_no_p(articles: int) -> None:
    few = STANCES[
        (STANCES["outlet"] != "Delta News") | (STANCES["article_id"] < f"Delta News {articles:03}")
    ]
    found = difference(few, View(), A, B, "Japan")
    assert (found.low, found.high, found.p) == (None, None, None)
    assert (found.value is None) == (articles == 0)
    assert found.stories == (20, articles)
    assert not found.told
    assert not found.sure


ROWS = st.lists(
    st.tuples(st.floats(-1, 1), st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=80
)


@settings(deadline=None, max_examples=100)
@given(ROWS)
def test_intervals_hold_the_middle_stay_on_the_scale_and_agree_with_p(
    rows: list[tuple[float, int, int]],
) -> None:
    values, on, stories = (np.array(column) for column in zip(*rows, strict=True))
    found = gaps(sides(values, on, stories, 3), np.array([0, 0, 1]), np.array([1, 2, 2]))
    told = ~np.isnan(found.p)
    assert (found.low[told] < found.high[told]).all()
    assert (found.low[told] >= -2).all()
    assert (found.high[told] <= 2).all()
    leaves_out_0 = found.low[told] * found.high[told] > 0
    clear = np.abs(found.p[told] - 0.05) > 1e-4
    assert (leaves_out_0 == (found.p[told] < 0.05))[clear].all()


@settings(deadline=None, max_examples=50)
@given(ROWS, st.integers(0, 5))
def test_other_sides_do_not_touch_a_difference(
    rows: list[tuple[float, int, int]], seed: int
) -> None:
    values, on, stories = (np.array(column) for column in zip(*rows, strict=True))
    order = np.random.default_rng(seed).permutation(len(values))
    values, on, stories = values[order], on[order], stories[order]
    two = on < 2
    first, second = np.array([0]), np.array([1])
    among = gaps(sides(values, on, stories, 3), first, second)
    alone = gaps(sides(values[two], on[two], stories[two], 2), first, second)
    np.testing.assert_allclose(among.low, alone.low)
    np.testing.assert_allclose(among.p, alone.p)
