"""A paragraph with every name of a country hidden, so that no rule can tell one from another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

MASKS: Mapping[str, str] = {
    "name": "\ue001",
    "context": "\ue001",
    "demonym": "\ue002",
    "capital": "\ue003",
    "institution": "\ue004",
    "person": "\ue005",
    "surname": "\ue005",
    "official": "\ue005",
    "office": "\ue006",
    "hidden": "\ue007",
}
"""For each kind of mention, the private-use character that stands for each of its characters."""

MASK = "[\ue001-\ue007]+"
"""A regular expression for one hidden name of any kind."""

_CLEAN = dict.fromkeys(range(0xE000, 0xE010), "\ufffd") | {0x2019: "'", 0x2018: "'", 0xA0: " "}


class Span(Protocol):
    """Whatever has a place in a text and a kind: a mention, or a phrase not yet decided."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """The character after the last."""
        ...

    @property
    def kind(self) -> str:
        """A key of ``MASKS``."""
        ...


def mask(text: str, spans: Iterable[Span]) -> str:
    """``text`` with each span replaced by as many mask characters; every offset stays true.

    Curly apostrophes are straightened and no-break spaces made plain on the way.
    """
    pieces: list[str] = []
    at = 0
    clean = text.translate(_CLEAN)
    for span in spans:
        pieces.append(clean[at : span.start])
        pieces.append(MASKS[span.kind] * (span.end - span.start))
        at = span.end
    pieces.append(clean[at:])
    return "".join(pieces)
