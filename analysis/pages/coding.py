"""Judging a sample: one paragraph and target at a time, by keyboard, without the machine's answer.

Each answer is kept at once. Going back takes the last one back and asks again.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analysis.errors import StanceError
from analysis.pages.cards import article_html, marked, safe
from analysis.pages.corpus import Loaded
from analysis.pages.own_folder import LONGEST_NAME, own_folder, who
from analysis.pages.words import count, plain, role_name
from analysis.reading.answers import Drawn, Unit
from analysis.summary.judgments import (
    CODER,
    LABEL_OF,
    Judgment,
    store_judgments,
    stored_judgments,
    take_back,
)

KEYS: Mapping[int, str] = {-1: "1", 0: "2", 1: "3"}
"""The key that gives each answer."""
SKIP, BACK = "s", "b"
SKIPPED = "skipped"
"""In the session: what was skipped in each sample by each coder, first to last."""
FIRST = "asked_first"
"""In the session: what is asked again, since its answer was taken back."""

_Place = tuple[str, int, str]


@st.fragment
def show(loaded: Loaded, sample: Drawn, keys: Mapping[str, str]) -> None:
    """Draw the next unit of the sample with the buttons that answer it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.text_input(
            "Coder",
            value=who() or CODER,
            max_chars=LONGEST_NAME,
            key="coder",
            persist_state="session",
            width=240,
            help="Each coder judges the whole sample. A second one writes another name here.",
        )
        coder = " ".join(str(st.session_state["coder"]).split()) or CODER
        said = _said(sample, coder)
        todo = _to_do(sample, coder, said)
        done = len(sample.units) - len(todo)
        text = f"{plain(coder, 40)}: {done:,} of {len(sample.units):,} judged"
        st.progress(done / len(sample.units), text=text)
    if message := st.session_state.pop("coding_error", None):
        st.error(f"Not kept. {plain(message, 600)}")
    there = {keys.get(name) or name: article for name, article in loaded.articles.items()}
    ask = next((unit for unit in todo if unit.article in there), None)
    if ask is None:
        if todo:
            st.info(f"{count(len(todo), 'paragraph')} of the sample are not on show any more.")
        else:
            st.success(
                f"All {len(sample.units):,} are judged. “What it says” has the figures; a second "
                "coder, under another name, shows how far people agree."
            )
        _back(sample, coder, said)
        return
    article = there[ask.article]
    paragraph = article.paragraphs[ask.paragraph]
    title = f"<bdi>{safe((article.title.value or '')[:200])}</bdi>"
    st.html(
        f'<div class="card"><div class="verdict"><span>How do these words judge '
        f"<strong><bdi>{safe(ask.target)}</bdi></strong>?</span>"
        f'<span class="soft">{safe(role_name(paragraph.role))} · {title}</span></div>'
        f'<div class="text">{marked(paragraph.text, ())}</div></div>'
    )
    with st.container(horizontal=True, gap="small"):
        for stance, label in LABEL_OF.items():
            st.button(
                label.capitalize(),
                key=f"answer_{stance}",
                shortcut=KEYS[stance],
                on_click=_answer,
                args=(ask, stance, coder),
                type="primary",
            )
        st.button(
            "Skip", key="answer_skip", shortcut=SKIP, on_click=_skip, args=(sample, ask, coder)
        )
        _back(sample, coder, said)
    st.caption(
        f"Keys: {KEYS[-1]} unfavorable, {KEYS[0]} neutral, {KEYS[1]} favorable, S to skip, "
        "B to go back. What is skipped comes again at the end. The Method page has the rules."
    )
    with st.expander("The whole article", key=f"around_{done}"):
        st.html(f'<div class="card">{article_html(article, here=ask.paragraph)}</div>')


def _place(unit: Unit) -> _Place:
    return unit.article, unit.paragraph, unit.target


def _said(sample: Drawn, coder: str) -> list[Judgment]:
    """What the coder said of the sample, in order of time."""
    places = {_place(unit) for unit in sample.units}
    try:
        kept = stored_judgments(own_folder().path)
    except StanceError:  # told at the head of the page
        return []
    return [one for one in kept if one.coder == coder and one.about[:3] in places]


def _to_do(sample: Drawn, coder: str, said: list[Judgment]) -> list[Unit]:
    """What is not answered yet: what was taken back first, what was skipped last."""
    answered = {one.about[:3] for one in said}
    skipped: list[_Place] = st.session_state.get(SKIPPED, {}).get((sample.name, coder), [])
    later = {place: number for number, place in enumerate(skipped)}
    first = st.session_state.get(FIRST)
    left = [unit for unit in sample.units if _place(unit) not in answered]
    return sorted(left, key=lambda u: -1 if _place(u) == first else later.get(_place(u), -0.5))


def _answer(unit: Unit, stance: int, coder: str) -> None:
    try:
        said = Judgment(unit.article, unit.paragraph, unit.target, stance, coder)
        store_judgments([said], own_folder().path)
    except StanceError as error:
        st.session_state["coding_error"] = str(error)
    st.session_state[FIRST] = None


def _skip(sample: Drawn, unit: Unit, coder: str) -> None:
    skipped: list[_Place] = st.session_state.setdefault(SKIPPED, {}).setdefault(
        (sample.name, coder), []
    )
    if _place(unit) in skipped:
        skipped.remove(_place(unit))
    skipped.append(_place(unit))
    st.session_state[FIRST] = None


def _back(sample: Drawn, coder: str, said: list[Judgment]) -> None:
    st.button(
        "Back",
        key="answer_back",
        shortcut=BACK,
        on_click=_take_back,
        args=(said[-1] if said else None,),
        disabled=not said,
        help="Take the last answer back and ask again",
    )


def _take_back(last: Judgment | None) -> None:
    if last is None:
        return
    try:
        take_back(last, own_folder().path)
    except StanceError as error:
        st.session_state["coding_error"] = str(error)
        return
    st.session_state[FIRST] = last.about[:3]
