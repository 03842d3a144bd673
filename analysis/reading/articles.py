"""An article of its paragraphs: outlet, agency, date, title, byline, each with its clue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.reading.blocks import Block
from analysis.reading.cuts import Line
from analysis.reading.dates import days_in
from analysis.reading.outlets import load_outlets
from analysis.reading.paragraphs import give_roles
from analysis.reading.published import date_of
from analysis.reading.publisher import agency_of, outlet_of
from analysis.records import UNKNOWN, Article, Fact, Paragraph

_TITLE_MARK = re.compile(
    r"(?:\((?:URGENT|LEAD|\d(?:st|nd|rd|th) LD|(?:News|Yonhap|Photo|Movie|Sports)[^)]{0,30}"
    r"|[A-Z][A-Z\d -]{1,20})\)|\[[^\]]{2,30}\]|【[^】]{1,20}】"
    r"|(?:UPDATE|RPT|CORRECTED|REFILE|WRAPUP|EXCLUSIVE|BREAKING|FOCUS|ANALYSIS)(?: ?\d+)?\s?[-:]"
    r")\s*"
)
_BY = re.compile(r"^\W*(?:(?:Written|Reported|Story)\s)?By[ :]\s?", re.IGNORECASE)
_REPORTING = re.compile(r"(?:reporting|written|writing|reported)(?: and \w+)? by ([^;|()]+)", re.I)
_EMAIL = re.compile(r"[(\[<]?\s*[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}\s*[)\]>]?")
_POST = re.compile(
    r"[,|/]\s*(?:\w+ ){0,3}(?:staff|reporter|correspondent|writer|editor|columnist|bureau)\b.*$"
    r"|\s(?:in|for) [A-Z].*$|\s?[|/].*$|\s+(?:staff|contributing) (?:writer|reporter)s?\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader of a format hands on: lines, and what the format states outright.

    ``stated`` may hold outlet, agency, date, title, byline and url; ``guessed`` date and byline,
    to be used only where the text itself does not tell them.
    """

    source: str
    lines: tuple[Line, ...]
    stated: Mapping[str, Fact] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    note: str = ""
    guessed: Mapping[str, Fact] = field(default_factory=dict)


def article(draft: Draft, *, article_id: str, file_name: str) -> Article:
    """The article of a draft; what nothing tells stays unknown, and ``doubts`` says why."""
    stated = draft.stated
    title = stated.get("title", UNKNOWN)
    in_page = title.clue != "sources.csv"
    blocks = give_roles(draft.lines, title=title.value if in_page else None)
    outlet = outlet_of(blocks, stated, name=file_name)
    dated = date_of(blocks, stated, name=file_name, guessed=draft.guessed.get("date", UNKNOWN))
    doubts = list(draft.doubts)
    if not any(block.role == "body" for block in blocks):
        doubts.append("no news text was found in it")
    if outlet.value is None:
        doubts.append("no outlet: no line names one")
    doubts += dated.doubts
    return Article(
        id=article_id,
        source=draft.source,
        paragraphs=tuple(
            Paragraph(index, block.role, block.text, block.reason)
            for index, block in enumerate(blocks)
        ),
        outlet=outlet,
        agency=agency_of(blocks, stated, outlet),
        date=dated.fact,
        title=title if title.value else title_of(blocks),
        byline=_first_known(stated.get("byline"), byline_of(blocks), draft.guessed.get("byline")),
        url=stated["url"] if stated.get("url", UNKNOWN).value else _address(blocks),
        note=draft.note,
        doubts=tuple(doubts),
    )


def _first_known(*facts: Fact | None) -> Fact:
    return next((fact for fact in facts if fact and fact.value), UNKNOWN)


def title_of(blocks: Sequence[Block]) -> Fact:
    """The first headline, without a desk's mark such as "(LEAD)"."""
    for block in blocks:
        if block.role != "headline":
            continue
        if block.kind == "stated":
            return Fact(block.text.split(":", 1)[-1].strip(), "stated line", block.text)
        bare = block.text.lstrip("# ")
        marked = _TITLE_MARK.match(bare)
        if marked and len(bare) > marked.end():
            clue = f"headline, without its mark “{marked[0].strip()}”"
            return Fact(bare[marked.end() :], clue, block.text)
        return Fact(bare, "headline", block.text)
    return UNKNOWN


def byline_of(blocks: Sequence[Block]) -> Fact:
    """Who wrote it, by the first line that says so, without "By", posts and addresses."""
    for block in blocks:
        if block.role != "byline":
            continue
        if block.kind == "stated":
            return Fact(block.text.split(":", 1)[-1].strip(), "stated line", block.text)
        if name := byline_name(block.text):
            return Fact(name, "byline", block.text)
    return UNKNOWN


def byline_name(line: str) -> str | None:
    """The names in a byline; None where it names only an agency or an address.

    >>> byline_name("By Park Han-na (hnpark@heraldcorp.com)")
    'Park Han-na'
    >>> byline_name("BY SHIN JI-HYE, Staff Writer | July 3, 2019")
    'SHIN JI-HYE'
    """
    reported = _REPORTING.search(line)
    text = reported[1] if reported else _BY.sub("", line)
    for day in reversed(days_in(text)):
        text = text[: day.start].rstrip(" |,-–•·") + text[day.end :]
    text = _POST.sub("", _EMAIL.sub(" ", text))
    text = " ".join(text.split()).strip(" ,;|/-–—()[]<>·•:")
    words = text.split()
    if not words or len(words) > 14 or load_outlets().named(text):
        return None
    return text if any(word[:1].isupper() or ord(word[0]) > 0x2E80 for word in words) else None


def _address(blocks: Sequence[Block]) -> Fact:
    for block in blocks:
        if block.kind == "address" and (match := re.search(r"https?://\S+", block.text)):
            return Fact(match[0].rstrip(").,"), "a line of the text", block.text)
        if block.kind == "stated" and block.text[:4].casefold() in ("url:", "link"):
            return Fact(block.text.split(":", 1)[-1].strip(), "stated line", block.text)
    return UNKNOWN
