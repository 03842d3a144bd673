"""When an article was published and changed, with the clue that tells it; never days of events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analysis.reading.blocks import Block
from analysis.reading.candidates import best
from analysis.reading.dates import Day, Moment, days_in, moment_in, nearest, same_night
from analysis.reading.lines import is_publication, is_update
from analysis.reading.outlets import Outlet, load_outlets
from analysis.reading.publisher import dateline_of
from analysis.records import UNKNOWN, Fact

_NEAR = 31
"""Days from a sure day of the page within which a day without its year is taken to lie."""
_FILE_PICTURE = re.compile(r"\bfile\b|\barchive\b|\bundated\b", re.IGNORECASE)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/-])(\d\d)\2(\d\d)(?!\d)|(\d\d)(\d\d)(?!\d{5}))")


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of publication, its hour, the last change, and what remains doubtful of the day."""

    date: Fact = UNKNOWN
    time: Fact = UNKNOWN
    updated: Fact = UNKNOWN
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A day on a line of its own; ``labelled`` where the line calls it that of publication."""

    day: Day
    line: str
    labelled: bool
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class _Stamps:
    """The times that stand on lines of their own: of publication, and of updates."""

    published: tuple[_Stamp, ...]
    updated: tuple[_Stamp, ...]


def date_of(
    blocks: Sequence[Block],
    stated: Mapping[str, Fact],
    *,
    name: str,
    guessed: Fact = UNKNOWN,
    home: Outlet | None = None,
) -> Dated:
    """The day of publication by the most reliable clue, and why it is unknown where it is.

    ``guessed`` is a day that the format's reader offers where the text tells none. Days and hours
    are those of ``home``, the outlet, where its time zone is known; a stamp in UTC is taken there.
    """
    stamps = _stamps(blocks, home)
    told = [_at_home(fact, home) for fact in _flat(stated.get("date", UNKNOWN))]
    told = [replace(told[0], rivals=tuple(told[1:]))] if told else []
    address = _in_address(blocks, stated)
    labelled = [_fact(stamp, home) for stamp in stamps.published if stamp.labelled]
    bare = [stamp for stamp in stamps.published if not stamp.labelled]
    bare.sort(key=lambda stamp: stamp.moment is None or stamp.moment.clock is None)
    plain = [_fact(stamp, home) for stamp in bare]
    own = [fact for fact in (*labelled, *plain, address) if fact and fact.value]
    if told and home is None:
        told[0] = _by_own_day(told[0], own)
    found = best(
        [
            told,
            labelled,
            plain,
            [_without_year(blocks, stamps, address)],
            [_of_two(stamps, [address, *_whole(stamps.updated)], blocks)],
            [address],
            [guessed],
            [_pictured(blocks)],
            [_in_file_name(name)],
        ],
        agree=same_night,
    )
    time = _hour_of(found, [*_flat(stated.get("date", UNKNOWN))], stamps, home)
    updated = _updated(stated, stamps, home, published=time.value or found.value or "")
    if found.value is None:
        return Dated(UNKNOWN, UNKNOWN, updated, (_why_unknown(blocks, stamps),))
    found = replace(found, rivals=tuple(f for f in found.rivals if not _is_change(f, updated)))
    if found.clue == "timestamp line" and not labelled and len({f.value for f in plain}) > 1:
        found = replace(found, certainty="doubtful")
    return Dated(found, time, updated, tuple(_doubts(found, labelled or plain)))


def _updated(
    stated: Mapping[str, Fact], stamps: _Stamps, home: Outlet | None, *, published: str
) -> Fact:
    """The last change, by stated stamp or line; one that is no later than publication is none."""
    told = [_at_home(f, home, hours=True) for f in _flat(stated.get("updated", UNKNOWN))]
    lines = [_fact(stamp, home, hours=True) for stamp in stamps.updated]
    size = min(len(published), 10)
    return best(
        [
            [
                f
                for f in group
                if (f.value or "") != published and (f.value or "")[:size] >= published[:size]
            ]
            for group in (told, lines)
        ],
        agree=same_night,
    )


def _flat(fact: Fact) -> list[Fact]:
    return [f for f in (replace(fact, rivals=()), *fact.rivals) if f.value]


def _moment(fact: Fact, home: Outlet | None) -> Moment | None:
    """The moment by a fact's quote, where that tells its day and an hour; else its day alone."""
    outlets = load_outlets()
    order = home.order if home else None
    quoted = moment_in(fact.quote[:100], order=order, zones=outlets.zones)
    days = days_in((fact.value or "")[:80], order=order)
    day = next((day.iso for day in days if day.iso), None)
    if quoted and quoted.clock and day in (quoted.day, quoted.other, None):
        return replace(quoted, day=day or quoted.day, other=None)
    return Moment(day) if day else None


def _at_home(fact: Fact, home: Outlet | None, *, hours: bool = False) -> Fact:
    moment = _moment(fact, home)
    if moment is None:
        return UNKNOWN
    moment = moment.at_home(home.zone if home else None)
    value = (moment.iso or moment.day) if hours else moment.day
    return replace(fact, value=value, quote=fact.quote or fact.value or "")


def _fact(stamp: _Stamp, home: Outlet | None, *, hours: bool = False) -> Fact:
    moment = stamp.moment and stamp.moment.at_home(home.zone if home else None)
    day = moment.day if moment else stamp.day.iso
    value = (moment.iso if moment and hours else None) or day
    return Fact(value, "timestamp line", stamp.line) if stamp.day.iso else UNKNOWN


def _by_own_day(fact: Fact, own: Sequence[Fact]) -> Fact:
    """A stamp in UTC of an outlet without a known home, told by the page's own day next to it."""
    moment = _moment(fact, None)
    if moment is None or moment.clock is None or moment.offset != timedelta(0):
        return fact
    for other in own:
        if other.value != fact.value and same_night(other.value or "", fact.value or ""):
            return replace(fact, value=other.value, clue=f"{fact.clue}, the day by {other.clue}")
    return fact


def _is_change(fact: Fact, updated: Fact) -> bool:
    return (updated.value or "").startswith(fact.value or "?")


def _hour_of(found: Fact, told: Sequence[Fact], stamps: _Stamps, home: Outlet | None) -> Fact:
    """The hour of publication, where a stamp of that very day tells it."""
    zone = home.zone if home else None
    moments = [(moment, fact) for fact in told if (moment := _moment(fact, home))]
    moments += [
        (stamp.moment, Fact(None, "timestamp line", stamp.line))
        for stamp in stamps.published
        if stamp.moment
    ]
    for moment, fact in moments:
        here = moment.at_home(zone)
        if here.clock and here.day == found.value:
            sure = fact.certainty if moment.offset is not None else "likely"
            return Fact(here.iso, fact.clue, fact.quote, sure)
    return UNKNOWN


def _doubts(found: Fact, page: Sequence[Fact]) -> Iterator[str]:
    if found.clue == "caption":
        yield f"dated by its latest picture: not before {found.value}, perhaps later"
    if " as two days" in found.clue and found.rivals:
        yield f"date: “{found.quote}” may be {found.value} or {found.rivals[0].value}"
    rival = found.rivals[0] if found.rivals else None
    said = next((fact for fact in page if fact.value), None)
    if said and found.clue != said.clue and said.value != found.value:
        if not same_night(said.value or "", found.value or ""):
            yield f"date: {found.clue} says {found.value}, the page {said.value}"
    elif found.certainty == "doubtful" and rival and " as two days" not in found.clue:
        yield f"date: {found.clue} says {found.value}, {rival.clue} says {rival.value}"


def _stamps(blocks: Sequence[Block], home: Outlet | None) -> _Stamps:
    order, zones = home.order if home else None, load_outlets().zones
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
        for day in days_in(block.text[:300], order=order):
            label = block.text[start : day.start] or before
            alone = " " * start + block.text[start:300]
            moment = moment_in(alone, order=order, zones=zones)
            if moment and moment.day != day.iso and moment.other != day.other:
                moment = None
            stamp = _Stamp(day, block.text, is_publication(label), moment)
            (updated if is_update(label) else published).append(stamp)
            start, before = day.end, ""
    return _Stamps(tuple(published), tuple(updated))


def _states_day(block: Block) -> bool:
    """Whether a line such as "Date: ..." or "Source: ... | ..." holds the day; a title does not."""
    return block.kind == "stated" and block.role == "boilerplate"


def _whole(stamps: Sequence[_Stamp]) -> list[Fact]:
    return [Fact(s.day.iso, "the time of its update", s.line) for s in stamps if s.day.iso]


def _without_year(blocks: Sequence[Block], stamps: _Stamps, address: Fact) -> Fact:
    """A dateline or time without a year; the year comes from the page's own days near it."""
    partial = [(s.day, s.line, "timestamp line") for s in stamps.published if not s.day.other]
    if dateline := dateline_of(blocks):
        partial += [(d, dateline.text, "dateline") for d in days_in(dateline.text)]
    anchors = [
        *((fact.value, fact.clue) for fact in _whole(stamps.updated)),
        *((address.value, "its web address") for _ in [0] if address.value),
        *((day.iso, "its caption") for day, _ in _picture_days(blocks) if day.iso),
    ]
    for day, line, clue in partial:
        if day.iso:
            return Fact(day.iso, clue, line)
        for anchor, whose in anchors:
            if iso := nearest(day, anchor or "", within=_NEAR):
                return Fact(iso, f"{clue}, its year from {whose}", line)
    return UNKNOWN


def _of_two(stamps: _Stamps, sure: Sequence[Fact], blocks: Sequence[Block]) -> Fact:
    """A day such as 08/02/2019, by what else the page tells; doubtful, with its rival, if nothing.

    The sure days of the page decide, then the days that the text names near one of the two.
    """
    stamp = next((s for s in stamps.published if s.day.other and s.moment), None)
    if stamp is None or stamp.moment is None or stamp.day.other is None:
        return UNKNOWN
    both = [stamp.moment.day, stamp.day.other]
    for fact in sure:
        for iso in both:
            if fact.value and same_night(iso, fact.value):
                return Fact(iso, f"timestamp line, its order from {fact.clue}", stamp.line)
    named = [d for b in blocks if b.role == "body" for d in days_in(b.text[:5000])]
    whole = [d.iso or d.in_year(int(both[0][:4])) for d in named]
    apart = {iso: min((_days_apart(iso, day) for day in whole if day), default=999) for iso in both}
    first, second = sorted(both, key=lambda iso: apart[iso])
    if apart[first] <= 7 < 21 <= apart[second]:
        clue = "timestamp line, its order from the days that the text names"
        return Fact(
            first, clue, stamp.line, "likely", (Fact(second, "the other order", stamp.line),)
        )
    clue = "timestamp line that can be read as two days"
    return Fact(
        both[0], clue, stamp.line, "doubtful", (Fact(both[1], clue, stamp.line, "doubtful"),)
    )


def _days_apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _in_address(blocks: Sequence[Block], stated: Mapping[str, Fact]) -> Fact:
    addresses = [stated["url"].value or ""] if "url" in stated else []
    addresses += [block.text for block in blocks if block.kind == "address"]
    for address in addresses:
        for match in _URL_DAY.finditer(address[:400]):
            days = days_in("-".join(filter(None, match.group(1, 3, 4, 5, 6))))
            if days and days[0].iso:
                return Fact(days[0].iso, "web address", address)
    return UNKNOWN


def _picture_days(blocks: Sequence[Block]) -> Iterator[tuple[Day, str]]:
    for block in blocks:
        if block.role == "caption" and not _FILE_PICTURE.search(block.text[:400]):
            for day in days_in(block.text[:800]):
                if day.iso:
                    yield day, block.text


def _pictured(blocks: Sequence[Block]) -> Fact:
    days = sorted(_picture_days(blocks), key=lambda found: found[0].iso or "")
    return Fact(days[-1][0].iso, "caption", days[-1][1], "doubtful") if days else UNKNOWN


def _in_file_name(name: str) -> Fact:
    for day in days_in(name.replace("_", "-")):
        if day.iso:
            return Fact(day.iso, "file name", name)
    return UNKNOWN


def _why_unknown(blocks: Sequence[Block], stamps: _Stamps) -> str:
    if updated := next((s.day.iso for s in stamps.updated if s.day.iso), None):
        return f"no publication date, only that of an update, {updated}"
    named = [d for b in blocks if b.role == "body" for d in days_in(b.text[:5000])]
    if latest := max((day.iso for day in named if day.iso), default=None):
        return f"no publication date; the latest day named in the text is {latest}"
    if named:
        return "no publication date; the text names days without their year"
    return "no publication date, and no day is named in the text"
