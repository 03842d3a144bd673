"""The five sample articles are read as a careful person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reading.copies import find_origins
from analysis.reading.sources import read
from analysis.records import Article, Place

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    reading = read([SEEDS])
    assert not reading.rejected
    return {article.id[:3]: article for article in reading.articles}


@pytest.mark.parametrize(
    ("number", "outlet", "clue", "agency", "date"),
    [
        ("000", "The Korea Post", "copyright line", "Yonhap", "2019-07-14"),
        ("001", "Yonhap News Agency", "dateline", "Yonhap", "2019-07-14"),
        ("002", "The Korea Herald", "line of the site", "Yonhap", None),
        ("003", None, "not stated", None, None),
        ("004", "The Korea Herald", "masthead", None, "2019-08-29"),
    ],
)
def test_facts_that_the_samples_tell(
    articles: dict[str, Article],
    number: str,
    outlet: str | None,
    clue: str,
    agency: str | None,
    date: str | None,
) -> None:
    article = articles[number]
    assert (article.outlet.value, article.outlet.clue) == (outlet, clue)
    assert (article.agency.value, article.date.value) == (agency, date)


def test_titles_and_bylines_of_the_samples(articles: dict[str, Article]) -> None:
    assert articles["000"].title.value is None
    assert (articles["001"].title.value or "").startswith("U.S. officials share concern")
    assert "(LEAD)" in articles["001"].title.clue
    assert (articles["002"].title.value or "").startswith("Foreign ministry official in Japan")
    assert articles["004"].byline.value == "Park Han-na"


def test_what_the_samples_do_not_tell_is_said(articles: dict[str, Article]) -> None:
    assert any("without their year" in doubt for doubt in articles["002"].doubts)
    assert any("2019-07-11" in doubt for doubt in articles["003"].doubts)
    assert all(article.note for article in articles.values())


def test_cut_sentences_and_doubled_captions_of_the_samples(articles: dict[str, Article]) -> None:
    texts = [paragraph.text for paragraph in articles["002"].paragraphs]
    assert any("rulings here that ordered Japanese firms to compensate" in text for text in texts)
    assert any("based on its claim that Japan's export control" in text for text in texts)
    captions = [p for p in articles["004"].paragraphs if p.role == "caption"]
    assert [c.text.count("Kenji Kanasugi") for c in captions] == [1]
    assert "twice" in captions[0].reason


def test_two_samples_carry_one_story(articles: dict[str, Article]) -> None:
    origins = find_origins(list(articles.values()))
    own, wire = articles["000"], articles["001"]
    copied = {
        place.paragraph: origin
        for place, origin in origins.items()
        if place.article_id == own.id and origin != place
    }
    assert len(copied) == 13
    assert {origin.article_id for origin in copied.values()} == {wire.id}
    assert all(origins[Place(wire.id, p.index)].article_id == wire.id for p in wire.paragraphs)
    assert not {0, 1, 2} & set(copied), "the lead, the visit and another picture are its own"
    later = articles["004"]
    assert all(origins[Place(later.id, p.index)].article_id == later.id for p in later.paragraphs)
