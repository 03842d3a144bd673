"""What two paragraphs may have in common although neither is a copy of the other.

Two reporters quote the same sentence; two articles end with the same stock sentence; a periodic
report comes again with other figures. Each of these is a coincidence of words and has a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Coincidence = Literal["the quotation", "a stock sentence", "the form of a report"]

MOSTLY = 0.5
"""The share of its words in quotation marks from which a paragraph is mostly a quotation."""
FRAME = 0.5
"""The share of the words around its quotations that a copy has in common with its source."""
OPENING = 0.4
"""The share of the words of a first sentence that must stand in the other paragraph."""
SHORTEST_OPENING = 4
NEARLY_ALL = 0.9
FIGURES = 2
"""So many figures that the other lacks, on either side, make another report."""
ROUNDED = 0.1
"""By how much of itself a figure changes at most when it is rounded."""

_QUOTED = re.compile(r'"[^"]+"|“[^“”]+”|‘[^‘’]{12,}’')
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]{1,6})?\b(?=\.?)")
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])"
)


def coincidence(copy: str, source: Sequence[str], share: float) -> Coincidence | None:
    """What else explains the share of its words that ``copy`` has from those of ``source``.

    Where it has nearly all of them, only figures can make another text of it.

    >>> coincidence(
    ...     'Rain fell all day in Oslo. "No comment," he said.',
    ...     ['The minister left by train. "No comment," he said.'],
    ...     0.4,
    ... )
    'a stock sentence'
    """
    if share < NEARLY_ALL:
        if _each_opens_anew(copy, source):
            return "a stock sentence"
        if _only_the_quotation(copy, source):
            return "the quotation"
    return "the form of a report" if _other_figures(copy, " ".join(source)) else None


def _each_opens_anew(copy: str, source: Sequence[str]) -> bool:
    """Whether the copy opens with what the source lacks, and each source with what it lacks.

    A copy that was shortened or put after a new opening keeps the beginning of one of the two.
    """
    opening = _opening(copy)
    if opening is None or _held(opening, _words(" ".join(source))):
        return False
    own = _words(copy)
    return not any(_held(_opening(text) or text, own) for text in source)


def _opening(text: str) -> str | None:
    """The first sentence where others follow; None where it is the whole."""
    for end in _SENTENCE_END.finditer(text):
        if len(_WORD.findall(text[: end.start()])) >= SHORTEST_OPENING:
            return text[: end.start()]
    return None


def _held(text: str, words: Sequence[str]) -> bool:
    """Whether enough of the words of ``text`` are among ``words``, little ones set aside."""
    telling = [word for word in _words(text) if len(word) > 3]
    there = set(words)
    return sum(word in there for word in telling) >= OPENING * len(telling)


def _only_the_quotation(copy: str, source: Sequence[str]) -> bool:
    """Whether ``copy`` is mostly a quotation, and what stands around it is not the source's."""
    frame = _words(_QUOTED.sub(" ", copy))
    if not frame or len(frame) > (1 - MOSTLY) * len(_words(copy)):
        return False
    there = set(_words(_QUOTED.sub(" ", " ".join(source))))
    return sum(word in there for word in frame) < FRAME * len(frame)


def _other_figures(copy: str, source: str) -> bool:
    """Whether most figures and months on either side are ones that the other lacks."""
    ours = _figures(copy)
    if len(ours) < FIGURES:
        return False
    theirs = _figures(source)
    return _lacking(ours, theirs) and _lacking(theirs, ours)


def _lacking(figures: Sequence[str], others: Sequence[str]) -> bool:
    unmatched = sum(not any(_same_figure(one, other) for other in others) for one in figures)
    return unmatched >= FIGURES and 2 * unmatched > len(figures)


def _figures(text: str) -> list[str]:
    numbers = [found[0].replace(",", "") for found in _NUMBER.finditer(text)]
    return numbers + [found[1] for found in _MONTH.finditer(text)]


def _same_figure(one: str, other: str) -> bool:
    """Whether two figures are the same, or one is the other rounded.

    >>> _same_figure("41287", "41000"), _same_figure("11.8", "12"), _same_figure("10", "100")
    (True, True, False)
    """
    if one == other or not (one[0].isdigit() and other[0].isdigit()):
        return one == other
    first, second = float(one), float(other)
    apart = abs(first - second)
    return apart < max(_unit(one), _unit(other)) and apart <= ROUNDED * max(first, second)


def _unit(figure: str) -> float:
    """What the last digit of a figure that is not an idle zero counts."""
    if "." in figure:
        return float(10 ** -len(figure.split(".")[1]))
    bare = figure.rstrip("0")
    return float(10 ** (len(figure) - len(bare))) if len(bare) else 1.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))
