"""The transparent scorer: words of judgment, each tied to the target on which it falls."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from analysis.records import Evidence, MarkedText, Score
from analysis.stance.bearing import Bearing
from analysis.stance.chunks import read_sentence
from analysis.stance.roles import LOOKING_BACK
from analysis.stance.tokens import sentences
from analysis.stance.triggers import Finding, findings

CEILING = 3.5
STEEPNESS = 0.57
NEUTRAL = 1.8
"""The shape of ``squash``, calibrated on development rows: with no evidence P(neutral) is 0.75,
the label leaves neutral at net evidence 1.0, and no amount of words is more certain than 0.85."""


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
        if not any(token.target or (memory and token.word in LOOKING_BACK) for token in tokens):
            continue
        bearing = Bearing(read_sentence(tokens), memory)
        yield from findings(bearing)
        memory = bearing.memory


def _score(paragraph: MarkedText) -> Mapping[str, Score]:
    by_target: dict[str, list[Finding]] = {target: [] for target in paragraph.targets}
    for finding in judged(paragraph):
        by_target[finding.target].append(finding)
    return {target: squash(found) for target, found in by_target.items()}


def squash(found: Sequence[Finding]) -> Score:
    """The probabilities that net evidence gives.

    With ``u`` the sum of the findings' weights and ``z = CEILING * tanh(STEEPNESS * u)``, the
    probabilities are e^z favorable, e^-z unfavorable and e^NEUTRAL neutral, each over their sum:
    P(favorable) rises and P(unfavorable) falls with ``u``. The stance is shared out over the
    findings in proportion to their weights, so that the evidence adds up to it.
    """
    net = math.fsum(finding.weight for finding in found)
    z = CEILING * math.tanh(STEEPNESS * net)
    favorable, unfavorable, neutral = math.exp(z), math.exp(-z), math.exp(NEUTRAL)
    whole = favorable + unfavorable + neutral
    stance = favorable / whole - unfavorable / whole
    share = stance / net if abs(net) > 1e-9 else 2 * CEILING * STEEPNESS / whole
    weights: dict[tuple[int, int], float] = {}
    for finding in found:
        place = (finding.start, finding.end)
        weights[place] = weights.get(place, 0.0) + finding.weight * share
    evidence = tuple(Evidence(start, end, w) for (start, end), w in sorted(weights.items()) if w)
    return Score(unfavorable / whole, neutral / whole, favorable / whole, evidence)
