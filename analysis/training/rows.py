"""The rows that the model is trained and measured on, masked as the scorer masks them."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.records import OTHER, OUTLET, MarkedText, Mention, MentionKind
from analysis.stance.mentions import find_in_text
from analysis.stance.placeholders import (
    HOLDERS,
    OTHERS,
    TARGET,
    masked,
    nations_in,
    numbered,
    slots,
)
from analysis.stance.targets import load_targets

SETS = ("jku", "countries", "written", "newsmtsc_rw", "newsmtsc_mt")
"""The sets that are measured, in the order of the tables."""

CONTRAST = Path(__file__).parent / "contrast.jsonl"
"""More written paragraphs, in the form of ``written`` and all for training."""

NOBODY = -1

WRITTEN_HELD_OUT = 4
"""One contrast group in so many is kept out of training."""

_PERSON = re.compile(
    r"(?<![A-Z][a-z] )(?<![Tt]he )(?<!\b[Aa] )(?<![’'-])\b"
    r"(?:(?:President|Sen\.|Senator|Rep\.|Gov\.|Mr\.|Mrs\.|Ms\.|Secretary|Chairman) )?"
    r"(?!President|Mr|Mrs|Sen|Rep|Gov|House|Senate|Congress|January|February|March|April|June|July"
    r"|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|Washington|New|North|South|West|East|San|Los|Supreme|State|White)"
    r"[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?\b(?! [A-Z]|\.[A-Z])"
)
"""A capitalised name of one or two words, most often a person's."""
_FIRST_WORDS = re.compile(r"(?:^|[.!?]\s+|[“\"]\s*)$")


@dataclass(frozen=True, slots=True)
class Row:
    """A masked text, its label (0 unfavorable, 1 neutral, 2 favorable) and how sure its coder was.

    ``holder`` is a place in ``HOLDERS``, or ``NOBODY`` where there is none or none that the text
    names. ``part`` says what the row may be used for: ``train``, ``choose`` (choosing between
    models, calibration) or ``final`` (looked at once, when everything is chosen).
    """

    text: str
    label: int
    source: str
    part: str
    sure: float = 1.0
    key: str = ""
    holder: int = NOBODY


def load_rows(data: Path) -> list[Row]:
    """Every labelled row below ``data``, the folder of the development data."""
    return [
        *_jku(data / "jku" / "train.jsonl", "train"),
        *_jku(data / "jku" / "dev.jsonl", ""),
        *_countries(data / "countries" / "train.jsonl", "train"),
        *_countries(data / "countries" / "dev.jsonl", ""),
        *_written(data / "written" / "paragraphs.jsonl"),
        *_contrast(CONTRAST),
        *_newsmtsc(data / "newsmtsc" / "train.jsonl", "newsmtsc", "train"),
        *_newsmtsc(data / "newsmtsc" / "dev_rw.jsonl", "newsmtsc_rw", ""),
        *_newsmtsc(data / "newsmtsc" / "dev_mt.jsonl", "newsmtsc_mt", ""),
    ]


def load_unlabelled(data: Path, *, countries: int, people: int, seed: int = 7) -> list[str]:
    """Masked texts without labels from the press: ``countries`` paragraphs, ``people`` sentences.

    Each text is masked for one country or person that it names, picked at random; texts of
    articles that the labelled sets share are left out by their title.
    """
    chosen = random.Random(seed)
    known = _titles(data)
    targets = load_targets(None)
    of_countries: list[str] = []
    of_people: list[str] = []
    articles = list(_lines(data / "press" / "articles.jsonl.gz"))
    chosen.shuffle(articles)
    for article in articles:
        if article["title"] in known:
            continue
        for paragraph in article["paragraphs"]:
            if not 60 <= len(paragraph) <= 700:
                continue
            found = find_in_text(paragraph, targets)
            nations = [Mention(nation, start, end) for start, end, nation in nations_in(paragraph)]
            nations = [n for n in nations if n.target not in targets.names]
            named = sorted({mention.target for mention in [*found, *nations]})
            if named and len(of_countries) < countries:
                both = MarkedText(paragraph, (*found, *nations))
                share = chosen.sample(named, min(2, len(named)))
                of_countries += [masked(both, nation) for nation in share]
            if chosen.random() < 0.5 and len(of_people) < people:
                of_people += _masked_person(paragraph, chosen)
    return of_countries[:countries] + of_people[:people]


def exchanged(rows: Iterable[Row]) -> list[str]:
    """The training paragraphs on countries with target and first other country exchanged.

    What holds of the one rarely holds of the other: nobody has labelled these texts, the teacher
    does.
    """
    kept = [row for row in rows if row.part == "train" and row.source in ("countries", "jku")]
    known = {row.text for row in rows}
    turned = {
        row.text.replace(TARGET, "\0").replace(OTHERS[0], TARGET).replace("\0", OTHERS[0])
        for row in kept
        if TARGET in row.text and OTHERS[0] in row.text
    }
    return sorted(turned - known)


def spliced(rows: Iterable[Row], *, count: int, seed: int = 7) -> list[str]:
    """Written training paragraphs with another one, about other countries, before or after them.

    Words about another country must not move the stance toward the target.
    """
    chosen = random.Random(seed)
    kept = [
        row.text for row in rows if row.part == "train" and row.source in ("written", "contrast")
    ]
    short = [text for text in kept if len(text) < 300]
    texts: set[str] = set()
    while short and len(texts) < count and len(texts) < len(short):
        text = chosen.choice(short)
        other = chosen.choice(short).replace(TARGET, OTHERS[2])
        texts.add(f"{text} {other}" if chosen.random() < 0.5 else f"{other} {text}")
    return sorted(texts)


def other_people(data: Path, *, count: int, seed: int = 7) -> list[str]:
    """Sentences of NewsMTSC's training part with another name in them as the target."""
    chosen = random.Random(seed)
    texts: set[str] = set()
    for row in _lines(data / "newsmtsc" / "train.jsonl"):
        own = {(row["start"], row["end"]), *((o["start"], o["end"]) for o in row["further"])}
        names = [
            match.span()
            for match in _PERSON.finditer(row["sentence"])
            if not any(match.start() < end and start < match.end() for start, end in own)
        ]
        if names:
            marked = _selected(row["sentence"], [chosen.choice(names)], "target", alone=True)
            texts.add(masked(marked, "target"))
    ordered = sorted(texts)
    chosen.shuffle(ordered)
    return ordered[:count]


def held_out(group: str) -> bool:
    """Whether a contrast group of the written paragraphs is kept out of training."""
    return hashlib.sha256(group.encode()).digest()[0] % WRITTEN_HELD_OUT == 0


def part_of(key: str) -> str:
    """Half of the held-out articles choose the model, the other half is for the final look."""
    return "choose" if hashlib.sha256(key.encode()).digest()[1] % 2 else "final"


def _jku(path: Path, part: str) -> Iterator[Row]:
    targets = load_targets(None)
    for row in _lines(path):
        marked = MarkedText(row["text"], find_in_text(row["text"], targets))
        if part == "train" and row["target"] not in marked.targets:
            continue
        named = row["target"] in marked.targets
        yield _row(row, marked, "jku", part or part_of(row["article"]), named=named)


def _countries(path: Path, part: str) -> Iterator[Row]:
    for row in _lines(path):
        spans = [(start, end) for start, end in row["mentions"]]
        marked = _selected(row["text"], spans, row["target"], alone=part != "" and _odd(row["id"]))
        yield _row(row, marked, "countries", part or part_of(row["article"]))


def _written(path: Path) -> Iterator[Row]:
    for row in _lines(path):
        marked = _filled(row["text"])
        held = held_out(row["group"])
        part = part_of(row["group"]) if held else "train"
        for target, stance in row["stance"].items():
            key = f"{row['id']}/{target}"
            whose = _holder(marked, target, row.get("holder", {}).get(target))
            text = masked(marked, target)
            yield Row(text, stance + 1, "written", part, key=key, holder=whose)


def _contrast(path: Path) -> Iterator[Row]:
    for row in _lines(path):
        marked = _filled(row["text"])
        for target, stance in row["stance"].items():
            key = f"{row['id']}/{target}"
            whose = _holder(marked, target, row.get("holder", {}).get(target))
            text = masked(marked, target)
            yield Row(text, stance + 1, "contrast", "train", key=key, holder=whose)


def _newsmtsc(path: Path, source: str, part: str) -> Iterator[Row]:
    for row in _lines(path):
        spans = [(row["start"], row["end"])]
        # Callers may know the target's other mentions or not; half of the training rows do.
        if part and _odd(row["id"] + "further"):
            spans += [(other["start"], other["end"]) for other in row["further"]]
        marked = _selected(row["sentence"], spans, "target", alone=part != "" and _odd(row["id"]))
        text = masked(marked, "target")
        yield Row(text, row["label"] + 1, source, part or part_of(row["primary"]), key=row["id"])


def _selected(
    text: str, spans: Sequence[tuple[int, int]], target: str, *, alone: bool
) -> MarkedText:
    """The text with the target at ``spans``, and the packaged targets as they are found by name.

    ``alone`` leaves these others out, as they would be under a targets file without them.
    """
    own = tuple(Mention(target, start, end) for start, end in sorted(spans))
    found = () if alone else find_in_text(text, load_targets(None))
    others = [
        mention
        for mention in found
        if mention.target != target
        and all(mention.end <= one.start or mention.start >= one.end for one in own)
    ]
    return MarkedText(text, tuple(sorted([*own, *others], key=lambda mention: mention.start)))


def _odd(key: str) -> bool:
    return hashlib.sha256(key.encode()).digest()[2] % 2 == 1


def _row(
    row: dict[str, Any], marked: MarkedText, source: str, part: str, *, named: bool = True
) -> Row:
    target = row["target"]
    return Row(
        masked(marked, target) if named else "",
        row["stance"] + 1,
        source,
        part,
        0.6 if row["confidence"] == 1 else 1.0,
        f"{row['id']}/{target}",
        _holder(marked, target, row.get("holder") if row["stance"] else None),
    )


def _holder(marked: MarkedText, target: str, holder: str | None) -> int:
    """The place of ``holder`` in ``HOLDERS``: a country by the placeholder it has in the text."""
    if holder in (OUTLET, OTHER):
        return HOLDERS.index(holder)
    if holder is None:
        return NOBODY
    tokens = numbered(slots(marked, target))
    token = tokens.get("" if holder in ("own", target) else holder)
    return HOLDERS.index(token) if token else NOBODY


def _filled(text: str) -> MarkedText:
    """The paragraph with its placeholders as mentions: ``{A}``, ``{A.adj}``, ``{A.cap}``..."""
    marks: list[Mention] = []
    plain = ""
    position = 0
    for match in re.finditer(r"\{([ABC])(?:\.(\w+))?\}", text):
        plain += text[position : match.start()]
        start = len(plain)
        plain += "Xland"
        kind: MentionKind = "person" if match.group(2) == "leader" else "name"
        marks.append(Mention(match.group(1), start, len(plain), kind))
        position = match.end()
    return MarkedText(plain + text[position:], tuple(marks))


def _masked_person(paragraph: str, chosen: random.Random) -> Iterator[str]:
    """One sentence of the paragraph with one capitalised name in it as the target."""
    for sentence in re.split(r"(?<=[.!?][\"”]) (?=[A-Z“\"])|(?<=[.!?]) (?=[A-Z“\"])", paragraph):
        names = [
            match
            for match in _PERSON.finditer(sentence)
            if match.start() > 0 and not _FIRST_WORDS.search(sentence[: match.start()])
        ]
        if 50 <= len(sentence) <= 300 and names:
            name = chosen.choice(names)
            marked = _selected(sentence, [name.span()], "target", alone=chosen.random() < 0.5)
            yield masked(marked, "target")
            return


def _titles(data: Path) -> set[str]:
    paths = [data / name / part for name in ("jku", "countries") for part in ("dev.jsonl",)]
    return {row["title"] for path in paths for row in _lines(path)}


def _lines(path: Path) -> Iterator[Any]:
    opened: Iterable[str]
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def readable(rows: Iterable[Row]) -> list[Row]:
    """The rows in which the target is named, so that a model can be asked about them."""
    return [row for row in rows if TARGET in row.text]
