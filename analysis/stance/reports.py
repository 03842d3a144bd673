"""The verbs of a sentence that report what someone says, thinks or feels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analysis.stance.cues import any_of, word_set, words
from analysis.stance.masks import MASKS

Form = Literal["base", "third", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Report:
    """One verb that reports: where it stands, its form, and whether it tells an attitude."""

    start: int
    end: int
    word: str
    form: Form
    attitude: bool
    passive: bool


_WORD = re.compile(r"[A-Za-z]+")
_PREVIOUS = re.compile(r"([\w'\ue001-\ue007-]+|[,\"“”(])\s*$")
_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:(?:not|also|[a-z]+ly|often|long|now|still"
    r"|once|even|more|so|very|quite|greatly|deeply|much)\s+)*$"
)
_PLURAL = re.compile(
    r"(?:^|[.;:,(\"“]\s*|\b(?:that|but|while|as|and)\s+)(?:[\w-]+\s+){0,3}?[A-Za-z]{2,}[a-rt-z]s\s+"
    r"(?:in|from|of|at|to|on|close\s+to|across|for)\s+(?!.*\b(?:is|was|were|are|has|had|have|will)\b)"
    r"[^,;.]{2,40}$"
)
_CLOSES = re.compile(r"(?:\s+on)?\s*(?:[.,:;]|$)")


@cache
def _forms() -> dict[str, tuple[Form, str]]:
    """Every form of every cue verb, with the list that it stands in; the last list holds."""
    forms: dict[str, tuple[Form, str]] = {}
    for section in ("closing", "light", "say", "judge"):
        for entry in words("voices", section):
            lemma, *irregular = entry.split()
            forms[lemma] = ("base", section)
            forms[_third(lemma)] = ("third", section)
            forms[irregular[1] if len(irregular) > 1 else _ing(lemma)] = ("ing", section)
            forms[irregular[0] if irregular else _past(lemma)] = ("past", section)
            forms[irregular[2] if len(irregular) > 2 else _past(lemma)] = ("past", section)
    return forms


def _third(lemma: str) -> str:
    if lemma == "have":
        return "has"
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if re.search(r"[^aeiou]y$", lemma) else lemma + "ed"


def _ing(lemma: str) -> str:
    return lemma[:-1] + "ing" if re.search(r"[^eoy]e$", lemma) else lemma + "ing"


@cache
def _conduct() -> re.Pattern[str]:
    """What begins like a report and is an act: "called off", "agreed to send"."""
    return re.compile(rf"{any_of(words('voices', 'conduct'))}\b", re.IGNORECASE)


@cache
def _objects() -> re.Pattern[str]:
    nouns = any_of((*words("voices", "nouns"), *words("voices", "objects")))
    return re.compile(rf"(?:\s+[\w'-]+){{0,5}}?\s+{nouns}\b")


def reports_in(masked: str, low: int, high: int) -> Iterator[Report]:
    """The reporting verbs of the sentence ``[low, high)`` of a masked text, in order."""
    for found in _WORD.finditer(masked, low, high):
        form, section = _forms().get(found.group().lower(), (None, ""))
        if form is None:
            continue
        if section == "light" and not _objects().match(masked, found.end(), high):
            continue
        if section == "closing" and not _CLOSES.match(masked, found.end(), high):
            continue
        if _conduct().match(masked, found.start(), high):
            continue
        before = masked[max(low, found.start() - 60) : found.start()]
        passive = form == "past" and (
            _BE.search(before) is not None or masked.startswith(" by ", found.end())
        )
        if _is_verb(before, masked[found.end() : found.end() + 1], form, passive=passive):
            yield Report(
                found.start(),
                found.end(),
                found.group(),
                form,
                section in ("light", "judge"),
                passive,
            )


def _is_verb(before: str, after: str, form: Form, *, passive: bool) -> bool:
    """Whether a form that may also be a noun or an adjective is a verb after ``before``."""
    previous = _PREVIOUS.search(before)
    word = previous.group(1) if previous else ""
    lower = word.lower()
    if after == "-" or before.endswith(("-", "#", "@")):
        return False
    if lower.endswith("'s") or (lower in word_set("voices", "determiners") and not passive):
        return form == "ing" and lower in ("by", "in", "for", "of")
    if form == "base":
        plural = lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3
        return (
            lower in word_set("voices", "auxiliaries")
            or (plural and (word[0].islower() or lower in word_set("voices", "anonymous")))
            or _PLURAL.search(before) is not None
        )
    if form == "ing":
        return (
            not before.strip()
            or lower in word_set("voices", "before_ing")
            or lower.endswith("ly")
            or not lower[-1:].isalnum()
        )
    if form == "third":
        return not lower.startswith(MASKS["demonym"]) and (
            word == ","
            or (word != "" and not (word[0].isascii() and word[0].islower()))
            or lower.endswith("ly")
            or lower in word_set("voices", "before_third")
            or lower in word_set("people", "heads")
            or lower in word_set("voices", "anonymous")
            or lower in word_set("people", "bodies")
        )
    return True
