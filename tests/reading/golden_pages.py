"""Golden pages: copied texts, line by line with the role that a careful reader gives them.

A file opens with the facts, then ``---``, then the lines, each with its role's letter: ``H``
headline, ``B`` byline, ``T`` body, ``C`` caption, ``X`` boilerplate; ``+`` goes on with the
sentence of the last line of text above it. ``==`` ends a line whose text is to be read without
what follows. All texts were written for these tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from analysis.records import Role

HERE = Path(__file__).parent / "golden"
ROLES: dict[str, Role] = {
    "H": "headline", "B": "byline", "T": "body", "C": "caption", "X": "boilerplate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A copied page and how it should be read; a fact is None where the page does not tell it."""

    name: str
    text: str
    facts: dict[str, str | None]
    paragraphs: list[tuple[Role, str]] = field(default_factory=list)


def pages(corpus: str) -> list[Page]:
    """The pages of one corpus: developed, held_out, bugs or known_failures."""
    return [read_page(path) for path in sorted((HERE / corpus).glob("*.txt"))]


def read_page(path: Path) -> Page:
    """One golden page."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts: dict[str, str | None] = {}
    for line in head.splitlines():
        name, _, value = line.partition(":")
        facts[name] = value.strip() or None
    lines: list[str] = []
    paragraphs: list[tuple[Role, str]] = []
    for line in body.splitlines():
        letter, text = line[0], line[2:]
        lines.append(text)
        if letter == "+":
            at = max(i for i, (role, _) in enumerate(paragraphs) if role == "body")
            paragraphs[at] = ("body", f"{paragraphs[at][1]} {text}")
        else:
            paragraphs.append((ROLES[letter], " ".join(text.split())))
    joint = "\n" if path.stem.startswith("hard_wrapped") else "\n\n"
    text = joint.join(lines)
    if path.stem.startswith("hard_wrapped"):
        text = "\n".join(
            "\n" + t if li[0] != "+" else t for t, li in zip(lines, body.splitlines(), strict=True)
        )
    return Page(path.stem, text, facts, paragraphs)
