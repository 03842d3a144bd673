"""The word classes by which the transparent scorer finds verbs, nouns and who does what to whom."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

DATA = files("analysis") / "data"
_VOWELS = "aeiou"


class Form(NamedTuple):
    """One inflected form of a verb: its base and which form it is."""

    base: str
    form: str  # "base", "s", "past" (also where it is the participle too), "part", "ing"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a packaged tab-separated file; lines that start with # are notes."""
    with (DATA / name).open(encoding="utf-8") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def inflect(base: str) -> dict[str, str]:
    """The regular forms of a verb.

    >>> inflect("rebuff")["ed"], inflect("deny")["s"], inflect("snub")["ing"]
    ('rebuffed', 'denies', 'snubbing')
    """
    if base.endswith("e"):
        stem = base[:-2] + "y" if base.endswith("ie") else base[:-1]
        ing = base + "ing" if base.endswith(("ee", "oe", "ye")) else stem + "ing"
        return {"s": base + "s", "ed": base + "d", "ing": ing}
    if base.endswith("y") and base[-2] not in _VOWELS:
        return {"s": base[:-1] + "ies", "ed": base[:-1] + "ied", "ing": base + "ing"}
    doubled = base + base[-1] if _doubles(base) else base
    doubled = base + "k" if base.endswith("ic") else doubled
    plural = base + "es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else base + "s"
    return {"s": plural, "ed": doubled + "ed", "ing": doubled + "ing"}


def _doubles(base: str) -> bool:
    if base in word_class("doubling"):
        return True
    short = sum(letter in _VOWELS for letter in base) == 1
    ends = base[-1] not in "wxy" + _VOWELS and base[-2] in _VOWELS
    return short and ends and len(base) > 2


def plural(noun: str) -> str:
    """The regular plural of a noun.

    >>> plural("penalty"), plural("breach"), plural("delay")
    ('penalties', 'breaches', 'delays')
    """
    return inflect(noun)["s"] if not noun.endswith("fe") else noun[:-2] + "ves"


@cache
def verbs() -> dict[str, tuple[Form, ...]]:
    """Every known form of every known verb."""
    forms: dict[str, list[Form]] = {}
    for row in rows("verbs.tsv"):
        base = row["base"]
        regular = inflect(base)
        past = row["past"] or regular["ed"]
        part = row["participle"] or regular["ed"]
        named = [(base, "base"), (regular["s"], "s"), (regular["ing"], "ing"), (past, "past")]
        if part != past:
            named.append((part, "part"))
        for written, form in named:
            forms.setdefault(written, []).append(Form(base, form))
    return {written: tuple(found) for written, found in forms.items()}


@cache
def verb_class(name: str) -> frozenset[str]:
    """The base forms of the verbs of a class: ``say``, ``ask`` or ``link``."""
    found = {row["base"] for row in rows("verbs.tsv") if name in row["class"].split(",")}
    return frozenset(found | {"be"} if name == "link" else found)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a closed class of ``word_classes.tsv``."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split()) for row in rows("word_classes.tsv")}
