"""One's own articles and targets: adding, removing, undoing. Uploads stay in the session."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.errors import StanceError
from analysis.pages import corpus
from analysis.pages.corpus import Added
from analysis.pages.words import count, plain
from analysis.records import Reading

FORMATS = "Text, HTML, CSV or JSON lines; a sources.csv among them tells outlet, date and title."


def _generation(name: str) -> int:
    number: int = st.session_state.get(f"{name}_round", 0)
    return number


def _next(name: str) -> None:
    """Empty an uploader: what it held is in the session now."""
    st.session_state[f"{name}_round"] = _generation(name) + 1


def keep(*items: Added) -> None:
    """Add ``items`` to the session's own articles, each content once."""
    held = corpus.added()
    there = {item.digest for item in held}
    new = [item for item in items if item.digest not in there]
    if len(new) < len(items):
        st.toast(f"{count(len(items) - len(new), 'text')} had been added before.")
    if new:
        _replace((*held, *new))


def _replace(new: tuple[Added, ...]) -> None:
    st.session_state["added_before"] = corpus.added()
    st.session_state["added"] = new


def _undo() -> None:
    st.session_state["added"], st.session_state["added_before"] = (
        st.session_state.get("added_before", ()),
        corpus.added(),
    )


def _remove(digest: str) -> None:
    _replace(tuple(item for item in corpus.added() if item.digest != digest))


def _take_files(key: str) -> None:
    files: list[Any] = st.session_state[key] or []
    keep(*(Added(file.name, file.getvalue()) for file in files))
    _next("files")


def _take_text() -> None:
    text = str(st.session_state.get("paste", "")).strip()
    if text:
        number = sum(item.pasted for item in corpus.added()) + 1
        keep(Added(f"pasted text {number}", text.encode("utf-8", "replace"), pasted=True))
        st.session_state["paste"] = ""


def add() -> None:
    """Draw the two ways to add articles: files, and pasted text."""
    left, right = st.columns(2, gap="large")
    with left:
        key = f"files_{_generation('files')}"
        st.file_uploader(
            "Files, one or several",
            accept_multiple_files=True,
            key=key,
            on_change=_take_files,
            args=(key,),
            help=FORMATS,
        )
        st.caption(FORMATS)
    with right:
        st.text_area(
            "Or paste the text of one article",
            key="paste",
            height=120,
            placeholder="Title, outlet and date lines may stay in: they are read too.",
        )
        st.button("Add the pasted text", key="add_paste", on_click=_take_text)


def listing(reading: Reading) -> None:
    """Draw one's own articles, what came of each, and the ways to take them away again."""
    own = corpus.added()
    before: tuple[Added, ...] = st.session_state.get("added_before", ())
    if own:
        st.subheader("Your own articles", anchor=False)
    for item in own:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(item.name, 80)}**  \n{_came_of(item, reading)}", width="stretch")
            st.button(
                "Remove",
                key=f"remove_{item.digest[:12]}",
                on_click=_remove,
                args=(item.digest,),
                help=f"Take {plain(item.name, 80)} away again",
            )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if own:
            st.checkbox(
                "Show them beside the articles that were there before",
                value=True,
                key="beside",
                persist_state="session",
            )
        if own:
            st.button("Remove all of them", key="remove_all", on_click=_replace, args=((),))
        if before and before != own:
            st.button("Undo", key="undo", on_click=_undo)
        if not corpus.Corpus(corpus.named_paths()).on_samples:
            st.button("Read the files again", key="again", on_click=corpus.read_paths.clear)


def _came_of(item: Added, reading: Reading) -> str:
    rejected = [r for r in reading.rejected if _is_from(r.source, item)]
    if rejected:
        return " ".join(f"Not read: {plain(r.reason)}. {plain(r.remedy)}" for r in rejected)
    articles = sum(_is_from(article.source, item) for article in reading.articles)
    if articles:
        return f"{count(articles, 'article')} read, {count(len(item.content), 'byte')}."
    return (
        "Tells what is known of the other files." if item.tells_of_others else "No article in it."
    )


def _is_from(source: str, item: Added) -> bool:
    return source == item.name or source.startswith((f"{item.name}:", f"{item.name}#"))


def _take_targets(key: str) -> None:
    file = st.session_state[key]
    _next("targets")
    if file is None:
        return
    item = Added(file.name, file.getvalue())
    try:
        corpus.targets_of(item)
    except StanceError as error:
        st.session_state["targets_error"] = f"{error.where}: {error.what}. {error.remedy}"
        return
    st.session_state.pop("targets_error", None)
    st.session_state["targets_file"] = item


def _drop_targets() -> None:
    st.session_state.pop("targets_file", None)
    st.session_state.pop("targets_error", None)


def targets() -> None:
    """Draw which targets are scored, and the way to bring others."""
    file: Added | None = st.session_state.get("targets_file")
    names = corpus.targets_of(file).names
    of = f"from {plain(file.name, 80)}" if file else "the product's own"
    st.markdown(f"Scored now, {of}: {plain(', '.join(names), 600)}")
    key = f"targets_{_generation('targets')}"
    st.file_uploader(
        "Another targets file (.toml)",
        key=key,
        on_change=_take_targets,
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
            st.button("Back to the product's targets", key="own_targets", on_click=_drop_targets)
