from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.pages.cards import LONGEST, article_html, card, explained, marked
from analysis.records import Article, Fact, Paragraph

TEXT = "The minister praised the plan and called the tariff reckless."
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> ![pixel](http://example.org/p.png) "
    "\x00\x1b[31m \u202eesrever\u202c \u05e9\u05dc\u05d5\u05dd & \"quotes\" 'too' <!-- -->"
)


class Reader(HTMLParser):
    """Collects the elements and the words that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.words = ""
        self.inside_sup = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(name for name, _ in attrs)
        self.inside_sup = tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        self.inside_sup = False

    def handle_data(self, data: str) -> None:
        if not self.inside_sup:
            self.words += data


def row(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "article_id": "one",
        "outlet": "The Harbor Gazette",
        "agency": None,
        "date": "2021-03-09",
        "title": "Tariff talks stall",
        "paragraph": 1,
        "role": "body",
        "text": TEXT,
        "target": "Japan",
        "stance": -0.42,
        "label": "unfavorable",
        "confidence": 0.71,
        "holder": "outlet",
        "sentiment": 0.31,
        "evidence": [[13, 20, 0.2], [52, 60, -0.62]],
        "origin": "one",
        "origin_paragraph": 1,
        "scorer": "lexicon 1",
    }
    return values | changes


def article(*texts: str, out: int = -1) -> Article:
    return Article(
        id="one",
        source="one.txt",
        paragraphs=tuple(
            Paragraph(i, "boilerplate" if i == out else "body", text, "share line")
            for i, text in enumerate(texts)
        ),
        outlet=Fact("The Harbor Gazette", "stated"),
        date=Fact("2021-03-09", "dateline"),
    )


def test_evidence_is_marked_by_sign_in_words_and_not_by_color_alone() -> None:
    html = marked(TEXT, [[13, 20, 0.2], [52, 60, -0.62]])
    assert 'class="ev for w2" title="+0.20">praised<sup>+</sup>' in html
    assert 'class="ev against w3" title="−0.62">reckless<sup>−</sup>' in html


def test_overlapping_evidence_adds_up() -> None:
    html = marked("good old plan", [[0, 8, 0.2], [5, 8, -0.5]])
    assert 'title="+0.20">good ' in html
    assert 'title="−0.30">old' in html


def test_hostile_text_brings_no_element_and_no_attribute_to_life() -> None:
    html = card(
        row(text=HOSTILE, outlet=HOSTILE, title=HOSTILE, target=HOSTILE, evidence=[[2, 9, -0.5]]),
        article(HOSTILE, HOSTILE, out=0),
        original=article(HOSTILE, HOSTILE),
    )
    seen = Reader(html)
    assert not {"script", "img", "a", "iframe", "style"} & set(seen.tags)
    assert set(seen.attributes) <= {"class", "title", "dir"}
    assert "\x00" not in html
    assert "\x1b" not in html
    assert "![pixel](http://example.org/p.png)" in seen.words


def test_a_huge_paragraph_is_cut_and_says_so() -> None:
    html = card(row(text="word " * 200_000, evidence=[]), None)
    assert len(html) < LONGEST * 2 + 3000
    assert "997,000 more characters" in html


def test_what_is_not_known_is_said_in_words() -> None:
    html = card(row(outlet=None, date=float("nan"), title=None), None)
    assert "outlet unknown" in html
    assert "date unknown" in html


def test_a_copy_shows_its_origin() -> None:
    original = article("The first line.", "The line that others copied.")
    html = card(row(origin="two"), None, original=original)
    assert "Copy of a paragraph in" in html
    assert "The line that others copied." in Reader(html).words


def test_a_whole_article_keeps_what_was_left_out_with_its_reason() -> None:
    words = Reader(article_html(article("Share this", "The news."), here=1)).words
    assert "Share this" in words
    html = article_html(article("Share this", "The news.", out=0), here=1)
    assert 'class="out"' in html
    assert "left out (share line)" in html


def test_a_paragraph_far_down_is_in_view_because_earlier_ones_are_folded() -> None:
    html = article_html(article(*(f"Sentence {n}." for n in range(12))), here=9)
    assert "Show 6 earlier paragraphs" in html
    assert html.index("</details>") < html.index("Sentence 6.") < html.index("Sentence 9.")
    assert all(f"Sentence {n}." in html for n in range(12))


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90), st.floats(-1, 1)), max_size=4),
)
def test_marking_changes_no_word_of_the_text(
    text: str, evidence: list[tuple[int, int, float]]
) -> None:
    from analysis.pages.cards import safe

    plain = Reader(f"<bdi>{safe(text)}</bdi>").words
    assert Reader(marked(text, evidence)).words == plain


def test_where_two_scorers_disagree_in_sign_the_card_says_so() -> None:
    beside = {"beside_label": "favorable", "beside_stance": 0.6, "beside_evidence": [[13, 20, 0.6]]}
    html = card(row(evidence=[], scorer="model 1", **beside), article(TEXT))
    assert "disagree in sign" in html
    assert "praised<sup>+</sup>" in html
    agreeing = beside | {"beside_label": "neutral", "beside_stance": 0.1}
    assert "disagree in sign" not in card(row(evidence=[], **agreeing), article(TEXT))


def test_the_words_that_moved_a_score_are_escaped_and_named_as_what_they_are() -> None:
    html = explained(HOSTILE, [[2, 9, -0.5]], "model 1")
    assert not {"script", "img", "a", "iframe", "style"} & set(Reader(html).tags)
    assert "leaving each out in turn" in html
    assert "No single word" in explained(TEXT, [], "model 1")
