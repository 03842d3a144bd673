"""The lexicon of news and diplomacy as data, and VADER's words where they do not mislead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.stance.words import inflect, plural, rows, verbs

VADER_SHARE = 0.25
"""How much of VADER's valence (-4 to 4) a word of its lexicon brings."""


class Entry(NamedTuple):
    """One way in which a term judges: on whom it bears, and how strongly."""

    term: str
    pos: str  # v, n, a, x
    bears: str  # agent, called, undone, object, owner, head, doer, source
    weight: float
    pattern: tuple[str, ...]  # what follows the first word; the head of lexicon.tsv explains


class Candidates(NamedTuple):
    """What may begin with a word, longest pattern first: whatever follows, or a certain word."""

    plain: tuple[Entry, ...]
    before: Mapping[str, tuple[Entry, ...]]


@cache
def entries() -> Mapping[str, Candidates]:
    """The lexicon's entries by the first word of each written form."""
    found: dict[str, dict[tuple[str, str, tuple[str, ...]], Entry]] = {}
    for row in rows("lexicon.tsv"):
        first, *rest = row["term"].split()
        pos = row["pos"]
        entry = Entry(row["term"], pos, row["bears"], float(row["weight"]), tuple(rest))
        for written in _forms(first, pos, bool(rest)):
            found.setdefault(written, {})[pos, entry.bears, entry.pattern] = entry
    return {first: _candidates(same.values()) for first, same in found.items()}


def _candidates(same: Iterable[Entry]) -> Candidates:
    every = sorted(same, key=lambda entry: -len(entry.pattern))
    second = {entry.pattern[0] for entry in every if entry.pattern and _literal(entry.pattern[0])}
    plain = tuple(e for e in every if not e.pattern or not _literal(e.pattern[0]))
    return Candidates(
        plain,
        {word: tuple(e for e in every if e in plain or e.pattern[0] == word) for word in second},
    )


def _literal(element: str) -> bool:
    return element[0] not in "*$~"


def _forms(first: str, pos: str, phrase: bool) -> frozenset[str]:
    if pos == "v":
        if first in {"be", "have", "do"}:
            return _AUXILIARIES[first]
        return _inflected().get(first) or frozenset({first, *inflect(first).values()})
    if pos == "n" and not phrase and not first.endswith("s"):
        return frozenset({first, plural(first)})
    return frozenset({first})


@cache
def _inflected() -> Mapping[str, frozenset[str]]:
    written: dict[str, set[str]] = {}
    for form, of in verbs().items():
        for one in of:
            written.setdefault(one.base, set()).add(form)
    return {base: frozenset(forms) for base, forms in written.items()}


_AUXILIARIES = {
    "be": frozenset({"be", "is", "are", "was", "were", "been", "being"}),
    "have": frozenset({"have", "has", "had", "having"}),
    "do": frozenset({"do", "does", "did", "done", "doing"}),
}


@cache
def adjectives() -> frozenset[str]:
    """The single words that the lexicon lists as adjectives."""
    listed = (row["term"] for row in rows("lexicon.tsv") if row["pos"] == "a")
    return frozenset(term for term in listed if " " not in term)


@cache
def feelings() -> frozenset[str]:
    """The adjectives that tell what somebody feels about somebody else: "wary of"."""
    listed = (row for row in rows("lexicon.tsv") if row["pos"] == "a")
    return frozenset(row["term"] for row in listed if row["bears"] == "object")


@cache
def aimed() -> frozenset[str]:
    """The nouns that are aimed at somebody: "criticism", "praise"."""
    listed = (r["term"] for r in rows("lexicon.tsv") if r["pos"] == "n" and r["bears"] == "object")
    return frozenset(term for term in listed if " " not in term)


@cache
def noun_classes() -> Mapping[str, frozenset[str]]:
    """The kinds of noun that a pattern can ask for with ``~``."""
    return {row["class"]: frozenset(row["nouns"].split()) for row in rows("noun_classes.tsv")}


@cache
def relations() -> Mapping[str, float]:
    """How strong a word counts by its relation to the target."""
    return {row["relation"]: float(row["strength"]) for row in rows("relations.tsv")}


@cache
def vader_words() -> Mapping[str, float]:
    """VADER's lexicon less the words that mislead in foreign news."""
    excluded = {word for row in rows("vader_excluded.tsv") for word in row["words"].split()}
    lexicon: dict[str, float] = SentimentIntensityAnalyzer().lexicon
    return {
        word: float(value)
        for word, value in lexicon.items()
        if word.isalpha() and word not in excluded
    }


@cache
def vocabulary() -> frozenset[str]:
    """The words with which an entry can begin."""
    return frozenset(entries()) | frozenset(vader_words())
