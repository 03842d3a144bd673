"""Corrected estimates: right where the machine is wrong, and never much wider than labels alone.

Prints what it measures (``pytest -s``).
"""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from pandas import DataFrame

from analysis.records import LABELS, Label
from analysis.summary.corrected import (
    COLUMNS,
    FEWEST_LABELS,
    MEASURES,
    corrected,
    estimates,
    pseudo_outcomes,
)
from analysis.summary.intervals import means
from analysis.summary.labelled import lay_beside
from analysis.summary.sampling import draw, draw_sample
from tests.summary.judged import World, judged, value_of

CORPORA = 400
FLOOR = 0.93
SLACK = 0.026
"""Two standard errors of a coverage of 93 % measured on 400 corpora, rounded up."""
RARE = (0.08, 0.90, 0.02)


class Held(NamedTuple):
    """How often intervals held the truth, and how wide they were on average."""

    raw: float
    corrected: float
    labels_alone: float
    width: float
    width_of_labels: float
    widest: float
    bias: float


def measured(world: World, n: int, label: Label | None = None, corpora: int = CORPORA) -> Held:
    """Corpora of ``world`` with ``n`` labels each: of the mean, or of the share of ``label``."""
    true = world.mean() if label is None else world.share(label)
    dice = np.random.default_rng(20230901)
    drawn = world.draw(world.stories * corpora, dice)
    scores, truth = drawn.stance, drawn.truth
    if label is not None:
        scores = (drawn.answer == LABELS.index(label)).astype(float)
        truth = (truth == value_of(label)).astype(float)
    corpus, strata = drawn.story // world.stories, 3 * drawn.outlet + drawn.answer
    labels, chances = np.full(len(truth), np.nan), np.ones(len(truth))
    for number in range(corpora):
        rows = np.flatnonzero(corpus == number)
        chosen, chances[rows] = draw(strata[rows], n, dice)
        labels[rows[chosen]] = truth[rows[chosen]]
    raw = means(scores, corpus, drawn.story, corpora)
    found = estimates(scores, labels, chances, corpus, drawn.story, corpora)
    # Few stories may be too short for labels enough.
    told = (found["state"] == "ok").to_numpy(bool)
    found = found[told]
    width, of_labels = found["high"] - found["low"], found["labels_high"] - found["labels_low"]
    return Held(
        raw=float(((raw.low <= true) & (true <= raw.high))[told].mean()),
        corrected=float(found["low"].le(true).mul(found["high"].ge(true)).mean()),
        labels_alone=float(found["labels_low"].le(true).mul(found["labels_high"].ge(true)).mean()),
        width=float(width.mean()),
        width_of_labels=float(of_labels.mean()),
        widest=float((width / of_labels).max()),
        bias=float(found["corrected"].mean() - true),
    )


@pytest.mark.parametrize("machine", ["good", "biased", "useless"])
@pytest.mark.parametrize("n", [60, 200])
def test_the_corrected_interval_holds_whatever_the_machine_does(machine: str, n: int) -> None:
    found = measured(World(machine), n)
    print(f"{machine:8} {n:4} labels: raw {found.raw:.3f}, corrected {found.corrected:.3f}, "
          f"labels alone {found.labels_alone:.3f}; width {found.width:.3f} to "
          f"{found.width_of_labels:.3f}, ratio at most {found.widest:.3f}; "
          f"bias {found.bias:+.3f}")  # fmt: skip
    assert found.corrected >= FLOOR - SLACK
    assert found.width <= found.width_of_labels * 1.01
    assert found.widest <= 1.05
    # The mean of 400 estimates, each with a standard error of about a quarter of the width.
    assert abs(found.bias) < 3 * found.width / 4 / np.sqrt(CORPORA)
    if machine == "biased":
        assert found.raw < 0.1
    if machine == "good":
        assert found.width < 0.9 * found.width_of_labels


@pytest.mark.parametrize(
    ("what", "world", "n"),
    [
        ("few stories", World(stories=40), 60),
        ("rare stances", World(shares=RARE), 60),
        ("rare stances, good machine", World("good", shares=RARE), 60),
    ],
)
def test_the_corrected_interval_holds_in_harder_corpora(what: str, world: World, n: int) -> None:
    found = measured(world, n)
    print(f"{what}: raw {found.raw:.3f}, corrected {found.corrected:.3f}, "
          f"ratio of widths {found.width / found.width_of_labels:.2f}")  # fmt: skip
    assert found.corrected >= FLOOR - SLACK


@pytest.mark.parametrize("label", ["unfavorable", "favorable"])
def test_corrected_shares_hold_the_truth_too(label: Label) -> None:
    found = measured(World("biased"), 100, label)
    print(f"share {label}, 100 labels: raw {found.raw:.3f}, corrected {found.corrected:.3f}, "
          f"ratio of widths {found.width / found.width_of_labels:.2f}")  # fmt: skip
    assert found.corrected >= FLOOR - SLACK
    assert found.widest <= 1.05


def labelled_rows(n: int = 150) -> DataFrame:
    stances = World(stories=200).corpus(np.random.default_rng(4))
    sample = draw_sample(stances, n)
    return lay_beside(stances, sample.design, judged(stances, sample.design)).rows


def test_the_table_has_a_row_for_each_group_and_measure() -> None:
    rows = labelled_rows()
    found = corrected(rows, by=("target", "outlet"))
    assert found.columns.tolist() == ["target", "outlet", *COLUMNS]
    assert found["measure"].tolist() == list(MEASURES) * 3
    means_of = rows.groupby("outlet")["stance"].mean()
    raw = found[found["measure"] == "mean"].set_index("outlet")["raw"]
    pd.testing.assert_series_equal(raw, means_of, check_names=False)
    assert (found["n_labels"].groupby(found["measure"]).sum() == 150).all()


def test_shares_of_the_labels_add_up_for_people_and_machine() -> None:
    found = corrected(labelled_rows()).set_index("measure")
    shares = found.loc[list(MEASURES[1:])]
    assert shares["raw"].sum() == pytest.approx(1)
    assert shares["labels_alone"].sum() == pytest.approx(1)
    # Each has a tuning of its own, so that these add up but nearly.
    assert shares["corrected"].sum() == pytest.approx(1, abs=0.05)


def test_labels_of_everything_leave_nothing_to_the_machine() -> None:
    stances = World(stories=30).corpus(np.random.default_rng(1))
    sample = draw_sample(stances, len(stances))
    rows = lay_beside(stances, sample.design, judged(stances, sample.design)).rows
    found = corrected(rows).iloc[0]
    assert found["corrected"] == pytest.approx(stances["truth"].mean())
    assert found["labels_alone"] == pytest.approx(stances["truth"].mean())


def test_a_machine_that_is_always_right_is_left_as_it_is() -> None:
    stances = World(stories=100).corpus(np.random.default_rng(2))
    stances = stances.assign(stance=stances["truth"])
    sample = draw_sample(stances, 60)
    rows = lay_beside(stances, sample.design, judged(stances, sample.design)).rows
    found = corrected(rows).iloc[0]
    assert found["corrected"] == pytest.approx(found["raw"])
    assert found["tuning"] == pytest.approx(1)
    assert found["high"] > found["low"]


@pytest.mark.parametrize("stories", [4, 6, 9, 10, 14])
def test_with_few_stories_it_is_hardly_wider_than_labels_alone(stories: int) -> None:
    found = measured(World(stories=stories), 40)
    print(f"{stories} stories: corrected {found.corrected:.3f}, ratio at most {found.widest:.3f}")
    assert found.widest <= 1.05
    assert found.corrected >= FLOOR - SLACK


@pytest.mark.parametrize("n", [0, 1, FEWEST_LABELS - 1])
def test_too_few_labels_have_no_interval_and_say_so(n: int) -> None:
    stances = World(stories=50).corpus(np.random.default_rng(3))
    sample = draw_sample(stances, 40)
    rows = lay_beside(stances, sample.design, judged(stances, sample.design)[:n]).rows
    found = corrected(rows)
    assert (found["state"] == "too few labels").all()
    assert found[["low", "high", "labels_low", "labels_high"]].isna().all(axis=None)
    assert found["corrected"].isna().all() == (n == 0)
    assert found["raw_low"].notna().all()


def test_pseudo_outcomes_have_the_mean_of_the_difference_estimator() -> None:
    dice = np.random.default_rng(6)
    scores, truth = dice.normal(0, 0.4, 500), dice.choice([-1.0, 0.0, 1.0], 500)
    drawn, chance = draw(np.repeat(np.arange(5), 100), 120, dice)
    found = pseudo_outcomes(scores, np.where(drawn, truth, np.nan), chance)
    by_hand = scores.mean() + ((truth - scores) / chance)[drawn].sum() / 500
    assert found.mean() == pytest.approx(by_hand)
    # With one chance for all, Hájek's weights are Horvitz's and Thompson's: the same with tuning 1.
    assert np.unique(chance).size == 1
    by_weight = scores.mean() + (truth - scores)[drawn].mean()
    assert found.mean() == pytest.approx(by_weight)


def test_groups_do_not_touch_each_other() -> None:
    rows = labelled_rows(240)
    of_all = corrected(rows, by=("outlet",))
    for outlet, part in rows.groupby("outlet"):
        alone = corrected(part, by=("outlet",))
        among = of_all[of_all["outlet"] == outlet].reset_index(drop=True)
        pd.testing.assert_frame_equal(among, alone)


def test_thirty_thousand_paragraphs_are_corrected_in_about_a_second() -> None:
    stances = World(stories=4600, outlets=tuple("ABCDEFGHIJ")).corpus(np.random.default_rng(8))
    began = time.perf_counter()
    sample = draw_sample(stances, 500)
    drawn = time.perf_counter()
    labelled = lay_beside(stances, sample.design, judged(stances, sample.design))
    laid = time.perf_counter()
    corrected(labelled.rows, by=("target", "outlet"))
    done = time.perf_counter()
    print(f"{len(stances):,} rows: drawn in {drawn - began:.2f} s, laid beside in "
          f"{laid - drawn:.2f} s, corrected in {done - laid:.2f} s")  # fmt: skip
    assert done - began < 10
