"""What each column of a table holds: the program's guess, and a person's word where it is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

import streamlit as st

from analysis.errors import StanceError
from analysis.pages.own_folder import own_folder
from analysis.pages.words import plain
from analysis.reading.columns import CHOSEN, FIELDS, ColumnGuess
from analysis.reading.kept import Kept
from analysis.reading.kinds import BY_SUFFIX
from analysis.reading.readers import guess_columns

TABLES = ("csv", "json", "jsonl", "xlsx", "xls")
NOWHERE = ""
"""The choice that no column holds it."""
MOST = 10
"""Tables whose columns are listed; more would weigh on the page."""


def show(kept: Sequence[Kept]) -> None:
    """Draw, for each table that was brought, which column holds what; a choice is kept with it."""
    if message := st.session_state.pop("columns_error", None):
        st.error(plain(message, 600))
    tables = [
        thing
        for thing in kept
        if thing.kind == "file" and BY_SUFFIX.get(PurePath(thing.name).suffix.casefold()) in TABLES
    ]
    for thing in tables[-MOST:]:
        guess = _guess(thing.id, tuple(sorted(thing.columns.items())), thing)
        if guess.columns:
            with st.expander(
                f"Columns of {plain(PurePath(thing.name).name, 60)}: {_in_words(guess)}",
                key=f"columns_{thing.id[:12]}",
            ):
                _panel(thing, guess)


@st.cache_resource(show_spinner=False, max_entries=32)
def _guess(number: str, columns: tuple[tuple[str, str], ...], _thing: Kept) -> ColumnGuess:
    try:
        data = own_folder().shelf.content(_thing)
    except StanceError:  # told where the file is read
        return ColumnGuess()
    return guess_columns(data, _thing.name, dict(columns) or None)


def _in_words(guess: ColumnGuess) -> str:
    fields = guess.fields
    if "text" not in fields:
        return "none holds the text"
    named = ", ".join(f"{field} in {plain(name, 30)}" for field, name in fields.items())
    return named if len(named) <= 160 else f"{len(fields)} of {len(guess.columns)} recognised"


def _panel(thing: Kept, guess: ColumnGuess) -> None:
    samples = {column.name: column.samples for column in guess.columns}
    reasons = {column.field: column.reason for column in guess.columns if column.field}
    grid = st.columns(3)
    for number, field in enumerate(FIELDS):
        now = guess.fields.get(field, NOWHERE)
        options = [NOWHERE, *samples]
        with grid[number % 3]:
            st.selectbox(
                field.capitalize(),
                options,
                index=options.index(now),
                format_func=lambda name: _option(name, samples),
                key=f"column_{field}_{thing.id[:12]}_{_mark(thing.columns)}",
                on_change=_choose,
                args=(thing, field, f"column_{field}_{thing.id[:12]}_{_mark(thing.columns)}"),
                help=plain(reasons.get(field, "not recognised"), 200),
            )
    if any(reason == CHOSEN for reason in reasons.values()) or thing.columns:
        st.button(
            "Leave it to the program",
            key=f"no_columns_{thing.id[:12]}",
            on_click=_map,
            args=(thing, {}),
        )


def _option(name: str, samples: Mapping[str, Sequence[str]]) -> str:
    if name == NOWHERE:
        return "no column"
    first = next(iter(samples.get(name, ())), "")
    return f"{name[:40]} · {first[:40]}" if first else name[:40]


def _mark(columns: Mapping[str, str]) -> str:
    """Changes with the mapping, so that the choices start anew from it."""
    return str(abs(hash(tuple(sorted(columns.items())))))[:8]


def _choose(thing: Kept, field: str, key: str) -> None:
    _map(thing, {**thing.columns, field: str(st.session_state[key])})


def _map(thing: Kept, columns: Mapping[str, str]) -> None:
    try:
        own_folder().shelf.map_columns(thing.id, columns)
    except StanceError as error:
        st.session_state["columns_error"] = str(error)
