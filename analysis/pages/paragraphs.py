"""The list of paragraphs behind a mark or a view: sorted, paged, one card each."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from analysis.pages import judging
from analysis.pages.cards import card, explained, legend
from analysis.pages.corpus import Loaded
from analysis.pages.words import count
from analysis.pipeline import explain
from analysis.records import Article
from analysis.stance.scorers import Explaining, Scorer

PER_PAGE = 10
ORDERS: dict[str, tuple[list[str], list[bool]]] = {
    "as in the articles": (["article_id", "paragraph"], [True, True]),
    "most unfavorable first": (["stance"], [True]),
    "most favorable first": (["stance"], [False]),
    "newest first": (["date", "article_id", "paragraph"], [False, True, True]),
    "oldest first": (["date", "article_id", "paragraph"], [True, True, True]),
    "least certain first": (["confidence"], [True]),
}


def show(rows: pd.DataFrame, loaded: Loaded) -> None:
    """Draw ``rows`` of the stances table as cards, ``PER_PAGE`` at a time."""
    if rows.empty:
        return
    judging.last()
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        st.html(legend(beside=bool(rows["beside_label"].notna().any())))
    with right:
        order = st.selectbox("Sort the list", list(ORDERS), key="sort", persist_state="session")
    columns, ascending = ORDERS[order]
    ordered = rows.sort_values(columns, ascending=ascending, kind="stable", na_position="last")
    pages = -(-len(ordered) // PER_PAGE)
    page = 1
    if pages > 1:
        page = st.pagination(pages, key=f"page_{_identity(ordered)}")
    for _, row in ordered.iloc[(page - 1) * PER_PAGE : page * PER_PAGE].iterrows():
        article = loaded.articles.get(row["article_id"])
        copied = (row["origin"], row["origin_paragraph"]) != (row["article_id"], row["paragraph"])
        original = loaded.articles.get(row["origin"]) if copied else None
        cells = {str(name): value for name, value in row.items()}
        st.html(card(cells, article, original=original))
        if article is not None:
            with st.container(horizontal=True, gap="small"):
                asked = _asked(cells, article, loaded.scorer)
                judging.button(cells)
            judging.form(cells, loaded)
            if asked and isinstance(loaded.scorer, Explaining):
                _explain(cells, article, loaded, loaded.scorer)


def _asked(row: dict[str, object], article: Article, scorer: Scorer) -> bool:
    """A button that asks for the words behind a learned score, where there are any."""
    judged = row.get("machine_label")
    said = judged if isinstance(judged, str) else row["label"]
    if not isinstance(scorer, Explaining) or said == "neutral":
        return False
    key = f"why_{article.id}_{row['paragraph']}_{row['target']}"
    return st.button("Which words moved this score?", key=key)


def _explain(row: dict[str, object], article: Article, loaded: Loaded, scorer: Explaining) -> None:
    """The words behind a learned score."""
    place, target = int(str(row["paragraph"])), str(row["target"])
    with st.container():
        with st.spinner("Leaving out one word after another"):
            found = explain(article, place, target, targets=loaded.targets, scorer=scorer)
        spans = [[words.start, words.end, words.weight] for words in found]
        st.html(explained(str(row["text"]), spans, loaded.scorer.name))


def stances_in(rows: pd.DataFrame) -> str:
    """How many stances there are, and in how many paragraphs: ``170 stances in 82 paragraphs``."""
    paragraphs = len(rows[["article_id", "paragraph"]].drop_duplicates())
    return f"{count(len(rows), 'stance')} in {count(paragraphs, 'paragraph')}"


def _identity(rows: pd.DataFrame) -> str:
    """A name for exactly this list, so that another one starts at its first page."""
    return hashlib.sha256(rows.index.to_numpy().tobytes()).hexdigest()[:12]
