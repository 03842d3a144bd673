"""Single lines: what they are, the days and outlets that they name, and how they are joined."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.bylines import byline_name
from analysis.reading.cuts import continues, whole_lines
from analysis.reading.dates import day_order, days_in
from analysis.reading.lines import mark
from analysis.reading.publisher import read_dateline
from analysis.reading.sources import read_pasted

LEAD = "Officials of both countries met in Niigata on Friday and parted without a word."
MORE = "A spokesman said that nobody had expected anything else from the meeting."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 3:04 pm KST, Sep 2, 2019", "2019-09-02"),
        ("2019/08/02 10:15", "2019-08-02"),
        ("Posted : 2019-07-19 17:04", "2019-07-19"),
        ("17:10 July 14, 2019", "2019-07-14"),
        ("입력 2019.07.24 18:05", "2019-07-24"),
        ("2019년 7월 24일 오후 6:05", "2019-07-24"),
        ("2019年7月24日 18時05分", "2019-07-24"),
        ("Thursday 22 August 2019 05.00 BST", "2019-08-22"),
        ("Sept. 3, 2019 at 6:00 a.m. EDT", "2019-09-03"),
        ("First published on Fri 2 Aug 2019 19.04 BST", "2019-08-02"),
        ("By Sam Lee | August 5, 2019", "2019-08-05"),
        ("Updated : 2019-07-20 09:00", None),
        ("Last modified on 20 July 2019", None),
        ("08/02/2019", "2019-08-02"),
        ("22/08/2019 14:00", "2019-08-22"),
        ("2019-02-30 10:00", None),
        ("3 hours ago", None),
    ],
)
def test_a_line_of_time_tells_the_day_of_publication(line: str, day: str | None) -> None:
    (article,) = read_pasted(f"Talks end in silence\n\n{line}\n\n{LEAD}\n\n{MORE}").articles
    assert article.date.value == day
    assert day is not None or article.doubts


def test_a_day_in_running_text_is_never_the_day_of_publication() -> None:
    text = f"{LEAD}\n\nThey had met before, on July 11, 2019, and on August 2, 2018.\n\n{MORE}"
    (article,) = read_pasted(text).articles
    assert article.date.value is None
    assert any("2019-07-11" in doubt for doubt in article.doubts)


def test_a_dateline_takes_its_year_from_the_pages_own_days() -> None:
    text = "SEOUL, Dec. 30 (Yonhap) -- " + LEAD + "\n\n" + MORE
    assert read_pasted(text).articles[0].date.value is None
    (article,) = read_pasted(f"Updated : January 2, 2020 10:00\n\n{text}").articles
    assert article.date.value == "2019-12-30"
    assert "year from" in article.date.clue


def test_the_later_of_two_caption_days_dates_a_page_without_a_time() -> None:
    captions = (
        "Taro Kono speaks to reporters in Tokyo on July 18, 2019. (Yonhap)",
        "Taro Kono shakes hands with his guest in Tokyo on July 19, 2019. (Yonhap)",
        "Taro Kono attends a summit in this file photo of Sept. 1, 2020. (Yonhap)",
    )
    (article,) = read_pasted("\n\n".join([LEAD, *captions, MORE, LEAD + " Again."])).articles
    assert (article.date.value, article.date.clue) == ("2019-07-19", "caption")
    assert any("not before" in doubt for doubt in article.doubts)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Korea Herald Youtube", "masthead"),
        ("The Japan Times", "masthead"),
        ("ⓒ Yonhap News Agency. All rights reserved.", "furniture"),
        ("무단 전재 및 재배포 금지", "furniture"),
        ("(ATTN: RECASTS lead; ADDS quotes in paras 3-4)", "furniture"),
        ("(END)", "furniture"),
        ("Share this article", "furniture"),
        ("Read more: Tokyo stands firm", "furniture"),
        ("• Link copied", "furniture"),
        ("124 comments", "furniture"),
        ("Home > News > Politics", "furniture"),
        ("#Japan #exports #WTO", "tags"),
        ("https://www.example.com/news/2019/08/02/talks", "address"),
        ("Jane Doe in Tokyo and Lee Min in Seoul", "byline"),
        ("Reporting by Hyon Lee; Editing by Sam Roe", "byline"),
        ("lee.min@example.co.kr", "byline"),
        ("By The Associated Press", "byline"),
        ("By contrast, Tokyo said that it had been patient for a year.", "prose"),
        ("Share prices in Tokyo fell after the announcement on Friday.", "prose"),
        ("Copyright law was on the agenda of the talks in Geneva too.", "prose"),
        ("Seoul and Tokyo agree to disagree", "short"),
    ],
)
def test_lines_that_tell_what_they_are(line: str, kind: str) -> None:
    assert mark(line).kind == kind


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The step followed last year's rulings that ordered", "Japanese firms to pay."),
        (
            "Seoul has looked for support on the strength of its claim that",
            "Japan broke the rules.",
        ),
        ("The minister, who had come from Geneva the night before,", "Said nothing to the press."),
        ("He spoke for an hour about trade and", "history without naming Japan."),
        ("Officials of the ministry in Tokyo met Deputy Foreign Minister", "Cho Sei-young later."),
    ],
)
def test_pieces_of_one_sentence_are_joined(first: str, second: str) -> None:
    assert continues(first, second)
    (article,) = read_pasted("\n\n".join([LEAD, first, second, MORE])).articles
    assert f"{first} {second}" in [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Talks end without result.", "Japan blames Seoul for it."),
        ("Talks end without result", "Japanese officials left the building at noon."),
        ("The envoy listed three demands:", "the curbs must go, he said."),
        ('"It is over," he said.', "he added nothing."),
        ("What comes next", "Seoul has a month to decide, officials said."),
    ],
)
def test_two_sentences_are_not_joined(first: str, second: str) -> None:
    (article,) = read_pasted("\n\n".join([LEAD, first, second, MORE])).articles
    texts = [paragraph.text for paragraph in article.paragraphs]
    assert first in texts
    assert second in texts


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("SEOUL, July 14 (Yonhap) -- Officials met.", "Yonhap"),
        ("TOKYO (Kyodo) — Officials met.", "Kyodo"),
        ("WASHINGTON (AP) — Officials met.", "AP"),
        ("SEOUL/TOKYO (Reuters) - Officials met.", "Reuters"),
        ("BEIJING, Aug. 2 (Xinhua) -- Officials met.", "Xinhua"),
        ("[서울=뉴시스] Officials met.", "Newsis"),
        ("GENEVA -- Officials met.", None),
    ],
)
def test_datelines_name_their_agency(text: str, agency: str | None) -> None:
    dateline = read_dateline(text)
    assert dateline is not None
    assert (dateline.outlet.agency if dateline.outlet else None) == agency


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Park Min-ji (pmj@example.com)", "Park Min-ji"),
        ("BY MARI SATO, Staff Writer", "MARI SATO"),
        ("Jane Doe in Tokyo", "Jane Doe"),
        ("(Reporting by Jane Doe and Lee Min; Editing by Sam Roe)", "Jane Doe and Lee Min"),
        ("By The Associated Press", None),
        ("songmh@example.co.kr", None),
    ],
)
def test_names_in_bylines(line: str, name: str | None) -> None:
    assert byline_name(line) == name


def test_a_column_of_days_shows_its_order_only_where_a_day_passes_twelve() -> None:
    assert day_order(["13/08/2019", "02/08/2019"]) == "day first"
    assert day_order(["02/08/2019"]) is None
    assert [d.iso for d in days_in("02/08/2019", order="day first")] == ["2019-08-02"]


PIECES = """Seoul Tokyo said. talks the that ordered July 14, 2019 (Yonhap) By Published : ©
“quoted” speaks to reporters Share Read more Related | > # - 한국 日本 a@b.co 10:15 U.S. Mr."""
WORDS = st.sampled_from(sorted(set(PIECES.replace("\n", " ").split(" "))))
LINES = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=14)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\u2028"]))
@settings(max_examples=150, deadline=None)
def test_every_word_of_the_input_is_in_the_paragraphs(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    reading = read_pasted(text)
    words = text.split()
    if not reading.articles:
        assert not any(char.isalnum() for char in text)
        return
    paragraphs = reading.articles[0].paragraphs
    found = " ".join(
        " ".join([p.text] * (2 if "twice" in p.reason else 1)) for p in paragraphs
    ).split()
    if not any("twice" in p.reason for p in paragraphs):
        assert sorted(found) == sorted(words)
    assert set(found) == set(words)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    reading = read_pasted(text)
    assert len(reading.articles) + len(reading.rejected) == 1
    assert [line.text for line in whole_lines(text)] == [line.text for line in whole_lines(text)]
