"""Tables, JSON, Markdown and web pages are read into articles with their stated facts."""

from __future__ import annotations

import json

from analysis.reading.sources import read_blobs
from analysis.records import Article

FIRST = "The foreign ministry said on Friday that it had called in the ambassador and protested."
SECOND = "A spokesman in Tokyo called the protest regrettable and said nothing would change."
ROW = {
    "headline": "Seoul lodges a protest",
    "publisher": "korea herald",
    "published": "2019-07-19T17:04:00+09:00",
    "url": "https://www.koreaherald.com/view.php?ud=1",
    "author": "Park Min-ji",
    "body": f"{FIRST}\n\n{SECOND}",
}


def only(name: str, data: str) -> Article:
    reading = read_blobs([(name, data.encode())])
    assert not reading.rejected
    (article,) = reading.articles
    return article


def check(article: Article) -> None:
    assert article.outlet.value == "The Korea Herald"
    assert article.date.value == "2019-07-19"
    assert article.title.value == "Seoul lodges a protest"
    assert article.byline.value == "Park Min-ji"
    assert [p.text for p in article.paragraphs if p.role == "body"] == [FIRST, SECOND]
    assert [p.text for p in article.paragraphs if p.role == "headline"] == [ROW["headline"]]


def test_records_are_recognised_by_the_usual_names_of_columns() -> None:
    cells = ['"' + value.replace('"', '""') + '"' for value in ROW.values()]
    check(only("a.csv", ",".join(ROW) + "\n" + ",".join(cells) + "\n"))
    check(only("a.csv", ";".join(ROW) + "\n" + ";".join(cells) + "\n"))
    check(only("a.tsv", "\t".join(name.upper() for name in ROW) + "\n" + "\t".join(cells) + "\n"))
    check(only("a.json", json.dumps(ROW)))
    check(only("a.json", json.dumps({"articles": [ROW]})))
    check(only("a.jsonl", json.dumps(ROW)))
    paragraphs = {**ROW, "body": [FIRST, {"text": SECOND}]}
    check(only("a.json", json.dumps([paragraphs])))
    assert only("a.json", json.dumps(ROW)).date.clue == "column “published”"


def test_each_record_has_an_id_and_a_bad_line_is_named() -> None:
    data = "\n".join([json.dumps(ROW), "{broken", json.dumps(ROW), "3"])
    reading = read_blobs([("press.jsonl", data.encode())])
    assert [article.id for article in reading.articles] == ["press-1", "press-2"]
    assert [r.source for r in reading.rejected] == ["press.jsonl, line 2", "press.jsonl, line 4"]


def test_days_of_a_column_are_read_in_the_order_that_the_column_shows() -> None:
    rows = f"date,text\n08/02/2019,{FIRST}\n08/22/2019,{SECOND}\n"
    days = [a.date.value for a in read_blobs([("a.csv", rows.encode())]).articles]
    assert days == ["2019-08-02", "2019-08-22"]
    alone = only("a.csv", f"date,text\n08/02/2019,{FIRST}\n")
    assert alone.date.value is None
    assert any("no certain day" in doubt for doubt in alone.doubts)


def test_markdown_with_front_matter_links_and_a_heading() -> None:
    text = (
        "---\ntitle: Seoul lodges a protest\ndate: 2019-07-19\nsource: Korea Herald\n"
        "author: Park Min-ji\n---\n\n# Seoul lodges a protest\n\n"
        f"**{FIRST}**\n\n{SECOND.replace('Tokyo', '[Tokyo](https://example.com/a)')}\n"
    )
    article = only("a.md", text)
    assert article.outlet.value == "The Korea Herald"
    assert article.date.clue == "front matter, date"
    assert [p.text for p in article.paragraphs if p.role == "body"] == [FIRST, SECOND]
    assert [p.role for p in article.paragraphs].count("headline") == 1


PAGE = """<!doctype html><html><head><title>Seoul lodges a protest | The Korea Herald</title>
<meta property="og:title" content="Seoul lodges a protest - The Korea Herald">
<meta property="og:site_name" content="The Korea Herald">
<meta property="article:published_time" content="2019-07-19T17:04:00+09:00">
<meta name="author" content="Park Min-ji">
<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2001-01-01"}</script>
<script>alert("never text")</script></head><body>
<nav><ul><li>National</li><li>Business</li></ul></nav>
<article><h1>Seoul lodges a protest</h1><p>%s</p><p>%s</p>
<p>The two ministers are to meet in Bangkok next week, where they have much to discuss.</p>
</article>
<footer><p>Copyright The Korea Herald. All rights reserved.</p></footer></body></html>"""


def test_a_web_page_gives_its_text_its_facts_and_what_was_left_out() -> None:
    article = only("a.html", PAGE % (FIRST, SECOND))
    assert article.outlet.value == "The Korea Herald"
    assert (article.date.value, article.date.clue) == (
        "2019-07-19",
        "meta tag article:published_time",
    )
    assert article.title.value == "Seoul lodges a protest"
    assert article.byline.value == "Park Min-ji"
    body = [p.text for p in article.paragraphs if p.role == "body"]
    assert body[:2] == [FIRST, SECOND]
    left_out = {p.text: p.reason for p in article.paragraphs if p.role == "boilerplate"}
    assert "National" in left_out
    assert not any("never text" in p.text for p in article.paragraphs)


def test_a_web_page_in_an_old_encoding_is_read() -> None:
    page = (PAGE % (FIRST, SECOND)).replace("<head>", '<head><meta charset="euc-kr">')
    page = page.replace("National", "정치")
    (article,) = read_blobs([("a.html", page.encode("euc-kr"))]).articles
    assert "정치" in [p.text for p in article.paragraphs]
