"""The table of what was read, doubts first; a cell changed in it is saved at once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import StanceError
from analysis.pages import downloads
from analysis.pages.corpus import Held
from analysis.pages.own_folder import own_folder, who
from analysis.pages.words import count
from analysis.reading.corrections import CORRECTABLE, correction, key_of
from analysis.reading.doubts import by_hand, doubts_of
from analysis.reading.edits import Change
from analysis.records import Article, Fact, Reading
from analysis.summary.tables import article_table, encodable

MOST_ROWS = 1000
"""Rows of a page of the table; a longer one would weigh on the browser."""
SHOWN = "rows_shown"
"""In the session: the ids of the articles in the order in which the editor shows them."""
SAVED = "cells_saved"
"""In the session: the cells of this editor that are saved already."""
UNSCORED = "not English"
TWIN = "same as"
WHICH = ("all", "with doubts", "corrected", "not in English")


def editor_key() -> str:
    """The key of the table's editor; a new one forgets the cells that were changed in it."""
    return f"read_table_{st.session_state.get('table_round', 0)}"


def _renew() -> None:
    st.session_state["table_round"] = st.session_state.get("table_round", 0) + 1
    st.session_state[SAVED] = set()


def save_edits(held: Held) -> bool:
    """Save the cells that were changed since the last time; say whether there were any.

    A cell that cannot be saved is named on the page, and the table shows again what is true.
    """
    cells = _changed_cells()
    saved: set[tuple[str, str, str | None]] = st.session_state.setdefault(SAVED, set())
    articles = {article.id: article for article in held.machine.articles}
    new = [cell for cell in cells if cell not in saved and cell[0] in articles]
    changes: list[Change] = []
    for name, field, value in new:
        try:
            changes.append(correction(articles[name], field, value))
        except StanceError as error:
            st.error(f"Not saved. {error}")
            _renew()
    try:
        own_folder().edits.add(changes, who=who())
    except StanceError as error:
        st.error(f"Not saved. {error}")
        _renew()
        return False
    saved |= set(new)
    return bool(changes)


def _changed_cells() -> list[tuple[str, str, str | None]]:
    """The cells that differ in the editor from what it was given: article, field, value."""
    state: Any = st.session_state.get(editor_key()) or {}
    rows: Sequence[str] = st.session_state.get(SHOWN, ())
    return [
        (rows[int(row)], field, _cell(value))
        for row, cells in dict(state.get("edited_rows", {})).items()
        if int(row) < len(rows)
        for field, value in cells.items()
        if field in CORRECTABLE
    ]


def _cell(value: object) -> str | None:
    """What was typed; of a day with a time, as the editor gives it, the day."""
    text = "" if value is None else str(value)
    return (text[:10] if text[10:].startswith("T00:00") else text) or None


def show(held: Held) -> None:
    """Draw the table of ``held``."""
    reading = held.reading
    which = st.segmented_control("Show", WHICH, default="all", key="which", required=True)
    chosen = [a for a in _ordered(held) if _among(a, str(which))]
    if not chosen:
        st.info("No article of this kind.")
        return
    _forget_overtaken(reading)
    pages = -(-len(chosen) // MOST_ROWS)
    page = st.pagination(pages, key=f"rows_page_{which}_{pages}") if pages > 1 else 1
    shown = chosen[(page - 1) * MOST_ROWS : page * MOST_ROWS]
    st.session_state[SHOWN] = [article.id for article in shown]
    frame = _frame(held.digest, tuple(st.session_state[SHOWN]), shown, _twins(reading))
    st.data_editor(
        frame,
        hide_index=True,
        num_rows="fixed",
        key=editor_key(),
        placeholder="not known",
        disabled=[str(name) for name in frame if name not in CORRECTABLE],
        column_config={name: how for name, how in _columns().items() if name in frame},
        alt="Table of the articles that were read, the doubtful ones first. The same can be "
        "corrected by keyboard under “Look at one article”.",
    )
    st.caption(
        "Outlet, date, title, byline and agency can be changed in their cells; a change is saved "
        "at once and can be taken back below. What is not known is never guessed."
    )
    downloads.table(_whole(held.digest, reading), "articles", label="Save the articles as CSV")


@st.cache_resource(show_spinner=False, max_entries=4)
def _whole(digest: str, _reading: Reading) -> pd.DataFrame:
    return article_table(_reading)


def _columns() -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    clue = "The clue that gave it, and how sure it is"
    return {
        "look": st.column_config.ButtonColumn(
            "", width=70, type="tertiary", key="look_click", on_click=_look
        ),
        "doubts": text(width=230, help="What to look at first"),
        "outlet": text(width=150),
        "date": st.column_config.DateColumn(format="YYYY-MM-DD", width=120),
        "title": text(width=270),
        "words": number(width=80, help="Words of news"),
        "paragraphs": number(width=100, help="All of them, with those left out"),
        UNSCORED: number(
            width=100,
            help="Paragraphs of news that are not scored for their language; never neutral",
        ),
        "outlet from": text(width=160, help=clue),
        "date from": text(width=160, help=clue),
        "title from": text(width=160, help=clue),
        "byline": text(width=140),
        "agency": text(width=110),
        TWIN: text(width=140, help="An earlier article of exactly the same content"),
        "file": text(width=220),
    }


def _look() -> None:
    """Open the article of the row whose button was clicked."""
    click: Any = st.session_state.get("look_click")
    rows: Sequence[str] = st.session_state.get(SHOWN, ())
    if click and int(click["row"]) < len(rows):
        st.session_state["look_at"] = rows[int(click["row"])]


@st.cache_data(show_spinner=False, max_entries=16)
def _frame(
    digest: str, names: tuple[str, ...], _articles: Sequence[Article], _twins: dict[str, str]
) -> pd.DataFrame:
    rows = [_row(article, _twins.get(article.id)) for article in _articles]
    frame = pd.DataFrame(rows, index=pd.Index(names))
    frame["date"] = pd.to_datetime(frame["date"], errors="coerce")
    idle = [UNSCORED] if not frame[UNSCORED].any() else []
    idle += [TWIN] if not frame[TWIN].any() else []
    return frame.drop(columns=idle)


def _row(article: Article, twin: str | None) -> dict[str, object]:
    news = [paragraph for paragraph in article.paragraphs if paragraph.news]
    texts = {name: getattr(article, name).value for name in CORRECTABLE}
    cells: dict[str, str | int | None] = {
        "look": "Look",
        "doubts": "; ".join(doubt.what for doubt in doubts_of(article)),
        "outlet": texts["outlet"],
        "date": texts["date"],
        "title": texts["title"],
        "words": sum(len(paragraph.text.split()) for paragraph in news),
        "paragraphs": len(article.paragraphs),
        UNSCORED: sum(not paragraph.scored for paragraph in news),
        "outlet from": _from(article.outlet),
        "date from": _from(article.date),
        "title from": _from(article.title),
        "byline": texts["byline"],
        "agency": texts["agency"],
        TWIN: twin or "",
        "file": article.source,
    }
    return {
        name: encodable(cell) if isinstance(cell, str) else cell for name, cell in cells.items()
    }


def _from(fact: Fact) -> str:
    return fact.clue if fact.value is None else f"{fact.clue} · {fact.certainty}"


def _twins(reading: Reading) -> dict[str, str]:
    """For each article of the same content as an earlier one, that one's id."""
    first: dict[str, str] = {}
    for article in reading.articles:
        first.setdefault(key_of(article), article.id)
    there = ((a.id, first[key_of(a)]) for a in reading.articles)
    return {name: earlier for name, earlier in there if name != earlier}


def _ordered(held: Held) -> list[Article]:
    """The doubtful first. While the articles are the same ones, a correction moves no row."""
    ids = "\n".join(article.id for article in held.reading.articles)
    digest = hashlib.sha256(ids.encode("utf-8", "replace")).hexdigest()
    order: tuple[str, dict[str, int]] | None = st.session_state.get("order")
    if order is None or order[0] != digest:
        ranked = sorted(
            held.reading.articles, key=lambda a: -len({doubt.field for doubt in doubts_of(a)})
        )
        order = (digest, {article.id: rank for rank, article in enumerate(ranked)})
        st.session_state["order"] = order
    ranks = order[1]
    return sorted(held.reading.articles, key=lambda article: ranks[article.id])


def _among(article: Article, which: str) -> bool:
    if which == "with doubts":
        return bool(doubts_of(article))
    if which == "corrected":
        return any(by_hand(getattr(article, name)) for name in CORRECTABLE) or any(
            paragraph.reason.startswith("corrected by hand") for paragraph in article.paragraphs
        )
    if which == "not in English":
        return any(p.news and not p.scored for p in article.paragraphs)
    return True


def _forget_overtaken(reading: Reading) -> None:
    """Where a saved cell was taken back or changed elsewhere, let the table show what is true."""
    articles = {article.id: article for article in reading.articles}
    for name, field, value in _changed_cells():
        fact: Fact = getattr(articles[name], field) if name in articles else Fact(value)
        if (fact.value or "") != " ".join((value or "").split()):
            _renew()
            return


def in_short(held: Held) -> str:
    """What was read, in a sentence of numbers."""
    articles = held.reading.articles
    doubtful = sum(bool(doubts_of(article)) for article in articles)
    languages = Counter(
        p.language for a in articles for p in a.paragraphs if p.news and not p.scored
    )
    parts = [count(len(articles), "article"), f"{doubtful:,} with a doubt"]
    if languages:
        named = ", ".join(f"{name} {number:,}" for name, number in languages.most_common(4))
        foreign = count(sum(languages.values()), "paragraph")
        parts.append(f"{foreign} of news not scored because not in English ({named})")
    if twins := len(_twins(held.reading)):
        parts.append(f"{twins:,} of the same content as another")
    return "; ".join(parts)
