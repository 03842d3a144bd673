"""Means as dots with their intervals, one line each under headings: the body of three figures."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
from pandas import DataFrame, Series

from analysis.charts.frame import Frame, empty, framed, pickable
from analysis.charts.keys import describe, described, key, method, named
from analysis.charts.look import Look
from analysis.charts.rows import RIGHT, STEP, Side, arrange, ground, left_of, line
from analysis.charts.theme import SMALL_SIZE, Theme, theme
from analysis.charts.words import count, interval, number, source, subtitle
from analysis.summary.aggregate import FEWEST_PARAGRAPHS
from analysis.summary.selection import View

MANY_PARAGRAPHS = 30
"""From this many paragraphs on, single paragraphs are no longer drawn behind their mean."""

MOST_TICKS = 200
"""Nor are they behind a mean without an interval from this many on."""

DOT = 80
"""Area of a dot in square pixels."""

ENDS = (
    "datum.value == -1 ? ['\u22121', 'unfavorable'] : datum.value == 1 ? ['+1', 'favorable']"
    " : datum.value == 0 ? ['0', 'neutral'] : [format(datum.value, '+.1f'), '']"
)

TOOLTIP = {
    "outlet_said": "outlet",
    "date_said": "time",
    "target": "target",
    "holder_said": "voice",
    "mean_said": "mean stance",
    "interval_said": "95 % interval",
    "tone_said": "mean tone",
    "n_said": "paragraphs",
    "articles_said": "articles",
    "state_said": "enough?",
}
"""What a tooltip says, in this order, of the columns that are there."""


def stance_scale() -> alt.Scale:
    """Give the scale of every stance: always from -1 to 1, so that charts compare."""
    return alt.Scale(domain=[-1, 1], nice=False, zero=False)


def stance_axis() -> alt.Axis:
    """Give the axis of stance, with its ends in words."""
    return alt.Axis(
        values=[-1, -0.5, 0, 0.5, 1],
        labelExpr=ENDS,
        labelFlush=True,
        labelLineHeight=SMALL_SIZE + 3,
        labelPadding=6,
        ticks=False,
        domain=False,
        title=None,
    )


def say(table: DataFrame) -> DataFrame:
    """Add what the tooltips say: numbers in words, and why there is no mean or no interval."""
    few = table["n_paragraphs"] < FEWEST_PARAGRAPHS
    alone = table["low"].isna() & ~few
    return table.assign(
        mean_said=[number(mean) for mean in table["mean"]],
        interval_said=[interval(*ends) for ends in zip(table["low"], table["high"], strict=True)],
        n_said=[f"{n:,}" for n in table["n_paragraphs"]],
        articles_said=[
            f"{articles:,} ({count(origins, 'origin')})"
            for articles, origins in zip(table["n_articles"], table["n_origins"], strict=True)
        ],
        state_said=Series("enough for a mean and an interval", index=table.index, dtype=object)
        .mask(few, f"too few: under {FEWEST_PARAGRAPHS} paragraphs, so no mean")
        .mask(alone, "too few independent stories for an interval"),
    )


def singly(dots: DataFrame) -> DataFrame:
    """Give the dots behind which single paragraphs are drawn: the smaller, and those alone."""
    n = dots["n_paragraphs"]
    return dots[(n < MANY_PARAGRAPHS) | (dots["low"].isna() & (n < MOST_TICKS))]


def tooltips(table: DataFrame) -> list[alt.Tooltip]:
    """Give the tooltips of what ``say`` has said."""
    return [alt.Tooltip(f"{name}:N", title=says) for name, says in TOOLTIP.items() if name in table]


def dot_chart(
    look: Look,
    *,
    head: Side,
    name: Side,
    title: str,
    view: View,
    note: Sequence[str],
    dark: bool,
    width: int | None,
    selectable: bool,
) -> alt.LayerChart:
    """Draw the table of ``look`` as dots with intervals, named and under headings, in its frame."""
    inks = theme(dark)
    fields = (head[0], name[0])
    dots, ticks, heads = dots_of(look, head, name, inks)
    frame = Frame(
        title=title,
        subtitle=subtitle(look.rows, view),
        note=source(look.rows, *method(dots), *note),
        description=describe(title, dots),
        key=key(look, dots, inks),
        left=left_of(dots["name"], width),
        right=RIGHT,
    )
    if dots.empty:
        return empty(frame, inks, width=width)
    layers = dot_layers(dots, ticks, heads, frame.left, inks, fields=fields, selectable=selectable)
    return framed(layers, frame, inks, width=width, height=alt.Step(STEP))


def dots_of(
    look: Look, head: Side, name: Side, inks: Theme, *, value: str = "stance"
) -> tuple[DataFrame, DataFrame, DataFrame]:
    """Give the dots of a look, the single paragraphs behind the smaller ones, and the headings."""
    dots, heads = arrange(look.table, head, name)
    dots = say(
        dots.assign(
            hollow=dots["low"].isna(),
            n_shown=[f"{n:,}" for n in dots["n_paragraphs"]],
            shape=look.shapes(dots["target"]),
            colour=look.colours(dots["target"], inks),
            **{
                f"{column}_said": [named(column, known) for known in dots[column]]
                for column in ("outlet", "holder")
                if column in dots
            },
        )
    )
    dots["described"] = described(dots, (head[0], name[0]))
    few = singly(dots).set_index("group")
    ticks = DataFrame({"group": look.groups, "at": look.rows[value].to_numpy()})
    ticks = ticks[ticks["group"].isin(few.index)].join(few[["line", "colour"]], on="group")
    return dots, ticks, heads


def dot_layers(
    dots: DataFrame,
    ticks: DataFrame,
    heads: DataFrame,
    left: int,
    inks: Theme,
    *,
    fields: Sequence[str],
    selectable: bool,
) -> list[alt.Chart]:
    """Draw ``dots`` (as of ``dots_of``) under ``heads`` (line, says).

    ``ticks`` (line, at, colour) are the single paragraphs behind the dots.
    """
    y = line(len(dots) + len(heads))
    dots = dots.drop(columns="group")
    ticks = ticks.drop(columns="group")
    x = alt.X("at:Q", scale=stance_scale(), axis=stance_axis())
    colour = alt.Color("colour:N", scale=None, legend=None)
    grid = alt.Chart(DataFrame({"at": [-1.0, -0.5, 0.0, 0.5, 1.0]})).mark_rule(aria=False)
    layers = [
        grid.encode(x=x, color=alt.ColorValue(inks.grid)),
        grid.transform_filter("datum.at == 0").encode(x=x, color=alt.ColorValue(inks.zero)),
        *ground(dots, heads, left, inks),
    ]
    if len(ticks):
        layers.append(
            alt.Chart(ticks)
            .mark_tick(thickness=1.4, size=11, opacity=0.4, orient="vertical", aria=False)
            .encode(y=y, x=x, color=colour)
        )
    spans = dots[dots["low"].notna()]
    if len(spans):
        layers.append(
            alt.Chart(spans)
            .mark_rule(strokeWidth=2.4, opacity=0.9, aria=False)
            .encode(
                y=y,
                x=alt.X("low:Q", scale=stance_scale(), axis=stance_axis()),
                x2=alt.X2("high:Q"),
                color=colour,
            )
        )
    layers.append(points(dots, x, y, inks, fields, selectable))
    return layers


def points(
    dots: DataFrame,
    x: alt.X,
    y: alt.Y,
    inks: Theme,
    fields: Sequence[str],
    selectable: bool,
    *,
    size: float = DOT,
) -> alt.Chart:
    """Draw the dots: filled with an interval, hollow without, and clickable where asked."""
    shown = dots.assign(inside=dots["colour"].mask(dots["hollow"], inks.paper))
    marks = (
        alt.Chart(shown)
        .mark_point(
            size=size,
            strokeWidth=1.8 if size > DOT / 2 else 1.2,
            opacity=1,
            cursor="pointer" if selectable else "default",
        )
        .encode(
            y=y,
            x=x,
            stroke=alt.Stroke("colour:N", scale=None, legend=None),
            fill=alt.Fill("inside:N", scale=None, legend=None),
            shape=alt.Shape("shape:N", scale=None, legend=None),
            tooltip=tooltips(shown),
            description=alt.Description("described:N"),
            detail=[alt.Detail(f"{name}:N") for name in fields],
        )
    )
    return pickable(marks, fields, selectable)
