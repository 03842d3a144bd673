"""How often intervals hold the truth: worlds are made up, so their means are known.

``python -m tests.summary.coverage`` prints the long tables (some minutes); the tests print short
ones. Each world draws stories of several paragraphs that are alike within a story. In the first six
a stance lies anywhere between -1 and 1, in the others it is -1, 0 or 1 and mostly neutral or worse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from analysis.summary.differences import Gaps, gaps, sides
from analysis.summary.intervals import Floats, Ints, means, t_quantile

MOST_PARAGRAPHS = 25
BLOCK = 20
SCALED = ("usual", "balanced", "one-sided", "rare", "very rare", "all or none")


class Three(NamedTuple):
    """A world of three values: their shares, how much stories differ, how long stories are."""

    shares: tuple[float, float, float]
    alike: float
    lengths: Callable[[tuple[int, int], np.random.Generator], Ints]


def short(n: tuple[int, int], dice: np.random.Generator) -> Ints:
    return np.minimum(MOST_PARAGRAPHS, dice.geometric(0.2, n)).astype(np.int64)


def unequal(n: tuple[int, int], dice: np.random.Generator) -> Ints:
    """Most stories of one to five paragraphs, and now and then one of up to sixty."""
    return np.minimum(60, np.ceil(np.exp(dice.normal(1.0, 1.1, n)))).astype(np.int64)


def single(n: tuple[int, int], dice: np.random.Generator) -> Ints:
    return np.ones(n, dtype=np.int64)


THREE = {
    "three values": Three((0.25, 0.65, 0.10), 2.0, short),
    "mostly unfavorable": Three((0.60, 0.35, 0.05), 2.0, short),
    "mostly neutral": Three((0.15, 0.83, 0.02), 2.0, short),
    "unequal stories": Three((0.25, 0.70, 0.05), 1.5, unequal),
    "one paragraph each": Three((0.30, 0.65, 0.05), 3.0, single),
}
"""A story's own shares are drawn from a Dirichlet of total ``alike``: the less, the more alike."""

WORLDS = (*SCALED, *THREE)


def chances(world: str, n: tuple[int, int], dice: np.random.Generator) -> tuple[Floats, Floats]:
    """For each story, the chance that a paragraph takes a side, and that the side is favorable."""
    mood = {"balanced": (0.0, 0.7), "one-sided": (-2.5, 0.5), "all or none": (-1.5, 0.5)}
    middle, spread = mood.get(world, (-0.7, 0.8))
    sided = {
        "usual": dice.beta(1.2, 2.3, n),
        "balanced": dice.beta(2, 3, n),
        "one-sided": dice.beta(2, 2, n),
        "rare": np.where(dice.random(n) < 0.35, dice.beta(1.5, 4, n), 0.03),
        "very rare": np.where(dice.random(n) < 0.15, 0.25, 0.01),
        "all or none": np.where(dice.random(n) < 0.3, 0.9, 0.05),
    }[world]
    return sided, 1 / (1 + np.exp(-2 * dice.normal(middle, spread, n)))


def corpora(
    world: str, stories: int, dice: np.random.Generator, number: int
) -> tuple[Floats, Ints, Ints]:
    """Values of ``number`` corpora, the corpus of each value, and its story there."""
    n = (number, stories)
    if world in THREE:
        return three_valued(THREE[world], n, dice)
    lengths = np.minimum(MOST_PARAGRAPHS, dice.geometric(0.12, n))
    sided, favorable = chances(world, n, dice)
    at = np.repeat(np.arange(lengths.size), lengths.ravel())
    takes_side = dice.random(at.size) < sided.ravel()[at]
    sign = np.where(dice.random(at.size) < favorable.ravel()[at], 1.0, -1.0)
    values = takes_side * sign * dice.beta(3, 2, at.size)
    return values, at // stories, at % stories


def three_valued(
    world: Three, n: tuple[int, int], dice: np.random.Generator
) -> tuple[Floats, Ints, Ints]:
    lengths = world.lengths(n, dice)
    drawn = np.stack([dice.gamma(world.alike * share, size=n) for share in world.shares], axis=-1)
    own = (drawn / drawn.sum(axis=-1, keepdims=True)).reshape(-1, 3)
    at = np.repeat(np.arange(lengths.size), lengths.ravel())
    chance = dice.random(at.size)
    low, middle = own[at, 0], own[at, 0] + own[at, 1]
    values = np.where(chance < low, -1.0, np.where(chance < middle, 0.0, 1.0))
    return values, at // n[1], at % n[1]


@cache
def truth(world: str) -> tuple[float, float]:
    """The mean of a world, and its share of unfavorable paragraphs, over 200,000 stories."""
    values, _, _ = corpora(world, 50, np.random.default_rng(1), number=4000)
    return float(values.mean()), float((values < 0).mean())


Ends = tuple[Floats, Floats]


def story_sums(values: Floats, groups: Ints, stories: Ints, shape: tuple[int, int]) -> Ends:
    """The sum and the number of each corpus's values, story by story."""
    cell, size = groups * shape[1] + stories, shape[0] * shape[1]
    sums: Floats = np.bincount(cell, values, size).astype(float).reshape(shape)
    sizes: Floats = np.bincount(cell, minlength=size).astype(float).reshape(shape)
    return sums, sizes


def ways(
    values: Floats, groups: Ints, stories: Ints, shape: tuple[int, int], resamples: int = 399
) -> dict[str, Ends]:
    """The ends of the interval of each corpus's mean, ours and four others' beside it.

    The studentised bootstrap and BCa are those of Efron & Tibshirani (1993, "An introduction to the
    bootstrap", 12.5 and 14.3), resampling stories; the error within a resample is linearised.
    """
    number, k = shape
    found = means(values, groups, stories, number)
    sums, sizes = story_sums(values, groups, stories, shape)
    mean = sums.sum(1) / sizes.sum(1)
    without = (sums.sum(1)[:, None] - sums) / (sizes.sum(1)[:, None] - sizes)
    reach = t_quantile(k - 1) * np.sqrt(((without - mean[:, None]) ** 2).sum(1) * (k - 1) / k)
    dice = np.random.default_rng(5)
    drawn, t = np.empty((2, resamples, number))
    for at in range(resamples):
        of = dice.integers(0, k, shape)
        s, n = np.take_along_axis(sums, of, 1), np.take_along_axis(sizes, of, 1)
        drawn[at] = s.sum(1) / n.sum(1)
        with np.errstate(divide="ignore", invalid="ignore"):
            t[at] = (drawn[at] - mean) / error(s, n)
    # Where all resampled stories are alike there is no error: 0 / 0 says nothing, x / 0 "far".
    t = np.clip(np.nan_to_num(t, nan=0.0, posinf=50, neginf=-50), -50, 50)
    t_low, t_high = np.quantile(t, [0.025, 0.975], axis=0)
    own = error(sums, sizes)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return {
        "ours": (found.low, found.high),
        "jackknife": (mean - reach, mean + reach),
        "percentile": (low, high),
        "BCa": bca(drawn, mean, without),
        "studentised": (np.clip(mean - t_high * own, -1, 1), np.clip(mean - t_low * own, -1, 1)),
    }


def error(sums: Floats, sizes: Floats) -> Floats:
    """The linearised standard error of each corpus's mean."""
    k = sums.shape[1]
    mean = sums.sum(1) / sizes.sum(1)
    squares = ((sums - mean[:, None] * sizes) ** 2).sum(1)
    found: Floats = np.sqrt(squares * k / (k - 1)) / sizes.sum(1)
    return found


def bca(drawn: Floats, mean: Floats, without: Floats) -> Ends:
    normal, resamples = NormalDist(), len(drawn)
    below = (drawn < mean).mean(0) + 0.5 * (drawn == mean).mean(0)
    bias = np.array([normal.inv_cdf(p) for p in np.clip(below, 1 / resamples, 1 - 1 / resamples)])
    apart = without.mean(1, keepdims=True) - without
    with np.errstate(divide="ignore", invalid="ignore"):
        skew = np.nan_to_num((apart**3).sum(1) / (6 * (apart**2).sum(1) ** 1.5))
    ranked = np.sort(drawn, axis=0)
    ends: list[Floats] = []
    for z in (-1.96, 1.96):
        shifted = bias + (bias + z) / (1 - skew * (bias + z))
        rank = np.array([normal.cdf(x) for x in shifted]) * (resamples + 1) - 1
        at = np.clip(rank.astype(np.int64), 0, resamples - 1)
        ends.append(ranked[at, np.arange(len(mean))])
    return ends[0], ends[1]


class Held(NamedTuple):
    """How often a way's intervals held the truth, and how wide they were on average."""

    world: str
    stories: str
    way: str
    held: float
    width: float


def holding(ends: Ends, true: float) -> tuple[float, float]:
    low, high = ends
    return float(((low <= true) & (true <= high)).mean()), float((high - low).mean())


def means_held(
    worlds: Iterable[str], stories: Iterable[int], number: int, resamples: int, seed: int = 7
) -> Iterator[Held]:
    """The coverage of each way, world by world."""
    stories = tuple(stories)
    for world in worlds:
        dice = np.random.default_rng(seed)
        true, _ = truth(world)
        for k in stories:
            values, groups, of = corpora(world, k, dice, number)
            for way, ends in ways(values, groups, of, (number, k), resamples).items():
                yield Held(world, str(k), way, *holding(ends, true))


def differences_held(
    worlds: Iterable[str], sizes: Iterable[tuple[int, int, int]], number: int, seed: int = 7
) -> Iterator[Held]:
    """The coverage of differences; ``sizes`` are the stories of a side, of b alone, and of both."""
    sizes = tuple(sizes)
    for world in worlds:
        dice = np.random.default_rng(seed)
        for of_a, of_b, both in sizes:
            ends = difference_ends(world, of_a, of_b, both, dice, number)
            yield Held(world, f"{of_a} / {both + of_b} ({both})", "ours", *holding(ends, 0.0))


def difference_ends(
    world: str, of_a: int, of_b: int, both: int, dice: np.random.Generator, number: int
) -> Ends:
    """Ends of differences between sides of the same world, so that the truth is 0.

    The first ``both`` stories of a are on b's side too, word for word.
    """
    a, corpus_a, story_a = corpora(world, of_a, dice, number)
    b, corpus_b, story_b = corpora(world, of_b, dice, number)
    shared = story_a < both
    values = np.concatenate([a, b, a[shared]])
    corpus = np.concatenate([corpus_a, corpus_b, corpus_a[shared]])
    story = np.concatenate([story_a, story_b + of_a, story_a[shared]])
    side = 2 * corpus + np.repeat([0, 1], [len(a), len(b) + int(shared.sum())])
    story += corpus * (of_a + of_b)
    found: list[Gaps] = []
    # The sides of some corpora at once, which have no story in common.
    for start in range(0, number, BLOCK):
        rows = (corpus >= start) & (corpus < start + BLOCK)
        n = min(BLOCK, number - start)
        made = sides(values[rows], side[rows] - 2 * start, story[rows], 2 * n)
        found.append(gaps(made, 2 * np.arange(n), 2 * np.arange(n) + 1))
    return np.concatenate([one.low for one in found]), np.concatenate([one.high for one in found])


def table(rows: Iterable[Held]) -> Iterator[str]:
    """One line for each world and number of stories: coverage and width of each way."""
    lines: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        cell = f"{row.way} {row.held:.3f}/{row.width:.2f}"
        lines.setdefault((row.world, row.stories), []).append(cell)
    for (world, stories), cells in lines.items():
        yield f"{world:20}{stories:>15} stories  " + "  ".join(f"{cell:24}" for cell in cells)


if __name__ == "__main__":
    print("coverage / width of 95 % intervals of the mean")
    for world in WORLDS:
        print("\n".join(table(means_held([world], (4, 5, 8, 10, 15, 30, 100), 1500, 999))))
    print("coverage / width of 95 % intervals of a difference; stories of a / of b (on both)")
    pairs = ((5, 5, 0), (10, 10, 0), (5, 5, 5), (10, 50, 0), (5, 100, 0), (30, 30, 0), (30, 10, 20))
    for world in WORLDS:
        print("\n".join(table(differences_held([world], pairs, 1000))))
