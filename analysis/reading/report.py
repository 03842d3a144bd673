"""What was read, in plain lines for a terminal: everything, or only what is doubtful."""

from __future__ import annotations

from dataclasses import replace

from analysis.reading.doubts import doubts_of, remedy
from analysis.records import Article, Fact, Reading

FACTS = (
    "outlet", "agency", "date", "time", "updated", "title", "byline", "section", "language", "url",
)  # fmt: skip
_ALWAYS = ("outlet", "agency", "date", "title", "byline", "url")
"""Facts that are named also where they are not known."""


def describe(reading: Reading) -> str:
    """Of each article: each value with its clue, certainty and rivals; what is not scored; doubts.

    The last line counts the articles and the rejected inputs.
    """
    lines: list[str] = []
    for article in reading.articles:
        lines += [f"{article.id}  ({article.source})", *_facts(article)]
        kept = sum(paragraph.scored for paragraph in article.paragraphs)
        lines.append(f"  {kept} paragraphs scored, {len(article.paragraphs) - kept} not scored:")
        for paragraph in article.paragraphs:
            if not paragraph.scored:
                why = (
                    f"not in English ({paragraph.language})" if paragraph.news else paragraph.reason
                )
                lines.append(f"    {paragraph.role}: {_short(paragraph.text)}  [{why}]")
        lines += [f"  doubt: {doubt.what}" for doubt in doubts_of(article)]
        if article.note:
            lines.append(f"  note: {article.note}")
        lines.append("")
    lines.append(f"{_read(reading)}, {_rejected(reading)}")
    return "\n".join(lines)


def check(reading: Reading) -> str:
    """One line for each article with a doubt: source, doubts, what to do; then how many."""
    doubtful_ones = doubtful(reading).articles
    lines = [_line(article) for article in doubtful_ones]
    lines.append(f"{len(doubtful_ones)} of {_read(reading)} with a doubt, {_rejected(reading)}")
    return "\n".join(lines)


def doubtful(reading: Reading) -> Reading:
    """``reading`` with only the articles that have a doubt."""
    return replace(reading, articles=tuple(a for a in reading.articles if doubts_of(a)))


def _line(article: Article) -> str:
    doubts = doubts_of(article)
    what = "; ".join(doubt.what for doubt in doubts)
    words = f"{article.source}: {what}. {remedy(doubts)}"
    return " ".join(words.split())


def _facts(article: Article) -> list[str]:
    lines: list[str] = []
    for name in FACTS:
        fact: Fact = getattr(article, name)
        if fact.value is None and name not in _ALWAYS:
            continue
        sure = f", {fact.certainty}" if fact.value is not None else ""
        lines.append(f"  {name:9}{fact.value or 'unknown'}  [{fact.clue}{sure}]")
        lines += [f"           or {rival.value}  [{rival.clue}]" for rival in fact.rivals]
    return lines


def _read(reading: Reading) -> str:
    count = len(reading.articles)
    return f"{count} article{'' if count == 1 else 's'} read"


def _rejected(reading: Reading) -> str:
    count = len(reading.rejected)
    return f"{count} input{'' if count == 1 else 's'} rejected"


def _short(text: str, width: int = 90) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
