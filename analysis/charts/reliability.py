"""Chart: how often labels of a given confidence are right, beside how often they should be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import altair as alt
from pandas import DataFrame

from analysis.charts.theme import LABEL_SIZE, config, shape, theme

SIDE = 300
"""Side of the square in pixels."""
FEWEST = 5
"""Bins of fewer rows are not drawn: a share of so few says nothing."""
Z = 1.96
TITLE = "Does a confidence of 80 % mean right in 80 of 100?"

Bins = Sequence[tuple[int, float, float]]
"""For each bin of confidence: rows, mean confidence, share of them that is right."""


def reliability_table(scorers: Mapping[str, Bins]) -> DataFrame:
    """One row per scorer and bin: n, confidence, right, and the share's 95 % interval.

    The interval is the score interval for a share (Wilson 1927).

    >>> reliability_table({"one": [(10, 0.75, 0.8)]}).round(2).to_numpy().tolist()
    [['one', 10, 0.75, 0.8, 0.49, 0.94]]
    """
    rows = [
        (scorer, n, confidence, right, *_wilson(right, n))
        for scorer, bins in scorers.items()
        for n, confidence, right in bins
    ]
    return DataFrame(rows, columns=["scorer", "n", "confidence", "right", "low", "high"])


def draw_reliability(
    scorers: Mapping[str, Bins], *, note: str, dark: bool = False
) -> alt.LayerChart:
    """The share that is right against the confidence, one mark per scorer and bin, by ``note``.

    On the diagonal the confidence means what it says; below it a scorer is too sure of itself.
    """
    inks = theme(dark)
    table = reliability_table(scorers)
    table = table[table["n"] >= FEWEST]
    names = list(dict.fromkeys(table["scorer"]))
    percent = alt.Axis(format="%", tickCount=5, grid=True)
    x = alt.X("confidence:Q", title="Confidence of the label", axis=percent)
    x = x.scale(domain=[0.3, 1], nice=False)
    y = alt.Y("right:Q", title="Share of such labels that is right", axis=percent)
    y = y.scale(domain=[0, 1], nice=False)
    colours = alt.Scale(domain=names, range=[inks.colour(n) for n in range(len(names))])
    shapes = alt.Scale(domain=names, range=[shape(n) for n in range(len(names))])
    legend = alt.Legend(title=None, orient="top", labelFontSize=LABEL_SIZE, labelColor=inks.ink)
    colour = alt.Color("scorer:N", scale=colours, legend=legend)
    tips = [
        alt.Tooltip("scorer:N", title="scorer"),
        alt.Tooltip("n:Q", title="rows"),
        alt.Tooltip("confidence:Q", title="mean confidence", format=".0%"),
        alt.Tooltip("right:Q", title="right", format=".0%"),
        alt.Tooltip("low:Q", title="95 % from", format=".0%"),
        alt.Tooltip("high:Q", title="to", format=".0%"),
    ]
    line = alt.Chart(DataFrame({"confidence": [0.3, 1.0], "right": [0.3, 1.0]}))
    base = alt.Chart(table)
    chart = alt.layer(
        line.mark_line(color=inks.zero, strokeDash=[4, 4]).encode(x=x, y=y),
        base.mark_rule(opacity=0.6).encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=colour),
        base.mark_point(filled=True, opacity=1, size=70).encode(
            x=x,
            y=y,
            color=colour,
            shape=alt.Shape("scorer:N", scale=shapes, legend=legend),
            tooltip=tips,
        ),
    )
    title = alt.TitleParams(TITLE, subtitle=note, anchor="start")
    sized = chart.properties(width=SIDE, height=SIDE, title=title, description=_described(table))
    finished: alt.LayerChart = sized.resolve_scale(color="shared")
    finished.config = config(inks)
    return finished


def _described(table: DataFrame) -> str:
    said = [
        f"{row.scorer}: of {row.n} labels with a confidence of {row.confidence:.0%} on average, "
        f"{row.right:.0%} are right."
        for row in table.itertuples()
    ]
    return " ".join([TITLE, *said])


def _wilson(share: float, n: int) -> tuple[float, float]:
    spread = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    middle = share + Z * Z / (2 * n)
    whole = 1 + Z * Z / n
    return (middle - spread) / whole, (middle + spread) / whole
