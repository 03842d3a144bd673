"""What hangs on a choice: agency copy counted or not, and whether two outlets truly differ."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.pages.corpus import Loaded
from analysis.pages.words import count, interval, named, number, plain
from analysis.summary.counting import AgencyShare, agency_shares
from analysis.summary.differences import Difference, of_outlets
from analysis.summary.selection import View, select
from analysis.summary.stability import Claim, Stability, stability

MOST_SENTENCES = 12
PANEL = "comparing_panel"


def show(loaded: Loaded, view: View) -> None:
    """Draw the sentence on agency copy, and the comparison of two outlets."""
    told = _told(_shares(loaded.key, view, loaded.stances))
    if told:
        st.caption(plain(told[0].words))
    panel = st.expander(
        "Compare two ways of counting, and two outlets", key=PANEL, on_change="rerun"
    )
    if not panel.open:
        return
    with panel:
        _counting(told)
        _outlets(loaded, view)


@st.cache_data(show_spinner=False, max_entries=64)
def _shares(key: str, view: View, _stances: pd.DataFrame) -> tuple[AgencyShare, ...]:
    return agency_shares(_stances, view)


def _told(shares: tuple[AgencyShare, ...]) -> list[AgencyShare]:
    """Those that agency copy is part of and that can be told, the most changed by it first."""

    def changed(one: AgencyShare) -> float:
        known = one.mean is not None and one.mean_own is not None
        return abs((one.mean or 0) - (one.mean_own or 0)) if known else -1

    return sorted(
        (s for s in shares if s.left_out and s.mean is not None), key=lambda s: -changed(s)
    )


def _counting(told: list[AgencyShare]) -> None:
    if not told:
        st.markdown("No mean of this view rests on agency copy, or too few paragraphs tell.")
        return
    st.markdown("With agency copy and without, by outlet and target:")
    st.markdown("\n".join(f"- {plain(one.words)}" for one in told[:MOST_SENTENCES]))
    if len(told) > MOST_SENTENCES:
        st.caption(f"{len(told) - MOST_SENTENCES:,} more, less changed by it, are not listed.")


def _outlets(loaded: Loaded, view: View) -> None:
    """The choice of two outlets and a target, the difference, and the checks that it stands."""
    rows = select(loaded.stances, view)
    outlets = sorted(rows["outlet"].dropna().unique(), key=str.casefold)
    targets = [name for name in loaded.targets.names if name in set(rows["target"])]
    if len(outlets) < 2 or not targets:
        st.caption("Two outlets cannot be compared: this view holds fewer.")
        return
    choices = (("One outlet", "side_a", outlets), ("Another outlet", "side_b", outlets),
               ("Target", "side_target", targets))  # fmt: skip
    for _, key, options in choices:
        if st.session_state.get(key) not in options:
            st.session_state.pop(key, None)
    picked = []
    for column, (label, key, options) in zip(st.columns(3), choices, strict=True):
        with column:
            chosen = st.selectbox(label, options, index=None, key=key, placeholder="choose one")
            picked.append(chosen)
    a, b, target = picked
    if a is None or b is None or target is None:
        st.caption("Choose two outlets and a target to see whether they differ, and how surely.")
        return
    if a == b:
        st.caption("Choose two different outlets.")
        return
    claim = Claim(of_outlets(str(a)), of_outlets(str(b)), str(target))
    found = _stability(loaded.key, view, claim, loaded.stances)
    st.markdown(f"**{plain(found.describe())}**")
    st.markdown(f"{_difference(found.found)}")
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "check": check.name,
                    "state": check.state,
                    "difference": _gap(check.found),
                    "note": check.note,
                }
                for check in found.checks
            ]
        ),
        hide_index=True,
        key="checks",
    )


@st.cache_resource(show_spinner="Comparing", max_entries=32)
def _stability(key: str, view: View, claim: Claim, _stances: pd.DataFrame) -> Stability:
    return stability(_stances, view, claim)


def _difference(found: Difference) -> str:
    sizes = f"{count(found.n[0], 'paragraph')} and {found.n[1]:,}"
    stories = f"{found.stories[0]:,} and {count(found.stories[1], 'story', 'stories')}"
    shared = f", {found.shared:,} of them in both" if found.shared else ""
    what = f"{plain(named('outlet', found.a))} less {plain(named('outlet', found.b))}"
    return f"{what}: {_gap(found)}; {sizes}, of {stories}{shared}."


def _gap(found: Difference | None) -> str:
    if found is None or found.value is None:
        return "not told"
    if found.low is None or found.high is None:
        return f"{number(found.value)}, too few for an interval"
    return f"{number(found.value)} ({interval(found.low, found.high)})"
