"""Intervals of 95 %: for means by leaving out one story at a time, for shares by Wilson's."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
FEWEST_STORIES = 4
"""Fewest independent stories for which an interval is given; see tests/summary/test_coverage.py."""


@dataclass(frozen=True, slots=True)
class Means:
    """Means of groups, with the ends of their intervals (NaN where none can be given)."""

    mean: Floats
    low: Floats
    high: Floats
    n_stories: Ints
    error: Floats


def means(values: Floats, groups: Ints, stories: Ints, n_groups: int) -> Means:
    """Give the mean of ``values`` in each group and its interval, clustered by story.

    ``groups`` numbers the group of each value from 0, ``stories`` its story by any integers.
    """
    pair, pair_group = _pairs(groups, stories)
    sums = np.bincount(pair, weights=values, minlength=len(pair_group))
    sizes = np.bincount(pair, minlength=len(pair_group)).astype(float)
    total = np.bincount(pair_group, weights=sums, minlength=n_groups)
    size = np.bincount(pair_group, weights=sizes, minlength=n_groups)
    k = np.bincount(pair_group, minlength=n_groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / size
        without = (total[pair_group] - sums) / (size[pair_group] - sizes)
        squares = np.bincount(
            pair_group, weights=(without - mean[pair_group]) ** 2, minlength=n_groups
        )
        error = np.sqrt(squares * (k - 1) / k)
    reach = _t_quantiles(k) * error
    reach = np.where(k >= FEWEST_STORIES, reach, np.nan)
    low, high = np.clip(mean - reach, -1, 1), np.clip(mean + reach, -1, 1)
    return Means(mean, low, high, k, error)


def shares(hits: npt.NDArray[np.bool_], groups: Ints, stories: Ints, n_groups: int) -> Means:
    """Give the share of ``hits`` in each group with Wilson's interval (Wilson 1927).

    Paragraphs of one story are alike, so they count for fewer: n is the number of independent
    paragraphs that would vary as much as the stories do (Korn & Graubard 1998), at most the number
    that there are; where no variation is seen, it is the number of stories.
    """
    found = means(hits.astype(float), groups, stories, n_groups)
    p, k = found.mean, found.n_stories
    n = np.bincount(groups, minlength=n_groups).astype(float)
    t = _t_quantiles(k)
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = p * (1 - p) / found.error**2 * (Z / t) ** 2
        size = np.where(found.error > 0, np.minimum(alike, n), k)
        middle = (p + Z**2 / (2 * size)) / (1 + Z**2 / size)
        reach = Z * np.sqrt(p * (1 - p) / size + Z**2 / (4 * size**2)) / (1 + Z**2 / size)
    reach = np.where((k >= FEWEST_STORIES) & (size > 0), reach, np.nan)
    low, high = np.clip(middle - reach, 0, 1), np.clip(middle + reach, 0, 1)
    return Means(p, low, high, k, found.error)


def _t_quantiles(k: Ints) -> Floats:
    """Give t's quantile for ``k`` stories each, NaN for fewer than two."""
    sizes, at = np.unique(k, return_inverse=True)
    values = [t_quantile(int(size) - 1) if size > 1 else np.nan for size in sizes]
    return np.array(values, dtype=float)[at]


def _pairs(groups: Ints, stories: Ints) -> tuple[Ints, Ints]:
    """Number the pairs of group and story; give the pair of each row and the group of each pair."""
    width = int(stories.max()) + 1 if len(stories) else 1
    keys, pair = np.unique(groups * width + stories, return_inverse=True)
    return pair, keys // width


def t_quantile(df: int, level: float = LEVEL) -> float:
    """Give the two-sided quantile of Student's t (Hill 1970)."""
    return NormalDist().inv_cdf((1 + level) / 2) + 2.0 / df
