"""Figure: the mean stance of each outlet toward each target, with intervals."""

from __future__ import annotations

import altair as alt
from pandas import DataFrame

from analysis.charts.dots import dot_chart
from analysis.charts.figure import Figure
from analysis.charts.keys import method
from analysis.charts.look import look, outlets_by_size
from analysis.charts.words import caption_of, clean
from analysis.summary.selection import View

FIELDS = ("outlet", "target")
TITLE = "Stance by outlet and target"
QUESTION = "How do outlets treat each target?"
ORDER = "Outlets by number of paragraphs (n)."


def table(stances: DataFrame, view: View) -> DataFrame:
    """Give the mean stance, its interval and its numbers for each outlet and target."""
    return look(stances, view, FIELDS).public(FIELDS)


def draw(
    stances: DataFrame,
    view: View,
    *,
    dark: bool = False,
    width: int | None = None,
    selectable: bool = False,
) -> alt.LayerChart:
    """Draw a dot with its interval for each target, under the name of each outlet."""
    seen = look(stances, view, FIELDS)
    heads = outlets_by_size(seen.rows)
    return dot_chart(
        seen,
        head=("outlet", heads, [clean(name) for name in heads]),
        name=("target", seen.targets, [clean(name) for name in seen.targets]),
        title=QUESTION,
        view=view,
        note=(ORDER,),
        dark=dark,
        width=width,
        selectable=selectable,
    )


def caption(stances: DataFrame, view: View) -> str:
    """Say what the chart shows, of what, and by which method."""
    seen = look(stances, view, FIELDS)
    return caption_of(QUESTION, seen.rows, view, *method(seen.table), ORDER)


FIGURE = Figure("stance_by_outlet", TITLE, QUESTION, table, draw, FIELDS, caption)
