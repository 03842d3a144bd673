"""How far the machine can be trusted on one's own articles: people judge a blind sample of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

import pandas as pd
import streamlit as st

from analysis.errors import StanceError
from analysis.pages import accuracy_figures, coding, corpus, filters
from analysis.pages.corpus import Loaded
from analysis.pages.look import dress
from analysis.pages.own_folder import complain, own_folder
from analysis.pages.words import count, day, plain
from analysis.reading.answers import Drawn, Unit
from analysis.summary.corrected import FEWEST_LABELS
from analysis.summary.sampling import draw_sample
from analysis.summary.selection import once_each

MOST = 2000
USUAL = 100
"""Paragraphs in a sample where nobody says how many: about two hours of one person."""
TABS = ("Judge the sample", "What it says")
ABOUT = (
    "People judge a random sample of these paragraphs without seeing the machine's answer. Then "
    "this page says how often the machine is right *on these articles*, and corrects its means "
    "and shares by what people said."
)


def show() -> None:
    """Draw the page."""
    dress()
    at_hand = corpus.at_hand(scorer=filters.scorer())
    st.title("Accuracy", anchor=False)
    complain()
    try:
        corpus.targets_of(at_hand.targets_file)
    except StanceError as error:
        st.error(f"{plain(str(error))} The product's own targets are used instead.")
        at_hand = corpus.without_targets_file(at_hand)
    loaded = corpus.load(at_hand)
    st.markdown(ABOUT)
    if loaded.machine.empty:
        st.info(
            "There is nothing to judge: no paragraph on show names a target. Add articles that do "
            "on the Articles page."
        )
        return
    keys = {name: article.key for name, article in loaded.articles.items()}
    units, told = _corpus(loaded.key, loaded.machine, keys)
    try:
        samples = [s for s in own_folder().answers.samples() if _fits(s, units)]
    except StanceError:  # told at the head of the page
        samples = []
    _draw(loaded, keys, told, len(units), samples)
    if not samples:
        st.info(
            f"No sample of these articles was drawn yet. Choose how many of the {len(units):,} "
            f"paragraphs and targets to judge, and draw it. A target needs {FEWEST_LABELS} labels "
            "for a corrected figure, so 100 are a fair beginning; more make it surer."
        )
        return
    sample = _chosen(samples)
    if sample.corpus != told:
        st.warning(
            "Articles were added, taken away or read anew since this sample was drawn. It speaks "
            "of the articles as they were: draw another one for those on show."
        )
    tabs = st.tabs(TABS, key="accuracy_tab", bind="query-params")
    for tab, draw in zip(tabs, (coding.show, accuracy_figures.show), strict=True):
        if tab.open:
            with tab:
                draw(loaded, sample, keys)


def _draw(
    loaded: Loaded,
    keys: Mapping[str, str],
    told: str,
    size: int,
    samples: list[Drawn],
) -> None:
    """The choice of a sample's size and seed, open where there is none yet."""
    with (
        st.expander("Draw a sample", expanded=not samples, key="draw_panel"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        most = min(MOST, size)
        if st.session_state.get("sample_n", 0) > most:
            st.session_state["sample_n"] = most
        n = st.number_input(
            "How many to judge", 1, most, min(USUAL, most), key="sample_n", persist_state="session"
        )
        seed = st.number_input(
            "Seed",
            0,
            10**9,
            1,
            key="sample_seed",
            persist_state="session",
            help="The same number and seed draw the same sample of the same articles. Another "
            "seed draws another one.",
        )
        if st.button("Draw the sample", key="draw_sample", type="primary"):
            _keep(loaded, keys, told, int(n), int(seed))


def _keep(loaded: Loaded, keys: Mapping[str, str], told: str, n: int, seed: int) -> None:
    try:
        sample = draw_sample(loaded.machine, n, seed=seed, keys=keys)
        rows = zip(
            sample.units["article"],
            sample.units["paragraph"].tolist(),
            sample.units["target"],
            sample.units["stratum"],
            sample.units["chance"].tolist(),
            strict=True,
        )
        own_folder().answers.keep_sample(sample.name, told, [Unit(*row) for row in rows])
    except StanceError as error:
        st.error(f"No sample was drawn. {plain(str(error), 600)}")
        return
    st.session_state["sample"] = sample.name
    st.rerun()


def _chosen(samples: list[Drawn]) -> Drawn:
    named = {sample.name: sample for sample in samples}
    if st.session_state.get("sample") not in named:
        st.session_state["sample"] = samples[0].name
    if len(samples) == 1:
        return samples[0]
    name = st.selectbox(
        "Sample",
        list(named),
        format_func=lambda name: _described(named[name]) if name in named else str(name),
        key="sample",
        persist_state="session",
    )
    return named[name]


def _described(sample: Drawn) -> str:
    drawn = day(datetime.fromisoformat(sample.time))
    seed = sample.name.split("-")[2]
    return f"{count(len(sample.units), 'paragraph')}, seed {seed}, drawn on {drawn}"


def _fits(sample: Drawn, units: frozenset[tuple[str, int, str]]) -> bool:
    return any((unit.article, unit.paragraph, unit.target) in units for unit in sample.units)


@st.cache_resource(show_spinner=False, max_entries=corpus.KEPT)
def _corpus(
    key: str, _stances: pd.DataFrame, _keys: Mapping[str, str]
) -> tuple[frozenset[tuple[str, int, str]], str]:
    """Everything that can be judged, each origin once, and a digest of it."""
    rows = once_each(_stances)
    articles = [_keys.get(name) or name for name in rows["article_id"]]
    units = frozenset(zip(articles, rows["paragraph"].tolist(), rows["target"], strict=True))
    said = "\n".join(map(repr, sorted(units)))
    return units, hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


if __name__ == "__main__":
    show()
