"""Facts of an article: candidates weighed, days and hours, relative days, outlets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.bylines import byline_name, names_in
from analysis.reading.candidates import PERSON, best
from analysis.reading.dates import Moment, moment_in, resolve
from analysis.reading.outlets import key, load_outlets
from analysis.reading.sources import read_blobs, read_pasted
from analysis.records import UNKNOWN, Article, Fact

LEAD = (
    "The two governments opened a new round of talks on export rules on Thursday, but neither side "
    "offered to change its position, officials said."
)
MORE = "The ministry said that the next meeting would be held before the end of the month."


def pasted(*lines: str) -> Article:
    (article,) = read_pasted("\n\n".join([*lines, LEAD, MORE])).articles
    return article


# ---- Weighing ------------------------------------------------------------------------------


def test_the_first_fact_of_the_first_group_wins_and_other_values_are_rivals_once() -> None:
    tag = Fact("2019-07-14", "meta tag", certainty="certain")
    line = Fact("2019-07-16", "timestamp line")
    found = best([[tag], [line, line], [Fact("2019-07-14", "web address")]])
    assert (found.value, found.clue) == ("2019-07-14", "meta tag")
    assert [rival.value for rival in found.rivals] == ["2019-07-16"]
    assert found.certainty == "likely"


def test_facts_of_similar_reliability_that_disagree_leave_a_doubt() -> None:
    assert best([[Fact("a", "x"), Fact("b", "y")]]).certainty == "doubtful"
    assert best([[Fact("a", "x"), Fact("A", "y")]]).certainty == "likely"


def test_nothing_contradicts_a_person() -> None:
    person = Fact("2019-07-14", PERSON, certainty="certain")
    found = best([[person], [Fact("2019-07-16", "timestamp line")]])
    assert found.certainty == "certain"
    assert [rival.value for rival in found.rivals] == ["2019-07-16"]


def test_rivals_carry_no_rivals_and_nothing_gives_nothing() -> None:
    old = Fact("b", "y", rivals=(Fact("c", "z"), Fact("a", "w")))
    assert [(r.value, r.rivals) for r in best([[Fact("a", "x")], [old]]).rivals] == [
        ("b", ()),
        ("c", ()),
    ]
    assert best([[UNKNOWN], []]) == UNKNOWN


# ---- Days and hours ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("2021-03-05T23:30:00Z", "2021-03-05", "2021-03-05T23:30+00:00"),
        ("2021-03-05T08:30:00.123+09:00", "2021-03-05", "2021-03-05T08:30+09:00"),
        ("2021-03-05 08:30", "2021-03-05", "2021-03-05T08:30"),
        ("Fri, 05 Mar 2021 08:30:00 GMT", "2021-03-05", "2021-03-05T08:30+00:00"),
        ("Fri Mar 05 2021 08:30:00 GMT+0100 (CET)", "2021-03-05", "2021-03-05T08:30+01:00"),
        ("March 5, 2021 at 3:46 PM KST", "2021-03-05", "2021-03-05T15:46+09:00"),
        ("5 March 2021, 12:05 a.m.", "2021-03-05", "2021-03-05T00:05"),
        ("2021년 3월 5일 오후 6:05", "2021-03-05", "2021-03-05T18:05"),
        ("2021年3月5日 18時05分", "2021-03-05", "2021-03-05T18:05"),
        ("20210305183000", "2021-03-05", "2021-03-05T18:30"),
        ("1614933000", "2021-03-05", "2021-03-05T08:30+00:00"),
        ("1614933000000", "2021-03-05", "2021-03-05T08:30+00:00"),
        ("July 1, 2021 10:00 ET", "2021-07-01", "2021-07-01T10:00-04:00"),
        ("2021-03-05T00:00:00Z", "2021-03-05", None),
        ("2021-03-05", "2021-03-05", None),
        ("20210305", "2021-03-05", None),
    ],
)
def test_a_stamp_tells_its_day_and_hour(text: str, day: str, time: str | None) -> None:
    moment = moment_in(text, zones=load_outlets().zones)
    assert moment is not None
    assert (moment.day, moment.iso) == (day, time)


@pytest.mark.parametrize("text", ["", "soon", "9999999999999", "2021-02-30T10:00", "7/8", "120"])
def test_what_is_no_day_gives_none(text: str) -> None:
    assert moment_in(text) is None


@settings(deadline=None, max_examples=60)
@given(
    st.datetimes(datetime(1995, 1, 2), datetime(2090, 1, 1)),
    st.sampled_from(["Asia/Seoul", "Asia/Tokyo", "America/New_York", "Europe/London"]),
)
def test_a_stamp_in_utc_is_the_same_moment_at_home(when: datetime, zone: str) -> None:
    when = when.replace(second=0, microsecond=0)
    here = Moment(when.date().isoformat(), f"{when:%H:%M}", timedelta(0)).at_home(zone)
    assert here.iso is not None
    assert datetime.fromisoformat(here.iso) == when.replace(tzinfo=ZoneInfo("UTC"))
    assert here.iso[:10] == here.day


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on Thursday", "2019-07-11"),
        ("Sunday", "2019-07-14"),
        ("Monday morning", "2019-07-08"),
        ("last Sunday", "2019-07-07"),
        ("next Monday", "2019-07-15"),
        ("on Wed.", "2019-07-10"),
        ("yesterday", "2019-07-13"),
        ("the day before yesterday", "2019-07-12"),
        ("earlier today", "2019-07-14"),
        ("tomorrow", "2019-07-15"),
        ("two days ago", "2019-07-12"),
        ("a week later", "2019-07-21"),
        ("July 4", "2019-07-04"),
        ("on Feb. 28", "2019-02-28"),
        ("on Dec. 28", None),
        ("3 May 2012", "2012-05-03"),
        ("this Friday", None),
        ("last month", None),
        ("recently", None),
        ("08/09/2019", None),
    ],
)
def test_a_relative_day_is_told_from_the_day_of_publication(phrase: str, day: str | None) -> None:
    assert resolve(phrase, "2019-07-14") == day


@settings(deadline=None, max_examples=60)
@given(
    st.dates(date(1990, 1, 10), date(2090, 1, 1)),
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
)
def test_a_weekday_is_the_last_one(published: date, weekday: str) -> None:
    found = date.fromisoformat(resolve(f"on {weekday}", published.isoformat()) or "")
    assert f"{found:%A}" == weekday
    assert 0 <= (published - found).days <= 6


# ---- An article's own lines ----------------------------------------------------------------


def test_the_hour_of_a_line_is_told_by_the_clocks_of_the_outlets_home() -> None:
    article = pasted("The Korea Herald", "Talks open in silence", "Published : Mar 5, 2021 - 16:34")
    assert article.date.value == "2021-03-05"
    assert article.time.value == "2021-03-05T16:34+09:00"
    assert article.updated.value is None


def test_an_update_is_no_publication_and_no_rival_of_it() -> None:
    article = pasted(
        "The Japan Times",
        "Talks open in silence",
        "Published: March 5, 2021 09:10",
        "Updated: March 7, 2021 11:00",
    )
    assert article.date.value == "2021-03-05"
    assert article.date.rivals == ()
    assert article.updated.value == "2021-03-07T11:00+09:00"


@pytest.mark.parametrize(
    ("masthead", "day", "certainty"),
    [
        ("The Guardian", "2021-05-03", "likely"),
        ("The Boston Globe", "2021-03-05", "likely"),
        ("The Korea Times", "2021-03-05", "doubtful"),
    ],
)
def test_month_and_day_stand_in_the_order_of_the_outlets_home(
    masthead: str, day: str, certainty: str
) -> None:
    article = pasted(masthead, "Talks open in silence", "03/05/2021")
    assert (article.date.value, article.date.certainty) == (day, certainty)
    said = [doubt for doubt in article.doubts if "2021-05-03" in doubt and "2021-03-05" in doubt]
    assert bool(said) == (certainty == "doubtful")
    assert certainty == "likely" or [r.value for r in article.date.rivals] == ["2021-05-03"]


def test_the_days_that_a_text_names_settle_the_order_of_month_and_day() -> None:
    text = "The minister said on May 2 that the rule of May 1 would be dropped, and left the room."
    article = pasted("Talks open in silence", "03/05/2021", text)
    assert (article.date.value, article.date.certainty) == ("2021-05-03", "likely")


def test_two_days_on_lines_of_their_own_leave_a_doubt_that_names_both() -> None:
    article = pasted("Talks open in silence", "March 5, 2021", "March 9, 2021")
    assert article.date.certainty == "doubtful"
    assert any("2021-03-05" in doubt and "2021-03-09" in doubt for doubt in article.doubts)


def test_a_text_without_a_year_is_not_dated_by_the_reader_s_own_day() -> None:
    article = pasted("Talks open in silence", f"SEOUL, July 14 (Yonhap) -- {LEAD}")
    assert article.date.value is None
    assert any("without their year" in doubt for doubt in article.doubts)


def test_the_word_of_a_person_stands_and_the_page_s_is_its_rival() -> None:
    text = "\n\n".join(["The Korea Herald", "Talks open", "March 5, 2021", LEAD, MORE])
    table = b"file,outlet,date\na.txt,The Korea Times,2021-03-06\n"
    (article,) = read_blobs([("a.txt", text.encode()), ("sources.csv", table)]).articles
    assert (article.outlet.value, article.outlet.certainty) == ("The Korea Times", "certain")
    assert [rival.value for rival in article.outlet.rivals] == ["The Korea Herald"]
    assert (article.date.value, article.date.certainty) == ("2021-03-06", "certain")
    assert [rival.value for rival in article.date.rivals] == ["2021-03-05"]


def test_the_language_is_that_of_most_of_the_text() -> None:
    korean = "양국 정부는 목요일 수출 규정에 관한 새로운 협상을 시작했으나 입장을 바꾸지 않았다."
    assert pasted("Talks open in silence").language.value == "en"
    (article,) = read_pasted(f"{korean}\n\n{korean} 회의는 다음 달에도 계속된다.").articles
    assert article.language.value == "ko"


# ---- Names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("By Kim Da-som and Jane Roe", ["Kim Da-som", "Jane Roe"]),
        ("Kim Da-som, KIM DA-SOM", ["Kim Da-som"]),
        ("Jane Roe in Tokyo", ["Jane Roe"]),
        ("Jane Roe, Staff Writer", ["Jane Roe"]),
        ("Jane RoeStaff Writer", ["Jane Roe"]),
        ("View all posts by Jane Roe", ["Jane Roe"]),
        ("John Roe Jr.", ["John Roe Jr."]),
        ("The Associated Press", []),
        ("Reuters, AFP", []),
        ("News Desk", []),
        ("https://example.com/authors/12", []),
        ("kim@example.com", []),
    ],
)
def test_a_declared_author_names_persons_alone(author: str, names: list[str]) -> None:
    assert names_in(author) == names


@pytest.mark.parametrize("line", ["By Reuters", "By 12 readers", "Follow us", "By the numbers: 7"])
def test_a_line_without_a_person_is_no_byline(line: str) -> None:
    assert byline_name(line) is None


# ---- The file of outlets -------------------------------------------------------------------


def test_no_spelling_and_no_host_of_the_file_is_two_outlets() -> None:
    outlets = load_outlets()
    every = {outlet.name: outlet for outlet in outlets.by_key.values()}
    for outlet in every.values():
        for spelling in (*outlet.spellings, *outlet.whole):
            assert outlets.by_key[key(spelling)].name == outlet.name
        assert outlet.zone is not None
        assert ZoneInfo(outlet.zone).key == outlet.zone
        assert outlet.hosts or outlet.agency
        for host in outlet.hosts:
            assert outlets.hosted(f"https://www.{host}/news/1") == outlet
    assert len(every) > 400


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://asia.nikkei.com/Politics/x", "Nikkei Asia"),
        ("https://www.nikkei.com/article/x", "Nikkei"),
        ("https://m.koreaherald.com/article/1", "The Korea Herald"),
        ("https://koreajoongangdaily.joins.com/2020/x", "Korea JoongAng Daily"),
        ("https://news.joins.com/x", "JoongAng Ilbo"),
        ("https://edition.cnn.com/2020/x", "CNN"),
        ("https://notcnn.com/2020", None),
        ("no address", None),
    ],
)
def test_a_host_tells_the_outlet_by_its_longest_known_part(address: str, name: str | None) -> None:
    found = load_outlets().hosted(address)
    assert (found.name if found else None) == name


def test_a_spelling_too_common_counts_only_as_a_whole_line() -> None:
    outlets = load_outlets()
    assert outlets.within("Download our APP for news") is None
    assert outlets.wire("APP") == "APP"
