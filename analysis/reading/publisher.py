"""Who published an article and which agency wrote it, each with the clue that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from analysis.reading.blocks import Block
from analysis.reading.bylines import agencies_in
from analysis.reading.candidates import best
from analysis.reading.lines import without_credit
from analysis.reading.outlets import Outlet, key, load_outlets
from analysis.records import UNKNOWN, Fact

_SEPARATOR = re.compile(r"\s?(?:--|—|–|―)\s?|\s-\s")
_PAREN = re.compile(r"\(([^()]{2,40})\)\s*$")
_BRACKETED = re.compile(r"[\[(【][^\])】=]{1,20}=([^\])】= ]{2,20})[^\])】]{0,20}[\])】]")
_OPENING_PAREN = re.compile(r"(?:[A-Z][\w ,.'-]{1,40})?\(([^()]{2,30})\)")
_RIGHTS = re.compile(
    r"(?:copyrights?|©|ⓒ|\(c\)|저작권자)[\s©ⓒ:.,]*(?:\(c\))?\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?"
    r"[\s,.]*(?:by |to )?(?P<name>[A-Z][\w&'’.-]*(?: [A-Z&][\w&'’.-]*| of| the| and){0,5})",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    ["all", "rights", "reserved", "any", "copyright", "by", "the", "unauthorized", "no", "this"]
)
_EMAIL_HOST = re.compile(r"@([\w.-]{4,60})")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a story, as in "SEOUL, July 14 (Yonhap) --": its words and who signs there."""

    text: str
    outlet: Outlet | None


@dataclass(frozen=True, slots=True)
class _Clue:
    outlet: Outlet
    clue: str
    quote: str


def dateline_of(blocks: Sequence[Block]) -> Dateline | None:
    """The dateline of the first paragraphs, if one opens so."""
    for block in [b for b in blocks if b.role in ("dateline", "deck", "body")][:3]:
        if found := read_dateline(block.text):
            return found
    return None


def read_dateline(text: str) -> Dateline | None:
    """The dateline with which ``text`` opens.

    >>> read_dateline("SEOUL, July 14 (Yonhap) -- Officials met.").outlet.agency
    'Yonhap'
    >>> read_dateline("Japan - not Korea - said no.") is None
    True
    """
    outlets = load_outlets()
    start = text[:140]
    if match := _BRACKETED.match(start):
        return Dateline(match[0], outlets.named(match[1]))
    if (separator := _SEPARATOR.search(start)) and separator.start() > 1:
        opening = start[: separator.start()]
        paren = _PAREN.search(opening)
        signed = outlets.named(paren[1]) if paren else None
        place = opening[: paren.start()] if paren else opening
        if signed or (paren is None and _is_place(place)):
            return Dateline(start[: separator.end()].rstrip(), signed)
    if (match := _OPENING_PAREN.match(start)) and (signed := outlets.named(match[1])):
        return Dateline(match[0], signed)
    return None


def _is_place(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return 0 < len(words) <= 6 and words[0].isupper() and len(words[0]) > 2


def outlet_of(blocks: Sequence[Block], stated: Mapping[str, Fact], *, name: str) -> Fact:
    """The outlet that published, by the most reliable clue; agencies count only where none else."""
    clues = list(_clues(blocks, stated, name))
    signs = [_fact(found) for found in clues if found.outlet.agency is None]
    wires = [_fact(found) for found in clues if found.outlet.agency is not None]
    unlisted = _unlisted(blocks)
    first = [_known(stated["outlet"])] if stated.get("outlet", UNKNOWN).value else []
    groups = [first, [said] if (said := _said(blocks)) else [], *([sign] for sign in signs)]
    groups.append([unlisted] if unlisted and not signs else [])
    if not any(groups):
        groups = [[wire] for wire in wires]
    return best(groups, agree=_same_outlet)


def outlet_doubt(outlet: Fact) -> str | None:
    """What a reader should look at: no outlet at all, or two that the page or table names."""
    if outlet.value is None:
        return "no outlet: no line names one"
    if outlet.certainty == "doubtful" and outlet.rivals:
        rival = outlet.rivals[0]
        return f"outlet: “{outlet.value}” by its {outlet.clue}, “{rival.value}” by its {rival.clue}"
    return None


def _known(fact: Fact) -> Fact:
    """A stated outlet, and its rivals, under the names that they are counted by."""
    outlets = load_outlets()
    value = fact.value or ""
    known = outlets.named(value) or outlets.hosted(value)
    return replace(
        fact,
        value=known.name if known else value,
        quote=fact.quote or value,
        rivals=tuple(map(_known, fact.rivals)),
    )


def _fact(found: _Clue) -> Fact:
    return Fact(found.outlet.name, found.clue, found.quote)


def _same_outlet(one: str, other: str) -> bool:
    return key(one) == key(other)


_SAYS_OUTLET = re.compile(
    r"(?:source|outlet|publisher|newspaper|publication)\s?[:：]\s?([^|]{2,80})", re.IGNORECASE
)


def _said(blocks: Sequence[Block]) -> Fact | None:
    """The outlet of a line such as "Source: ..."; an agency named there may be but the writer."""
    for block in blocks:
        match = _SAYS_OUTLET.match(block.text) if block.kind == "stated" else None
        if match and not load_outlets().wire(name := match[1].strip()):
            known = load_outlets().named(name)
            return Fact(known.name if known else name, "stated line", block.text, "certain")
    return None


def _clues(blocks: Sequence[Block], stated: Mapping[str, Fact], name: str) -> Iterator[_Clue]:
    outlets = load_outlets()
    url = stated.get("url", UNKNOWN)
    if url.value and (found := outlets.hosted(url.value)):
        yield _Clue(found, f"web address ({url.clue})", url.value)
    for block in blocks:
        if block.kind == "masthead" and (
            found := outlets.named(block.text.strip(" |·•-–—[]()<>#"))
        ):
            yield _Clue(found, "masthead", block.text)
    yield from _of_line(blocks, "timestamp", "timestamp line")
    for block in blocks:
        if block.kind == "address" and (found := outlets.hosted(_first_url(block.text))):
            yield _Clue(found, "web address", block.text)
    for block in blocks:
        if block.reason.startswith("copyright line") and (hit := outlets.within(block.text)):
            yield _Clue(hit[0], "copyright line", block.text)
    yield from _of_line(blocks, "masthead", "line of the site")
    for block in blocks:
        if block.reason.startswith("editor's note") and (hit := outlets.within(block.text)):
            yield _Clue(hit[0], "editor's note", block.text)
    dateline = dateline_of(blocks)
    if dateline and dateline.outlet:
        yield _Clue(dateline.outlet, "dateline", dateline.text)
    yield from _of_line(blocks, "stated", "stated line")
    yield from _of_line(blocks, "byline", "byline")
    for block in blocks:
        tells = block.kind == "byline" or block.reason.startswith("editor's note")
        host = _EMAIL_HOST.search(block.text) if tells else None
        if host and (found := outlets.mailed(host[1].strip("."))):
            yield _Clue(found, "e-mail address", block.text)
    if found := _in_file_name(name):
        yield _Clue(found, "file name", name)


def _of_line(blocks: Sequence[Block], kind: str, clue: str) -> Iterator[_Clue]:
    for block in blocks:
        if block.kind == kind and (hit := load_outlets().within(block.text)):
            yield _Clue(hit[0], clue, block.text)


def _unlisted(blocks: Sequence[Block]) -> Fact | None:
    """The name in a copyright line, where it is none of the outlets known by name."""
    for block in blocks:
        if not block.reason.startswith("copyright line"):
            continue
        if match := _RIGHTS.search(block.text[:300]):
            words = match["name"].strip(" .,").split()
            while words and words[-1].casefold().strip(".,") in _NOT_NAMES | {"of", "and"}:
                words.pop()
            if words and words[0].casefold() not in _NOT_NAMES - {"the"} and words[0][0].isupper():
                return Fact(" ".join(words).rstrip("."), "copyright line", block.text)
    return None


def _first_url(text: str) -> str:
    match = re.search(r"(?:https?://|www\.)\S+", text)
    return match[0] if match else text


def _in_file_name(name: str) -> Outlet | None:
    outlets = load_outlets()
    stem = PurePath(name).stem
    if "." in stem and (found := outlets.hosted(stem.split("_")[0])):
        return found
    words = [w for w in re.split(r"[\W_]+", stem) if w and not w.isdigit()]
    for size in range(min(5, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            found = outlets.named(" ".join(words[start : start + size]))
            if found and not (size == 1 and (found.alone or len(words[start]) < 3)):
                return found
    return None


def agency_of(blocks: Sequence[Block], stated: Mapping[str, Fact], outlet: Fact) -> Fact:
    """The agency that wrote the text: as stated, in dateline, byline or the credit at its end."""
    outlets = load_outlets()
    return best(
        [
            _stated_agencies(stated),
            _signed(blocks),
            [
                Fact(agency, "byline", block.text)
                for block in blocks
                if block.role == "byline" and (agency := _agency_in(block.text))
            ],
            _credited_at_end(blocks),
            _marked(blocks),
            [
                Fact(agency, "the outlet is a news agency", outlet.value or "")
                for agency in [outlets.wire(outlet.value or "")]
                if agency
            ],
        ]
    )


def _stated_agencies(stated: Mapping[str, Fact]) -> Iterator[Fact]:
    """As a column, a tag or the stated writer names it."""
    outlets = load_outlets()
    for fact in (stated.get("agency", UNKNOWN),):
        if fact.value:
            name = outlets.wire(fact.value) or fact.value
            yield replace(fact, value=name, quote=fact.quote or fact.value, rivals=())
    byline = stated.get("byline", UNKNOWN)
    for agency in agencies_in(byline.quote):
        yield Fact(agency, byline.clue, byline.quote, "certain")


def _signed(blocks: Sequence[Block]) -> list[Fact]:
    dateline = dateline_of(blocks)
    if dateline and dateline.outlet and dateline.outlet.agency:
        return [Fact(dateline.outlet.agency, "dateline", dateline.text)]
    return []


def _credited_at_end(blocks: Sequence[Block]) -> Iterator[Fact]:
    body = [block for block in blocks if block.role == "body"]
    for block in body[-1:]:
        credit = without_credit(block.text)[1]
        if agency := _credited(credit):
            yield Fact(agency, "credit at the end of the text", f"({credit})")


def _marked(blocks: Sequence[Block]) -> Iterator[Fact]:
    for block in blocks:
        marked = block.kind in ("masthead", "stated") or block.reason.startswith("copyright line")
        if marked and (agency := _agency_in(block.text)):
            yield Fact(agency, _CLUES.get(block.kind, "copyright line"), block.text)


_CLUES = {"masthead": "masthead", "stated": "stated line"}


def _agency_in(text: str) -> str | None:
    found = load_outlets().within(text)
    return found[0].agency if found else None


def _credited(credit: str) -> str | None:
    for part in re.split(r"\s*[-/|,·]\s*", credit):
        if agency := load_outlets().wire(part):
            return agency
    return None
