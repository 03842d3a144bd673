"""Golden paragraphs: news-style texts with placeholders for countries, and the stance of each.

``written.jsonl`` was written for this project. Its rows were kept out of all development of the
transparent scorer, by group: rows of one group differ only in roles or in polarity.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.records import Label, MarkedText, Mention, MentionKind

WRITTEN = Path(__file__).parent / "written.jsonl"
_PLACEHOLDER = re.compile(r"\{([ABC])(?:\.(adj|cap|leader))?\}")
_KINDS: Mapping[str | None, MentionKind] = {
    None: "name",
    "adj": "demonym",
    "cap": "capital",
    "leader": "person",
}
LABEL_OF: Mapping[int, Label] = {-1: "unfavorable", 0: "neutral", 1: "favorable"}


class Country(NamedTuple):
    """The words that stand in for a placeholder."""

    name: str
    adj: str
    cap: str
    leader: str


CAST = {
    "A": Country("Japan", "Japanese", "Tokyo", "Ishiba"),
    "B": Country("South Korea", "South Korean", "Seoul", "Moon"),
    "C": Country("Canada", "Canadian", "Ottawa", "Trudeau"),
}


class Golden(NamedTuple):
    """A paragraph with its names filled in and the stance toward each target."""

    id: str
    marked: MarkedText
    stance: Mapping[str, Label]
    group: str


def fill(text: str, cast: Mapping[str, Country] = CAST) -> MarkedText:
    """The text with names for placeholders; the targets keep the placeholders' letters."""
    parts: list[str] = []
    mentions: list[Mention] = []
    at = length = 0
    for found in _PLACEHOLDER.finditer(text):
        letter, kind = found.group(1), found.group(2)
        word = getattr(cast[letter], kind or "name")
        before = text[at : found.start()]
        start = length + len(before)
        mentions.append(Mention(letter, start, start + len(word), _KINDS[kind]))
        parts += [before, word]
        length = start + len(word)
        at = found.end()
    return MarkedText("".join([*parts, text[at:]]), tuple(mentions))


def written(cast: Mapping[str, Country] = CAST) -> Iterator[Golden]:
    """The golden paragraphs, with the names of ``cast``."""
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        stance = {letter: LABEL_OF[value] for letter, value in row["stance"].items()}
        yield Golden(row["id"], fill(row["text"], cast), stance, row["group"])
