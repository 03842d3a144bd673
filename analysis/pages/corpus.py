"""What is on show: the samples or named paths, one's own articles, the targets; scored once each.

Everything that takes time is kept by content: the same articles under the same targets are read
and scored once for all sessions of the process, and never again on a click.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

import pandas as pd
import streamlit as st

import analysis
from analysis.errors import StanceError
from analysis.pages.words import count
from analysis.pipeline import Progress, analyze
from analysis.reading.known import NAME as SOURCES
from analysis.reading.sources import join, read, read_blobs, read_pasted
from analysis.records import Analysis, Article, Reading
from analysis.stance.catalogue import scorer_named, usable_scorers
from analysis.stance.scorers import Scorer
from analysis.stance.targets import PACKAGED, Targets, load_targets
from analysis.summary.tables import stance_table

SAMPLES = Path(analysis.__file__).resolve().parent.parent / "seeds"
OWN_TARGETS = PACKAGED
DOOR = "dashboard.py"
KEPT = 6
"""Sets of articles kept scored at the same time."""


@dataclass(frozen=True, slots=True)
class Added:
    """A file or a text that a person added, known by its content."""

    name: str
    content: bytes = field(repr=False)
    pasted: bool = False

    @property
    def digest(self) -> str:
        """A hash of the name and the content."""
        return hashlib.sha256(
            self.name.encode("utf-8", "replace") + b"\0" + self.content
        ).hexdigest()

    @property
    def tells_of_others(self) -> bool:
        """Whether it is a ``sources.csv``, which tells what is known of the other files."""
        return not self.pasted and Path(self.name).name.casefold() == SOURCES


@dataclass(frozen=True, slots=True)
class Corpus:
    """A choice of articles and targets; ``paths`` is empty where only one's own are on show."""

    paths: tuple[str, ...]
    added: tuple[Added, ...] = ()
    targets_file: Added | None = None
    scorer: str = ""
    """The name of the scorer; empty for the default."""

    @property
    def on_samples(self) -> bool:
        """Whether the samples are part of it."""
        return self.paths == (str(SAMPLES),)


@dataclass(frozen=True)
class Loaded:
    """A corpus read and scored. Shared by all sessions: nothing in it may be changed."""

    key: str
    analysis: Analysis
    stances: pd.DataFrame
    targets: Targets
    articles: dict[str, Article]
    scorer: Scorer


class Shelf:
    """The last few loaded corpora, by content."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._held: OrderedDict[str, Loaded] = OrderedDict()
        self._lock = Lock()

    def fetch(self, key: str, make: Callable[[], Loaded]) -> Loaded:
        """What is held under ``key``, made first where it is not there yet."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return made


@st.cache_resource(show_spinner=False)
def _shelf() -> Shelf:
    return Shelf()


@dataclass(frozen=True, slots=True)
class Held:
    """A reading and the hash of its content."""

    reading: Reading
    digest: str


@st.cache_resource(show_spinner=False, max_entries=4)
def read_paths(paths: tuple[str, ...]) -> Held:
    """What the files under ``paths`` hold. Read once; ``read_paths.clear()`` reads them anew."""
    reading = read(paths)
    return Held(reading, hashlib.sha256(repr(reading).encode("utf-8", "replace")).hexdigest())


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _read_added(digest: str, _added: tuple[Added, ...]) -> Held:
    pasted = [read_pasted(a.content.decode(), name=a.name) for a in _added if a.pasted]
    files = read_blobs((a.name, a.content) for a in _added if not a.pasted)
    return Held(join([files, *pasted]), digest)


def named_paths() -> tuple[str, ...]:
    """The paths given after ``streamlit run dashboard.py --``; the samples where there are none."""
    given = sys.argv[1:] if Path(sys.argv[0]).name == DOOR else []
    return tuple(given) or (str(SAMPLES),)


def added() -> tuple[Added, ...]:
    """One's own articles of this session."""
    held: tuple[Added, ...] = st.session_state.get("added", ())
    return held


def at_hand(*, scorer: str = "") -> Corpus:
    """The corpus that this session has chosen."""
    own = added()
    beside = bool(st.session_state.get("beside", True))
    targets_file: Added | None = st.session_state.get("targets_file")
    return Corpus(named_paths() if beside or not own else (), own, targets_file, scorer)


@st.cache_resource(show_spinner=False)
def scorer_of(name: str) -> Scorer:
    """The scorer called ``name``, loaded once for the process; the default where it is empty."""
    return scorer_named(name or usable_scorers()[0])


def targets_of(file: Added | None) -> Targets:
    """The targets of an uploaded file, or the product's own.

    Raises ``StanceError`` under the file's own name where it cannot be used.
    """
    if file is None:
        return load_targets(None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "targets.toml"
        path.write_bytes(file.content)
        try:
            return load_targets(path)
        except StanceError as error:
            raise StanceError(file.name, error.what, error.remedy) from error


def without_targets_file(corpus: Corpus) -> Corpus:
    """The same articles under the product's own targets."""
    return replace(corpus, targets_file=None)


def load(corpus: Corpus) -> Loaded:
    """Read and score ``corpus``, with a progress bar where that was not done before.

    Raises ``StanceError`` where its targets file cannot be used.
    """
    targets = targets_of(corpus.targets_file)
    scorer = scorer_of(corpus.scorer)
    held = []
    with st.spinner("Reading the articles"):
        if corpus.paths:
            held.append(read_paths(corpus.paths))
        if corpus.added:
            digest = " ".join(item.digest for item in corpus.added)
            held.append(_read_added(digest, corpus.added))
    file = corpus.targets_file
    key = _hash(
        *(part.digest for part in held), file.digest if file else "own targets", scorer.name
    )

    def make() -> Loaded:
        slot = st.empty()
        result = analyze(
            join(part.reading for part in held),
            targets=targets,
            scorer=scorer,
            progress=_progress(slot),
        )
        slot.empty()
        articles = {article.id: article for article in result.reading.articles}
        return Loaded(key, result, stance_table(result), targets, articles, scorer)

    return _shelf().fetch(key, make)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _progress(slot: st.delta_generator.DeltaGenerator) -> Progress:
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent != shown:
            shown = percent
            of = f"Scoring: {done:,} of {count(total, 'article')}"
            slot.progress(percent / 100, text=of)

    return show
