"""Who speaks: from the words before a verb, after it, or after "according to", to a holder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.records import OTHER
from analysis.stance.cues import any_of, words
from analysis.stance.masks import MASK

DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ADVERB = (
    r"(?:has|have|had|is|are|was|were|be|been|being|also|later|then|will|would|could|should|may"
    r"|might|must|can|did|does|do|not|never|often|once|again|still|now|already|meanwhile|long|just"
    r"|even|further|today|yesterday|earlier|too|instead|since|so|far|to|get|got|seems?|appears?"
    r"|became|felt|remains?|remained|quite|very|greatly|deeply|much|rather|particularly|all|both"
    rf"|in\s+turn|[a-z]+ly|(?:on|last|late|early)\s+{DAY}|{DAY}|however|in\s+a\s+statement|n't)"
)
_TRAIL = re.compile(rf"(?:(?:^|[\s,]+){_ADVERB})+[\s,]*$", re.IGNORECASE)
_BREAK = re.compile(
    r"[;:—–]|--|\s-\s|[“”\"]|''|\b(?:that|but|while|as|after|because|when|although|though|since|before"
    r"|whereas|if|than|where|until|so|what)\b",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+\b(?:and|or)\b\s+(?!.*\band\b)")
_RELATIVE = re.compile(r",?\s+(?:who|which|that|whom|whose)\b.*$", re.DOTALL)
_MASK = re.compile(MASK)
_OWN = re.compile(r"\b(?:we|I|us|our|my)\b")
_PRONOUN = re.compile(rf"^\W*{any_of(words('voices', 'pronouns'))}\b", re.IGNORECASE)
_TOPIC = re.compile(
    rf"\b{any_of(words('voices', 'topics'))}\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_TOPICAL = re.compile(rf"\b{any_of(words('voices', 'topical'))}\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_DEFINITE = re.compile(rf"^\W*{any_of(words('voices', 'definite'))}\b", re.IGNORECASE)
_ANONYMOUS = re.compile(rf"\b{any_of(words('voices', 'anonymous'))}\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'-]+")
_OFFICIALS = re.compile(r"^\W*(?:(?:other|senior|top)\s+)?officials\W*$", re.IGNORECASE)

SELF = "self"
"""Not a holder: "we" and "I", who are whoever is speaking."""
BACK = "back"
"""Not a holder: a pronoun or a definite noun, who are whoever spoke last."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks, and where the words that say so begin."""

    holder: str
    start: int


def holder_in(phrase: str, start: int, owners: Mapping[int, str]) -> str | None:
    """The holder that a noun phrase of a masked text names: a target, other, BACK, SELF or None.

    ``start`` is the phrase's offset; ``owners`` gives the target of the mask at an offset.
    """
    for found in _MASK.finditer(phrase):
        before = phrase[: found.start()]
        if _TOPIC.search(before) or _TOPICAL.search(before):
            continue
        return owners.get(start + found.start()) or OTHER
    if _OWN.search(phrase):
        return SELF
    if _PRONOUN.match(phrase) and len(phrase.split()) < 3:
        return BACK
    if _MASK.search(phrase):
        return OTHER
    if _NAME.search(phrase.strip()[1:]) or _ANONYMOUS.search(phrase):
        return OTHER
    if _DEFINITE.match(phrase) or _OFFICIALS.match(phrase):
        return BACK
    return OTHER if re.search(r"\w", phrase) else None


def subject_before(masked: str, low: int, verb: int, owners: Mapping[int, str]) -> Subject | None:
    """The subject of the verb at ``verb``, looked for from ``low`` (its sentence's start) on."""
    region = masked[low:verb]
    trail = _TRAIL.search(region)
    if trail:
        comma = region[: trail.start()].rstrip().endswith(",") or "," in trail.group()[:2]
        region = region[: trail.start()] + ("," if comma else "")
    cut = 0
    for found in _BREAK.finditer(region):
        if region[found.end() :].strip(" ,"):
            cut = found.end()
    start, phrase = low + cut, region[cut:]
    return _subject(phrase, start, owners)


def _subject(phrase: str, start: int, owners: Mapping[int, str]) -> Subject | None:
    parts: list[tuple[int, str]] = []
    at = 0
    for part in phrase.split(","):
        if part.strip():
            parts.append((start + at, part))
        at += len(part) + 1
    if not parts:
        return None
    if phrase.rstrip().endswith(",") and len(parts) > 1:
        (at, name), (beside, apposition) = parts[-2], parts[-1]
        holder = holder_in(_RELATIVE.sub("", name), at, owners)
        if holder in (None, OTHER) and not re.match(r"\s*(?:who|which)\b", apposition):
            inner = _leading(apposition, beside, owners)
            holder = inner or holder
        return Subject(holder, at) if holder else None
    at, last = parts[-1]
    last = _RELATIVE.sub("", last) or last
    joints = list(_AND.finditer(last))
    if joints:
        joined = joints[-1]
        tail = holder_in(last[joined.end() :], at + joined.end(), owners)
        strong = tail is not None and (tail not in (OTHER, BACK, SELF))
        clause = _PRONOUN.match(last[joined.end() :]) is not None
        if strong or clause:
            return Subject(tail or OTHER, at + joined.end())
    holder = holder_in(last, at, owners)
    return Subject(holder, at) if holder else None


def _leading(apposition: str, start: int, owners: Mapping[int, str]) -> str | None:
    found = _MASK.search(apposition)
    if found is None or _TOPIC.search(apposition[: found.start()]):
        return None
    return owners.get(start + found.start()) or OTHER


def subject_after(
    masked: str, verb_end: int, high: int, owners: Mapping[int, str]
) -> Subject | None:
    """The subject that follows its verb: ", said Kim Jung-han, a director-general at ..."."""
    region = masked[verb_end:high]
    found = re.match(r"\s+([^,;.\"“”]+)(?:,([^,;.\"“”]+))?", region)
    if found is None:
        return None
    phrase = found.group(1)
    if len(phrase.split()) > 14 or re.search(
        r"\b(?:is|was|were|are|has|had|have|would|will|could|should|that|it|he|they)\b", phrase
    ):
        return None
    at = verb_end + found.start(1)
    holder = holder_in(_RELATIVE.sub("", phrase), at, owners)
    if holder in (None, OTHER) and found.group(2):
        holder = _leading(found.group(2), verb_end + found.start(2), owners) or holder
    return Subject(holder, at) if holder else None
