"""Many comparisons at once: every pair of outlets toward every target, and how many are chance.

Of a hundred comparisons in which nothing differs, five have a p-value under 0.05. So each has a
q-value beside it: the smallest share of false discoveries at which it would be among those told
(Benjamini & Hochberg 1995, "Controlling the false discovery rate"). Pairs share their outlets and
so depend on each other; for all pairs of a set of means the procedure holds its rate nevertheless
(Yekutieli 2008, "False discovery rate control for non-positively regression dependent test
statistics", and our simulation). Under any dependence at all that of Benjamini & Yekutieli (2001)
holds it, at the price of fewer discoveries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from analysis.summary.aggregate import with_stories
from analysis.summary.differences import gaps, sides
from analysis.summary.intervals import Floats
from analysis.summary.selection import View, once_each, select

RATE = 0.05
"""The share of false discoveries that is held among the differences that are told."""

COLUMNS = (
    "target", "a", "b", "difference", "low", "high", "p", "q", "found",
    "n_a", "n_b", "stories_a", "stories_b", "shared",
)  # fmt: skip
"""One row per pair and target; ``found`` says whether it is told at the false discovery rate."""


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All comparisons of a view: ``table`` has ``COLUMNS``, those with the smallest p first.

    ``looked_at`` counts those with a p-value, ``too_few`` those that had too little for one.
    """

    table: DataFrame
    looked_at: int
    too_few: int
    found: int
    rate: float = RATE

    def describe(self) -> str:
        """One sentence for a reader: how many were looked at, and how many differ."""
        if not self.looked_at:
            return f"No two outlets can be compared: {self.too_few:,} pairs have too few stories."
        rest = f"; {self.too_few:,} more have too few stories" if self.too_few else ""
        told = f"{self.found:,} differ" if self.found != 1 else "1 differs"
        return (
            f"{self.looked_at:,} comparisons were looked at{rest}. {told} when at most "
            f"{self.rate:.0%} of those told may be chance."
        )


def q_values(p: Floats, *, any_dependence: bool = False) -> Floats:
    """The q-value of each p-value; NaN stays NaN and is not counted.

    By Benjamini & Hochberg (1995), or Benjamini & Yekutieli (2001) for ``any_dependence``.

    >>> q_values(np.array([0.01, 0.04, np.nan, 0.03, 0.5])).round(3).tolist()
    [0.04, 0.053, nan, 0.053, 0.5]
    """
    known = np.flatnonzero(~np.isnan(p))
    m = len(known)
    order = known[np.argsort(p[known], kind="stable")]
    ranks = np.arange(1, m + 1)
    times = m * (float((1 / ranks).sum()) if any_dependence else 1.0)
    raised = p[order] * times / ranks
    q = np.full(len(p), np.nan)
    q[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1)
    return q


def compare_outlets(
    stances: DataFrame,
    view: View,
    *,
    targets: Sequence[str] | None = None,
    any_dependence: bool = False,
    rate: float = RATE,
) -> Comparisons:
    """Compare every two known outlets that ``view`` shows, toward each target.

    Pairs that have too few stories are in the table too, without interval, p or q. With
    ``count="origins"`` each origin counts once for each outlet.
    """
    base = view if view.count == "own" else replace(view, count="articles")
    rows = select(with_stories(stances), base)
    rows = rows[rows["outlet"].notna()]
    if view.count == "origins" and len(rows):
        rows = pd.concat([once_each(part) for _, part in rows.groupby("outlet", sort=True)])
    chosen = sorted(rows["target"].unique()) if targets is None else list(targets)
    tables = [_pairs(rows[rows["target"] == target], target) for target in chosen]
    table = pd.concat(tables, ignore_index=True) if tables else _pairs(rows, "")
    table["q"] = q_values(table["p"].to_numpy(float), any_dependence=any_dependence)
    table["found"] = (table["q"] <= rate).to_numpy(bool)
    table = table.sort_values(["p", "target", "a", "b"], na_position="last", ignore_index=True)
    told = int(table["p"].notna().sum())
    return Comparisons(
        table[list(COLUMNS)], told, len(table) - told, int(table["found"].sum()), rate
    )


def _pairs(rows: DataFrame, target: str) -> DataFrame:
    codes, names = rows["outlet"].factorize(sort=True)
    n = len(names)
    found = sides(rows["stance"].to_numpy(float), codes, rows["story"].to_numpy(np.int64), n)
    first, second = np.triu_indices(n, 1)
    made = gaps(found, first, second)
    outlets = np.asarray(names, dtype=object)
    return DataFrame(
        {
            "target": Series([target] * len(first), dtype=object),
            "a": Series(outlets[first], dtype=object),
            "b": Series(outlets[second], dtype=object),
            "difference": made.value,
            "low": made.low,
            "high": made.high,
            "p": made.p,
            "n_a": found.n[first],
            "n_b": found.n[second],
            "stories_a": found.n_stories[first],
            "stories_b": found.n_stories[second],
            "shared": found.shared[first, second],
        }
    )
