"""Made-up corpora with people's true labels, a machine that errs in a known way, and a sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from pandas import DataFrame

from analysis.records import LABELS
from analysis.summary.intervals import Floats, Ints
from analysis.summary.judgments import Judgment
from tests.summary.made import FIRST_DAY

MACHINES = {
    "good": ((0.85, 0.13, 0.02), (0.06, 0.90, 0.04), (0.03, 0.15, 0.82)),
    "biased": ((0.90, 0.09, 0.01), (0.35, 0.62, 0.03), (0.35, 0.35, 0.30)),
    "useless": ((0.20, 0.60, 0.20), (0.20, 0.60, 0.20), (0.20, 0.60, 0.20)),
}
"""Of each true label, the shares of the machine's answers: unfavorable, neutral, favorable."""


class Drawn(NamedTuple):
    """Of each paragraph: its story, its true stance, the machine's label and score, its outlet."""

    story: Ints
    truth: Floats
    answer: Ints
    stance: Floats
    outlet: Ints


@dataclass(frozen=True)
class World:
    """What corpora are drawn from; the labels of a story come from a Dirichlet of total 2."""

    machine: str = "biased"
    shares: tuple[float, float, float] = (0.25, 0.65, 0.10)
    stories: int = 300
    outlets: tuple[str, ...] = ("Fjord Post", "Delta News", "Mesa Herald")
    target: str = "Japan"

    def mean(self) -> float:
        """The mean of the true stances of 50,000 stories; what an interval should hold."""
        return float(self._truth(50_000, np.random.default_rng(99))[1].mean())

    def share(self, label: str) -> float:
        return float((self._truth(50_000, np.random.default_rng(99))[1] == value_of(label)).mean())

    def _truth(self, stories: int, dice: np.random.Generator) -> tuple[Ints, Floats]:
        lengths = np.minimum(25, dice.geometric(0.15, stories))
        drawn = np.stack([dice.gamma(2 * share, size=stories) for share in self.shares], axis=-1)
        own = drawn / drawn.sum(axis=1, keepdims=True)
        story = np.repeat(np.arange(stories, dtype=np.int64), lengths)
        at = (dice.random(len(story))[:, None] > own[story].cumsum(axis=1)[:, :2]).sum(axis=1)
        return story, at - 1.0

    def draw(self, stories: int, dice: np.random.Generator) -> Drawn:
        """The paragraphs of some stories, with the truth and what the machine says."""
        story, truth = self._truth(stories, dice)
        chances = np.array(MACHINES[self.machine])[(truth + 1).astype(int)].cumsum(axis=1)
        answer = (dice.random(len(truth))[:, None] > chances[:, :2]).sum(axis=1)
        stance = (answer - 1) * dice.beta(6, 2, len(truth)) + dice.normal(0, 0.03, len(truth))
        return Drawn(story, truth, answer, np.clip(stance, -1, 1), story % len(self.outlets))

    def corpus(self, dice: np.random.Generator) -> DataFrame:
        """Stances with the column ``truth``, which nobody but a coder sees."""
        drawn = self.draw(self.stories, dice)
        story = drawn.story
        names = np.array([f"article {number:04}" for number in range(self.stories)], dtype=object)
        first = np.searchsorted(story, story)
        return DataFrame(
            {
                "article_id": names[story],
                "outlet": np.array(self.outlets, dtype=object)[drawn.outlet],
                "date": FIRST_DAY,
                "title": None,
                "paragraph": np.arange(len(story)) - first,
                "role": "body",
                "text": "A paragraph.",
                "target": self.target,
                "stance": drawn.stance,
                "label": np.array(LABELS, dtype=object)[drawn.answer],
                "confidence": 0.8,
                "holder": "outlet",
                "origin": names[story],
                "origin_paragraph": np.arange(len(story)) - first,
                "story": story,
                "truth": drawn.truth,
            }
        )


def value_of(label: str) -> float:
    return {"unfavorable": -1.0, "neutral": 0.0, "favorable": 1.0}[label]


def judged(
    stances: DataFrame, design: DataFrame, coder: str = "Anna", errors: Sequence[int] = ()
) -> list[Judgment]:
    """The answers of a coder who sees the truth but for the units numbered in ``errors``."""
    places = ["article_id", "paragraph", "target"]
    truths = stances.set_index(places)["truth"].to_dict()
    found: list[Judgment] = []
    for number, (article, paragraph, target) in enumerate(_units(design)):
        truth = int(truths[article, paragraph, target])
        said = (truth + 2) % 3 - 1 if number in errors else truth
        found.append(Judgment(article, paragraph, target, said, coder, "", "2026-01-01T00:00:00"))
    return found


def _units(design: DataFrame) -> Iterable[tuple[str, int, str]]:
    return zip(design["article"], design["paragraph"], design["target"], strict=True)
