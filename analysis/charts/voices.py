"""Figure: whose voice carries the stance toward each target."""

from __future__ import annotations

import altair as alt
from pandas import DataFrame

from analysis.charts.dots import dot_chart
from analysis.charts.figure import Figure
from analysis.charts.keys import method
from analysis.charts.look import holders_in_order, look
from analysis.charts.words import caption_of, clean, voice
from analysis.summary.selection import View

FIELDS = ("target", "holder")
TITLE = "Stance by voice and target"
QUESTION = "Whose voice carries the stance?"
ORDER = (
    "Voice: whose stance it is, the outlet's own or that of a source of a country; others are "
    "anonymous sources and third parties. n: paragraphs."
)


def table(stances: DataFrame, view: View) -> DataFrame:
    """Give the mean stance, its interval and its numbers for each target and voice."""
    return look(stances, view, FIELDS).public(FIELDS)


def draw(
    stances: DataFrame,
    view: View,
    *,
    dark: bool = False,
    width: int | None = None,
    selectable: bool = False,
) -> alt.LayerChart:
    """Draw a dot with its interval for each voice, under the name of each target."""
    seen = look(stances, view, FIELDS)
    present = set(seen.rows["target"])
    heads = [name for name in seen.targets if name in present]
    names = holders_in_order(seen.rows)
    return dot_chart(
        seen,
        head=("target", heads, [f"Toward {clean(name)}" for name in heads]),
        name=("holder", names, [voice(name) for name in names]),
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


FIGURE = Figure("voices", TITLE, QUESTION, table, draw, FIELDS, caption)
