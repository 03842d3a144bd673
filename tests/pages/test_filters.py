from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.pages.filters import NOT_KNOWN, Choices, active, choices_in, misfits, view_of

CHOICES = Choices(
    targets=("Norland", "Sudland"),
    outlets=("Harbor Gazette", NOT_KNOWN),
    roles=("headline", "body"),
    voices=("outlet", "Norland"),
    first=date(2021, 3, 1),
    last=date(2021, 3, 9),
    undated=1,
)


def stances() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": ["a", "a", "b"],
            "outlet": ["Harbor Gazette", "Harbor Gazette", None],
            "date": pd.to_datetime(["2021-03-01", "2021-03-01", "NaT"]),
            "target": ["Norland", "Sudland", "Norland"],
            "role": ["body", "body", "headline"],
            "holder": ["outlet", "Norland", "outlet"],
        }
    )


def test_the_filters_offer_what_is_in_the_articles() -> None:
    found = choices_in(stances(), ("Norland", "Sudland"))
    assert found.outlets == ("Harbor Gazette", NOT_KNOWN)
    assert found.roles == ("headline", "body")
    assert found.voices == ("outlet", "Norland")
    assert (found.first, found.last, found.undated) == (date(2021, 3, 1), date(2021, 3, 1), 1)


def test_an_empty_choice_means_everything() -> None:
    view = view_of({"target": [], "outlet": [], "undated": True, "count": "articles"})
    assert view.targets is None
    assert view.outlets is None
    assert view.period is None
    assert view.undated is True


def test_the_outlet_that_is_not_known_can_be_chosen() -> None:
    assert view_of({"outlet": ["Harbor Gazette", NOT_KNOWN]}).outlets == ("Harbor Gazette", None)


def test_what_an_address_asks_for_and_is_not_here_is_named() -> None:
    params = {
        "target": ["Norland", "Atlantis"],
        "from": ["2021-03-02"],
        "to": ["yesterday"],
        "count": ["origins"],
        "period": ["century"],
        "undated": ["false"],
    }
    assert misfits(params, CHOICES) == ["target “Atlantis”", "to “yesterday”", "period “century”"]


def test_a_filter_is_active_only_where_it_leaves_something_out() -> None:
    assert not active({"target": [], "count": "articles", "unrelated": 3})
    assert active({"target": ["Norland"]})
    assert active({"count": "origins"})
