"""Views: which rows are seen, how they are counted, into which bins their dates fall."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from pandas import DataFrame

from analysis.summary.selection import (
    View,
    behind,
    bin_dates,
    choose_period,
    once_each,
    select,
)
from analysis.summary.tables import stance_table
from tests.summary.corpora import made_analysis


@pytest.fixture(scope="module")
def stances() -> DataFrame:
    return stance_table(made_analysis(60))


def test_the_default_view_shows_everything(stances: DataFrame) -> None:
    pd.testing.assert_frame_equal(select(stances, View()), stances)


def test_an_empty_choice_shows_nothing(stances: DataFrame) -> None:
    assert select(stances, View(targets=())).empty


def test_views_are_equal_by_content_and_can_be_keys() -> None:
    assert {View(targets=("Japan",)): 1}[View(targets=("Japan",))] == 1


def test_each_filter_keeps_exactly_its_rows(stances: DataFrame) -> None:
    view = View(targets=("Japan",), roles=("body",), holders=("outlet", "other"))
    expected = stances[
        (stances["target"] == "Japan")
        & (stances["role"] == "body")
        & stances["holder"].isin(["outlet", "other"])
    ]
    pd.testing.assert_frame_equal(select(stances, view), expected)


def test_the_unknown_outlet_can_be_chosen(stances: DataFrame) -> None:
    rows = select(stances, View(outlets=(None,)))
    assert len(rows)
    assert rows["outlet"].isna().all()


def test_days_at_both_ends_are_included(stances: DataFrame) -> None:
    day = stances["date"].dropna().iloc[0].date()
    rows = select(stances, View(start=day, end=day))
    assert len(rows)
    assert (rows["date"] == pd.Timestamp(day)).all()


def test_paragraphs_without_a_date_are_not_shown_between_dates(stances: DataFrame) -> None:
    assert stances["date"].isna().any()
    assert select(stances, View(start=date(1900, 1, 1)))["date"].notna().all()


def test_counted_by_origin_each_paragraph_stands_once_for_each_target(stances: DataFrame) -> None:
    rows = select(stances, View(count="origins"))
    keys = rows[["origin", "origin_paragraph", "target"]]
    assert not keys.duplicated().any()
    assert len(rows) == len(stances[["origin", "origin_paragraph", "target"]].drop_duplicates())
    assert len(rows) < len(stances)


def test_the_origin_is_kept_where_it_is_selected(stances: DataFrame) -> None:
    rows = select(stances, View(count="origins"))
    assert (rows["origin"] == rows["article_id"]).all()


def test_the_first_carrier_stands_for_an_origin_that_is_not_selected(stances: DataFrame) -> None:
    copies = stances[stances["origin"] != stances["article_id"]]
    kept = once_each(copies)
    first = copies.drop_duplicates(["origin", "origin_paragraph", "target"])
    pd.testing.assert_frame_equal(kept, first)


def test_the_origin_is_kept_even_where_a_copy_is_read_before_it() -> None:
    table = stance_table(made_analysis(30)).iloc[::-1]
    rows = select(table, View(count="origins"))
    assert (rows["origin"] == rows["article_id"]).all()


def test_counted_by_own_without_any_agency_everything_stays(stances: DataFrame) -> None:
    pd.testing.assert_frame_equal(select(stances, View(count="own")), stances)


def test_agency_copy_is_left_out_even_where_the_agencys_article_is_not_selected() -> None:
    table = stance_table(made_analysis(30))
    first = table["outlet"].dropna().iloc[0]
    wire = table.assign(agency=table["agency"].where(table["outlet"] == first, "Kyodo"))
    rows = select(wire, View(count="own", outlets=(first,)))
    everything = select(wire, View(outlets=(first,)))
    assert 0 < len(rows) < len(everything)
    assert rows["agency"].isna().all()


def test_selecting_leaves_the_table_as_it_was(stances: DataFrame) -> None:
    before = stances.copy(deep=True)
    select(stances, View(count="origins", targets=("Japan",)))
    pd.testing.assert_frame_equal(stances, before)


def days(*values: str | None) -> pd.Series:
    return pd.Series([pd.NaT if value is None else pd.Timestamp(value) for value in values])


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    dates = days("2019-07-14", "2019-07-15", None, "1969-12-31")
    weeks = bin_dates(dates, "week")
    months = bin_dates(dates, "month")
    assert weeks.dt.strftime("%Y-%m-%d").tolist()[:2] == ["2019-07-08", "2019-07-15"]
    assert weeks.iloc[3] == pd.Timestamp("1969-12-29")
    assert months.iloc[3] == pd.Timestamp("1969-12-01")
    assert weeks.isna().tolist() == [False, False, True, False]


def spread(per_day: int, every: int, n: int = 40) -> DataFrame:
    """``per_day`` paragraphs on each of ``n`` days that are ``every`` days apart."""
    dates = pd.date_range("2019-01-07", periods=n, freq=f"{every}D").repeat(per_day)
    return DataFrame({"date": dates, "target": "Japan"})


@pytest.mark.parametrize(
    ("per_day", "every", "period"),
    [(5, 1, "day"), (5, 30, "day"), (1, 1, "week"), (2, 7, "month"), (1, 60, "month")],
)
def test_the_period_is_the_shortest_whose_median_bin_holds_five(
    per_day: int, every: int, period: str
) -> None:
    assert choose_period(spread(per_day, every)) == period


def test_the_period_is_longer_where_there_would_be_too_many_bins_to_see() -> None:
    assert choose_period(spread(5, 1, n=61)) == "week"


def test_without_dates_the_period_is_the_month() -> None:
    assert choose_period(DataFrame({"date": days(None), "target": ["Japan"]})) == "month"


def test_rows_behind_a_mark_can_be_asked_for_by_what_a_click_gives(stances: DataFrame) -> None:
    view = View(period="month")
    by_text = behind(stances, view, {"target": "Japan", "date": "2019-07-01"})
    by_time = behind(stances, view, {"target": "Japan", "date": pd.Timestamp("2019-07-01")})
    pd.testing.assert_frame_equal(by_text, by_time)
    assert set(by_text["date"].dt.month) == {7}
    undated = behind(stances, view, {"date": None})
    assert undated["date"].isna().all()
    assert len(undated) == stances["date"].isna().sum()
    assert behind(stances, view, {"outlet": None})["outlet"].isna().all()
