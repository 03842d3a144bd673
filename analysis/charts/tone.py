"""Figure: the plain tone of paragraphs beside their stance toward a target."""

from __future__ import annotations

import altair as alt
import numpy as np
from pandas import DataFrame, Series, concat

from analysis.charts.dots import dot_layers, dots_of
from analysis.charts.figure import Figure
from analysis.charts.frame import Frame, Sign, empty, framed
from analysis.charts.keys import describe, hollow_sign, method, target_signs
from analysis.charts.look import look, outlets_by_size
from analysis.charts.rows import RIGHT, STEP, left_of
from analysis.charts.theme import theme
from analysis.charts.words import caption_of, clean, source, subtitle
from analysis.summary.selection import View

FIELDS = ("outlet", "target")
TITLE = "Tone beside stance"
QUESTION = "Is tone the same as stance?"
NOTE = (
    "Tone: the VADER compound of the same paragraphs, the mood of their words whomever they are "
    "about."
)
ORDER = "Outlets by number of paragraphs (n)."
TONE_SHAPE = "diamond"


def table(stances: DataFrame, view: View) -> DataFrame:
    """Give the mean stance and the mean tone, with intervals, for each outlet and target."""
    tone = look(stances, view, FIELDS, value="sentiment").table
    return (
        look(stances, view, FIELDS)
        .public(FIELDS)
        .assign(tone=tone["mean"], tone_low=tone["low"], tone_high=tone["high"])
    )


def draw(
    stances: DataFrame,
    view: View,
    *,
    dark: bool = False,
    width: int | None = None,
    selectable: bool = False,
) -> alt.LayerChart:
    """Draw stance and, below it, tone for each target, under the name of each outlet."""
    inks = theme(dark)
    seen = look(stances, view, FIELDS)
    heads = outlets_by_size(seen.rows)
    head = ("outlet", heads, [clean(name) for name in heads])
    name = ("target", seen.targets, [clean(target) for target in seen.targets])
    stance, stance_ticks, headings = dots_of(seen, head, name, inks)
    mood = look(stances, view, FIELDS, value="sentiment")
    tone, tone_ticks, _ = dots_of(mood, head, name, inks, value="sentiment")
    both = tone.set_index("group")["mean_said"]
    stance, tone = (part.assign(tone_said=part["group"].map(both)) for part in (stance, tone))
    tone = tone.assign(
        colour=inks.muted,
        shape=TONE_SHAPE,
        n_shown="",
        name="\u2013 tone",
        mean_said=tone["group"].map(stance.set_index("group")["mean_said"]),
        interval_said=tone["group"].map(stance.set_index("group")["interval_said"]),
        described=[words.replace("mean stance", "mean tone") for words in tone["described"]],
    )
    dots = concat([stance.assign(line=_spread(stance, 0)), tone.assign(line=_spread(tone, 1))])
    ticks = concat(
        [
            _moved(stance_ticks, dots[: len(stance)]),
            _moved(tone_ticks, dots[len(stance) :]).assign(colour=inks.muted),
        ]
    )
    headings = headings.assign(line=_spread(stance, 0)[headings.index] - 1)
    frame = Frame(
        title=QUESTION,
        subtitle=subtitle(seen.rows, view),
        note=source(seen.rows, NOTE, *method(dots), ORDER),
        description=describe(QUESTION, stance),
        key=(
            *target_signs(seen, inks),
            Sign("tone", TONE_SHAPE, inks.muted),
            *hollow_sign(dots, inks),
        ),
        left=left_of(dots["name"], width),
        right=RIGHT,
    )
    if dots.empty:
        return empty(frame, inks, width=width)
    layers = dot_layers(
        dots, ticks, headings, frame.left, inks, fields=FIELDS, selectable=selectable
    )
    return framed(layers, frame, inks, width=width, height=alt.Step(STEP))


def caption(stances: DataFrame, view: View) -> str:
    """Say what the chart shows, of what, and by which method."""
    seen = look(stances, view, FIELDS)
    return caption_of(QUESTION, seen.rows, view, NOTE, *method(seen.table), ORDER)


def _spread(dots: DataFrame, below: int) -> Series:
    """Give each dot a line of its own where tone stands on the line below stance."""
    return dots["line"] + np.arange(len(dots)) + below


def _moved(ticks: DataFrame, dots: DataFrame) -> DataFrame:
    line = dots.set_index("group")["line"]
    return ticks.assign(line=ticks["group"].map(line))


FIGURE = Figure("tone_and_stance", TITLE, QUESTION, table, draw, FIELDS, caption)
