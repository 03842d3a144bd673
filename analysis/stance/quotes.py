"""Where a paragraph quotes, and its sentences, a quotation never being cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_MARKS = re.compile(r"[\"“”„«»]|''|``")
_STOP = re.compile(r"[.!?]+(?=[\"”»)']*(?:\s+|$))[\"”»)']*|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Adm|Amb|Sen|Sens|Rep|Reps|Gov|St|Mt|No|vs|Jr|Sr"
    r"|Co|Corp|Inc|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])\.$"
)


LONGEST = 800
"""Characters in the longest sentence that is looked at as one, so that work stays linear."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks; ``closed`` is false where it runs on into the next paragraph."""

    start: int
    end: int
    closed: bool = True


def quotes_in(text: str) -> tuple[Quote, ...]:
    """The quotations of ``text`` in order, straight, curly or angled; an open one runs to the end.

    >>> quotes_in('He said "yes" twice.')
    (Quote(start=8, end=13, closed=True),)
    """
    quotes: list[Quote] = []
    opened: int | None = None
    for found in _MARKS.finditer(text):
        sign = found.group()
        opens = sign in "“„«``" or (sign in "\"''" and _may_open(text, found))
        if opened is None:
            if opens or text[: found.start()].isspace():
                opened = found.start()
        elif sign not in "“„«":
            quotes.append(Quote(opened, found.end()))
            opened = None
    if opened is not None:
        quotes.append(Quote(opened, len(text), closed=False))
    return tuple(quotes)


def _may_open(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 1) : found.start()]
    after = text[found.end() : found.end() + 1]
    return (not before or not before.isalnum()) and bool(after) and not after.isspace()


def sentences_in(text: str, quotes: tuple[Quote, ...]) -> list[tuple[int, int]]:
    """The stretches of the sentences of ``text``, covering it; a stop inside a quotation is none.

    A stop at the very end of a quotation ends the sentence where a capital or a quotation follows.
    What runs on for longer than ``LONGEST`` characters is cut at a space.
    """
    cuts = [0]
    current = 0
    for stop in _STOP.finditer(text):
        at = stop.end()
        while current < len(quotes) and quotes[current].end <= at:
            current += 1
        if at <= cuts[-1]:
            continue
        if current < len(quotes) and quotes[current].start < stop.start():
            continue
        if stop.group()[0] == "." and _ABBREVIATION.search(text[max(0, at - 8) : at]):
            continue
        following = text[at : at + 20].lstrip()[:1]
        if following and not (following.isupper() or not following.isalpha()):
            continue
        cuts.append(at)
    if cuts[-1] < len(text):
        cuts.append(len(text))
    return [part for start, end in pairwise(cuts) for part in _shorter(text, start, end)]


def _shorter(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end
