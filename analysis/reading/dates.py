"""Days as news pages write them, found in a line and given as ISO days; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
