"""Drafts of the articles in RSS and Atom files; nothing that they point to is fetched."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.cuts import plain_block
from analysis.reading.dates import days_in
from analysis.reading.fragments import headed, text_lines
from analysis.reading.lines import n_words
from analysis.reading.outlets import load_outlets
from analysis.records import Fact, Rejected

MAX_FEED = 16 * 2**20
"""Feeds hold the last hundred stories; the largest archives of them a few thousand."""
_SHORT = 80
"""A text of fewer words is mostly the story's summary."""


def read_feed(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """One article per entry of a feed; raises StanceError where it has none."""
    import feedparser

    if len(data) > MAX_FEED:
        size = f"it is a feed larger than {MAX_FEED // 2**20} MiB"
        raise StanceError(where, size, "Split it into smaller files.")
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise StanceError(where, "its XML declares entities, as no feed does", "Save it anew.")
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError) as error:
        reason = f"the feed is damaged ({error})"[:200]
        raise StanceError(where, reason, "Save it anew.") from error
    entries = feed.entries
    if not entries:
        raise StanceError(where, "it is XML, but no feed with articles", "Give RSS or Atom.")
    for number, entry in enumerate(entries, start=1):
        # A plain dict: feedparser's own one offers other keys, with warnings, for those not there.
        yield _draft(
            dict(entry), dict(feed.feed), f"{where}, entry {number}" if len(entries) > 1 else where
        )


def _draft(
    entry: Mapping[str, object], feed: Mapping[str, object], source: str
) -> Draft | Rejected:
    stated: dict[str, Fact] = {}
    for name, key, label in (
        ("title", "title", "title"),
        ("byline", "author", "author"),
        ("url", "link", "link"),
        ("language", "language", "language"),
    ):
        value = _plain(entry.get(key)) or (_plain(feed.get(key)) if name == "language" else "")
        if value:
            stated[name] = Fact(value, f"feed, {label}", value, "certain")
    for name, keys in (("date", ("published", "created", "updated")), ("updated", ("updated",))):
        key = next((key for key in keys if _plain(entry.get(key))), "")
        said = _plain(entry.get(key)) if key else ""
        days = days_in(said[:60])
        if (
            days
            and days[0].iso
            and not (name == "updated" and stated.get("date", Fact()).quote == said)
        ):
            stated[name] = Fact(days[0].iso, f"feed, {key}", said, "certain")
    if outlet := _outlet(entry, feed):
        stated["outlet"] = outlet
    if tags := entry.get("tags"):
        terms = (
            [_plain(tag.get("term")) for tag in tags if isinstance(tag, Mapping)]
            if isinstance(tags, list)
            else []
        )
        if terms and terms[0]:
            stated["section"] = Fact(terms[0], "feed, category", ", ".join(terms)[:300])
    text, whole = _text(entry)
    lines = text_lines(text)
    if not any(line.mark.kind != "mark" for line in lines):
        return Rejected(source, "it has no text", "Save the page that the feed points to.")
    doubts: tuple[str, ...] = ()
    if not whole and sum(n_words(line.text) for line in lines) < _SHORT:
        doubts = ("the feed gives a summary, not the whole article",)
    return Draft(source, headed(stated, lines), stated, doubts)


def _plain(value: object) -> str:
    return plain_block(value)[:1000] if isinstance(value, str) else ""


def _text(entry: Mapping[str, object]) -> tuple[str, bool]:
    """The longest text of an entry, and whether it is more than its summary."""
    contents = entry.get("content")
    texts = (
        [c.get("value") for c in contents if isinstance(c, Mapping)]
        if isinstance(contents, list)
        else []
    )
    longest = max((text for text in texts if isinstance(text, str)), key=len, default="")
    summary = entry.get("summary")
    if isinstance(summary, str) and len(summary) > len(longest):
        return summary, False
    return longest, bool(longest)


def _outlet(entry: Mapping[str, object], feed: Mapping[str, object]) -> Fact | None:
    source = entry.get("source")
    name = _plain(source.get("title")) if isinstance(source, Mapping) else ""
    if name:
        return Fact(name, "feed, source of the entry", name, "certain")
    for key in ("publisher", "title"):
        if name := _plain(feed.get(key)):
            known = load_outlets().named(name)
            within = load_outlets().within(name)
            found = known or (within[0] if within else None)
            return Fact(found.name if found else name, f"feed, its {key}", name)
    return None
