"""What a web page declares for machines: linked data, meta tags, microdata, links, time tags."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from lxml import etree, html

from analysis.reading.cuts import plain_block
from analysis.records import Certainty, Fact

_SECTIONS: tuple[tuple[str, Certainty], ...] = (("meta", "certain"), ("perhaps", "likely"))
FIRST_TIME = "first time tag"
"""The clue of a time that the page does not say to be that of publication."""
_MOST_VALUE = 1000
_MOST_SCRIPT = 500_000
_MOST_NODES = 300
_COMMENT = re.compile(
    r"\A\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)"
    r"|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*\Z"
)
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,500})")
_RELATED = re.compile(
    r"related|recommend|sidebar|popular|trending|more-|promo|teaser|comment", re.I
)

DATA = Path(__file__).parent.parent / "data" / "declared.toml"


@cache
def _labels() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The labels of the packaged file, by section and fact."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    return {
        section: {name: tuple(labels) for name, labels in facts.items()}
        for section, facts in data.items()
    }


@dataclass(frozen=True, slots=True)
class Declared:
    """One value that a page declares: of which fact, the label that it stands under."""

    name: str
    value: str
    clue: str
    certainty: Certainty = "certain"

    @property
    def fact(self) -> Fact:
        """The value as a fact, quoting itself."""
        return Fact(self.value, self.clue, self.value, self.certainty)


def declared_by(tree: html.HtmlElement, markup: str) -> list[Declared]:
    """Everything that a page declares, the most reliable first.

    Linked data and meta tags are told outright; time tags, links and what linked data say of the
    page around the article are but likely.
    """
    articles, around = _linked_nodes(tree)
    found = [*_of_nodes(articles[:1], "certain"), *_of_metas(tree), *_of_microdata(tree)]
    found += [*_of_links(tree, markup), *_of_times(tree), *_of_nodes(around, "likely")]
    lang = plain_block(
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    )
    if lang:
        found.append(Declared("language", lang[:20], "the page's language tag", "likely"))
    return found


def _of_nodes(nodes: Iterable[Mapping[str, object]], certainty: Certainty) -> Iterator[Declared]:
    for node in nodes:
        told = ((name, label) for name, held in _labels()["linked"].items() for label in held)
        for name, label in told:
            if value := unescape(_text_of(node.get(label)))[:_MOST_VALUE].strip():
                yield Declared(name, value, f"linked data, {label}", certainty)


def _linked_nodes(
    tree: html.HtmlElement,
) -> tuple[list[Mapping[str, object]], list[Mapping[str, object]]]:
    """The nodes of linked data that are articles, and those of the page or site around them."""
    articles: list[Mapping[str, object]] = []
    around: list[Mapping[str, object]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().casefold() != "application/ld+json":
            continue
        try:
            text = _COMMENT.sub("", (script.text or "")[:_MOST_SCRIPT])
            document = json.loads(text, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        nodes = list(_nodes(document, 0))[:_MOST_NODES]
        by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
        for node in nodes:
            kind = str(node.get("@type", "")).casefold()
            whole = {key: _pointed(value, by_id) for key, value in node.items()}
            if "article" in kind or "blogposting" in kind or kind in ("report", "review"):
                articles.append(whole)
            elif "webpage" in kind:
                around.append(whole)
    return articles, around


def _nodes(document: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(document, list):
        for part in document[:_MOST_NODES]:
            yield from _nodes(part, depth)
    elif isinstance(document, dict) and depth < 4:
        yield document
        for inner in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(document.get(inner), list | dict):
                yield from _nodes(document[inner], depth + 1)


def _pointed(value: object, by_id: Mapping[str, object]) -> object:
    if isinstance(value, dict) and set(value) == {"@id"}:
        return by_id.get(str(value["@id"]), value)
    return value


def _text_of(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, (_text_of(part) for part in value[:10]))))
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
        if isinstance(value, list):
            value = next((part for part in value if isinstance(part, str)), "")
    return plain_block(value) if isinstance(value, str) else ""


def _of_metas(tree: html.HtmlElement) -> Iterator[Declared]:
    values: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = plain_block(meta.get("content") or "")[:_MOST_VALUE]
        labels = (meta.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        label = next((label.strip().casefold() for label in labels if label), "")
        if label and content:
            values.setdefault(label, []).append(content)
    for section, certainty in _SECTIONS:
        for name, wanted in _labels()[section].items():
            for label in wanted:
                held = values.get(label, [])[:10]
                text = ", ".join(dict.fromkeys(held)) if name == "byline" else "".join(held[:1])
                if text:
                    yield Declared(name, text, f"meta tag {label}", certainty)


def _of_microdata(tree: html.HtmlElement) -> Iterator[Declared]:
    seen: set[str] = set()
    names = {label: name for name, held in _labels()["microdata"].items() for label in held}
    for element in tree.iter(etree.Element):
        labels = (element.get("itemprop") or "").casefold().split()
        name = next((names[label] for label in labels if label in names), "")
        if not name or name in seen or element.tag == "meta" or _is_aside(element):
            continue
        inner = element.find(".//*[@itemprop='name']") if name == "byline" else None
        own = element.get("datetime") or element.get("content")
        text = own or (element if inner is None else inner).text_content()
        if value := plain_block(text)[:_MOST_VALUE]:
            seen.add(name)
            yield Declared(name, value, f"microdata {' '.join(labels)[:40]}", "likely")


def _is_aside(element: html.HtmlElement) -> bool:
    """Whether an element stands in a comment, a review or a box of related articles."""
    for above in element.iterancestors():
        kind = (above.get("itemtype") or "") + (above.get("itemprop") or "")
        names = f"{above.get('class') or ''} {above.get('id') or ''}"
        if re.search(r"comment|review\b", kind, re.IGNORECASE) or above.tag == "aside":
            return True
        if above.tag not in ("body", "html", "article", "main") and _RELATED.search(names[:200]):
            return True
    return False


def _of_links(tree: html.HtmlElement, markup: str) -> Iterator[Declared]:
    for link in tree.iter("link"):
        rel = (link.get("rel") or "").casefold()
        if rel == "canonical" and link.get("href"):
            yield Declared("url", link.get("href").strip()[:_MOST_VALUE], "canonical link")
        if rel == "alternate" and re.search("rss|atom", link.get("type") or "", re.IGNORECASE):
            title = plain_block(link.get("title") or "")[:200]
            first = re.split(r"\s*[»|›]\s*", title)[0]
            name = re.sub(
                r"\s*\b(?:RSS|Atom|XML|feeds?|2\.0|\(RSS\))(?=\W|$)", "", first, flags=re.I
            )
            of_one = first == title and re.search("comment|podcast", title, re.IGNORECASE)
            if len(re.findall(r"[^\W\d_]", name)) > 2 and not of_one:
                yield Declared("outlet", name.strip(" -–:()"), "title of the site's feed", "likely")
    if saved := _SAVED_FROM.search(markup[:5000]):
        yield Declared("url", saved[1], "comment of the browser that saved it")


def _of_times(tree: html.HtmlElement) -> Iterator[Declared]:
    """The time tags that are called those of publication, else the first after the heading."""
    told = first = None
    below = tree.find(".//h1") is None
    for element in tree.iter("h1", "time"):
        below = below or element.tag == "h1"
        stamp = plain_block(element.get("datetime") or "")
        if element.tag != "time" or not re.search(r"\d", stamp or element.text_content()):
            continue
        if _is_aside(element):
            continue
        stamp = stamp or plain_block(element.text_content())
        labels = f"{element.get('itemprop') or ''} {element.get('class') or ''}".casefold()
        if re.search(r"updat|modif", labels):
            yield Declared("updated", stamp[:100], "time tag", "likely")
        elif "pub" in labels or element.get("pubdate") is not None or "entry-date" in labels:
            told = told or Declared("date", stamp[:100], "time tag of publication", "likely")
        elif below and first is None:
            first = Declared("date", stamp[:100], FIRST_TIME, "likely")
    yield from [found for found in (told or first,) if found]
