"""Which targets are scored, and the way to bring others."""

from __future__ import annotations

import streamlit as st

from analysis.errors import StanceError
from analysis.pages import corpus
from analysis.pages.corpus import TargetsFile
from analysis.pages.own import next_round, round_of
from analysis.pages.words import plain


def _take(key: str) -> None:
    file = st.session_state[key]
    next_round("targets")
    if file is None:
        return
    item = TargetsFile(file.name, file.getvalue())
    try:
        corpus.targets_of(item)
    except StanceError as error:
        st.session_state["targets_error"] = f"{error.where}: {error.what}. {error.remedy}"
        return
    st.session_state.pop("targets_error", None)
    st.session_state["targets_file"] = item


def _drop() -> None:
    st.session_state.pop("targets_file", None)
    st.session_state.pop("targets_error", None)


def show() -> None:
    """Draw the targets, an uploader for others, and the way back."""
    file: TargetsFile | None = st.session_state.get("targets_file")
    try:
        names = corpus.targets_of(file).names
    except StanceError as error:
        st.error(f"{plain(str(error))} The product's own targets are used instead.")
        file, names = None, corpus.targets_of(None).names
    of = f"from {plain(file.name, 80)}" if file else "the product's own"
    st.markdown(f"Scored now, {of}: {plain(', '.join(names), 600)}")
    key = f"targets_{round_of('targets')}"
    st.file_uploader(
        "Another targets file (.toml)",
        key=key,
        on_change=_take,
        args=(key,),
        help="Names, demonyms, capitals, institutions and leaders of other countries.",
    )
    if message := st.session_state.get("targets_error"):
        st.error(f"{plain(message, 600)} The targets are as they were.")
    with st.container(horizontal=True):
        st.download_button(
            "Save the product's targets as a model",
            corpus.OWN_TARGETS.read_bytes,
            "targets.toml",
            "application/toml",
            key="targets_model",
            on_click="ignore",
        )
        if file:
            st.button("Back to the product's targets", key="own_targets", on_click=_drop)
