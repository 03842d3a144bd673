"""Copies of a paragraph are one origin; other paragraphs on the same event are not."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import runs
from analysis.reading.copies import find_origins, in_order
from analysis.records import Article, Fact, Paragraph, Place
from tests.reading.copy_edits import made_up
from tests.reading.measure_copies import (
    SHARED,
    Pair,
    Trial,
    article,
    pairs,
    recall_and_precision,
    table,
    taken_for_copy,
    trials,
)


@pytest.mark.parametrize("pair", pairs("copy_pairs.txt"), ids=lambda pair: pair.why)
def test_pairs_that_the_thresholds_were_chosen_on(pair: Pair) -> None:
    assert taken_for_copy(pair) == pair.is_copy


def test_precision_and_recall_on_held_out_pairs_stay_at_their_floor() -> None:
    held_out = pairs("copy_pairs_held_out.txt")
    judged = [(taken_for_copy(pair), pair.is_copy) for pair in held_out]
    true = sum(found and wanted for found, wanted in judged)
    assert len(held_out) == 12
    assert true / sum(wanted for _, wanted in judged) >= 0.99
    assert true / sum(found for found, _ in judged) >= 0.99


MOST = 60
"""Paragraphs of each kind in the test; ``python -m tests.reading.measure_copies`` takes all."""


@pytest.fixture(scope="module")
def tried() -> list[Trial]:
    return list(trials(MOST))


def test_recall_and_precision_over_all_edits_stay_at_their_floor(tried: list[Trial]) -> None:
    print("\n".join(table(tried)))
    recall, precision = recall_and_precision(tried)
    assert recall >= 0.95
    assert precision >= 0.98


def test_recall_and_precision_by_hand_stay_at_their_floor(tried: list[Trial]) -> None:
    by_hand = [trial for trial in tried if trial.kind.startswith("by hand")]
    assert len(by_hand) >= 100
    assert sum(trial.wanted is None for trial in by_hand) >= 50
    recall, precision = recall_and_precision(by_hand)
    assert recall >= 0.95
    assert precision >= 0.96


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("exact", 1.0),
        ("credit and dateline added", 1.0),
        ("numbers rounded", 1.0),
        ("a sentence dropped", 1.0),
        ("two joined in one", 1.0),
        ("one split in two", 1.0),
        ("spelling of London", 1.0),
        ("tense", 1.0),
        ("quotation halved", 0.98),
        ("names for titles", 0.98),
        ("opening added", 0.98),
        ("20% of the words exchanged", 0.98),
        ("30% of the words exchanged", 0.85),
        ("40% of the words exchanged", 0.45),
    ],
)
def test_each_kind_of_edit_is_found_to_its_floor(
    tried: list[Trial], kind: str, floor: float
) -> None:
    found = [trial.right for trial in tried if trial.kind == kind]
    assert found
    assert sum(found) >= floor * len(found)


@pytest.mark.parametrize(
    "kind", ["same quotation", "same stock sentence", "same speaker and title"]
)
def test_what_two_reporters_have_in_common_is_no_copy(tried: list[Trial], kind: str) -> None:
    found = [trial.right for trial in tried if trial.kind == kind]
    assert found
    assert sum(found) >= 0.98 * len(found)


def edited(text: str, chance: random.Random, rate: float) -> str:
    words = ["indeed" if chance.random() < rate else word for word in text.split()]
    return " ".join(words)


@pytest.mark.parametrize(("rate", "floor"), [(0.0, 1.0), (0.05, 1.0), (0.1, 0.97), (0.15, 0.95)])
def test_copies_with_words_exchanged_by_rule_are_found(rate: float, floor: float) -> None:
    chance = random.Random(11)
    articles: list[Article] = []
    wanted: dict[Place, Place] = {}
    for number in range(40):
        texts = [made_up(chance) for _ in range(5)]
        copies = [edited(text, chance, rate) for text in texts[:4]]
        articles.append(article(f"first{number}", texts, date="2019-07-01"))
        articles.append(article(f"later{number}", [*copies, made_up(chance)], date="2019-07-02"))
        wanted |= {Place(f"later{number}", i): Place(f"first{number}", i) for i in range(4)}
    origins = find_origins(articles)
    assert sum(origins[place] == origin for place, origin in wanted.items()) >= floor * len(wanted)
    others = [place for place, origin in origins.items() if place != origin and place not in wanted]
    assert not others


def test_the_agencys_own_article_comes_first_then_the_earliest_day_then_the_reading_order() -> None:
    texts = list(SHARED)
    paper = article("paper", texts, date="2019-07-01", outlet="The Korea Herald")
    wire = article("wire", texts, date="2019-07-03", outlet="Yonhap News Agency")
    undated = article("undated", texts, date=None)
    assert {p.article_id for p in find_origins([undated, paper, wire]).values()} == {"wire"}
    assert {p.article_id for p in find_origins([undated, paper]).values()} == {"paper"}
    twin = article("twin", texts, date="2019-07-01")
    assert {p.article_id for p in find_origins([twin, paper]).values()} == {"twin"}


def timed(name: str, time: str, *, outlet: str = "") -> Article:
    day = article(name, SHARED, date=time[:10], outlet=outlet)
    return replace(day, time=Fact(time))


def test_of_two_with_an_hour_the_earlier_moment_comes_first_wherever_it_was() -> None:
    washington = timed("washington", "2019-07-14T20:00-04:00")
    seoul = timed("seoul", "2019-07-15T01:00+09:00")
    origins = find_origins([washington, seoul])
    assert {place.article_id for place in origins.values()} == {"seoul"}


def test_an_article_without_an_hour_keeps_the_place_of_its_day_and_reading() -> None:
    late, early = timed("late", "2019-07-02T18:00+09:00"), timed("early", "2019-07-02T06:00+09:00")
    before = article("before", SHARED, date="2019-07-01")
    same = article("same", SHARED, date="2019-07-02")
    unknown = article("unknown", SHARED, date=None)
    ordered = in_order([unknown, late, same, early, before])
    assert [a.id for a in ordered] == ["before", "early", "same", "late", "unknown"]


def test_an_hour_without_an_offset_or_that_is_none_counts_for_nothing() -> None:
    local, broken = timed("local", "2019-07-02T06:00"), timed("broken", "2019-07-02T99:00+09:00")
    assert [a.id for a in in_order([broken, local])] == ["broken", "local"]


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.none() | st.integers(0, 23), st.integers(-11, 11)),
        max_size=9,
    )
)
@settings(max_examples=60, deadline=None)
def test_the_order_holds_each_article_once_and_no_hour_after_a_later_one(
    published: list[tuple[int, int | None, int]],
) -> None:
    articles = [
        article(str(i), SHARED, date=f"2019-07-0{day}")
        if hour is None
        else timed(str(i), f"2019-07-0{day}T{hour:02}:00{offset:+03}:00")
        for i, (day, hour, offset) in enumerate(published)
    ]
    ordered = in_order(articles)
    assert sorted(ordered, key=lambda a: int(a.id)) == articles
    moments = [datetime.fromisoformat(a.time.value) for a in ordered if a.time.value]
    assert moments == sorted(moments)
    days = [a.date.value for a in ordered if not a.time.value]
    assert days == sorted(days, key=str)


def test_the_agencys_article_comes_first_even_where_another_has_an_earlier_hour() -> None:
    paper = timed("paper", "2019-07-01T06:00+09:00")
    wire = timed("wire", "2019-07-01T09:00+09:00", outlet="Yonhap News Agency")
    assert [a.id for a in in_order([paper, wire])] == ["wire", "paper"]


def test_a_deck_is_news_and_traced_like_the_rest() -> None:
    decks = [
        Article(name, name, (Paragraph(0, "deck", SHARED[0]),), date=Fact(day))
        for name, day in (("first", "2019-07-01"), ("second", "2019-07-02"))
    ]
    assert find_origins(decks)[Place("second", 0)] == Place("first", 0)


def test_a_text_that_needs_several_parts_of_the_index_gives_the_same_origins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(9)
    articles: list[Article] = []
    for number in range(60):
        texts = [made_up(chance) for _ in range(4)]
        copies = [edited(text, chance, 0.1) for text in texts]
        articles.append(article(f"first{number}", texts, date="2019-07-01"))
        articles.append(article(f"later{number}", copies, date="2019-07-02"))
    whole = find_origins(articles)
    monkeypatch.setattr(runs, "PART", 700)
    monkeypatch.setattr(runs, "BLOCK", 300)
    assert find_origins(articles) == whole
    assert sum(place != origin for place, origin in whole.items()) >= 235


def test_a_chain_of_edits_leads_to_one_root() -> None:
    chance = random.Random(5)
    texts = [[made_up(chance) for _ in range(4)]]
    for _ in range(4):
        texts.append([edited(text, chance, 0.06) for text in texts[-1]])
    articles = [article(f"a{i}", text, date=f"2019-07-0{i + 1}") for i, text in enumerate(texts)]
    origins = find_origins(articles)
    assert {origins[Place(f"a{i}", 2)] for i in range(5)} == {Place("a0", 2)}


def test_joined_and_split_paragraphs_are_copies() -> None:
    first = article("first", SHARED, date="2019-07-01")
    joined = article("joined", [f"{SHARED[0]} {SHARED[1]}", SHARED[2]], date="2019-07-02")
    origins = find_origins([first, joined])
    assert origins[Place("joined", 0)].article_id == "first"
    back = find_origins([article("first", [" ".join(SHARED)], date="2019-07-01"), joined])
    assert {place.article_id for place in back.values()} == {"first"}


def test_a_paragraph_that_an_article_repeats_is_no_copy_of_another_article() -> None:
    twice = article("twice", [SHARED[0], SHARED[1], SHARED[0]], date="2019-07-01")
    assert all(place == origin for place, origin in find_origins([twice]).items())


def test_boilerplate_and_bylines_are_their_own_origin() -> None:
    line = "Copyright The Daily Example, all rights reserved, no part of it may be copied."
    articles = [
        Article(name, name, (Paragraph(0, "boilerplate", line), Paragraph(1, "byline", line)))
        for name in ("a", "b")
    ]
    assert all(place == origin for place, origin in find_origins(articles).items())


words = st.sampled_from(
    ("seoul", "tokyo", "says", "the", "talks", "failed", "over", "trade", "again", "and", "now")
)
texts = st.lists(st.lists(words, max_size=14).map(" ".join), max_size=5)


@given(st.lists(texts, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_origins_cover_every_paragraph_and_are_idempotent(
    corpus: list[list[str]], chance: random.Random
) -> None:
    days = [f"2019-07-{chance.randrange(1, 28):02}" for _ in corpus]
    articles = [
        article(f"a{i}", text, date=day)
        for i, (text, day) in enumerate(zip(corpus, days, strict=True))
    ]
    origins = find_origins(articles)
    assert set(origins) == {Place(a.id, p.index) for a in articles for p in a.paragraphs}
    assert all(origins[origin] == origin for origin in origins.values())
    assert all(o == p for p, o in origins.items() if o.article_id == p.article_id)


def test_many_copies_of_one_article_cost_time_in_proportion() -> None:
    chance = random.Random(3)
    story = [made_up(chance) for _ in range(10)]
    articles = [article(f"a{i}", [*story, made_up(chance)], date="2019-07-01") for i in range(400)]
    start = time.process_time()
    origins = find_origins(articles)
    assert time.process_time() - start < 6
    assert {origins[Place(f"a{i}", 3)] for i in range(400)} == {Place("a0", 3)}
