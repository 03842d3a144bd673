"""How well the body text of pages is taken, beside trafilatura run alone on the same pages.

    python -m tests.reading.measure_text DATA/pages

``DATA/pages`` holds ``trafilatura`` (snippets that must and must not stand in the text) and
``readability`` (the expected paragraphs; a tool's output, without the headline), each with a
``gold.jsonl`` and gzipped ``pages``. Half of the pages, by a hash of their names, are ``seen``: the
rules may be made on them; the others are ``unseen``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import trafilatura

from analysis.reading.sources import read_blobs

_uncommented = partial(trafilatura.extract, include_comments=False)
ALONE: Mapping[str, Callable[..., str | None]] = {
    "trafilatura": trafilatura.extract,
    "trafilatura, precision": partial(trafilatura.extract, favor_precision=True),
    "trafilatura, recall": partial(trafilatura.extract, favor_recall=True),
    "trafilatura, no comments": _uncommented,
    "trafilatura, no comments, precision": partial(_uncommented, favor_precision=True),
    "trafilatura, no comments, recall": partial(_uncommented, favor_recall=True),
}
"""The settings of trafilatura run alone; the best of them is the bar."""
OURS = "this program"
LONG = 6
"""A paragraph of so many words or more counts as taken from a sidebar if it is not expected."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Text:
    """The paragraphs that a reader takes for body text; headlines and captions told apart."""

    paragraphs: Sequence[str]
    beside: Sequence[str] = ()


@dataclass(slots=True)
class Tally:
    """What was measured on one part of the pages."""

    f1: list[float]
    kept: Counter[bool]
    kept_out: Counter[bool]
    sidebar: int = 0
    paragraphs: int = 0


def words(text: str) -> list[str]:
    """The words of a text for comparison."""
    return _WORD.findall(text.casefold())


def token_f1(found: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 of two bags of words; 1 where both are empty."""
    if not found and not wanted:
        return 1.0
    common = (Counter(found) & Counter(wanted)).total()
    return 2 * common / (len(found) + len(wanted))


def squeezed(text: str) -> str:
    """A text without white space, for finding snippets across line ends."""
    return re.sub(r"\s+", "", text)


def strange(paragraph: str, wanted: Sequence[str]) -> bool:
    """Whether a long paragraph is not among the expected ones: under a quarter of its runs are."""
    own = words(paragraph)
    if len(own) < LONG:
        return False
    known = set(zip(wanted, wanted[1:], wanted[2:], strict=False))
    runs = list(zip(own, own[1:], own[2:], strict=False))
    return sum(run in known for run in runs) < 0.25 * len(runs)


def read_ours(page: bytes) -> Text:
    """The news of the page as this program reads it."""
    articles = read_blobs([("page.html", page)]).articles
    return Text(
        [p.text for a in articles for p in a.paragraphs if p.role in ("body", "deck")],
        [p.text for a in articles for p in a.paragraphs if p.role in ("headline", "caption")],
    )


def rows_of(folder: Path) -> Iterator[tuple[dict[str, list[str]], str, bytes]]:
    """Each gold row with its part and its page."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = gzip.decompress((folder / "pages" / row["html"]).read_bytes())
        odd = int(hashlib.sha256(row["html"].encode()).hexdigest(), 16) % 2
        yield row, "unseen" if odd else "seen", page


def count(tally: Tally, row: Mapping[str, list[str]], text: Text) -> None:
    """Add what one page shows to a tally."""
    if "expected_paragraphs" in row:
        wanted = words("\n".join(row["expected_paragraphs"]))
        tally.f1.append(token_f1(words("\n".join(text.paragraphs)), wanted))
        tally.sidebar += sum(strange(paragraph, wanted) for paragraph in text.paragraphs)
        tally.paragraphs += len(text.paragraphs)
        return
    whole = squeezed("\n".join((*text.beside, *text.paragraphs)))
    tally.kept.update(squeezed(snippet) in whole for snippet in row["with"])
    tally.kept_out.update(squeezed(snippet) not in whole for snippet in row["without"])


def main() -> None:
    """Print one table for each part of the pages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("pages", type=Path)
    folder = parser.parse_args().pages
    tallies: dict[tuple[str, str], Tally] = {}
    for name in ("trafilatura", "readability"):
        for row, part, page in rows_of(folder / name):
            texts = {OURS: read_ours(page)}
            for label, alone in ALONE.items():
                texts[label] = Text((alone(page) or "").splitlines())
            for label, text in texts.items():
                for of in (part, "all"):
                    tally = tallies.setdefault((of, label), Tally([], Counter(), Counter()))
                    count(tally, row, text)
    for part in ("seen", "unseen", "all"):
        print(f"\n{part:<36} {'F1':>6} {'kept':>9} {'kept out':>9} {'sidebar':>11}")
        for label in (OURS, *ALONE):
            tally = tallies[part, label]
            print(
                f"{label:<36} {statistics.mean(tally.f1):6.3f}"
                f" {tally.kept[True]:>5}/{tally.kept.total()}"
                f" {tally.kept_out[True]:>5}/{tally.kept_out.total()}"
                f" {tally.sidebar:>6}/{tally.paragraphs}  (F1 of n={len(tally.f1)} pages)"
            )


if __name__ == "__main__":
    main()
