"""Drafts of articles from HTML: the text that trafilatura takes, mended by the page's markup."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree, html

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.blocks import OUTSIDE
from analysis.reading.cuts import Line, marked_lines
from analysis.reading.dates import days_in
from analysis.reading.decoding import decode
from analysis.reading.lines import Kind, Mark, ends_sentence, n_words
from analysis.reading.markup import PageBlock, blocks_of, letters, regions_of
from analysis.reading.webfacts import facts_of
from analysis.records import UNKNOWN, Rejected, Role

_XML_ENCODING = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_NEAR_TEXT = 12
LONG = 20
"""Sentences of so many words that trafilatura takes are text, whatever the markup calls them."""
_LOOSE = 4
"""So many lines from the last line of the text, another may belong to it."""
_AHEAD = 400
"""So many letters ahead in trafilatura's text a short line is looked for."""
_LINKED = 0.8
"""A line with this share of its letters in links is a link."""
_TOLD: dict[str, tuple[Role, str]] = {
    "comment": ("comment", "among the readers' comments, by the page's markup"),
    "related": ("related", "among links to other articles, by the page's markup"),
    "advertisement": ("advertisement", "in an advertisement, by the page's markup"),
    "furniture": ("boilerplate", "in a part of the site's own, by the page's markup"),
    "quote": ("quote", "in a quote box, by the page's markup"),
    "caption": ("caption", "a picture's caption, by the page's markup"),
    "deck": ("deck", "below the headline, by the page's markup"),
}

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that lxml reads in a page and refuses when the same tree is changed."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block, where it stands in trafilatura's text (None: nowhere), and its region."""

    block: PageBlock
    taken: bool
    region: str


def read_page(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The one article of a web page; nothing is fetched."""
    import trafilatura

    markup = _XML_ENCODING.sub("", _NO_XML.sub(" ", decode(data, where=where)))
    try:
        tree = html.document_fromstring(markup)
    except (etree.ParserError, ValueError) as error:
        raise StanceError(where, f"it is no web page ({error})", "Save the page anew.") from error
    facts = facts_of(tree, markup)
    found = trafilatura.extract(markup, include_comments=False, favor_recall=True)
    title = facts.stated.get("title", UNKNOWN).value or ""
    lines = _lines(_placed(list(blocks_of(tree)), found or ""), title)
    if not any(line.mark.kind == "prose" for line in lines):
        raise StanceError(where, "no article was found in the page", "Paste its text instead.")
    lines = _headed(lines, title)
    yield Draft(where, lines, facts.stated, guessed=facts.guessed)


def _placed(blocks: Sequence[PageBlock], found: str) -> list[_Placed]:
    """Each block once, with its place."""
    taken = _taken(blocks, found)
    regions = regions_of(blocks, taken)
    once: dict[str, _Placed] = {}
    for block, is_taken, region in zip(blocks, taken, regions, strict=True):
        here = _Placed(block, is_taken, region)
        before = once.get(block.text)
        if before is None:
            once[block.text] = here
        elif is_taken and before.region and not region:
            del once[block.text]
            once[block.text] = here
    return list(once.values())


def _taken(blocks: Sequence[PageBlock], found: str) -> list[bool]:
    """Which blocks stand in trafilatura's text: long ones anywhere, short ones in their order."""
    whole = letters(found)
    pieces = [piece for line in found.splitlines() if len(piece := letters(line)) > 40]
    at, taken = 0, []
    for block in blocks:
        own = block.letters
        place = whole.find(own) if len(own) > 30 else whole.find(own, at, at + len(own) + _AHEAD)
        if place < 0 and len(own) > 60:
            mostly = (piece for piece in pieces if 2 * len(piece) > len(own) and piece in own)
            place = whole.find(next(mostly, own))
        taken.append(bool(own) and place >= 0)
        if taken[-1]:
            at = place + len(own)
    return taken


def _lines(placed: Sequence[_Placed], title: str) -> tuple[Line, ...]:
    """All lines of the page in their order; those outside the article's text say so."""
    taken = [i for i, here in enumerate(placed) if here.taken and not here.region]
    text = [i for i in taken if len(placed[i].block.text) > 60] or taken
    first, last = _reach(taken, text)
    beside = {placed[i].block.element for i in text}
    beside |= {element.getparent() for element in beside}
    of_links = sum(map(_is_link, (placed[i].block for i in taken))) > 0.3 * len(taken)
    headed = _below_headline(placed[:first], title)
    lines = []
    for i, here in enumerate(placed):
        near = first - _NEAR_TEXT <= i <= last + 2
        for line in marked_lines([here.block.text]):
            if here.region and not (here.taken and _is_prose(here.block, line.mark)):
                mark = _in_region(here, line.mark, near=near)
            elif here.taken and first <= i <= last:
                mark = _in_text(here.block, line.mark, of_links=of_links)
            elif i == headed and line.mark.kind in ("prose", "short"):
                mark = Mark("short", "right below the headline", told="deck")
            elif first - _LOOSE <= i <= last and _belongs(here.block, line.mark, beside):
                mark = replace(line.mark, reason="sentences beside paragraphs of the article")
            elif near and line.mark.kind in ("timestamp", "label", "byline", "caption"):
                mark = line.mark
            else:
                mark = Mark("furniture", OUTSIDE)
            lines.append(replace(line, mark=mark))
    return tuple(lines)


def _reach(taken: Sequence[int], text: Sequence[int]) -> tuple[int, int]:
    """The first and last block of the text: its paragraphs, and short lines close to them."""
    if not text:
        return 0, -1
    first, last = text[0], text[-1]
    for i in reversed(taken):
        first = i if first - _LOOSE <= i < first else first
    for i in taken:
        last = i if last < i <= last + _LOOSE else last
    return first, last


def _below_headline(above: Sequence[_Placed], title: str) -> int | None:
    """Which block above the text stands right below the page's heading and may be its deck."""
    wanted = letters(title)
    for i, here in enumerate(above[:-1]):
        own = here.block.letters
        if own and here.block.within("h1") and (own in wanted or wanted in own):
            below = above[i + 1]
            many = 6 <= n_words(below.block.text) <= 60
            plain = not below.region and below.block.linked < 0.3 and not days_in(below.block.text)
            return i + 1 if many and plain else None
    return None


def _in_region(here: _Placed, mark: Mark, *, near: bool) -> Mark:
    role, reason = _TOLD[here.region]
    if here.region == "caption" and here.block.linked > 0.5:
        return Mark("furniture", "a picture that is a link", told="related")
    if here.region in ("caption", "deck", "quote"):
        if not near and not here.taken:
            return Mark("furniture", OUTSIDE)
        if here.region == "quote" and not here.taken:
            return Mark("furniture", reason, told=role)
        if mark.kind in ("prose", "short", "caption"):
            kind: Kind = "caption" if here.region == "caption" else "short"
            return Mark(kind, reason, told=role, credit=mark.credit)
        return mark
    if near and mark.kind in ("timestamp", "byline") and here.region == "furniture":
        return mark
    return Mark("furniture", reason, told=role)


def _in_text(block: PageBlock, mark: Mark, *, of_links: bool) -> Mark:
    """What a line in the article's text is, by its markup where its words leave it open.

    ``of_links`` says that the text is itself a list of links.
    """
    if mark.kind != "short":
        return mark
    if _is_link(block) and not of_links:
        return Mark("short", "a line that is a link, between paragraphs", told="related")
    if block.within("h1", "h2", "h3", "h4", "h5", "h6"):
        return Mark("short", "a heading in the article's text", told="body")
    what = "an item of a list" if block.within("li") else "a short line"
    return Mark("short", f"{what} in the article's text", told="body")


def _is_link(block: PageBlock) -> bool:
    linked = block.linked >= _LINKED and not ends_sentence(block.text)
    return linked and n_words(block.text) >= 4


def _is_prose(block: PageBlock, mark: Mark) -> bool:
    """Whether a paragraph is too much like the text's for what its markup says of it."""
    return mark.kind == "prose" and block.linked < 0.3 and n_words(block.text) >= LONG


def _belongs(block: PageBlock, mark: Mark, beside: Container[object]) -> bool:
    """Whether a paragraph that trafilatura left out stands among those that it took."""
    return (
        mark.kind == "prose"
        and block.linked < 0.5
        and not block.within("aside", "table")
        and not _is_formula(block.text)
        and (block.element in beside or block.element.getparent() in beside)
    )


def _is_formula(text: str) -> bool:
    """Whether most of a text's words are single letters and figures."""
    words = re.findall(r"\w+", text)
    return sum(len(word) > 2 for word in words) < 0.5 * len(words)


def _headed(lines: tuple[Line, ...], title: str) -> tuple[Line, ...]:
    """The lines with their headline, which may stand outside the text or in the head alone."""
    mark = Mark("short", "the stated title")
    for i, line in enumerate(lines):
        if title and letters(line.text) == letters(title):
            return (*lines[:i], replace(line, mark=mark), *lines[i + 1 :])
    return (Line(title, mark), *lines) if title else lines
