"""What was read and is not scored: left out by role, in another language, or there twice."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from analysis.pages import downloads
from analysis.pages.corpus import Held
from analysis.pages.one_article import name_of
from analysis.pages.words import count
from analysis.reading.copies import find_origins
from analysis.records import Analysis, Reading
from analysis.summary.tables import paragraph_table

MOST_ROWS = 1000  # a longer table would weigh on the page; the file has all
AT_ONCE = 200
"""Articles among which copies are looked for unasked; among more it takes a while."""
MOST_PAIRS = 20


@st.cache_resource(show_spinner=False, max_entries=4)
def _paragraphs(digest: str, _reading: Reading) -> pd.DataFrame:
    return paragraph_table(_reading)


@st.cache_resource(show_spinner="Looking for copies", max_entries=4)
def _with_origins(digest: str, _reading: Reading) -> pd.DataFrame:
    return paragraph_table(Analysis(_reading, (), find_origins(_reading.articles)))


def show(held: Held) -> None:
    """Draw what was left out with its reasons, what is not in English, and the copies."""
    paragraphs = _paragraphs(held.digest, held.reading)
    news = paragraphs["reason"].fillna("").str.startswith("not in English")
    _listed(
        paragraphs[~paragraphs["scored"] & ~news],
        "What was left out",
        "left_out",
        "Every paragraph is news.",
        "kept in the data but not scored, with the reason.",
    )
    foreign = paragraphs[~paragraphs["scored"] & news]
    if len(foreign):
        _listed(
            foreign,
            "Not in English",
            "not_english",
            "",
            "of news in another language: not scored, and never counted as neutral.",
        )
    _copies(held)


def _listed(rows: pd.DataFrame, title: str, key: str, nothing: str, about: str) -> None:
    st.header(title, anchor=False)
    if rows.empty:
        st.caption(nothing)
        return
    first = (
        f" The first {MOST_ROWS:,} are shown; the file has all." if len(rows) > MOST_ROWS else ""
    )
    st.caption(f"{count(len(rows), 'paragraph')} {about}{first}")
    columns = ["article_id", "role", "reason", "text"]
    st.dataframe(
        rows[columns].head(MOST_ROWS),
        hide_index=True,
        key=key,
        column_config={
            "article_id": "article",
            "text": st.column_config.TextColumn(width="large"),
        },
    )
    downloads.table(rows, key.replace("_", "-"), label=f"Save this list as CSV ({title.lower()})")


def _copies(held: Held) -> None:
    st.header("Copies", anchor=False)
    if len(held.reading.articles) > AT_ONCE and not st.session_state.get("look_for_copies"):
        st.caption(f"Among {count(len(held.reading.articles), 'article')} this takes a while.")
        st.button("Look for copies", key="look_for_copies_button", on_click=_ask_for_copies)
        return
    paragraphs = _with_origins(held.digest, held.reading)
    same = (paragraphs["origin"] == paragraphs["article_id"]) & (
        paragraphs["origin_paragraph"] == paragraphs["paragraph"]
    )
    copied = paragraphs.loc[paragraphs["scored"] & ~same]
    if copied.empty:
        st.caption("No paragraph of these articles is a copy of another.")
        return
    pairs = copied.groupby(["article_id", "origin"], sort=False).size().reset_index(name="n")
    totals = paragraphs[paragraphs["scored"]].groupby("article_id").size()
    st.caption(
        f"{count(len(copied), 'paragraph')} stand in another article as well. The first of its "
        "kind is the origin."
    )
    names = {article.id: name_of(article) for article in held.reading.articles}
    lines = "".join(
        f"<li><bdi>{escape(names.get(name, name))}</bdi>: {n} of "
        f"{count(int(totals.loc[name]), 'paragraph')} copied from "
        f"<bdi>{escape(names.get(origin, origin))}</bdi></li>"
        for name, origin, n in pairs.head(MOST_PAIRS).to_numpy().tolist()
    )
    st.html(f"<ul>{lines}</ul>")
    if len(pairs) > MOST_PAIRS:
        st.caption(f"The first {MOST_PAIRS} pairs of {len(pairs):,}; the file has all.")
    downloads.table(copied, "copies", label="Save the copies as CSV")


def _ask_for_copies() -> None:
    st.session_state["look_for_copies"] = True
