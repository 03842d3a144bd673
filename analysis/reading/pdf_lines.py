"""Paragraphs out of the lines of PDF pages; what repeats at the pages' edges is set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import quantiles
from typing import TYPE_CHECKING

from analysis.reading.cuts import Line, plain_block
from analysis.reading.lines import Mark, ends_sentence, mark, n_words
from analysis.reading.press import is_separator, opens_with_label

if TYPE_CHECKING:
    from pypdf import PageObject

_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|쪽|-|–|—|\||\s)*#(?:\s?(?:of|/|-)\s?#)?[\s|–—-]*(?:页|쪽|ページ)?"
)
_EDGE = 2
"""Running heads and feet are among so many lines at the top and bottom of a page."""
_OF_BODY = 1.15
"""Letters larger than the text's by this factor are a headline's."""
_GAP = 1.35
"""Lines farther apart than the usual by this factor belong to two paragraphs."""
_LONGEST = 20_000
"""No paragraph of news has as many characters; a page without any break is cut here."""
_WORD_END = re.compile(r"([^\W\d_]+)[-\u2010\xad]$")
_WORD_START = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3001-\u30ff\u3400-\u9fff]")
_PREFIXES = frozenset(
    [
        "anti",
        "co",
        "counter",
        "cross",
        "de",
        "ex",
        "extra",
        "far",
        "half",
        "high",
        "inter",
        "left",
        "long",
        "low",
        "mid",
        "multi",
        "near",
        "non",
        "north",
        "off",
        "one",
        "over",
        "post",
        "pre",
        "pro",
        "quasi",
        "re",
        "right",
        "self",
        "semi",
        "short",
        "so",
        "south",
        "sub",
        "third",
        "trans",
        "two",
        "ultra",
        "under",
        "vice",
        "well",
    ]
)
"""After these a hyphen at a line's end is taken for the word's own."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: its text, where it starts (points, from below), its letters' size."""

    text: str
    page: int
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of pages: paragraphs, which of them may start an article, and running heads."""

    paragraphs: Sequence[str]
    breaks: Sequence[int]
    furniture: Sequence[Line]


def page_lines(page: PageObject, number: int) -> list[PageLine]:
    """The lines of a page in reading order, one column after the other."""
    pieces: list[PageLine] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x = float(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])
            y = float(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
            height = abs(float(size * tm[3] * cm[3])) or float(size) or 1.0
            for place, line in enumerate(text.strip("\n").split("\n")):
                if line.strip():
                    pieces.append(PageLine(line, number, x, y - place * height * 1.2, height))

    page.extract_text(visitor_text=visit)
    return [replace(line, text=plain_block(line.text)) for line in _columned(pieces)]


def _columned(pieces: Sequence[PageLine]) -> list[PageLine]:
    """Lines of pieces; where pieces stand side by side in columns, one column after the other."""
    gutter = _gutter(pieces)
    if gutter is None:
        return _joined(pieces)
    left = [i for i, piece in enumerate(pieces) if piece.x < gutter - 4]
    right = [i for i, piece in enumerate(pieces) if piece.x >= gutter - 4]
    top = max(pieces[i].y for i in right)
    head = [pieces[i] for i in left if pieces[i].y > top + 2]
    body = [pieces[i] for i in left if pieces[i].y <= top + 2]
    return [*_joined(head), *_joined(body), *_joined([pieces[i] for i in right])]


def _gutter(pieces: Sequence[PageLine]) -> float | None:
    """Where the second of two columns begins that were drawn line by line across the page."""
    starts: Counter[int] = Counter()
    for before, here in pairwise(pieces):
        level = abs(before.y - here.y) < 0.4 * here.size
        end = before.x + 0.4 * before.size * len(before.text)
        if level and here.x > end + 1.5 * here.size and n_words(here.text) >= 2:
            starts[round(here.x / 4)] += 1
    if not starts:
        return None
    column, count = starts.most_common(1)[0]
    return column * 4.0 if count >= 5 and count >= 0.25 * len(pieces) / 2 else None


def _joined(pieces: Sequence[PageLine]) -> list[PageLine]:
    """Lines of pieces that stand on one level."""
    lines: list[PageLine] = []
    for piece in pieces:
        if lines and abs(lines[-1].y - piece.y) < 0.4 * max(piece.size, lines[-1].size):
            last = lines[-1]
            text = f"{last.text}{_space(last, piece)}{piece.text}"
            lines[-1] = replace(last, text=text, size=max(last.size, piece.size))
        else:
            lines.append(piece)
    return lines


def _space(last: PageLine, piece: PageLine) -> str:
    """A space between two pieces where the second starts clearly after the first's end."""
    end = last.x + 0.5 * last.size * len(last.text)
    spaced = last.text.endswith(" ") or piece.text.startswith(" ")
    return " " if not spaced and piece.x > end - 0.1 * last.size else ""


def paragraphs_of(pages: Sequence[Sequence[PageLine]]) -> Pages:
    """The paragraphs of all pages, and what stands at the pages' edges again and again, once."""
    running = _running(pages)
    kept = [line for page in pages for line in page if _place(line) not in running]
    first: dict[str, PageLine] = {}
    for line in (line for page in pages for line in page if _place(line) in running):
        first.setdefault(_place(line)[0], line)
    edges = [line for line in first.values() if n_words(line.text)]
    paragraphs, breaks = _paragraphs(kept)
    furniture = [Line(line.text, _edge_mark(line.text, running[_place(line)])) for line in edges]
    return Pages(paragraphs, breaks, furniture)


def _edge_mark(text: str, count: int) -> Mark:
    """What an edge's line is; the outlet's name and an address tell of the article, too."""
    own = mark(text)
    if own.kind in ("masthead", "address"):
        return own
    where = f"{count} pages" if count > 1 else "a page"
    return Mark("furniture", f"page line: at the edge of {where}")


_Place = tuple[str, int]


def _place(line: PageLine) -> _Place:
    """A line's words, with "#" for figures, and its height on the page."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / 8)


def _running(pages: Sequence[Sequence[PageLine]]) -> dict[_Place, int]:
    """The lines that stand at the edge of several pages, at one height, and of how many."""
    seen: Counter[_Place] = Counter()
    for page in pages:
        by_height = sorted(page, key=lambda line: -line.y)
        edges = (*by_height[:_EDGE], *by_height[-_EDGE:])
        seen.update({_place(line) for line in edges if not is_separator(line.text)})
    least = min(max(2, 0.4 * len(pages)), 3)
    return {
        place: count
        for place, count in seen.items()
        if _PAGE_NUMBER.fullmatch(place[0]) or (count >= least and len(place[0]) <= 200)
    }


def _paragraphs(lines: Sequence[PageLine]) -> tuple[list[str], list[int]]:
    """The paragraphs, and which of them may start an article by their letters or their page."""
    if not lines:
        return [], []
    lengths = sorted(len(line.text) for line in lines)
    full = lengths[int(0.8 * len(lengths))]
    body = _body_size(lines)
    gaps = [
        a.y - b.y for a, b in pairwise(lines)
        if a.page == b.page and len(a.text) > 0.7 * full and 0.7 * body < a.y - b.y < 4 * body
    ]  # fmt: skip
    leading = quantiles(gaps, n=4)[0] if len(gaps) > 3 else 1.3 * body
    words = Counter(
        re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(a.text for a in lines).casefold())
    )
    paragraphs: list[str] = []
    breaks: list[int] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if (
            before is None
            or len(paragraphs[-1]) > _LONGEST
            or _parts(before, line, full=full, leading=leading, body=body)
        ):
            if line.size > _OF_BODY * body or before is None or line.page != before.page:
                breaks.append(len(paragraphs))
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _continued(paragraphs[-1], line.text, words)
    return paragraphs, breaks


def _body_size(lines: Sequence[PageLine]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _parts(before: PageLine, line: PageLine, *, full: int, leading: float, body: float) -> bool:
    """Whether a paragraph ends between two lines that follow each other."""
    if is_separator(line.text) or is_separator(before.text) or opens_with_label(line.text):
        return True
    if not 1 / _OF_BODY < before.size / line.size < _OF_BODY:
        return True
    gap = before.y - line.y
    if line.size > _OF_BODY * body and before.page == line.page:
        return not 0 < gap < 1.7 * line.size
    ends = ends_sentence(before.text)
    if before.page != line.page or gap <= 0:
        return ends or len(before.text) < 0.5 * full
    if gap > _GAP * leading or len(before.text) < 0.6 * full:
        return True
    return ends and line.x > before.x + 0.8 * line.size


def _continued(text: str, line: str, words: Counter[str]) -> str:
    """A paragraph with its next line; a word parted at the line's end is whole again."""
    end, start = _WORD_END.search(text), _WORD_START.match(line)
    if end and start and start[0][:1].islower():
        first, second = end[1], start[0]
        apart, whole = f"{first}-{second}".casefold(), f"{first}{second}".casefold()
        own = words[apart] > 0 or (first.casefold() in _PREFIXES and not words[whole])
        return f"{text[:-1]}-{line}" if own and text[-1] != "\xad" else f"{text[:-1]}{line}"
    if end and start and text[-1] in "-\u2010":
        return text + line
    if _KANA.match(text[-1:]) and _KANA.match(line[:1]):
        return text + line
    return f"{text} {line}"
