"""Whom an article introduces as whose: the person, the surname, and the country it ties them to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.stance.cues import any_of, word_set, words
from analysis.stance.masks import MASK, MASKS

PARTICLE = any_of(words("people", "particles"))
ABBREVIATION = any_of(
    w[0].upper() + w[1:]
    for w in (*words("people", "heads"), *words("people", "titles"))
    if w.endswith(".")
)
WORD = rf"(?:{ABBREVIATION}|(?:[A-Z]\.)+|[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:-[^\W\d_]+|'(?!s\b)[^\W\d_]+)*)"
"""A capitalised word, an abbreviated title or initials."""
_RUN = re.compile(rf"(?<![\w'-]){WORD}(?:\s(?:{PARTICLE}\s){{0,2}}{WORD})*")
_WORD = re.compile(rf"{PARTICLE}\b|{WORD}|\S+")
_MASK = re.compile(MASK)
_HARD = re.compile(r"[;:!?\"“”()—–\n]|\s--\s|(?<=[a-z]{3})\.(?=\s)")
_SOFT = re.compile(r"[,;:!?\"“”()—–\n]|\s--\s|(?<=[a-z]{3})\.|\.$|\swho\b|\swhich\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\"“”(\n—]|--)\s*$")
_NAME, _DEMONYM, _CAPITAL, _INSTITUTION, _PERSON, _OFFICE, _HIDDEN = (
    MASKS[kind]
    for kind in ("name", "demonym", "capital", "institution", "person", "office", "hidden")
)
_TOPIC = re.compile(r"\b(?:to|for|on|in|with|and|of|over)(?:\s+the)?\s*$|,\s*$")
_ATTACH = re.compile(r"\b(of|at|from|with|for|in|to|on)(?:\s+(?:the|a|an))?\s*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as it stands in a text, without titles."""

    words: tuple[str, ...]
    start: int
    end: int


def names_in(masked: str) -> list[Name]:
    """The runs of capitalised words that may name a person, titles and sentence openers cut off."""
    return [name for run in _RUN.finditer(masked) if (name := _name(masked, run)) is not None]


def _name(masked: str, run: re.Match[str]) -> Name | None:
    found = list(_WORD.finditer(run.group()))
    opens = _SENTENCE_START.search(masked[max(0, run.start() - 3) : run.start()]) is not None
    while found:
        first = found[0].group().lower()
        title = is_office_word(first) or first in word_set("people", "titles")
        if not title and not (opens and first in word_set("people", "openers")):
            break
        opens = False
        found = found[1:]
    while found and found[-1].group().lower() in word_set("people", "after_surname"):
        found = found[:-1]
    # An office in the middle ("Pacific Affairs David Stilwell") ends where the name begins.
    for n in range(len(found) - 1, -1, -1):
        if is_office_word(found[n].group().lower()):
            found = found[n + 1 :]
            break
    if not found or found[-1].group().lower() in word_set("people", "bodies"):
        return None
    start, end = run.start() + found[0].start(), run.start() + found[-1].end()
    return Name(tuple(m.group() for m in found), start, end)


@cache
def is_office_word(word: str) -> bool:
    """Whether ``word`` (in lower case) is part of the name of an office."""
    return word in word_set("people", "heads") or word in word_set("people", "modifiers")


def _is_head(word: str) -> bool:
    word = word.lower()
    return word in word_set("people", "heads") or any(
        part in word_set("people", "heads") for part in word.split("-")
    )


def _is_modifier(word: str) -> bool:
    return all(is_office_word(part) for part in re.split(r"-", word.lower()) if part)


def surnames(name: Sequence[str], *, surname_first: bool) -> tuple[str, ...]:
    """The words by which a person with this full name is called later in the article.

    >>> surnames(("Kim", "Hyun-chong"), surname_first=False)
    ('Kim',)
    >>> surnames(("Taro", "Kono"), surname_first=False)
    ('Kono',)
    """
    particles = word_set("people", "particles")
    for n, word in enumerate(name):
        if n and word in particles:
            return (" ".join(name[n:]), name[-1])
    if re.fullmatch(r"[^\W\d_]+-[^\W\d_A-Z]+", name[-1]):
        return (name[0],)
    if surname_first and "-" not in name[0]:
        if len(name) == 2 and "-" not in name[-1]:
            return (name[0], name[-1])
        return (name[0],)
    return (name[-1],)


def tie_of(masked: str, name: Name, owners: Mapping[int, str]) -> str | None:
    """The country to which the words around ``name`` tie the person.

    ``owners`` gives the target of the hidden name that starts at an offset, "" for a name that is
    no target's. The answer is a target, "" (tied to some other country), or None (not tied).
    """
    tie = _left(masked, name.start, owners)
    if tie is None and len(name.words) > 1:
        tie = _right(masked, name, owners)
    return tie


def _left(masked: str, start: int, owners: Mapping[int, str]) -> str | None:
    """The tie of a title before a name: "South Korean Foreign Minister Kang Kyung-wha"."""
    low = max(0, start - 160)
    window = masked[low:start]
    for boundary in _HARD.finditer(window):
        window = " " * boundary.end() + window[boundary.end() :]
    for found in reversed(list(_MASK.finditer(window))):
        target = owners.get(low + found.start())
        if target is None:  # A name cut off by the window.
            return None
        before, between = window[: found.start()], window[found.end() :]
        if _titles(found.group()[0], between):
            return target
        if between in (", ", " ") and _head_of(before):
            return target
        if not (_TOPIC.search(before) and _complement(between)):
            return None
    return None


def _titles(kind: str, between: str) -> bool:
    """Whether ``between`` a hidden name and a person's name stands an office of the former."""
    possessive = between.startswith("'s")
    rest = between.removeprefix("'s").removeprefix("-based")
    if not rest.startswith((" ", "\n")):
        return False
    parts = rest.rstrip(" ,\n").split()
    comma = rest.rstrip().endswith(",")
    if comma and not possessive and kind != _DEMONYM:
        return False
    loose = possessive or kind in (_DEMONYM, _HIDDEN)
    head: list[str] = []
    for n, word in enumerate(parts):
        if word.lower() in ("for", "of", "to", "on") and not _inside_office(parts, n):
            if parts[-1].lower() in ("for", "of", "to", "on", "the") or not all(
                _complement_word(w) for w in parts[n + 1 :]
            ):
                return False
            break
        head.append(word)
    if not head:
        return kind == _OFFICE
    if kind == _OFFICE:
        return all(_is_modifier(w) for w in head)
    return (
        len(head) <= 8
        and _is_head(head[-1])
        and all(_is_modifier(w) or _is_head(w) or (loose and _plain(w)) for w in head)
    )


def _inside_office(parts: Sequence[str], n: int) -> bool:
    return (
        parts[n].lower() == "of"
        and n + 1 < len(parts)
        and parts[n + 1].lower()
        in (
            "staff",
            "state",
            "general",
        )
    )


def _complement(between: str) -> bool:
    return all(_complement_word(word) for word in between.replace(",", " ").split())


def _complement_word(word: str) -> bool:
    word = word.removesuffix(",").removesuffix("'s")
    return (
        word in ("and", "the", "of", "&", "")
        or word[:1].isupper()
        or _MASK.match(word) is not None
        or is_office_word(word)
    )


def _plain(word: str) -> bool:
    """Whether a lower-case word may qualify an office ("outspoken", "conservative")."""
    return (
        re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word) is not None
        and word not in word_set("people", "openers")
        and word not in word_set("people", "breaks")
    )


def _head_of(before: str) -> bool:
    """Whether ``before`` ends with an office and "of": "the foreign minister of ..."."""
    parts = before.split()
    if parts and parts[-1] == "the":
        parts = parts[:-1]
    return len(parts) > 1 and parts[-1] == "of" and _is_head(parts[-2])


def _right(masked: str, name: Name, owners: Mapping[int, str]) -> str | None:
    """The tie of an apposition: "Lee Ho-hyeon, an official from South Korea's trade ministry"."""
    if re.search(
        r"\b(?:in|at|on|near|outside|around)\s+$", masked[max(0, name.start - 9) : name.start]
    ):
        return None
    named = re.match(rf"\s+of\s+({MASK})", masked[name.end : name.end + 80])
    if named and _is_head((masked[max(0, name.start - 30) : name.start].split() or [""])[-1]):
        return owners.get(name.end + named.start(1))
    opening = re.match(r"(?:,\s*\d{1,2})?,\s+", masked[name.end : name.end + 12])
    if opening is None:
        return None
    low = name.end + opening.end()
    window = masked[low : low + 170]
    close = _SOFT.search(window)
    if close is None and len(masked) > low + 170:
        return None
    clause = window[: close.start()] if close else window
    if any(word in word_set("people", "breaks") for word in clause.split()):
        return None
    for found in _MASK.finditer(clause):
        target = owners.get(low + found.start())
        kind = found.group()[0]
        before, behind = clause[: found.start()], clause[found.end() :]
        lead = [w for w in before.split() if w.lower() not in ("the", "a", "an", "one", "of")]
        if all(_is_modifier(w) and not _is_scholar(w) for w in lead) and not _ATTACH.search(before):
            if _leads(kind, behind):
                return target
            return None
        attach = _ATTACH.search(before)
        if attach is None or not any(_is_head(w.strip(",")) for w in lead):
            return None
        if _belongs(kind, attach.group(1), behind, scholar=any(_is_scholar(w) for w in lead)):
            return target
    return None


def _is_scholar(word: str) -> bool:
    return word.lower() in word_set("people", "scholars")


def _leads(kind: str, behind: str) -> bool:
    """Whether a hidden name is followed by the head of its own office."""
    if kind == _OFFICE:
        return True
    possessive = behind.startswith("'s") or behind.startswith("-based")
    for word in behind.removeprefix("'s").removeprefix("-based").split()[:7]:
        if _is_head(word):
            return possessive or kind in (_DEMONYM, _INSTITUTION, _HIDDEN) or not _is_scholar(word)
        if not (_is_modifier(word) or _plain(word) or word[:1].isupper()) or word == "studies":
            return False
    return False


def _belongs(kind: str, preposition: str, behind: str, *, scholar: bool) -> bool:
    """Whether "... of/at/from/for" a hidden name says whose person someone is."""
    possessive = behind.startswith("'s")
    body = any(
        word.lower().strip(",") in word_set("people", "bodies") for word in behind.split()[:5]
    )
    if kind in (_DEMONYM, _HIDDEN) or possessive:
        own = body
    else:
        own = kind in (_INSTITUTION, _OFFICE) or body or (kind != _PERSON and not scholar)
    if preposition in ("at", "from", "with"):
        return own
    if preposition == "of":
        return own and (not scholar or body)
    return preposition == "for" and (kind in (_INSTITUTION, _PERSON) or (own and body))
