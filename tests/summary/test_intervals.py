"""Intervals: when there is none, that none is a point, and that copies narrow none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.summary.intervals import FEWEST_STORIES, means, shares, t_quantile

TABLE = {
    1: 12.706,
    2: 4.303,
    3: 3.182,
    4: 2.776,
    5: 2.571,
    6: 2.447,
    10: 2.228,
    30: 2.042,
    120: 1.980,
}
"""Two-sided 95 % quantiles of Student's t, as printed in tables."""


@pytest.mark.parametrize(("df", "printed"), TABLE.items())
def test_t_agrees_with_the_printed_tables(df: int, printed: float) -> None:
    assert t_quantile(df) == pytest.approx(printed, abs=6e-4)


def test_t_agrees_with_the_printed_tables_at_99_percent() -> None:
    assert t_quantile(3, 0.99) == pytest.approx(5.841, abs=6e-4)
    assert t_quantile(20, 0.99) == pytest.approx(2.845, abs=6e-4)


def one_group(values: list[float], stories: list[int]) -> tuple[float, float, float]:
    found = means(np.array(values), np.zeros(len(values), np.int64), np.array(stories, np.int64), 1)
    return float(found.mean[0]), float(found.low[0]), float(found.high[0])


@pytest.mark.parametrize("k", range(1, FEWEST_STORIES))
def test_too_few_stories_have_a_mean_and_no_interval(k: int) -> None:
    mean, low, high = one_group([0.5] * 40, [at % k for at in range(40)])
    assert mean == 0.5
    assert np.isnan(low)
    assert np.isnan(high)


@pytest.mark.parametrize("value", [-1.0, 0.0, 0.7, 1.0])
def test_stories_that_all_agree_do_not_make_a_certainty(value: float) -> None:
    mean, low, high = one_group([value] * 20, [at // 4 for at in range(20)])
    assert low <= mean <= high
    assert high - low > 0.3


def test_more_stories_that_agree_make_a_narrower_interval() -> None:
    widths = []
    for k in (5, 20, 100):
        _, low, high = one_group([0.0] * 3 * k, [at // 3 for at in range(3 * k)])
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)


VALUES = st.lists(st.tuples(st.floats(-1, 1), st.integers(0, 12)), min_size=1, max_size=60)


@settings(deadline=None, max_examples=150)
@given(VALUES)
def test_an_interval_holds_its_mean_and_stays_on_the_scale(rows: list[tuple[float, int]]) -> None:
    mean, low, high = one_group([value for value, _ in rows], [story for _, story in rows])
    if len({story for _, story in rows}) < FEWEST_STORIES:
        assert np.isnan(low)
        assert np.isnan(high)
    else:
        assert -1 <= low <= mean + 1e-12
        assert mean - 1e-12 <= high <= 1
        assert high > low


@settings(deadline=None, max_examples=100)
@given(VALUES)
def test_exchanging_favorable_and_unfavorable_mirrors_the_interval(
    rows: list[tuple[float, int]],
) -> None:
    stories = [story for _, story in rows]
    mean, low, high = one_group([value for value, _ in rows], stories)
    turned = one_group([-value for value, _ in rows], stories)
    np.testing.assert_allclose(turned, (-mean, -high, -low), atol=1e-12)


@settings(deadline=None, max_examples=100)
@given(VALUES)
def test_the_order_of_rows_and_the_numbers_of_stories_do_not_matter(
    rows: list[tuple[float, int]],
) -> None:
    turned = [(value, 40 - story) for value, story in reversed(rows)]
    first = one_group([value for value, _ in rows], [story for _, story in rows])
    second = one_group([value for value, _ in turned], [story for _, story in turned])
    np.testing.assert_allclose(first, second, atol=1e-12)


def test_groups_do_not_touch_each_other() -> None:
    values = np.array([0.1, -0.4, 0.9, 0.3, -0.2, 0.0, 0.5, 0.6])
    groups = np.array([0, 1, 0, 1, 0, 1, 0, 1])
    stories = np.array([0, 0, 1, 1, 2, 2, 3, 3])
    both = means(values, groups, stories, 2)
    for group in (0, 1):
        alone = one_group(values[groups == group].tolist(), stories[groups == group].tolist())
        assert (both.mean[group], both.low[group], both.high[group]) == pytest.approx(alone)


def test_no_hits_among_few_stories_leave_a_large_share_possible() -> None:
    hits = np.zeros(50, dtype=bool)
    found = shares(hits, np.zeros(50, np.int64), np.arange(50) // 10, 1)
    assert found.mean[0] == 0
    assert found.low[0] == 0
    assert found.high[0] > 0.4


def test_wilson_agrees_with_the_worked_example_of_one_in_ten() -> None:
    # 1 of 10: Wilson's interval is 1.8 % to 40.4 % (Newcombe 1998, method 3).
    hits = np.array([True] + [False] * 9)
    found = shares(hits, np.zeros(10, np.int64), np.arange(10), 1)
    assert found.low[0] == pytest.approx(0.0179, abs=5e-4)
    assert found.high[0] == pytest.approx(0.4042, abs=5e-4)
