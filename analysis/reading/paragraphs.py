"""Paragraphs with their roles, each with its reason, from the lines of a copied page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.reading.blocks import (
    AFTER_END,
    CJK,
    HARD_ENDS,
    Block,
    letters,
    one_sentence,
    share,
    stems,
)
from analysis.reading.boxes import give_boxes
from analysis.reading.cuts import Line
from analysis.reading.extent import Extent, extent_of
from analysis.reading.headlines import SUPPORTED, head_of
from analysis.reading.lines import Kind, ends_sentence, is_scene, n_words, without_credit
from analysis.records import Role

_PLAIN_ROLES: dict[Kind, tuple[Role, str]] = {
    "furniture": ("boilerplate", ""),
    "timestamp": ("boilerplate", ""),
    "label": ("boilerplate", ""),
    "masthead": ("boilerplate", ""),
    "stated": ("boilerplate", ""),
    "address": ("boilerplate", ""),
    "tags": ("boilerplate", ""),
    "mark": ("boilerplate", ""),
    "byline": ("byline", ""),
    "dateline": ("dateline", ""),
    "caption": ("caption", ""),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LIST_ITEM = re.compile(r"(?:[-–•*·▪■○●]\s|\(?\d{1,2}[.)]\s)")


def give_roles(lines: Sequence[Line], *, title: str | None = None) -> tuple[Block, ...]:
    """Each line with its role, from what it is by itself and from where it stands.

    ``title`` is the headline where the source states it.
    """
    blocks = [_plain_block(line) for line in lines]
    extent = extent_of(blocks)
    if extent is None:
        return tuple(_without_prose(blocks, title))
    plain = blocks
    blocks = _middle(blocks, extent)
    blocks = _tail(blocks, extent)
    blocks = head_of(blocks, extent, title)
    blocks = _foreign(blocks)
    blocks = [
        before if before.settled and after.role != "headline" else after
        for before, after in zip(plain, blocks, strict=True)
    ]
    blocks = give_boxes(_repeated(blocks))
    return tuple(_mended(block, line) for block, line in zip(blocks, lines, strict=True))


def _plain_block(line: Line) -> Block:
    if line.mark.told:
        return Block(line.text, line.mark.kind, line.mark.told, line.mark.reason, settled=True)
    role, reason = _PLAIN_ROLES.get(line.mark.kind, ("body", line.mark.reason))
    credit = line.mark.credit or without_credit(line.text)[1]
    if line.mark.kind == "stated" and re.match(r"(?:title|headline)\b", line.text, re.IGNORECASE):
        role = "headline"
    if line.mark.kind == "stated" and re.match(r"(?:byline|author|rep)", line.text, re.IGNORECASE):
        role = "byline"
    return Block(line.text, line.mark.kind, role, reason or line.mark.reason, credit)


def _middle(blocks: list[Block], extent: Extent) -> list[Block]:
    done = list(blocks)
    above = blocks[extent.first]
    alone = one_sentence(above.text) and n_words(above.text) <= 40
    if alone and extent.last > extent.first and is_scene(above.text):
        done[extent.first] = replace(above, role="caption", reason="a scene above the text")
    n_prose = sum(block.kind == "prose" for block in blocks)
    n_short = sum(block.kind == "short" for block in blocks[extent.first : extent.last])
    loose = n_short > n_prose
    left = sum(block.kind == "prose" for block in blocks[extent.first : extent.last + 1])
    under = ""
    for i in range(extent.first, extent.last + 1):
        block = blocks[i]
        if done[i].role == "caption":
            left -= block.kind == "prose"
            continue
        if block.kind == "prose":
            under = ""
            left -= 1
            if block.credit and left >= 2 and one_sentence(block.text):
                why = f"one sentence with the credit “{block.credit}” among the text"
                done[i] = replace(block, role="caption", reason=why)
            elif block.credit and not left:
                why = f"sentences; closes with the credit “{block.credit}”"
                done[i] = replace(block, reason=why)
        elif block.kind == "furniture" and block.reason.startswith("related stories"):
            under = block.text
        elif block.kind == "short":
            below = stems(blocks[min(i + 1, extent.last)].text[:600])
            done[i] = _short_in_text(block, under=under, loose=loose, below=below)
    return done


def _short_in_text(block: Block, *, under: str, loose: bool, below: set[str]) -> Block:
    words = n_words(block.text)
    if under:
        return replace(block, role="boilerplate", reason=f"a link under “{under[:40]}”")
    if ends_sentence(block.text) or block.text.endswith((":", "：")):
        return replace(block, reason="a short sentence")
    if _LIST_ITEM.match(block.text):
        return replace(block, reason="an item of a list")
    if is_scene(block.text) and words >= 6:
        return replace(block, role="caption", reason="a scene in the present, without full stop")
    if words >= 18 or loose:
        return replace(block, reason="a line of text without full stop")
    if words <= 7 or share(block.text, below) >= SUPPORTED:
        return replace(block, reason="a heading between paragraphs")
    why = "a headline between paragraphs: a link to another article"
    return replace(block, role="boilerplate", reason=why)


def _tail(blocks: list[Block], extent: Extent) -> list[Block]:
    done = list(blocks)
    done[: extent.first] = [_above(block) for block in blocks[: extent.first]]
    in_text, ended = True, False
    for i in range(extent.last + 1, len(blocks)):
        block = blocks[i]
        if block.kind == "short" and in_text and ends_sentence(block.text):
            done[i] = replace(block, reason="a short sentence")
            continue
        if block.kind == "short" and in_text and _LIST_ITEM.match(block.text):
            done[i] = replace(block, reason="an item of a list")
            continue
        if _only_credit(block) and i == extent.last + 1:
            why = f"the credit of the text, “{block.credit}”"
            done[i] = replace(block, kind="byline", role="byline", reason=why)
            continue
        kind = block.reason.partition(":")[0]
        ended = ended or kind in HARD_ENDS or kind == "related stories"
        in_text = in_text and block.kind in ("caption", "byline")
        if block.kind in ("short", "prose"):
            done[i] = replace(block, role="boilerplate", reason=AFTER_END)
        elif block.kind == "caption" and ended:
            done[i] = replace(block, role="boilerplate", reason="a caption after the article's end")
    return done


def _above(block: Block) -> Block:
    if block.kind != "prose":
        return block
    return replace(block, role="boilerplate", reason="apart from the text, above it")


def _only_credit(block: Block) -> bool:
    return (
        block.kind == "caption"
        and block.credit != ""
        and (letters(block.text) == letters(block.credit))
    )


def _without_prose(blocks: list[Block], title: str | None) -> list[Block]:
    """A text without one full sentence: its first line is the headline where others follow."""
    short = [i for i, block in enumerate(blocks) if block.kind == "short"]
    done = list(blocks)
    for i in short:
        if (i == short[0] and not ends_sentence(blocks[i].text)) or blocks[i].text == title:
            done[i] = replace(blocks[i], role="headline", reason="the first line")
        else:
            done[i] = replace(blocks[i], reason="a short line of a short text")
    return done


def _foreign(blocks: list[Block]) -> list[Block]:
    prose = " ".join(block.text[:200] for block in blocks if block.kind == "prose")[:5000]
    latin, cjk = len(_LATIN.findall(prose)), len(CJK.findall(prose))
    other, own = (CJK, _LATIN) if latin > 2 * cjk else (_LATIN, CJK)
    done = []
    for block in blocks:
        text = block.text[:400]
        if block.kind == "short" and own is _LATIN and _mostly(other, text, own):
            why = "a short line in another script than the text"
            block = replace(block, role="boilerplate", reason=why)
        done.append(block)
    return done


def _mostly(other: re.Pattern[str], text: str, own: re.Pattern[str]) -> bool:
    return not text.isascii() and len(other.findall(text)) > 2 * len(own.findall(text))


def _repeated(blocks: list[Block]) -> list[Block]:
    seen: set[str] = set()
    done = []
    for block in blocks:
        words = block.text.casefold() if block.role in ("headline", "body", "caption") else ""
        if words and words in seen and n_words(words) >= 5:
            block = replace(block, role="boilerplate", reason="it stood already above")
        elif words:
            seen.add(words)
        done.append(block)
    return done


def _mended(block: Block, line: Line) -> Block:
    return replace(block, reason="; ".join((block.reason, *line.mended)))
