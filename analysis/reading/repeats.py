"""Lines that an outlet puts into many of its articles, such as pleas to sign up, are no news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence, Set
from dataclasses import replace

from analysis.records import Article, Paragraph

ENOUGH = 3
"""In so many different stories of one outlet a line is the outlet's, not the story's."""
EDGE = 3
"""So many paragraphs at either end of the news are its edges, where such lines stand."""
SAME_STORY = 0.5
"""Articles that share more than this share of the shorter one's paragraphs tell one story."""
_REASON = "the same line stands in"
_MOST_COMPARED = 40
"""So many articles that carry a line are compared; more cannot change the answer."""


def mark_repeats(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, with lines that repeat in those of one outlet as boilerplate.

    To mark twice, or articles that came later together with earlier ones, changes nothing more.
    """
    carriers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    texts = [frozenset(_plain(p) for p in article.paragraphs if p.news) for article in articles]
    for number, article in enumerate(articles):
        if article.outlet.value:
            for text in {_plain(p) for p in _edges(article)}:
                carriers[article.outlet.value, text].append(number)
    repeated: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for (_, text), numbers in carriers.items():
        if len(numbers) >= ENOUGH and _n_stories(numbers[:_MOST_COMPARED], texts) >= ENOUGH:
            for number in numbers:
                repeated[number][text] = len(numbers)
    return tuple(
        _marked(article, repeated[number]) if number in repeated else article
        for number, article in enumerate(articles)
    )


def _plain(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.casefold().split())


def _edges(article: Article) -> list[Paragraph]:
    """The first and last paragraphs of the news, and those marked before."""
    news = [p for p in article.paragraphs if p.role in ("deck", "body", "caption")]
    news += [p for p in article.paragraphs if p.reason.startswith(_REASON)]
    news.sort(key=lambda paragraph: paragraph.index)
    return [p for i, p in enumerate(news) if i < EDGE or i >= len(news) - EDGE]


def _n_stories(numbers: Collection[int], texts: Sequence[Set[str]]) -> int:
    """How many different stories the articles tell, copies of one told once."""
    stories: list[Set[str]] = []
    for number in numbers:
        own = texts[number]
        least = SAME_STORY * len(own)
        if not any(len(own & told) > min(least, SAME_STORY * len(told)) for told in stories):
            stories.append(own)
        if len(stories) >= ENOUGH:
            break
    return len(stories)


def _marked(article: Article, repeated: dict[str, int]) -> Article:
    paragraphs = [
        replace(
            paragraph,
            role="boilerplate",
            reason=f"{_REASON} {repeated[_plain(paragraph)]} articles of {article.outlet.value}",
        )
        if paragraph.role in ("deck", "body", "caption") and _plain(paragraph) in repeated
        else paragraph
        for paragraph in article.paragraphs
    ]
    if not any(paragraph.role == "body" for paragraph in paragraphs):
        return article
    return replace(article, paragraphs=tuple(paragraphs))
