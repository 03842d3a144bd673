"""The scorers that a person can choose by name."""

from __future__ import annotations

from importlib import import_module

from analysis.errors import StanceError
from analysis.stance.scorers import Scorer

SCORERS = {"lexicon": "analysis.stance.lexicon:LexiconScorer"}
"""Scorers of stance, the default first."""

BASELINES = {
    "vader": "analysis.stance.baselines:VaderBaseline",
    "neutral": "analysis.stance.baselines:NeutralBaseline",
}
"""What a scorer must beat to be worth its name; for evaluation only."""


def scorer_named(name: str) -> Scorer:
    """The scorer or baseline called ``name``; raises ``StanceError`` where there is none."""
    known = SCORERS | BASELINES
    if name not in known:
        raise StanceError(
            f"scorer {name!r}", "no such scorer", f"Choose one of {', '.join(known)}."
        )
    module, attribute = known[name].split(":")
    scorer: Scorer = getattr(import_module(module), attribute)()
    return scorer
