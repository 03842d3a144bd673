"""What a figure looks at: the selected rows, their summary, and the targets' order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame

from analysis.charts.theme import Theme, shape
from analysis.records import OTHER, OUTLET
from analysis.summary.aggregate import (
    FEWEST_PARAGRAPHS,
    MEASURES,
    grouped,
    middles,
    with_stories,
)
from analysis.summary.intervals import Ints
from analysis.summary.selection import View, select


@dataclass(frozen=True, slots=True)
class Look:
    """Selected ``rows``, their summary ``table`` and the line there of each row (``groups``).

    In ``table``, ``mean`` is missing under 5 paragraphs, and ``at`` is where a dot stands: on the
    mean or, where that is missing, on the middle paragraph. ``targets`` are those of the whole
    corpus, so that a target keeps its colour and shape under every filter.
    """

    rows: DataFrame
    table: DataFrame
    groups: Ints
    targets: tuple[str, ...]

    def public(self, by: Sequence[str]) -> DataFrame:
        """The part of the table that is handed out with the chart."""
        return self.table[[*by, *MEASURES]]

    def shapes(self, targets: Iterable[str]) -> list[str]:
        """The shapes of targets."""
        return [shape(self.targets.index(target)) for target in targets]

    def colours(self, targets: Iterable[str], inks: Theme) -> list[str]:
        """The colours of targets."""
        return [inks.colour(self.targets.index(target)) for target in targets]


def look(
    stances: DataFrame, view: View, by: Sequence[str], *, dated: bool = False, value: str = "stance"
) -> Look:
    """Select, summarize and say where each dot stands; ``dated`` leaves out what has no date."""
    rows = select(with_stories(stances), view)
    if dated:
        rows = rows[rows["date"].notna()]
    table, groups = grouped(rows, by, view.period, value=value)
    values = rows[value].to_numpy(dtype=float)
    few = table["n_paragraphs"] < FEWEST_PARAGRAPHS
    at = np.where(few, middles(values, groups, len(table)), table["mean"])
    targets = tuple(sorted(set(stances["target"])))
    return Look(rows, table.assign(mean=table["mean"].mask(few), at=at), groups, targets)


def outlets_by_size(rows: DataFrame) -> list[object]:
    """Order the outlets by their number of paragraphs; what is not known comes last."""
    sizes = rows["outlet"].value_counts()
    known = sorted(sizes.index, key=lambda name: (-int(sizes[name]), str(name)))
    return [*known, None] if rows["outlet"].isna().any() else list(known)


def holders_in_order(rows: DataFrame) -> list[str]:
    """Order the holders: the outlet's own voice, those of the targets, others."""
    found = set(rows["holder"])
    between = sorted(found - {OUTLET, OTHER})
    return [name for name in (OUTLET, *between, OTHER) if name in found]


def same(value: object) -> object:
    """Give a value in the form in which it can be a key: everything missing is ``None``."""
    return None if value is None or value is pd.NaT or value != value else value
