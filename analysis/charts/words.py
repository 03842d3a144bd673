"""The words around a chart: counts, periods, rules of counting, names that fit, notes."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd
from pandas import DataFrame

from analysis.records import OTHER, OUTLET
from analysis.summary.aggregate import FEWEST_PARAGRAPHS
from analysis.summary.intervals import FEWEST_STORIES
from analysis.summary.selection import Period, View

UNKNOWN_OUTLET = "outlet unknown"
MINUS = "\u2212"

COUNTING = {
    "articles": "every publication counts",
    "origins": "copied paragraphs count once",
    "own": "agency copy left out",
}
INTERVALS = (
    "Intervals: 95 %, each independent story left out in turn (jackknife with two imagined extreme "
    "stories)."
)
HOLLOW = (
    f"Hollow: too few to say (under {FEWEST_PARAGRAPHS} paragraphs: the middle one, no mean; "
    f"under {FEWEST_STORIES} independent stories: the mean, no interval)."
)
SCALE = "Stance: P(favorable) \u2212 P(unfavorable), from \u22121 to 1."


def number(value: float) -> str:
    """Give a stance with its sign and two decimals; nothing where there is none.

    >>> number(-0.125), number(0.0), number(float("nan"))
    ('\u22120.12', '0.00', 'not given')
    """
    if math.isnan(value):
        return "not given"
    text = f"{value:+.2f}"
    if float(text) == 0:
        return "0.00"
    return text.replace("-", MINUS)


def interval(low: float, high: float) -> str:
    """Give an interval in words, or say that there is none."""
    if math.isnan(low) or math.isnan(high):
        return "none: too few"
    return f"{number(low)} to {number(high)}"


def percent(share: float) -> str:
    """Give a share in whole percent; under half a percent, and not 0, is ``< 1 %``."""
    if math.isnan(share):
        return "not given"
    if 0 < share < 0.005:
        return "< 1 %"
    return f"{100 * share:.0f} %"


def count(n: int, noun: str, plural: str = "") -> str:
    """Give a number with its noun.

    >>> count(1, "article"), count(1234, "article"), count(2, "story", "stories")
    ('1 article', '1,234 articles', '2 stories')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def clean(name: object) -> str:
    """Give a name as one line: control characters become spaces, nothing known says so.

    >>> clean("Daily\\nPlanet"), clean(None), clean("  ")
    ('Daily Planet', 'outlet unknown', '(blank)')
    """
    if not isinstance(name, str):
        return UNKNOWN_OUTLET
    shown = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in name)
    return " ".join(shown.split()) or "(blank)"


def voice(holder: str) -> str:
    """Name a holder so that a reader understands it."""
    if holder == OUTLET:
        return "the outlet itself"
    return "others" if holder == OTHER else clean(holder)


def ems(text: str) -> float:
    """Estimate the width of a text in ems: East Asian signs take one, others about half of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in text)


def lines(texts: Iterable[str], width: float, size: float) -> list[str]:
    """Break texts into lines of at most ``width`` pixels in type of ``size``."""
    broken: list[str] = []
    for text in texts:
        line = ""
        for word in _pieces(text.split(), width, size):
            longer = f"{line} {word}" if line else word
            if line and ems(longer) * size > width:
                broken.append(line)
                longer = word
            line = longer
        broken.append(line)
    return broken


def _pieces(words: Iterable[str], width: float, size: float) -> Iterator[str]:
    """Cut words that no line can hold, such as names in scripts that write no spaces."""
    for word in words:
        piece = ""
        for sign in word:
            if piece and ems(piece + sign) * size > width:
                yield piece
                piece = ""
            piece += sign
        yield piece


def subtitle(rows: DataFrame, view: View) -> list[str]:
    """Say how much there is, how it is counted, and of which time."""
    paragraphs = len(rows[["article_id", "paragraph"]].drop_duplicates())
    articles, origins = rows["article_id"].nunique(), rows["origin"].nunique()
    said = [
        f"{count(paragraphs, 'paragraph')}, {count(articles, 'article')}, "
        f"{count(origins, 'origin')}",
        COUNTING[view.count],
        period(rows),
    ]
    return [sentence for sentence in said if sentence]


def period(rows: DataFrame) -> str:
    """Say from when to when, and how many articles have no date."""
    by_article = rows.drop_duplicates("article_id")["date"]
    dated = by_article.dropna()
    undated = len(by_article) - len(dated)
    said = f"{count(undated, 'article')} undated" if undated else ""
    if dated.empty:
        return said
    first, last = day(dated.min()), day(dated.max())
    span = first if first == last else f"{first} to {last}"
    return f"{span}; {said}" if said else span


def day(date: pd.Timestamp) -> str:
    """Give a day as people write it."""
    return f"{date.day} {date:%b %Y}"


def bin_name(first: pd.Timestamp, period: Period) -> str:
    """Name a bin by its first day."""
    if period == "month":
        return f"{first:%B %Y}"
    return day(first) if period == "day" else f"week of {day(first)}"


def scored_by(rows: DataFrame) -> str:
    """Say which scorer gave the stances."""
    scorers = sorted({clean(name) for name in rows["scorer"]})
    return f"Scored by {', '.join(scorers)}." if scorers else ""


def source(rows: DataFrame, *more: str) -> list[str]:
    """Give the sentences of a source note: the scale, the scorer, and what else is said."""
    return [sentence for sentence in (f"{SCALE} {scored_by(rows)}", *more) if sentence]


def caption_of(question: str, rows: DataFrame, view: View, *more: str) -> str:
    """Say in one paragraph what a chart shows, of what, and by which method: enough to cite it."""
    said = "; ".join(subtitle(rows, view))
    return " ".join([question, f"{said[:1].upper()}{said[1:]}.", *source(rows, *more)])


def listed(names: Sequence[str], most: int = 6) -> str:
    """List names, and count those beyond ``most``."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
