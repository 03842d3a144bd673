"""The page that opens: headline numbers, the charts, and the paragraphs behind every mark."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.errors import StanceError
from analysis.pages import comparing, corpus, figures, filters, headline
from analysis.pages.gathered import tells_of_others
from analysis.pages.look import dress
from analysis.pages.own_folder import complain
from analysis.pages.paragraphs import stances_in
from analysis.pages.words import count, plain
from analysis.summary.selection import select


def show() -> None:
    """Draw the page; what is quick comes first."""
    dress()
    filters.head()
    at_hand = corpus.at_hand(scorer=filters.scorer())
    try:
        targets = corpus.targets_of(at_hand.targets_file)
    except StanceError as error:
        st.error(f"{plain(str(error))} The product's own targets are used instead.")
        at_hand = corpus.without_targets_file(at_hand)
        targets = corpus.targets_of(None)
    names = ", ".join(targets.names[:4]) + (" and more" if len(targets.names) > 4 else "")
    st.title(f"Stance toward {plain(names)}", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_what_is_on_show(at_hand), width="content")
        st.page_link("analysis/pages/articles.py", label="Add your own articles")
    complain()
    loaded = corpus.load(at_hand)
    if not loaded.articles:
        _nothing_read(loaded)
        return
    if loaded.stances.empty:
        st.info(
            f"No paragraph of these articles names {plain(' or '.join(targets.names))}. "
            "Add articles that do, or another targets file, on the Articles page."
        )
        return
    if rejected := len(loaded.analysis.reading.rejected):
        st.warning(f"{count(rejected, 'input')} could not be read: the Articles page says why.")
    view = filters.show(filters.choices_in(loaded.stances, targets.names))
    rows = select(loaded.stances, view)
    st.caption(_how_much(rows, loaded.stances, filters.in_words(view)) + _by_hand(loaded))
    if rows.empty:
        st.info("No paragraph fits these filters. Clear a filter in the sidebar to see more.")
        st.button("Clear filters", key="clear_filters_here", on_click=filters.clear)
        return
    headline.show(loaded.key, view, loaded.stances, targets.names)
    comparing.show(loaded, view)
    figures.show(loaded, view)


def _what_is_on_show(at_hand: corpus.Corpus) -> str:
    there = [thing for thing in at_hand.added if not tells_of_others(thing)]
    folders = any(thing.kind == "folder" for thing in there)
    own = f"{count(len(there), 'input' if folders else 'text')} of your own"
    if at_hand.on_samples:
        samples = "the sample articles that come with the program"
        return f"On show: {samples}{' and ' + own if at_hand.added else ''}."
    if not at_hand.paths:
        return f"On show: {own}."
    named = plain(", ".join(at_hand.paths), 160)
    return f"On show: the articles in {named}{' and ' + own if at_hand.added else ''}."


def _how_much(rows: pd.DataFrame, there: pd.DataFrame, words: str) -> str:
    shown = f"{stances_in(rows)} of {count(rows['article_id'].nunique(), 'article')}"
    if not words:
        return f"Shown: {shown}; a paragraph has a stance toward each target that it mentions."
    return f"Shown: {shown}, of {len(there):,} in all. Filters: {plain(words)}."


def _by_hand(loaded: corpus.Loaded) -> str:
    if not loaded.judged:
        return ""
    number = count(len(loaded.judged), "judgment")
    return f" {number} by hand in force; the Articles page lists them under Corrections."


def _nothing_read(loaded: corpus.Loaded) -> None:
    st.info("There is no article on show. Add files or pasted text on the Articles page.")
    for rejected in loaded.analysis.reading.rejected:
        st.error(plain(f"{rejected.source}: {rejected.reason}. {rejected.remedy}"))


if __name__ == "__main__":
    show()
