"""Copies of a paragraph get one score."""

from __future__ import annotations

from dataclasses import replace

from analysis.records import Evidence, Place, Score, Stance
from analysis.stance.alike import one_score

TEXT = "The ministry in Lima said on Friday that Chile had broken its word on the fishing grounds."
EDITED = TEXT.replace("on Friday", "on Fri.")
SHORT = "The ministry in Lima said that Chile had broken its word."
FIRST = Place("wire", 0)


def stance(
    place: Place, favorable: float, *, origin: Place = FIRST, target: str = "Chile"
) -> Stance:
    score = Score(0.9 - favorable, 0.1, favorable)
    return Stance(place, target, score, "Peru", 0.0, origin, "model 9")


def test_a_copy_with_a_small_edit_has_the_score_of_its_origin() -> None:
    copy = Place("daily", 3)
    both = one_score([stance(copy, 0.3), stance(FIRST, 0.1)], {copy: EDITED, FIRST: TEXT})
    assert both[0].score == both[1].score == stance(FIRST, 0.1).score
    assert both[0].place == copy


def test_a_copy_that_says_less_is_scored_by_its_own_words() -> None:
    copy = Place("daily", 3)
    both = one_score([stance(FIRST, 0.1), stance(copy, 0.3)], {copy: SHORT, FIRST: TEXT})
    assert both[1].score == stance(copy, 0.3).score


def test_a_target_that_the_origin_does_not_name_keeps_its_score() -> None:
    copy = Place("daily", 3)
    other = stance(copy, 0.3, target="Peru")
    assert one_score([stance(FIRST, 0.1), other], {copy: EDITED, FIRST: TEXT})[1] == other


def test_a_score_made_of_its_own_words_stays() -> None:
    copy = Place("daily", 3)
    own = stance(copy, 0.3)
    own = replace(own, score=replace(own.score, evidence=(Evidence(0, 3, -0.3),)))
    assert one_score([stance(FIRST, 0.1), own], {copy: EDITED, FIRST: TEXT})[1] == own
