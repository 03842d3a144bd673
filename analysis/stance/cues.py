"""The cue words by which people are introduced and words attributed, read from ``cues.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "cues.toml"


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """A list of cue words, longest first."""
    return tuple(sorted(_sections()[section][name], key=lambda word: (-len(word), word)))


@cache
def word_set(section: str, name: str) -> frozenset[str]:
    """A list of cue words as a set."""
    return frozenset(_sections()[section][name])


def any_of(items: Iterable[str]) -> str:
    """A regular expression for any of ``items``; a space in one stands for any white space."""
    return "(?:" + "|".join(re.escape(item).replace(r"\ ", r"\s+") for item in items) + ")"
