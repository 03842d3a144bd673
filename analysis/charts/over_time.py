"""Figure: the mean stance toward each target over time, one lane for each target."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
from pandas import DataFrame

from analysis.charts.dots import points, say, singly
from analysis.charts.figure import Figure
from analysis.charts.frame import Frame, empty, framed
from analysis.charts.keys import describe, described, key, method
from analysis.charts.look import Look, look
from analysis.charts.theme import LABEL_SIZE, SMALL_SIZE, Theme, theme
from analysis.charts.words import MINUS, bin_name, caption_of, clean, count, source, subtitle
from analysis.summary.selection import Period, View, choose_period, select

FIELDS = ("target", "date")
TITLE = "Stance over time"
QUESTION = "How does stance change over time?"

LANE = 140
"""Height of a lane in pixels."""
GAP = 0.8
"""Space between two lanes, in units of stance."""
SCALE = ((-1, f"{MINUS}1 unfavorable"), (0, "0 neutral"), (1, "+1 favorable"))
LEFT = 94
TYPICAL_WIDTH = 500
"""Width in pixels among which dots are shared out, so that many are small."""
MOST_DATES = 7
"""Dates that stand under the plot without touching."""


def table(stances: DataFrame, view: View) -> DataFrame:
    """Give the mean stance, its interval and its numbers for each target and period.

    ``date`` is the first day of the period. Articles without a date are left out.
    """
    return look(stances, view, FIELDS, dated=True).public(FIELDS)


def draw(
    stances: DataFrame,
    view: View,
    *,
    dark: bool = False,
    width: int | None = None,
    selectable: bool = False,
) -> alt.LayerChart:
    """Draw each target's means in time, joined only where no period between them is empty."""
    inks = theme(dark)
    seen = look(stances, view, FIELDS, dated=True)
    period = period_of(stances, view)
    lanes = [target for target in seen.targets if target in set(seen.table["target"])]
    dots = _dots(seen, lanes, period, inks)
    frame = Frame(
        title=QUESTION,
        subtitle=subtitle(seen.rows, view),
        note=source(seen.rows, *method(dots), *_notes(stances, view)),
        description=describe(QUESTION, dots),
        key=key(seen, dots, inks),
        left=LEFT,
        right=8,
        below=34,
    )
    if dots.empty:
        return empty(frame, inks, width=width)
    y = alt.Y("y:Q", axis=None, scale=_scale(len(lanes)))
    layers = [
        *_ground(lanes, y, inks),
        *_marks(dots, _ticks(seen, dots), _when(dots, period), y, inks, selectable),
    ]
    return framed(layers, frame, inks, width=width, height=LANE * len(lanes))


def caption(stances: DataFrame, view: View) -> str:
    """Say what the chart shows, of what, and by which method."""
    seen = look(stances, view, FIELDS, dated=True)
    return caption_of(QUESTION, seen.rows, view, *method(seen.table), *_notes(stances, view))


def period_of(stances: DataFrame, view: View) -> Period:
    """Say in which periods the chart is drawn."""
    return view.period or choose_period(select(stances, view))


def _notes(stances: DataFrame, view: View) -> list[str]:
    rows = select(stances, view)
    undated = rows[rows["date"].isna()]
    period = period_of(stances, view)
    first_day = "" if period == "day" else ", at its first day"
    said = [f"Each dot is a {period}{first_day}."]
    if len(undated):
        articles = count(undated["article_id"].nunique(), "article")
        paragraphs = len(undated[["article_id", "paragraph"]].drop_duplicates())
        said.append(f"Left out, since undated: {articles} ({count(paragraphs, 'paragraph')}).")
    return said


def _dots(seen: Look, lanes: list[str], period: Period, inks: Theme) -> DataFrame:
    """Give each line of the table its place in the lanes: the lane's middle is stance 0."""
    table = seen.table
    base = np.array([_middle(lanes, target) for target in table["target"]], dtype=float)
    dots = table.assign(
        group=range(len(table)),
        when=table["date"],
        base=base,
        y=base + table["at"],
        y_low=base + table["low"],
        y_high=base + table["high"],
        hollow=table["low"].isna(),
        colour=seen.colours(table["target"], inks),
        shape=seen.shapes(table["target"]),
        date_said=[bin_name(date, period) for date in table["date"]],
        run=_runs(table, period),
    )
    dots = say(dots)
    dots["described"] = [
        f"{date}, {words}"
        for date, words in zip(dots["date_said"], described(dots, ("target",)), strict=True)
    ]
    return dots.assign(date=[f"{date:%Y-%m-%d}" for date in dots["date"]])


def _middle(lanes: list[str], target: str) -> float:
    return (len(lanes) - 1 - lanes.index(target)) * (2 + GAP)


def _runs(table: DataFrame, period: Period) -> list[int]:
    """Number the runs of means between which no period is empty or without a mean."""
    runs, run, before = [], 0, None
    step = {"day": 1, "week": 7, "month": 31}[period]
    for target, date, mean in zip(table["target"], table["date"], table["mean"], strict=True):
        follows = before is not None and before[0] == target and (date - before[1]).days <= step
        run += 0 if follows and not np.isnan(mean) else 1
        before = None if np.isnan(mean) else (target, date)
        runs.append(run)
    return runs


def _ticks(seen: Look, dots: DataFrame) -> DataFrame:
    few = singly(dots).set_index("group")
    ticks = DataFrame({"group": seen.groups, "at": seen.rows["stance"].to_numpy()})
    ticks = ticks[ticks["group"].isin(few.index)].join(few[["base", "when", "colour"]], on="group")
    return ticks.assign(y=ticks["at"] + ticks["base"])[["when", "y", "colour"]]


def _scale(lanes: int) -> alt.Scale:
    top = (lanes - 1) * (2 + GAP) + 1
    return alt.Scale(domain=[-1.05, top + 0.45], nice=False, zero=False)


def _ground(lanes: list[str], y: alt.Y, inks: Theme) -> list[alt.Chart]:
    """Draw the lines of -1, 0 and 1 in each lane, with their words and the name of the target."""
    marks = DataFrame(
        [
            {"y": _middle(lanes, target) + at, "says": says, "zero": at == 0}
            for target in lanes
            for at, says in SCALE
        ]
    )
    names = DataFrame(
        [{"y": _middle(lanes, target) + 1, "says": clean(target)} for target in lanes]
    )
    lines = alt.Chart(marks).mark_rule(aria=False)
    return [
        lines.encode(
            y=y,
            color=alt.when("datum.zero").then(alt.value(inks.zero)).otherwise(alt.value(inks.grid)),
        ),
        alt.Chart(marks)
        .mark_text(align="left", fontSize=SMALL_SIZE, color=inks.muted, aria=False)
        .encode(y=y, x=alt.XValue(-LEFT), text=alt.Text("says:N")),
        alt.Chart(names)
        .mark_text(
            align="left",
            baseline="bottom",
            dy=-4,
            fontSize=LABEL_SIZE,
            fontWeight=600,
            color=inks.ink,
            aria=False,
        )
        .encode(y=y, x=alt.XValue(0), text=alt.Text("says:N")),
    ]


def _when(dots: DataFrame, period: Period) -> alt.X:
    """Give the axis of time: dates stand under the bins, not between them."""
    whens = sorted(set(dots["when"]))
    days = {"day": 1, "week": 7, "month": 31}[period]
    margin = pd.Timedelta(days=max(days, round((whens[-1] - whens[0]).days * 0.05)))
    step = -(-len(whens) // MOST_DATES)
    return alt.X(
        "when:T",
        scale=alt.Scale(domain=[_date(whens[0] - margin), _date(whens[-1] + margin)]),
        axis=alt.Axis(
            values=[_date(when) for when in whens[::step]],
            format="%b %Y" if period == "month" else "%-d %b %Y",
            grid=False,
            domain=False,
            labelOverlap="greedy",
            labelPadding=4,
            title=None,
        ),
    )


def _date(day: pd.Timestamp) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _marks(
    dots: DataFrame, ticks: DataFrame, when: alt.X, y: alt.Y, inks: Theme, selectable: bool
) -> list[alt.Chart]:
    """Draw single paragraphs, intervals, the lines that join means, and the dots."""
    colour = alt.Color("colour:N", scale=None, legend=None)
    room = min(9.0, TYPICAL_WIDTH / max(1, dots["when"].nunique()))
    layers = []
    if len(ticks):
        layers.append(
            alt.Chart(ticks)
            .mark_tick(
                thickness=1.4,
                size=room,
                opacity=0.4 if room > 6 else 0.25,
                orient="horizontal",
                aria=False,
            )
            .encode(x=when, y=y, color=colour)
        )
    told = dots[dots["mean"].notna()]
    if len(told):
        layers.append(
            alt.Chart(told)
            .mark_line(strokeWidth=1.4, opacity=0.6, aria=False)
            .encode(x=when, y=y, color=colour, detail=alt.Detail("run:N"))
        )
    spans = dots[dots["low"].notna()]
    if len(spans):
        layers.append(
            alt.Chart(spans.assign(y=spans["y_low"]))
            .mark_rule(strokeWidth=2.2, opacity=0.8, aria=False)
            .encode(x=when, y=y, y2=alt.Y2("y_high:Q"), color=colour)
        )
    return [*layers, points(dots, when, y, inks, FIELDS, selectable, size=room**2)]


FIGURE = Figure("stance_over_time", TITLE, QUESTION, table, draw, FIELDS, caption)
