"""What is on show: the samples or named paths, one's own articles, the targets; scored once each.

Everything that takes time is kept by content: a file is read once and a paragraph scored once for
all sessions of the process, and never again on a click. Reading never waits for scoring.
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
from analysis.pages.gathered import gather
from analysis.pages.own_folder import edits, kept
from analysis.pages.reader import Reader
from analysis.pages.remembered import Remembering
from analysis.pages.words import count
from analysis.pipeline import Progress, analyze
from analysis.reading.corrections import corrected, key_of
from analysis.reading.edits import Edit, standing
from analysis.reading.kept import Kept
from analysis.reading.sources import join
from analysis.records import Analysis, Article, Reading
from analysis.stance.catalogue import scorer_named, usable_scorers
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.scorers import Scorer
from analysis.stance.targets import PACKAGED, Targets, load_targets
from analysis.summary.judged import with_judgments
from analysis.summary.tables import stance_table

SAMPLES = Path(analysis.__file__).resolve().parent.parent / "seeds"
OWN_TARGETS = PACKAGED
DOOR = "dashboard.py"
KEPT = 6
"""Sets of articles kept scored at the same time."""
PATIENCE = 2.0
"""Seconds that a page waits for files to be read before it shows those that are."""


@dataclass(frozen=True, slots=True)
class TargetsFile:
    """A targets file that a person brought."""

    name: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """A hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Corpus:
    """A choice of articles and targets; ``paths`` is empty where only one's own are on show."""

    paths: tuple[str, ...]
    added: tuple[Kept, ...] = ()
    targets_file: TargetsFile | None = None
    scorer: str = ""
    """The name of the scorer; empty for the default."""

    @property
    def on_samples(self) -> bool:
        """Whether the samples are part of it."""
        return self.paths == (str(SAMPLES),)


@dataclass(frozen=True)
class Held:
    """What was read of a corpus so far. Shared by all sessions: nothing in it may be changed.

    ``machine`` is what the program read, ``reading`` the same with the corrections; ``left`` of
    ``total`` files are still being read.
    """

    digest: str
    machine: Reading
    reading: Reading
    edits: tuple[Edit, ...]
    left: int = 0
    total: int = 0


@dataclass(frozen=True)
class Loaded:
    """A corpus read and scored. Shared by all sessions: nothing in it may be changed.

    ``machine`` are the stances as scored, ``stances`` the same with the judgments ``judged``.
    """

    key: str
    analysis: Analysis
    machine: pd.DataFrame
    stances: pd.DataFrame
    targets: Targets
    articles: dict[str, Article]
    scorer: Scorer
    judged: tuple[Edit, ...] = ()

    @property
    def keys(self) -> dict[str, str]:
        """What tells each article by its content, by its id."""
        return {name: key_of(article) for name, article in self.articles.items()}


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


@st.cache_resource(show_spinner=False)
def _reader() -> Reader:
    return Reader()


def named_paths() -> tuple[str, ...]:
    """The paths given after ``streamlit run dashboard.py --``; the samples where there are none."""
    given = sys.argv[1:] if Path(sys.argv[0]).name == DOOR else []
    return tuple(given) or (str(SAMPLES),)


def at_hand(*, scorer: str = "") -> Corpus:
    """The corpus that this session has chosen."""
    own = kept()
    beside = bool(st.session_state.get("beside", True))
    targets_file: TargetsFile | None = st.session_state.get("targets_file")
    return Corpus(named_paths() if beside or not own else (), own, targets_file, scorer)


@st.cache_resource(show_spinner=False)
def scorer_of(name: str) -> Scorer:
    """The scorer called ``name``, loaded once for the process; the default where it is empty."""
    return scorer_named(name or usable_scorers()[0])


def targets_of(file: TargetsFile | None) -> Targets:
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


def read_so_far(corpus: Corpus, *, seconds: float | None = PATIENCE) -> Held:
    """What is read of ``corpus``, corrections in it; the rest is being read beside the page.

    It waits for the rest, at most so many seconds, with a progress bar.
    """
    gathered = gather(corpus.paths, corpus.added)
    units = gathered.units
    reader = _reader()
    reader.ask(units)
    slot = st.empty()
    reader.wait(units, seconds=seconds, progress=_progress(slot, "Reading", "file"))
    slot.empty()
    read = reader.readings(units)
    said = edits()
    of_articles = [edit for edit in said if edit.change.target is None]
    digest = _hash(*read, repr(gathered.rejected), repr(of_articles))
    machine, reading = _joined(digest, [Reading(rejected=gathered.rejected), *read.values()], said)
    return Held(digest, machine, reading, said, len(units) - len(read), len(units))


def still_reading(corpus: Corpus) -> tuple[int, int]:
    """How many files of ``corpus`` are read, of how many."""
    units = gather(corpus.paths, corpus.added).units
    return _reader().done(units), len(units)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _joined(
    digest: str, _readings: list[Reading], _edits: tuple[Edit, ...]
) -> tuple[Reading, Reading]:
    machine = join(_readings)
    return machine, corrected(machine, _edits)


def load(corpus: Corpus) -> Loaded:
    """Read and score ``corpus``, with a progress bar where that was not done before.

    Raises ``StanceError`` where its targets file cannot be used.
    """
    targets = targets_of(corpus.targets_file)
    scorer = scorer_of(corpus.scorer)
    held = read_so_far(corpus, seconds=None)
    file = corpus.targets_file
    key = _hash(held.digest, file.digest if file else "own targets", scorer.name)

    def make() -> Loaded:
        slot = st.empty()
        result = analyze(
            held.reading,
            targets=targets,
            scorer=_remembering(scorer.name, scorer),
            progress=_progress(slot, "Scoring", "article"),
        )
        slot.empty()
        articles = {article.id: article for article in result.reading.articles}
        table = stance_table(result)
        return Loaded(key, result, table, table, targets, articles, scorer)

    loaded = _shelf().fetch(key, make)
    of_stances = tuple(edit for edit in standing(held.edits) if edit.change.target is not None)
    return _judged(_hash(key, repr(of_stances)), loaded, of_stances) if of_stances else loaded


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _judged(key: str, _loaded: Loaded, _edits: tuple[Edit, ...]) -> Loaded:
    found = with_judgments(_loaded.machine, _edits, _loaded.keys)
    if not found.applied:
        return _loaded
    return replace(_loaded, key=key, stances=found.stances, judged=found.applied)


@st.cache_resource(show_spinner=False)
def _remembering(name: str, _scorer: Scorer) -> Scorer:
    return _scorer if isinstance(_scorer, LexiconScorer) else Remembering(_scorer)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _progress(slot: st.delta_generator.DeltaGenerator, doing: str, what: str) -> Progress:
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent != shown:
            shown = percent
            slot.progress(percent / 100, text=f"{doing}: {done:,} of {count(total, what)}")

    return show
