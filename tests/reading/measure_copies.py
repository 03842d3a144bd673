"""How well copies are told from other paragraphs on the same events, and what finding them costs.

    python -m tests.reading.measure_copies [--misses]
    python -m tests.reading.measure_copies --press FILE [--articles 20000] [--unlike]

Texts are the paragraphs of ``tests/golden``, one of each group, and the hand-written pairs of
``copy_pairs*.txt``. Each kind of edit by rule stands in two settings: in a *story*, where the
later article takes over every paragraph of the earlier one, edited alike, and *alone*, where it
takes over this one and nothing else. The later article has words of its own, too.

Recall is the share of true copies whose origin is found in the right article. Precision is the
share of paragraphs said to be copies that are, where copies and others are as many. The others have
a quotation, a stock sentence or a speaker with his title in common, put together by rule, or tell
the same event anew, written by hand.

FILE holds articles as JSON lines, gzipped, with ``title``, ``date``, ``outlet``, ``paragraphs``.
Four in five of the articles measured are perturbed copies of the rest; or, with ``--unlike``, they
are as many articles as there are, over and over, each round with its rarer words exchanged for
others of like frequency, so that the corpus grows without copies and stock phrases grow common.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from analysis.reading.copies import find_origins
from analysis.records import Article, Fact, Paragraph, Place
from tests.reading.copy_edits import EDITS, RETOLD, exchanged, made_up, sentences, texts

HERE = Path(__file__).parent
SEED = 23
PER_ARTICLE = 6
COMMON = 100
"""So many of the most frequent words stay where the others are dealt anew."""
NEIGHBORS = 500
"""Among so many words of like frequency they are dealt."""
SHARED = (
    "The ferry between the two ports sailed half empty all summer, its captain told a local paper.",
    "A museum in the old quarter has opened a show of lacquer bowls lent by a collector in Kyoto.",
    "Rice growers in the north expect a poor harvest after weeks of rain and a late typhoon.",
)
OWN = (
    "Heavy snow closed the mountain road and thirty hikers spent the night in a school gym.",
    "The choir will tour six cities in spring and sing in each of them for free.",
)
BRIEFING = (
    (
        'The minister told reporters the door "stays open as long as anyone wants to walk in".',
        '"We owe the families an answer before winter," he said, and he would go there himself.',
        "The briefing lasted forty minutes and touched on fish, radar and the price of steel.",
    ),
    (
        'Speaking of a door that "stays open as long as anyone wants to walk in", she left.',
        'Reporters asked about the families. "We owe the families an answer before winter," came '
        "the reply.",
        "Radar, steel and fish filled most of the hour, though little was settled on any of them.",
    ),
)


class Row(TypedDict):
    """An article of the press, as far as it is used."""

    outlet: str
    date: str
    title: str
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later paragraph: "= setting: kind" says that the later is a copy."""

    why: str
    first: str
    second: str

    @property
    def is_copy(self) -> bool:
        return self.why.startswith("=")

    @property
    def setting(self) -> str:
        """What else the two articles share: ``alone``, ``story`` or ``briefing``."""
        return self.why[2:].split(":")[0]


def pairs(name: str) -> list[Pair]:
    """The pairs of a file in this folder."""
    parts = (HERE / name).read_text(encoding="utf-8").split("\n\n")
    rows = [[line for line in part.splitlines() if not line.startswith("# ")] for part in parts]
    return [Pair(*row) for row in rows if len(row) == 3]


def article(
    name: str, texts: Sequence[str], *, date: str | None, outlet: str = "", title: str = ""
) -> Article:
    """An article of ``texts``, below a headline where there is one."""
    roles = [("headline", title)] if title else []
    paragraphs = tuple(
        Paragraph(i, "headline" if role == "headline" else "body", text)
        for i, (role, text) in enumerate([*roles, *(("body", text) for text in texts)])
    )
    return Article(name, name, paragraphs, outlet=Fact(outlet or None), date=Fact(date))


def taken_for_copy(pair: Pair) -> bool:
    """Whether the later paragraph of a pair is found to be a copy in its setting."""
    before = {"alone": (), "story": SHARED, "briefing": BRIEFING[0]}[pair.setting]
    later = {"alone": OWN, "story": SHARED, "briefing": BRIEFING[1]}[pair.setting]
    first = article("first", [*before, pair.first], date="2019-07-01")
    second = article("second", [*later, pair.second], date="2019-07-02")
    place = Place("second", len(second.paragraphs) - 1)
    return find_origins([second, first])[place].article_id == "first"


@dataclass(frozen=True, slots=True)
class Trial:
    """One paragraph: its kind, what else the articles share, what is so and what was found."""

    kind: str
    setting: str
    wanted: str | None
    found: str | None
    first: str
    second: str

    @property
    def right(self) -> bool:
        """Whether a copy was traced to the right article, or what is none was left alone."""
        return self.wanted == self.found


def trials(most: int = 10_000) -> Iterator[Trial]:
    """Every trial by rule, of at most ``most`` paragraphs a kind, and those by hand."""
    sources = texts()[: most - most % PER_ARTICLE]
    for kind, edit in EDITS.items():
        chance = random.Random(SEED)
        found = [(text, edit(text, chance)) for text in sources]
        yield from _tried(kind, [(text, later) for text, later in found if later], copies=True)
    joined = [f"{a} {b}" for a, b in zip(sources[::2], sources[1::2], strict=False)]
    both = [(whole, whole.split(". ")[0]) for whole in joined]
    yield from _tried("two joined in one", [(w, w) for w, _ in both], copies=True, parted="first")
    yield from _tried("one split in two", [(w, w) for w, _ in both], copies=True, parted="later")
    half = len(sources) // 2
    for kind, retell in RETOLD.items():
        rows = [retell(i, sources[i], sources[i + half]) for i in range(half)]
        yield from _tried(kind, rows, copies=False)
    for name in sorted(HERE.glob("copy_pairs*.txt")):
        held_out = "held out" if "held_out" in name.stem else "developed on"
        for pair in pairs(name.name):
            found_in = "first" if taken_for_copy(pair) else None
            wanted = "first" if pair.is_copy else None
            told = f"by hand, {held_out}"
            yield Trial(told, pair.setting, wanted, found_in, pair.first, pair.second)


def _tried(
    kind: str, rows: Sequence[tuple[str, str]], *, copies: bool, parted: str = ""
) -> Iterator[Trial]:
    """Try the pairs of ``rows`` six to an article, and each in an article of its own."""
    chance = random.Random(SEED)
    articles: list[Article] = []
    asked: list[tuple[str, Place, str, str, str]] = []
    for number, start in enumerate(range(0, len(rows), PER_ARTICLE)):
        batch = rows[start : start + PER_ARTICLE]
        before = [part for first, _ in batch for part in _parts(first, parted == "first")]
        for setting in ("story", "alone"):
            source = f"{setting}-first{number}"
            first = [*before, made_up(chance)] if setting == "story" else before
            articles.append(article(source, first, date="2019-07-01"))
            groups = [batch] if setting == "story" else [[row] for row in batch]
            for at, group in enumerate(groups):
                later = [
                    (part, whole)
                    for whole, second in group
                    for part in _parts(second, parted == "later")
                ]
                name = f"{setting}-later{number}.{at}"
                texts_there = [*(part for part, _ in later), made_up(chance)]
                articles.append(article(name, texts_there, date="2019-07-02"))
                asked += [
                    (setting, Place(name, i), source, whole, part)
                    for i, (part, whole) in enumerate(later)
                ]
    for setting in ("story", "alone"):
        origins = find_origins([a for a in articles if a.id.startswith(setting)])
        for of, place, source, whole, part in asked:
            if of == setting:
                origin = origins[place].article_id
                found = None if origin == place.article_id else origin
                yield Trial(kind, setting, source if copies else None, found, whole, part)


def _parts(text: str, parted: bool) -> list[str]:
    """The text, or its two halves, parted between sentences where there are several."""
    if not parted:
        return [text]
    found = sentences(text)
    if len(found) > 1:
        middle = len(found) // 2
        return [" ".join(found[:middle]), " ".join(found[middle:])]
    words = text.split()
    return [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]


def table(found: Sequence[Trial]) -> list[str]:
    """Recall of each kind of copy, and how often what is none is taken for one."""
    lines = ["| kind | setting | n | found | share |", "|---|---|---|---|---|"]
    for wanted in (True, False):
        groups: defaultdict[tuple[str, str], list[Trial]] = defaultdict(list)
        for trial in found:
            if (trial.wanted is not None) == wanted:
                groups[trial.kind, trial.setting].append(trial)
        for (kind, setting), group in groups.items():
            hits = sum(t.right if wanted else t.found is not None for t in group)
            name = kind if wanted else f"no copy: {kind}"
            share = hits / len(group)
            lines.append(f"| {name} | {setting} | {len(group)} | {hits} | {share:.3f} |")
    return lines


def recall_and_precision(found: Sequence[Trial]) -> tuple[float, float]:
    """Recall, and precision as with equal numbers of copies and others; a wrong origin costs both.

    There are more copies among the trials, which would flatter a plain precision.
    """
    copies = [trial for trial in found if trial.wanted is not None]
    others = [trial for trial in found if trial.wanted is None]
    right = sum(trial.right for trial in copies) / len(copies)
    wrong = sum(trial.found is not None and not trial.right for trial in copies) / len(copies)
    mistaken = sum(not trial.right for trial in others) / len(others)
    return right, right / (right + wrong + mistaken)


def perturbed(rows: Sequence[Row], n: int) -> list[Article]:
    """``n`` articles, four in five of them copies of the others with a tenth of words exchanged."""
    chance = random.Random(SEED)
    edit = exchanged(0.1)
    articles = []
    for number, row in enumerate(rows[: -(-n // 5)]):
        articles.append(article_of(row, f"a{number}", lambda text: text))
        articles += [
            article_of(row, f"a{number}.{nth}", lambda text: edit(text, chance) or text)
            for nth in range(4)
        ]
    chance.shuffle(articles)
    return articles[:n]


def unlike(rows: Sequence[Row], n: int) -> list[Article]:
    """``n`` articles, each round of them with the rarer words dealt anew; the common ones stay."""
    counts = Counter(word for row in rows for text in row["paragraphs"] for word in text.split())
    rare = [word for word, _ in counts.most_common()][COMMON:]
    articles: list[Article] = []
    for turn in range(-(-n // len(rows))):
        chance = random.Random(f"{SEED} {turn}")
        dealt: dict[str, str] = {}
        for start in range(0, len(rare), NEIGHBORS) if turn else ():
            alike = rare[start : start + NEIGHBORS]
            dealt.update(zip(alike, chance.sample(alike, len(alike)), strict=True))

        def deal(text: str, dealt: Mapping[str, str] = dealt) -> str:
            return " ".join(dealt.get(word, word) for word in text.split())

        articles += [article_of(row, f"a{turn}.{i}", deal) for i, row in enumerate(rows)]
    return articles[:n]


def article_of(row: Row, name: str, change: Callable[[str], str]) -> Article:
    """An article of a row of press, changed paragraph by paragraph."""
    changed = [change(text) for text in row["paragraphs"]]
    return article(
        name, changed, date=row["date"], outlet=row["outlet"], title=change(row["title"])
    )


def cost(articles: Sequence[Article]) -> tuple[float, float, int]:
    """Milliseconds of processor time per article, megabytes at the peak beyond the articles, and
    how many paragraphs were found to be copies.
    """
    before = _memory("VmRSS")
    start = time.process_time()
    origins = find_origins(articles)
    taken = 1000 * (time.process_time() - start) / len(articles)
    copies = sum(place != origin for place, origin in origins.items())
    return taken, _memory("VmHWM") - before, copies


def _memory(field: str) -> float:
    """Megabytes that the process has (VmRSS) or had at its peak (VmHWM), by the system."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="print every trial that went wrong")
    parser.add_argument("--press", type=Path, help="articles as gzipped JSON lines")
    parser.add_argument("--articles", type=int, help="how many to measure the cost on")
    parser.add_argument("--unlike", action="store_true", help="no copies: rarer words dealt anew")
    arguments = parser.parse_args()
    if arguments.press:
        with gzip.open(arguments.press, "rt", encoding="utf-8") as file:
            rows: list[Row] = [json.loads(line) for line in file]
        n = arguments.articles or len(rows)
        articles = unlike(rows, n) if arguments.unlike else perturbed(rows, n)
        taken, memory, copies = cost(articles)
        paragraphs = sum(len(a.paragraphs) for a in articles)
        print(f"{n:,} articles, {paragraphs:,} paragraphs, {copies:,} copies found:")
        print(f"{taken:.2f} ms an article, {memory:,.0f} MB beyond the articles themselves")
        return
    found = list(trials())
    print("\n".join(table(found)))
    recall, precision = recall_and_precision(found)
    print(f"\nOf all {len(found):,}: recall {recall:.3f}, precision {precision:.4f}")
    if arguments.misses:
        for trial in found:
            if not trial.right:
                print(f"\n{trial.kind}, {trial.setting}\n  {trial.first}\n  {trial.second}")


if __name__ == "__main__":
    main()
