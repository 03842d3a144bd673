"""The headline among the lines above the text; what else stands there is the page's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.reading.blocks import CJK, Block, letters, one_sentence, share, stems
from analysis.reading.extent import Extent
from analysis.reading.lines import ends_sentence, n_words
from analysis.reading.outlets import load_outlets

SUPPORTED = 0.5
"""The share of a headline's words that the lead takes up where it belongs to the text."""
MOST_HEADLINES = 6
NEAREST = 12
"""So many lines above the text may be its headline; those above them are menus."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def head_of(blocks: list[Block], extent: Extent, title: str | None) -> list[Block]:
    """The blocks with the roles of those above the text; ``title`` is a stated headline."""
    done = list(blocks)
    lead = stems(" ".join(b.text[:600] for b in [b for b in blocks if b.kind == "prose"][:5]))
    pool = [i for i in range(extent.first) if blocks[i].kind == "short"]
    chosen = _stated_headline(blocks, title) if title else None
    if chosen is None and not any(b.role == "headline" for b in blocks):
        chosen = _best_headline(blocks, pool, lead)
        if chosen is None and _opens_with_title(blocks, extent):
            chosen = extent.first
    for i in pool:
        done[i] = _in_head(blocks, i, chosen, lead)
    if chosen is not None:
        for i in range(chosen + 1, extent.first):
            if blocks[i].kind == "masthead" and load_outlets().wire(blocks[i].text):
                why = "an agency's name below the headline"
                done[i] = replace(blocks[i], kind="byline", role="byline", reason=why)
        is_stated = bool(title) and letters(blocks[chosen].text) == letters(title or "")
        why = "the title that the source states" if is_stated else "the line above the text"
        if chosen in pool and not is_stated and share(blocks[chosen].text, lead) >= SUPPORTED:
            why += ", whose words the text takes up"
        done[chosen] = replace(blocks[chosen], role="headline", reason=why)
    return done


def _stated_headline(blocks: Sequence[Block], title: str) -> int | None:
    wanted = letters(title)
    for i, block in enumerate(blocks):
        if block.kind in ("short", "prose") and letters(block.text) == wanted:
            return i
    return None


def _best_headline(blocks: Sequence[Block], pool: Sequence[int], lead: set[str]) -> int | None:
    long = [
        i for i in pool if n_words(blocks[i].text) >= 4 and not _is_foreign(blocks[i].text, lead)
    ]
    candidates = long or [i for i in pool if n_words(blocks[i].text) >= 2]
    if not candidates:
        return None
    hashed = [i for i in candidates if blocks[i].text.startswith("# ")]
    if hashed:
        return hashed[0]
    taken_up = {i: share(blocks[i].text, lead) for i in candidates[-NEAREST:]}
    best = max(taken_up, key=lambda i: (taken_up[i], -i))
    if taken_up[best] < SUPPORTED:
        return candidates[0] if len(candidates) <= NEAREST else candidates[-1]
    while best - 1 in taken_up and taken_up[best - 1] >= SUPPORTED:
        best -= 1
    return best


def _opens_with_title(blocks: Sequence[Block], extent: Extent) -> bool:
    """Whether the first sentence is a headline: short, and parted from the text by a byline."""
    first = blocks[extent.first]
    if n_words(first.text) > 22 or not one_sentence(first.text) or first.credit:
        return False
    for block in blocks[extent.first + 1 : extent.last]:
        if block.kind == "prose":
            return False
        if block.kind in ("byline", "timestamp"):
            return True
    return False


def _in_head(blocks: Sequence[Block], i: int, chosen: int | None, lead: set[str]) -> Block:
    block = blocks[i]
    words = n_words(block.text)
    if block.settled:
        return block
    if chosen is not None and i > chosen:
        taken_up = share(block.text, lead)
        between = blocks[max(chosen + 1, i - MOST_HEADLINES) : i]
        near = all(b.role != "body" or n_words(b.text) >= 5 for b in between)
        if words >= 5 and taken_up >= SUPPORTED and near:
            return replace(block, role="deck", reason="a second line between headline and text")
        if words >= 5 and all(b.kind == "short" and n_words(b.text) >= 5 for b in between):
            return replace(block, role="deck", reason="a line right below the headline")
    if chosen is not None and i > chosen and _is_name(blocks, i):
        return replace(block, kind="byline", role="byline", reason="a name below the headline")
    if words <= 4:
        return replace(
            block, role="boilerplate", reason="a few words above the text: a section or tag"
        )
    if ends_sentence(block.text):
        return replace(block, reason="a short sentence")
    why = "a headline above the text whose words the text does not take up"
    return replace(block, role="boilerplate", reason=why)


_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z'-]+){1,2}")
_KOREAN_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")


def _is_name(blocks: Sequence[Block], i: int) -> bool:
    """Whether a few capitalised words are a writer's name: by their form, or beside a time."""
    if _KOREAN_NAME.fullmatch(blocks[i].text):
        return True
    beside = [blocks[at].kind for at in (i - 1, i + 1) if 0 <= at < len(blocks)]
    return bool(_NAME.fullmatch(blocks[i].text)) and "timestamp" in beside


def _is_foreign(text: str, lead: set[str]) -> bool:
    return (
        bool(CJK.search(text)) and not _LATIN.search(text) and not any(CJK.search(w) for w in lead)
    )
