"""What is doubtful about an article as read, what it is about, and what a person can do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.records import Article, Fact

BY_HAND = "corrected by hand"
"""How the clue of a value begins that a person gave."""

FACTS = ("outlet", "date", "title", "agency", "byline", "time", "updated", "section", "language")
NEEDED = ("outlet", "date", "title")
"""Facts whose absence is a doubt: without them an article cannot be placed."""

_ABOUT = {
    "date": re.compile(r"\b(?:date[ds]?|days?|datelines?|published|updated)\b", re.IGNORECASE),
    "outlet": re.compile(r"\b(?:outlet|masthead|publisher)\b", re.IGNORECASE),
    "agency": re.compile(r"\bagency\b", re.IGNORECASE),
    "title": re.compile(r"\b(?:title|headline)\b", re.IGNORECASE),
    "byline": re.compile(r"\bbyline\b", re.IGNORECASE),
}
_ACTIONS = {
    "date": "Set the date",
    "outlet": "Name the outlet",
    "title": "Write the title",
    "agency": "Name the agency",
    "byline": "Write the byline",
}
_LOOK = "Look at the article"
_WHERE = "on the page Articles, or in a sources.csv beside the file"


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful, and the fact that it is about, "" where it is about none."""

    what: str
    field: str = ""


def remedy(doubts: Iterable[Doubt]) -> str:
    """What a person can do about ``doubts``, in one sentence.

    >>> remedy([Doubt("no outlet", "outlet"), Doubt("no date", "date")])
    'Name the outlet and set the date on the page Articles, or in a sources.csv beside the file.'
    """
    actions = list(dict.fromkeys(_ACTIONS.get(doubt.field, _LOOK) for doubt in doubts))
    rest = [action[0].lower() + action[1:] for action in actions[1:]]
    *first, last = [*actions[:1], *rest]
    return f"{', '.join(first)}{' and ' if first else ''}{last} {_WHERE}."


def about(doubt: str) -> str:
    """The fact that a doubt's words are about, "" where they are about none.

    >>> about("no outlet: no line names one"), about("no news text was found in it")
    ('outlet', '')
    """
    found = [(at.start(), field) for field, words in _ABOUT.items() if (at := words.search(doubt))]
    return min(found)[1] if found else ""


def by_hand(fact: Fact) -> bool:
    """Whether a person gave this value."""
    return fact.clue.startswith(BY_HAND)


def doubts_of(article: Article) -> tuple[Doubt, ...]:
    """Everything doubtful about ``article``: what its readers said, values missing or contested."""
    doubts = [Doubt(words, about(words)) for words in article.doubts]
    said = {doubt.field for doubt in doubts}
    for field in (*NEEDED, "agency", "byline"):
        fact: Fact = getattr(article, field)
        if field in said or by_hand(fact):
            continue
        if fact.value is None and field in NEEDED:
            doubts.append(Doubt(f"no {field}: nothing tells it", field))
        elif fact.value is not None and fact.certainty == "doubtful":
            others = "; ".join(f"{rival.value} ({rival.clue})" for rival in fact.rivals[:3])
            rest = f"; also possible: {others}" if others else ""
            doubts.append(Doubt(f"{field} doubtful: {fact.value} ({fact.clue}){rest}", field))
    if foreign := unscored_news(article):
        share = f"{sum(foreign.values())} of {sum(p.news for p in article.paragraphs)} paragraphs"
        languages = ", ".join(foreign)
        doubts.append(Doubt(f"{share} of news not scored: not in English ({languages})"))
    return tuple(sorted(doubts, key=lambda doubt: _rank(doubt.field)))


def _rank(field: str) -> int:
    return NEEDED.index(field) if field in NEEDED else len(NEEDED)


def unscored_news(article: Article) -> dict[str, int]:
    """How many paragraphs of news are in a language that is not scored, by language."""
    counts: dict[str, int] = {}
    for paragraph in article.paragraphs:
        if paragraph.news and not paragraph.scored:
            counts[paragraph.language] = counts.get(paragraph.language, 0) + 1
    return counts
