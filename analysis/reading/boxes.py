"""What stands in boxes beside the text of a page: links, comments, advertisements, quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.reading.blocks import AFTER_END, Block, letters
from analysis.reading.lines import n_words
from analysis.records import Role

_ROLES: dict[str, Role] = {
    "related stories": "related",
    "link to another article": "related",
    "comments": "comment",
    "advertising": "advertisement",
    "sponsored links": "advertisement",
}
_BOXES = ("related stories", "comments", "sponsored links")
"""Kinds of furniture that head a box."""
_WHY: dict[Role, str] = {
    "related": "a link under",
    "comment": "among the readers' comments under",
    "advertisement": "among the advertisements under",
}
_ENDS_BOX = ("copyright line", "company details", "end mark", "cookie notice")
_LINK = "a link to another article"
_LINKS = ("a headline between paragraphs: a link", "a link under")
_MOST_QUOTED = 45
_LEAST_QUOTED = 25
_MOST_COMPARED = 200_000
_SIGNED = re.compile(r"[—–-]{1,2}\s?[A-Z]|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}, [a-z]")


def give_boxes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the roles of those that stand in a box of the page."""
    return _headed(_quoted(blocks))


def _headed(blocks: Sequence[Block]) -> list[Block]:
    done: list[Block] = []
    head: Block | None = None
    for block in blocks:
        kind = block.furniture
        role = _ROLES.get(kind)
        if block.settled or (block.role != "boilerplate" and role is None):
            head = None if block.role in ("headline", "deck", "body") else head
        elif role:
            block = replace(block, role=role)
            head = block if kind in _BOXES else head
        elif kind in _ENDS_BOX:
            head = None
        elif head and block.kind in ("short", "prose") and block.reason.startswith(AFTER_END):
            under = _WHY[head.role]
            block = replace(block, role=head.role, reason=f"{under} “{head.text[:40]}”")
        elif block.kind == "short" and block.reason.startswith(_LINKS):
            block = replace(block, role="related")
        done.append(block)
    return done


def _quoted(blocks: Sequence[Block]) -> list[Block]:
    """A sentence that the text holds as well is a quote box, and so is who is named under it."""
    texts = [letters(block.text) if block.role == "body" else "" for block in blocks]
    whole = "\n".join(texts)
    done = list(blocks)
    if len(whole) > _MOST_COMPARED:
        return done
    for i, block in enumerate(blocks):
        if block.settled or not (block.role == "body" or block.reason.endswith(_LINK)):
            continue
        own = letters(block.text) if n_words(block.text) <= _MOST_QUOTED else ""
        if len(own) < _LEAST_QUOTED or whole.count(own) <= (block.role == "body"):
            continue
        done[i] = replace(block, role="quote", reason="a quote box: it stands in the text too")
        if i + 1 < len(blocks) and _is_signature(blocks[i + 1]):
            why = "who is quoted in the quote box above"
            done[i + 1] = replace(blocks[i + 1], role="quote", reason=why)
    return done


def _is_signature(block: Block) -> bool:
    short = block.kind == "short" and n_words(block.text) <= 12
    return short and _SIGNED.match(block.text) is not None
