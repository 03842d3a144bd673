"""The lexicon of news and diplomacy as data, and VADER's words where they do not mislead."""

from __future__ import annotations

from collections.abc import Mapping
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
    bears: str  # agent, object, owner, head, doer
    weight: float
    pattern: tuple[str, ...]  # what follows the first word; see data/README.md


@cache
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """The lexicon's entries by the first word of each written form, longest pattern first."""
    found: dict[str, list[Entry]] = {}
    for row in rows("lexicon.tsv"):
        first, *rest = row["term"].split()
        pos = row["pos"]
        entry = Entry(row["term"], pos, row["bears"], float(row["weight"]), tuple(rest))
        for written in _forms(first, pos, bool(rest)):
            found.setdefault(written, []).append(entry)
    return {
        first: tuple(sorted(same, key=lambda entry: -len(entry.pattern)))
        for first, same in found.items()
    }


def _forms(first: str, pos: str, phrase: bool) -> frozenset[str]:
    if pos == "v":
        if first in {"be", "have", "do"}:
            return _AUXILIARIES[first]
        written = {form for form, of in verbs().items() if any(one.base == first for one in of)}
        regular = inflect(first)
        return frozenset(written or {first, *regular.values()})
    if pos == "n" and not phrase and not first.endswith("s"):
        return frozenset({first, plural(first)})
    return frozenset({first})


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
