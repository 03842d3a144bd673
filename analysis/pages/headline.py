"""The headline numbers: mean stance toward each target, its interval, what stands behind it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.pages.words import count, interval, number, plain
from analysis.summary.aggregate import FEWEST_PARAGRAPHS, OK, headline
from analysis.summary.intervals import FEWEST_STORIES
from analysis.summary.selection import View

AT_FIRST = 6
"""Targets shown as large numbers; a targets file may name many more."""

IN_A_ROW = 3


@st.cache_data(show_spinner=False, max_entries=256)
def _numbers(key: str, view: View, _stances: pd.DataFrame) -> pd.DataFrame:
    return headline(_stances, view)


def show(key: str, view: View, stances: pd.DataFrame, targets: tuple[str, ...]) -> None:
    """Draw one box for each target, in the order of the targets file; the rest as a table."""
    numbers = _numbers(key, view, stances).set_index("target")
    named = [target for target in targets if target in numbers.index]
    if len(named) > AT_FIRST:
        sizes = numbers["n_paragraphs"].to_dict()
        named.sort(key=lambda target: -int(sizes[target]))
    first = named[:AT_FIRST]
    for start in range(0, len(first), IN_A_ROW):
        row = first[start : start + IN_A_ROW]
        for column, target in zip(st.columns(len(row), gap="small"), row, strict=True):
            with column:
                _box(target, numbers.loc[target].to_dict())
    if named[AT_FIRST:]:
        with st.expander(f"{count(len(named) - AT_FIRST, 'more target')}", key="more_targets"):
            st.dataframe(numbers.loc[named[AT_FIRST:]].reset_index(), hide_index=True)


def _box(target: str, numbers: dict[Any, Any]) -> None:
    paragraphs = count(int(numbers["n_paragraphs"]), "paragraph")
    size = (
        f"{paragraphs} in {count(int(numbers['n_articles']), 'article')}, "
        f"{count(int(numbers['n_origins']), 'origin')}"
    )
    stories = int(numbers["n_stories"])
    with st.container(border=True, height="stretch", gap="xxsmall"):
        if numbers["state"] == OK:
            value = number(numbers["mean"])
            among = interval(numbers["low"], numbers["high"])
            note = f"95 % interval {among}, from {stories} independent stories"
        elif numbers["n_paragraphs"] == 0:
            value, note = "none", "No paragraph of this view mentions it"
        else:
            value = "too few"
            note = (
                f"Of {stories} independent {'story' if stories == 1 else 'stories'}; an interval "
                f"needs {FEWEST_STORIES}, and {FEWEST_PARAGRAPHS} paragraphs"
            )
        st.metric(f"Mean stance toward {plain(target)}", value)
        st.caption(f"{note}  \n{size}")
