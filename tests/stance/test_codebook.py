"""The codebook's rules as rows that read: a text, and the stance toward each target it mentions."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from analysis.records import Label, MarkedText
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.mentions import find_in_text
from analysis.stance.targets import load_targets

BAD: Label = "unfavorable"
NONE: Label = "neutral"
GOOD: Label = "favorable"


class Row(NamedTuple):
    text: str
    stance: dict[str, Label]


def labels(text: str) -> dict[str, Label]:
    marked = MarkedText(text, find_in_text(text, load_targets()))
    return {target: score.label for target, score in LexiconScorer().score([marked])[0].items()}


def name(row: Row) -> str:
    return row.text


EXAMPLES = [
    Row("Seoul called Tokyo's claim groundless.", {"Korea": NONE, "Japan": BAD}),
    Row(
        "Japan raised suspicions that South Korea was negligent.",
        {"Japan": NONE, "Korea": BAD},
    ),
    Row("U.S. officials understood Seoul's concern.", {"U.S.": NONE, "Korea": GOOD}),
    Row("Japan imposed curbs in an apparent retaliatory step.", {"Japan": BAD}),
    Row("Tokyo spurned the offer.", {"Japan": BAD}),
    Row("Washington offered talks to mediate.", {"U.S.": GOOD}),
]
"""The codebook's own examples, rule by rule."""


@pytest.mark.parametrize("row", EXAMPLES, ids=name)
def test_the_codebooks_own_examples_come_out_as_coded(row: Row) -> None:
    assert labels(row.text) == row.stance


WHO_IS_JUDGED = [
    Row("Japan blamed South Korea.", {"Japan": NONE, "Korea": BAD}),
    Row("South Korea blamed Japan.", {"Korea": NONE, "Japan": BAD}),
    Row("South Korea was blamed by Japan.", {"Korea": BAD, "Japan": NONE}),
    Row("Tokyo's handling of the case was criticised by Seoul.", {"Japan": BAD, "Korea": NONE}),
    Row(
        "The decision by Tokyo drew sharp criticism in the harbor towns.",
        {"Japan": BAD},
    ),
    Row("Criticism of the United States grew in the assembly.", {"U.S.": BAD}),
    Row("Seoul's criticism of Washington grew louder.", {"Korea": NONE, "U.S.": BAD}),
    Row(
        "The minister accused Tokyo of violating the fisheries pact.",
        {"Japan": BAD},
    ),
    Row("Seoul thanked Washington for its patience.", {"Korea": NONE, "U.S.": GOOD}),
    Row(
        "Washington praised Japan and faulted South Korea.",
        {
            "U.S.": NONE,
            "Japan": GOOD,
            "Korea": BAD,
        },
    ),
    Row("Japan, which had promised to consult, acted unilaterally.", {"Japan": BAD}),
    Row("Seoul expressed disappointment at Tokyo.", {"Korea": NONE, "Japan": BAD}),
    Row("Officials in Tokyo said they had lost trust in Seoul.", {"Japan": NONE, "Korea": BAD}),
    Row("Japanese lawmakers denounced the unfair American tariffs.", {"Japan": NONE, "U.S.": BAD}),
]


@pytest.mark.parametrize("row", WHO_IS_JUDGED, ids=name)
def test_who_criticises_is_not_thereby_criticised(row: Row) -> None:
    assert labels(row.text) == row.stance


OUTLETS_OWN_WORDS = [
    Row("South Korea refused to hand over the flight logs.", {"Korea": BAD}),
    Row("Washington threatened Japan with new tariffs.", {"U.S.": BAD, "Japan": NONE}),
    Row("Tokyo broke its promise to the fishermen.", {"Japan": BAD}),
    Row("Seoul honored the agreement to the letter.", {"Korea": GOOD}),
    Row("Japan apologized to the families and paid for the repairs.", {"Japan": GOOD}),
    Row("Japan's cooperation in the search was exemplary.", {"Japan": GOOD}),
    Row("The measure by Washington was a clear violation of the treaty.", {"U.S.": BAD}),
    Row("Seoul acted in good faith.", {"Korea": GOOD}),
    Row("Seoul acted in bad faith.", {"Korea": BAD}),
]


@pytest.mark.parametrize("row", OUTLETS_OWN_WORDS, ids=name)
def test_the_outlets_own_words_count(row: Row) -> None:
    assert labels(row.text) == row.stance


TURNED = [
    Row("Seoul did not honor the agreement.", {"Korea": BAD}),
    Row("Washington refused to criticise Japan.", {"Japan": NONE}),
    Row("There was no justification for Tokyo's step, editors wrote.", {"Japan": BAD}),
    Row("Japan denied that it had violated the treaty.", {"Japan": BAD}),
    Row("Japan never broke its promise.", {"Japan": NONE}),
    Row("Seoul's answer was hardly generous.", {"Korea": BAD}),
]


@pytest.mark.parametrize("row", TURNED, ids=name)
def test_negation_turns_praise_and_silences_blame_and_denial_does_not(row: Row) -> None:
    found = labels(row.text)
    assert {target: found[target] for target in row.stance} == row.stance


NOT_JUDGED = [
    Row(
        "The ministers of Japan and South Korea met in Washington on Monday.",
        {
            "Japan": NONE,
            "Korea": NONE,
            "U.S.": NONE,
        },
    ),
    Row("The storm was a blow to South Korea's apple growers.", {"Korea": NONE}),
    Row(
        "The dispute between Japan and South Korea entered its third month.",
        {
            "Japan": NONE,
            "Korea": NONE,
        },
    ),
    Row("Seoul urged Tokyo to resume the talks.", {"Korea": NONE, "Japan": NONE}),
    Row("An earthquake killed nine people in Japan.", {"Japan": NONE}),
    Row("The United States Supreme Court will hear the case in May.", {"U.S.": NONE}),
    Row("A Japanese bakery opened its second shop on the square.", {"Japan": NONE}),
    Row("South Korea is an ally of the United States.", {"Korea": NONE, "U.S.": NONE}),
]


@pytest.mark.parametrize("row", NOT_JUDGED, ids=name)
def test_news_that_judges_nobody_is_neutral(row: Row) -> None:
    assert labels(row.text) == row.stance


RHETORIC = [
    Row("The statement called Japan an aggressor.", {"Japan": BAD}),
    Row("The paper railed against the U.S. imperialists.", {"U.S.": BAD}),
    Row("The commentary assailed the puppet authorities.", {"Korea": BAD}),
]


@pytest.mark.parametrize("row", RHETORIC, ids=name)
def test_rhetorical_labels_count_against_whom_they_name(row: Row) -> None:
    assert labels(row.text) == row.stance


BALANCE = [
    Row("Japan has been generous, but its latest step was unjust and reckless.", {"Japan": BAD}),
    Row(
        "Seoul's reply was slow and grudging, but in the end it kept its promise and helped.",
        {"Korea": GOOD},
    ),
]


@pytest.mark.parametrize("row", BALANCE, ids=name)
def test_the_dominant_sign_wins(row: Row) -> None:
    assert labels(row.text) == row.stance


KNOWN_FAILURES: list[Row] = [
    Row("Tokyo arrived with the verdict already in its briefcase.", {"Japan": BAD}),
    Row("Seoul's word, once given, could be taken to the bank.", {"Korea": GOOD}),
    Row("Nobody in the hall believed a word of what Washington's envoy said.", {"U.S.": BAD}),
]
"""What no word list reads: figures of speech and what follows from them."""


@pytest.mark.xfail(strict=True, reason="a figure of speech without a word of judgment")
@pytest.mark.parametrize("row", KNOWN_FAILURES, ids=name)
def test_figures_of_speech_are_understood(row: Row) -> None:
    assert labels(row.text) == row.stance


REACHED_THROUGH_THE_SENTENCE = [
    Row(
        "Tokyo froze the fund, a step that Seoul called petty and vindictive.",
        {
            "Japan": BAD,
            "Korea": NONE,
        },
    ),
    Row(
        "Seoul waived the fee, a gesture that Washington welcomed.",
        {
            "Korea": GOOD,
            "U.S.": NONE,
        },
    ),
    Row("Washington thanked Tokyo for opening the archives.", {"U.S.": NONE, "Japan": GOOD}),
    Row("Japan raised the fee overnight. The move was arbitrary.", {"Japan": BAD}),
    Row("The careless way in which Washington handled the leak was deplored.", {"U.S.": BAD}),
    Row(
        "Seoul dismissed as fiction Tokyo's account of the meeting.",
        {
            "Korea": NONE,
            "Japan": BAD,
        },
    ),
    Row("By refusing every offer, Tokyo wrecked the talks.", {"Japan": BAD}),
    Row("Japan should apologize to the islanders, an editorial said.", {"Japan": BAD}),
    Row("Negotiators held Tokyo responsible for the collapse.", {"Japan": BAD}),
    Row("Moscow is a bully, the Japanese envoy said.", {"Japan": NONE}),
    Row(
        'Seoul denounced the "reckless" duties that Washington put on its pears.',
        {"Korea": NONE, "U.S.": BAD},
    ),
    Row("Tokyo rejected the proposal and blamed Seoul.", {"Japan": BAD, "Korea": BAD}),
]
"""Judgments whose target stands elsewhere: in a clause, a pronoun, a sentence before."""


@pytest.mark.parametrize("row", REACHED_THROUGH_THE_SENTENCE, ids=name)
def test_a_judgment_finds_its_target_across_the_sentence(row: Row) -> None:
    assert labels(row.text) == row.stance
