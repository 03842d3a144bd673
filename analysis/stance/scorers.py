"""The seam behind which a scorer stands: marked paragraphs in, one score per target out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from analysis.records import MarkedText, Score


class Scorer(Protocol):
    """Anything that scores marked paragraphs. The same input always gives the same scores."""

    @property
    def name(self) -> str:
        """Which scorer, and its version, for example ``lexicon 1``."""
        ...

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        """For each paragraph, a score for each target that it mentions, in order of mention."""
        ...
