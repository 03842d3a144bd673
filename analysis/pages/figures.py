"""The charts: each with its way of reading, its downloads, its table, and what is behind a mark."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts import FIGURES, SELECTION, Figure, behind
from analysis.charts import figure as figure_of
from analysis.pages import downloads, paragraphs
from analysis.pages.corpus import Loaded
from analysis.pages.look import dark
from analysis.pages.words import count, known, named, plain
from analysis.summary.selection import View, select

HOW_TO_READ = {
    "stance_by_outlet": "Left of the middle is unfavorable, right is favorable. A bar is the 95 % "
    "interval; a hollow dot has too little behind it.",
    "stance_over_time": "One lane for each target: up is favorable, down is unfavorable. A bar is "
    "the 95 % interval; a hollow dot has too little behind it.",
    "shares_by_outlet": "Each row adds up to 100 %: unfavorable at the left, neutral in the "
    "middle, favorable at the right.",
    "outlet_by_target": "A cell holds the mean stance and its numbers. It is colored, orange for "
    "unfavorable to purple for favorable, only where enough stands behind it.",
    "voices": "Who speaks where a target is judged: the outlet itself, a source of a country, or "
    "others.",
    "tone_and_stance": "Tone is VADER's, which knows no target. Where the two marks of a row lie "
    "apart, grim words and a judgment of the target are different things.",
}
"""One line for each figure on how to read it."""

IN_WORDS = {"outlet", "holder"}
"""Columns whose values are named in the table as in the charts."""


@st.fragment
def show(loaded: Loaded, view: View) -> None:
    """Draw the charts as tabs; only the open one is computed, and a click reruns only this."""
    tabs = st.tabs([figure.title for figure in FIGURES], key="chart", bind="query-params")
    for tab, figure in zip(tabs, FIGURES, strict=True):
        if tab.open:
            with tab:
                _figure(figure, loaded, view)


def _figure(figure: Figure, loaded: Loaded, view: View) -> None:
    table = _table(figure.key, loaded.key, view, loaded.stances)
    st.caption(HOW_TO_READ.get(figure.key, ""))
    marks = {mark_id(row, figure.fields): row for row in table.to_dict("records")}
    _recall(figure, marks)
    clicked = _chart(figure, loaded, view, marks)
    if clicked != st.session_state.get(f"seen_{figure.key}"):
        st.session_state[f"seen_{figure.key}"] = clicked
        st.session_state[f"pick_{figure.key}"] = clicked
    rows = _chosen(figure, loaded, view, marks)
    downloads.figure(figure, loaded, view, table)
    with st.expander("The numbers as a table", key=f"table_{figure.key}"):
        words = {name: [named(name, v) for v in table[name]] for name in IN_WORDS & set(table)}
        st.dataframe(
            table.assign(**words),
            hide_index=True,
            placeholder="–",
            key=f"data_{figure.key}",
            column_config={str(name): _column(str(name), table[name]) for name in table},
        )
    st.subheader("Paragraphs", anchor=False)
    paragraphs.show(rows, loaded)
    if len(rows):
        downloads.table(rows, f"paragraphs-{figure.key}", label="Save this list as CSV")


def _column(name: str, values: pd.Series) -> Any:
    """How a column of the table is headed and written."""
    said = name.replace("_", " ")
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(said, format="YYYY-MM-DD")
    if pd.api.types.is_float_dtype(values):
        return st.column_config.NumberColumn(said, format="%.2f")
    return said


def _recall(figure: Figure, marks: Mapping[str, object]) -> None:
    """Choose the mark that the address names, and let go of one that filters took away."""
    pick = f"pick_{figure.key}"
    asked = st.query_params.get("mark")
    if pick not in st.session_state and asked in marks:
        st.session_state[pick] = asked
    chosen = st.session_state.get(pick)
    if chosen is not None and chosen not in marks:
        st.session_state[pick] = None
        st.info("The mark that was chosen is not in this view any more, so nothing is chosen.")


def _chart(
    figure: Figure, loaded: Loaded, view: View, marks: Mapping[str, Mapping[Any, Any]]
) -> str | None:
    """Draw the chart and give the mark that is clicked in it, if it is in this view."""
    turn = st.session_state.get(f"turn_{figure.key}", 0)
    event: Any = st.altair_chart(
        _drawn(figure.key, loaded.key, view, dark(), loaded.stances),
        theme=None,
        key=f"plot_{figure.key}_{turn}",
        on_select="rerun",
        selection_mode=SELECTION,
    )
    points = event["selection"].get(SELECTION) or []
    clicked = mark_id(points[0], figure.fields) if points else None
    return clicked if clicked in marks else None


def _chosen(
    figure: Figure, loaded: Loaded, view: View, marks: Mapping[str, Mapping[Any, Any]]
) -> pd.DataFrame:
    """Draw the choice of a mark, say how much stands behind it, and give those stances."""
    labels = {
        key: f"{', '.join(named(name, row[name]) for name in figure.fields)} "
        f"({count(int(row['n_paragraphs']), 'paragraph')})"
        for key, row in marks.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Mark (or click one in the chart)",
            list(marks),
            index=None,
            format_func=lambda key: labels.get(key, key),
            key=f"pick_{figure.key}",
            on_change=_let_go,
            args=(figure.key,),
            placeholder="all paragraphs of this view",
        )
        st.button(
            "Clear selection",
            key=f"clear_{figure.key}",
            on_click=_let_go,
            args=(figure.key, True),
            disabled=chosen is None,
        )
    if chosen is None:
        st.query_params.pop("mark", None)
        rows = select(loaded.stances, view)
        st.markdown(f"No mark is chosen. All of this view: {paragraphs.stances_in(rows)}.")
        return rows
    st.query_params["mark"] = chosen
    rows = behind(loaded.stances, view, marks[chosen])
    where = labels[chosen].rpartition(" (")[0]
    st.markdown(f"**{count(len(rows), 'paragraph')}** behind {plain(where)}, listed below.")
    return rows


def _let_go(key: str, clear: bool = False) -> None:
    """Forget the click in the chart; a new key for the chart also takes the highlight away."""
    st.session_state[f"turn_{key}"] = st.session_state.get(f"turn_{key}", 0) + 1
    st.session_state[f"seen_{key}"] = None
    if clear:
        st.session_state[f"pick_{key}"] = None


def mark_id(mark: Mapping[Any, Any], fields: tuple[str, ...]) -> str:
    """Which mark it is: the values of its fields, the same from a table and from a click.

    >>> mark_id({"target": "Japan", "date": pd.Timestamp("2019-07-01"), "mean": 0.1},
    ...         ("target", "date"))
    '["Japan", "2019-07-01"]'
    """
    return json.dumps([_plain_value(mark.get(name)) for name in fields], ensure_ascii=False)


def _plain_value(value: object) -> str | int | None:
    if not known(value):
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return value if isinstance(value, int) else str(value)


@st.cache_resource(show_spinner=False, max_entries=128)
def _table(figure: str, key: str, view: View, _stances: pd.DataFrame) -> pd.DataFrame:
    return figure_of(figure).table(_stances, view)


@st.cache_resource(show_spinner=False, max_entries=128)
def _drawn(figure: str, key: str, view: View, in_dark: bool, _stances: pd.DataFrame) -> Any:
    return figure_of(figure).draw(_stances, view, dark=in_dark, selectable=True)
