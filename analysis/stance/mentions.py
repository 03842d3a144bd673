"""Where a paragraph names a target: the spans of its names, people and institutions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from analysis.records import Mention, MentionKind, Paragraph
from analysis.stance.cues import any_of, word_set
from analysis.stance.masks import Masked, mask
from analysis.stance.people import Name, is_office_word, names_in, surnames, tie_of
from analysis.stance.targets import Target, Targets

HitKind = Literal[MentionKind, "surname", "official", "office", "context", "hidden"]
"""What a phrase of the targets file may turn out to be before the article has had its say."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the targets file as found in a text. ``target`` is "" where it names none."""

    target: str
    start: int
    end: int
    kind: HitKind


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a single mark of a text; apostrophes are straightened."""

    text: str
    start: int
    end: int


NEAR = 60
"""Characters on either side of a name that may decide what it names."""

_KINDS: dict[HitKind, MentionKind] = {
    "name": "name",
    "demonym": "demonym",
    "capital": "capital",
    "institution": "institution",
    "surname": "person",
    "official": "person",
    "office": "person",
    "context": "name",
}


_FIRM = frozenset({"name", "demonym", "capital", "institution"})


class _Node(dict[str, "_Node"]):
    """A branch of the tree of phrases; ``found`` where a phrase ends here."""

    found: tuple[str, HitKind] | None = None


_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc\uff07", "''''")


def tokens(text: str) -> list[Token]:
    """The words and marks of ``text``, with their places."""
    straight = text.translate(_APOSTROPHES)
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(straight)]


def find_in_text(text: str, targets: Targets) -> tuple[Mention, ...]:
    """The mentions of one paragraph that stands alone, in order, without overlap.

    >>> from analysis.stance.targets import load_targets
    >>> [m.target for m in find_in_text("Seoul-Tokyo ties: the U.S. said", load_targets(None))]
    ['Korea', 'Japan', 'U.S.']
    """
    return find_mentions((Paragraph(0, "body", text),), targets)[0]


def find_mentions(
    paragraphs: Sequence[Paragraph], targets: Targets
) -> tuple[tuple[Mention, ...], ...]:
    """The mentions of each paragraph of an article; none in paragraphs that are not scored.

    People whom a paragraph introduces as a target's are mentions of it from there on.
    """
    found = [scan(p.text, targets) if p.scored else [] for p in paragraphs]
    usage = _Usage(paragraphs, found, targets)
    known: Known = {}
    return tuple(
        _settle(paragraph, usage.decide(paragraph.text, hits), targets, known)
        if paragraph.scored
        else ()
        for paragraph, hits in zip(paragraphs, found, strict=True)
    )


class _Usage:
    """How an article uses the names whose sense depends on it: "the South", "Korean"."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], found: Sequence[Sequence[Hit]], targets: Targets
    ) -> None:
        named = [{hit.target for hit in hits if hit.kind in _FIRM} for hits in found]
        self.about = {
            name for name in targets.names if sum(name in paragraph for paragraph in named) > 1
        }
        self.broad = {
            name: frozenset(targets[name].broad_names)
            for name in targets.names
            if (marker := _markers(targets[name].broad_where))
            and any(marker.search(paragraph.text) for paragraph in paragraphs)
        }

    def decide(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits that hold in this article."""
        here = {hit.target for hit in hits if hit.kind in _FIRM}
        kept: list[Hit] = []
        for n, hit in enumerate(hits):
            if " ".join(text[hit.start : hit.end].split()) in self.broad.get(hit.target, ()):
                kept.append(replace(hit, kind="hidden", target=""))
            elif hit.kind != "context":
                kept.append(hit)
            elif hit.target in self.about | here and _alone(text, hit, hits[:n]):
                kept.append(replace(hit, kind="name"))
        return kept


@lru_cache(maxsize=32)
def _markers(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w){any_of(phrases)}(?!\w)") if phrases else None


def _alone(text: str, hit: Hit, earlier: Sequence[Hit]) -> bool:
    """Whether a name such as "the South" stands by itself, not in "the South China Sea"."""
    before = text[max(0, hit.start - NEAR) : hit.start].rstrip()
    after = text[hit.end : hit.end + NEAR]
    word = before.rpartition(" ")[2]
    joined = word[:1].isupper() and word.lower() != "the" and before[-1:].isalpha()
    adjacent = bool(earlier) and not text[earlier[-1].end : hit.start].strip()
    follows = re.match(r"\s+[A-Z]|-|\u2010|\u2011", after)
    return not (joined or adjacent or follows)


Known = dict[str, tuple[str, tuple[str, ...]]]
"""For each surname that an article has introduced: the target ("" if none's), the full name."""


def _settle(
    paragraph: Paragraph, hits: list[Hit], targets: Targets, known: Known
) -> tuple[Mention, ...]:
    text = paragraph.text
    headline = paragraph.role == "headline" or _title_case(mask(text, hits).text)
    if not headline:
        hits = [h for h, *beside in _with_neighbours(hits) if _holds(text, h, *beside)]
    masked = mask(text, hits)
    names = [(masked.place(name.start), name) for name in names_in(masked.text)]
    people: list[Hit] = []
    order: list[tuple[int, Hit | Name]] = [*((hit.start, hit) for hit in hits), *names]
    for start, item in sorted(order, key=lambda pair: pair[0]):
        if isinstance(item, Name):
            target = _owner(item, masked, targets, known, headline=headline)
            if target:
                people.append(Hit(target, start, masked.place(item.end), "surname"))
            continue
        full = tuple(text[item.start : item.end].split())
        if item.kind == "official":
            _introduce(full, item.target, targets, known)
        elif item.kind == "hidden":
            known.update({word: ("", full) for word in full if word in known})
    settled = sorted([*hits, *people], key=lambda hit: hit.start)
    return tuple(
        Mention(hit.target, hit.start, hit.end, _KINDS[hit.kind]) for hit in settled if hit.target
    )


def _owner(
    name: Name,
    masked: Masked,
    targets: Targets,
    known: Known,
    *,
    headline: bool,
) -> str:
    """Whose person ``name`` is, "" if unknown; remembers whom the text introduces."""
    tie = None if headline else tie_of(masked.text, name, masked.owners)
    if tie is not None and (len(name.words) > 1 or tie):
        _introduce(name.words, tie, targets, known)
        return tie
    if len(name.words) == 1:
        return known.get(name.words[0], ("", ()))[0]
    for word in (name.words[0], name.words[-1]):
        if word in known:
            target, full = known[word]
            if set(full) >= set(name.words):
                return target
            if not headline:
                known[word] = ("", name.words)  # Someone else of that surname.
    return ""


def _introduce(full: tuple[str, ...], target: str, targets: Targets, known: Known) -> None:
    surname_first = bool(target) and targets[target].surname_first
    for surname in surnames(full, surname_first=surname_first):
        known[surname] = (target, full)


def _title_case(text: str) -> bool:
    """Whether most words have a capital, as in a headline, so that one says nothing of a name."""
    if text.rstrip("\"'\u201d\u2019 \n").endswith("."):
        return False
    long: list[str] = re.findall(r"[^\W\d_]{4,}", text)
    return sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _with_neighbours(hits: Sequence[Hit]) -> Iterator[tuple[Hit, Hit | None, Hit | None]]:
    yield from zip(hits, (None, *hits), (*hits[1:], None), strict=False)


def _holds(text: str, hit: Hit, earlier: Hit | None, later: Hit | None) -> bool:
    """Whether a hit is what it seems; a leader's bare surname may be part of another name.

    It is not that person in "Melania T.", "T. Tower" and "the T. was full".
    """
    if hit.kind != "surname" or (earlier and text[earlier.end : hit.start].isspace()):
        return True
    before = text[max(0, hit.start - NEAR) : hit.start]
    after = text[hit.end : hit.end + NEAR]
    follows = re.match(r"\s+([A-Z][\w'.-]*)", after)
    if follows and not (later and text[hit.end : later.start].isspace()):
        return follows.group(1).lower() in word_set("people", "after_surname")
    last = re.search(r"([^\W\d_][\w'.-]*)\s+$", before)
    if last is None:
        return True
    word: str = last.group(1).lower()
    if word == "the":
        noun = re.match(r"(?:['\u2019]s)?[\s-]+([a-z]+)", after)
        return noun is not None and noun.group(1) not in word_set("people", "openers")
    capital: bool = last.group(1)[0].isupper()
    if not capital or is_office_word(word):
        return True
    opens = re.search(r"(?:^|[.!?:;\"\u201c\u201d(])\s*$", before[: last.start()]) is not None
    known: frozenset[str] = word_set("people", "titles") | word_set("people", "openers")
    return word in known or (opens and word.endswith(("ing", "ed")))


def scan(text: str, targets: Targets) -> list[Hit]:
    """Every phrase of the targets file in ``text``: leftmost first, then longest, no overlap."""
    tree = _tree(targets)
    words = tokens(text)
    hits: list[Hit] = []
    at = 0
    while at < len(words):
        length, found = _longest(tree, words, at)
        if found is None:
            at += 1
            continue
        target, kind = found
        hits.append(Hit(target, words[at].start, words[at + length - 1].end, kind))
        at += length
    return hits


def _longest(tree: _Node, words: list[Token], at: int) -> tuple[int, tuple[str, HitKind] | None]:
    node, length, found = tree, 0, None
    for step in range(at, len(words)):
        following = node.get(words[step].text)
        if following is None:
            break
        node = following
        if node.found is not None:
            length, found = step - at + 1, node.found
    return length, found


@lru_cache(maxsize=8)
def _tree(targets: Targets) -> _Node:
    root = _Node()
    for target, kind, phrase in _phrases(targets):
        for variant in (phrase, phrase[0].upper() + phrase[1:], phrase.upper()):
            node = root
            for token in tokens(variant):
                node = node.setdefault(token.text, _Node())
            if node.found is None:
                node.found = (target, kind)
    return root


def _phrases(targets: Targets) -> Iterator[tuple[str, HitKind, str]]:
    """Every phrase with its target and kind; where two are alike, the first holds."""
    for phrase in (*targets.hide, *(h for target in targets.each for h in target.hide)):
        yield "", "hidden", phrase
    for target in targets.each:
        yield from ((target.name, "name", phrase) for phrase in target.names)
        yield from ((target.name, "demonym", phrase) for phrase in target.demonyms)
        yield from ((target.name, "capital", phrase) for phrase in target.capitals)
        yield from ((target.name, "institution", phrase) for phrase in target.institutions)
        yield from ((target.name, "office", phrase) for phrase in target.offices)
        yield from ((target.name, "context", phrase) for phrase in target.context_names)
    for target in targets.each:
        yield from _people(target)


def _people(target: Target) -> Iterator[tuple[str, HitKind, str]]:
    for person in (*target.leaders, *target.officials):
        surname, _, given = (part.strip() for part in person.partition(","))
        for full in (f"{given} {surname}", f"{surname} {given}"):
            yield target.name, "official", full
    for person in target.leaders:
        yield target.name, "surname", person.partition(",")[0].strip()
