"""A paragraph with every name of a country hidden, so that no rule can tell one from another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    def target(self) -> str:
        """The country named."""
        ...

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


WIDTH = 4
"""Mask characters for one name: as many for every name, so that none is longer than another."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its names hidden, and the way back to the offsets of the text itself.

    ``owners`` gives the target of the name that is hidden from an offset of the masked text on.
    """

    text: str
    owners: Mapping[int, str]
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """The offset in the text that an offset in the masked text stands for."""
        n = bisect_right(self.starts, at) - 1
        return self.places[n] + at - self.starts[n]


def mask(text: str, spans: Iterable[Span]) -> Masked:
    """``text`` with each span replaced by ``WIDTH`` mask characters of its kind.

    Curly apostrophes are straightened and no-break spaces made plain on the way.

    >>> from analysis.records import Mention
    >>> masked = mask("Oh Japan!", [Mention("Japan", 3, 8)])
    >>> len(masked.text), masked.place(3), masked.place(7)
    (8, 3, 8)
    """
    clean = text.translate(_CLEAN)
    pieces: list[str] = []
    owners: dict[int, str] = {}
    starts, places = [0], [0]
    at = length = 0
    for span in spans:
        pieces.append(clean[at : span.start])
        length += span.start - at
        owners[length] = span.target
        pieces.append(MASKS[span.kind] * WIDTH)
        starts += [length, length + WIDTH]
        places += [span.start, span.end]
        length += WIDTH
        at = span.end
    pieces.append(clean[at:])
    return Masked("".join(pieces), owners, tuple(starts), tuple(places))
