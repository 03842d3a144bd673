"""Where a paragraph names a target, by the codebook's rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.records import Mention, Paragraph, Role
from analysis.stance.mentions import find_in_text, find_mentions
from analysis.stance.targets import load_targets

TARGETS = load_targets(None)


def named(text: str) -> list[tuple[str, str]]:
    return [(m.target, text[m.start : m.end]) for m in find_in_text(text, TARGETS)]


def article(*texts: str, headline: str = "") -> list[list[tuple[str, str]]]:
    roles: list[Role] = ["headline"] if headline else []
    every = [headline, *texts] if headline else list(texts)
    roles += ["body"] * len(texts)
    paragraphs = [
        Paragraph(n, role, text) for n, (role, text) in enumerate(zip(roles, every, strict=True))
    ]
    return [
        [(m.target, p.text[m.start : m.end]) for m in found]
        for p, found in zip(paragraphs, find_mentions(paragraphs, TARGETS), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan and South Korea", [("Japan", "Japan"), ("Korea", "South Korea")]),
        ("the ROK's navy", [("Korea", "ROK")]),
        ("Japanese firms, Americans", [("Japan", "Japanese"), ("U.S.", "Americans")]),
        ("Tokyo told Seoul", [("Japan", "Tokyo"), ("Korea", "Seoul")]),
        ("METI and Cheong Wa Dae", [("Japan", "METI"), ("Korea", "Cheong Wa Dae")]),
        ("the Blue House", [("Korea", "Blue House")]),
        (
            "the White House, the State Department, Congress and the Pentagon",
            [
                ("U.S.", "White House"),
                ("U.S.", "State Department"),
                ("U.S.", "Congress"),
                ("U.S.", "Pentagon"),
            ],
        ),
        ("President Moon Jae-in", [("Korea", "Moon Jae-in")]),
        (
            "Japan's Ministry of Economy, Trade and Industry (METI)",
            [
                ("Japan", "Japan"),
                ("Japan", "Ministry of Economy, Trade and Industry"),
                ("Japan", "METI"),
            ],
        ),
    ],
)
def test_names_capitals_institutions_and_leaders_are_mentions(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.-led talks", ["U.S."]),
        ("a US-Japan pact", ["US", "Japan"]),
        ("Seoul-Tokyo ties", ["Seoul", "Tokyo"]),
        ("Sino-US rivalry", ["US"]),
        ("Japan–U.S. drills", ["Japan", "U.S."]),
        ("the U. S. and the U.S.A.", ["U. S.", "U.S.A."]),
        ("SOUTH KOREA, U.S. TO MEET", ["SOUTH KOREA", "U.S."]),
        ("South\nKorea and South\u00a0Korea", ["South\nKorea", "South\u00a0Korea"]),
        ("Japan’s, Seoul's", ["Japan", "Seoul"]),
        ("Washington, D.C.", ["Washington, D.C."]),
        ("arrived at Washington's Dulles International Airport", ["Washington"]),
        ("inter-Korean talks", ["inter-Korean"]),
        ("the two Koreas", ["Koreas"]),
    ],
)
def test_compounds_line_breaks_and_possessives_leave_the_name_alone(
    text: str, expected: list[str]
) -> None:
    assert [words for _, words in named(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Korea Herald and the Japan Times reported it.",
        "It was in The Washington Post.",
        "He landed at Incheon International Airport.",
        "Ships crossed the Sea of Japan and the Korea Strait.",
        "North Korea fired a missile; the North Koreans said nothing.",
        "N. Korea and the DPRK kept silent.",
        "The Korean Peninsula after the Korean War.",
        "Kim Jong Un smiled.",
        "They told us that the two countries and both sides agreed.",
        "FOLLOW US",
        "Latin American leaders met in South America.",
        "Judges in Washington state and the statue of George Washington.",
        "Voters across the South went to the polls.",
        "The Tokyoite, Japanning and Koreatown are other words.",
        "National People's Congress delegates met.",
        "The trump card was played, and the moon rose.",
    ],
)
def test_parts_of_other_names_pronouns_and_the_north_are_no_mentions(text: str) -> None:
    assert named(text) == []


def test_the_south_is_a_mention_where_the_article_names_the_country_otherwise() -> None:
    text = "The North blamed Seoul, and the South’s army denied it."
    assert named(text) == [("Korea", "Seoul"), ("Korea", "South")]
    assert article("South Korea voted.", "Seoul counted.", "The South decided.")[2] == [
        ("Korea", "South")
    ]


@pytest.mark.parametrize(
    "place", ["the South China Sea", "the South Side", "the U.S. South", "the Deep South"]
)
def test_another_south_is_none_even_in_an_article_about_korea(place: str) -> None:
    assert ("Korea", "South") not in named(f"Seoul's envoy spoke of {place} at length.")


def test_korean_means_both_halves_in_the_words_of_the_norths_commentaries() -> None:
    assert named("The puppet army of south Korea insults the Korean nation, the DPRK said.") == [
        ("Korea", "puppet army"),
        ("Korea", "south Korea"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trump said no.", ["Trump"]),
        ("But Abe declined.", ["Abe"]),
        ("Mr. Abe and Prime Minister Kishida met.", ["Abe", "Kishida"]),
        ("The Moon administration denied it.", ["Moon"]),
        ("On Friday the Moon was full, and a craft circled the Moon.", []),
        ("Yesterday Melania Trump wore white.", []),
        ("It is near Trump Plaza.", []),
        ("Trump Says Abe Should Pay More", ["Trump", "Abe"]),
    ],
)
def test_a_leaders_surname_counts_unless_its_neighbours_make_it_another_name(
    text: str, expected: list[str]
) -> None:
    assert [words for _, words in named(text)] == expected


def test_paragraphs_that_are_not_scored_have_no_mentions() -> None:
    paragraphs = [
        Paragraph(0, "boilerplate", "Korea Herald Youtube Japan"),
        Paragraph(1, "body", "Japan"),
    ]
    assert find_mentions(paragraphs, TARGETS) == ((), (Mention("Japan", 0, 5, "name"),))


def test_each_mention_says_what_kind_of_name_it_is() -> None:
    text = "Japan, Japanese, Tokyo, METI, Abe"
    kinds = [m.kind for m in find_in_text(text, TARGETS)]
    assert kinds == ["name", "demonym", "capital", "institution", "person"]


PIECES = st.sampled_from(
    [
        "Japan", "South Korea", "the U.S.", "Seoul", "Tokyo’s", "the South", "North Korea", "us",
        "US", "Kim Hyun-chong", ", an official from Seoul's trade ministry,", "Kim", "said", "Moon",
        "\n", "\u00a0", '"', "”", ".", ",", "-", "'s", "White House", "Trump", "Minister", "𝒳", "é",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_mentions_stand_in_order_apart_and_within_the_text(text: str) -> None:
    mentions = find_in_text(text, TARGETS)
    ends = [0, *(m.end for m in mentions)]
    for before, mention in zip(ends, mentions, strict=False):
        assert before <= mention.start < mention.end <= len(text)
        words = text[mention.start : mention.end]
        assert words == words.strip()
        assert not words.endswith(("'s", "’s"))


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.integers(0, 6))
def test_text_before_moves_the_mentions_and_changes_nothing_else(text: str, n: int) -> None:
    lead = "\n " * n
    moved = [
        Mention(m.target, m.start + len(lead), m.end + len(lead), m.kind)
        for m in find_in_text(text, TARGETS)
    ]
    assert list(find_in_text(lead + text, TARGETS)) == moved


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    find_in_text(text, TARGETS)


def test_a_very_long_paragraph_takes_no_longer_for_being_strange() -> None:
    for text in ("South " * 20000, "the Moon " * 10000, "Kim Hyun-chong, " * 5000):
        find_in_text(text, TARGETS)
