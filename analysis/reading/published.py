"""The day on which an article was published, with the clue that tells it; never one of events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analysis.reading.blocks import Block
from analysis.reading.dates import Day, days_in
from analysis.reading.lines import is_publication, is_update
from analysis.reading.publisher import dateline_of
from analysis.records import UNKNOWN, Fact

_NEAR = timedelta(days=31)
_FILE_PICTURE = re.compile(r"\bfile\b|\barchive\b|\bundated\b", re.IGNORECASE)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d{5})")


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of publication as a fact, and what remains doubtful about it."""

    fact: Fact = UNKNOWN
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A day on a line of its own; ``labelled`` where the line calls it that of publication."""

    day: Day
    line: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class _Stamps:
    """The times that stand on lines of their own: of publication, and of updates."""

    published: tuple[_Stamp, ...]
    updated: tuple[_Stamp, ...]


def date_of(
    blocks: Sequence[Block], stated: Mapping[str, Fact], *, name: str, guessed: Fact = UNKNOWN
) -> Dated:
    """The day of publication by the most reliable clue, and why it is unknown where it is.

    ``guessed`` is a day that the format's reader offers where the text tells none.
    """
    stamps = _stamps(blocks)
    found = (
        _stated(stated)
        or _stamped(stamps)
        or _without_year(blocks, stamps, stated)
        or _in_address(blocks, stated)
        or (Dated(guessed) if guessed.value else None)
        or _pictured(blocks)
        or _in_file_name(name)
    )
    if found is None:
        return Dated(UNKNOWN, (_why_unknown(blocks, stamps),))
    doubts = list(found.doubts)
    on_page = _stamped(stamps)
    if on_page and found.fact.value != on_page.fact.value:
        page = on_page.fact.value
        doubts.append(f"date: {found.fact.clue} says {found.fact.value}, the page {page}")
    return replace(found, doubts=tuple(doubts))


def _stated(stated: Mapping[str, Fact]) -> Dated | None:
    fact = stated.get("date", UNKNOWN)
    if not fact.value:
        return None
    days = days_in(fact.value[:80])
    iso = next((day.iso for day in days if day.iso), None)
    if iso:
        return Dated(Fact(iso, fact.clue, fact.quote or fact.value))
    return None


def _stamps(blocks: Sequence[Block]) -> _Stamps:
    end = max((i for i, block in enumerate(blocks) if block.role == "body"), default=len(blocks))
    published: list[_Stamp] = []
    updated: list[_Stamp] = []
    for i, block in enumerate(blocks):
        if i > end and block.reason.startswith("related stories"):
            break
        if block.kind not in ("timestamp", "byline") and not _states_day(block):
            continue
        before = blocks[i - 1].text if i and blocks[i - 1].kind == "label" else ""
        start = 0
        for day in days_in(block.text[:300]):
            label = block.text[start : day.start] or before
            stamp = _Stamp(day, block.text, is_publication(label))
            (updated if is_update(label) else published).append(stamp)
            start, before = day.end, ""
    return _Stamps(tuple(published), tuple(updated))


def _states_day(block: Block) -> bool:
    """Whether a line such as "Date: ..." or "Source: ... | ..." holds the day; a title does not."""
    return block.kind == "stated" and block.role == "boilerplate"


def _stamped(stamps: _Stamps) -> Dated | None:
    whole = [stamp for stamp in stamps.published if stamp.day.iso]
    for stamp in sorted(whole, key=lambda stamp: not stamp.labelled):
        return Dated(Fact(stamp.day.iso, "timestamp line", stamp.line))
    return None


def _without_year(
    blocks: Sequence[Block], stamps: _Stamps, stated: Mapping[str, Fact]
) -> Dated | None:
    """A dateline or time without a year; the year comes from the page's own days near it."""
    partial = [(s.day, s.line, "timestamp line") for s in stamps.published if not s.day.other]
    if dateline := dateline_of(blocks):
        partial += [(d, dateline.text, "dateline") for d in days_in(dateline.text)]
    address = _in_address(blocks, stated)
    anchors = [
        *((s.day.iso, "the time of its update") for s in stamps.updated if s.day.iso),
        *((address.fact.value, "its web address") for _ in [0] if address),
        *((day.iso, "its caption") for day, _ in _picture_days(blocks) if day.iso),
    ]
    for day, line, clue in partial:
        if day.iso:
            return Dated(Fact(day.iso, clue, line))
        for anchor, whose in anchors:
            if iso := _nearest(day, anchor or ""):
                return Dated(Fact(iso, f"{clue}, its year from {whose}", line))
    return None


def _nearest(day: Day, anchor: str) -> str | None:
    there = date.fromisoformat(anchor)
    for year in (there.year, there.year - 1, there.year + 1):
        iso = day.in_year(year)
        if iso and abs(date.fromisoformat(iso) - there) <= _NEAR:
            return iso
    return None


def _in_address(blocks: Sequence[Block], stated: Mapping[str, Fact]) -> Dated | None:
    addresses = [stated["url"].value or ""] if "url" in stated else []
    addresses += [block.text for block in blocks if block.kind == "address"]
    for address in addresses:
        for match in _URL_DAY.finditer(address[:400]):
            days = days_in("-".join(match.groups()))
            if days and days[0].iso:
                return Dated(Fact(days[0].iso, "web address", address))
    return None


def _picture_days(blocks: Sequence[Block]) -> Iterator[tuple[Day, str]]:
    for block in blocks:
        if block.role == "caption" and not _FILE_PICTURE.search(block.text[:400]):
            for day in days_in(block.text[:800]):
                if day.iso:
                    yield day, block.text


def _pictured(blocks: Sequence[Block]) -> Dated | None:
    days = sorted(_picture_days(blocks), key=lambda found: found[0].iso or "")
    if not days:
        return None
    day, caption = days[-1]
    fact = Fact(day.iso, "caption", caption)
    doubt = f"dated by its latest picture: not before {day.iso}, perhaps later"
    return Dated(fact, (doubt,))


def _in_file_name(name: str) -> Dated | None:
    for day in days_in(name.replace("_", "-")):
        if day.iso:
            return Dated(Fact(day.iso, "file name", name))
    return None


def _why_unknown(blocks: Sequence[Block], stamps: _Stamps) -> str:
    if ambiguous := next((s.line for s in stamps.published if s.day.other), None):
        return f"no publication date; “{ambiguous}” can be read as two days"
    if updated := next((s.day.iso for s in stamps.updated if s.day.iso), None):
        return f"no publication date, only that of an update, {updated}"
    named = [d for b in blocks if b.role == "body" for d in days_in(b.text[:5000])]
    if latest := max((day.iso for day in named if day.iso), default=None):
        return f"no publication date; the latest day named in the text is {latest}"
    if named:
        return "no publication date; the text names days without their year"
    return "no publication date, and no day is named in the text"
