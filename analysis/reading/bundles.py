"""Drafts of the articles in one text: as many as plainly begin in it, one where that is unsure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from analysis.reading.articles import Draft
from analysis.reading.cuts import Line, marked_lines, plain_block, whole_lines
from analysis.reading.fragments import MAX_LINES, headed
from analysis.reading.lines import Mark, mark, n_words
from analysis.reading.press import Piece, press_pieces
from analysis.reading.publisher import read_dateline
from analysis.records import Fact

OF_PRESS = Mark("furniture", "a line of the press database")
_ROW = re.compile(r"\s*(?:[-=*_~#+–—―─━═·•]\s?){5,}\s*")
_ENDS = ("end mark", "copyright line")
_LEAST = 40
"""The words of prose that an article has at least; a related story's teaser has fewer."""
_MOST_PARTED = 200_000
"""A thousand articles of two hundred lines; in a longer text no starts are looked for."""
_NEAR = 5
"""Within so many lines of its headline an article says who wrote it, where or when."""

Whole = Callable[[Sequence[str]], list[Line]]


def text_drafts(
    text: str,
    where: str,
    stated: Mapping[str, Fact] | None = None,
    *,
    heading: re.Pattern[str] | None = None,
) -> list[Draft]:
    """The articles of a plain text; ``heading`` is how a line is marked that may start one."""
    texts = re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text)
    breaks = [i for i, line in enumerate(texts) if heading and heading.match(line)]
    if heading:
        texts = [heading.sub("", line) for line in texts]
    return _drafts(texts, where, lambda p: whole_lines("\n".join(p)), stated or {}, breaks)


def block_drafts(
    texts: Sequence[str],
    where: str,
    furniture: Sequence[Line] = (),
    *,
    breaks: Collection[int] = (),
) -> list[Draft]:
    """The articles of a text that comes in whole paragraphs; ``furniture`` goes with the first.

    ``breaks`` are the paragraphs that may start an article by their style or place.
    """

    def whole(part: Sequence[str]) -> list[Line]:
        return marked_lines([block for text in part if (block := plain_block(text))])

    drafts = _drafts(texts, where, whole, {}, breaks)
    if drafts and furniture:
        drafts[0] = replace(drafts[0], lines=(*drafts[0].lines, *furniture))
    return drafts


def export_drafts(texts: Sequence[str], where: str) -> list[Draft]:
    """The articles of a press database's export; none where the text is no such export."""
    return block_drafts(texts, where) if press_pieces(texts) else []


def _drafts(
    texts: Sequence[str],
    where: str,
    whole: Whole,
    stated: Mapping[str, Fact],
    breaks: Collection[int],
) -> list[Draft]:
    pieces, named = press_pieces(texts), "document"
    if not pieces:
        pieces, named = _plain_pieces(texts, breaks), "article"
    drafts = []
    for number, piece in enumerate(pieces, start=1):
        source = f"{where}, {named} {number}" if len(pieces) > 1 else where
        above = [Line(text, OF_PRESS) for text in piece.above]
        below = [Line(text, OF_PRESS) for text in piece.below]
        body = whole(piece.texts[:MAX_LINES])
        if not any(line.mark.kind != "mark" for line in body):
            continue
        facts = {**stated, **piece.stated}
        doubts = piece.doubts
        if len(piece.texts) > MAX_LINES:
            doubts = (
                *doubts,
                f"of its {len(piece.texts):,} lines the first {MAX_LINES:,} were read",
            )
        drafts.append(Draft(source, headed(facts, [*above, *body, *below]), facts, doubts))
    return drafts


def _plain_pieces(texts: Sequence[str], breaks: Collection[int]) -> list[Piece]:
    """The articles of a text without a database's labels."""
    if len(texts) > _MOST_PARTED:
        return [Piece(tuple(texts))]
    text = _marked(texts)
    rows = [i for i, line in enumerate(texts) if len(line) <= 400 and _ROW.fullmatch(line)]
    edges = [0]
    for cut in sorted({*text.starts_after(rows), *text.starts_at(breaks), *text.starts_at_ends()}):
        if text.prose(edges[-1], cut) >= _LEAST:
            edges.append(cut)
    edges.append(len(texts))
    if len(edges) > 2 and all(text.prose(a, b) >= _LEAST for a, b in pairwise(edges)):
        return [Piece(tuple(texts[a:b])) for a, b in pairwise(edges)]
    return [Piece(tuple(texts), doubts=text.doubts(rows))]


@dataclass(frozen=True, slots=True)
class _Text:
    """Lines with their marks: which open with a dateline, the prose before each, the end after."""

    marks: Sequence[Mark]
    words: Sequence[int]
    datelined: Collection[int]
    prose_before: Sequence[int]
    next_end: Sequence[int]

    def prose(self, start: int, end: int) -> int:
        """The number of words of prose between two lines."""
        return self.prose_before[end] - self.prose_before[start]

    def starts_after(self, rows: Sequence[int]) -> list[int]:
        """The rows of signs after each of which an article plainly starts."""
        return [
            row for row, after in pairwise([*rows, len(self.marks)]) if self._starts(row + 1, after)
        ]

    def starts_at(self, breaks: Collection[int]) -> list[int]:
        """The lines marked by the format at which an article plainly starts."""
        return [at for at in breaks if self._starts(at, len(self.marks))]

    def starts_at_ends(self) -> list[int]:
        """Where an article plainly starts after a line that ends another."""
        cuts: list[int] = []
        ended = False
        before = None
        for i in (i for i, words in enumerate(self.words) if words):
            start = cuts[-1] if cuts else 0
            if ended and self.prose(start, i) >= _LEAST and self._starts(i, len(self.marks)):
                cuts.append(i)
                ended = False
            kind, reason = self.marks[i].kind, self.marks[i].reason
            signed = kind == "byline" and "e-mail" in reason and before == "prose"
            if signed or _ends(self.marks[i]):
                ended = True
            elif kind == "prose":
                ended = False
            before = kind
        return cuts

    def _starts(self, start: int, end: int) -> bool:
        """Whether an article starts: a headline, near it who, where or when, then prose."""
        near = range(start, min(end, start + 40))
        said = [i for i in near if self.words[i]][: _NEAR + 1]
        kinds = [self.marks[i].kind for i in said]
        headline = next((n for n, kind in enumerate(kinds) if kind in ("short", "stated")), None)
        prose = next((n for n, kind in enumerate(kinds) if kind == "prose"), None)
        if headline is None or headline > 2 or prose is None or prose < headline:
            return False
        signed = any(
            self.marks[i].kind in ("timestamp", "byline")
            or i in self.datelined
            or self.marks[i].reason == "states its date"
            for i in said
        )
        return signed and self.prose(start, min(end, self.next_end[start])) >= _LEAST

    def doubts(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Why a text that was read as one article may be several."""
        parts = pairwise([0, *rows, len(self.marks)])
        long = sum(self.prose(a, b) >= _LEAST for a, b in parts)
        if rows and long > 1:
            return (f"it may be {long} articles: rows of signs part it; it was read as one",)
        marked = [i for i, one in enumerate(self.marks) if one.reason.startswith("end mark")]
        ends = sum(self.prose(a, b) >= _LEAST for a, b in pairwise([0, *marked]))
        if ends > 1:
            return (f"it may be {ends} articles: it has {ends} end marks; it was read as one",)
        return ()


def _ends(one: Mark) -> bool:
    return one.kind == "furniture" and one.reason.partition(":")[0] in _ENDS


def _marked(texts: Sequence[str]) -> _Text:
    plain = [plain_block(text) for text in texts]
    marks = [mark(line) if line else Mark("mark", "") for line in plain]
    words = [n_words(line[:4000]) for line in plain]
    prose = [n if one.kind == "prose" else 0 for one, n in zip(marks, words, strict=True)]
    datelined = {
        i
        for i, one in enumerate(marks)
        if one.kind == "prose" and read_dateline(plain[i][:200]) is not None
    }
    next_end = [len(marks)] * (len(marks) + 1)
    for i in range(len(marks) - 1, -1, -1):
        next_end[i] = i if _ends(marks[i]) else next_end[i + 1]
    return _Text(marks, words, datelined, list(accumulate(prose, initial=0)), next_end)
