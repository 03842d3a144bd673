"""Where the news begins and ends among the lines of a copied page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.reading.blocks import HARD_ENDS, OUTSIDE, Block, share, stems
from analysis.reading.lines import Kind, n_words

GAP = 6
"""So many lines of the page between two paragraphs part them into two texts."""
TOO_LITTLE = 0.3
"""A text of less than this share of the longest is a teaser or notice."""

COMMENTED = 3
"""After so many paragraphs "Comments (12)" ends the news, however much readers wrote below it."""
SAME_STORY = 0.45
"""The share of a lead's words that the text takes up."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where the news begins and ends among the lines; ``last`` is included."""

    first: int
    last: int


def extent_of(blocks: Sequence[Block]) -> Extent | None:
    """The lines from the first to the last paragraph of the news; None where there is no prose.

    Of a web page, whose reader has set aside what lies outside the text, all that is left.
    """
    prose = [i for i, block in enumerate(blocks) if block.kind == "prose"]
    if not prose:
        return None
    if any(block.settled or block.reason == OUTSIDE for block in blocks):
        return Extent(
            prose[0], max(i for i, b in enumerate(blocks) if b.kind in ("prose", "short"))
        )
    weight = {i: n_words(blocks[i].text) for i in prose}
    texts = _texts(blocks, prose)
    sizes = [sum(weight[i] for i in text) for text in texts]
    kept = [
        text
        for text, size in zip(texts, sizes, strict=True)
        if size == max(sizes) or (size >= TOO_LITTLE * max(sizes) and len(text) > 2)
    ]
    main = stems(" ".join(blocks[i].text for i in texts[sizes.index(max(sizes))]))
    opening = [text for text in texts if text[-1] < kept[0][0] and _of_story(blocks, text, main)]
    prose = sorted(i for text in (*opening[-1:], *kept) for i in text)
    total, before = sum(weight[i] for i in prose), 0
    for i in range(prose[0], len(blocks)):
        before += weight.get(i, 0)
        kind = blocks[i].furniture
        counted = kind == "comments" and any(map(str.isdigit, blocks[i].text))
        if before < 0.5 * total and not (counted and sum(p < i for p in prose) >= COMMENTED):
            continue
        if kind in HARD_ENDS or (kind == "related stories" and not _resumes(blocks, i)):
            return Extent(prose[0], max(p for p in prose if p < i))
    return Extent(prose[0], prose[-1])


def _of_story(blocks: Sequence[Block], text: Sequence[int], story: set[str]) -> bool:
    """Whether a few paragraphs above the text speak of its matter: its lead, set apart."""
    return share(" ".join(blocks[i].text for i in text), story) >= SAME_STORY


def _texts(blocks: Sequence[Block], prose: Sequence[int]) -> list[list[int]]:
    """The paragraphs of prose, parted where many lines of the page stand between two of them."""
    texts = [[prose[0]]]
    for before, here in pairwise(prose):
        between = blocks[before + 1 : here]
        if sum(block.kind != "caption" for block in between) >= GAP:
            texts.append([])
        texts[-1].append(here)
    return texts


def _resumes(blocks: Sequence[Block], after: int) -> bool:
    """Whether the text goes on after a box of links: at once, or with two paragraphs of prose."""
    following = blocks[after + 1 :]
    if following and following[0].kind == "prose":
        return True
    previous: Kind = "furniture"
    for block in following:
        if block.kind == "prose" and previous == "prose":
            return True
        previous = block.kind
    return False
