"""An article of its paragraphs: outlet, agency, date, title, byline, each with its clue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.reading.blocks import Block
from analysis.reading.bylines import byline_of
from analysis.reading.candidates import PERSON, best, same_letters
from analysis.reading.cuts import Line
from analysis.reading.languages import tell_language
from analysis.reading.outlets import load_outlets
from analysis.reading.paragraphs import give_roles
from analysis.reading.published import date_of
from analysis.reading.publisher import agency_of, outlet_doubt, outlet_of
from analysis.records import UNKNOWN, Article, Fact, Paragraph

_TITLE_MARK = re.compile(
    r"(?:\((?:URGENT|LEAD|\d(?:st|nd|rd|th) LD|(?:News|Yonhap|Photo|Movie|Sports)[^)]{0,30}"
    r"|[A-Z][A-Z\d -]{1,20})\)|\[[^\]]{2,30}\]|【[^】]{1,20}】"
    r"|(?:UPDATE|RPT|CORRECTED|REFILE|WRAPUP|EXCLUSIVE|BREAKING|FOCUS|ANALYSIS)(?: ?\d+)?\s?[-:]"
    r")\s*"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader of a format hands on: lines, and what the format states outright.

    ``stated`` may hold outlet, agency, date, updated, title, byline, section, language and url;
    what it states outright is ``certain``, and other values that the format offers are its rivals.
    ``guessed`` holds date and byline that count only where the text itself does not tell them.
    """

    source: str
    lines: tuple[Line, ...]
    stated: Mapping[str, Fact] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    note: str = ""
    guessed: Mapping[str, Fact] = field(default_factory=dict)


def article(draft: Draft, *, article_id: str, file_name: str) -> Article:
    """The article of a draft; what nothing tells stays unknown, and ``doubts`` says why."""
    stated = {name: _outright(fact) for name, fact in draft.stated.items()}
    guessed = draft.guessed
    title = stated.get("title", UNKNOWN)
    in_page = title.clue != PERSON
    blocks = give_roles(draft.lines, title=title.value if in_page else None)
    outlet = outlet_of(blocks, stated, name=file_name)
    home = load_outlets().named(outlet.value or "")
    day = guessed.get("date", UNKNOWN)
    dated = date_of(blocks, stated, name=file_name, guessed=day, home=home)
    doubts = list(draft.doubts)
    if not any(block.role == "body" for block in blocks):
        doubts.append("no news text was found in it")
    if doubt := outlet_doubt(outlet):
        doubts.append(doubt)
    doubts += dated.doubts
    paragraphs = tuple(
        Paragraph(index, block.role, block.text, block.reason, tell_language(block.text))
        for index, block in enumerate(blocks)
    )
    return Article(
        id=article_id,
        source=draft.source,
        paragraphs=paragraphs,
        outlet=outlet,
        agency=agency_of(blocks, stated, outlet),
        date=dated.date,
        title=best([[title], [title_of(blocks)]], agree=same_letters),
        byline=byline_of(blocks, stated, guessed.get("byline", UNKNOWN)),
        url=best([[stated.get("url", UNKNOWN)], [_address(blocks)]]),
        note=draft.note,
        doubts=tuple(doubts),
        time=dated.time,
        updated=dated.updated,
        section=stated.get("section", UNKNOWN),
        language=language_of(paragraphs, stated.get("language", UNKNOWN)),
    )


def _outright(fact: Fact) -> Fact:
    """What a person or a file's own header states is certain."""
    told = fact.clue == PERSON or fact.clue.startswith("front matter")
    return replace(fact, certainty="certain") if told and fact.certainty == "likely" else fact


def language_of(paragraphs: Sequence[Paragraph], declared: Fact) -> Fact:
    """The language of most of the news text; what a page declares of itself is but its rival.

    A page's template often declares another language than that of its text, so the text decides.
    """
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        if paragraph.news and paragraph.language != "und":
            counts[paragraph.language] += len(paragraph.text)
    if not counts:
        return declared
    language, size = counts.most_common(1)[0]
    share = size / counts.total()
    if declared.value == language:
        return replace(declared, certainty="certain")
    quote = f"{share:.0%} of its text"
    return best([[Fact(language, "the text itself", quote)], [replace(declared, rivals=())]])


def title_of(blocks: Sequence[Block]) -> Fact:
    """The first headline, without a desk's mark such as "(LEAD)"."""
    for block in blocks:
        if block.role != "headline":
            continue
        if block.kind == "stated":
            return Fact(block.text.split(":", 1)[-1].strip(), "stated line", block.text, "certain")
        bare = block.text.lstrip("# ")
        marked = _TITLE_MARK.match(bare)
        if marked and len(bare) > marked.end():
            clue = f"headline, without its mark “{marked[0].strip()}”"
            return Fact(bare[marked.end() :], clue, block.text)
        return Fact(bare, "headline", block.text)
    return UNKNOWN


def _address(blocks: Sequence[Block]) -> Fact:
    for block in blocks:
        if block.kind == "address" and (match := re.search(r"https?://\S+", block.text)):
            return Fact(match[0].rstrip(").,"), "a line of the text", block.text)
        if block.kind == "stated" and block.text[:4].casefold() in ("url:", "link"):
            return Fact(block.text.split(":", 1)[-1].strip(), "stated line", block.text)
    return UNKNOWN
