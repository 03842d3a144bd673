"""How often the facts of saved pages are read right, beside trafilatura's and htmldate's own.

    python -m tests.reading.measure_pages FOLDER [--part read|kept] [--misses date,title]

FOLDER holds sets of pages: in each a ``gold.jsonl`` and a folder ``pages`` of gzipped HTML. A page
is given without its file name, which may tell its outlet and day. Rules of comparison:

date     the same day. Where gold is a time in UTC, also the same moment, or its day at the
         outlet's home where that is known.
outlet   gold is the set's name of the site, else the outlet that ``outlets.toml`` has at the
         page's host, else the host. A name is right where it is the same outlet by that file, or
         the same letters; where gold is but a host, where the letters of a label of the host (its
         ending aside, four and more) are in those of the name, or the reverse.
title    the same letters and figures, whatever the case, spaces and punctuation; the name of the
         site after a title is passed over on either side.
byline   the same set of names, in whatever order.

A page that is refused counts as wrong. By the hash of their names the pages fall into two parts:
one was read while the rules were made, the other is kept for the end.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import htmldate
import trafilatura

from analysis.reading.outlets import Outlet, load_outlets
from analysis.reading.sources import read_blobs

FACTS = ("date", "outlet", "title", "byline")
READERS = ("ours", "trafilatura", "htmldate")
_GOLD = {
    "date": ("date", "date_published", "published"),
    "outlet": ("sitename", "site_name"),
    "title": ("title",),
    "byline": ("author", "byline"),
}
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "ac", "gov", "edu", "ne", "or"])


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a set, what is known of it, and its part: ``read`` or ``kept``."""

    source: str
    name: str
    markup: bytes
    gold: Mapping[str, str]
    host: str

    @property
    def part(self) -> str:
        """Which half the page falls into."""
        return "read" if hashlib.sha256(self.name.encode()).digest()[0] % 2 else "kept"


def pages(folder: Path) -> Iterator[Page]:
    """Every page of every set in ``folder``."""
    for gold_file in sorted(folder.glob("*/gold.jsonl")):
        for line in gold_file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold = {
                fact: unescape(str(next(filter(None, map(row.get, names)), "") or "")).strip()
                for fact, names in _GOLD.items()
            }
            packed = gold_file.parent / "pages" / row["html"]
            markup = gzip.decompress(packed.read_bytes())
            host = (row.get("host") or "").removeprefix("www.")
            yield Page(gold_file.parent.name, row["html"], markup, gold, host)


def ours(page: Page) -> dict[str, str]:
    """What the product reads of a page that tells nothing by its file's name."""
    reading = read_blobs([("page.html", page.markup)])
    if not reading.articles:
        return {}
    article = reading.articles[0]
    return {fact: getattr(article, fact).value or "" for fact in (*FACTS, "time")}


def trafilaturas(page: Page) -> dict[str, str]:
    """What trafilatura's own metadata say."""
    found = trafilatura.extract_metadata(page.markup)
    if found is None:
        return {}
    return {
        "date": found.date or "",
        "outlet": found.sitename or "",
        "title": found.title or "",
        "byline": found.author or "",
    }


def htmldates(page: Page) -> dict[str, str]:
    """The day of publication by htmldate."""
    found = htmldate.find_date(page.markup.decode("utf-8", "replace"), original_date=True)
    return {"date": found or ""}


def is_right(fact: str, values: Mapping[str, str], page: Page) -> bool:
    """Whether a value found is the gold's, by the rules above."""
    gold, found = page.gold[fact], values.get(fact, "")
    if not found:
        return False
    if fact == "date":
        time = values.get("time", "")
        same = len(gold) > 10 and len(time) > 16 and _moment(time) == _moment(gold)
        return same or found[:10] in _days(gold, load_outlets().hosted(page.host))
    if fact == "outlet":
        return _same_outlet(found, gold, page.host)
    if fact == "title":
        return _same_title(found, gold, page)
    return _names(found) == _names(gold)


def has_gold(fact: str, page: Page) -> bool:
    """Whether the set tells the fact of the page."""
    return bool(page.gold[fact] or (fact == "outlet" and page.host))


def _moment(iso: str) -> datetime:
    when = datetime.fromisoformat(iso).replace(second=0, microsecond=0)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _days(gold: str, outlet: Outlet | None) -> set[str]:
    days = {gold[:10]}
    if outlet and outlet.zone and gold.endswith(("Z", "+00:00")):
        time = datetime.fromisoformat(gold)
        days.add(time.astimezone(ZoneInfo(outlet.zone)).date().isoformat())
    return days


def _same_outlet(found: str, gold: str, host: str) -> bool:
    outlets = load_outlets()
    ours = outlets.named(found) or outlets.hosted(found)
    wanted = (outlets.named(gold) if gold else None) or outlets.hosted(host)
    if ours and wanted and ours.name == wanted.name:
        return True
    name = _letters(found).removeprefix("the")
    if gold:
        return name == _letters(gold).removeprefix("the")
    labels = [_letters(label).removeprefix("the") for label in host.split(".")[:-1]]
    return any(
        label in name or (name in label and len(name) > 3) for label in labels if len(label) > 3
    ) or name in (_label(host), _letters(host))


def _same_title(found: str, gold: str, page: Page) -> bool:
    one, other = _letters(found), _letters(gold)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    outlet = load_outlets().hosted(page.host) or load_outlets().named(page.gold["outlet"])
    sites = {_label(page.host), _letters(page.host), _letters(page.gold["outlet"])}
    sites |= {_letters(spelling) for spelling in outlet.spellings} if outlet else set()
    return bool(short) and long.startswith(short) and long[len(short) :] in sites - {""}


def _names(text: str) -> frozenset[str]:
    text = re.sub(r"^\s*by\s+", "", text, flags=re.IGNORECASE)
    parts = re.split(r"\s*(?:[,;&|/]|\band\b)\s*", text, flags=re.IGNORECASE)
    return frozenset(filter(None, map(_letters, parts)))


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unescape(text)).casefold()
    return "".join(filter(str.isalnum, plain))


def _label(host: str) -> str:
    """The letters of a host's own label: ``abc13`` of ``www.abc13.com``."""
    labels = host.casefold().split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return _letters(labels[-1]) if labels else ""


def main() -> None:
    """Print one table: per set, part and fact the number right of n for each reader."""
    parser = argparse.ArgumentParser(description="How often the facts of pages are read right.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["read", "kept"])
    parser.add_argument("--misses", default="", help="facts whose misses are listed")
    parser.add_argument("--ours", action="store_true", help="leave the other readers out")
    given = parser.parse_args()
    right: dict[tuple[str, str, str], int] = defaultdict(int)
    n: dict[tuple[str, str], int] = defaultdict(int)
    for page in pages(given.folder):
        if given.part and page.part != given.part:
            continue
        found = {"ours": ours(page)}
        if not given.ours:
            found |= {"trafilatura": trafilaturas(page), "htmldate": htmldates(page)}
        for fact in (fact for fact in FACTS if has_gold(fact, page)):
            for group in (page.source, page.part, "all"):
                n[group, fact] += 1
                for reader, values in found.items():
                    right[group, fact, reader] += is_right(fact, values, page)
            value = found["ours"].get(fact, "")
            if fact in given.misses.split(",") and not is_right(fact, found["ours"], page):
                gold = page.gold[fact] or page.host
                print(f"{fact} of {page.source}/{page.name}: “{value}”, gold “{gold}”")
    print(f"{'pages':12} {'fact':8} {'n':>4} " + " ".join(f"{r:>12}" for r in READERS))
    for (group, fact), count in sorted(n.items()):
        cells = []
        for reader in READERS:
            known = (group, fact, reader) in right and (reader != "htmldate" or fact == "date")
            good = right[group, fact, reader] if known else 0
            cells.append(f"{good:5} {good / count:6.1%}" if known else "")
        print(f"{group:12} {fact:8} {count:4} " + " ".join(f"{cell:>12}" for cell in cells))


if __name__ == "__main__":
    main()
