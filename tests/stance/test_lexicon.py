"""The transparent scorer's hard properties: symmetry, evidence, offsets, and what it withstands."""

from __future__ import annotations

import math
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.records import MarkedText, Mention, Score
from analysis.stance.entries import entries, noun_classes, relations, vader_words
from analysis.stance.lexicon import LexiconScorer, judged, squash
from analysis.stance.mentions import find_in_text
from analysis.stance.roles import OTHER_PARTY
from analysis.stance.targets import load_targets
from analysis.stance.triggers import Finding
from analysis.stance.words import rows
from tests.golden import CAST, Country, fill

SCORER = LexiconScorer()
ELSEWHERE = Country("Ruritania", "Ruritanian", "Strelsau", "Elphberg")
WORDS = sorted({row["term"].split()[0] for row in rows("lexicon.tsv")})
PLACES = ["{A}", "{B}", "{C}", "{A.adj}", "{B.adj}", "{A.cap}", "{B.cap}", "{A.leader}", "{B}'s"]
GLUE = re.findall(
    r"\S+",
    """the a an of by to for with against from on in said that which who and but not no never did
    was were had has would should it its they minister officials decision measure talks offer
    , . ; " ' ( ) — ? If Because very as than while refused pledged called""",
)

sentences = st.lists(st.sampled_from(PLACES + GLUE) | st.sampled_from(WORDS), max_size=40).map(
    " ".join
)
texts = st.lists(sentences, min_size=1, max_size=3).map(". ".join)


def score(marked: MarkedText) -> dict[str, Score]:
    return dict(SCORER.score([marked])[0])


def numbers(found: Score) -> tuple[float, float, float]:
    return found.unfavorable, found.neutral, found.favorable


@settings(deadline=None, max_examples=150)
@given(texts)
def test_exchanging_two_countries_names_exchanges_their_scores(text: str) -> None:
    before = score(fill(text))
    swapped = text.replace("{A", "{#").replace("{B", "{A").replace("{#", "{B")
    after = score(fill(swapped))
    exchange = {"A": "B", "B": "A", "C": "C"}
    assert {exchange[t]: numbers(s) for t, s in before.items()} == {
        t: numbers(s) for t, s in after.items()
    }


@settings(deadline=None, max_examples=150)
@given(texts)
def test_another_countrys_name_leaves_the_score_as_it_was(text: str) -> None:
    before = score(fill(text))
    after = score(fill(text, {**CAST, "A": ELSEWHERE}))
    assert {t: numbers(s) for t, s in before.items()} == {t: numbers(s) for t, s in after.items()}


@pytest.mark.parametrize(
    "text",
    [
        "Tokyo's claim that Seoul broke the pact was called groundless.",
        "Japan accused South Korea of bad faith; South Korean officials thanked Japanese envoys.",
    ],
)
def test_names_in_plain_text_exchange_as_well(text: str) -> None:
    pairs = {"South Korean": "Japanese", "South Korea": "Japan", "Seoul": "Tokyo"}
    either = pairs | {right: left for left, right in pairs.items()}
    longest_first = "|".join(sorted(either, key=len, reverse=True))
    swapped = re.sub(longest_first, lambda found: either[found.group()], text)
    before = score(MarkedText(text, find_in_text(text, load_targets())))
    after = score(MarkedText(swapped, find_in_text(swapped, load_targets())))
    assert numbers(before["Japan"]) == numbers(after["Korea"])
    assert numbers(before["Korea"]) == numbers(after["Japan"])


@settings(deadline=None, max_examples=150)
@given(texts)
def test_the_evidence_adds_up_to_the_stance_and_lies_on_whole_words(text: str) -> None:
    marked = fill(text)
    for found in score(marked).values():
        assert math.isclose(sum(numbers(found)), 1.0, abs_tol=1e-9)
        assert all(0.0 <= p <= 1.0 for p in numbers(found))
        assert math.isclose(sum(e.weight for e in found.evidence), found.stance, abs_tol=1e-9)
        for piece in found.evidence:
            assert 0 <= piece.start < piece.end <= len(marked.text)
            assert not marked.text[piece.start - 1 : piece.start].isalnum()
            assert not marked.text[piece.end : piece.end + 1].isalnum()
            assert not marked.text[piece.start : piece.end].isspace()


@settings(deadline=None, max_examples=100)
@given(texts, sentences)
def test_words_after_a_paragraph_move_no_offsets_before(text: str, more: str) -> None:
    first = fill(text + " .\n")
    longer = MarkedText(
        first.text + "However, " + more.replace("{", "").replace("}", ""), first.mentions
    )
    starts = {(f.target, f.start, f.end) for f in judged(first)}
    kept = {(f.target, f.start, f.end) for f in judged(longer) if f.end <= len(first.text)}
    assert starts == kept


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300), st.data())
def test_no_text_whatever_raises(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    marked = MarkedText(text, tuple(Mention("X", start, end) for start, end in spans))
    assert set(score(marked)) == set(marked.targets)


@settings(deadline=None, max_examples=60)
@given(texts)
def test_the_same_text_always_gives_the_same_scores(text: str) -> None:
    assert SCORER.score([fill(text)]) == LexiconScorer().score([fill(text)])


@pytest.mark.parametrize(
    "piece",
    [
        "{A} blamed {B} and refused the unfair offer of the minister of ",
        '"',
        "{A} ",
        "very ",
        "of {A} of {B} ",
        ", which {A} said {B} had said it denied",
    ],
)
def test_a_giant_paragraph_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def seconds(repeats: int) -> float:
        marked = fill(piece * repeats)
        start = time.process_time()
        SCORER.score([marked])
        return time.process_time() - start

    seconds(10)
    short = min(seconds(1_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(3)) < 24 * short + 0.2


@settings(deadline=None)
@given(st.lists(st.floats(-6, 6), max_size=6))
def test_more_praise_never_lowers_the_favorable_share(weights: list[float]) -> None:
    found = [Finding("X", 2 * n, 2 * n + 1, w, "agent", "") for n, w in enumerate(weights)]
    before = squash(found)
    after = squash([*found, Finding("X", 100, 101, 0.5, "agent", "")])
    assert after.favorable >= before.favorable
    assert after.unfavorable <= before.unfavorable
    assert after.stance >= before.stance


def test_without_evidence_the_stance_is_zero_and_neutral() -> None:
    found = score(fill("{A} and {B} share a border of 900 kilometers."))
    assert all(s.label == "neutral" and s.stance == 0 and not s.evidence for s in found.values())


def test_every_target_that_is_mentioned_is_scored_in_order_of_mention() -> None:
    assert list(score(fill("{B} met {A}, and {C} watched {B}."))) == ["B", "A", "C"]


def test_names_are_hidden_from_the_words_of_judgment() -> None:
    text = "The United States Supreme Court sits in the capital."
    name = Mention("U.S.", 4, 17)
    assert score(MarkedText(text, (name,)))["U.S."].evidence == ()


def test_the_pieces_of_vader_are_used_without_the_words_that_mislead() -> None:
    assert "horrible" in vader_words()
    assert not {"united", "supreme", "security", "agreement", "interest"} & set(vader_words())
    plain = score(fill("{A}'s answer was rude."))["A"].stance
    boosted = score(fill("{A}'s answer was extremely rude."))["A"].stance
    assert boosted < plain < 0


def test_every_row_of_the_lexicon_is_complete_and_says_where_it_comes_from() -> None:
    bears = {
        "v": {"agent", "object", "called", "undone"},
        "n": {"owner", "object"},
        "a": {"head", "object"},
    }
    seen: set[tuple[str, str, str]] = set()
    for row in rows("lexicon.tsv"):
        key = row["term"], row["pos"], row["bears"]
        assert key not in seen
        seen.add(key)
        assert row["bears"] in bears.get(row["pos"], {"doer", "source"})
        weight = abs(float(row["weight"]))
        assert 0.2 <= weight <= 4 or (weight == 0 and row["source"].startswith("idiom"))
        assert row["source"].split()[0] in {*"12345678", "usage", "idiom"}
        for element in row["term"].split()[1:]:
            assert element[0] != "~" or element[1:] in noun_classes()
    assert len(seen) > 1000
    assert entries()
    assert all(0 < strength <= 1.5 for strength in relations().values())
    assert OTHER_PARTY not in relations()
