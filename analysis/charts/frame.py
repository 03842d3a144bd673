"""A finished chart: a plot with its title, subtitle, key and source note, on screen and on paper.

Everything stands in one layered view, since that alone stretches with the page: the key is drawn
above the plot and the note below it, as marks at fixed distances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import altair as alt
from pandas import DataFrame

from analysis.charts.theme import (
    LABEL_SIZE,
    PADDING,
    SCREEN_WIDTH,
    SMALL_SIZE,
    SUBTITLE_SIZE,
    TITLE_SIZE,
    Theme,
    config,
)
from analysis.charts.words import ems, lines

SELECTION = "mark"
"""The name of the selection that a chart drawn with ``selectable`` carries."""

NOTHING = "Nothing is left to draw: no paragraph fits this choice."

WIDE = 600
"""Width in pixels from which on a note is broken for a page instead of a telephone."""

NOTE_LINE = SMALL_SIZE + 4
KEY_LINE = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """An entry of the key: a shape in a colour, filled or hollow, and what it stands for."""

    says: str
    shape: str
    colour: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a plot. ``left`` and ``right`` are the margins of the plot in pixels."""

    title: str
    subtitle: Sequence[str]
    note: Sequence[str]
    description: str
    key: Sequence[Sign] = ()
    left: int = 0
    right: int = 0
    above: int = 0
    below: int = 44


def framed(
    plot: Sequence[alt.Chart],
    frame: Frame,
    inks: Theme,
    *,
    width: int | None,
    height: int | alt.Step,
) -> alt.LayerChart:
    """Put layers into their frame; ``width`` is that of the whole, ``None`` that of the page."""
    room = SCREEN_WIDTH if width is None else width - 2 * PADDING
    layers = [*plot, *_key(frame, inks, room), _note(frame, inks, room)]
    chart = alt.layer(*layers).properties(
        title=alt.Title(
            text=lines([frame.title], room, TITLE_SIZE * 1.06),
            subtitle=lines(_subtitle(frame.subtitle, room), room, SUBTITLE_SIZE),
            anchor="start",
            frame="group",
            dx=-frame.left,
            offset=14,
        ),
        description=frame.description,
        width="container" if width is None else room - frame.left - frame.right,
        height=height,
    )
    finished: alt.LayerChart = chart.resolve_scale(color="independent", shape="independent")
    finished.config = config(inks)
    finished.autosize = alt.AutoSizeParams(
        type="fit-x" if width is None else "pad", contains="padding"
    )
    return finished


def _subtitle(sentences: Sequence[str], room: float) -> list[str]:
    """Put sentences on one line where there is room, each on its own where there is not."""
    joined: list[str] = []
    for sentence in sentences:
        longer = f"{joined[-1]}; {sentence}" if joined else sentence
        if joined and room >= WIDE and ems(longer) * SUBTITLE_SIZE <= room:
            joined[-1] = longer
        else:
            joined.append(sentence)
    return joined


def pickable(marks: alt.Chart, fields: Sequence[str], selectable: bool) -> alt.Chart:
    """Let a click pick a mark by its ``fields``, if asked; the others fade."""
    if not selectable:
        return marks
    picked = alt.selection_point(name=SELECTION, fields=list(fields), on="click")
    shown = alt.when(picked).then(alt.value(1)).otherwise(alt.value(0.3))
    chosen: alt.Chart = marks.encode(opacity=shown).add_params(picked)
    return chosen


def empty(frame: Frame, inks: Theme, *, width: int | None) -> alt.LayerChart:
    """Say calmly, in the frame of the chart, that there is nothing to draw."""
    nothing = (
        alt.Chart(DataFrame([{"says": NOTHING}]))
        .mark_text(align="left", baseline="middle", fontSize=LABEL_SIZE, color=inks.ink)
        .encode(text=alt.Text("says:N"), x=alt.XValue(0), y=alt.YValue(24))
    )
    bare = replace(frame, key=(), left=0, right=0, below=12, description=f"{frame.title} {NOTHING}")
    return framed([nothing], bare, inks, width=width, height=48)


def _key(frame: Frame, inks: Theme, room: float) -> list[alt.Chart]:
    """Draw the key above the plot, in as many lines as it needs."""
    if not frame.key:
        return []
    x, line, rows = 0.0, 0, []
    for sign in frame.key:
        wide = 16 + ems(sign.says) * LABEL_SIZE + 16
        if x and x + wide > room:
            x, line = 0.0, line + 1
        rows.append({"says": sign.says, "x": x - frame.left, "line": line})
        x += wide
    layers: list[alt.Chart] = []
    for sign, row in zip(frame.key, rows, strict=True):
        up = -(12 + frame.above + KEY_LINE * (line - int(str(row["line"]))))
        at = float(str(row["x"]))
        data = alt.Chart(DataFrame([{"says": sign.says}]))
        layers.append(
            data.mark_point(
                shape=sign.shape,
                size=70,
                opacity=1,
                stroke=sign.colour,
                fill=inks.paper if sign.hollow else sign.colour,
                strokeWidth=1.6,
                aria=False,
            ).encode(x=alt.XValue(at + 6), y=alt.YValue(up))
        )
        layers.append(
            data.mark_text(align="left", baseline="middle", color=inks.ink, aria=False).encode(
                text=alt.Text("says:N"), x=alt.XValue(at + 17), y=alt.YValue(up)
            )
        )
    return layers


def _note(frame: Frame, inks: Theme, room: float) -> alt.Chart:
    """Draw the source note below the plot and its axis."""
    rooms = {"narrow": room, "wide": max(room, WIDE)}
    says = {name: "\n".join(lines(frame.note, wide, SMALL_SIZE)) for name, wide in rooms.items()}
    marks = alt.Chart(DataFrame([says])).mark_text(
        align="left",
        baseline="top",
        lineBreak="\n",
        lineHeight=NOTE_LINE,
        fontSize=SMALL_SIZE,
        color=inks.muted,
    )
    below = alt.YValue(alt.ExprRef(f"height + {frame.below}"))
    fitting = f"width > {WIDE - frame.left} ? datum.wide : datum.narrow"
    note: alt.Chart = marks.transform_calculate(says=fitting).encode(
        text=alt.Text("says:N"), x=alt.XValue(-frame.left), y=below
    )
    return note
