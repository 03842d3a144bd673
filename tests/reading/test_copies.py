"""Copies of a paragraph are one origin; other paragraphs on the same event are not."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.copies import find_origins
from analysis.records import Article, Fact, Paragraph, Place

HERE = Path(__file__).parent
SHARED = (
    "The ferry between the two ports sailed half empty all summer, its captain told a local paper.",
    "A museum in the old quarter has opened a show of lacquer bowls lent by a collector in Kyoto.",
    "Rice growers in the north expect a poor harvest after weeks of rain and a late typhoon.",
)
OWN = (
    "Heavy snow closed the mountain road and thirty hikers spent the night in a school gym.",
    "The choir will tour six cities in spring and sing in each of them for free.",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later paragraph, and whether the later is a copy."""

    why: str
    first: str
    second: str

    @property
    def is_copy(self) -> bool:
        return self.why.startswith("=")


def pairs(name: str) -> list[Pair]:
    parts = (HERE / name).read_text(encoding="utf-8").split("\n\n")
    rows = [[line for line in part.splitlines() if not line.startswith("# ")] for part in parts]
    return [Pair(*row) for row in rows if len(row) == 3]


def article(name: str, texts: Sequence[str], *, date: str | None, outlet: str = "") -> Article:
    paragraphs = tuple(Paragraph(i, "body", text) for i, text in enumerate(texts))
    return Article(name, name, paragraphs, outlet=Fact(outlet or None), date=Fact(date))


def taken_for_copy(pair: Pair) -> bool:
    in_story = "story:" in pair.why
    first = article("first", [*(SHARED if in_story else ()), pair.first], date="2019-07-01")
    second = article("second", [*(SHARED if in_story else OWN), pair.second], date="2019-07-02")
    place = Place("second", len(second.paragraphs) - 1)
    return find_origins([second, first])[place].article_id == "first"


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


SYLLABLES = ("ka", "to", "mi", "ren", "sol", "dar", "vi", "pu", "lek", "on", "sha", "gri", "ne")


LITTLE = ("the", "of", "to", "that", "said", "in", "on", "and")


def sentence(chance: random.Random) -> str:
    """Two dozen words, a third of them little ones that any sentence may share."""
    words = [
        chance.choice(LITTLE)
        if chance.random() < 0.35
        else "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(2, 4)))
        for _ in range(24)
    ]
    return " ".join(words) + "."


def edited(text: str, chance: random.Random, rate: float) -> str:
    words = ["indeed" if chance.random() < rate else word for word in text.split()]
    return " ".join(words)


@pytest.mark.parametrize(("rate", "floor"), [(0.0, 1.0), (0.05, 1.0), (0.1, 0.97), (0.15, 0.95)])
def test_copies_with_words_exchanged_by_rule_are_found(rate: float, floor: float) -> None:
    chance = random.Random(11)
    articles: list[Article] = []
    wanted: dict[Place, Place] = {}
    for number in range(40):
        texts = [sentence(chance) for _ in range(5)]
        copies = [edited(text, chance, rate) for text in texts[:4]]
        articles.append(article(f"first{number}", texts, date="2019-07-01"))
        articles.append(article(f"later{number}", [*copies, sentence(chance)], date="2019-07-02"))
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


def test_a_chain_of_edits_leads_to_one_root() -> None:
    chance = random.Random(5)
    texts = [[sentence(chance) for _ in range(4)]]
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
    story = [sentence(chance) for _ in range(10)]
    articles = [article(f"a{i}", [*story, sentence(chance)], date="2019-07-01") for i in range(400)]
    start = time.process_time()
    origins = find_origins(articles)
    assert time.process_time() - start < 6
    assert {origins[Place(f"a{i}", 3)] for i in range(400)} == {Place("a0", 3)}
