"""Quality that cannot sink silently: floors on paragraphs kept out of development."""

from __future__ import annotations

import hashlib

import pytest

from analysis.records import LABELS
from analysis.stance.baselines import NeutralBaseline, VaderBaseline
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.scorers import Scorer
from analysis.summary.accuracy import Outcome, f1, macro_f1
from tests.golden import WRITTEN, written

SHA256 = "36e104325a11438326b48d0069331a9db912b1784ac58629569e527654739b5a"
MACRO_F1_FLOOR = 0.635
SIGN_ERROR_CEILING = 0.03
UNFAVORABLE_F1_FLOOR = 0.565
FAVORABLE_F1_FLOOR = 0.635


def outcomes(scorer: Scorer) -> list[Outcome]:
    golden = list(written())
    scores = scorer.score([row.marked for row in golden])
    return [
        Outcome(label, given[target].label, given[target].confidence, row.id)
        for row, given in zip(golden, scores, strict=True)
        for target, label in row.stance.items()
    ]


@pytest.fixture(scope="module")
def of_lexicon() -> list[Outcome]:
    return outcomes(LexiconScorer())


def turned(found: list[Outcome]) -> float:
    return sum({o.gold, o.given} == {LABELS[0], LABELS[2]} for o in found) / len(found)


def test_the_golden_paragraphs_are_the_ones_on_which_the_floors_were_measured() -> None:
    assert hashlib.sha256(WRITTEN.read_bytes()).hexdigest() == SHA256


def test_macro_f1_stays_above_its_floor(of_lexicon: list[Outcome]) -> None:
    assert macro_f1(of_lexicon) >= MACRO_F1_FLOOR


def test_both_signs_stay_above_their_floors(of_lexicon: list[Outcome]) -> None:
    unfavorable, favorable = f1(of_lexicon, "unfavorable"), f1(of_lexicon, "favorable")
    assert unfavorable is not None
    assert favorable is not None
    assert unfavorable >= UNFAVORABLE_F1_FLOOR
    assert favorable >= FAVORABLE_F1_FLOOR


def test_hardly_a_stance_is_turned_into_its_opposite(of_lexicon: list[Outcome]) -> None:
    assert turned(of_lexicon) <= SIGN_ERROR_CEILING


@pytest.mark.parametrize("baseline", [VaderBaseline(), NeutralBaseline()], ids=lambda b: b.name)
def test_the_scorer_clearly_beats_the_baselines(
    baseline: Scorer, of_lexicon: list[Outcome]
) -> None:
    assert macro_f1(of_lexicon) > macro_f1(outcomes(baseline)) + 0.15
