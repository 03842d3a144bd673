"""What paragraphs of copied texts and pages are: boxes beside the news, decks, joins and splits."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reading.repeats import mark_repeats
from analysis.reading.sources import join, read_blobs, read_pasted
from analysis.records import Article, Fact, Paragraph, Role

LEAD = "Negotiators from Oslo and Ottawa met in Bergen on Tuesday to settle their quarrel over cod."
SECOND = "“We have fished these banks for nine centuries,” the Norwegian envoy said as he arrived."
THIRD = "Canada says the stock is collapsing, and that the quota must be halved before the winter."
LAST = "The two sides will meet again in Halifax next month, and neither expects a swift result."
TEXT = (LEAD, SECOND, THIRD, LAST)


def paragraphs_of(*lines: str) -> list[tuple[Role, str]]:
    (article,) = read_pasted("\n\n".join(lines)).articles
    assert all(paragraph.reason for paragraph in article.paragraphs)
    return [(paragraph.role, paragraph.text) for paragraph in article.paragraphs]


def texts_of(role: Role, paragraphs: Sequence[tuple[Role, str]]) -> list[str]:
    return [text for found, text in paragraphs if found == role]


def test_the_line_below_the_headline_is_the_deck_and_is_scored() -> None:
    deck = "Envoys part in Bergen without a word on who may fish how much"
    found = paragraphs_of(
        "Cod quarrel drags on between Oslo and Ottawa", deck, "By Ann Lund", *TEXT
    )
    assert texts_of("headline", found) == ["Cod quarrel drags on between Oslo and Ottawa"]
    assert texts_of("deck", found) == [deck]
    assert texts_of("byline", found) == ["By Ann Lund"]
    assert texts_of("body", found) == list(TEXT)


def test_links_under_the_head_of_a_box_are_related() -> None:
    links = ("Ottawa sends a second patrol ship", "Why cod matters more than oil")
    found = paragraphs_of("Cod quarrel drags on", *TEXT, "Related stories", *links)
    assert texts_of("related", found) == ["Related stories", *links]
    assert texts_of("body", found) == list(TEXT)


def test_a_link_between_two_paragraphs_is_related() -> None:
    link = "READ MORE: Ottawa sends a second patrol ship"
    found = paragraphs_of("Cod quarrel drags on", LEAD, SECOND, link, THIRD, LAST)
    assert texts_of("related", found) == [link]
    assert texts_of("body", found) == list(TEXT)


def test_what_readers_write_is_a_comment_even_in_whole_sentences() -> None:
    said = (
        "NorthSea1972",
        "Norway has always been greedy and everybody in Newfoundland knows it, so what is new?",
        "Maggie B.",
        "Rubbish. The Canadians emptied their own banks long before anybody else came near them.",
    )
    found = paragraphs_of("Cod quarrel drags on", *TEXT, "Comments (2)", *said)
    assert texts_of("comment", found) == ["Comments (2)", *said]
    assert texts_of("body", found) == list(TEXT)


def test_comments_may_be_longer_than_the_article() -> None:
    said = [
        f"Reader {n} says: {LAST} {THIRD} What did anybody in Halifax expect?" for n in range(9)
    ]
    found = paragraphs_of("Cod quarrel drags on", *TEXT, "Comments (9)", *said)
    assert texts_of("comment", found) == ["Comments (9)", *said]
    assert texts_of("body", found) == list(TEXT)


def test_advertisements_between_and_below_the_text() -> None:
    below = ("Ten gadgets that sailors swear by", "Cut your phone bill in half")
    found = paragraphs_of(
        "Cod quarrel drags on", LEAD, "ADVERTISEMENT", SECOND, THIRD, LAST, "Around the web", *below
    )
    assert texts_of("advertisement", found) == ["ADVERTISEMENT", "Around the web", *below]
    assert texts_of("body", found) == list(TEXT)


def test_a_sentence_lifted_out_of_the_text_is_a_quote_box() -> None:
    quote = "We have fished these banks for nine centuries"
    signed = "— Norwegian envoy"
    found = paragraphs_of("Cod quarrel drags on", LEAD, quote, signed, SECOND, THIRD, LAST)
    assert texts_of("quote", found) == [quote, signed]
    assert texts_of("body", found) == list(TEXT)


def test_a_dateline_on_a_line_of_its_own() -> None:
    found = paragraphs_of("Cod quarrel drags on", "BERGEN, March 3 (Reuters) --", *TEXT)
    assert texts_of("dateline", found) == ["BERGEN, March 3 (Reuters) --"]
    assert texts_of("body", found) == list(TEXT)


def test_paragraphs_that_lost_their_line_breaks_are_parted() -> None:
    found = paragraphs_of("Cod quarrel drags on", LEAD + SECOND + THIRD, LAST)
    assert texts_of("body", found) == list(TEXT)
    (article,) = read_pasted(LEAD + THIRD + "\n\n" + LAST).articles
    assert "run together" in article.paragraphs[0].reason


def test_addresses_and_initials_part_nothing() -> None:
    text = "He wrote to Jo.Berg@example.org and to J.R.R. Lund of the U.S.Navy about cod later."
    assert texts_of("body", paragraphs_of(LEAD, text, LAST)) == [LEAD, text, LAST]


def test_doubled_sentences_and_paragraphs_are_seen_once_and_told() -> None:
    (article,) = read_pasted("\n\n".join([LEAD, f"{THIRD} {THIRD} {LAST}", SECOND, LEAD])).articles
    found = [(p.role, p.text) for p in article.paragraphs]
    assert texts_of("body", found) == [LEAD, f"{THIRD} {LAST}", SECOND]
    assert texts_of("boilerplate", found) == [LEAD]
    assert "twice" in article.paragraphs[1].reason
    assert "already" in article.paragraphs[3].reason


PLEA = "The Harbour Post depends on readers like you, so please give what you can this winter."
STORIES = [
    [f"The council of {town} voted on {day} to {act}.", f"Nobody in {town} spoke against it.", last]
    for town, day, act, last in (
        ("Molde", "Monday", "close the harbour", "The vote was quick."),
        ("Bodo", "Tuesday", "build a new pier", "A fisherman clapped."),
        ("Tromso", "Friday", "tax the cruise ships", "The mayor smiled at that."),
    )
]


def articles(*texts: Sequence[str], outlet: str | None = "Harbour Post") -> list[Article]:
    return [
        Article(
            id=f"a{number}",
            source="a.txt",
            paragraphs=tuple(
                Paragraph(i, "body", line, "sentences") for i, line in enumerate(lines)
            ),
            outlet=Fact(outlet, "masthead"),
        )
        for number, lines in enumerate(texts)
    ]


def n_marked(found: Sequence[Article]) -> int:
    return sum(p.role == "boilerplate" for article in found for p in article.paragraphs)


def test_a_line_in_three_stories_of_one_outlet_is_the_outlets_own() -> None:
    found = mark_repeats(articles(*[[*story, PLEA] for story in STORIES]))
    assert n_marked(found) == 3
    for article in found:
        assert article.paragraphs[-1].role == "boilerplate"
        assert "3 articles of Harbour Post" in article.paragraphs[-1].reason
    assert mark_repeats(found) == found


def test_copies_of_one_story_repeat_no_line() -> None:
    assert n_marked(mark_repeats(articles(*[[*STORIES[0], PLEA]] * 5))) == 0


def test_two_stories_or_no_outlet_are_not_enough() -> None:
    assert n_marked(mark_repeats(articles(*[[*story, PLEA] for story in STORIES[:2]]))) == 0
    unknown = articles(*[[*story, PLEA] for story in STORIES], outlet=None)
    assert n_marked(mark_repeats(unknown)) == 0


def test_an_article_keeps_text() -> None:
    found = mark_repeats([*articles(*[[*s, PLEA] for s in STORIES]), *articles([PLEA])])
    assert found[-1].paragraphs[0].role == "body"


def test_an_article_that_comes_later_is_marked_with_the_earlier_ones() -> None:
    blobs = [
        (f"{number}.txt", "\n\n".join(["Outlet: Harbour Post", *story, PLEA]).encode())
        for number, story in enumerate(STORIES)
    ]
    assert n_news(read_blobs(blobs).articles, PLEA) == 0
    one_by_one = [read_blobs([blob]) for blob in blobs]
    assert n_news(join(one_by_one).articles, PLEA) == 0
    first = join(one_by_one[:2])
    assert n_news(first.articles, PLEA) == 2
    assert n_news(join([first, one_by_one[2]]).articles, PLEA) == 0


def n_news(found: Sequence[Article], text: str) -> int:
    return sum(p.news and p.text == text for article in found for p in article.paragraphs)


MARKUP = """<html><head><title>Cod quarrel drags on</title></head><body>
<div class="nav"><ul><li><a href="/a">Fishing</a></li></ul></div>
<article><h1>Cod quarrel drags on</h1>
<p class="standfirst">Envoys part in Bergen without a word on who may fish how much this year</p>
<p>{}</p><figure><img><figcaption>Boats lie idle in Bergen on Tuesday.</figcaption></figure>
<p>{}</p><h2>What Ottawa wants</h2><p>{}</p>
<p><a href="/b">Ottawa sends a second patrol ship north</a></p>
<ul><li>A quota for seven years</li><li>Inspectors on every ship</li></ul>
<p>{}</p></article>
<div class="related-stories"><p><a href="/c">Why cod matters more than oil</a></p></div>
<div class="ad-slot"><p>Ten gadgets that sailors swear by</p></div>
<div id="comments"><p>Norway has always been greedy, as everybody here knows well.</p></div>
<div class="footer"><p>Harbour Post, 4 Pier Street</p></div></body></html>"""


def test_a_pages_markup_tells_what_stands_where() -> None:
    reading = read_blobs([("a.html", MARKUP.format(*TEXT).encode())])
    (article,) = reading.articles
    found = [(p.role, p.text) for p in article.paragraphs]
    assert texts_of("headline", found) == ["Cod quarrel drags on"]
    assert [text[:19] for text in texts_of("deck", found)] == ["Envoys part in Berg"]
    assert texts_of("caption", found) == ["Boats lie idle in Bergen on Tuesday."]
    assert set(TEXT) < set(texts_of("body", found))
    assert {"What Ottawa wants", "Inspectors on every ship"} < set(texts_of("body", found))
    assert texts_of("advertisement", found) == ["Ten gadgets that sailors swear by"]
    assert texts_of("related", found) == [
        "Ottawa sends a second patrol ship north",
        "Why cod matters more than oil",
    ]
    assert [text[:6] for text in texts_of("comment", found)] == ["Norway"]
    assert {"Fishing", "Harbour Post, 4 Pier Street"} <= set(texts_of("boilerplate", found))


def test_a_class_that_all_paragraphs_have_tells_nothing() -> None:
    page = MARKUP.format(*TEXT).replace("<p>", '<p class="paywall">')
    (article,) = read_blobs([("a.html", page.encode())]).articles
    assert set(TEXT) < {p.text for p in article.paragraphs if p.role == "body"}
