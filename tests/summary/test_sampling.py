"""The sample: blind, the same for the same seed, and each unit's chance is as it is said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StanceError
from analysis.summary.sampling import (
    DESIGN_COLUMNS,
    SHEET_COLUMNS,
    allocation,
    draw,
    draw_sample,
    redraw,
)
from tests.summary.made import again, made_stances

STANCES = made_stances(
    {"Fjord Post": -0.4, "Delta News": 0.1, "Mesa Herald": 0.3}, targets=("Japan", "Korea")
)
PLACE = ["article", "paragraph", "target"]


def test_the_same_seed_draws_the_same_and_another_draws_another() -> None:
    first, second, other = (draw_sample(STANCES, 60, seed=seed) for seed in (7, 7, 8))
    assert first.units.equals(second.units)
    assert not first.units[PLACE].equals(other.units[PLACE])


def test_the_order_of_the_rows_and_what_files_are_called_change_nothing() -> None:
    keys = {name: f"key {number}" for number, name in enumerate(STANCES["article_id"].unique())}
    renamed = STANCES.sample(frac=1, random_state=3)
    for column in ("article_id", "origin"):
        renamed = renamed.assign(**{column: "moved " + renamed[column]})
    moved = {f"moved {name}": key for name, key in keys.items()}
    first = draw_sample(STANCES, 50, keys=keys)
    second = draw_sample(renamed, 50, keys=moved)
    assert first.name == second.name
    assert first.design.equals(second.design)


def test_the_sheet_of_a_coder_tells_nothing_of_the_machines_answer() -> None:
    sheet = draw_sample(STANCES, 80).sheet
    assert sheet.columns.tolist() == list(SHEET_COLUMNS)
    assert (sheet[["stance", "coder", "reason"]] == "").all(axis=None)
    assert sheet["number"].tolist() == list(range(1, 81))
    told = " ".join(map(str, sheet.drop(columns=["text", "title"]).to_numpy().ravel()))
    assert "favorable" not in told
    assert "neutral" not in told


def test_rows_stand_in_an_order_that_does_not_follow_the_strata() -> None:
    units = draw_sample(STANCES, 90).units
    codes = units["stratum"].factorize(sort=True)[0]
    # In order of the strata the correlation would be 1; of 90 shuffled rows it is 0 give or take
    # 0.11, so that 0.4 is far outside.
    assert abs(np.corrcoef(codes, np.arange(len(codes)))[0, 1]) < 0.4


def test_every_stratum_is_drawn_and_rare_labels_more_often_than_common_ones() -> None:
    sample = draw_sample(STANCES, 120)
    strata = STANCES["target"] + " / " + STANCES["label"] + " / " + STANCES["outlet"]
    sizes = strata.value_counts()
    chances = sample.design.groupby("stratum")["chance"].first()
    assert set(chances.index) == set(sizes.index)
    ordered = chances.loc[sizes.sort_values().index]
    assert (np.diff(ordered) <= 1e-12).all()
    assert sample.design.columns.tolist() == list(DESIGN_COLUMNS)


def test_copies_are_judged_once() -> None:
    copied = again(STANCES, "Fjord Post 003", "Delta News")
    every = draw_sample(copied, len(copied))
    assert len(every.units) == len(STANCES)
    assert (every.design["chance"] == 1).all()


def test_whole_articles_are_drawn_with_all_their_paragraphs() -> None:
    sample = draw_sample(STANCES, 100, whole_articles=True)
    sizes = sample.units.groupby("article").size()
    assert (sizes == 12).all()
    assert len(sample.units) == pytest.approx(100, abs=12)
    assert sample.design["chance"].nunique() == 1


def test_a_sample_is_drawn_again_by_its_name_and_not_where_the_scores_changed() -> None:
    for whole in (False, True):
        sample = draw_sample(STANCES, 40, seed=5, whole_articles=whole)
        found = redraw(STANCES, sample.name)
        assert found is not None
        assert found.units.equals(sample.units)
    sample = draw_sample(STANCES, 40)
    changed = STANCES.assign(label=STANCES["label"].replace("neutral", "favorable"))
    assert redraw(changed, sample.name) is None
    assert redraw(STANCES, "paragraphs-40-x-0123456789") is None


@pytest.mark.parametrize(("n", "seed", "empty"), [(0, 1, False), (5, -1, False), (5, 1, True)])
def test_nothing_to_draw_is_said_with_a_remedy(n: int, seed: int, empty: bool) -> None:
    with pytest.raises(StanceError, match="cannot be drawn"):
        draw_sample(STANCES[:0] if empty else STANCES, n, seed=seed)


SIZES = st.lists(st.integers(0, 60), min_size=1, max_size=12).filter(any)


@settings(deadline=None, max_examples=150)
@given(SIZES, st.integers(1, 400), st.sampled_from([0.0, 0.5, 1.0]))
def test_allocations_add_up_and_no_stratum_gets_more_than_it_holds(
    sizes: list[int], n: int, power: float
) -> None:
    held = np.array(sizes, dtype=float)
    parts = allocation(held, n, power)
    assert parts.sum() == pytest.approx(min(n, held.sum()))
    assert (parts <= held + 1e-9).all()
    assert (parts[held > 0] > 0).all()


@settings(deadline=None, max_examples=150)
@given(SIZES, st.integers(1, 400), st.integers(0, 1000))
def test_as_many_are_drawn_as_asked_and_each_stratum_but_for_rounding(
    sizes: list[int], n: int, seed: int
) -> None:
    strata = np.repeat(np.arange(len(sizes)), sizes)
    drawn, chance = draw(strata, n, np.random.default_rng(seed))
    assert drawn.sum() == min(n, sum(sizes))
    for stratum in range(len(sizes)):
        inside = strata == stratum
        assert abs(drawn[inside].sum() - chance[inside].sum()) < 1 + 1e-6


def test_each_unit_is_drawn_as_often_as_its_chance_says() -> None:
    strata = np.repeat(np.arange(4), [100, 30, 7, 2])
    dice = np.random.default_rng(17)
    times = 4000
    counts = np.zeros(len(strata))
    for _ in range(times):
        drawn, chance = draw(strata, 25, dice)
        counts += drawn
    # Four standard errors of a share of 4,000 draws are at most 3.2 points.
    np.testing.assert_allclose(counts / times, chance, atol=0.032)
