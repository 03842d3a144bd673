"""How the pages write numbers, counts, dates and names: the same way everywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from analysis.records import OTHER, OUTLET

MINUS = "\N{MINUS SIGN}"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=@/\"])")
_BLANKS = re.compile(r"\s+")

ROLES = {"headline": "headline", "body": "body text", "caption": "caption"}


def signed(value: float) -> str:
    """A stance with its sign, two digits, and a true minus.

    >>> signed(-0.314), signed(0.2), signed(-0.001)
    ('−0.31', '+0.20', '0.00')
    """
    rounded = round(value, 2)
    if rounded == 0:
        return "0.00"
    return f"{rounded:+.2f}".replace("-", MINUS)


def interval(low: float, high: float) -> str:
    """The two ends of an interval.

    >>> interval(-0.4, 0.1)
    '−0.40 to +0.10'
    """
    return f"{signed(low)} to {signed(high)}"


def known(value: object) -> bool:
    """Whether a cell of a table holds a value (not None, NaN or NaT)."""
    return not (
        value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "NaT"
    )


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "article"), counted(1200, "copy", "copies")
    ('1 article', '1,200 copies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence.

    >>> listed(["Japan", "Korea", "the U.S."])
    'Japan, Korea and the U.S.'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def day(value: date) -> str:
    """A date in words that no reader can turn round.

    >>> day(date(2019, 7, 4))
    '4 Jul 2019'
    """
    return f"{value.day} {_MONTHS.split()[value.month - 1]} {value.year}"


def voice(holder: str) -> str:
    """Whose stance it is.

    >>> voice("outlet"), voice("Japan")
    ("the outlet's own", 'Japan')
    """
    return {OUTLET: "the outlet's own", OTHER: "another source"}.get(holder, holder)


def plain(text: str, limit: int = 300) -> str:
    r"""``text`` with everything escaped that Streamlit's Markdown would bring to life.

    >>> plain("a_b ![x](http://y)")
    'a\\_b \\!\\[x\\]\\(http\\:\\/\\/y\\)'
    """
    short = _BLANKS.sub(" ", "".join(c if c.isprintable() or c in "\n\t" else " " for c in text))
    if len(short) > limit:
        short = short[: limit - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", short.strip())
