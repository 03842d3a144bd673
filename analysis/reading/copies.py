"""Where each paragraph first appeared: copies of a paragraph in several articles are one origin.

A paragraph is a copy of an earlier article's text where most of its words stand there in the same
runs, however they are parted into sentences and paragraphs. Candidates come from an index of runs
of three words, so that the cost grows with the text and not with the pairs of articles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from analysis.reading.lines import without_credit
from analysis.reading.outlets import load_outlets
from analysis.reading.publisher import read_dateline
from analysis.records import Article, Place

_Run = tuple[int, ...]
RUN = 3
"""Words in a run."""
FIRST_CARRIERS = 6
"""How many of the first articles that carry a run are looked at; the origin is among them."""
ALONE = 0.68
"""The share of words that makes a copy where the two articles share nothing else."""
TOGETHER = 0.6
"""The share that makes a copy where the two articles share other paragraphs."""
STRETCH = 4
IN_STRETCHES = 0.3
"""The share of its words that a copy keeps in such stretches; little words agree in shorter."""
SHORT = 8
"""Paragraphs of fewer words are copies only if nearly equal and if others are, too."""
SHORT_SHARE = 0.85
CANDIDATE = 0.18
"""The share of a paragraph's runs that must stand in an article for a closer look."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SCORED = ("body", "headline", "caption")


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph of news as numbered words; ``rank`` is its article's place in the order."""

    place: Place
    rank: int
    words: list[int]


@dataclass(frozen=True, slots=True)
class _Match:
    """A paragraph found in an earlier article: the share of its words, and its best match there."""

    text: int
    rank: int
    share: float
    there: int


def find_origins(articles: Sequence[Article]) -> dict[Place, Place]:
    """For every paragraph, its first appearance; one that is no copy is its own.

    First is an agency's own article, then the earliest day, then the order of reading.
    """
    origins = {
        (place := Place(article.id, paragraph.index)): place
        for article in articles
        for paragraph in article.paragraphs
    }
    texts = _texts(sorted(articles, key=_precedence))
    matches = sorted(_matches(texts), key=lambda match: (match.text, match.rank))
    linked = Counter(
        (texts[match.text].rank, match.rank)
        for match in matches
        if match.share >= ALONE and len(texts[match.text].words) >= SHORT
    )
    for match in matches:
        place = texts[match.text].place
        if origins[place] == place and _is_copy(match, texts, linked):
            origins[place] = origins[texts[match.there].place]
    return origins


def _precedence(article: Article) -> tuple[bool, str]:
    outlet = article.outlet.value
    is_agency = bool(outlet and load_outlets().wire(outlet))
    return (not is_agency, article.date.value or "9999")


def _texts(articles: Sequence[Article]) -> list[_Text]:
    numbers: dict[str, int] = {}
    texts = []
    for rank, article in enumerate(articles):
        for paragraph in article.paragraphs:
            if paragraph.role in _SCORED:
                words = [numbers.setdefault(word, len(numbers)) for word in _words(paragraph.text)]
                texts.append(_Text(Place(article.id, paragraph.index), rank, words))
    return texts


def _words(text: str) -> list[str]:
    bare = without_credit(text)[0]
    if dateline := read_dateline(bare):
        bare = bare[len(dateline.text) :]
    return _WORD.findall(bare.casefold().replace("’", "'").replace(".", ""))


def _matches(texts: Sequence[_Text]) -> Iterator[_Match]:
    """Every paragraph with each earlier article that holds enough of its runs."""
    by_rank: defaultdict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        by_rank[text.rank].append(number)

    @cache
    def runs_of(number: int) -> frozenset[_Run]:
        return frozenset(_runs(texts[number].words))

    @cache
    def repeated_in(rank: int) -> frozenset[_Run]:
        counts = Counter(run for number in by_rank[rank] for run in runs_of(number))
        return frozenset(run for run, count in counts.items() if count > 1)

    for number, rank in _candidates(texts):
        words, own = texts[number].words, runs_of(number)
        shared = {there: len(own & runs_of(there)) for there in by_rank[rank]}
        best = max(shared, key=lambda there: (shared[there], -there))
        near = [there for there, count in shared.items() if count > 1 or there == best]
        region = [word for there in near for word in texts[there].words]
        held = own.intersection(*[frozenset().union(*map(runs_of, near))])
        kept = _in_order(words, region) | _covered(words, held)
        if _in_stretches(kept) < IN_STRETCHES * len(words):
            continue
        yield _Match(number, rank, _share(words, kept, _covered(words, repeated_in(rank))), best)


def _runs(words: Sequence[int]) -> Iterator[_Run]:
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])


def _covered(words: Sequence[int], runs: Set[_Run]) -> set[int]:
    """The positions of ``words`` that lie in one of ``runs``."""
    return {
        start + offset
        for start, run in enumerate(_runs(words))
        if run in runs
        for offset in range(RUN)
    }


def _in_stretches(kept: Set[int]) -> int:
    """How many of the kept positions lie in stretches of ``STRETCH`` or more."""
    total = length = 0
    for position in sorted(kept):
        length = length + 1 if position - 1 in kept else 1
        if length >= STRETCH:
            total += STRETCH if length == STRETCH else 1
    return total


def _in_order(words: Sequence[int], region: Sequence[int]) -> set[int]:
    """The positions of ``words`` that stand in ``region`` in order, two or more together."""
    return {
        position
        for op in LCSseq.opcodes(words, region)
        if op.tag == "equal" and op.src_end - op.src_start > 1
        for position in range(op.src_start, op.src_end)
    }


def _share(words: Sequence[int], kept: Set[int], stock: Set[int]) -> float:
    """The share of the words that are kept.

    Words that the earlier article says more than once, such as a name with its title,
    tell little and do not count where enough others remain.
    """
    telling = len(words) - len(stock)
    if telling < SHORT:
        return len(kept) / len(words)
    return len(kept - stock) / telling


def _candidates(texts: Sequence[_Text]) -> list[tuple[int, int]]:
    """Pairs of a paragraph and the rank of an earlier article that share enough runs."""
    words = np.array([w for text in texts for w in text.words], dtype=np.uint64)
    lengths = np.array([len(text.words) for text in texts], dtype=np.int64)
    if len(words) < RUN:
        return []
    owner = np.repeat(np.arange(len(texts)), lengths)
    ranks = np.array([text.rank for text in texts], dtype=np.int64)
    keys = _hashed(words)
    inside = owner[: len(keys)] == owner[RUN - 1 :]
    keys, owner = keys[inside], owner[: len(keys)][inside]
    order = np.argsort(keys, kind="stable")
    keys, owner = keys[order], owner[order]
    rank = ranks[owner]
    new_key = np.concatenate(([True], keys[1:] != keys[:-1])) if len(keys) else np.array([], bool)
    new_carrier = new_key.copy()
    new_carrier[1:] |= rank[1:] != rank[:-1]
    carriers = rank[new_carrier]
    carrier_at = np.cumsum(new_carrier) - 1
    group_start = carrier_at[new_key][np.cumsum(new_key) - 1]
    before = carrier_at - group_start
    pairs = [
        owner[chosen] * len(texts) + carriers[group_start[chosen] + nth]
        for nth in range(FIRST_CARRIERS)
        if (chosen := before > nth).any()
    ]
    if not pairs:
        return []
    found, counts = np.unique(np.concatenate(pairs), return_counts=True)
    number, earlier = found // len(texts), found % len(texts)
    enough = counts >= np.maximum(1, CANDIDATE * (lengths[number] - RUN + 1))
    enough &= (counts >= 2) | (lengths[number] < SHORT)
    return list(zip(number[enough].tolist(), earlier[enough].tolist(), strict=True))


def _hashed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number per run of words; overflow wraps, as a hash may."""
    mixed = (words + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    total = np.zeros(len(words) - RUN + 1, dtype=np.uint64)
    for offset in range(RUN):
        total = total * np.uint64(0xBF58476D1CE4E5B9) + mixed[offset : offset + len(total)]
    return total


def _is_copy(match: _Match, texts: Sequence[_Text], linked: Counter[tuple[int, int]]) -> bool:
    own = texts[match.text]
    others = linked[own.rank, match.rank]
    if len(own.words) < SHORT:
        return match.share >= SHORT_SHARE and others >= 1
    return match.share >= ALONE or (others >= 2 and match.share >= TOGETHER)
