"""The transparent scorer: words of judgment, each tied to the target on which it falls."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from analysis.records import Evidence, MarkedText, Score
from analysis.stance.bearing import Bearing
from analysis.stance.chunks import read_sentence
from analysis.stance.tokens import sentences
from analysis.stance.triggers import Finding, findings

STEEPNESS = 1.0
"""How fast net evidence drives the probabilities apart."""
NEUTRAL_BIAS = 1.0
"""How much net evidence (times steepness) it takes to leave neutral."""


class LexiconScorer:
    """Scores by lexicon and sentence structure; the same text always gives the same score."""

    @property
    def name(self) -> str:
        """Which scorer, and its version."""
        return "lexicon 1"

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        """For each paragraph, a score for each target that it mentions, in order of mention."""
        return [_score(paragraph) for paragraph in paragraphs]


def judged(paragraph: MarkedText) -> Iterator[Finding]:
    """Every word or phrase of the paragraph that judges a target."""
    memory: tuple[str, ...] = ()
    for tokens in sentences(paragraph):
        bearing = Bearing(read_sentence(tokens), memory)
        yield from findings(bearing)
        memory = bearing.memory


def _score(paragraph: MarkedText) -> Mapping[str, Score]:
    by_target: dict[str, list[Finding]] = {target: [] for target in paragraph.targets}
    for finding in judged(paragraph):
        by_target[finding.target].append(finding)
    return {target: squash(found) for target, found in by_target.items()}


def squash(found: Sequence[Finding]) -> Score:
    """Net evidence ``u`` as probabilities: shares of e^u favorable, e^-u unfavorable, e^b neutral.

    P(favorable) rises and P(unfavorable) falls with ``u``. The stance is shared out over the
    findings in proportion to their weights, so that the evidence adds up to it.
    """
    net = STEEPNESS * sum(finding.weight for finding in found)
    net = max(-30.0, min(30.0, net))
    favorable, unfavorable, neutral = math.exp(net), math.exp(-net), math.exp(NEUTRAL_BIAS)
    whole = favorable + unfavorable + neutral
    total = sum(finding.weight for finding in found)
    stance = favorable / whole - unfavorable / whole
    share = stance / total if total else 2 * STEEPNESS / whole
    weights: dict[tuple[int, int], float] = {}
    for finding in found:
        place = (finding.start, finding.end)
        weights[place] = weights.get(place, 0.0) + finding.weight * share
    evidence = tuple(Evidence(start, end, w) for (start, end), w in sorted(weights.items()) if w)
    return Score(unfavorable / whole, neutral / whole, favorable / whole, evidence)
