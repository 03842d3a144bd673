"""Whom an article introduces as whose, and by what name they are found afterwards."""

from __future__ import annotations

import pytest

from analysis.records import Paragraph
from analysis.stance.mentions import find_mentions
from analysis.stance.people import surnames
from analysis.stance.targets import load_targets

TARGETS = load_targets(None)


def people(*texts: str) -> list[list[tuple[str, str]]]:
    paragraphs = [Paragraph(n, "body", text) for n, text in enumerate(texts)]
    return [
        [(m.target, p.text[m.start : m.end]) for m in found if m.kind == "person"]
        for p, found in zip(paragraphs, find_mentions(paragraphs, TARGETS), strict=True)
    ]


@pytest.mark.parametrize(
    ("introduction", "country", "later"),
    [
        ("Ryu Seong-ho, deputy chief of Cheong Wa Dae's security office, left.", "Korea", "Ryu"),
        ("Baek Ho-jin, an official from South Korea's farm ministry, left.", "Korea", "Baek"),
        ("Amb. Noh Ji-won, Seoul's top envoy in Geneva, left.", "Korea", "Noh"),
        ("South Korean Farm Minister Baek Ho-jin left.", "Korea", "Baek"),
        ("South Korea's Ambassador to Japan Cha Min-woo left.", "Korea", "Cha"),
        ("Seoul's foreign ministry spokesman Cha Min-woo left.", "Korea", "Cha"),
        ("He met his Japanese counterpart Kenta Morita there.", "Japan", "Morita"),
        ("Japan's outspoken trade minister, Kenta Morita, left.", "Japan", "Morita"),
        (
            "Kenta Morita, director-general of the Japanese Foreign Ministry's Asian bureau, left.",
            "Japan",
            "Morita",
        ),
        ("Foreign Minister Kenta Morita of Japan left.", "Japan", "Morita"),
        ("Acting White House chief of staff Dale Crum left.", "U.S.", "Crum"),
        ("State Department spokeswoman Ann Delroy left.", "U.S.", "Delroy"),
        (
            "New Assistant Secretary of State for East Asian and Pacific Affairs Dale Crum left.",
            "U.S.",
            "Crum",
        ),
        (
            "Yves de Marin, acting deputy assistant secretary at the State Department, left.",
            "U.S.",
            "Marin",
        ),
        (
            "Dale Crum, deputy assistant secretary of state for Korea and Japan, left.",
            "U.S.",
            "Crum",
        ),
        ("Dale Crum, a spokesman for the Pentagon, left.", "U.S.", "Crum"),
        ("The foreign minister of Japan, Kenta Morita, left.", "Japan", "Morita"),
    ],
)
def test_a_person_introduced_with_a_country_is_its_mention_from_then_on(
    introduction: str, country: str, later: str
) -> None:
    first, second = people(introduction, f"{later} said nothing more, and {later}'s aides agreed.")
    assert country in {target for target, _ in first}
    assert second == [(country, later), (country, later)]


@pytest.mark.parametrize(
    "introduction",
    [
        "Dale Crum, a Japan expert at a small college, spoke.",
        "Dale Crum, professor of Korean studies at a small college, spoke.",
        "Dale Crum, a Canadian envoy to Japan, spoke.",
        "Canada's ambassador to Japan Dale Crum spoke.",
        "Dale Crum, who visited Japan, spoke.",
        "Dale Crum said Japan's minister would come.",
        "In Port Crum, Japan's foreign minister met his Korean counterpart.",
        "Japan said Dale Crum would come.",
        "Seoul and Dale Crum agreed.",
        "Dale Crum, special envoy for Japan, spoke.",
        "North Korean Foreign Minister Dale Crum spoke.",
    ],
)
def test_nobody_is_tied_on_weak_grounds(introduction: str) -> None:
    assert people(introduction, "Crum said nothing more.")[1] == []


def test_a_person_is_unknown_before_the_introduction() -> None:
    assert people("Baek spoke.", "Baek Ho-jin, Seoul's trade minister, spoke.", "Baek left.") == [
        [],
        [("Korea", "Baek Ho-jin")],
        [("Korea", "Baek")],
    ]


def test_of_two_people_with_one_surname_the_latest_introduced_is_meant() -> None:
    assert people(
        "South Korean envoy Lim Ho-jin spoke.",
        "Lim waited.",
        "State Department official Grace Lim replied.",
        "Lim left.",
    )[1::2] == [[("Korea", "Lim")], [("U.S.", "Lim")]]


def test_someone_else_of_the_surname_ends_the_tie() -> None:
    assert people("South Korean envoy Lim Ho-jin spoke.", "Lim Chee Keong replied.", "Lim left.")[
        1:
    ] == [[], []]


def test_a_leader_of_the_north_is_not_the_souths_person_of_the_same_surname() -> None:
    assert (
        people(
            "Kim Hyun-chong, an official of Seoul's trade ministry, spoke.",
            "Then Kim Jong Un spoke.",
            "Mr. Kim smiled.",
        )[2]
        == []
    )


def test_a_headline_introduces_nobody_but_names_known_leaders() -> None:
    headline = Paragraph(0, "headline", "Japan Minister Slams Trump Over Levy")
    body = Paragraph(1, "body", "Slams were exchanged.")
    first, second = find_mentions((headline, body), TARGETS)
    assert [headline.text[m.start : m.end] for m in first] == ["Japan", "Trump"]
    assert second == ()


def test_one_article_teaches_the_next_nothing() -> None:
    assert people("Seoul's envoy Baek Ho-jin spoke.")[0]
    assert people("Baek spoke.") == [[]]


@pytest.mark.parametrize(
    ("name", "first", "expected"),
    [
        ("Taro Kono", False, "Kono"),
        ("Kim Hyun-chong", False, "Kim"),
        ("Moon Jae In", True, "Moon"),
        ("Jae-in Moon", True, "Moon"),
        ("Roland de Marcellus", False, "Marcellus"),
        ("Anna Smith-Jones", False, "Smith-Jones"),
    ],
)
def test_the_surname_is_found_in_either_order(name: str, first: bool, expected: str) -> None:
    assert expected in surnames(tuple(name.split()), surname_first=first)
