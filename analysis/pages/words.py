"""How the pages put into words what the charts put into words too, and make names safe."""

from __future__ import annotations

import math
import re
from datetime import date

import pandas as pd

from analysis.charts import words as charted
from analysis.charts.words import clean, count, interval, number, voice

__all__ = ["clean", "count", "interval", "number", "voice"]

ROLES = {
    "body": "body text",
    "quote": "quote box",
    "related": "related links",
    "comment": "reader's comment",
}
"""Names of roles that say more than the role itself."""

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=@/\"])")


def role_name(role: str) -> str:
    """What a role is called on the pages.

    >>> role_name("body"), role_name("deck")
    ('body text', 'deck')
    """
    return ROLES.get(role, role)


def known(value: object) -> bool:
    """Whether a cell of a table holds a value (not None, NaN or NaT)."""
    return not (
        value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "NaT"
    )


def day(value: date) -> str:
    """A day as the charts write it.

    >>> day(date(2019, 7, 4))
    '4 Jul 2019'
    """
    return charted.day(pd.Timestamp(value))


def joined(names: list[str] | tuple[str, ...]) -> str:
    """Names in a sentence.

    >>> joined(["Japan", "Korea", "Norland"])
    'Japan, Korea and Norland'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def named(column: str, value: object) -> str:
    """The value of a column of a table, named as the charts name it.

    >>> named("outlet", None), named("holder", "outlet"), named("date", date(2019, 7, 4))
    ('outlet unknown', 'the outlet itself', '4 Jul 2019')
    """
    if not known(value):
        return clean(None) if column == "outlet" else "not known"
    if isinstance(value, date):
        return day(value)
    return voice(str(value)) if column == "holder" else clean(str(value))


def plain(text: str, limit: int = 300) -> str:
    r"""``text`` with everything escaped that Streamlit's Markdown would bring to life.

    >>> plain("a_b ![x](http://y)")
    'a\\_b \\!\\[x\\]\\(http\\:\\/\\/y\\)'
    """
    line = clean(text)
    if len(line) > limit:
        line = line[: limit - 1] + "…"
    return _MARKDOWN.sub(r"\\\1", line)
