"""Where a paragraph names a target: the spans of its names, people and institutions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.records import Mention, MentionKind, Paragraph
from analysis.stance.targets import Target, Targets

HitKind = Literal[MentionKind, "surname", "official", "office", "context", "hidden"]
"""What a phrase of the targets file may turn out to be before the article has had its say."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the targets file as found in a text. ``target`` is "" where it names none."""

    target: str
    start: int
    end: int
    kind: HitKind


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a single mark of a text; apostrophes are straightened."""

    text: str
    start: int
    end: int


_KINDS: dict[HitKind, MentionKind] = {
    "name": "name",
    "demonym": "demonym",
    "capital": "capital",
    "institution": "institution",
    "surname": "person",
    "official": "person",
    "office": "person",
    "context": "name",
}


class _Node(dict[str, "_Node"]):
    """A branch of the tree of phrases; ``found`` where a phrase ends here."""

    found: tuple[str, HitKind] | None = None


_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc\uff07", "''''")


def tokens(text: str) -> list[Token]:
    """The words and marks of ``text``, with their places."""
    straight = text.translate(_APOSTROPHES)
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(straight)]


def find_in_text(text: str, targets: Targets) -> tuple[Mention, ...]:
    """The mentions of one paragraph that stands alone, in order, without overlap.

    >>> from analysis.stance.targets import load_targets
    >>> [m.target for m in find_in_text("Seoul-Tokyo ties: the U.S. told us.", load_targets(None))]
    ['Korea', 'Japan', 'U.S.']
    """
    return find_mentions((Paragraph(0, "body", text),), targets)[0]


def find_mentions(
    paragraphs: Sequence[Paragraph], targets: Targets
) -> tuple[tuple[Mention, ...], ...]:
    """The mentions of each paragraph of an article; none in paragraphs that are not scored."""
    return tuple(
        tuple(
            Mention(hit.target, hit.start, hit.end, _KINDS[hit.kind])
            for hit in scan(paragraph.text, targets)
            if hit.target
        )
        if paragraph.scored
        else ()
        for paragraph in paragraphs
    )


def scan(text: str, targets: Targets) -> list[Hit]:
    """Every phrase of the targets file in ``text``: leftmost first, then longest, no overlap."""
    tree = _tree(targets)
    words = tokens(text)
    hits: list[Hit] = []
    at = 0
    while at < len(words):
        length, found = _longest(tree, words, at)
        if found is None:
            at += 1
            continue
        target, kind = found
        hits.append(Hit(target, words[at].start, words[at + length - 1].end, kind))
        at += length
    return hits


def _longest(tree: _Node, words: list[Token], at: int) -> tuple[int, tuple[str, HitKind] | None]:
    node, length, found = tree, 0, None
    for step in range(at, len(words)):
        following = node.get(words[step].text)
        if following is None:
            break
        node = following
        if node.found is not None:
            length, found = step - at + 1, node.found
    return length, found


@lru_cache(maxsize=8)
def _tree(targets: Targets) -> _Node:
    root = _Node()
    for target, kind, phrase in _phrases(targets):
        for variant in (phrase, phrase[0].upper() + phrase[1:], phrase.upper()):
            node = root
            for token in tokens(variant):
                node = node.setdefault(token.text, _Node())
            if node.found is None:
                node.found = (target, kind)
    return root


def _phrases(targets: Targets) -> Iterator[tuple[str, HitKind, str]]:
    """Every phrase with its target and kind; where two are alike, the first holds."""
    for phrase in (*targets.hide, *(h for target in targets.each for h in target.hide)):
        yield "", "hidden", phrase
    for target in targets.each:
        yield from ((target.name, "name", phrase) for phrase in target.names)
        yield from ((target.name, "demonym", phrase) for phrase in target.demonyms)
        yield from ((target.name, "capital", phrase) for phrase in target.capitals)
        yield from ((target.name, "institution", phrase) for phrase in target.institutions)
        yield from ((target.name, "office", phrase) for phrase in target.offices)
        yield from ((target.name, "context", phrase) for phrase in target.context_names)
    for target in targets.each:
        yield from _people(target)


def _people(target: Target) -> Iterator[tuple[str, HitKind, str]]:
    for person in (*target.leaders, *target.officials):
        surname, _, given = (part.strip() for part in person.partition(","))
        for full in (f"{given} {surname}", f"{surname} {given}"):
            yield target.name, "official", full
    for person in target.leaders:
        yield target.name, "surname", person.partition(",")[0].strip()
