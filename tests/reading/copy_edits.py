"""Copies edited by rule, as desks edit them, from paragraphs written for this project."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import cache

from tests.golden import written

Edit = Callable[[str, random.Random], str | None]
"""Gives the edited text, or None where there is nothing of this kind to edit."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”]? +(?=[\"“A-Z])")
_QUOTED = re.compile(r'"([^"]{25,})"')
_TITLES = {
    "Ishiba": "the prime minister",
    "Moon": "the president",
    "Trudeau": "the premier",
    "Tokyo": "the Japanese government",
    "Seoul": "the South Korean government",
    "Ottawa": "the Canadian government",
    "Japan": "the island nation",
    "South Korea": "its neighbor",
    "Canada": "the North American nation",
}
_LONDON = (
    ("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("ize ", "ise "),
    ("ense", "ence"), ("eled", "elled"), ("eling", "elling"), ("center", "centre"),
    ("program ", "programme "), ("gray", "grey"), ("percent", "per cent"),
    ("toward ", "towards "), (" will ", " would "), ("who ", "that "), ("license", "licence"),
)  # fmt: skip
_LONDON_WORDS = re.compile(
    r"\b(?:fav|lab|hon|neighb|behavi|harb|col|rum|vig|end?eav|hum|arm|od|sav|splend|cand)or\b"
)
_TENSE = {
    "is": "was", "are": "were", "has": "had", "have": "had", "will": "would", "can": "could",
    "says": "said", "said": "says", "was": "is", "were": "are", "had": "has", "would": "will",
    "may": "might", "told": "tells", "came": "comes", "made": "makes", "gave": "gives",
    "took": "takes", "called": "calls", "asked": "asks", "went": "goes", "kept": "keeps",
}  # fmt: skip
_OPENINGS = (
    "In remarks carried live on television, ",
    "At the same time, ",
    "According to people in the room, ",
)


def _as_is(text: str, chance: random.Random) -> str:
    return text


def _credited(text: str, chance: random.Random) -> str:
    return f"{chance.choice(['SEOUL, July 3 (Yonhap) -- ', '(AP) '])}{text} (Yonhap)"


def _names_for_titles(text: str, chance: random.Random) -> str | None:
    edited = re.sub(r"South Korea(?!n)|Japan(?!e)|Canada|Tokyo|Seoul|Ottawa|Ishiba|Moon|Trudeau",
                    lambda found: _TITLES[found[0]], text)  # fmt: skip
    return edited if edited != text else None


def _rounded(text: str, chance: random.Random) -> str | None:
    def round_off(found: re.Match[str]) -> str:
        value = float(found[0].replace(",", ""))
        return f"about {float(f'{value:.2g}'):,.10g}"

    edited = _NUMBER.sub(round_off, text)
    return edited if edited != text else None


def sentences(text: str) -> list[str]:
    """The sentences of a text, well enough for the texts here."""
    return _SENTENCE.split(text)


def _sentence_dropped(text: str, chance: random.Random) -> str | None:
    parts = sentences(text)
    if len(parts) < 2:
        return None
    del parts[chance.randrange(len(parts))]
    return " ".join(parts) if len(" ".join(parts).split()) >= 8 else None


def _tense(text: str, chance: random.Random) -> str | None:
    edited = re.sub(r"\b[a-z]+\b", lambda found: _TENSE.get(found[0], found[0]), text)
    return edited if edited != text else None


def _london(text: str, chance: random.Random) -> str | None:
    edited = _LONDON_WORDS.sub(lambda found: found[0][:-2] + "our", text)
    for here, there in _LONDON:
        edited = edited.replace(here, there)
    return edited if edited != text else None


def _quote_shortened(text: str, chance: random.Random) -> str | None:
    def shorten(found: re.Match[str]) -> str:
        kept = found[1].split()
        return '"' + " ".join(kept[: max(3, len(kept) // 2)]) + '"'

    edited = _QUOTED.sub(shorten, text)
    return edited if edited != text else None


def _opening_added(text: str, chance: random.Random) -> str:
    return chance.choice(_OPENINGS) + text[:1].lower() + text[1:]


@cache
def _pool() -> list[str]:
    return [word for text in texts() for word in text.split()]


def exchanged(rate: float) -> Edit:
    """An edit that exchanges this share of the words, one to three together, for other words."""

    def edit(text: str, chance: random.Random) -> str:
        words = text.split()
        gone: set[int] = set()
        while len(gone) < round(rate * len(words)):
            start = chance.randrange(len(words))
            gone.update(range(start, min(len(words), start + chance.choice((1, 1, 2, 3)))))
        return " ".join(chance.choice(_pool()) if i in gone else w for i, w in enumerate(words))

    return edit


RATES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
EDITS: Mapping[str, Edit] = {
    "exact": _as_is,
    "credit and dateline added": _credited,
    "names for titles": _names_for_titles,
    "numbers rounded": _rounded,
    "a sentence dropped": _sentence_dropped,
    "tense": _tense,
    "spelling of London": _london,
    "quotation halved": _quote_shortened,
    "opening added": _opening_added,
    **{f"{rate:.0%} of the words exchanged": exchanged(rate) for rate in RATES},
}


def texts() -> list[str]:
    """One paragraph of each group of the golden paragraphs: no two tell the same; no headlines."""
    first: dict[str, str] = {}
    for row in written():
        first.setdefault(row.group, row.marked.text)
    prose = [text for text in first.values() if text.rstrip('"').endswith((".", "?", "!"))]
    return [text for text in prose if len(text.split()) >= 10]


# The same event, told anew: no copies, whatever they have in common.

_STOCK = (
    "Ties have worsened since the Supreme Court ordered two steel makers to pay their wartime "
    "workers.",
    "The measures took effect on July 4 and cover three materials that makers of chips need.",
    "The two countries are expected to hold another round of talks later this month.",
    "The pact, signed in 2016, lets the neighbors share what they know of the North's missiles.",
    "The ministry did not immediately respond to a request for comment.",
    "Lawmakers of both parties are due to vote on the bill before the summer recess.",
)
_QUOTES = (
    "We will not move one step back from what we agreed in March",
    "Nobody should doubt that we shall defend our own people",
    "There is a time to talk and a time to count the cost, and this is both",
    "I told him what I am telling you, and he did not like it either",
    "This is a matter between two governments and should be settled by two governments",
    "We are neighbors, and neighbors do not lock the gate at night without a word",
)
_SPEAKERS = (
    "Kenichiro Sasaki, director-general of the Asian affairs bureau of the foreign ministry,",
    "Yoon Sang-hyun, the chairman of the foreign affairs and unification committee,",
    "Randall Hayes, assistant secretary of state for East Asian and Pacific affairs,",
    "Trade Minister Yoo Myung-hee, who has led the delegation since the spring,",
    "Rear Admiral Thomas Weller, the commander of the naval forces in the region,",
    "Chung Eui-yong, the director of the National Security Office at the Blue House,",
)
_SAID = ("said on Monday that", "has told associates that", "made clear at a hearing that")


def same_quotation(number: int, first: str, second: str) -> tuple[str, str]:
    """Two paragraphs by two reporters who heard the same sentence."""
    quote = _QUOTES[number % len(_QUOTES)]
    said = _SPEAKERS[number % len(_SPEAKERS)].split(",")[0].split()[-1]
    return f'"{quote}," {said} said. {first}', f'{second} {said} put it like this: "{quote}."'


def same_stock_sentence(number: int, first: str, second: str) -> tuple[str, str]:
    """Two paragraphs that end with a sentence which every report of the affair holds."""
    stock = _STOCK[number % len(_STOCK)]
    return f"{first} {stock}", f"{second} {stock}"


def same_speaker(number: int, first: str, second: str) -> tuple[str, str]:
    """Two paragraphs in which the same person, with a long title, says different things."""
    who, said = _SPEAKERS[number % len(_SPEAKERS)], _SAID[number % len(_SAID)]
    return (
        f"{who} {said} {first[:1].lower()}{first[1:]}",
        f"{who} {said} {second[:1].lower()}{second[1:]}",
    )


RETOLD: Mapping[str, Callable[[int, str, str], tuple[str, str]]] = {
    "same quotation": same_quotation,
    "same stock sentence": same_stock_sentence,
    "same speaker and title": same_speaker,
}

_SYLLABLES = (
    "ka", "to", "mi", "ren", "sol", "dar", "vi", "pu", "lek", "on", "sha", "gri", "ne",
)  # fmt: skip
_LITTLE = ("the", "of", "to", "that", "said", "in", "on", "and")


def made_up(chance: random.Random) -> str:
    """Two dozen words, a third of them little ones that any sentence may share."""
    words = [
        chance.choice(_LITTLE)
        if chance.random() < 0.35
        else "".join(chance.choice(_SYLLABLES) for _ in range(chance.randrange(2, 4)))
        for _ in range(24)
    ]
    return " ".join(words) + "."
