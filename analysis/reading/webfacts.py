"""What a web page states of its article in its head and its markup, each value with its clue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree, html

from analysis.reading.blocks import stems
from analysis.reading.bylines import agencies_in, names_in
from analysis.reading.candidates import best
from analysis.reading.cuts import plain_block
from analysis.reading.dates import days_in, moment_in, same_night
from analysis.reading.declared import FIRST_TIME, Declared, declared_by
from analysis.reading.outlets import Outlets, key, load_outlets
from analysis.records import UNKNOWN, Fact

_PARTS = re.compile(r"\s+[|–—·•»«>-]+\s+|\s*(?:\||»|::|—)\s*")
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "ac", "gov", "edu", "ne", "or", "go"])
_COMMENTS = re.compile(r"comments?(?:-?(?:list|area|section|thread))?|disqus_thread|respond", re.I)
_ALIKE = 0.6
"""The share of common words from which a heading and a declared title tell the same headline."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page states outright, and what its markup only suggests."""

    stated: Mapping[str, Fact]
    guessed: Mapping[str, Fact]


def facts_of(tree: html.HtmlElement, markup: str, *, url: str = "") -> PageFacts:
    """The facts of a parsed page, whose scripts must still be in ``tree``.

    ``url`` is the page's address where its container tells it. Values of ``stated`` have their
    rivals; a title is always among them where the page has any.
    """
    told = declared_by(tree, markup)
    if url:
        told.insert(0, Declared("url", url, "address of the saved page"))
    stated: dict[str, Fact] = {}
    guessed: dict[str, Fact] = {}
    address = best([[f] for f in _facts(told, "url") if _host(f.value or "")])
    title = _tag_title(tree)
    heads = [plain_block(head.text_content())[:500] for head in tree.iter("h1")]
    heads = [head for head in dict.fromkeys(heads) if head]
    outlet = _outlet(told, title, heads, address)
    sites = _sites(told, outlet, address)
    found = {
        "url": address,
        "outlet": outlet,
        "title": _title(told, title, heads, sites),
        "byline": _byline(told),
        "agency": _agency(told),
        "section": best([[_section(f)] for f in _facts(told, "section")]),
        "language": _language(told),
    }
    for name in ("date", "updated"):
        found[name] = _moments([item for item in told if item.clue != FIRST_TIME], name)
    stated |= {name: fact for name, fact in found.items() if fact.value}
    guessed |= _from_markup(tree)
    first = _moments([item for item in told if item.clue == FIRST_TIME], "date")
    if first.value:
        guessed["date"] = best([[first], [guessed.get("date", UNKNOWN)]], agree=same_night)
    return PageFacts(stated, guessed)


def _facts(told: Sequence[Declared], name: str) -> list[Fact]:
    return [item.fact for item in told if item.name == name]


def _moments(told: Sequence[Declared], name: str) -> Fact:
    """The day of publication or of change; the stamps themselves are the quotes."""
    zones = load_outlets().zones
    groups: dict[str, list[Fact]] = {"certain": [], "likely": []}
    for fact in _facts(told, name):
        moment = moment_in((fact.value or "")[:100], zones=zones)
        if moment and moment.other is None:
            groups[fact.certainty].append(replace(fact, value=moment.day))
    return best([groups["certain"], groups["likely"]], agree=same_night)


def _section(fact: Fact) -> Fact:
    """A section by its name, also where it is told by its path on the site."""
    name = (fact.value or "").strip("/ ").rsplit("/")[-1].strip()
    if "/" in (fact.value or ""):
        name = re.sub(r"[-_]+", " ", name).capitalize()
    return replace(fact, value=name if len(name) < 60 else None)


def _language(told: Sequence[Declared]) -> Fact:
    facts = []
    for fact in _facts(told, "language"):
        if match := re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", fact.value or ""):
            facts.append(replace(fact, value=match[1].casefold()))
    return best([[fact] for fact in facts])


def _byline(told: Sequence[Declared]) -> Fact:
    facts = []
    for fact in _facts(told, "byline"):
        if names := names_in(fact.value or ""):
            facts.append(replace(fact, value=", ".join(names)))
    return best([[fact] for fact in facts], agree=lambda one, other: one in other or other in one)


def _agency(told: Sequence[Declared]) -> Fact:
    facts = _facts(told, "byline")
    return best(
        [[replace(f, value=name) for name in agencies_in(f.value or "")[:1]] for f in facts]
    )


# ---- Outlet --------------------------------------------------------------------------------


def _outlet(told: Sequence[Declared], title: str, heads: Sequence[str], address: Fact) -> Fact:
    """Who published the page: as it declares, by the name that its host is known under.

    A known host settles the name; a name that is declared but not known is then a spelling of it.
    """
    outlets = load_outlets()
    host = _host(address.value or "")
    hosted = outlets.hosted(host) if host else None
    names = [named for fact in _facts(told, "outlet") if (named := _named(fact, outlets, host))]
    if hosted:
        here = Fact(hosted.name, f"web address ({address.clue})", address.value or "", "certain")
        said = [f for f in names if f.value == hosted.name]
        other = [f for f in names if f.value != hosted.name and _is_rival(f, outlets)]
        return best([[said[0], here], other] if said else [[here, *other]])
    sure = [f for f in names if f.certainty == "certain" and not f.quote.startswith("@")]
    site = [fact for fact in sure if fact.clue == "meta tag og:site_name"]
    suffix = list(_suffixes(title, heads, host))
    names = [f for f in names if f.certainty == "certain" or not host or _is_of(f, host)]
    weak = [fact for fact in names if fact.certainty != "certain" or fact.quote.startswith("@")]
    groups = [site, _at_home(suffix, host), _at_home(sure, host), sure, _at_home(weak, host)]
    groups += [suffix, weak]
    if host and not any(groups):
        groups = [[Fact(host, f"web address ({address.clue})", address.value or "")]]
    return best(groups, agree=_akin)


def _named(fact: Fact, outlets: Outlets, host: str) -> Fact | None:
    """A declared name as the outlet is known, or without the words that sites put after it."""
    value = (fact.value or "").strip()
    handle = value.startswith("@")
    value = re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", value.lstrip("@"))
    known = outlets.named(value) or outlets.hosted(value)
    if known:
        return replace(fact, value=known.name)
    if (handle and _letters(value) != _label(host)) or not 0 < len(value) <= 80 or "/" in value:
        return None
    parts = [part for part in _PARTS.split(value) if part]
    for part in parts:
        if known := outlets.named(part):
            return replace(fact, value=known.name)
        if len(parts) > 1 and _letters(part) in (_label(host), _letters(host)):
            return replace(fact, value=part)
    return replace(fact, value=value)


def _is_rival(fact: Fact, outlets: Outlets) -> bool:
    known = outlets.named(fact.value or "")
    return known is not None and known.agency is None


def _suffixes(title: str, heads: Sequence[str], host: str) -> Iterator[Fact]:
    """The site's name as it stands at the end or the beginning of the title tag.

    A name that neither the file nor the host knows counts after a heading of the page alone.
    """
    outlets = load_outlets()
    parts = [part.strip() for part in _PARTS.split(title) if part.strip()]
    if len(parts) < 2:
        return
    for part in (parts[-1], parts[0], *parts[1:-1]):
        known = outlets.named(part)
        if known or (host and _letters(part) == _label(host)):
            yield Fact(known.name if known else part, "title tag", title, "likely")
    rest = _letters(title).removesuffix(_letters(parts[-1]))
    if len(parts[-1].split()) <= 4 and rest in map(_letters, heads):
        yield Fact(parts[-1], "end of the title tag", title, "likely")


def _is_of(fact: Fact, host: str) -> bool:
    """Whether a name and a host share their letters; the feeds of a site may be of its sections."""
    return load_outlets().named(fact.value or "") is not None or _akin(
        fact.value or "", _label(host)
    )


def _at_home(facts: Sequence[Fact], host: str) -> list[Fact]:
    return [fact for fact in facts if host and _letters(fact.value or "") == _label(host)]


def _akin(one: str, other: str) -> bool:
    """Whether two names are of one outlet as far as their letters tell."""
    first, second = sorted((_letters(one), _letters(other)), key=len)
    return len(first) > 2 and first in second


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.casefold().removeprefix("www.").removeprefix("m.") if "." in host else ""


def _label(host: str) -> str:
    """The letters of a host's own label: ``koreaherald`` of ``koreaherald.co.kr``."""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return _letters(labels[-1]).removeprefix("the") if labels else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold())).removeprefix("the")


# ---- Title ---------------------------------------------------------------------------------


def _tag_title(tree: html.HtmlElement) -> str:
    tag = tree.find(".//title")
    return plain_block(tag.text_content())[:500] if tag is not None else ""


def _sites(told: Sequence[Declared], outlet: Fact, address: Fact) -> frozenset[str]:
    """The letters of every name that the site goes by."""
    outlets = load_outlets()
    names = [fact.value or "" for fact in (outlet, *outlet.rivals, *_facts(told, "outlet"))]
    known = [outlets.named(name) for name in names]
    names += [spelling for one in known if one for spelling in one.spellings]
    names += [_label(_host(address.value or "")), _host(address.value or "")]
    return frozenset(filter(None, map(_letters, names)))


def _title(told: Sequence[Declared], tag: str, heads: list[str], sites: frozenset[str]) -> Fact:
    """The headline: the page's heading where a declared title bears it out, without the site."""
    facts = [f for f in _facts(told, "title") if (f.value or "").strip()]
    declared = [replace(fact, value=bare_title(fact.value or "", sites)) for fact in facts]
    offers = list(declared)
    if tag:
        offers.append(Fact(bare_title(tag, sites), "title tag", tag))
    heads = [head for head in heads if _letters(head) not in sites]
    if head := _confirmed(heads, [*offers, Fact(tag)]):
        return best([[head], *([offer] for offer in offers)], agree=_alike)
    offers = [offer for offer in offers if not _is_cut(offer.value or "")] or offers
    lone = [h for h in heads if len(h.split()) > 4 and (_fills(h, tag) or _common(h, tag) < _ALIKE)]
    if len(lone) == 1 and not any(len((f.value or "").split()) > 3 for f in declared):
        offers.insert(0, Fact(lone[0], "the page's heading", lone[0]))
    elif not offers:
        offers = [Fact(head, "the page's heading", head) for head in (lone or heads)[:1]]
    return best([[offer] for offer in offers], agree=_alike)


def bare_title(title: str, sites: frozenset[str]) -> str:
    """A title without the names of the site before or after it.

    >>> bare_title("Talks fail | World | The Daily Star", frozenset({"dailystar"}))
    'Talks fail | World'
    >>> bare_title("The Daily Star - Talks fail", frozenset({"dailystar"}))
    'Talks fail'
    """
    outlets = load_outlets()
    sites |= {"blogarchive"}
    while True:
        for match in _PARTS.finditer(title):
            before, after = title[: match.start()].strip(), title[match.end() :].strip()
            if before and after and (_letters(after) in sites or outlets.named(after)):
                title = before
                break
            if before and after and (_letters(before) in sites or outlets.named(before)):
                title = after
                break
        else:
            return title


def _confirmed(heads: Sequence[str], offers: Sequence[Fact]) -> Fact | None:
    """The heading that a declared title repeats, word for word or nearly."""
    titles = [fact.value or "" for fact in offers]
    for head in heads:
        for title in titles:
            parts = [*_PARTS.split(title), title]
            if _letters(head) in map(_letters, parts) and (len(head.split()) > 1 or len(parts) < 3):
                return Fact(head, "the page's heading, as its head declares", title, "certain")
    near = [
        (max((_common(head, t) for t in titles if _fills(head, t)), default=0.0), head)
        for head in heads
    ]
    share, head = max(near, default=(0.0, ""))
    for fact in offers[:-1]:
        if len((fact.value or "").split()) > 3 and _letters(fact.value or "") in _letters(head):
            return fact
    if (
        len(heads) == 1
        and len(head.split()) > 1
        and any(_letters(head) in _letters(t) for t in titles)
    ):
        return Fact(head, "the page's heading, a part of its declared title", head)
    if share >= _ALIKE and len(head.split()) > 2:
        return Fact(head, "the page's heading, much as its head declares", head, "certain")
    return None


def _fills(head: str, title: str) -> bool:
    """Whether a heading is long enough to be a whole title, and not the site's name in it."""
    return 2 * len(stems(head)) >= len(stems(title))


def _common(one: str, other: str) -> float:
    first, second = stems(one), stems(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _alike(one: str, other: str) -> bool:
    return key(one) == key(other) or _common(one, other) >= _ALIKE


def _is_cut(title: str) -> bool:
    return title.rstrip().endswith(("...", "…"))


def _from_markup(tree: html.HtmlElement) -> dict[str, Fact]:
    """Writer and day as the markup of the page's text shows them; no day out of running text."""
    import trafilatura

    tree = deepcopy(tree)
    for element in [e for e in tree.iter(etree.Element) if _is_comment(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    days = {"original_date": True, "extensive_search": False}
    found = trafilatura.extract_metadata(tree, date_config=days, extensive=False)
    facts = {}
    if found and found.author and (names := names_in(found.author.replace(";", ","))):
        facts["byline"] = Fact(", ".join(names), "page markup", found.author)
    if found and found.date and days_in(found.date):
        facts["date"] = Fact(found.date, "page markup", found.date)
    return facts


def _is_comment(element: html.HtmlElement) -> bool:
    names = (element.get("id") or "", *(element.get("class") or "").split()[:8])
    if element.tag in ("body", "html", "article", "main"):
        return False
    return element.get("itemprop") == "comment" or any(map(_COMMENTS.fullmatch, names))
