"""What was corrected, by whom and when; each correction can be taken back and put back."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.errors import StanceError
from analysis.pages import downloads
from analysis.pages.own_folder import LONGEST_NAME, edits, own_folder, sign, who
from analysis.pages.words import count, plain, role_name
from analysis.reading.edits import Edit, standing
from analysis.summary.edit_sheets import edit_table, take_in

PER_PAGE = 8


def _undo(number: int) -> None:
    try:
        own_folder().edits.undo([number], who=who())
    except StanceError as error:
        st.session_state["undo_error"] = str(error)


def _sign() -> None:
    sign(str(st.session_state.get("who", "")))


def signature() -> None:
    """A small field for the name that corrections are signed with."""
    name = who()
    label = f"Signed: {plain(name, 40)}" if name else "Sign your corrections"
    with st.popover(label, key="signature"):
        st.text_input(
            "Your name (optional)",
            value=name,
            max_chars=LONGEST_NAME,
            key="who",
            on_change=_sign,
            help="It is written beside each correction that you make from now on.",
        )


def undo_last() -> None:
    """A button that takes the last correction back."""
    last = max(standing(edits()), key=lambda edit: edit.id, default=None)
    if last is not None:
        st.button(
            "Undo the last correction",
            key="undo_edit",
            on_click=_undo,
            args=(last.id,),
            help=plain(_what(last), 200),
        )


def show() -> None:
    """Draw the list of corrections, the latest first."""
    if message := st.session_state.pop("undo_error", None):
        st.error(plain(message, 600))
    everything = edits()
    made = [edit for edit in everything if edit.undoes is None]
    st.header("Corrections", anchor=False)
    if not made:
        st.caption(
            "Nothing was corrected yet. Change a value in the table above to begin, or a stance "
            "beside its paragraph on the Overview."
        )
        _file()
        return
    undos = {edit.undoes: edit for edit in everything if edit.undoes and not edit.undone}
    counting = {edit.id for edit in standing(everything)}
    st.caption(
        f"{count(len(made), 'correction')}, {len(counting):,} in force. They are kept in "
        f"{plain(str(own_folder().path), 200)} and hold for the command line too."
    )
    pages = -(-len(made) // PER_PAGE)
    page = st.pagination(pages, key=f"edits_{pages}") if pages > 1 else 1
    latest = list(reversed(made))[(page - 1) * PER_PAGE : page * PER_PAGE]
    for edit in latest:
        undo = undos.get(edit.id)
        left, right = st.columns([7, 1], vertical_alignment="center")
        with left:
            state = "" if edit.id in counting else " · taken back" if undo else " · overtaken"
            st.markdown(f"{_line(edit)}{state}")
        with right:
            st.button(
                "Put back" if undo else "Take back",
                key=f"undo_{edit.id}",
                on_click=_undo,
                args=(undo.id if undo else edit.id,),
                help=plain(_what(edit), 200),
            )
    downloads.table(edit_table(everything), "corrections", label="Save the corrections as CSV")
    _file()


def _file() -> None:
    """The way back: a file of corrections, one's own or another person's."""
    with st.expander("Take in corrections from a file", key="corrections_panel"):
        if message := st.session_state.pop("corrections_taken", None):
            st.markdown(plain(message, 1200))
        st.file_uploader(
            "A CSV file that was saved here", "csv", key="corrections_file", on_change=_take_in
        )
        st.caption(
            "Who said it is kept. What stands already is not kept again, and what is taken in can "
            "be taken back like the rest."
        )


def _take_in() -> None:
    file: Any = st.session_state.get("corrections_file")
    if file is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.csv"
        path.write_bytes(file.getvalue())
        try:
            new, number, rejected = take_in(path, own_folder().edits)
        except StanceError as error:
            st.session_state["corrections_taken"] = f"Not taken in: {error.what}. {error.remedy}"
            return
    bad = "".join(f" {one.source} left out: {one.reason}. {one.remedy}" for one in rejected[:5])
    more = f" {len(rejected) - 5:,} more left out." if len(rejected) > 5 else ""
    st.session_state["corrections_taken"] = f"{new:,} new of {number:,} taken in.{bad}{more}"


def _line(edit: Edit) -> str:
    change = edit.change
    signed = f", {plain(edit.who, 60)}" if edit.who else ""
    reason = f" · {plain(change.reason, 200)}" if change.reason else ""
    place = f", paragraph {change.paragraph + 1}" if change.paragraph is not None else ""
    toward = f" toward {plain(change.target, 60)}" if change.target is not None else ""
    copies = " and its copies" if change.copies else ""
    return (
        f"**{plain(change.field, 40)}**{toward} of {plain(change.named, 80)}{place}{copies}: "
        f"{_value(change.field, change.machine)} → **{_value(change.field, change.value)}**  \n"
        f":small[{_moment(edit.time)}{signed}{reason}]"
    )


def _what(edit: Edit) -> str:
    return f"{edit.change.field} of {edit.change.named}: {edit.change.value or 'not known'}"


def _value(field: str, value: str | None) -> str:
    if value is None:
        return "not known"
    return plain(role_name(value) if field == "role" else value, 120)


def _moment(time: str) -> str:
    """A moment in UTC as people here write it, in the time zone of this computer.

    >>> _moment("unreadable")
    'unreadable'
    """
    try:
        return plain(datetime.fromisoformat(time).astimezone().strftime("%d %b %Y, %H:%M"))
    except ValueError:
        return plain(time, 40)
