"""The scorers that a person can choose by name."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from analysis.errors import StanceError
from analysis.stance.scorers import Scorer

SCORERS = {
    "lexicon": "analysis.stance.lexicon:LexiconScorer",
    "model": "analysis.stance.model:ModelScorer",
}
"""Scorers of stance, the default first.

The lexicon is the default: its scores carry their evidence, and on every labelled set it takes
favorable for unfavorable, or the reverse, no more often than the model, on most far less often.
"""

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


@cache
def usable_scorers() -> tuple[str, ...]:
    """The scorers that run on this machine, the default first; the lexicon always does."""
    return tuple(name for name in SCORERS if _runs(name))


def _runs(name: str) -> bool:
    try:
        scorer_named(name)
    except StanceError:
        return False
    return True
