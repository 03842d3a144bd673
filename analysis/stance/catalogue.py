"""The scorers that a person can choose by name."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from analysis.errors import StanceError
from analysis.stance.scorers import Scorer

SCORERS = {
    "model": "analysis.stance.model:ModelScorer",
    "lexicon": "analysis.stance.lexicon:LexiconScorer",
}
"""Scorers of stance, the default first.

The model is the default: on every labelled set it agrees with more labels than the lexicon, which
runs wherever the model cannot.
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
def default_scorer() -> tuple[Scorer, str]:
    """The first scorer that runs here, and one line that says so where it is not the first of all.

    The lexicon needs nothing but this package, so there always is one.
    """
    notice = ""
    for name in SCORERS:
        try:
            return scorer_named(name), notice
        except StanceError as error:
            notice = f"The {name} scorer cannot run, the lexicon scores instead. {error.remedy}"
    raise StanceError("scorers", "none of them runs", "Reinstall the package.")


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
