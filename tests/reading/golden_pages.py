"""Golden pages: copied texts, line by line with the role that a careful reader gives them.

A file opens with the facts, then ``---``, then the lines, each with its role's letter: ``H``
headline, ``D`` deck, ``B`` byline, ``P`` dateline, ``T`` body, ``C`` caption, ``Q`` quote box,
``L`` related links, ``K`` readers' comments, ``A`` advertisement, ``X`` boilerplate; ``+`` goes on
with the sentence of the last line of text above it. All texts were written for these tests.

developed: the rules were made on them. held_out: read right at first sight. bugs: written as held
out, read wrong in places, and mended since. known_failures: still read wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.records import Role

HERE = Path(__file__).parent / "golden"
CORPORA = ("developed", "held_out", "bugs", "known_failures")
FACTS = ("outlet", "agency", "date", "title", "byline")
ROLES: dict[str, Role] = {
    "H": "headline",
    "B": "byline",
    "T": "body",
    "C": "caption",
    "D": "deck",
    "P": "dateline",
    "Q": "quote",
    "L": "related",
    "K": "comment",
    "A": "advertisement",
    "X": "boilerplate",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A copied page and how it should be read; a fact is None where the page does not tell it."""

    name: str
    text: str
    facts: dict[str, str | None]
    paragraphs: list[tuple[Role, str]]


def pages(corpus: str) -> list[Page]:
    """The pages of one corpus."""
    return [read_page(path) for path in sorted((HERE / corpus).glob("*.txt"))]


def read_page(path: Path) -> Page:
    """One golden page; its lines stand apart, save where the page is a hard-wrapped text."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts: dict[str, str | None] = {}
    for line in head.splitlines():
        name, _, value = line.partition(":")
        facts[name] = value.strip() or None
    wrapped = path.stem.startswith("hard_wrapped")
    paragraphs: list[tuple[Role, str]] = []
    text = ""
    for line in body.splitlines():
        letter, words = line[0], line[2:]
        if letter == "+":
            at = max(i for i, (role, _) in enumerate(paragraphs) if role == "body")
            paragraphs[at] = ("body", f"{paragraphs[at][1]} {words}")
        else:
            paragraphs.append((ROLES[letter], " ".join(words.split())))
        text += ("\n" if wrapped and letter == "+" else "\n\n") + words
    return Page(path.stem, text, facts, paragraphs)
