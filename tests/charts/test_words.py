"""The words and colours of charts: readable, in any script, on light and on dark."""

from __future__ import annotations

import math
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts.theme import DARK, LIGHT, Theme, shape
from analysis.charts.words import clean, ems, interval, lines, number, percent, period, voice

BOTH = pytest.mark.parametrize("inks", [LIGHT, DARK], ids=["light", "dark"])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.004, "0.00"),
        (-0.004, "0.00"),
        (-1.0, "\u22121.00"),
        (0.5, "+0.50"),
        (math.nan, "not given"),
    ],
)
def test_a_stance_is_said_with_its_sign(value: float, said: str) -> None:
    assert number(value) == said


def test_no_interval_is_said_to_be_none_and_never_zero() -> None:
    assert interval(math.nan, math.nan) == "none: too few"


@pytest.mark.parametrize(("share", "said"), [(0.0, "0 %"), (0.001, "< 1 %"), (0.5, "50 %")])
def test_a_share_that_is_not_zero_is_not_said_to_be(share: float, said: str) -> None:
    assert percent(share) == said


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_a_name_is_one_line_of_signs_that_can_be_seen(name: str) -> None:
    shown = clean(name)
    assert shown
    assert shown.isprintable()
    assert "\n" not in shown


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=120), st.integers(60, 700))
def test_lines_are_no_wider_than_their_room_and_lose_nothing(text: str, width: int) -> None:
    broken = lines([text], width, 12)
    assert all(ems(line) * 12 <= width for line in broken)
    assert "".join("".join(broken).split()) == "".join(text.split())


def test_holders_are_named_as_a_reader_would() -> None:
    assert [voice(holder) for holder in ("outlet", "Japan", "other")] == [
        "the outlet itself",
        "Japan",
        "others",
    ]


def test_a_period_counts_each_undated_article_once() -> None:
    rows = pd.DataFrame(
        {
            "article_id": ["a", "a", "b", "b", "c"],
            "date": [pd.Timestamp("2019-07-04")] * 2 + [pd.NaT] * 2 + [pd.Timestamp("2019-08-01")],
        }
    )
    assert period(rows) == "4 Jul 2019 to 1 Aug 2019; 1 article undated"
    assert period(rows.iloc[:2]) == "4 Jul 2019"
    assert period(rows.iloc[2:4]) == "1 article undated"


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_words_stand_out_from_the_paper(inks: Theme) -> None:
    assert contrast(inks.ink, inks.paper) > 7
    assert contrast(inks.muted, inks.paper) > 4.5
    assert contrast(inks.ink, inks.middle) > 4.5
    for end in (inks.unfavorable, inks.favorable):
        assert contrast(inks.on_ends, end) > 4.5


@BOTH
def test_dots_stand_out_from_the_paper(inks: Theme) -> None:
    assert all(contrast(colour, inks.paper) > 2 for colour in inks.targets)


def test_the_shares_can_be_told_apart_in_greyscale() -> None:
    for first, second in combinations(LIGHT.labels, 2):
        assert contrast(first, second) > 1.8


@BOTH
def test_forty_targets_differ_in_colour_or_shape(inks: Theme) -> None:
    assert len({(inks.colour(at), shape(at)) for at in range(42)}) == 42
    assert len({shape(at) for at in range(7)}) == 7
