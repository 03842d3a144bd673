"""One article: each value with its clue and rivals, its text, and the ways to correct both."""

from __future__ import annotations

import hashlib
from pathlib import Path

import streamlit as st

from analysis.errors import StanceError
from analysis.pages.cards import article_html, facts_html
from analysis.pages.corpus import Held
from analysis.pages.own_folder import own_folder, who
from analysis.pages.words import plain, role_name
from analysis.reading.corrections import CORRECTABLE, ROLES, correction, role_correction
from analysis.reading.doubts import by_hand, doubts_of, remedy
from analysis.reading.edits import Change
from analysis.records import Article, Fact, Paragraph, Role

MOST_RIVALS = 4
MOST_WORDS = 70
"""Characters of a paragraph in a list."""


def name_of(article: Article) -> str:
    """An article's title, or its file, and its outlet: as it is named in lists."""
    title = article.title.value or Path(article.source).name
    short = title if len(title) <= 80 else f"{title[:79].rstrip()}…"
    return f"{short} ({article.outlet.value or 'outlet unknown'})"


def show(held: Held) -> None:
    """Draw the choice of an article, and that article with the ways to correct it."""
    st.header("Look at one article", anchor=False)
    articles = {article.id: article for article in held.reading.articles}
    machine = {article.id: article for article in held.machine.articles}
    names = {key: name_of(article) for key, article in articles.items()}
    if st.session_state.get("look_at") not in articles:
        st.session_state.pop("look_at", None)
    chosen = st.selectbox(
        "Article",
        list(names),
        index=None,
        format_func=lambda key: names.get(key, key),
        key="look_at",
        placeholder="choose an article",
        label_visibility="collapsed",
    )
    if chosen is None or chosen not in articles:
        st.caption("Its values with their clues, its text, and what was left out of it and why.")
        return
    article = articles[chosen]
    with st.container(border=True):
        doubts = doubts_of(article)
        if doubts:
            listed = "  \n".join(plain(doubt.what) for doubt in doubts)
            st.warning(f"{listed}  \n{plain(remedy(doubts))}")
        st.html(facts_html(article))
        _rivals(article, machine[chosen])
        with st.expander("Correct this article", key=f"fix_{_mark(article)}"):
            _form(article, machine[chosen])
        with st.expander("Correct what a paragraph is", key=f"roles_{_mark(article)}"):
            _roles(article, machine[chosen])
        st.html(f'<div class="card">{article_html(article, fold=True)}</div>')


def _save(changes: list[Change]) -> None:
    try:
        own_folder().edits.add(changes, who=who())
    except StanceError as error:
        st.session_state["fix_error"] = str(error)


def _take(machine: Article, field: str, value: str | None) -> None:
    try:
        _save([correction(machine, field, value)])
    except StanceError as error:
        st.session_state["fix_error"] = str(error)


def _rivals(article: Article, machine: Article) -> None:
    """A button for each other value that the text offers, and one that affirms a doubtful one."""
    if message := st.session_state.pop("fix_error", None):
        st.error(f"Not saved. {plain(message, 600)}")
    for field in CORRECTABLE:
        fact: Fact = getattr(article, field)
        doubtful = fact.certainty == "doubtful" and fact.value is not None
        others = {rival.value: rival for rival in fact.rivals if rival.value}
        if not others and not doubtful:
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{field.capitalize()}:", width="content")
            if doubtful and not by_hand(fact):
                st.button(
                    f"{plain(fact.value or '', 60)} is right",
                    key=f"affirm_{field}_{_mark(article)}",
                    on_click=_take,
                    args=(machine, field, fact.value),
                )
            for number, (value, rival) in enumerate(list(others.items())[:MOST_RIVALS]):
                st.button(
                    f"Take {plain(value or '', 60)}",
                    key=f"take_{field}_{number}_{_mark(article)}",
                    on_click=_take,
                    args=(machine, field, value),
                    help=plain(f"{rival.clue}: {rival.quote}" if rival.quote else rival.clue),
                )


def _form(article: Article, machine: Article) -> None:
    """Text fields for each value, for those who would rather not write into the table."""
    mark = _mark(article)
    with st.form(f"form_{mark}", border=False):
        left, right = st.columns(2)
        for number, field in enumerate(CORRECTABLE):
            with (left, right)[number % 2]:
                st.text_input(
                    f"{field.capitalize()}, as 2019-07-31"
                    if field == "date"
                    else field.capitalize(),
                    value=getattr(article, field).value or "",
                    key=f"value_{field}_{mark}",
                    placeholder="not known",
                )
        with right:
            st.text_input("Reason (optional)", key=f"reason_{mark}")
        st.form_submit_button(
            "Save", key=f"save_{mark}", on_click=_take_form, args=(article, machine, mark)
        )


def _take_form(article: Article, machine: Article, mark: str) -> None:
    reason = str(st.session_state.get(f"reason_{mark}", ""))
    changes: list[Change] = []
    for field in CORRECTABLE:
        value = str(st.session_state.get(f"value_{field}_{mark}", "")).strip()
        if value == (getattr(article, field).value or ""):
            continue
        try:
            changes.append(correction(machine, field, value, reason=reason))
        except StanceError as error:
            st.session_state["fix_error"] = str(error)
            return
    _save(changes)


def _roles(article: Article, machine: Article) -> None:
    mark = _mark(article)
    named = {p.index: _paragraph_name(p) for p in article.paragraphs}
    number = st.selectbox(
        "Paragraph",
        list(named),
        format_func=lambda index: named.get(index, str(index)),
        key=f"paragraph_{mark}",
    )
    if number is None:
        return
    left, right = st.columns(2)
    with left:
        st.selectbox(
            "It is",
            ROLES,
            index=ROLES.index(article.paragraphs[number].role),
            format_func=role_name,
            key=f"role_{number}_{mark}",
        )
    with right:
        st.text_input("Reason (optional)", key=f"role_reason_{number}_{mark}")
    st.button(
        "Save", key=f"save_role_{mark}", on_click=_take_role, args=(article, machine, number, mark)
    )
    st.caption("Headlines, decks, body text and captions in English are scored; the rest is kept.")


def _take_role(article: Article, machine: Article, number: int, mark: str) -> None:
    role: Role = st.session_state[f"role_{number}_{mark}"]
    reason = str(st.session_state.get(f"role_reason_{number}_{mark}", ""))
    if role != article.paragraphs[number].role:
        _save([role_correction(machine, machine.paragraphs[number], role, reason=reason)])


def _paragraph_name(paragraph: Paragraph) -> str:
    words = " ".join(paragraph.text[: 4 * MOST_WORDS].split())
    short = words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
    return f"{paragraph.index + 1}. {role_name(paragraph.role)}: {short}"


def _mark(article: Article) -> str:
    """Tells the article and its values, so that widgets start anew where one has changed."""
    values = [getattr(article, field).value for field in CORRECTABLE]
    roles = [paragraph.role for paragraph in article.paragraphs]
    said = repr((article.id, values, roles)).encode("utf-8", "replace")
    return hashlib.sha256(said).hexdigest()[:12]
