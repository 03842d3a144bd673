"""Differences between two sides, outlets or times, with intervals that respect the stories.

A story that both sides carry moves both means at once, so it is left out of both at once: the
difference is paired in the stories that are shared, and in the others it is not. Each side keeps
its own two imagined stories, and the rest is as in ``intervals``: the delete-one-story jackknife,
here of a difference, with Student's t. Its degrees of freedom are Welch's (1947, "The
generalization of Student's problem"), or the fewer of the two sides' where they share a story.

Coverage as measured in tests/summary/coverage.py: 95 % or more with 5 to 100 stories a side, equal
in number or not, some of them shared or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame

from analysis.summary.aggregate import FEWEST_PARAGRAPHS, with_stories
from analysis.summary.intervals import (
    FEWEST_STORIES,
    IMAGINED,
    Floats,
    Ints,
    t_chance,
    t_quantiles,
)
from analysis.summary.selection import View, select

LARGEST = 2.0
"""Stances lie between -1 and 1, so no difference is larger."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: some outlets, some days (both inclusive), or both."""

    name: str
    outlets: tuple[str | None, ...] | None = None
    start: date | None = None
    end: date | None = None

    def within(self, view: View) -> View:
        """``view`` narrowed to this side."""
        outlets = self.outlets
        if outlets is None or view.outlets is None:
            outlets = view.outlets if outlets is None else outlets
        else:
            outlets = tuple(name for name in outlets if name in view.outlets)
        starts = [day for day in (self.start, view.start) if day is not None]
        ends = [day for day in (self.end, view.end) if day is not None]
        return replace(
            view,
            outlets=outlets,
            start=max(starts, default=None),
            end=min(ends, default=None),
            undated=view.undated if self.start is None and self.end is None else False,
        )


def of_outlets(*names: str | None) -> Side:
    """The side of one outlet, or of several taken together; ``None`` is an unknown outlet."""
    return Side(" + ".join(name or "unknown outlet" for name in names), outlets=names)


def before_and_after(day: date) -> tuple[Side, Side]:
    """The sides before ``day``, and from it on; what has no known date is on neither.

    >>> [side.name for side in before_and_after(date(2019, 8, 2))]
    ['before 2019-08-02', 'from 2019-08-02 on']
    """
    before = Side(f"before {day.isoformat()}", end=day - timedelta(days=1))
    return before, Side(f"from {day.isoformat()} on", start=day)


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean stance of side ``a`` less that of side ``b``, toward ``target``.

    ``value`` is missing where a side holds nothing; ``low``, ``high`` and ``p`` are where a side
    holds fewer than 5 paragraphs or fewer than 4 stories. ``shared`` counts the stories on both.
    """

    a: str
    b: str
    target: str
    value: float | None
    low: float | None
    high: float | None
    p: float | None
    n: tuple[int, int]
    stories: tuple[int, int]
    shared: int

    @property
    def told(self) -> bool:
        """Whether there is an interval."""
        return self.p is not None

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low is not None and self.high is not None and self.low * self.high > 0


@dataclass(frozen=True, slots=True)
class Sides:
    """What differences of several sides are made of; see ``sides``.

    ``middle`` is the mean with the imagined stories; ``apart`` the variances of differences of it,
    ``freedom`` their degrees of freedom, ``shared`` the stories on both, each by side and side.
    """

    mean: Floats
    middle: Floats
    n: Ints
    n_stories: Ints
    apart: Floats
    freedom: Floats
    shared: Ints

    @property
    def told(self) -> npt.NDArray[np.bool_]:
        """Which sides hold enough for an interval."""
        enough = (self.n >= FEWEST_PARAGRAPHS) & (self.n_stories >= FEWEST_STORIES)
        return np.asarray(enough, dtype=np.bool_)


def sides(values: Floats, side: Ints, stories: Ints, n_sides: int) -> Sides:
    """Take apart ``values`` between -1 and 1, each on a side and of a story, numbered from 0.

    A paragraph that is on two sides is given twice.
    """
    _, story = np.unique(stories, return_inverse=True)
    width = int(story.max()) + 1 if len(story) else 1
    # One part for each story on each side that carries it.
    cells, part = np.unique(side * width + story, return_inverse=True)
    on, of = cells // width, cells % width
    sums = np.bincount(part, weights=values, minlength=len(cells))
    sizes = np.bincount(part, minlength=len(cells)).astype(float)
    k = np.bincount(on, minlength=n_sides)
    total = np.bincount(on, weights=sums, minlength=n_sides)
    size = np.bincount(on, weights=sizes, minlength=n_sides)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / size
        imagined = IMAGINED * size / k
        whole = size + 2 * imagined
        middle = total / whole
        # With the two imagined ones there are k + 2 stories: the jackknife's (n - 1) / n.
        scale = (k + 1) / (k + 2)
        pull = (total[on] - sums) / (whole[on] - sizes) - middle[on]
        pull *= np.sqrt(scale[on])
        of_imagined = np.zeros(n_sides)
        for extreme in (imagined, -imagined):
            of_imagined += ((total - extreme) / (whole - imagined) - middle) ** 2
        own = np.bincount(on, weights=pull**2, minlength=n_sides) + scale * of_imagined
        by_side = own**2 / (k + 1)
        welch = (own[:, None] + own[None, :]) ** 2 / (by_side[:, None] + by_side[None, :])
    together, both = _shared(on, of, pull, (n_sides, width))
    fewer = np.minimum(k[:, None], k[None, :]) + 1.0
    return Sides(
        mean=mean,
        middle=middle,
        n=size.astype(np.int64),
        n_stories=k.astype(np.int64),
        apart=own[:, None] + own[None, :] - 2 * together,
        freedom=np.floor(np.where(both > 0, fewer, welch)),
        shared=both,
    )


def _shared(on: Ints, of: Ints, pull: Floats, shape: tuple[int, int]) -> tuple[Floats, Ints]:
    """What two sides have in common: the covariance of their means, and the number of stories."""
    n_sides, n_stories = shape
    several = np.bincount(of, minlength=n_stories) > 1
    column = np.cumsum(several) - 1
    kept = several[of]
    pulls = np.zeros((n_sides, int(several.sum())))
    there = np.zeros_like(pulls)
    pulls[on[kept], column[of[kept]]] = pull[kept]
    there[on[kept], column[of[kept]]] = 1
    return pulls @ pulls.T, (there @ there.T).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Differences of pairs of sides: means, ends of their intervals, p-values; NaN: not told."""

    value: Floats
    low: Floats
    high: Floats
    p: Floats


def gaps(found: Sides, first: Ints, second: Ints) -> Gaps:
    """The mean of each side of ``first`` less that of the side of ``second`` at its place."""
    told = found.told[first] & found.told[second]
    value = found.mean[first] - found.mean[second]
    low, high, p = np.full((3, len(first)), np.nan)
    a, b = first[told], second[told]
    middle, freedom = found.middle[a] - found.middle[b], found.freedom[a, b]
    error = np.sqrt(found.apart[a, b])
    reach = t_quantiles(freedom.astype(np.int64)) * error
    low[told] = np.clip(middle - reach, -LARGEST, LARGEST)
    high[told] = np.clip(middle + reach, -LARGEST, LARGEST)
    p[told] = t_chance(middle / error, freedom)
    return Gaps(value, low, high, p)


def difference(stances: DataFrame, view: View, a: Side, b: Side, target: str) -> Difference:
    """How much more favorably ``a`` writes of ``target`` than ``b`` does, of what ``view`` shows.

    With ``count="origins"`` each origin counts once on each side.
    """
    rows = with_stories(stances)
    view = replace(view, targets=(target,))
    return gap(select(rows, a.within(view)), select(rows, b.within(view)), a, b, target)


def gap(
    of_a: DataFrame, of_b: DataFrame, a: Side, b: Side, target: str, *, value: str = "stance"
) -> Difference:
    """The difference of two sides whose rows are given, with their stories; of column ``value``."""
    both = pd.concat([of_a[[value, "story"]], of_b[[value, "story"]]])
    side = np.repeat([0, 1], [len(of_a), len(of_b)])
    found = sides(both[value].to_numpy(float), side, both["story"].to_numpy(np.int64), 2)
    made = gaps(found, np.array([0]), np.array([1]))
    return Difference(
        a=a.name,
        b=b.name,
        target=target,
        value=_known(made.value[0]),
        low=_known(made.low[0]),
        high=_known(made.high[0]),
        p=_known(made.p[0]),
        n=(len(of_a), len(of_b)),
        stories=(int(found.n_stories[0]), int(found.n_stories[1])),
        shared=int(found.shared[0, 1]),
    )


def _known(figure: float) -> float | None:
    return None if np.isnan(figure) else float(figure)


def sides_of_outlets(stances: DataFrame, least: int = 1) -> Sequence[Side]:
    """A side for each known outlet with at least ``least`` stories, in order of the names."""
    known = with_stories(stances)[["outlet", "story"]].dropna().drop_duplicates()
    counts = known["outlet"].value_counts()
    return [of_outlets(name) for name in sorted(counts[counts >= least].index)]
