"""What the learned scorer reads holds no country's name and loses no mention."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.records import MarkedText, Mention
from analysis.stance.placeholders import OTHERS, TARGET, masked, nations_in, windows, words

NAMES = ("Japan", "South Korea", "the Netherlands", "U.S.", "Côte d'Ivoire", "Atlantis", "日本")
PIECES = st.sampled_from(
    ["said that ", " rejected", "’s offer", "-led talks", ", ", ". ", " and ", "An ", "the ", " "]
)


def marked(*parts: str | tuple[str, str]) -> MarkedText:
    """A text from plain pieces and (target, words) pairs."""
    text = ""
    mentions = []
    for part in parts:
        if isinstance(part, str):
            text += part
        else:
            mentions.append(Mention(part[0], len(text), len(text) + len(part[1])))
            text += part[1]
    return MarkedText(text, tuple(mentions))


def test_the_target_and_the_others_become_placeholders() -> None:
    text = marked(("a", "Seoul"), " summoned the envoy of ", ("b", "Japan"), " and of China.")
    assert masked(text, "a") == "[TGT] summoned the envoy of [OTH1] and of [OTH2]."
    assert masked(text, "b") == "[OTH1] summoned the envoy of [TGT] and of [OTH2]."


def test_one_country_keeps_one_number_under_all_its_names() -> None:
    text = marked(("a", "Tokyo"), " met Beijing’s envoy; the Chinese and Iran’s left.")
    assert masked(text, "a") == "[TGT] met [OTH1]'s envoy; [OTH1] and [OTH2]'s left."


def test_countries_beyond_the_last_number_share_it() -> None:
    text = marked(("a", "Japan"), ", Peru, Chile, Kenya and Oman voted.")
    last = OTHERS[-1]
    assert masked(text, "a") == f"[TGT], [OTH1], [OTH2], {last} and {last} voted."


def test_articles_that_betray_a_name_are_left_out() -> None:
    one = marked("An ", ("a", "American"), " envoy said the ", ("a", "U.S."), " agreed.")
    other = marked("A ", ("a", "Japanese"), " envoy said ", ("a", "Japan"), " agreed.")
    assert masked(one, "a") == masked(other, "a")


def test_a_name_beside_another_of_the_same_country_counts_once() -> None:
    text = marked(("a", "South Korean"), " ", ("a", "President Moon"), " flew home.")
    assert masked(text, "a") == "[TGT] flew home."


def test_a_possessive_pronoun_keeps_its_case() -> None:
    assert masked(marked("They liked ", ("a", "his"), " plan."), "a") == "They liked [TGT]'s plan."


def test_a_genitive_within_the_mention_stays_in_the_text() -> None:
    assert masked(marked(("a", "Japan’s"), " plan."), "a") == "[TGT]'s plan."


def test_reserved_tokens_in_the_text_itself_are_disarmed() -> None:
    text = marked("[TGT] [CLS] [OTH1] ", ("a", "Japan"), " [SEP]")
    assert masked(text, "a").count("[") == 1


def test_typography_makes_no_difference() -> None:
    curly = marked("“No,” said ", ("a", "Tokyo"), " – it’s\u00a0over.")
    plain = marked('"No," said ', ("a", "Tokyo"), " - it's  over.")
    assert masked(curly, "a") == masked(plain, "a")


@pytest.mark.parametrize("phrase", ["Latin American leaders", "Native Americans", "New Mexico"])
def test_phrases_that_only_look_like_countries_stay(phrase: str) -> None:
    assert not list(nations_in(phrase))


def test_a_country_within_a_word_is_none() -> None:
    assert not list(nations_in("An Indianapolis man in an USB shop; Omanization; us"))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(PIECES, st.sampled_from(["a", "b", "c"])), min_size=1, max_size=8),
    st.permutations(NAMES),
)
def test_an_exchange_of_names_changes_nothing(
    parts: list[tuple[str, str]], names: list[str]
) -> None:
    def filled(called: dict[str, str]) -> MarkedText:
        pieces: list[str | tuple[str, str]] = []
        for piece, who in parts:
            pieces += [piece + " ", (who, called[who]), " "]
        return marked(*pieces, "it ended.")

    one = filled(dict(zip("abc", names, strict=False)))
    other = filled(dict(zip("abc", names[3:], strict=False)))
    for target in one.targets:
        assert masked(one, target) == masked(other, target)


def test_a_name_makes_no_phrase_with_its_neighbours() -> None:
    one = marked("American ", ("a", "Indian"), " envoys left.")
    other = marked("American ", ("a", "Japanese"), " envoys left.")
    assert masked(one, "a") == masked(other, "a") == "[OTH1] [TGT] envoys left."


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_any_text_and_span_is_masked_on_one_line(text: str, start: int, length: int) -> None:
    mention = Mention("a", start, start + length)
    out = masked(MarkedText(text, (mention,)), "a")
    assert "\n" not in out
    assert (TARGET in out) == (length > 0 and start + length <= len(text))


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(["word ", "A sentence. ", "x" * 70 + " ", "@"]), max_size=60),
    st.integers(50, 200),
)
def test_windows_hold_every_mention_once_and_keep_to_their_length(
    pieces: list[str], longest: int
) -> None:
    parts: list[str | tuple[str, str]] = []
    for piece in pieces:
        parts.append(("a", "Japan") if piece == "@" else piece)
        parts.append(" ")
    text = marked("Start ", ("a", "Tokyo"), " ", *parts)
    views = windows(text, "a", longest=longest)
    places = [start + m.start for start, view in views for m in view.mentions]
    assert places == [m.start for m in text.mentions]
    for start, view in views:
        assert text.text[start : start + len(view.text)] == view.text
        assert len(view.text) <= longest + 5
        assert all(view.text[m.start : m.end] in ("Japan", "Tokyo") for m in view.mentions)


def test_a_short_paragraph_is_its_own_only_window() -> None:
    text = marked("Yes, said ", ("a", "Tokyo"), ".")
    assert windows(text, "a", longest=100) == ((0, text),)


def test_words_are_those_outside_the_names() -> None:
    text = marked("The ", ("a", "U.S."), " can’t join China.")
    assert [text.text[start:end] for start, end in words(text, "a")] == ["can’t", "join"]


def test_a_word_left_out_leaves_the_rest() -> None:
    text = marked(("a", "Tokyo"), " never agreed.")
    spans = {text.text[start:end]: (start, end) for start, end in words(text, "a")}
    assert masked(text, "a", without=spans["never"]) == "[TGT] agreed."


def test_masked_text_holds_no_name_of_the_list() -> None:
    text = marked(("a", "Tokyo"), " told Moscow, Seoul and the Americans: no French wine.")
    assert not re.search("Tokyo|Moscow|Seoul|America|French", masked(text, "a"))
