"""Days and times as news pages write them, given as ISO days and times; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY = re.compile(
    rf"""
    (?<![\d.,])(?P<y1>(?:19|20)\d\d)\s?(?P<s1>[-/.]|年|년)\s?(?P<m1>\d\d?)\s?(?:(?P=s1)|月|월)
        \s?(?P<d1>\d\d?)(?:日|일)?(?!\d)
  | (?<!\d)(?P<y4>(?:19|20)\d\d)(?P<m4>[01]\d)(?P<d4>[0-3]\d)(?!\d)
  | (?<![^\W_])(?P<m2>{_MONTH})\b\.?\s{{0,2}}(?P<d2>\d\d?){_ORDINAL}\b(?!:\d)
        (?:\.?,?\s{{0,2}}(?P<y2>(?:19|20)\d\d)(?!\d))?
  | (?<![\d.:])(?P<d3>\d\d?){_ORDINAL}[\s-](?:of\s)?(?P<m3>{_MONTH})\b\.?
        (?:,?[\s-](?P<y3>(?:19|20)\d\d)(?!\d))?
  | (?<![\d/.-])(?P<a5>\d\d?)(?P<s5>[/.-])(?P<b5>\d\d?)(?P=s5)(?P<y5>(?:19|20)\d\d)(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
MONTHS_FIRST = "month first"
DAYS_FIRST = "day first"


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in a text at ``[start, end)``; ``iso`` is None where its year is not said.

    ``other`` is the second possible reading of a day such as 08/02/2019.
    """

    iso: str | None
    month: int
    day: int
    start: int
    end: int
    other: str | None = None

    def in_year(self, year: int) -> str | None:
        """This month and day as an ISO day of ``year``; None where there is no such day."""
        return _iso(year, self.month, self.day)


def days_in(text: str, *, order: str | None = None) -> list[Day]:
    """Every day that ``text`` names, in order; impossible days are left out.

    ``order`` says whether 08/02/2019 puts the month or the day first, where that is known.

    >>> [day.iso for day in days_in("Published : Aug. 29, 2019 - 16:34")]
    ['2019-08-29']
    >>> [(day.iso, day.other) for day in days_in("08/02/2019")]
    [(None, '2019-02-08')]
    >>> [day.iso for day in days_in("SEOUL, July 14 (Yonhap)")]
    [None]
    """
    return [day for match in _DAY.finditer(text) if (day := _day(match, order))]


def day_order(values: Iterable[str]) -> str | None:
    """Whether a column of days such as 08/22/2019 puts the month or the day first, if it shows.

    >>> day_order(["08/02/2019", "08/22/2019"])
    'month first'
    """
    seen = set()
    for value in values:
        for match in _DAY.finditer(value[:60]):
            if match["a5"] and int(match["b5"]) > 12 >= int(match["a5"]):
                seen.add(MONTHS_FIRST)
            elif match["a5"] and int(match["a5"]) > 12 >= int(match["b5"]):
                seen.add(DAYS_FIRST)
    return seen.pop() if len(seen) == 1 else None


def _day(match: re.Match[str], order: str | None) -> Day | None:
    group = match.groupdict()
    start, end = match.span()
    if group["a5"]:
        return _numeric(group, start, end, order)
    for number in "1234":
        if not group[f"m{number}"]:
            continue
        month, day = _month(group[f"m{number}"]), int(group[f"d{number}"])
        year = group[f"y{number}"]
        iso = _iso(int(year), month, day) if year else None
        if (year and not iso) or not _iso(2000, month, day):
            return None
        return Day(iso, month, day, start, end)
    return None


def _numeric(group: dict[str, str], start: int, end: int, order: str | None) -> Day | None:
    year, first, second = int(group["y5"]), int(group["a5"]), int(group["b5"])
    month_first, day_first = _iso(year, first, second), _iso(year, second, first)
    if order == DAYS_FIRST or not month_first:
        return Day(day_first, second, first, start, end) if day_first else None
    if order == MONTHS_FIRST or not day_first or day_first == month_first:
        return Day(month_first, first, second, start, end)
    return Day(None, first, second, start, end, other=day_first)


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _NAMES.index(name[:3].casefold()) + 1


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


_CLOCK = re.compile(
    r"""
    (?<![\d:.,/])
    (?: (?P<h1>[01]?\d|2[0-4])[:.h](?P<min1>[0-5]\d)(?:[:.][0-5]\d(?:[.,]\d{1,9})?)?
        (?:\s?(?P<half1>(?i:[ap]))\.?\s?(?i:m)\b\.?)?
      | (?P<h2>1[0-2]|0?[1-9])\s?(?P<half2>(?i:[ap]))\.?\s?(?i:m)\b\.?
      | (?P<h4>[01]?\d|2[0-3])\s?[시時]\s?(?:(?P<min4>[0-5]?\d)\s?[분分])?
      | (?P<half3>오전|오후|午前|午後)\s?(?P<h3>1[0-2]|0?\d)\s?[:시時]\s?(?P<min3>[0-5]\d)?
    )(?![\d/])
    (?:\s?\(?(?P<zone>Z\b|[+-]\d\d:?\d\d(?!\d)|[+-]\d\d(?![\d:])|[A-Z]{2,5}\b
       (?:[+-]\d\d:?\d\d)?))?
    """,
    re.VERBOSE,
)
_COMPACT = re.compile(r"\s*((?:19|20)\d{6})T?([0-2]\d)([0-5]\d)(?:[0-5]\d)?(Z|[+-]\d{4})?\s*")
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*")
_EARLIEST, _LATEST = 631_152_000, 4_102_444_800
"""Seconds since 1970 at the beginning of 1990 and of 2100: other numbers are no times."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with the hour where it is told, and its distance from UTC where that is told.

    ``other`` is the second possible reading of the day.
    """

    day: str
    clock: str | None = None
    offset: timedelta | None = None
    other: str | None = None

    @property
    def iso(self) -> str | None:
        """The time as ISO text, with the offset where it is known; None where no hour is told."""
        return self._when().isoformat(timespec="minutes") if self.clock else None

    def _when(self) -> datetime:
        zone = None if self.offset is None else timezone(self.offset)
        return datetime.fromisoformat(f"{self.day}T{self.clock or '00:00'}").replace(tzinfo=zone)

    def at_home(self, zone: str | None) -> Moment:
        """The same moment by the clocks of ``zone``; an hour without offset is told by them.

        >>> Moment("2019-07-14", "16:30", timedelta(0)).at_home("Asia/Seoul").iso
        '2019-07-15T01:30+09:00'
        """
        place = _place(zone)
        if place is None or self.clock is None:
            return self
        when = self._when()
        if not 1900 < when.year < 2100:
            return self
        here = when.astimezone(place) if when.tzinfo else when.replace(tzinfo=place)
        return Moment(here.date().isoformat(), here.strftime("%H:%M"), here.utcoffset(), self.other)


def moment_in(
    text: str, *, order: str | None = None, zones: Mapping[str, str] | None = None
) -> Moment | None:
    """The first day of ``text`` with the hour that stands beside it, as in stamps and meta tags.

    ``zones`` tells what short names such as KST mean. Midnight in UTC is how sites write a day
    without an hour, and is read so.

    >>> moment_in("2019-07-14T16:52:00+09:00").iso
    '2019-07-14T16:52+09:00'
    >>> moment_in("Published : Aug. 29, 2019 - 4:34 p.m.").iso
    '2019-08-29T16:34'
    >>> moment_in("2016-12-09T00:00:00.000Z").iso is None
    True
    """
    if moment := _number(text):
        return moment
    for day in days_in(text[:300], order=order):
        first = day.iso or (day.other and _swapped(day.other))
        if first:
            clock, offset = _clock(text, day, first, zones or {})
            if clock == "00:00" and offset == timedelta(0):
                clock = offset = None
            return Moment(first, clock, offset, day.other)
    return None


def _number(text: str) -> Moment | None:
    if (match := _EPOCH.fullmatch(text)) and _EARLIEST < int(match[1]) < _LATEST:
        when = datetime.fromtimestamp(int(match[1]), UTC)
        return Moment(when.date().isoformat(), when.strftime("%H:%M"), timedelta(0))
    if (match := _COMPACT.fullmatch(text)) and (days := days_in(match[1])) and days[0].iso:
        if int(match[2]) > 23:
            return Moment(days[0].iso)
        offset = _offset(match[4], days[0].iso, {}) if match[4] else None
        return Moment(days[0].iso, f"{match[2]}:{match[3]}", offset)
    return None


def _swapped(iso: str) -> str:
    """Month and day of an ISO day in each other's place."""
    year, month, day = iso.split("-")
    return f"{year}-{day}-{month}"


def _clock(
    text: str, day: Day, iso: str, zones: Mapping[str, str]
) -> tuple[str | None, timedelta | None]:
    """The hour within a few characters after the day, else before it."""
    after = text[day.end : day.end + 40]
    if after[:1] in ("T", "t") and after[1:2].isdigit():
        after = " " + after[1:]
    before = text[max(0, day.start - 40) : day.start]
    matches = [next(_CLOCK.finditer(after), None), *reversed([*_CLOCK.finditer(before)])]
    for match in filter(None, matches):
        hour = int(match["h1"] or match["h2"] or match["h3"] or match["h4"])
        half = (match["half1"] or match["half2"] or match["half3"] or "").casefold()
        if half and hour <= 12:
            hour = hour % 12 + 12 * (half in ("p", "오후", "午後"))
        minute = (match["min1"] or match["min3"] or match["min4"] or "0").zfill(2)
        if hour > 23:
            continue
        return f"{hour:02}:{minute}", _offset(match["zone"] or "", iso, zones)
    return None, None


def _offset(zone: str, iso: str, zones: Mapping[str, str]) -> timedelta | None:
    if zone in ("Z", "UTC", "GMT"):
        return timedelta(0)
    if match := re.fullmatch(r"(?:[A-Z]{2,5})?([+-])(\d\d):?(\d\d)?", zone):
        size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if size <= timedelta(hours=14):
            return -size if match[1] == "-" else size
    place = _place(zones.get(zone))
    return datetime.fromisoformat(iso + "T12:00").replace(tzinfo=place).utcoffset()


def _place(zone: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RELATIVE = re.compile(
    r"""(?P<fixed>today|tonight|yesterday|tomorrow|the\sday\sbefore\syesterday|earlier\stoday
        |this\s(?:morning|afternoon|evening)|last\snight)
      | (?:(?P<when>last|past|this|next|coming)\s)?
        (?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?
        (?:\s(?:morning|afternoon|evening|night|local\stime))*
      | (?P<number>a|one|two|three|four|five|six|\d{1,2})\s(?P<unit>day|week)s?\s(?P<way>ago|later)
    """,
    re.VERBOSE,
)
_FIXED = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def resolve(phrase: str, published: str) -> str | None:
    """The day that a relative phrase means in a text published on the ISO day ``published``.

    A bare weekday is the last one, the day of publication included, as in "said on Thursday". None
    where the phrase names no single day.

    >>> resolve("on Thursday", "2019-07-14")
    '2019-07-11'
    >>> resolve("July 4", "2019-07-14")
    '2019-07-04'
    >>> resolve("last month", "2019-07-14") is None
    True
    """
    there = date.fromisoformat(published[:10])
    plain = re.sub(r"[.,]", "", " ".join(phrase.casefold().split()))
    plain = re.sub(r"^(?:late |early )?(?:on |in )?(?:the )?(?=\w)", "", plain) or plain
    if "day before yesterday" in plain:
        return (there - timedelta(days=2)).isoformat()
    if match := _RELATIVE.fullmatch(plain):
        if match["when"] == "this":
            return None
        return (there + timedelta(days=_distance(match, there))).isoformat()
    days = days_in(phrase)
    if len(days) != 1 or days[0].other:
        return None
    return days[0].iso or nearest(days[0], published)


def _distance(match: re.Match[str], there: date) -> int:
    if match["fixed"]:
        return _FIXED.get(match["fixed"], 0)
    if match["unit"]:
        number = _NUMBERS.get(match["number"]) or int(match["number"])
        size = number * (7 if match["unit"] == "week" else 1)
        return -size if match["way"] == "ago" else size
    weekday = _WEEKDAYS.index(match["weekday"][:3])
    back = (there.weekday() - weekday) % 7
    if match["when"] in ("next", "coming"):
        return 7 - back
    return -(back or 7) if match["when"] in ("last", "past") else -back


def same_night(one: str, other: str) -> bool:
    """Whether two ISO days are at most one apart, as one moment is at two places."""
    return abs(date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])) <= timedelta(1)


def nearest(day: Day, to: str, *, within: int = 150) -> str | None:
    """A day without its year in the year that brings it near to the ISO day ``to``, if one does."""
    there = date.fromisoformat(to[:10])
    years = (there.year, there.year - 1, there.year + 1)
    found = [iso for year in years if (iso := day.in_year(year))]
    near = [iso for iso in found if abs((date.fromisoformat(iso) - there).days) <= within]
    return min(near, key=lambda iso: abs((date.fromisoformat(iso) - there).days), default=None)
