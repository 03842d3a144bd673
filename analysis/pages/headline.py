"""The headline numbers: mean stance toward each target, its interval, what stands behind it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.pages.words import counted, interval, plain, signed
from analysis.summary.aggregate import OK, headline
from analysis.summary.selection import View

AT_FIRST = 6
"""Targets shown as large numbers; a targets file may name many more."""


@st.cache_data(show_spinner=False, max_entries=256)
def _numbers(key: str, view: View, _stances: pd.DataFrame) -> pd.DataFrame:
    return headline(_stances, view)


def show(key: str, view: View, stances: pd.DataFrame, targets: tuple[str, ...]) -> None:
    """Draw one box for each target, in the order of the targets file; the rest as a table."""
    numbers = _numbers(key, view, stances).set_index("target")
    named = [target for target in targets if target in numbers.index]
    if len(named) > AT_FIRST:
        named.sort(key=lambda target: -int(numbers.at[target, "n_paragraphs"]))
    with st.container(horizontal=True, gap="small", key="headline"):
        for target in named[:AT_FIRST]:
            _box(target, numbers.loc[target])
    if named[AT_FIRST:]:
        with st.expander(f"{counted(len(named) - AT_FIRST, 'more target')}", key="more_targets"):
            st.dataframe(numbers.loc[named[AT_FIRST:]].reset_index(), hide_index=True)


def _box(target: str, numbers: pd.Series) -> None:
    paragraphs = counted(int(numbers["n_paragraphs"]), "paragraph")
    size = (
        f"{paragraphs} in {counted(int(numbers['n_articles']), 'article')}, "
        f"{counted(int(numbers['n_origins']), 'origin')}"
    )
    with st.container(border=True, width=280):
        if numbers["state"] == OK:
            value = signed(numbers["mean"])
            note = f"95 % interval {interval(numbers['low'], numbers['high'])}"
        elif numbers["n_paragraphs"] == 0:
            value, note = "none", "No paragraph of this view mentions it"
        else:
            value, note = "too few", "Too few independent articles for a mean"
        st.metric(f"Mean stance toward {plain(target)}", value)
        st.caption(f"{note}  \n{size}")
