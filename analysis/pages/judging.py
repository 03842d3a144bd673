"""Judging a stance beside its card: another label, another voice, or not of this target at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import streamlit as st

from analysis.errors import StanceError
from analysis.pages.corpus import Loaded
from analysis.pages.own_folder import LONGEST_NAME, own_folder, sign, who
from analysis.pages.words import count, plain, voice
from analysis.reading.edits import Change
from analysis.records import LABELS, OTHER, OUTLET
from analysis.summary.judged import HOLDER, MENTION, NOT_ABOUT, STANCE, judgment

OPEN = "judging"
"""In the session: the stance whose form is open."""
LAST = "judged_last"
"""In the session: what was saved last, in words, and the numbers of its edits."""


def button(row: Mapping[str, object]) -> None:
    """The button that opens the form of a stance, or closes it."""
    mark = mark_of(row)
    st.button(
        "Correct this stance", key=f"judge_{mark}", on_click=_open, args=(mark,), type="tertiary"
    )
    ids = row.get("judged_ids")
    if isinstance(ids, tuple) and st.button("Take the judgment back", key=f"unjudge_{mark}"):
        _undo(ids)


def mark_of(row: Mapping[str, object]) -> str:
    """Tells a row of the stances table in the keys of its widgets."""
    said = repr((row["article_id"], row["paragraph"], row["target"]))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def _open(mark: str) -> None:
    st.session_state[OPEN] = None if st.session_state.get(OPEN) == mark else mark


def form(row: Mapping[str, object], loaded: Loaded) -> None:
    """The form of a stance, where it is open; what is saved in it changes the charts at once."""
    mark = mark_of(row)
    if st.session_state.get(OPEN) != mark:
        return
    target = plain(str(row["target"]), 60)
    voices = tuple(dict.fromkeys((OUTLET, *loaded.targets.names, OTHER, str(row["holder"]))))
    choices: list[str] = [*LABELS, NOT_ABOUT]
    copies = _copies(row, loaded)
    with st.form(f"judging_{mark}"):
        label = st.radio(
            f"Stance toward {target}",
            choices,
            index=choices.index(str(row["label"])),
            format_func=lambda name: f"not about {target}" if name == NOT_ABOUT else name,
            horizontal=True,
            key=f"label_{mark}",
        )
        left, right = st.columns(2)
        with left:
            holder = st.selectbox(
                "Whose stance it is",
                voices,
                index=voices.index(str(row["holder"])),
                format_func=voice,
                key=f"holder_{mark}",
            )
        with right:
            reason = st.text_input("Reason (optional)", key=f"why_judged_{mark}", max_chars=1000)
        also = bool(copies) and st.checkbox(
            f"Also for its {count(copies, 'copy', 'copies')}", key=f"copies_{mark}"
        )
        if not who():
            st.text_input("Your name (optional)", key=f"name_{mark}", max_chars=LONGEST_NAME)
        if not st.form_submit_button("Save", key=f"save_judged_{mark}", type="primary"):
            return
    if name := str(st.session_state.get(f"name_{mark}", "")).strip():
        sign(name)
    said = _said(row, str(label), str(holder))
    if not said:
        st.info("Nothing was changed: choose another label or another voice.")
        return
    _save(row, said, loaded, reason=reason, copies=also)


def _said(row: Mapping[str, object], label: str, holder: str) -> dict[str, str]:
    """The fields in which the form differs from the card."""
    if label == NOT_ABOUT:
        return {MENTION: NOT_ABOUT}
    return {
        field: value
        for field, value, shown in ((STANCE, label, "label"), (HOLDER, holder, "holder"))
        if value != row[shown]
    }


def _copies(row: Mapping[str, object], loaded: Loaded) -> int:
    """How many other rows are of the same origin and target."""
    table = loaded.machine
    same = (table["origin"] == row["origin"]) & (table["target"] == row["target"])
    same &= table["origin_paragraph"] == row["origin_paragraph"]
    return int(same.sum()) - 1


def _save(
    row: Mapping[str, object], said: Mapping[str, str], loaded: Loaded, *, reason: str, copies: bool
) -> None:
    key = loaded.keys[str(row["article_id"])]
    changes: list[Change] = []
    try:
        for field, value in said.items():
            changes.append(judgment(row, field, value, article=key, reason=reason, copies=copies))
        ids = own_folder().edits.add(changes, who=who())
    except StanceError as error:
        st.error(f"Not saved. {plain(str(error), 600)}")
        return
    words = {MENTION: f"not about {row['target']}", HOLDER: f"voice {said.get(HOLDER, '')}"}
    what = ", ".join(words.get(field, value) for field, value in said.items())
    st.session_state[LAST] = (f"{what}, toward {row['target']}", ids)
    st.session_state[OPEN] = None
    st.rerun()


def last() -> None:
    """What was saved last, with the button that takes it back."""
    saved: tuple[str, tuple[int, ...]] | None = st.session_state.get(LAST)
    if saved is None:
        return
    what, ids = saved
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"Saved: {plain(what, 160)}. The charts follow.", width="content")
        if st.button("Undo", key="undo_judgment"):
            _undo(ids)


def _undo(ids: tuple[int, ...]) -> None:
    try:
        own_folder().edits.undo(ids, who=who())
    except StanceError as error:
        st.error(f"Not taken back. {plain(str(error), 600)}")
        return
    st.session_state[LAST] = None
    st.rerun()
