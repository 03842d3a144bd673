"""What a web page states of its article in its head and its markup, each value with its clue."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from lxml import html

from analysis.reading.cuts import plain_block
from analysis.reading.dates import days_in
from analysis.reading.outlets import key, load_outlets
from analysis.reading.vocabulary import load_vocabulary
from analysis.records import UNKNOWN, Fact

_SITE_AFTER = re.compile(r"\s[|–—-]\s([^|–—]{2,40})$")
_NO_WRITER = frozenset(["no author", "admin", "administrator", "staff", "editor", "web desk"])


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page states outright, and what its markup only suggests."""

    stated: Mapping[str, Fact]
    guessed: Mapping[str, Fact]


def facts_of(tree: html.HtmlElement, markup: str) -> PageFacts:
    """The facts of a parsed page, whose scripts must still be in ``tree``."""
    stated = _stated(tree)
    stated |= _bare_title(tree, stated)
    return PageFacts(stated, _from_markup(markup))


def _stated(tree: html.HtmlElement) -> dict[str, Fact]:
    """What the page's head states, most reliable first: linked data, then meta tags."""
    metas = _metas(tree)
    facts: dict[str, Fact] = {}
    for name, value, clue in (*_linked(tree), *metas):
        if name == "date":
            days = days_in(value[:60])
            if days and days[0].iso and "date" not in facts:
                facts["date"] = Fact(days[0].iso, clue, value)
        elif name == "outlet":
            known = load_outlets().named(value.lstrip("@"))
            if "outlet" not in facts and (known or not value.startswith("@")):
                facts["outlet"] = Fact(value, clue, value)
        elif name == "byline" and (value.startswith("http") or _is_no_writer(value)):
            continue
        elif name not in facts:
            facts[name] = Fact(value, clue, value)
    if hosted := load_outlets().hosted(facts["url"].value or "") if "url" in facts else None:
        stated = load_outlets().named(facts["outlet"].value or "") if "outlet" in facts else None
        if stated is None:
            facts["outlet"] = Fact(hosted.name, "web address", facts["url"].value or "")
    return facts


def _is_no_writer(name: str) -> bool:
    return name.casefold() in _NO_WRITER or load_outlets().named(name) is not None


def _metas(tree: html.HtmlElement) -> list[tuple[str, str, str]]:
    values: dict[str, str] = {}
    for meta in tree.iter("meta"):
        label = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = plain_block(meta.get("content") or "")
        if label and content:
            values.setdefault(label.strip().casefold(), content[:1000])
    found = []
    for name, labels in load_vocabulary().metas.items():
        found += [(name, values[label], f"meta tag {label}") for label in labels if label in values]
    for link in tree.iter("link"):
        if (link.get("rel") or "").casefold() == "canonical" and link.get("href"):
            found.append(("url", link.get("href")[:1000], "canonical link"))
    for time in tree.iter("time"):
        if "pub" in (time.get("itemprop") or time.get("class") or "").casefold() and (
            time.get("datetime")
        ):
            found.append(("date", time.get("datetime"), "time tag"))
    return found


def _linked(tree: html.HtmlElement) -> list[tuple[str, str, str]]:
    """What JSON-LD says of the article."""
    found: list[tuple[str, str, str]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold() != "application/ld+json" or not script.text:
            continue
        try:
            document = json.loads(script.text[:500_000], strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for node in _nodes(document):
            for name, label in (
                ("date", "datePublished"),
                ("title", "headline"),
                ("byline", "author"),
                ("outlet", "publisher"),
            ):
                if value := unescape(_text_of(node.get(label))):
                    found.append((name, value, f"linked data, {label}"))
    return found


def _nodes(document: object) -> list[dict[str, object]]:
    if isinstance(document, list):
        return [node for part in document[:50] for node in _nodes(part) if isinstance(part, dict)]
    if not isinstance(document, dict):
        return []
    if isinstance(document.get("@graph"), list):
        return _nodes(document["@graph"])
    return [document] if "article" in str(document.get("@type", "")).casefold() else []


def _text_of(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, (_text_of(part) for part in value[:10]))))
    if isinstance(value, dict):
        value = value.get("name")
    return plain_block(value)[:500] if isinstance(value, str) else ""


def _bare_title(tree: html.HtmlElement, stated: Mapping[str, Fact]) -> dict[str, Fact]:
    """The title without the site's name after it, by the page's heading or the outlet's name."""
    title = stated.get("title", UNKNOWN)
    heads = list(dict.fromkeys(plain_block(h.text_content()) for h in tree.iter("h1")))
    heads = [head for head in heads if len(head) > 10]
    if title.value is None:
        tag = tree.find(".//title")
        text = plain_block(tag.text_content()) if tag is not None else ""
        if not text and len(heads) != 1:
            return {}
        title = Fact(text or heads[0], "title tag" if text else "the page's heading", text)
    value = title.value or ""
    for head in heads:
        if value.startswith(head) or (title.clue == "title tag" and len(heads) == 1):
            return {"title": Fact(head, f"{title.clue}, as in the page's heading", value)}
    if match := _SITE_AFTER.search(value):
        names = {key(match[1]), key(stated.get("outlet", UNKNOWN).value or "")}
        if len(names) == 1 or load_outlets().named(match[1]):
            bare = Fact(value[: match.start()], f"{title.clue}, without the site's name", value)
            return {"title": bare}
    return {"title": title}


def _from_markup(markup: str) -> dict[str, Fact]:
    """Writer and day as the markup of the page's text shows them; no day out of running text."""
    import trafilatura

    days = {"original_date": True, "extensive_search": False}
    found = trafilatura.extract_metadata(markup, date_config=days, extensive=False)
    facts = {}
    if found and found.author:
        facts["byline"] = Fact(found.author.replace(";", ","), "page markup", found.author)
    if found and found.date and days_in(found.date):
        facts["date"] = Fact(found.date, "page markup", found.date)
    return facts
