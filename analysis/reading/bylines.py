"""Who wrote an article: the persons of a byline or of a declared author, not the agencies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.reading.blocks import CJK, Block
from analysis.reading.candidates import best, same_letters
from analysis.reading.dates import days_in
from analysis.reading.outlets import load_outlets
from analysis.records import UNKNOWN, Fact

_BY = re.compile(
    r"^\W*(?:(?:View all posts|Written|Reported|Story|Posted|Words|Text)\s)?By[ :]\s?",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"(?:reporting|written|writing|reported)(?: and \w+)? by ([^;|()]+)", re.I)
_EMAIL = re.compile(r"[(\[<]?\s*[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}\s*[)\]>]?")
_HANDLE = re.compile(r"(?:\bFollow\s)?(?<!\w)@\w{2,30}|https?://\S{1,300}")
_POST = re.compile(
    r"[,|/]\s*(?:\w+ ){0,3}(?:staff|reporter|correspondent|writer|editor|columnist|bureau)\b.*$"
    r"|\s(?:in|for) [A-Z].*$|\s?[|/].*$|\s+(?:staff|contributing) (?:writer|reporter)s?\b.*$",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\s+(?:Staff|Contributing) (?:Writer|Reporter)s?\b", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z])(?:Staff|Contributing) (?:Writer|Reporter)s?\b")
_AROUND = re.compile(
    r"\s+(?:(?:January|February|September|October|November|December)\.?$"
    r"|(?:on|at|published|updated|posted|follow|tags?|comments?|shares?|e-?mail|edited by)\b.*$)"
    r"|\s+\d{1,4}\s+(?:comments?|shares?|min(?:ute)?s?)\b.*$|\s+\d{1,2}[:.]\d\d\b.*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;|&/\n·•]\s*|\s+(?:and|with)\s+", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"https?:|www\.|\.com\b|@|^no author|^admin|^editor|^staff\b|\bstaff$|\b(?:staff|desk|team|"
    r"reports?|editors?|reporters?|correspondents?|writers?|columnists?|contributors?|bureau|"
    r"newsroom|services?|username|organi[sz]ation|foundation|profile|full bio|"
    r"special to)\b|^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?$"
    r"|^(?:by|email|share|"
    r"updated|published|none|null|unknown|anonymous|guest|author)$",
    re.IGNORECASE,
)
_TITLES = re.compile(r"^(?:Ph\.?\s?D|M\.?D|M\.?P\.?H|R\.?D|R\.?N|J\.?D|MA|MS|BA|CPA|Esq)\.?$", re.I)
_PARTICLES = frozenset(
    ["de", "la", "le", "van", "von", "der", "den", "al", "bin", "da", "di", "du"]
)
_MOST_WORDS = 6


def byline_of(blocks: Sequence[Block], stated: Mapping[str, Fact], guessed: Fact) -> Fact:
    """Who wrote it: as stated, by the first line that says so, by the markup of the page.

    A line counts without "By", posts and addresses; one that does not open so counts last.
    """
    said: list[Fact] = []
    by: list[Fact] = []
    perhaps: list[Fact] = []
    for block in blocks:
        if block.role == "byline" and block.kind == "stated":
            name = block.text.split(":", 1)[-1].strip()
            said.append(Fact(name, "stated line", block.text, "certain"))
        elif block.role == "byline" and (found := byline_name(block.text)):
            fact = Fact(found, "byline", block.text)
            (by if _BY.match(block.text) else perhaps).append(fact)
    lines = [said[:1], by[:1], [guessed], perhaps[:1]]
    return best([[stated.get("byline", UNKNOWN)], *lines], agree=same_letters)


def byline_name(line: str) -> str | None:
    """The names in a byline; None where it names only an agency or an address.

    >>> byline_name("By Park Han-na (hnpark@heraldcorp.com)")
    'Park Han-na'
    >>> byline_name("BY SHIN JI-HYE, Staff Writer | July 3, 2019")
    'SHIN JI-HYE'
    >>> byline_name("By Kim Da-som on May 4, 2021 at 3:16 PM 12 Comments")
    'Kim Da-som'
    """
    reported = _REPORTING.search(line)
    text = reported[1] if reported else _BY.sub("", line)
    for day in reversed(days_in(text)):
        text = text[: day.start].rstrip(" |,-–•·") + text[day.end :]
    text = _POST.sub("", _HANDLE.sub(" ", _EMAIL.sub(" ", _GLUED.sub("", text))))
    text = _AROUND.sub("", " " + text)
    text = " ".join(text.split()).strip(" ,;|/-–—()[]<>·•:.")
    words = text.split()
    if not words or len(words) > 14 or load_outlets().named(text) or _NO_PERSON.search(text):
        return None
    return text if all(map(_is_name, _BETWEEN.split(text))) else None


def names_in(author: str) -> list[str]:
    """The persons of a declared author, each once; agencies, desks and addresses are none.

    >>> names_in("By Kim Da-som and Jane Roe, The Associated Press")
    ['Kim Da-som', 'Jane Roe']
    >>> names_in("https://www.example.com/authors/7") or names_in("News Desk")
    []
    """
    text = re.sub(r"https?://\S{1,300}", " ", author[:500])
    text = _STAFF.sub("", _GLUED.sub("", _BY.sub("", _EMAIL.sub(" ", " ".join(text.split())))))
    found: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        name = re.sub(r"(?<=\w \w)(\w*)\s(?:in|for) [A-Z].*$", r"\1", _BY.sub("", part)).strip(
            " .,-–—()[]<>:\"'"
        )
        if re.search(r"\b(?:Jr|Sr)\.?$", name) or re.search(r"\b[A-Z]\.$", part.strip()):
            name = part.strip()
        if not name or len(name.split()) > _MOST_WORDS or len(name) > 60:
            continue
        if _NO_PERSON.search(name) or _TITLES.match(name) or load_outlets().named(name):
            continue
        found.setdefault(name.casefold(), name)
    return list(found.values())


def agencies_in(author: str) -> list[str]:
    """The news agencies that a declared author or stated byline names, by their short names.

    >>> agencies_in("Jane Roe, The Associated Press")
    ['AP']
    """
    parts = (_BY.sub("", part).strip() for part in _BETWEEN.split(author[:500]))
    return [agency for part in parts if (agency := load_outlets().wire(part))]


def _is_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or re.search(r"\d|[!?“”]", text):
        return False
    plain = [word for word in words if word.casefold() not in _PARTICLES]
    return bool(plain) and all(
        w[:1].isupper() or CJK.match(w) or not w[:1].isalpha() for w in plain
    )
