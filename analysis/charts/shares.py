"""Figure: the shares of unfavorable, neutral and favorable paragraphs of each outlet."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from analysis.charts.dots import MANY_PARAGRAPHS
from analysis.charts.figure import Figure
from analysis.charts.frame import Frame, Sign, empty, framed, pickable
from analysis.charts.look import Look, look, outlets_by_size
from analysis.charts.rows import RIGHT, STEP, arrange, ground, left_of, line
from analysis.charts.theme import SMALL_SIZE, Theme, theme
from analysis.charts.words import caption_of, clean, count, percent, scored_by, subtitle
from analysis.records import LABELS
from analysis.summary.aggregate import FEWEST_PARAGRAPHS, OK, TOO_FEW
from analysis.summary.intervals import shares
from analysis.summary.selection import View

FIELDS = ("outlet", "target", "label")
GROUP = ("outlet", "target")
TITLE = "Shares of each label by outlet"
QUESTION = "How often do outlets take a side?"
ORDER = "Outlets by number of paragraphs (n)."
INTERVALS = (
    "Lines: 95 % intervals of the unfavorable and the favorable share (Wilson, n = independent "
    f"stories), from {MANY_PARAGRAPHS} paragraphs on."
)
LABEL = "Label: the most probable of unfavorable, neutral and favorable."
HOLLOW = f"Hollow: too few for shares, under {FEWEST_PARAGRAPHS} paragraphs."


def table(stances: DataFrame, view: View) -> DataFrame:
    """Give the share of each label for each outlet and target, with interval and numbers.

    ``n_paragraphs`` are those of the label, ``n_all`` those of the outlet and target. Where there
    are too few for an interval, ``low`` and ``high`` are missing; under 5 so is ``share``.
    """
    return _shares(look(stances, view, GROUP)).drop(columns=["start", "end"])


def draw(
    stances: DataFrame,
    view: View,
    *,
    dark: bool = False,
    width: int | None = None,
    selectable: bool = False,
) -> alt.LayerChart:
    """Draw a bar of shares for each target, under the name of each outlet."""
    inks = theme(dark)
    seen = look(stances, view, GROUP)
    heads = outlets_by_size(seen.rows)
    lines, headings = arrange(
        seen.table.assign(n_shown=[f"{n:,}" for n in seen.table["n_paragraphs"]]),
        ("outlet", heads, [clean(name) for name in heads]),
        ("target", seen.targets, [clean(name) for name in seen.targets]),
    )
    bars = _shares(seen)
    bars["line"] = Series(lines["line"], index=lines["group"]).loc[bars.index // len(LABELS)].values
    few = (bars["n_all"] < FEWEST_PARAGRAPHS).any()
    sure = ((bars["n_all"] >= MANY_PARAGRAPHS) & bars["low"].notna()).any()
    frame = Frame(
        title=QUESTION,
        subtitle=subtitle(seen.rows, view),
        note=[
            f"{LABEL} {scored_by(seen.rows)}",
            *((INTERVALS,) if sure else ()),
            *((HOLLOW,) if few else ()),
            ORDER,
        ],
        description=_describe(seen),
        key=_key(inks, hollow=bool(few)),
        left=left_of(lines["name"], width),
        right=RIGHT,
        below=34,
    )
    if bars.empty:
        return empty(frame, inks, width=width)
    layers = [
        *ground(lines, headings, frame.left, inks),
        *_bars(bars, len(lines) + len(headings), inks, selectable),
    ]
    return framed(layers, frame, inks, width=width, height=alt.Step(STEP))


def caption(stances: DataFrame, view: View) -> str:
    """Say what the chart shows, of what, and by which method."""
    return caption_of(QUESTION, look(stances, view, GROUP).rows, view, INTERVALS, ORDER)


def _shares(seen: Look) -> DataFrame:
    """Give three rows for each line of the table, one for each label, in the order of LABELS."""
    labels, stories = seen.rows["label"].to_numpy(), seen.rows["story"].to_numpy(dtype=np.int64)
    table, n = seen.table, len(seen.table)
    parts = []
    start = np.zeros(n)
    for at, label in enumerate(LABELS):
        hits = labels == label
        found = shares(hits, seen.groups, stories, n)
        told = (table["n_paragraphs"] >= FEWEST_PARAGRAPHS).to_numpy()
        sure = told & ~np.isnan(found.low)
        hit_rows = seen.rows[hits]
        parts.append(
            table[list(GROUP)].assign(
                label=label,
                share=np.where(told, found.mean, np.nan),
                low=np.where(sure, found.low, np.nan),
                high=np.where(sure, found.high, np.nan),
                n_paragraphs=np.bincount(seen.groups[hits], minlength=n),
                n_articles=_distinct(hit_rows["article_id"], seen.groups[hits], n),
                n_origins=_distinct(hit_rows["origin"], seen.groups[hits], n),
                n_all=table["n_paragraphs"],
                state=np.where(sure, OK, TOO_FEW),
                start=start,
                end=start + found.mean,
                order=np.arange(n) * len(LABELS) + at,
            )
        )
        start = start + found.mean
    return pd.concat(parts).sort_values("order").drop(columns="order").reset_index(drop=True)


def _distinct(column: Series, groups: np.ndarray[tuple[int], np.dtype[np.int64]], n: int) -> Series:
    counts = DataFrame({"group": groups, "value": column.to_numpy()}).groupby("group")["value"]
    return counts.nunique().reindex(range(n), fill_value=0).astype(np.int64)


def _bars(bars: DataFrame, n_lines: int, inks: Theme, selectable: bool) -> list[alt.Chart]:
    colours = dict(zip(LABELS, inks.labels, strict=True))
    shown = bars[bars["n_paragraphs"] > 0]
    few = shown["n_all"] < FEWEST_PARAGRAPHS
    colour = shown["label"].map(colours)
    outline = colour.mask(few & (shown["label"] == "neutral"), inks.zero)
    shown = shown.assign(
        outlet_said=[clean(name) for name in shown["outlet"]],
        share_said=[percent(share) for share in shown["share"]],
        interval_said=[
            "none: too few" if low != low else f"{percent(low)} to {percent(high)}"
            for low, high in zip(shown["low"], shown["high"], strict=True)
        ],
        n_said=[
            f"{n:,} of {n_all:,}"
            for n, n_all in zip(shown["n_paragraphs"], shown["n_all"], strict=True)
        ],
        colour=outline,
        inside=colour.mask(few, inks.paper),
    )
    shown["described"] = [
        f"{outlet}, {clean(target)}: {n} {label}"
        for outlet, target, n, label in zip(
            shown["outlet_said"], shown["target"], shown["n_said"], shown["label"], strict=True
        )
    ]
    y = line(n_lines)
    x = alt.X(
        "start:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(
            values=[0, 0.25, 0.5, 0.75, 1],
            format=".0%",
            labelFlush=True,
            ticks=False,
            domain=False,
            grid=False,
            labelPadding=6,
            title=None,
        ),
    )
    drawn = (
        alt.Chart(shown)
        .mark_bar(size=12, strokeWidth=1.2, cursor="pointer" if selectable else "default")
        .encode(
            y=y,
            x=x,
            x2=alt.X2("end:Q"),
            fill=alt.Fill("inside:N", scale=None, legend=None),
            stroke=alt.Stroke("colour:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("outlet_said:N", title="outlet"),
                alt.Tooltip("target:N", title="target"),
                alt.Tooltip("label:N", title="label"),
                alt.Tooltip("share_said:N", title="share"),
                alt.Tooltip("interval_said:N", title="95 % interval"),
                alt.Tooltip("n_said:N", title="paragraphs"),
            ],
            description=alt.Description("described:N"),
            detail=[alt.Detail(f"{name}:N") for name in FIELDS],
        )
    )
    return [
        pickable(drawn, FIELDS, selectable),
        *_numbers(shown, y, x, inks),
        *_intervals(shown, y, inks),
    ]


def _numbers(shown: DataFrame, y: alt.Y, x: alt.X, inks: Theme) -> list[alt.Chart]:
    """Write the share into each bar that has room for it."""
    wide = shown[(shown["end"] - shown["start"] >= 0.09) & shown["share"].notna()]
    if wide.empty:
        return []
    on = {"unfavorable": inks.on_ends, "neutral": inks.ink, "favorable": inks.on_ends}
    placed = wide.assign(start=(wide["start"] + wide["end"]) / 2, on=wide["label"].map(on))
    return [
        alt.Chart(placed)
        .mark_text(fontSize=SMALL_SIZE, baseline="middle", dy=0.5, aria=False)
        .encode(
            y=y,
            x=x,
            text=alt.Text("share_said:N"),
            color=alt.Color("on:N", scale=None, legend=None),
        )
    ]


def _intervals(shown: DataFrame, y: alt.Y, inks: Theme) -> list[alt.Chart]:
    """Draw the interval of the left and of the right share along the foot of the bar."""
    sure = shown[
        shown["low"].notna()
        & (shown["n_all"] >= MANY_PARAGRAPHS)
        & shown["label"].isin(["unfavorable", "favorable"])
    ]
    if sure.empty:
        return []
    right = sure["label"] == "favorable"
    spans = DataFrame(
        {
            "line": sure["line"],
            "start": sure["low"].where(~right, 1 - sure["high"]),
            "end": sure["high"].where(~right, 1 - sure["low"]),
            "at": sure["share"].where(~right, 1 - sure["share"]),
        }
    )
    foot = alt.Chart(spans)
    return [
        foot.mark_rule(strokeWidth=1.4, color=inks.ink, yOffset=8.5, aria=False).encode(
            y=y, x=alt.X("start:Q"), x2=alt.X2("end:Q")
        ),
        foot.mark_point(
            shape="circle", size=16, filled=True, opacity=1, color=inks.ink, yOffset=8.5, aria=False
        ).encode(y=y, x=alt.X("at:Q")),
    ]


def _key(inks: Theme, *, hollow: bool) -> tuple[Sign, ...]:
    signs = [
        Sign(label, "square", colour) for label, colour in zip(LABELS, inks.labels, strict=True)
    ]
    return (*signs, Sign("too few", "square", inks.muted, hollow=True)) if hollow else tuple(signs)


def _describe(seen: Look) -> str:
    n = len(seen.rows)
    if not n:
        return QUESTION
    said = ", ".join(
        f"{label} {percent(float((seen.rows['label'] == label).mean()))}" for label in LABELS
    )
    return f"{QUESTION} Of {count(n, 'scored mention')}: {said}."


FIGURE = Figure("shares_by_outlet", TITLE, QUESTION, table, draw, FIELDS, caption)
