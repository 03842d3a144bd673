"""Who speaks: from the words before a verb, after it, or after "according to", to a holder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.records import OTHER
from analysis.stance.cues import any_of, word_set, words
from analysis.stance.masks import MASK, MASKS

Sense = Literal["named", "unnamed", "self", "back", "thing", "same", "owner", "office"]
"""How a noun phrase says who speaks.

named: a country's name decides; unnamed: someone who is no country's; self: "we", "I"; back: a
pronoun or a definite noun, for whoever spoke last; thing: "it", for what was last spoken of;
same: the subject of the verb before; owner: "its envoy", for the country spoken of; office: "the
trade minister", of a country not named here.
"""

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ADVERB = (
    r"(?:has|have|had|is|are|was|were|be|been|being|also|later|will|would|could|should|may|might"
    r"|must|can|did|does|do|not|never|often|once|again|still|now|already|meanwhile|long|just"
    r"|even|further|today|yesterday|earlier|too|instead|since|so|far|to|get|got|seems?|appears?"
    r"|became|felt|remains?|remained|quite|very|greatly|deeply|much|rather|particularly|all|both"
    r"|in\s+turn|[a-z]+ly|in\s+(?:a|an|their|its|his)\s+(?:[a-z]+\s+)?(?:statement|commentary|report"
    rf"|speech|letter|interview)|(?:on|last|late|early)\s+{DAY}|{DAY}|however|n't|reported\s+to)"
)
_TRAIL = re.compile(rf"(?:(?:^|[\s,]+){_ADVERB})+[\s,]*$", re.IGNORECASE)
_BREAK = re.compile(
    r"[;:—–(]|--|\s-\s|[“”\"]|''|\b(?:that|but|while|as|after|because|when|although|though|since"
    r"|before|whereas|if|than|where|until|so|what|which)\b",
    re.IGNORECASE,
)
_RELATIVE_END = re.compile(r",?\s+(?:who|which|whose(?:\s+[a-z]+){1,3})\s*$")
_ASIDE = re.compile(r",\s+(?:which|who|whose|where)\b[^,]*,\s*$")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_ATTACHED = re.compile(r"\b(?:of|at|from|with|for|in|by)\s+(?:the\s+)?$")
_SUBJECT_MATTER = re.compile(rf"{MASKS['name']}+\s+[a-z]")
_RELATIVE = re.compile(r",?\s+(?:who|which|that|whom|whose)\b.*$", re.DOTALL)
_JOIN_END = re.compile(rf"(?:^|[\s,]){any_of(words('voices', 'joins'))}\s*$", re.IGNORECASE)
_PRONOUN_END = re.compile(
    rf"(?:^|[^\w'])({any_of(words('voices', 'pronouns'))})\s*$", re.IGNORECASE
)
_SELF_END = re.compile(r"(?:^|[^\w'])(?:we|We|I)\s*$")
_AND = re.compile(r",?\s+\b(?:and|or)\b\s+")
_MASK = re.compile(MASK)
_OWN = re.compile(r"\b(?:[Ww]e|I|us|[Oo]ur|[Mm]y)\b")
_POSSESSIVE = re.compile(rf"^\W*{any_of(words('voices', 'possessives'))}\b", re.IGNORECASE)
TOPIC = re.compile(rf"\b{any_of(words('voices', 'topics'))}\s+(?:the\s+)?(?:\w+\s+)?$", re.I)
_TOPICAL = re.compile(rf"\b{any_of(words('voices', 'topical'))}\s+of\s+(?:the\s+)?$", re.I)
_DEFINITE = re.compile(rf"^\W*{any_of(words('voices', 'definite'))}\b", re.IGNORECASE)
_SEVERAL = re.compile(rf"^\W*{any_of(words('voices', 'several'))}\b", re.IGNORECASE)
_ANONYMOUS = re.compile(rf"\b{any_of(words('voices', 'anonymous'))}\b", re.IGNORECASE)
_BACKS = re.compile(
    r"^\W*(?:the|its|their|(?:at|in)\s+the\s+[a-z]+)?\s*(?:[a-z]+\s+)?"
    rf"{any_of(words('voices', 'backs'))}\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w'-]+")
_OFFICIALS = re.compile(r"^\W*(?:(?:other|senior|top)\s+)?officials\W*$", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|was|were|are|has|had|have|would|will|could|should|that|it|he|they)\b"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks: the sense of the words that say so, a holder where named, where they begin."""

    sense: Sense
    holder: str
    start: int


def holder_in(phrase: str, start: int, owners: Mapping[int, str]) -> Subject | None:
    """Whom a noun phrase of a masked text names; None where it holds no word.

    ``start`` is the phrase's offset; ``owners`` gives the target of the mask at an offset.
    """
    at = start + len(phrase) - len(phrase.lstrip())
    for found in _MASK.finditer(phrase):
        before = phrase[: found.start()]
        if not (TOPIC.search(before) or _TOPICAL.search(before)):
            return Subject("named", owners.get(start + found.start()) or OTHER, at)
    if not re.search(r"\w", phrase):
        return Subject("unnamed", OTHER, at) if _MASK.search(phrase) else None
    if _OWN.search(phrase):
        return Subject("self", OTHER, at)
    if _PRONOUN_END.search(phrase) and len(phrase.split()) < 3:
        return Subject("back", OTHER, at)
    if _POSSESSIVE.match(phrase):
        return Subject("owner", OTHER, at)
    if not _MASK.search(phrase) and _BACKS.search(phrase):
        return Subject("back", OTHER, at)
    if _MASK.search(phrase) or _ANONYMOUS.search(phrase):
        return Subject("unnamed", OTHER, at)
    if _OFFICIALS.match(phrase):
        return Subject("back", OTHER, at)
    office = any(w.lower().strip(",'") in word_set("voices", "offices") for w in phrase.split())
    if office and not _DEFINITE.match(phrase) and not _SEVERAL.match(phrase):
        return Subject("office", OTHER, at)
    known = _DEFINITE.match(phrase) and any(_speaks(word) for word in phrase.split())
    if known and not _NAME.search(phrase.strip()[1:]):
        return Subject("back", OTHER, at)
    return Subject("unnamed", OTHER, at)


def _speaks(word: str) -> bool:
    """Whether ``word`` is an office or a body, which a definite article may point back to."""
    word = word.lower().strip(",'")
    return word in word_set("people", "heads") or word in word_set("people", "bodies")


def subject_before(masked: str, low: int, verb: int, owners: Mapping[int, str]) -> Subject | None:
    """The subject of the verb at ``verb``, looked for from ``low`` (its sentence's start) on."""
    region = _PARENTHESIS.sub(lambda m: " " * len(m.group()), masked[low:verb])
    trail = _TRAIL.search(region)
    if trail:
        comma = "," in trail.group() and not region[: trail.start()].rstrip().endswith(",")
        region = region[: trail.start()] + ("," if comma else "")
    if aside := _ASIDE.search(region):
        region = region[: aside.start()]
    if _SELF_END.search(region):
        return Subject("self", OTHER, low + len(region.rstrip()) - 1)
    if pronoun := _PRONOUN_END.search(region):
        sense: Sense = "thing" if pronoun.group(1).lower() == "it" else "back"
        return Subject(sense, OTHER, low + pronoun.start(1))
    if joined := _JOIN_END.search(region):
        return Subject("same", OTHER, low + joined.start())
    if relative := _RELATIVE_END.search(region):
        return _antecedent(masked, low, low + relative.start(), owners)
    cut = 0
    for found in _BREAK.finditer(region):
        if region[found.end() :].strip(" ,"):
            cut = found.end()
    return _subject(region[cut:], low + cut, owners)


def _antecedent(masked: str, low: int, end: int, owners: Mapping[int, str]) -> Subject | None:
    """Whom "who" or "which" stands for: the name right before it, or its noun phrase."""
    region = masked[low:end]
    near = re.search(MASK + "$", region)
    if near:
        return Subject("named", owners.get(low + near.start()) or OTHER, end)
    cut = 0
    for found in _BREAK.finditer(region):
        if region[found.end() :].strip(" ,"):
            cut = found.end()
    return _subject(region[cut:], low + cut, owners)


def _subject(phrase: str, start: int, owners: Mapping[int, str]) -> Subject | None:
    parts: list[tuple[int, str]] = []
    at = 0
    for part in phrase.split(","):
        if part.strip():
            parts.append((start + at, part))
        at += len(part) + 1
    if not parts:
        return None
    at, last = parts[-1]
    if phrase.rstrip().endswith(",") and len(parts) > 1:
        (name_at, name), relative = parts[-2], re.match(r"\s*(?:who|which)\b", last)
        subject = holder_in(_RELATIVE.sub("", name), name_at, owners)
        if subject is None or (subject.sense != "named" and not relative):
            inner = _leading(last, at, owners)
            if inner is not None:
                return Subject("named", inner, name_at)
        return subject
    last = _RELATIVE.sub("", last) or last
    joints = list(_AND.finditer(last))
    if joints:
        end = joints[-1].end()
        tail = holder_in(last[end:], at + end, owners)
        if tail is not None and tail.sense in ("named", "back"):
            return tail
    return holder_in(last, at, owners)


def _leading(apposition: str, start: int, owners: Mapping[int, str]) -> str | None:
    found = _MASK.search(apposition)
    if found is None or TOPIC.search(apposition[: found.start()]):
        return None
    attached = _ATTACHED.search(apposition[: found.start()]) is not None
    if not attached and _SUBJECT_MATTER.match(apposition[found.start() :]):
        return None  # "a Japan expert"
    return owners.get(start + found.start()) or OTHER


def subject_after(masked: str, verb: int, high: int, owners: Mapping[int, str]) -> Subject | None:
    """The subject that follows its verb: ", said Kim Jung-han, a director-general at ..."."""
    found = re.compile(r"\s+([^,;.\"“”]+)(?:,([^,;.\"“”]+))?").match(masked, verb, high)
    if found is None:
        return None
    phrase = found.group(1)
    first = next(iter(phrase.split()), "")
    if not first or first.lower() in word_set("voices", "no_subject"):
        return None
    if len(phrase.split()) > 14 or _FINITE.search(phrase):
        return None
    subject = holder_in(_RELATIVE.sub("", phrase), found.start(1), owners)
    if subject is not None and subject.sense != "named" and found.group(2):
        inner = _leading(found.group(2), found.start(2), owners)
        if inner is not None:
            return Subject("named", inner, subject.start)
    return subject
