"""Intervals of 95 %: for means by leaving out one story at a time, for shares by Wilson's."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEVEL = 0.95
FEWEST_STORIES = 4
"""Fewest independent stories for which an interval is given; see tests/summary/test_coverage.py."""


@dataclass(frozen=True, slots=True)
class Means:
    """Means of groups, with the ends of their intervals (NaN where none can be given)."""

    mean: Floats
    low: Floats
    high: Floats
    n_stories: Ints


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
    reach = np.array([t_quantile(int(count) - 1) if count > 1 else np.nan for count in k]) * error
    reach = np.where(k >= FEWEST_STORIES, reach, np.nan)
    return Means(mean, np.clip(mean - reach, -1, 1), np.clip(mean + reach, -1, 1), k)


def _pairs(groups: Ints, stories: Ints) -> tuple[Ints, Ints]:
    """Number the pairs of group and story; give the pair of each row and the group of each pair."""
    width = int(stories.max()) + 1 if len(stories) else 1
    keys, pair = np.unique(groups * width + stories, return_inverse=True)
    return pair, keys // width


def t_quantile(df: int, level: float = LEVEL) -> float:
    """Give the two-sided quantile of Student's t (Hill 1970)."""
    return NormalDist().inv_cdf((1 + level) / 2) + 2.0 / df
