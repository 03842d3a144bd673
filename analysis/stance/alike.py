"""One score for copies: a small edit between two outlets must not move a stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from analysis.records import Place, Stance

SAME = 90.0
"""Likeness from 0 to 100 from which a copy counts as the same paragraph: the share of characters
that need not be changed. Shortened, joined or rewritten copies are scored by their own words."""


def one_score(stances: Sequence[Stance], texts: Mapping[Place, str]) -> tuple[Stance, ...]:
    """The stances, each copy that is nearly its origin with the origin's score for the target.

    A score with evidence stays: it is made of the words of its own text, and says so.
    """
    first = {(stance.place, stance.target): stance for stance in stances}
    return tuple(_shared(stance, first, texts) for stance in stances)


def _shared(
    stance: Stance, first: Mapping[tuple[Place, str], Stance], texts: Mapping[Place, str]
) -> Stance:
    origin = first.get((stance.origin, stance.target))
    if origin is None or origin is stance or stance.score.evidence:
        return stance
    own, other = texts[stance.place], texts[origin.place]
    if own != other and fuzz.ratio(own, other) < SAME:
        return stance
    return replace(stance, score=origin.score)
