"""The page of the articles: add one's own, see what was read of each and what was left out."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.errors import StanceError
from analysis.pages import corpus, downloads, own
from analysis.pages.cards import article_html, facts_html
from analysis.pages.look import dress
from analysis.pages.words import count, plain
from analysis.records import Article, Reading
from analysis.summary.tables import article_table, paragraph_table

SHORT = ["outlet", "agency", "date", "title", "byline", "n_paragraphs", "left_out", "doubts"]
MOST_ROWS = 1000  # a longer table would weigh on the page; the file has all


def show() -> None:
    """Draw the page."""
    dress()
    st.title("Articles", anchor=False)
    st.header("Add your own", anchor=False)
    own.add()
    at_hand = corpus.at_hand()
    try:
        loaded = corpus.load(at_hand)
    except StanceError as error:
        st.error(f"{plain(str(error))} The product's own targets are used instead.")
        loaded = corpus.load(corpus.without_targets_file(at_hand))
    reading = loaded.analysis.reading
    own.listing(reading)
    with st.expander("Targets: which countries are scored", key="targets_panel"):
        own.targets()
    _rejected(reading)
    if not reading.articles:
        st.info("No article is on show. Add files or paste a text above.")
        return
    tables = _tables(loaded.key, loaded)
    _read(reading, tables["articles"])
    _left_out(tables["paragraphs"])
    _copies(tables["paragraphs"], loaded)


@st.cache_resource(show_spinner=False, max_entries=corpus.KEPT)
def _tables(key: str, _loaded: corpus.Loaded) -> dict[str, pd.DataFrame]:
    return {
        "articles": article_table(_loaded.analysis.reading),
        "paragraphs": paragraph_table(_loaded.analysis),
    }


def _rejected(reading: Reading) -> None:
    if not reading.rejected:
        return
    st.header("What could not be read", anchor=False)
    frame = pd.DataFrame(
        [(r.source, r.reason, r.remedy) for r in reading.rejected],
        columns=["file", "reason", "what to do"],
    )
    number = count(len(frame), "file")
    st.warning(f"{number} could not be read; the rest was. Each is named with what to do.")
    st.dataframe(frame, hide_index=True, key="rejected")
    downloads.table(frame, "rejected", label="Save this list as CSV")


def _read(reading: Reading, table: pd.DataFrame) -> None:
    st.header("What was read", anchor=False)
    st.caption(
        f"{count(len(reading.articles), 'article')}. What a text does not tell is not "
        "known here, and never guessed. The file holds the clue of each value too."
    )
    shown = table[["article_id", *SHORT]].fillna({"left_out": "", "doubts": ""})
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="not known",
        key="articles",
        column_config={
            "article_id": "article",
            "date": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "n_paragraphs": "paragraphs",
            "left_out": "left out",
            "title": st.column_config.TextColumn(width="medium"),
        },
    )
    downloads.table(table, "articles", label="Save the articles as CSV")
    names = {article.id: _name(article) for article in reading.articles}
    chosen = st.selectbox(
        "Look at one article",
        list(names),
        index=None,
        format_func=lambda key: names.get(key, key),
        key="look_at",
        placeholder="choose an article",
    )
    article = next((a for a in reading.articles if a.id == chosen), None)
    if article:
        with st.container(border=True):
            st.html(facts_html(article))
            for doubt in article.doubts:
                st.warning(plain(doubt))
            st.html(f'<div class="card">{article_html(article)}</div>')


def _name(article: Article) -> str:
    title = article.title.value or Path(article.source).name
    short = title if len(title) <= 80 else f"{title[:79].rstrip()}…"
    return f"{short} ({article.outlet.value or 'outlet unknown'})"


def _left_out(paragraphs: pd.DataFrame) -> None:
    out = paragraphs.loc[~paragraphs["scored"], ["article_id", "role", "reason", "text"]]
    st.header("What was left out", anchor=False)
    if out.empty:
        st.caption("Every paragraph is scored.")
        return
    first = f" The first {MOST_ROWS:,} are shown; the file has all." if len(out) > MOST_ROWS else ""
    st.caption(
        f"{count(len(out), 'paragraph')} kept in the data but not scored, with the reason.{first}"
    )
    st.dataframe(
        out.head(MOST_ROWS),
        hide_index=True,
        key="left_out",
        column_config={
            "article_id": "article",
            "text": st.column_config.TextColumn(width="large"),
        },
    )
    downloads.table(out, "left-out", label="Save what was left out as CSV")


def _copies(paragraphs: pd.DataFrame, loaded: corpus.Loaded) -> None:
    st.header("Copies", anchor=False)
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
    lines = "".join(
        f"<li><bdi>{escape(_called(name, loaded))}</bdi>: {n} of "
        f"{count(int(totals.loc[name]), 'paragraph')} copied from "
        f"<bdi>{escape(_called(origin, loaded))}</bdi></li>"
        for name, origin, n in pairs.head(20).to_numpy().tolist()
    )
    st.html(f"<ul>{lines}</ul>")
    downloads.table(copied, "copies", label="Save the copies as CSV")


def _called(article_id: str, loaded: corpus.Loaded) -> str:
    article = loaded.articles.get(article_id)
    return _name(article) if article else article_id


if __name__ == "__main__":
    show()
