"""A blind random sample of paragraphs for people to judge, with the chance that each had.

A unit is a paragraph's origin with one target: copies are judged once, and the judgment counts for
all. Strata are target, the machine's label and outlet. Small strata get more than their share, by
the square root of their size (power allocation, Bankier 1988, "Power allocations: determining
sample sizes for subnational areas"): most news is neutral, and a plain sample would hold hardly
any favorable paragraph. Units are drawn by systematic sampling, in random order within a stratum
(Särndal, Swensson & Wretman 1992, "Model assisted survey sampling", 3.4 and 3.6): each stratum gets
its part but for rounding, also where there are more strata than draws, and the chance of each unit
is known exactly, which every estimate from the sample needs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pandas import DataFrame, Series

from analysis.errors import StanceError
from analysis.summary.intervals import Floats, Ints
from analysis.summary.selection import once_each

STRATA = ("target", "label", "outlet")

DESIGN_COLUMNS = ("sample", "article", "paragraph", "target", "stratum", "chance")
"""What the estimates need to know of the sample; not for coders, who would read the answer."""

SHEET_COLUMNS = (
    "sample", "number", "article", "paragraph", "target", "title", "text",
    "stance", "coder", "reason",
)  # fmt: skip
"""What a coder gets: the last three are empty, to be filled in. No machine's answer, no outlet."""

_NAME = re.compile(
    r"(?P<unit>paragraphs|articles)-(?P<n>[1-9]\d{0,8})-(?P<seed>\d{1,18})-[0-9a-f]{10}"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: ``name`` tells how and of what it was drawn, ``units`` are in the order to judge.

    ``units`` has ``DESIGN_COLUMNS`` and the title and text of each unit.
    """

    name: str
    units: DataFrame

    @property
    def design(self) -> DataFrame:
        """One row per unit: its stratum, and the chance that it had of being drawn."""
        return self.units[list(DESIGN_COLUMNS)]

    @property
    def sheet(self) -> DataFrame:
        """One row per unit for a coder to fill in, in random order."""
        blank = Series([""] * len(self.units), dtype=object)
        sheet = self.units.assign(
            number=np.arange(1, len(self.units) + 1), stance=blank, coder=blank, reason=blank
        )
        return sheet[list(SHEET_COLUMNS)]


def draw_sample(
    stances: DataFrame,
    n: int,
    *,
    seed: int = 1,
    keys: Mapping[str, str] | None = None,
    whole_articles: bool = False,
) -> Sample:
    """Draw about ``n`` units of ``stances``, the same ones for the same corpus and seed.

    ``keys`` tells the key of each article by its id; without it the id stands for the key. With
    ``whole_articles`` articles are drawn within outlets, so many that about ``n`` units come of
    them, and every unit of each: that is quicker to read and says less. Raises ``StanceError``
    where there is nothing to draw from.
    """
    if n < 1 or seed < 0 or stances.empty:
        what = f"{n} with seed {seed} cannot be drawn of {len(stances):,} stances"
        remedy = "Name articles that mention a target, a number from 1 and a seed from 0."
        raise StanceError("sample", what, remedy)
    units = _frame(stances, keys or {})
    corpus = _digest(units[["article", "paragraph", "target"]].itertuples(index=False))
    dice = np.random.default_rng(int(_digest([corpus, str(seed)]), 16))
    if whole_articles:
        articles = units.drop_duplicates("article").reset_index(drop=True)
        stratum = articles["outlet"].map(_shown)
        wanted = n / (len(units) / len(articles))
        drawn, chance = draw(stratum.factorize(sort=True)[0], max(1.0, wanted), dice, power=1.0)
        of = units["article"].map(dict(zip(articles["article"], range(len(articles)), strict=True)))
        chosen, chances = drawn[of.to_numpy()], chance[of.to_numpy()]
        strata = stratum[of.to_numpy()].reset_index(drop=True)
    else:
        strata = units["target"] + " / " + units["label"] + " / " + units["outlet"].map(_shown)
        chosen, chances = draw(strata.factorize(sort=True)[0], n, dice)
    told = _digest([corpus, *strata])[:10]
    name = f"{'articles' if whole_articles else 'paragraphs'}-{n}-{seed}-{told}"
    found = units.assign(sample=name, stratum=strata, chance=chances)[chosen]
    order = dice.permutation(len(found))
    return Sample(name, found.iloc[order].reset_index(drop=True))


def redraw(
    stances: DataFrame, name: str, *, keys: Mapping[str, str] | None = None
) -> Sample | None:
    """Draw the sample of that name again; ``None`` where the corpus or its scores have changed."""
    told = _NAME.fullmatch(name)
    if told is None or stances.empty:
        return None
    drawn = draw_sample(
        stances,
        int(told["n"]),
        seed=int(told["seed"]),
        keys=keys,
        whole_articles=told["unit"] == "articles",
    )
    return drawn if drawn.name == name else None


def draw(
    strata: Ints, n: float, dice: np.random.Generator, *, power: float = 0.5
) -> tuple[npt.NDArray[np.bool_], Floats]:
    """Draw ``n`` of the units whose strata are given: which are drawn, and the chance of each.

    A stratum's part is in proportion to its size to the ``power``, and at most the whole of it.
    """
    sizes = np.bincount(strata).astype(float)
    chance = (allocation(sizes, n, power) / np.maximum(sizes, 1))[strata]
    order = np.lexsort((dice.random(len(strata)), strata))
    until = np.floor(np.cumsum(chance[order]) + dice.random())
    drawn = np.zeros(len(strata), dtype=bool)
    drawn[order] = np.diff(until, prepend=0.0) > 0
    # A unit that is certain is drawn also where a sum of fractions ends a hair below a whole.
    return drawn | (chance >= 1), chance


def allocation(sizes: Floats, n: float, power: float = 0.5) -> Floats:
    """Share ``n`` draws among strata of ``sizes``, none of which gets more than it holds.

    >>> allocation(np.array([900.0, 100.0, 4.0]), 100).round(2).tolist()
    [72.0, 24.0, 4.0]
    """
    parts = np.zeros(len(sizes))
    free = sizes > 0
    left = min(float(n), float(sizes.sum()))
    while free.any():
        weights = np.where(free, np.where(sizes > 0, sizes, 1) ** power, 0)
        parts[free] = (left * weights / weights.sum())[free]
        full = free & (parts >= sizes)
        if not full.any():
            break
        parts[full] = sizes[full]
        left -= float(sizes[full].sum())
        free &= ~full
    return parts


def _frame(stances: DataFrame, keys: Mapping[str, str]) -> DataFrame:
    """One row per unit, in an order that does not depend on that of the files."""
    units = once_each(stances)
    named = units["article_id"].map(lambda name: keys.get(name) or name)
    units = units.assign(article=named.astype(object))
    columns = ["article", "paragraph", "target", "label", "outlet", "title", "text"]
    frame = units[columns].sort_values(["article", "paragraph", "target"], kind="stable")
    return frame.reset_index(drop=True)


def _shown(outlet: object) -> str:
    return outlet if isinstance(outlet, str) else "unknown outlet"


def _digest(parts: Iterable[object]) -> str:
    text = "\n".join(repr(tuple(part)) if isinstance(part, tuple) else repr(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
