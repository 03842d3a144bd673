"""Mean stances as the machine alone gives them, and as people's labels of a sample correct them."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
from pandas import DataFrame, concat

from analysis.charts.dots import dot_layers
from analysis.charts.frame import Frame, Sign, empty, framed
from analysis.charts.rows import RIGHT, STEP, arrange, left_of
from analysis.charts.theme import theme
from analysis.charts.words import SCALE, clean, count, interval, number

TITLE = "What do people's labels change?"
RAW, CORRECTED = "machine alone", "corrected"
NOTE = (
    "Corrected: the machine's scores of all paragraphs set right by people's labels of a random "
    "sample. Bars: 95 % intervals; n: paragraphs, and those "
    "labelled. Missing where labels are too few."
)


def draw_estimates(
    estimates: DataFrame, by: Sequence[str], *, dark: bool = False, width: int | None = None
) -> alt.LayerChart:
    """Draw the means of ``estimates`` (as ``corrected`` gives them) by the columns of ``by``."""
    inks = theme(dark)
    means = estimates[estimates["measure"] == "mean"]
    means = means.assign(of=[", ".join(map(clean, row)) for row in means[list(by)].to_numpy()])
    heads = list(means["of"])
    raw = _dots(means, RAW, ("raw", "raw_low", "raw_high"), "n_paragraphs", "paragraph")
    told = means[means["low"].notna()]
    corrected = _dots(
        told, CORRECTED, ("corrected", "low", "high"), "n_labels", "labelled paragraph"
    )
    both = concat([raw, corrected], ignore_index=True)
    dots, headings = arrange(
        both, ("of", heads, heads), ("kind", [RAW, CORRECTED], [RAW, CORRECTED])
    )
    colours = {RAW: inks.muted, CORRECTED: inks.colour(0)}
    shapes = {RAW: "diamond", CORRECTED: "circle"}
    dots = dots.assign(
        colour=dots["kind"].map(colours).astype(object), shape=dots["kind"].map(shapes)
    )
    frame = Frame(
        title=TITLE,
        subtitle=(f"{count(int(means['n_labels'].sum()), 'paragraph')} labelled, with copies",),
        note=(SCALE, NOTE),
        description=" ".join([TITLE, *dots["described"]]),
        key=[Sign(kind, shapes[kind], colours[kind]) for kind in (RAW, CORRECTED)],
        left=left_of(dots["name"], width),
        right=RIGHT,
    )
    if dots.empty:
        return empty(frame, inks, width=width)
    ticks = DataFrame({"group": [], "line": [], "at": [], "colour": []})
    layers = dot_layers(
        dots, ticks, headings, frame.left, inks, fields=("of", "kind"), selectable=False
    )
    return framed(layers, frame, inks, width=width, height=alt.Step(STEP))


def _dots(
    means: DataFrame, kind: str, columns: tuple[str, str, str], size: str, what: str
) -> DataFrame:
    """One dot per group: where it stands, how far its bar goes, and what it says of itself."""
    at, low, high = (means[name].to_numpy(float) for name in columns)
    said = [number(value) for value in at]
    spans = [interval(*ends) for ends in zip(low, high, strict=True)]
    sizes = [count(int(n), what) for n in means[size]]
    return DataFrame(
        {
            "of": means["of"].to_numpy(object),
            "kind": kind,
            "at": at,
            "low": low,
            "high": high,
            "hollow": means[columns[1]].isna().to_numpy(),
            "n_shown": [f"{int(n):,}" for n in means[size]],
            "mean_said": said,
            "interval_said": spans,
            "n_said": sizes,
            "described": [
                f"{of}, {kind}: mean stance {value}, 95 % interval {span}, {n}."
                for of, value, span, n in zip(means["of"], said, spans, sizes, strict=True)
            ],
        }
    )
