"""Lines under headings: which row of a table stands where, with its name and its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt
import numpy as np
from pandas import DataFrame, Series

from analysis.charts.look import same
from analysis.charts.theme import LABEL_SIZE, SMALL_SIZE, Theme
from analysis.charts.words import ems

STEP = 21
"""Height of a line in pixels."""
LEFT = (84, 150, 230)
"""Room for the names of the lines, in pixels: at least, at most on screen, at most on paper."""
RIGHT = 44
"""Room for their numbers of paragraphs."""

Side = tuple[str, Sequence[object], Sequence[str]]
"""A column, its values in order, and what each is called."""


def arrange(table: DataFrame, head: Side, name: Side) -> tuple[DataFrame, DataFrame]:
    """Give the dots, each with its ``line`` and ``name``, and the headings with theirs.

    The dots of a heading follow it in the order of the names.
    """
    column, heads, heads_said = head
    rank = {same(value): at for at, value in enumerate(heads)}
    inner, names, names_said = name
    place = {same(value): at for at, value in enumerate(names)}
    ranked = table.assign(
        group=range(len(table)),
        _head=[rank[same(value)] for value in table[column]],
        _name=[place[same(value)] for value in table[inner]],
    ).sort_values(["_head", "_name"], kind="stable")
    number = ranked["_head"].rank(method="dense").astype(int)
    dots = ranked.assign(
        line=number + np.arange(len(ranked)), name=[names_said[at] for at in ranked["_name"]]
    )
    first = dots.drop_duplicates("_head")
    headings = DataFrame(
        {
            "line": first["line"] - 1,
            "says": Series(
                [heads_said[at] for at in first["_head"]], dtype=object, index=first.index
            ),
        }
    )
    return dots.drop(columns=["_head", "_name"]), headings


def left_of(names: Iterable[str], width: int | None) -> int:
    """Give the room that names need: a telephone has less of it than a page."""
    least, screen, paper = LEFT
    needed = max((ems(name) * LABEL_SIZE + 14 for name in names), default=0.0)
    return round(min(max(least, needed), screen if width is None else paper))


def line(n_lines: int) -> alt.Y:
    """Give the scale of the lines."""
    return alt.Y("line:O", axis=None, scale=alt.Scale(domain=list(range(n_lines)), padding=0))


def ground(dots: DataFrame, heads: DataFrame, left: int, inks: Theme) -> list[alt.Chart]:
    """Draw the headings, the names of the lines and, at the right, their numbers (``n_shown``)."""
    y = line(len(dots) + len(heads))
    end = alt.XValue(alt.ExprRef(f"width + {RIGHT}"))
    return [
        alt.Chart(heads)
        .mark_text(
            align="left",
            fontSize=LABEL_SIZE,
            fontWeight=600,
            color=inks.ink,
            dy=3,
            limit=alt.ExprRef(f"width + {left}"),
            aria=False,
        )
        .encode(y=y, x=alt.XValue(-left), text=alt.Text("says:N")),
        alt.Chart(dots)
        .mark_text(align="left", fontSize=LABEL_SIZE, color=inks.ink, limit=left - 8, aria=False)
        .encode(y=y, x=alt.XValue(-left), text=alt.Text("name:N")),
        alt.Chart(dots)
        .mark_text(align="right", fontSize=SMALL_SIZE, color=inks.muted, aria=False)
        .encode(y=y, x=end, text=alt.Text("n_shown:N")),
        alt.Chart(DataFrame([{"says": "n"}]))
        .mark_text(align="right", fontSize=SMALL_SIZE, color=inks.muted, aria=False)
        .encode(x=end, y=alt.YValue(STEP / 2 + 3), text=alt.Text("says:N")),
    ]
