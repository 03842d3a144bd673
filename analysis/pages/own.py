"""One's own articles: adding files, folders and texts, taking them away, bringing them back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.errors import StanceError
from analysis.pages import corpus
from analysis.pages.gathered import tells_of_others, under
from analysis.pages.own_folder import kept, own_folder
from analysis.pages.words import count, plain
from analysis.reading.kept import Brought, Kept
from analysis.records import Reading

FORMATS = (
    "Text, Markdown, saved web pages, PDF, Word, Excel, CSV, JSON, feeds, and ZIP files of these, "
    "each with one article or many; a sources.csv among them tells outlet, date and title."
)
LISTED = 20
"""One's own things that are listed each with its button; more are taken away by name."""


def next_round(name: str) -> None:
    """Empty a widget of that name: a new one takes its place."""
    st.session_state[f"{name}_round"] = round_of(name) + 1


def round_of(name: str) -> int:
    """How often the widget of that name was replaced."""
    number: int = st.session_state.get(f"{name}_round", 0)
    return number


def _failed(error: StanceError) -> None:
    st.session_state["own_error"] = str(error)


def _keep(things: Sequence[Brought]) -> None:
    """Keep what was brought, each content once."""
    try:
        new = own_folder().shelf.keep(things)
    except StanceError as error:
        _failed(error)
        return
    if len(new) < len(things):
        st.toast(f"{count(len(things) - len(new), 'text')} had been added before.")
    if new:
        st.session_state["done_last"] = ("added", new)


def _take_away(ids: Sequence[str]) -> None:
    try:
        own_folder().shelf.take_away(ids)
    except StanceError as error:
        _failed(error)
        return
    st.session_state["done_last"] = ("removed", tuple(ids))


def _bring_back(ids: Sequence[str]) -> None:
    try:
        own_folder().shelf.bring_back(ids)
    except StanceError as error:
        _failed(error)
        return
    st.session_state["done_last"] = ("added", tuple(ids))


def _take_away_named() -> None:
    _take_away(st.session_state.pop("remove_named", []))


def _delete(ids: Sequence[str]) -> None:
    try:
        own_folder().shelf.delete(ids)
    except (StanceError, OSError) as error:
        st.session_state["own_error"] = str(error)
    st.session_state.pop("done_last", None)


def _take_files(key: str, name: str) -> None:
    files: list[Any] = st.session_state[key] or []
    with st.spinner(f"Keeping {count(len(files), 'file')}"):
        _keep([Brought(file.name, file.getvalue()) for file in files])
    next_round(name)


def _take_folder() -> None:
    text = str(st.session_state.get("folder_path", "")).strip().strip("\"'")
    if not text:
        return
    path = Path(text).expanduser()
    if not path.is_dir():
        what = "it is a file, no folder" if path.is_file() else "there is no such folder"
        st.session_state["own_error"] = f"{text}: {what}. Write its whole path, as {Path.home()}."
        return
    _keep([Brought(str(path.resolve()), kind="folder")])
    st.session_state["folder_path"] = ""


def _take_text() -> None:
    text = str(st.session_state.get("paste", "")).strip()
    if text:
        number = sum(thing.kind == "text" for thing in kept()) + 1
        _keep([Brought(f"pasted text {number}", text.encode("utf-8", "replace"), "text")])
        st.session_state["paste"] = ""


def add() -> None:
    """Draw the ways to add articles: files, a folder, pasted text."""
    if message := st.session_state.pop("own_error", None):
        st.error(plain(message, 600))
    files, folder, text = st.tabs(["Files", "A folder", "Pasted text"])
    with files:
        _uploader("files", "Files, one or several", several=True)
        st.caption(FORMATS)
    with folder:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(
                "Path of a folder on this computer",
                key="folder_path",
                placeholder=str(Path.home() / "articles"),
            )
            st.button("Add the folder", key="add_folder", on_click=_take_folder)
        st.caption(
            "It is read where it lies, with all folders in it, and looked at anew on asking."
        )
        _uploader("directory", "Or choose a folder: its files are copied", several="directory")
    with text:
        st.text_area(
            "Paste one article, or several one after another",
            key="paste",
            height=160,
            placeholder="Title, outlet and date lines may stay in: they are read too.",
        )
        st.button("Add the pasted text", key="add_paste", on_click=_take_text)


def _uploader(name: str, label: str, *, several: Any) -> None:
    key = f"{name}_{round_of(name)}"
    st.file_uploader(
        label,
        accept_multiple_files=several,
        key=key,
        on_change=_take_files,
        args=(key, name),
        help=FORMATS,
    )


def listing(reading: Reading) -> None:
    """Draw one's own articles, what came of each, and the ways to take them away again."""
    own = kept()
    if own:
        st.subheader(f"Your own articles: {count(len(own), 'input')}", anchor=False)
    for thing in own[-LISTED:]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            came = _came_of(thing, reading)
            st.markdown(f"**{plain(thing.name, 80)}**  \n{came}", width="stretch")
            st.button(
                "Remove",
                key=f"remove_{thing.id[:12]}",
                on_click=_take_away,
                args=([thing.id],),
                help=f"Take {plain(thing.name, 80)} away again",
            )
    if len(own) > LISTED:
        _many(own)
    _all_at_once(own)
    _taken_away()


def _many(own: Sequence[Kept]) -> None:
    names = {thing.id: thing.name for thing in own}
    st.caption(f"The last {LISTED} are listed. Others can be removed by name.")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.multiselect(
            "Remove by name",
            list(names),
            format_func=lambda number: names.get(str(number), str(number))[-80:],
            key="remove_named",
        )
        st.button("Remove these", key="remove_these", on_click=_take_away_named)


def _all_at_once(own: Sequence[Kept]) -> None:
    done, ids = st.session_state.get("done_last", ("", ()))
    folders = any(thing.kind == "folder" for thing in own)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if own:
            st.checkbox(
                "Show them beside the articles that were there before",
                value=True,
                key="beside",
                persist_state="session",
            )
            everything = [thing.id for thing in own]
            st.button(
                "Remove all of them", key="remove_all", on_click=_take_away, args=(everything,)
            )
        if done:
            back = _take_away if done == "added" else _bring_back
            about = f"{count(len(ids), 'input')} {done}"
            st.button("Undo", key="undo", on_click=back, args=(ids,), help=f"Last: {about}")
        if folders or not corpus.Corpus(corpus.named_paths()).on_samples:
            st.button(
                "Look for new and changed files",
                key="again",
                on_click=under.clear,
                help="Files that did not change are not read again.",
            )


def _taken_away() -> None:
    try:
        away = own_folder().shelf.removed()
    except StanceError:  # told at the head of the page
        return
    if not away:
        return
    with st.expander(f"Taken away: {count(len(away), 'input')}", key="taken_away"):
        for thing in away[:LISTED]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(plain(thing.name, 80), width="stretch")
                st.button(
                    "Bring back",
                    key=f"back_{thing.id[:12]}",
                    on_click=_bring_back,
                    args=([thing.id],),
                )
        files = [thing.id for thing in away if thing.kind != "folder"]
        if files:
            st.caption("Their copies are kept until you delete them. That cannot be undone.")
            st.button(
                f"Delete {count(len(files), 'copy', 'copies')} for good",
                key="delete_away",
                on_click=_delete,
                args=(files,),
            )


def _came_of(thing: Kept, reading: Reading) -> str:
    rejected = [r for r in reading.rejected if _is_from(r.source, thing)]
    articles = sum(_is_from(article.source, thing) for article in reading.articles)
    if rejected and not articles and thing.kind != "folder":
        return " ".join(f"Not read: {plain(r.reason)}. {plain(r.remedy)}" for r in rejected[:3])
    if articles:
        of = "read where it lies" if thing.kind == "folder" else count(thing.size, "byte")
        also = f" {count(len(rejected), 'part')} not read." if rejected else ""
        return f"{count(articles, 'article')} read, {of}.{also}"
    if tells_of_others(thing):
        return "Tells what is known of the other files."
    return "No article in it."


def _is_from(source: str, thing: Kept) -> bool:
    if thing.kind == "folder":
        return Path(source).is_relative_to(thing.name)
    return source == thing.name or source.startswith(
        tuple(f"{thing.name}{sign}" for sign in ":#,/")
    )
