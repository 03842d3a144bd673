"""What a scorer must beat: VADER's compound with its usual cut, and always answering neutral."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.records import MarkedText, Score
from analysis.stance.tone import sentiment

VADER_CUT = 0.05
"""The cut that VADER's authors recommend (Hutto & Gilbert 2014, README of vaderSentiment)."""


class VaderBaseline:
    """The paragraph's mood taken for the stance toward every target in it."""

    @property
    def name(self) -> str:
        """Which baseline."""
        return "VADER compound"

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        """The same score for each target: all on the label that the compound's sign gives."""
        return [dict.fromkeys(p.targets, _cut(sentiment(p.text))) for p in paragraphs]


class NeutralBaseline:
    """Answers neutral, whatever the text."""

    @property
    def name(self) -> str:
        """Which baseline."""
        return "always neutral"

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        """Neutral for each target."""
        return [dict.fromkeys(p.targets, Score(0.0, 1.0, 0.0)) for p in paragraphs]


def _cut(compound: float) -> Score:
    if compound >= VADER_CUT:
        return Score(0.0, 0.0, 1.0)
    if compound <= -VADER_CUT:
        return Score(1.0, 0.0, 0.0)
    return Score(0.0, 1.0, 0.0)
