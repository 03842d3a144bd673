"""Drafts of articles from HTML: the text that trafilatura takes, the rest as what it left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree, html

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.blocks import OUTSIDE
from analysis.reading.cuts import Line, marked_lines, plain_block
from analysis.reading.decoding import decode
from analysis.reading.lines import Mark
from analysis.reading.vocabulary import load_vocabulary
from analysis.reading.webfacts import facts_of
from analysis.records import UNKNOWN, Rejected

_XML_ENCODING = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_NEAR_TEXT = 12


def read_page(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The one article of a web page; nothing is fetched."""
    import trafilatura

    markup = _XML_ENCODING.sub("", decode(data, where=where))
    try:
        tree = html.document_fromstring(markup)
    except (etree.ParserError, ValueError) as error:
        raise StanceError(where, f"it is no web page ({error})", "Save the page anew.") from error
    facts = facts_of(tree, markup)
    found = trafilatura.extract(markup, include_comments=False, include_tables=True, fast=False)
    lines = _lines(tree, found or "")
    if not any(line.mark.kind == "prose" for line in lines):
        raise StanceError(where, "no article was found in the page", "Paste its text instead.")
    lines = _headed(lines, facts.stated.get("title", UNKNOWN).value or "")
    yield Draft(where, lines, facts.stated, guessed=facts.guessed)


def _lines(tree: html.HtmlElement, found: str) -> tuple[Line, ...]:
    """All lines of the page in their order; those outside the article's text say so."""
    taken = {_letters(line) for line in found.splitlines()}
    whole = _letters(found)
    texts = list(dict.fromkeys(_texts(tree)))
    inside = [
        _letters(text) in taken or (len(text) > 30 and _letters(text) in whole) for text in texts
    ]
    marked = [line for text in texts for line in marked_lines([text])]
    places = [i for i, is_inside in enumerate(inside) if is_inside]
    lines = []
    for i, line in enumerate(marked):
        if not inside[i] and not _may_tell(line.mark, i, places):
            line = replace(line, mark=Mark("furniture", OUTSIDE))
        lines.append(line)
    return tuple(lines)


def _headed(lines: tuple[Line, ...], title: str) -> tuple[Line, ...]:
    """The lines with their headline, which may stand outside the text or in the head alone."""
    mark = Mark("short", "the stated title")
    for i, line in enumerate(lines):
        if title and _letters(line.text) == _letters(title):
            return (*lines[:i], replace(line, mark=mark), *lines[i + 1 :])
    return (Line(title, mark), *lines) if title else lines


def _may_tell(mark: Mark, at: int, places: list[int]) -> bool:
    """Whether a line left out may still tell of the article: a byline, time or caption near it."""
    if not places or mark.kind not in ("timestamp", "label", "byline", "caption"):
        return False
    return places[0] - _NEAR_TEXT <= at <= places[-1] + 2


def _texts(tree: html.HtmlElement) -> Iterator[str]:
    vocabulary = load_vocabulary()
    body = tree.find("body")
    part: list[str] = []
    for event, element in etree.iterwalk(tree if body is None else body, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else "script"
        if event == "start" and name in vocabulary.hidden:
            element.clear(keep_tail=True)
        if name in vocabulary.blocks and (text := plain_block(" ".join(part))):
            yield text
        if name in vocabulary.blocks:
            part = []
        if event == "start" and element.text and isinstance(element.tag, str):
            part.append(element.text)
        if event == "end" and element.tail:
            part.append(element.tail)
    if text := plain_block(" ".join(part)):
        yield text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
