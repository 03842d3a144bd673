"""The filters: widgets in the sidebar, kept in the address of the page, turned into a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import pandas as pd
import streamlit as st

from analysis.charts.words import UNKNOWN_OUTLET
from analysis.pages.words import count, day, joined, named, plain, voice
from analysis.records import OTHER, OUTLET
from analysis.stance.catalogue import default_scorer, usable_scorers
from analysis.summary.selection import COUNTS, PERIODS, Count, View

NOT_KNOWN = UNKNOWN_OUTLET
"""The choice that stands for articles whose outlet is not known."""
BY_THE_DATA = "by the data"
EVERYTHING: Mapping[str, object] = {
    "target": [],
    "outlet": [],
    "from": None,
    "to": None,
    "undated": True,
    "role": [],
    "voice": [],
    "count": "articles",
    "period": BY_THE_DATA,
}
"""Each filter's key, which is also its name in the address, and its value when it is clear."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in the articles on show."""

    targets: tuple[str, ...]
    outlets: tuple[str, ...]
    roles: tuple[str, ...]
    voices: tuple[str, ...]
    first: date | None
    last: date | None
    undated: int

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The choices of the filters that take several."""
        return {
            "target": self.targets,
            "outlet": self.outlets,
            "role": self.roles,
            "voice": self.voices,
        }


def choices_in(stances: pd.DataFrame, targets: Sequence[str]) -> Choices:
    """What the filters can offer for ``stances``; targets stand in the order of their file."""
    outlets = sorted(stances["outlet"].dropna().unique(), key=str.casefold)
    if stances["outlet"].isna().any():
        outlets.append(NOT_KNOWN)
    holders = set(stances["holder"])
    roles = set(stances["role"])
    dates = stances["date"].dropna()
    undated = stances.loc[stances["date"].isna(), "article_id"].nunique()
    return Choices(
        targets=tuple(targets),
        outlets=tuple(outlets),
        roles=tuple(role for role in ("headline", "deck", "body", "caption") if role in roles),
        voices=tuple(v for v in (OUTLET, *targets, OTHER) if v in holders),
        first=dates.min().date() if len(dates) else None,
        last=dates.max().date() if len(dates) else None,
        undated=undated,
    )


def view_of(values: Mapping[str, object]) -> View:
    """The view that a set of filter values asks for; an empty choice means everything."""

    def several(key: str) -> tuple[str, ...] | None:
        chosen = cast("Sequence[str]", values.get(key) or ())
        return tuple(chosen) or None

    outlets = several("outlet")
    period = values.get("period")
    return View(
        targets=several("target"),
        outlets=tuple(None if o == NOT_KNOWN else o for o in outlets) if outlets else None,
        start=cast("date | None", values.get("from")),
        end=cast("date | None", values.get("to")),
        undated=bool(values.get("undated", True)),
        roles=several("role"),
        holders=several("voice"),
        count=cast("Count", values["count"]) if values.get("count") in COUNTS else "articles",
        period=period if period in PERIODS else None,
    )


def misfits(params: Mapping[str, Sequence[str]], choices: Choices) -> list[str]:
    """What an address asks for that is not here, in words: ``outlet "Nowhere Times"``."""
    allowed: dict[str, Sequence[str]] = {
        **choices.lists,
        "voice": [voice(holder) for holder in choices.voices],
        "count": COUNTS,
        "period": (BY_THE_DATA, *PERIODS),
        "undated": ("true", "false"),
    }
    found: list[str] = []
    for key, values in params.items():
        if key in ("from", "to"):
            wrong = [value for value in values if value and not _between(value, choices)]
        else:
            known = {option.casefold() for option in allowed.get(key, ())}
            wrong = [v for v in values if key in allowed and v and v.casefold() not in known]
        found.extend(f"{key} “{value}”" for value in wrong)
    return found


def _between(text: str, choices: Choices) -> bool:
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return False
    if choices.first is None or choices.last is None:
        return False
    return choices.first <= asked <= choices.last


def clear() -> None:
    """Set every filter to everything."""
    for key, value in EVERYTHING.items():
        st.session_state[key] = value


def head() -> None:
    """Open the sidebar at once, so that the page does not move when the filters come."""
    with st.sidebar:
        st.subheader("Filters", anchor=False)


def scorer() -> str:
    """The scorer to use, chosen in the sidebar where there is more than one."""
    names = usable_scorers()
    _, notice = default_scorer()
    if notice:
        st.sidebar.info(plain(notice))
    if len(names) < 2:
        return names[0]
    with st.sidebar:
        chosen: str = st.selectbox(
            "Scorer",
            names,
            key="scorer",
            help="Who reads the paragraphs: the Method page tells how well each does.",
            bind="query-params",
        )
    return chosen


def show(choices: Choices) -> View:
    """Draw the filters in the sidebar and give the view that they ask for."""
    params = {key: st.query_params.get_all(key) for key in EVERYTHING if key in st.query_params}
    wrong = misfits(params, choices)
    gone = _forget_what_is_gone(choices)
    with st.sidebar:
        _several("Target", "target", choices.targets)
        _several("Outlet", "outlet", choices.outlets)
        _dates(choices)
        _several("Role", "role", choices.roles, about="Where in its article a paragraph stands.")
        _several(
            "Voice",
            "voice",
            choices.voices,
            about="Whose stance it is: the outlet's own words, a source of one of the targets, "
            "or another source.",
        )
        st.radio(
            "Count by",
            COUNTS,
            key="count",
            captions=[
                "every publication of a paragraph",
                "each origin once, however often copied",
                "the outlet's own: agency copy left out",
            ],
            bind="query-params",
        )
        st.selectbox(
            "Period",
            (BY_THE_DATA, *PERIODS),
            key="period",
            help="How dates are grouped in the chart over time.",
            bind="query-params",
        )
        st.button(
            "Clear filters",
            key="clear_filters",
            on_click=clear,
            width="stretch",
            disabled=not active(
                {key: st.session_state.get(key, EVERYTHING[key]) for key in EVERYTHING}
            ),
        )
    if wrong or gone:
        names = plain(joined(list(dict.fromkeys([*wrong, *gone]))))
        st.warning(f"Not in the articles on show, so it was ignored: {names}.")
    return view_of(_values(choices))


def _values(choices: Choices) -> dict[str, object]:
    """The filters' values; one that is not drawn, since there is nothing to choose, is clear."""
    values = {key: st.session_state.get(key, clear) for key, clear in EVERYTHING.items()}
    if choices.first is None or not choices.undated:
        values["undated"] = True
    return values


def _several(label: str, key: str, options: Sequence[str], about: str | None = None) -> None:
    st.multiselect(
        label,
        options,
        format_func=voice if key == "voice" else str,
        key=key,
        placeholder="all",
        help=about,
        bind="query-params",
    )


def _dates(choices: Choices) -> None:
    if choices.first is None or choices.last is None:
        st.caption("No article on show has a known date.")
        return
    for label, key in (("From", "from"), ("To", "to")):
        st.date_input(
            label,
            value=None,
            key=key,
            min_value=choices.first,
            max_value=choices.last,
            format="YYYY-MM-DD",
            bind="query-params",
        )
    if choices.undated:
        st.checkbox(
            f"Include {count(choices.undated, 'article')} without a date",
            value=True,
            key="undated",
            bind="query-params",
        )


def _forget_what_is_gone(choices: Choices) -> list[str]:
    """Drop from the session what the articles on show no longer offer, and name it."""
    gone: list[str] = []
    state = st.session_state
    for key, options in choices.lists.items():
        if key in state and not set(state[key]) <= set(options):
            gone.extend(f"{key} “{value}”" for value in state[key] if value not in options)
            state[key] = [value for value in state[key] if value in options]
    for key in ("from", "to"):
        value = state.get(key)
        if value and not _between(value.isoformat(), choices):
            gone.append(f"{key} “{value}”")
            state[key] = None
    return gone


def active(state: Mapping[str, object]) -> bool:
    """Whether any filter is set."""
    return any(key in state and state[key] != value for key, value in EVERYTHING.items())


def in_words(view: View) -> str:
    """The view as a phrase, empty where it shows everything.

    >>> in_words(View(targets=("Japan",), roles=("headline",), count="origins"))
    'Japan; role headline; each origin once'
    """
    parts = [
        joined(view.targets or ()),
        joined([named("outlet", outlet) for outlet in view.outlets or ()]),
        f"from {day(view.start)}" if view.start else "",
        f"to {day(view.end)}" if view.end else "",
        "with a known date" if view.undated is False else "",
        f"role {joined(view.roles)}" if view.roles else "",
        f"voice {joined([voice(holder) for holder in view.holders])}" if view.holders else "",
        {"origins": "each origin once", "own": "without agency copy"}.get(view.count, ""),
        f"by {view.period}" if view.period else "",
    ]
    return "; ".join(part for part in parts if part)
