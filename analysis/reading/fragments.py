"""Lines of an article whose parts a format hands over one by one: a title, a text, markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree, html

from analysis.reading.cuts import Line, marked_lines, plain_block, whole_lines
from analysis.reading.lines import Mark
from analysis.reading.vocabulary import load_vocabulary
from analysis.records import UNKNOWN, Fact

TITLE = Mark("short", "the stated title")
MAX_LINES = 20_000
"""A long article has some hundred lines; what has more than this is no article."""
_MARKUP = re.compile(
    r"<(?:p|br|div|/p|/div|span|a|h\d|ul|li|img|em|strong|b|i)\b[^<>]{0,500}>", re.I
)


def text_lines(text: str) -> list[Line]:
    """The lines of a text, which may be markup, as a cell of a table or an entry of a feed is.

    >>> [line.text for line in text_lines("<p>Talks <b>ended</b>.</p><p>No one spoke.</p>")]
    ['Talks ended.', 'No one spoke.']
    """
    if text.count("\n") > MAX_LINES:
        text = "\n".join(text.split("\n", MAX_LINES)[:MAX_LINES])
    if _MARKUP.search(text[:20_000]):
        return marked_lines([block for part in markup_blocks(text) if (block := plain_block(part))])
    return whole_lines(text)


def markup_blocks(markup: str) -> Iterator[str]:
    """The text of each block of a piece of HTML; of scripts, styles and the like nothing."""
    try:
        tree = html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.ParserError, ValueError):
        yield re.sub(r"<[^<>]{0,1000}>", " ", markup)
        return
    vocabulary = load_vocabulary()
    part: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else "script"
        if event == "start" and name in vocabulary.hidden:
            element.clear(keep_tail=True)
        if name in vocabulary.blocks and part:
            yield "".join(part)
            part = []
        if event == "start" and element.text and isinstance(element.tag, str):
            part.append(element.text)
        if event == "end" and element.tail:
            part.append(element.tail)
    if part:
        yield "".join(part)


def headed(stated: Mapping[str, Fact], lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, headed by the stated title where none of the first says it."""
    title = stated.get("title", UNKNOWN).value
    if not title or any(_same(line.text, title) for line in lines[:8]):
        return tuple(lines)
    return (Line(title, TITLE), *lines)


def _same(first: str, second: str) -> bool:
    return _letters(first[:600]) == _letters(second)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
