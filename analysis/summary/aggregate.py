"""The summary: means with intervals, numbers and shares, by outlet, date, target, holder, role."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pandas import DataFrame, Series

from analysis.records import LABELS
from analysis.summary.intervals import Floats, Ints, means
from analysis.summary.selection import (
    Count,
    Period,
    View,
    bin_dates,
    choose_period,
    select,
)
from analysis.summary.tables import stories

DIMENSIONS = ("outlet", "date", "target", "holder", "role", "label")
"""The columns by which stances can be summarized."""

FEWEST_PARAGRAPHS = 5
"""Below this many paragraphs a group is shown as its paragraphs, without mean or interval."""

OK = "ok"
TOO_FEW = "too few"

MEASURES = (
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
)


def summarize(
    stances: DataFrame,
    *,
    by: Sequence[str] = ("outlet", "date", "target"),
    period: Period | None = None,
    count: Count = "articles",
) -> DataFrame:
    """Summarize stances by the columns of ``by``, one row per combination that occurs.

    ``date`` is binned into days, weeks (from Monday) or months, chosen by the data where ``period``
    is ``None``. What is not known (``None``, ``NaT``) is a group of its own and comes last.
    ``low`` and ``high`` are missing, and ``state`` is ``too few``, under 5 paragraphs and under 4
    independent stories. The same stances always give the same summary: see ``intervals``.
    """
    rows = with_stories(stances)
    if count != "articles":
        rows = select(rows, View(count=count))
    return summary_of(rows, by, period)[[*by, *MEASURES]]


def headline(stances: DataFrame, view: View) -> DataFrame:
    """Summarize what ``view`` selects by target, in the order of the view or else by name.

    Beside what ``summarize`` gives it counts the independent stories, ``n_stories``.

    A target that the view names and of which nothing is selected has a row with 0 paragraphs and
    no mean.
    """
    rows = select(with_stories(stances), view)
    table = summary_of(rows, ("target",), view.period)[["target", *MEASURES, "n_stories"]]
    if view.targets is None:
        return table
    table = table.set_index("target").reindex(list(dict.fromkeys(view.targets)))
    counts = [name for name in table.columns if name.startswith("n_")]
    table[counts] = table[counts].fillna(0).astype(np.int64)
    table["state"] = table["state"].astype(object).where(table["state"].notna(), TOO_FEW)
    return table.rename_axis("target").reset_index()


def with_stories(stances: DataFrame) -> DataFrame:
    """Give ``stances`` with the column ``story``, found from the copies where it is not there."""
    if "story" in stances:
        return stances
    return stances.assign(story=stories(stances))


def summary_of(rows: DataFrame, by: Sequence[str], period: Period | None = None) -> DataFrame:
    """Summarize ``rows`` as they stand, with ``n_stories`` besides what ``summarize`` gives."""
    return grouped(rows, by, period)[0]


def grouped(
    rows: DataFrame, by: Sequence[str], period: Period | None = None, *, value: str = "stance"
) -> tuple[DataFrame, Ints]:
    """Give the summary of ``rows`` and, for each of them, the number of its line there.

    ``value`` is the column that is averaged.
    """
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown:
        raise ValueError(f"cannot summarize by {unknown[0]!r}: choose from {DIMENSIONS}")
    keys = rows[list(by)].copy()
    if "date" in by:
        keys["date"] = bin_dates(rows["date"], period or choose_period(rows))
    groups, table = _groups(keys)
    n = len(table)
    values = rows[value].to_numpy(dtype=float)
    found = means(values, groups, rows["story"].to_numpy(dtype=np.int64), n)
    sizes = np.bincount(groups, minlength=n)
    told = (sizes >= FEWEST_PARAGRAPHS) & ~np.isnan(found.low)
    table["mean"] = found.mean
    table["low"] = np.where(told, found.low, np.nan)
    table["high"] = np.where(told, found.high, np.nan)
    table["n_paragraphs"] = sizes
    table["n_articles"] = _distinct(groups, rows["article_id"], n)
    table["n_origins"] = _distinct(groups, rows["origin"], n)
    labels = rows["label"].to_numpy()
    for label in LABELS:
        table[f"share_{label}"] = np.bincount(groups, weights=labels == label, minlength=n) / sizes
    table["state"] = Series(np.where(told, OK, TOO_FEW), dtype=object)
    table["n_stories"] = found.n_stories
    return table, groups


def _groups(keys: DataFrame) -> tuple[Ints, DataFrame]:
    """Number the groups from 0 in order of their keys, and give a table of the keys."""
    number = np.zeros(len(keys), dtype=np.int64)
    for name in keys:
        codes, found = keys[name].factorize(sort=True)
        number = number * (len(found) + 1) + np.where(codes < 0, len(found), codes)
    _, first, groups = np.unique(number, return_index=True, return_inverse=True)
    table = keys.iloc[first].reset_index(drop=True)
    return groups.astype(np.int64), table


def _distinct(groups: Ints, column: Series, n: int) -> Ints:
    """Count the different values of ``column`` in each group."""
    codes, found = column.factorize()
    pairs = np.unique(groups * (len(found) + 1) + codes)
    return np.bincount(pairs // (len(found) + 1), minlength=n).astype(np.int64)


def middles(values: Floats, groups: Ints, n: int) -> Floats:
    """Give the middle value of each group; of two in the middle the one nearer to 0.

    >>> middles(np.array([0.2, -0.8, 0.0, 0.5]), np.array([0, 0, 0, 1]), 2).tolist()
    [0.0, 0.5]
    """
    order = np.lexsort((values, groups))
    sizes = np.bincount(groups, minlength=n)
    first = np.cumsum(sizes) - sizes
    ranked = values[order]
    lower, upper = ranked[first + (sizes - 1) // 2], ranked[first + sizes // 2]
    nearer: Floats = np.where(np.abs(lower) <= np.abs(upper), lower, upper)
    return nearer
