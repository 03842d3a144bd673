"""Facts of web pages: what the head declares, what the page shows, what the address tells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from analysis.reading.sources import read_blobs
from analysis.reading.webfacts import facts_of
from analysis.records import Article

BODY = (
    "<p>The two governments opened a new round of talks on export rules on Thursday, but neither "
    "side offered to change its position, officials in both capitals said.</p>"
    "<p>The ministry said that the next meeting would be held before the end of the month, and "
    "that working groups would prepare a list of open questions until then.</p>"
    "<p>Business groups asked both sides to keep shipments moving while the talks go on, and "
    "warned that a long dispute would hurt suppliers in the whole region.</p>"
)


def page(head: str = "", top: str = "<h1>Talks on export rules open in silence</h1>") -> Article:
    text = f"<html><head>{head}</head><body><article>{top}{BODY}</article></body></html>"
    (article,) = read_blobs([("page.html", text.encode())]).articles
    return article


def meta(label: str, content: str) -> str:
    return f'<meta property="{label}" content="{content}">'


def linked(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_a_page_that_declares_everything_leaves_no_doubt() -> None:
    node = (
        '{"@context": "https://schema.org", "@type": "NewsArticle",'
        ' "headline": "Talks on export rules open in silence",'
        ' "datePublished": "2021-03-05T20:10:00Z", "dateModified": "2021-03-06T01:00:00Z",'
        ' "author": [{"@type": "Person", "name": "Kim Da-som"}, {"name": "Jane Roe"}],'
        ' "publisher": {"@type": "Organization", "name": "Korea Herald"},'
        ' "articleSection": "Diplomacy", "inLanguage": "en-US"}'
    )
    article = page(linked(node) + meta("og:url", "https://www.koreaherald.com/view/1"))
    assert (article.outlet.value, article.outlet.certainty) == ("The Korea Herald", "certain")
    assert (article.date.value, article.date.certainty) == ("2021-03-06", "certain")
    assert article.time.value == "2021-03-06T05:10+09:00"
    assert article.updated.value == "2021-03-06T10:00+09:00"
    assert article.title.value == "Talks on export rules open in silence"
    assert article.byline.value == "Kim Da-som, Jane Roe"
    assert (article.section.value, article.language.value) == ("Diplomacy", "en")
    assert article.doubts == ()


@pytest.mark.parametrize(
    "wrapped",
    ["{}", "<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "<![CDATA[ {} ]]>", "/*<![CDATA[*/{}/*]]>*/"],
)
def test_linked_data_is_read_in_any_wrapping(wrapped: str) -> None:
    node = '{"@type": "Article", "datePublished": "2021-03-05"}'
    assert page(linked(wrapped.replace("{}", node))).date.value == "2021-03-05"


def test_linked_data_that_points_to_its_publisher_is_followed() -> None:
    graph = (
        '{"@graph": [{"@type": "NewsArticle", "publisher": {"@id": "#us"}},'
        ' {"@type": "Organization", "@id": "#us", "name": "Daily Example"}]}'
    )
    assert page(linked(graph)).outlet.value == "Daily Example"


def test_two_stated_days_that_disagree_are_a_doubt_that_names_both() -> None:
    article = page(
        meta("article:published_time", "2021-03-05T08:00:00+09:00")
        + linked('{"@type": "Article", "datePublished": "2021-01-02"}')
    )
    assert article.date.certainty == "doubtful"
    assert [rival.value for rival in article.date.rivals] == ["2021-03-05"]
    assert any("2021-01-02" in doubt and "2021-03-05" in doubt for doubt in article.doubts)


def test_a_stamp_in_utc_of_an_unknown_outlet_is_dated_by_its_own_address() -> None:
    article = page(
        meta("article:published_time", "2021-03-06T03:10:00+00:00")
        + meta("og:url", "https://daily.example/2021/03/05/talks-open")
    )
    assert article.date.value == "2021-03-05"
    assert "web address" in article.date.clue


@pytest.mark.parametrize(
    "tag",
    [
        "<title>Talks on export rules open in silence | Daily Example</title>",
        "<title>Daily Example - Talks on export rules open in silence</title>",
        "<title>Talks on export rules open in silence &raquo; World &raquo; Daily Example</title>",
        "<title>Export talks open</title>" + meta("og:title", "Silence as talks on rules open"),
    ],
)
def test_the_title_is_the_page_s_heading_without_the_site(tag: str) -> None:
    article = page(tag + meta("og:site_name", "Daily Example"))
    assert article.title.value == "Talks on export rules open in silence"


def test_a_heading_that_is_the_site_s_name_is_no_title() -> None:
    head = "<title>Talks on export rules open | Daily Example</title>"
    article = page(head + meta("og:site_name", "Daily Example"), "<h1>Daily Example</h1>")
    assert article.title.value == "Talks on export rules open"


def test_a_heading_with_the_section_before_it_gives_way_to_the_declared_title() -> None:
    title = "Ministers open talks on export rules"
    article = page(meta("og:title", title), f"<h1>Politics | {title}</h1>")
    assert article.title.value == title


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (meta("og:site_name", "KOREA TIMES"), "The Korea Times"),
        (meta("og:url", "https://www.japantimes.co.jp/news/1"), "The Japan Times"),
        ('<link rel="canonical" href="https://www.scmp.com/x/1">', "South China Morning Post"),
        ("<!-- saved from url=(0030)https://www.hani.co.kr/arti/1 -->", "Hankyoreh"),
        ("<title>Talks on export rules open in silence | Bergen Example Post</title>",
         "Bergen Example Post"),
        ('<link rel="alternate" type="application/rss+xml" title="Bergen Post &raquo; Feed">',
         "Bergen Post"),
        ('<link rel="canonical" href="https://www.bergen-post.example/x/1">',
         "bergen-post.example"),
        (meta("og:site_name", "Bergen Post - News, Sport and Weather")
         + meta("og:url", "https://bergenpost.no/1"), "Bergen Post"),
        (meta("og:site_name", "Nikkei Asia Weekly") + meta("og:url", "https://asia.nikkei.com/1"),
         "Nikkei Asia"),
        (meta("twitter:site", "@someone"), None),
    ],
)  # fmt: skip
def test_the_outlet_is_told_by_name_or_by_host(head: str, name: str | None) -> None:
    assert page(head).outlet.value == name


def test_a_wire_story_has_its_outlet_and_its_agency() -> None:
    article = page(
        meta("og:site_name", "The Boston Globe") + '<meta name="author" content="Associated Press">'
    )
    assert (article.outlet.value, article.agency.value) == ("The Boston Globe", "AP")
    assert article.byline.value is None
    assert article.outlet.certainty == "certain"


def test_a_host_and_a_declared_name_of_two_outlets_leave_a_doubt() -> None:
    article = page(
        meta("og:site_name", "The Korea Times") + meta("og:url", "https://www.koreaherald.com/1")
    )
    assert article.outlet.certainty == "doubtful"
    assert any("The Korea Times" in d and "The Korea Herald" in d for d in article.doubts)


def test_the_text_decides_its_language_against_the_template() -> None:
    text = f'<html lang="ko"><head></head><body><h1>Talks open</h1>{BODY}</body></html>'
    (article,) = read_blobs([("page.html", text.encode())]).articles
    assert article.language.value == "en"
    assert [rival.value for rival in article.language.rivals] == ["ko"]


def test_an_address_tells_a_day_only_whole() -> None:
    address = "https://daily.example/2021/03/{}-talks-open"
    assert page(meta("og:url", address.format("150305"))).date.value is None
    assert page(meta("og:url", address.format("05/talks"))).date.value == "2021-03-05"


def test_a_line_that_says_published_counts_before_a_time_that_says_nothing() -> None:
    top = (
        '<h1>Talks on export rules open in silence</h1><time datetime="2021-04-01">1 April</time>'
        "<p>Published: March 5, 2021 10:00</p>"
    )
    article = page("", top)
    assert article.date.value == "2021-03-05"


def test_the_author_of_a_comment_is_not_that_of_the_article() -> None:
    aside = '<div itemprop="comment"><span itemprop="author">Some Reader</span></div>'
    article = page("", "<h1>Talks on export rules open in silence</h1>" + aside)
    assert article.byline.value is None


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["og:url", "og:title", "og:site_name", "date", "author", "article:published_time"]
            ),
            st.text(max_size=60),
        ),
        max_size=6,
    ),
    st.text(max_size=80),
)
def test_no_head_breaks_the_reader(tags: list[tuple[str, str]], title: str) -> None:
    root = html.document_fromstring(
        "<html><head><title></title></head><body><p>x</p></body></html>"
    )
    clean = "".join(c for c in title if c.isprintable())
    root.find(".//title").text = clean
    for label, content in tags:
        element = html.Element("meta", property=label)
        element.set("content", "".join(c for c in content if c.isprintable()))
        root.find("head").append(element)
    facts = facts_of(root, "<html><body><p>x</p></body></html>")
    assert all(fact.value for fact in facts.stated.values())
