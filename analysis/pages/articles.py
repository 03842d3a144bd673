"""The page of the articles: add one's own, see what was read of each, put right what is wrong.

Nothing is scored here. Reading goes on beside the page, which shows what is read so far.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.pages import (
    column_panel,
    corpus,
    downloads,
    history,
    left_out,
    one_article,
    own,
    own_folder,
    read_table,
    targets_panel,
)
from analysis.pages.look import dress
from analysis.pages.words import count
from analysis.records import Reading

MOST_REJECTED = 1000
EVERY = 1.0
"""Seconds after which the page looks again how much is read."""


def show() -> None:
    """Draw the page."""
    dress()
    st.title("Articles", anchor=False)
    own_folder.complain()
    st.header("Add your own", anchor=False)
    own.add()
    at_hand = corpus.at_hand()
    held = corpus.read_so_far(at_hand)
    if read_table.save_edits(held):
        held = corpus.read_so_far(at_hand)
    own.listing(held.reading)
    column_panel.show(at_hand.added)
    with st.expander("Targets: which countries are scored", key="targets_panel"):
        targets_panel.show()
    if held.left:
        _still_reading(at_hand, held.total - held.left)
    _rejected(held.reading)
    if not held.reading.articles:
        if not held.left:
            st.info("No article is on show. Add files, a folder or a text above.")
        return
    st.header("What was read", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{read_table.in_short(held)}.", width="stretch")
        history.undo_last()
        history.signature()
    read_table.show(held)
    one_article.show(held)
    history.show()
    left_out.show(held)


@st.fragment(run_every=EVERY)
def _still_reading(at_hand: corpus.Corpus, shown: int) -> None:
    """How much is read by now, beside the rest of the page, which stays as it is until all is."""
    done, total = corpus.still_reading(at_hand)
    if done == total:
        st.rerun()
    text = f"Reading: {done:,} of {count(total, 'file')}. Below is what was read of {shown:,}."
    st.progress(done / total, text=text)
    if done > shown:
        st.button("Show what was read by now", key="show_so_far", on_click=_show_so_far)


def _show_so_far() -> None:
    st.rerun(scope="app")


def _rejected(reading: Reading) -> None:
    if not reading.rejected:
        return
    st.header("What could not be read", anchor=False)
    frame = pd.DataFrame(
        [(r.source, r.reason, r.remedy) for r in reading.rejected],
        columns=["file", "reason", "what to do"],
    )
    number = count(len(frame), "input")
    st.warning(f"{number} could not be read; the rest was. Each is named with what to do.")
    st.dataframe(frame.head(MOST_REJECTED), hide_index=True, key="rejected")
    downloads.table(frame, "rejected", label="Save this list as CSV")


if __name__ == "__main__":
    show()
