"""Figure: outlets against targets, the mean stance in each cell."""

from __future__ import annotations

import altair as alt
from pandas import DataFrame, Series

from analysis.charts.dots import MANY_PARAGRAPHS, say, tooltips
from analysis.charts.figure import Figure
from analysis.charts.frame import Frame, Sign, empty, framed, pickable
from analysis.charts.keys import describe, described, intervals
from analysis.charts.look import look, outlets_by_size, same
from analysis.charts.theme import LABEL_SIZE, SMALL_SIZE, Theme, theme
from analysis.charts.words import (
    MINUS,
    caption_of,
    clean,
    lines,
    number,
    source,
    subtitle,
)
from analysis.summary.aggregate import FEWEST_PARAGRAPHS
from analysis.summary.selection import View

FIELDS = ("outlet", "target")
TITLE = "Outlet by target"
QUESTION = "Which outlet stands where?"
NOTE = (
    f"Coloured: from {MANY_PARAGRAPHS} paragraphs on, with an interval. No mean: under "
    f"{FEWEST_PARAGRAPHS}. Blank: none. Outlets by number of paragraphs (n)."
)

LEFT = 150
STEP = 58


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
    """Draw a cell for each outlet and target, with its mean and its number of paragraphs."""
    inks = theme(dark)
    seen = look(stances, view, FIELDS)
    columns = [name for name in seen.targets if name in set(seen.table["target"])]
    outlets = outlets_by_size(seen.rows)
    rank = {same(name): at for at, name in enumerate(outlets)}
    cells = say(
        seen.table.assign(
            line=[rank[same(name)] for name in seen.table["outlet"]],
            column=[columns.index(name) for name in seen.table["target"]],
            outlet_said=[clean(name) for name in seen.table["outlet"]],
        )
    )
    cells["described"] = described(cells, FIELDS)
    tall = 1 if len(columns) <= 4 else 3
    frame = Frame(
        title=QUESTION,
        subtitle=subtitle(seen.rows, view),
        note=source(seen.rows, *intervals(cells), NOTE),
        description=describe(QUESTION, cells),
        key=_key(inks),
        left=LEFT,
        above=14 + 15 * tall,
        below=14,
    )
    if cells.empty:
        return empty(frame, inks, width=width)
    layers = [
        *_names(outlets, columns, tall, inks),
        *_cells(cells, len(outlets), len(columns), inks, selectable),
    ]
    return framed(layers, frame, inks, width=width, height=alt.Step(STEP))


def caption(stances: DataFrame, view: View) -> str:
    """Say what the chart shows, of what, and by which method."""
    seen = look(stances, view, FIELDS)
    return caption_of(QUESTION, seen.rows, view, *intervals(seen.table), NOTE)


def _y(n: int) -> alt.Y:
    return alt.Y("line:O", axis=None, scale=alt.Scale(domain=list(range(n)), padding=0))


def _x(n: int) -> alt.X:
    return alt.X("column:O", axis=None, scale=alt.Scale(domain=list(range(n)), padding=0))


def _names(outlets: list[object], columns: list[str], tall: int, inks: Theme) -> list[alt.Chart]:
    """Write the outlets at the left and the targets above, broken into lines that fit."""
    rows = DataFrame(
        {
            "line": range(len(outlets)),
            "says": ["\n".join(_within(clean(name), LEFT - 10, 3)) for name in outlets],
        }
    )
    # A mark has one dy, and several lines stand in the middle of their cell only by theirs.
    more = rows["says"].str.count("\n")
    parts = [(-7.5 * number, rows[more == number]) for number in sorted(set(more))]
    heads = DataFrame(
        {
            "column": range(len(columns)),
            "says": [
                "\n".join(_within(clean(name), 64 if tall > 1 else 90, tall)) for name in columns
            ],
        }
    )
    return [
        *[
            alt.Chart(part)
            .mark_text(
                align="left",
                baseline="middle",
                lineBreak="\n",
                lineHeight=15,
                dy=up,
                fontSize=LABEL_SIZE,
                color=inks.ink,
                aria=False,
            )
            .encode(y=_y(len(outlets)), x=alt.XValue(-LEFT), text=alt.Text("says:N"))
            for up, part in parts
        ],
        alt.Chart(heads)
        .mark_text(
            align="center",
            baseline="top",
            lineBreak="\n",
            lineHeight=15,
            dy=-(6 + 15 * tall),
            fontSize=LABEL_SIZE,
            fontWeight=600,
            color=inks.ink,
            aria=False,
        )
        .encode(x=_x(len(columns)), y=alt.YValue(0), text=alt.Text("says:N")),
    ]


def _within(name: str, width: float, most: int) -> list[str]:
    """Break a name into at most ``most`` lines; the last ends in an ellipsis where it is longer."""
    broken = lines([name], width, LABEL_SIZE)
    return broken if len(broken) <= most else [*broken[: most - 1], broken[most - 1] + "\u2026"]


def _cells(
    cells: DataFrame, n_lines: int, n_columns: int, inks: Theme, selectable: bool
) -> list[alt.Chart]:
    x, y = _x(n_columns), _y(n_lines)
    filled = (cells["n_paragraphs"] >= MANY_PARAGRAPHS) & cells["low"].notna()
    told = cells["mean"].notna()
    strong = filled & (cells["mean"].abs() >= 0.45)
    shown = cells.assign(
        fills=cells["mean"].where(filled),
        big=[
            number(mean) if known else "\u2013"
            for mean, known in zip(cells["mean"], told, strict=True)
        ],
        between=cells["interval_said"]
        .where(cells["low"].notna(), "no interval")
        .where(told, "too few"),
        small=[f"n = {n:,}" for n in cells["n_paragraphs"]],
        colour=Series(inks.ink, index=cells.index).mask(strong, inks.on_ends),
    )
    rects = (
        alt.Chart(shown)
        .mark_rect(
            cornerRadius=3,
            stroke=inks.paper,
            strokeWidth=2,
            cursor="pointer" if selectable else "default",
        )
        .encode(
            x=x,
            y=y,
            color=alt.when("isValid(datum.fills)")
            .then(
                alt.Color(
                    "fills:Q",
                    scale=alt.Scale(domain=[-1, 0, 1], range=list(inks.labels), interpolate="rgb"),
                    legend=None,
                )
            )
            .otherwise(alt.value(inks.paper)),
            tooltip=tooltips(shown),
            description=alt.Description("described:N"),
            detail=[alt.Detail(f"{name}:N") for name in FIELDS],
        )
    )
    frames = (
        alt.Chart(shown[~filled])
        .mark_rect(cornerRadius=3, filled=False, stroke=inks.grid, strokeWidth=1.5, aria=False)
        .encode(x=x, y=y)
    )
    text = alt.Color("colour:N", scale=None, legend=None)
    room = alt.ExprRef(f"width / {n_columns} - 6")
    words = alt.Chart(shown).encode(x=x, y=y, color=text)
    return [
        pickable(rects, FIELDS, selectable),
        *([frames] if len(shown[~filled]) else []),
        words.mark_text(dy=-15, fontSize=LABEL_SIZE + 1, fontWeight=600, aria=False).encode(
            text=alt.Text("big:N")
        ),
        words.mark_text(dy=2, fontSize=SMALL_SIZE, limit=room, aria=False).encode(
            text=alt.Text("between:N")
        ),
        words.mark_text(dy=17, fontSize=SMALL_SIZE, limit=room, aria=False).encode(
            text=alt.Text("small:N")
        ),
    ]


def _key(inks: Theme) -> tuple[Sign, ...]:
    said = (f"{MINUS}1 unfavorable", "0 neutral", "+1 favorable")
    return tuple(Sign(says, "square", ink) for says, ink in zip(said, inks.labels, strict=True))


FIGURE = Figure("outlet_by_target", TITLE, QUESTION, table, draw, FIELDS, caption)
