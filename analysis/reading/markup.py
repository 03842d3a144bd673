"""The blocks of text of a page in their order, each with what its markup tells of it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from lxml import etree, html

from analysis.reading.cuts import plain_block
from analysis.reading.vocabulary import load_vocabulary

DATA = Path(__file__).parent.parent / "data" / "regions.toml"
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_REGION_TAGS = {
    "nav": "furniture",
    "footer": "furniture",
    "form": "furniture",
    "figcaption": "caption",
}
MUCH = 0.3
"""What holds this share of the article's text is part of it."""
_MOST_DEEP = 60


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block of text: its element, and the share of its letters that stand in links."""

    text: str
    element: html.HtmlElement
    linked: float

    @property
    def letters(self) -> str:
        """The letters and figures, for comparing two texts."""
        return letters(self.text)

    def within(self, *tags: str) -> bool:
        """Whether the text stands in an element of one of these names."""
        if self.element.tag in tags:
            return True
        return next(self.element.iterancestors(*tags), None) is not None


def letters(text: str) -> str:
    """The letters and figures of a text, for comparing two texts."""
    return "".join(filter(str.isalnum, text)).casefold()


def blocks_of(tree: html.HtmlElement) -> Iterator[PageBlock]:
    """Every block of text of a page; scripts and other hidden elements are taken out of it."""
    vocabulary = load_vocabulary()
    body = tree.find("body")
    root = tree if body is None else body
    part: list[str] = []
    in_links = links = 0
    within = [root]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else "script"
        if event == "start" and name in vocabulary.hidden:
            element.clear(keep_tail=True)
        is_block = name in vocabulary.blocks
        if is_block:
            if text := plain_block("".join(part)):
                yield PageBlock(text, within[-1], in_links / max(len("".join(part)), 1))
            part, in_links = [], 0
            if event == "start" and name != "br":
                within.append(element)
            elif name != "br" and len(within) > 1:
                within.pop()
        links += (name == "a") * (1 if event == "start" else -1)
        said = element.text if event == "start" and isinstance(element.tag, str) else None
        if said:
            part.append(said)
            in_links += len(said) if links else 0
        if event == "end" and element.tail:
            part.append(element.tail)
            in_links += len(element.tail) if links else 0
    if text := plain_block("".join(part)):
        yield PageBlock(text, root, in_links / max(len("".join(part)), 1))


@cache
def load_regions() -> Mapping[str, str]:
    """The kind of region that each word or pair of words of the packaged file tells."""
    with DATA.open("rb") as file:
        return {word: kind for kind, words in tomllib.load(file).items() for word in words}


def region_told(element: html.HtmlElement) -> str:
    """What an element says that it holds, by its name, class and id; "" where it says nothing."""
    if kind := _REGION_TAGS.get(element.tag if isinstance(element.tag, str) else ""):
        return kind
    said = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return _region_of(said[:300]) if said else ""


def _region_of(said: str) -> str:
    regions = load_regions()
    for name in said.split():
        words = [word.casefold() for word in _PARTS.findall(name)]
        for first, second in pairwise((*words, "")):
            kind = regions.get(f"{first} {second}") or regions.get(first)
            if kind:
                return kind
    return ""


def regions_of(blocks: Sequence[PageBlock], inside: Sequence[bool]) -> list[str]:
    """The region in which each block stands, "" where in none.

    What holds much of the article's text is no sidebar, whatever it is called: neither one
    element nor all elements of one name and class together, such as every paragraph of a page.
    """
    weight: Counter[html.HtmlElement] = Counter()
    alike: Counter[tuple[str, str]] = Counter()
    for block, is_inside in zip(blocks, inside, strict=True):
        if is_inside:
            ancestors = list(_upwards(block.element))
            weight.update(dict.fromkeys(ancestors, len(block.text)))
            alike.update(dict.fromkeys(map(_looks, ancestors), len(block.text)))
    most = MUCH * sum(len(b.text) for b, is_in in zip(blocks, inside, strict=True) if is_in)
    told: dict[html.HtmlElement, str] = {}
    found = []
    for block in blocks:
        region = ""
        for element in _upwards(block.element):
            if weight[element] > most:
                break
            if element not in told:
                told[element] = region_told(element) if alike[_looks(element)] <= most else ""
            region = told[element]
            if region:
                break
        found.append(region)
    return found


def _looks(element: html.HtmlElement) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _upwards(element: html.HtmlElement | None) -> Iterator[html.HtmlElement]:
    for _ in range(_MOST_DEEP):
        if element is None:
            return
        yield element
        element = element.getparent()
