"""Twelve checks of a claim: each changes one choice, and says what it did or why it could not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from pandas import DataFrame

from analysis.summary.differences import before_and_after, of_outlets
from analysis.summary.selection import View
from analysis.summary.stability import Check, Claim, Stability, stability
from tests.summary.made import again, made_stances

MOODS = {"Fjord Post": -0.5, "Delta News": 0.1}
CLAIM = Claim(of_outlets("Fjord Post"), of_outlets("Delta News"), "Japan")
STANCES = made_stances(MOODS)


def checks(stances: DataFrame, view: View | None = None, claim: Claim = CLAIM) -> dict[str, Check]:
    return {check.name: check for check in stability(stances, view or View(), claim).checks}


def test_there_are_twelve_checks_each_with_its_own_name() -> None:
    found = stability(STANCES, View(), CLAIM)
    assert len(found.checks) == 12
    assert len({check.name for check in found.checks}) == 12
    for check in found.checks:
        assert (check.state == "cannot be told") <= bool(check.note)


def test_a_strong_claim_holds_in_what_can_be_checked() -> None:
    found = stability(again(STANCES, "Fjord Post 001", "Fjord Post"), View(), CLAIM)
    # There is no agency copy, and no paragraph names a second target.
    assert found.held == 10
    assert found.describe() == (
        "Fjord Post writes more critically of Japan than Delta News: holds in 10 of 12 checks; "
        "2 cannot be told."
    )


def test_the_sentence_names_the_more_critical_side_first() -> None:
    turned = Claim(CLAIM.b, CLAIM.a, "Japan")
    said = stability(STANCES, View(), turned).describe()
    assert said.startswith("Fjord Post writes more critically of Japan than Delta News:")


def test_a_difference_that_agency_copy_makes_falls_without_it() -> None:
    stances = made_stances({"Fjord Post": 0.1, "Delta News": 0.1, "Wire": -0.9}, articles=12)
    for number in range(10):
        stances = again(stances, f"Wire {number:03}", "Fjord Post", agency="Yonhap")
    found = checks(stances)
    assert found["without agency copy"].state in ("weaker", "turns")
    assert found["without agency copy"].found is not None
    assert found["without agency copy"].found.n == (72, 72)
    assert found["without headlines"].state == "holds"


def test_an_agencys_own_report_is_not_taken_for_a_copy() -> None:
    stances = made_stances({"Yonhap News Agency": -0.5, "Delta News": 0.1})
    own = stances["outlet"] == "Yonhap News Agency"
    claim = Claim(of_outlets("Yonhap News Agency"), CLAIM.b, "Japan")
    found = checks(stances.assign(agency=own.map({True: "Yonhap", False: None})), claim=claim)
    assert found["without agency copy"].note == "it would change nothing here"


def test_a_difference_that_one_article_makes_names_it() -> None:
    stances = made_stances({"Fjord Post": 0.0, "Delta News": 0.0}, spread=0.0, articles=10)
    one = stances["article_id"] == "Fjord Post 004"
    found = checks(stances.assign(stance=np.where(one, -1.0, np.sign(stances["stance"]) * 0.01)))
    check = found["without any one article"]
    assert check.state in ("weaker", "turns")
    assert "Report 4 of Fjord Post" in check.note
    assert check.found is not None
    assert check.found.n == (54, 60)


def test_the_article_whose_loss_costs_most_is_found_among_all() -> None:
    found = stability(STANCES, View(), CLAIM)
    worst = next(check for check in found.checks if check.name == "without any one article").found
    assert worst is not None
    for article in STANCES["article_id"].unique():
        rest = STANCES[STANCES["article_id"] != article]
        left = rest.groupby("outlet")["stance"].mean()
        assert abs(left["Fjord Post"] - left["Delta News"]) >= abs(worst.value or 0) - 1e-12


def test_headlines_that_make_a_difference_are_found_out() -> None:
    headline = STANCES["role"] == "headline"
    level = STANCES.assign(
        stance=np.where(headline & (STANCES["outlet"] == "Fjord Post"), -0.9, 0.05)
    )
    found = checks(level)
    assert found["without headlines"].state != "holds"
    assert found["every origin once"].state == "cannot be told"


def test_the_outlets_own_voice_is_told_from_what_others_say() -> None:
    quoted = (STANCES["outlet"] == "Fjord Post") & (STANCES["holder"] == "other")
    found = checks(STANCES.assign(stance=np.where(quoted, -0.8, 0.0)))
    assert found["the outlet's own voice only"].state == "turns"


def test_a_second_scorer_that_disagrees_turns_the_claim() -> None:
    found = checks(STANCES.assign(beside_stance=-STANCES["stance"]))
    assert found["the other scorer"].state == "turns"


@pytest.mark.parametrize("lost", ["column", "values"])
def test_without_a_second_scorer_its_check_cannot_be_told(lost: str) -> None:
    stances = (
        STANCES.drop(columns="beside_stance")
        if lost == "column"
        else STANCES.assign(beside_stance=np.nan)
    )
    check = checks(stances)["the other scorer"]
    assert check.state == "cannot be told"
    assert check.note == "only one scorer has read the corpus"


def test_a_difference_of_one_half_of_the_time_is_found_out() -> None:
    late = (STANCES["date"] > "2021-03-10") & (STANCES["outlet"] == "Fjord Post")
    found = checks(STANCES.assign(stance=np.where(late, -0.9, 0.0) + STANCES["stance"] * 0.01))
    assert found["first half of the time"].state == "weaker"
    assert found["second half of the time"].state == "holds"
    assert found["first half of the time"].note == "up to 2021-03-10"


def test_halves_of_the_time_do_not_check_a_claim_about_times() -> None:
    before, after = before_and_after(date(2021, 3, 11))
    found = checks(STANCES, claim=Claim(before, after, "Japan"))
    assert found["first half of the time"].note == "the claim itself compares times"


def test_one_day_or_no_dates_cannot_be_parted() -> None:
    one_day = STANCES.assign(date=STANCES["date"].iloc[0])
    undated = STANCES.assign(date=STANCES["date"].where(STANCES["paragraph"] < 0))
    for stances in (one_day, undated):
        assert checks(stances)["second half of the time"].state == "cannot be told"


def test_where_origins_are_counted_the_check_counts_every_publication() -> None:
    stances = again(STANCES, "Fjord Post 001", "Fjord Post")
    found = checks(stances, View(count="origins"))
    assert found["every publication"].found is not None
    assert found["every publication"].found.n == (126, 120)


def test_paragraphs_that_name_one_target_are_those_with_one_row() -> None:
    stances = made_stances(MOODS, targets=("Japan", "Korea"))
    korean = stances["target"] == "Korea"
    dropped = stances[~(korean & (stances["paragraph"] < 3))]
    found = checks(dropped)["paragraphs that name no other target"]
    assert found.found is not None
    assert found.found.n == (60, 60)


def test_too_little_is_said_and_not_counted_as_held() -> None:
    found: Stability = stability(STANCES[STANCES["article_id"] < "Fjord Post 002"], View(), CLAIM)
    assert found.held == 0
    assert found.describe() == (
        "Fjord Post and Delta News cannot be compared on Japan: too few stories."
    )
    labels = checks(STANCES.assign(confidence=0.4))["labels of at least 70% confidence"]
    assert labels.state == "cannot be told"
    assert labels.note == "too little is left: 0 and 0 paragraphs of 0 and 0 stories"


def test_where_agency_copy_was_left_out_the_check_counts_it() -> None:
    stances = made_stances({"Fjord Post": -0.5, "Delta News": 0.1, "Wire": 0.9}, articles=12)
    stances = again(stances, "Wire 000", "Fjord Post", agency="Yonhap")
    check = checks(stances, View(count="own"))["with agency copy"]
    assert check.found is not None
    assert check.found.n == (78, 72)
