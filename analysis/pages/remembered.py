"""A scorer that scores no paragraph twice, so that a corrected date costs no new scoring."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from analysis.records import MarkedText, Score
from analysis.stance.scorers import Scorer

KEPT = 50_000
"""Paragraphs whose scores are kept."""


class Remembering:
    """``scorer`` with a memory of the paragraphs that it has scored; shared by all sessions."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._scores: OrderedDict[MarkedText, Mapping[str, Score]] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The name of the scorer itself."""
        return self._scorer.name

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        """For each paragraph, a score for each target that it mentions, in order of mention."""
        with self._lock:
            found = {text: self._scores[text] for text in paragraphs if text in self._scores}
        new = [text for text in dict.fromkeys(paragraphs) if text not in found]
        found |= dict(zip(new, self._scorer.score(new), strict=True)) if new else {}
        with self._lock:
            self._scores |= found
            while len(self._scores) > KEPT:
                self._scores.popitem(last=False)
        return [found[text] for text in paragraphs]
