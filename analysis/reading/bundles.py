"""Drafts of the articles in one text: as many as plainly begin in it, one where that is unsure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.reading.articles import Draft
from analysis.reading.cuts import Line, marked_lines, plain_block, whole_lines
from analysis.reading.fragments import headed
from analysis.reading.lines import Mark, mark, n_words
from analysis.reading.press import Piece, press_pieces
from analysis.reading.publisher import read_dateline
from analysis.records import Fact

OF_PRESS = Mark("furniture", "a line of the press database")
_ROW = re.compile(r"\s*(?:[-=*_~#+–—―─━═·•]\s?){5,}\s*")
_ENDS = ("end mark", "copyright line")
_LEAST = 40
"""The words of prose that an article has at least; a related story's teaser has fewer."""
_NEAR = 5
"""Within so many lines of its headline an article says who wrote it, where or when."""

Whole = Callable[[Sequence[str]], list[Line]]


def text_drafts(text: str, where: str, stated: dict[str, Fact] | None = None) -> list[Draft]:
    """The articles of a plain text."""
    return _drafts(_lines_of(text), where, lambda part: whole_lines("\n".join(part)), stated or {})


def block_drafts(
    texts: Sequence[str],
    where: str,
    furniture: Sequence[Line] = (),
    stated: dict[str, Fact] | None = None,
) -> list[Draft]:
    """The articles of a text that comes in whole paragraphs; ``furniture`` goes with the first."""

    def whole(part: Sequence[str]) -> list[Line]:
        return marked_lines([block for text in part if (block := plain_block(text))])

    drafts = _drafts(texts, where, whole, stated or {})
    if drafts and furniture:
        drafts[0] = replace(drafts[0], lines=(*drafts[0].lines, *furniture))
    return drafts


def _lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", text)


def _drafts(texts: Sequence[str], where: str, whole: Whole, stated: dict[str, Fact]) -> list[Draft]:
    pieces = press_pieces(texts)
    named = "document"
    if not pieces:
        pieces, named = _plain_pieces(texts), "article"
    drafts = []
    for number, piece in enumerate(pieces, start=1):
        source = f"{where}, {named} {number}" if len(pieces) > 1 else where
        above = [Line(text, OF_PRESS) for text in piece.above]
        below = [Line(text, OF_PRESS) for text in piece.below]
        body = whole(piece.texts)
        if not any(line.mark.kind != "mark" for line in body):
            continue
        facts = {**stated, **piece.stated}
        drafts.append(Draft(source, headed(facts, [*above, *body, *below]), facts, piece.doubts))
    return drafts


def _plain_pieces(texts: Sequence[str]) -> list[Piece]:
    """The articles of a text without a database's labels."""
    marks = _marks(texts)
    rows = [i for i, text in enumerate(texts) if len(text) <= 400 and _ROW.fullmatch(text)]
    cuts = sorted({*_at_rows(marks, rows), *_at_ends(marks)})
    parts = [texts[a:b] for a, b in zip([0, *cuts], [*cuts, len(texts)], strict=True)]
    if len(parts) > 1:
        return [Piece(tuple(part)) for part in parts]
    return [Piece(tuple(texts), doubts=_doubts(marks, rows))]


_Marks = Sequence[tuple[Mark, int, bool]]
"""Of each line its mark, its number of words, and whether it opens with a dateline."""
_EMPTY = (Mark("mark", ""), 0, False)


def _marks(texts: Sequence[str]) -> list[tuple[Mark, int, bool]]:
    marks = []
    for text in texts:
        plain = plain_block(text)
        if not plain:
            marks.append(_EMPTY)
            continue
        kind = mark(plain)
        opening = kind.kind == "prose" and read_dateline(plain[:200]) is not None
        marks.append((kind, n_words(plain[:4000]), opening))
    return marks


def _at_rows(marks: _Marks, rows: Sequence[int]) -> list[int]:
    """The rows of signs after each of which an article plainly starts."""
    cuts = []
    start = 0
    for place, row in enumerate(rows):
        end = rows[place + 1] if place + 1 < len(rows) else len(marks)
        if _prose(marks, start, row) >= _LEAST and _starts(marks, row + 1, end):
            cuts.append(row)
            start = row + 1
    return cuts


def _at_ends(marks: _Marks) -> list[int]:
    """Where an article plainly starts after a line that ends another."""
    cuts = []
    start, ended = 0, False
    said = [i for i, (one, words, _) in enumerate(marks) if words]
    for place, i in enumerate(said):
        one = marks[i][0]
        if ended and _prose(marks, start, i) >= _LEAST and _starts(marks, i, len(marks)):
            cuts.append(i)
            start, ended = i, False
        above = place and marks[said[place - 1]][0].kind == "prose"
        signed = one.kind == "byline" and "e-mail" in one.reason and bool(above)
        if signed or (one.kind == "furniture" and one.reason.partition(":")[0] in _ENDS):
            ended = True
        elif one.kind == "prose":
            ended = False
    return cuts


def _prose(marks: _Marks, start: int, end: int) -> int:
    return sum(words for one, words, _ in marks[start:end] if one.kind == "prose")


def _starts(marks: _Marks, start: int, end: int) -> bool:
    """Whether an article plainly starts: a headline, near it who, where or when, then prose."""
    said = [i for i in range(start, min(end, start + 40)) if marks[i][1]][: _NEAR + 1]
    kinds = [marks[i][0].kind for i in said]
    if not kinds or kinds[0] not in ("short", "stated", "masthead", "timestamp", "label"):
        return False
    headline = next((n for n, kind in enumerate(kinds) if kind in ("short", "stated")), None)
    if headline is None or headline > 2:
        return False
    signed = any(
        marks[i][0].kind in ("timestamp", "byline") or marks[i][2] or "date" in marks[i][0].reason
        for i in said
    )
    prose = next((n for n, kind in enumerate(kinds) if kind == "prose"), None)
    return (
        signed and prose is not None and _prose(marks, start, _end_of(marks, start, end)) >= _LEAST
    )


def _end_of(marks: _Marks, start: int, end: int) -> int:
    """Where the text that starts here is over."""
    for i in range(start, end):
        if marks[i][0].kind == "furniture" and marks[i][0].reason.partition(":")[0] in _ENDS:
            return i
    return end


def _doubts(marks: _Marks, rows: Sequence[int]) -> tuple[str, ...]:
    """Why a text that was read as one article may be several."""
    parted = [0, *rows, len(marks)]
    long = [a for a, b in pairwise(parted) if _prose(marks, a, b) >= _LEAST]
    if rows and len(long) > 1:
        return (f"it may be {len(long)} articles: rows of signs part it; it was read as one",)
    ends = 0
    start = 0
    for i, (one, _, _) in enumerate(marks):
        if one.kind == "furniture" and one.reason.startswith("end mark"):
            ends += _prose(marks, start, i) >= _LEAST
            start = i
    if ends > 1:
        return (f"it may be {ends} articles: it has {ends} end marks; it was read as one",)
    return ()
