"""What of the stances is looked at: a view, the rows that it selects, the rows behind a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series

from analysis.summary.syndicated import agency_text

Count = Literal["articles", "origins", "own"]
"""Every publication of a paragraph, each origin once, or every publication but agency copy."""
COUNTS: tuple[Count, ...] = ("articles", "origins", "own")

Period = Literal["day", "week", "month"]
PERIODS: tuple[Period, ...] = ("day", "week", "month")

ENOUGH_IN_A_BIN = 5
"""Day, week or month is chosen so that the median bin holds at least this many paragraphs."""
MOST_BINS = 60
"""About as many dots as stand apart across a page."""

MARK_FIELDS = ("article_id", "paragraph", "outlet", "target", "holder", "role", "label")
"""The columns besides ``date`` by which a mark of a chart says which rows stand behind it."""


@dataclass(frozen=True, slots=True)
class View:
    """A choice of rows and a way of counting. ``None`` leaves a column free; ``()`` takes nothing.

    ``outlets`` may hold ``None`` for articles whose outlet is not known. ``undated`` says whether
    paragraphs without a known date are selected; left ``None``, they are unless ``start`` or
    ``end`` (both inclusive) is given, since nothing shows that they fall between them.
    """

    targets: tuple[str, ...] | None = None
    outlets: tuple[str | None, ...] | None = None
    start: date | None = None
    end: date | None = None
    roles: tuple[str, ...] | None = None
    holders: tuple[str, ...] | None = None
    count: Count = "articles"
    period: Period | None = None
    undated: bool | None = None


def select(stances: DataFrame, view: View) -> DataFrame:
    """Give the rows of ``stances`` that ``view`` shows, in order, with their index.

    With ``count="origins"`` each origin paragraph stands once for each target: as the origin itself
    where it is selected, else as its first carrier. With ``count="own"`` what ``agency_text`` finds
    to be an agency's is left out; ``stances`` must then be the whole table.
    """
    keep = np.ones(len(stances), dtype=bool)
    chosen = (
        ("target", view.targets),
        ("outlet", view.outlets),
        ("role", view.roles),
        ("holder", view.holders),
    )
    for column, values in chosen:
        if values is not None:
            keep &= _one_of(stances[column], values)
    undated = stances["date"].isna().to_numpy()
    if view.start is not None:
        keep &= undated | (stances["date"] >= pd.Timestamp(view.start)).to_numpy()
    if view.end is not None:
        keep &= undated | (stances["date"] <= pd.Timestamp(view.end)).to_numpy()
    free = view.start is None and view.end is None
    if not (free if view.undated is None else view.undated):
        keep &= ~undated
    if view.count == "own" and len(stances):
        keep &= agency_text(stances)["agency"].isna().to_numpy()
    rows = stances[keep]
    return once_each(rows) if view.count == "origins" else rows


def once_each(stances: DataFrame) -> DataFrame:
    """Keep each origin paragraph once for each target, itself where it is there, in order."""
    is_copy = stances["origin"].to_numpy() != stances["article_id"].to_numpy()
    is_copy |= stances["origin_paragraph"].to_numpy() != stances["paragraph"].to_numpy()
    keys = stances[["origin", "origin_paragraph", "target"]]
    order = np.argsort(is_copy, kind="stable")
    first = ~keys.iloc[order].duplicated().to_numpy()
    return stances.iloc[np.sort(order[first])]


def behind(stances: DataFrame, view: View, mark: Mapping[str, object]) -> DataFrame:
    """Give exactly the rows that a mark of a chart stands for.

    ``mark`` is a row of the figure's table, or what a click gives: the columns of the figure's
    ``fields``. A ``date`` is the first day of a bin of the period in which the chart is drawn.
    """
    rows = select(stances, view)
    keep = np.ones(len(rows), dtype=bool)
    for name in MARK_FIELDS:
        if name in mark:
            value = mark[name]
            keep &= _one_of(rows[name], (None if _missing(value) else value,))
    if "date" in mark:
        bins = bin_dates(rows["date"], view.period or choose_period(rows))
        day = mark["date"]
        keep &= (bins.isna() if _missing(day) else bins == _timestamp(day)).to_numpy()
    return rows[keep]


def choose_period(stances: DataFrame) -> Period:
    """Choose the shortest period whose median bin, per target, holds at least 5 paragraphs.

    In more than ``MOST_BINS`` bins a reader sees a cloud and no course, so the period is longer
    then too. Where even months do not do, it is the month.
    """
    dated = stances[stances["date"].notna()]
    for period in PERIODS:
        bins = bin_dates(dated["date"], period)
        sizes = dated.groupby([bins, dated["target"]], sort=False).size()
        enough = len(sizes) > 0 and sizes.median() >= ENOUGH_IN_A_BIN
        if enough and bins.nunique() <= MOST_BINS:
            return period
    return "month"


def bin_dates(dates: Series, period: Period) -> Series:
    """Give the first day of the period in which each date lies; weeks begin on Monday.

    >>> bin_dates(pd.Series(pd.to_datetime(["2019-07-14"])), "week").dt.day_name().tolist()
    ['Monday']
    """
    days = dates.to_numpy().astype("datetime64[D]")
    if period == "month":
        first = days.astype("datetime64[M]").astype("datetime64[D]")
    elif period == "week":
        # 1970-01-01, day 0, was a Thursday.
        weekday = (days.astype(np.int64) + 3) % 7
        first = np.where(np.isnat(days), days, days - weekday.astype("timedelta64[D]"))
    else:
        first = days
    return Series(first.astype("datetime64[s]"), index=dates.index, name=dates.name)


def _one_of(column: Series, values: tuple[object, ...]) -> npt.NDArray[np.bool_]:
    known = [value for value in values if value is not None]
    found = column.isin(known).to_numpy()
    if None in values:
        found = found | column.isna().to_numpy()
    return np.asarray(found, dtype=bool)


def _missing(value: object) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value))


def _timestamp(value: object) -> pd.Timestamp:
    if isinstance(value, str | date | np.datetime64 | pd.Timestamp):
        return pd.Timestamp(value)
    raise TypeError(f"a mark's date is a day, not {value!r}")
