"""The seam behind which a scorer stands: marked paragraphs in, one score per target out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from analysis.records import Evidence, MarkedText, Score


class Scorer(Protocol):
    """Anything that scores marked paragraphs. The same input always gives the same scores."""

    @property
    def name(self) -> str:
        """Which scorer, and its version, for example ``lexicon 1``."""
        ...

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        """For each paragraph, a score for each target that it mentions, in order of mention."""
        ...


@runtime_checkable
class Explaining(Protocol):
    """A scorer whose scores carry no evidence, and which finds it when asked for one paragraph."""

    def explain(self, marked: MarkedText, target: str) -> tuple[Evidence, ...]:
        """The words that moved the score for ``target``; their weights add up to the stance."""
        ...
