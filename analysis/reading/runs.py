"""Which earlier articles share runs of words with each paragraph, in time and memory that a laptop
has: the work grows with the text and not with the pairs of articles.

All words lie in one array of numbers. Runs of three words are sorted part by part, so that only one
part of them is ever spread out, and of each run that several articles carry the first carriers are
kept. Every paragraph then looks its runs up, a block of paragraphs at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

RUN = 3
"""Words in a run."""
FIRST_CARRIERS = 6
"""How many of the first articles that carry a run are looked at; the origin is among them."""
PART = 1 << 22
"""About as many runs are spread out at a time."""
BLOCK = 1 << 20
"""About as many words look their runs up at a time."""

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Words = npt.NDArray[np.uint32]


@dataclass(slots=True)
class Texts:
    """Paragraphs as numbered words, one after another, in the order of their articles."""

    words: array[int] = field(default_factory=lambda: array("I"))
    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    ranks: array[int] = field(default_factory=lambda: array("q"))
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, rank: int, words: Sequence[str]) -> None:
        """Put a paragraph of the article of this ``rank`` after those that are there."""
        numbers = self.numbers
        self.words.extend([numbers.setdefault(word, len(numbers)) for word in words])
        self.starts.append(len(self.words))
        self.ranks.append(rank)

    def __len__(self) -> int:
        return len(self.ranks)

    def of(self, number: int) -> list[int]:
        """The words of one paragraph."""
        return self.words[self.starts[number] : self.starts[number + 1]].tolist()


@dataclass(frozen=True, slots=True)
class _Index:
    """The runs of one part that several articles carry, and the first paragraphs to carry them."""

    keys: Keys
    starts: npt.NDArray[np.uint32]
    carriers: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Shared:
    """A paragraph and an earlier article, by its rank, that holds this share of its runs.

    ``best`` is the paragraph there that holds most of them, ``near`` those that hold several.
    """

    number: int
    rank: int
    share: float
    best: int
    near: tuple[int, ...]


def sharing(texts: Texts, share: float) -> Iterator[Shared]:
    """The pairs of a paragraph and an earlier article that deserve a closer look, in order.

    The article holds at least ``share`` of the paragraph's runs, and two or more of them where the
    paragraph is not as short as to have few.
    """
    words = np.frombuffer(texts.words, dtype=np.uint32)
    if len(words) < RUN:
        return
    starts = np.frombuffer(texts.starts, dtype=np.int64)
    ranks = np.frombuffer(texts.ranks, dtype=np.int64)
    parts = _parts(len(words), len(texts.numbers))
    n_parts = int(parts.max()) + 1
    indexes = [_index(words, starts, ranks, parts, part) for part in range(n_parts)]
    lengths = np.diff(starts)
    first = 0
    while first < len(texts):
        last = max(first + 1, int(np.searchsorted(starts, starts[first] + BLOCK)) - 1)
        found, counts = _looked_up(words, starts, ranks, parts, indexes, (first, last))
        first, before = last, first
        if not len(found):
            continue
        number, there = before + found // len(texts), found % len(texts)
        rank = ranks[there]
        new = (number[1:] != number[:-1]) | (rank[1:] != rank[:-1])
        heads = np.concatenate(([0], np.flatnonzero(new) + 1))
        ends = np.append(heads[1:], len(found))
        sums = np.add.reduceat(counts, heads)
        runs = np.maximum(1, lengths[number[heads]] - RUN + 1)
        enough = (sums >= share * runs) & ((sums >= 2) | (runs <= FEW))
        shares = sums / runs
        for at in np.flatnonzero(enough).tolist():
            head, end = int(heads[at]), int(ends[at])
            held = counts[head:end]
            best = int(there[head + int(held.argmax())])
            near = {*there[head:end][held > 1].tolist(), best}
            whose, of = int(number[head]), int(rank[head])
            yield Shared(whose, of, float(shares[at]), best, tuple(sorted(near)))


FEW = 5
"""In a paragraph of so few runs a single one in common is enough for a closer look."""


def _parts(n_words: int, n_numbers: int) -> npt.NDArray[np.uint16]:
    """To which part a run belongs, by the number of its first word."""
    n_parts = 1 + n_words // PART
    # Multiplying by an odd number spreads common words, whose numbers are low, over all parts.
    mixed = np.arange(n_numbers, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return ((mixed >> np.uint64(32)) % np.uint64(n_parts)).astype(np.uint16)


def _index(
    words: Words, starts: Ints, ranks: Ints, parts: npt.NDArray[np.uint16], part: int
) -> _Index:
    at, owner = _runs_in(words, starts, parts, part, (0, len(ranks)))
    keys = _keys(words, at)
    order = np.argsort(keys, kind="stable")
    keys, owner = keys[order], owner[order]
    if not len(keys):
        return _Index(keys, np.zeros(1, np.uint32), owner.astype(np.uint32))
    rank = ranks[owner]
    new_key = np.concatenate(([True], keys[1:] != keys[:-1]))
    new_carrier = new_key.copy()
    new_carrier[1:] |= rank[1:] != rank[:-1]
    keys, owner, new_key = keys[new_carrier], owner[new_carrier], new_key[new_carrier]
    group = np.cumsum(new_key) - 1
    heads = np.flatnonzero(new_key)
    sizes = np.diff(np.append(heads, len(keys)))
    nth = np.arange(len(keys)) - heads[group]
    kept = (sizes[group] > 1) & (nth < FIRST_CARRIERS)
    several = sizes > 1
    ends = np.cumsum(np.minimum(sizes[several], FIRST_CARRIERS))
    bounds = np.concatenate(([0], ends)).astype(np.uint32)
    return _Index(keys[heads[several]], bounds, owner[kept].astype(np.uint32))


def _runs_in(
    words: Words,
    starts: Ints,
    parts: npt.NDArray[np.uint16],
    part: int,
    span: tuple[int, int],
) -> tuple[Ints, Ints]:
    """Where the runs of one part begin in the paragraphs of ``span``, and whose they are."""
    begin, end = int(starts[span[0]]), int(starts[span[1]])
    at = np.flatnonzero(parts[words[begin:end]] == part) + begin
    owner = np.searchsorted(starts, at, side="right") - 1
    inside = at + RUN <= starts[owner + 1]
    return at[inside], owner[inside]


def _keys(words: Words, at: Ints) -> Keys:
    """One number per run of words; overflow wraps, as a hash may."""
    total = np.zeros(len(at), dtype=np.uint64)
    for offset in range(RUN):
        mixed = (words[at + offset].astype(np.uint64) + np.uint64(1)) * np.uint64(
            0x9E3779B97F4A7C15
        )
        mixed ^= mixed >> np.uint64(29)
        total = total * np.uint64(0xBF58476D1CE4E5B9) + mixed
    return total


def _looked_up(
    words: Words,
    starts: Ints,
    ranks: Ints,
    parts: npt.NDArray[np.uint16],
    indexes: Sequence[_Index],
    span: tuple[int, int],
) -> tuple[Ints, Ints]:
    """Pairs of paragraph and earlier one, packed into one number, with the runs they share."""
    pairs: list[Ints] = []
    for part, index in enumerate(indexes):
        at, owner = _runs_in(words, starts, parts, part, span)
        if not len(at) or not len(index.keys):
            continue
        keys = _keys(words, at)
        slot = np.minimum(np.searchsorted(index.keys, keys), len(index.keys) - 1)
        hit = index.keys[slot] == keys
        slot, owner = slot[hit], owner[hit]
        first = index.starts[slot].astype(np.int64)
        sizes = index.starts[slot + 1].astype(np.int64) - first
        nth = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        carrier = index.carriers[np.repeat(first, sizes) + nth].astype(np.int64)
        who = np.repeat(owner, sizes)
        earlier = ranks[carrier] < ranks[who]
        pairs.append((who[earlier] - span[0]) * len(ranks) + carrier[earlier])
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found, counts = np.unique(np.concatenate(pairs), return_counts=True)
    return found, counts
