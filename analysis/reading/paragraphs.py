"""Paragraphs with their roles, each with its reason, from the lines of a copied page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.reading.cuts import Line
from analysis.reading.lines import Kind, ends_sentence, is_scene, n_words, without_credit
from analysis.reading.outlets import load_outlets
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
    "caption": ("caption", ""),
}
_HARD_ENDS = ("copyright line", "end mark", "comments", "company details")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LIST_ITEM = re.compile(r"(?:[-–•*·▪■○●]\s|\(?\d{1,2}[.)]\s)")
_SUPPORTED = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its role and the kind of line that it is; ``credit`` as in "(Yonhap)"."""

    text: str
    kind: Kind
    role: Role
    reason: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where the news begins and ends among the lines; ``last`` is included."""

    first: int
    last: int


def give_roles(lines: Sequence[Line], *, title: str | None = None) -> tuple[Block, ...]:
    """Each line with its role, from what it is by itself and from where it stands.

    ``title`` is the headline where the source states it.
    """
    blocks = [_plain_block(line) for line in lines]
    extent = _extent(blocks)
    if extent is None:
        return tuple(_without_prose(blocks, title))
    blocks = _middle(blocks, extent)
    blocks = _tail(blocks, extent)
    blocks = _head(blocks, extent, title)
    blocks = _foreign(blocks)
    blocks = _repeated(blocks)
    return tuple(_mended(block, line) for block, line in zip(blocks, lines, strict=True))


def _plain_block(line: Line) -> Block:
    role, reason = _PLAIN_ROLES.get(line.mark.kind, ("body", line.mark.reason))
    credit = line.mark.credit or without_credit(line.text)[1]
    if line.mark.kind == "stated" and re.match(r"(?:title|headline)\b", line.text, re.IGNORECASE):
        role = "headline"
    if line.mark.kind == "stated" and re.match(r"(?:byline|author|rep)", line.text, re.IGNORECASE):
        role = "byline"
    return Block(line.text, line.mark.kind, role, reason or line.mark.reason, credit)


def _extent(blocks: Sequence[Block]) -> _Extent | None:
    prose = [i for i, block in enumerate(blocks) if block.kind == "prose"]
    if not prose:
        return None
    weight = {i: n_words(blocks[i].text) for i in prose}
    total, before = sum(weight.values()), 0
    for i, block in enumerate(blocks):
        before += weight.get(i, 0)
        if block.kind != "furniture" or before < 0.5 * total:
            continue
        kind = block.reason.partition(":")[0]
        if kind in _HARD_ENDS or (kind == "related stories" and not _resumes(blocks, i)):
            return _Extent(prose[0], max(p for p in prose if p < i))
    return _Extent(prose[0], prose[-1])


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


def _middle(blocks: list[Block], extent: _Extent) -> list[Block]:
    done = list(blocks)
    above = blocks[extent.first]
    alone = _one_sentence(above.text) and n_words(above.text) <= 40
    if alone and extent.last > extent.first and is_scene(above.text):
        done[extent.first] = replace(above, role="caption", reason="a scene above the text")
    n_prose = sum(block.kind == "prose" for block in blocks)
    n_short = sum(block.kind == "short" for block in blocks[extent.first : extent.last])
    loose = n_short > n_prose
    under = ""
    for i in range(extent.first, extent.last + 1):
        block = blocks[i]
        if done[i].role == "caption":
            continue
        if block.kind == "prose":
            under = ""
            later = sum(b.kind == "prose" for b in blocks[i + 1 : extent.last + 1])
            if block.credit and later >= 2 and _one_sentence(block.text):
                why = f"one sentence with the credit “{block.credit}” among the text"
                done[i] = replace(block, role="caption", reason=why)
            elif block.credit and not later:
                why = f"sentences; closes with the credit “{block.credit}”"
                done[i] = replace(block, reason=why)
        elif block.kind == "furniture" and block.reason.startswith("related stories"):
            under = block.text
        elif block.kind == "short":
            done[i] = _short_in_text(block, under=under, loose=loose)
    return done


def _one_sentence(text: str) -> bool:
    bare = without_credit(text)[0]
    return n_words(bare) <= 50 and not re.search(r"[a-z]{3}[.!?][\"”']?\s+[\"“]?[A-Z]", bare)


def _short_in_text(block: Block, *, under: str, loose: bool) -> Block:
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
    if words <= 7:
        return replace(block, reason="a heading between paragraphs")
    why = "a headline between paragraphs: a link to another article"
    return replace(block, role="boilerplate", reason=why)


def _tail(blocks: list[Block], extent: _Extent) -> list[Block]:
    done = list(blocks)
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
        ended = ended or kind in _HARD_ENDS or kind == "related stories"
        in_text = in_text and block.kind in ("caption", "byline")
        if block.kind in ("short", "prose"):
            done[i] = replace(block, role="boilerplate", reason="after the end of the article")
        elif block.kind == "caption" and ended:
            done[i] = replace(block, role="boilerplate", reason="a caption after the article's end")
    return done


def _only_credit(block: Block) -> bool:
    return (
        block.kind == "caption"
        and block.credit != ""
        and (_letters(block.text) == _letters(block.credit))
    )


def _head(blocks: list[Block], extent: _Extent, title: str | None) -> list[Block]:
    """The headline among the lines before the text; what else stands there is the page's."""
    done = list(blocks)
    lead = _stems(" ".join(b.text[:600] for b in [b for b in blocks if b.kind == "prose"][:5]))
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
        why = "the title that the source states" if title else "the line above the text"
        if chosen in pool and not title and _share(blocks[chosen].text, lead) >= _SUPPORTED:
            why += ", whose words the text takes up"
        done[chosen] = replace(blocks[chosen], role="headline", reason=why)
    return done


def _stated_headline(blocks: Sequence[Block], title: str) -> int | None:
    wanted = _letters(title)
    for i, block in enumerate(blocks):
        if block.kind in ("short", "prose") and _letters(block.text) == wanted:
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
    supported = [i for i in candidates if _share(blocks[i].text, lead) >= _SUPPORTED]
    return (supported or candidates)[0]


def _opens_with_title(blocks: Sequence[Block], extent: _Extent) -> bool:
    """Whether the first sentence is a headline: short, and parted from the text by a byline."""
    first = blocks[extent.first]
    if n_words(first.text) > 22 or not _one_sentence(first.text) or first.credit:
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
    if chosen is not None and i > chosen:
        share = _share(block.text, lead)
        between = blocks[chosen + 1 : i]
        near = all(b.role != "body" or n_words(b.text) >= 5 for b in between)
        if words >= 5 and share >= _SUPPORTED and near:
            return replace(block, role="headline", reason="a second headline above the text")
        if words >= 5 and all(b.kind == "short" and n_words(b.text) >= 5 for b in between):
            return replace(block, role="headline", reason="a line right below the headline")
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
    latin, cjk = len(_LATIN.findall(prose)), len(_CJK.findall(prose))
    other, own = (_CJK, _LATIN) if latin > 2 * cjk else (_LATIN, _CJK)
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


def _is_foreign(text: str, lead: set[str]) -> bool:
    return (
        bool(_CJK.search(text))
        and not _LATIN.search(text)
        and not any(_CJK.search(w) for w in lead)
    )


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


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())
    stems = {w[:6] for w in words if len(w) > 3 or w in ("us", "un", "eu")}
    return stems | set(_CJK.findall(text))


def _share(text: str, lead: set[str]) -> float:
    """The share of a headline's longer words that the first paragraphs take up, from 0 to 1."""
    words = _stems(text)
    return len(words & lead) / len(words) if words else 0.0
