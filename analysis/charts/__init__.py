"""The charts: one figure for each question that the stances answer."""

from __future__ import annotations

import altair as alt
from pandas import DataFrame

from analysis.charts import by_outlet, matrix, over_time, shares, tone, voices
from analysis.charts.figure import Figure
from analysis.charts.frame import SELECTION
from analysis.summary.selection import View, behind

__all__ = ["FIGURES", "SELECTION", "Figure", "behind", "draw", "figure"]

FIGURES: tuple[Figure, ...] = (
    by_outlet.FIGURE,
    over_time.FIGURE,
    shares.FIGURE,
    matrix.FIGURE,
    voices.FIGURE,
    tone.FIGURE,
)
"""Every figure, in the order in which a reader meets them."""


def figure(key: str) -> Figure:
    """Give the figure of that key. Raises ``ValueError`` where there is none."""
    for each in FIGURES:
        if each.key == key:
            return each
    raise ValueError(f"no figure {key!r}: choose from {', '.join(f.key for f in FIGURES)}")


def draw(
    key: str,
    stances: DataFrame,
    view: View | None = None,
    *,
    dark: bool = False,
    width: int | None = None,
    selectable: bool = False,
) -> alt.LayerChart:
    """Draw the figure of that key: as wide as the page, or ``width`` pixels wide for export."""
    chosen = figure(key)
    return chosen.draw(stances, view or View(), dark=dark, width=width, selectable=selectable)
