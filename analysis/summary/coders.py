"""How far coders agree with each other and with the machine, for the corpus behind the sample.

Every figure weighs a unit by 1 / the chance that it had of being drawn, so that it speaks of the
corpus and not of the sample, in which rare labels are many. Where several coders judged a unit,
each has an equal part of its weight. Intervals leave out each story in turn, for paragraphs of one
story are judged alike. Krippendorff's alpha is of the sample as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from pandas import DataFrame

from analysis.records import LABELS, Label
from analysis.summary.intervals import FEWEST_STORIES, Floats, Ints, t_quantile

FEWEST_UNITS = 10
"""Fewest judged units for which a share (precision, recall) has an interval; else it is not told.

Of 10 that are all right the interval still reaches down to about 70 %.
"""
FEWEST_FOR_KAPPA = 20
"""Fewest units that two judged for a kappa with an interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure, the ends of its 95 % interval, and the units it rests on; ``None``: not told."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    def describe(self) -> str:
        """The figure in words: ``0.71 (0.60 to 0.82; n 120)``."""
        if self.value is None:
            return f"not told (n {self.n})"
        if self.low is None or self.high is None:
            return f"{self.value:.2f} (too few for an interval; n {self.n})"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f}; n {self.n})"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders and their agreement on the units that both judged."""

    a: str
    b: str
    kappa: Rate
    agreement: Rate


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The figures of an accuracy card.

    ``confusion`` counts answers: people's label, then the machine's. ``by`` has a row per group and
    label: ``group`` ("all", "target" or "outlet"), ``name``, ``label``, and ``value``, ``low``,
    ``high`` and ``n`` of ``precision`` and of ``recall``.
    """

    n: int
    n_answers: int
    coders: tuple[str, ...]
    pairs: tuple[Pair, ...]
    alpha: float | None
    kappa: Rate
    accuracy: Rate
    macro_f1: Rate
    confusion: dict[Label, dict[Label, int]]
    by: DataFrame


def accuracy_of(answers: DataFrame) -> Accuracy:
    """Everything that ``answers`` (``Labelled.answers``) say of the coders and of the machine."""
    answers = answers.assign(weight=_weights(answers))
    units = _crossed(answers, answers["answer"], answers["machine"])
    counts = answers.groupby(["answer", "machine"]).size()
    names = answers["coder"].value_counts()
    coders = tuple(sorted(names.index, key=lambda name: (-names[name], name)))
    return Accuracy(
        n=answers["unit"].nunique(),
        n_answers=len(answers),
        coders=coders,
        pairs=tuple(pair_of(answers, a, b) for a, b in combinations(coders, 2)),
        alpha=alpha(answers),
        kappa=units.rate(kappas, FEWEST_FOR_KAPPA),
        accuracy=share(*_hits(answers, answers["answer"] == answers["machine"])),
        macro_f1=units.rate(macro_f1s, FEWEST_FOR_KAPPA),
        confusion={
            said: {given: int(counts.get((said, given), 0)) for given in LABELS} for said in LABELS
        },
        by=precision_and_recall(answers),
    )


def pair_of(answers: DataFrame, a: str, b: str) -> Pair:
    """The agreement of two coders; ``not told`` where they share too few units."""
    of_a, of_b = (answers[answers["coder"] == name].set_index("unit") for name in (a, b))
    both = of_a.join(of_b["answer"].rename("answer_b"), how="inner").reset_index()
    weights = 1 / both["chance"].to_numpy(float)
    crossed = _crossed(both.assign(weight=weights), both["answer"], both["answer_b"])
    same = (both["answer"] == both["answer_b"]).to_numpy(bool)
    agreement = share(same, weights, _stories(both), len(both))
    return Pair(a, b, crossed.rate(kappas, FEWEST_FOR_KAPPA), agreement)


def precision_and_recall(answers: DataFrame) -> DataFrame:
    """Precision and recall of each label, in all, by target and by outlet, with intervals.

    Precision: of what the machine gives a label, the share that people give it. Recall: of what
    people give a label, the share that the machine gives it.
    """
    answers = answers.assign(weight=_weights(answers))
    rows: list[dict[str, object]] = []
    groups: list[tuple[str, str | None, DataFrame]] = [("all", "all", answers)]
    for column in ("target", "outlet"):
        for name, part in answers.groupby(column, sort=True, dropna=False):
            groups.append((column, name if isinstance(name, str) else None, part))
    for group, called, part in groups:
        for label in LABELS:
            row: dict[str, object] = {"group": group, "name": called, "label": label}
            right = (part["answer"] == label) & (part["machine"] == label)
            for figure, column in (("precision", "machine"), ("recall", "answer")):
                inside = part[column] == label
                rate = share(*_hits(part[inside], right[inside]))
                row |= {
                    figure: rate.value,
                    f"{figure}_low": rate.low,
                    f"{figure}_high": rate.high,
                    f"{figure}_n": rate.n,
                }
            rows.append(row)
    table = DataFrame(rows)
    figures = [name for name in table if name not in ("group", "name", "label")]
    return table.astype(dict.fromkeys(figures, float)).astype(
        {"precision_n": np.int64, "recall_n": np.int64}
    )


def share(hits: npt.NDArray[np.bool_], weights: Floats, stories: Ints, n: int) -> Rate:
    """The weighted share of hits among ``n`` units, with Wilson's interval.

    Its n is the number of units that would be as sure if drawn plainly: p (1 - p) / variance, with
    the variance between stories linearised, and never more than (sum w)**2 / sum w**2 (Korn &
    Graubard 1998, "Confidence intervals for proportions with small expected number of positive
    counts"; Kish 1965, "Survey sampling"). Its z is Student's t of the stories.
    """
    if n == 0:
        return Rate(None, None, None, 0)
    whole = weights.sum()
    p = float((weights * hits).sum() / whole)
    _, of = np.unique(stories, return_inverse=True)
    k = int(of.max()) + 1
    if n < FEWEST_UNITS:
        return Rate(None, None, None, n)
    if k < FEWEST_STORIES:
        return Rate(p, None, None, n)
    moved = np.bincount(of, weights=weights * (hits - p)) / whole
    variance = float((moved**2).sum()) * k / (k - 1)
    alike = float(whole**2 / (weights**2).sum())
    size = min(alike, n, p * (1 - p) / variance) if variance > 0 else min(alike, n)
    z = t_quantile(k - 1)
    middle = (p + z**2 / (2 * size)) / (1 + z**2 / size)
    reach = z * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2)) / (1 + z**2 / size)
    return Rate(p, max(0.0, float(middle - reach)), min(1.0, float(middle + reach)), n)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Weighted tables of two raters' labels, one of each story, and the number of units."""

    tables: Floats
    n: int

    def rate(self, figure: Callable[[Floats], Floats], fewest: int) -> Rate:
        """A figure of the whole table, with the interval of leaving out each story in turn."""
        k = len(self.tables)
        if self.n < fewest:
            return Rate(None, None, None, self.n)
        whole = self.tables.sum(axis=0)
        value = float(figure(whole[None])[0])
        if np.isnan(value):
            return Rate(None, None, None, self.n)
        without = figure(whole[None] - self.tables)
        # Where a story alone holds all disagreement, what is left has no kappa.
        without = without[~np.isnan(without)]
        if k < FEWEST_STORIES or len(without) < FEWEST_STORIES:
            return Rate(value, None, None, self.n)
        error = np.sqrt(((without - value) ** 2).sum() * (k - 1) / k)
        reach = float(t_quantile(k - 1) * error)
        return Rate(value, max(-1.0, value - reach), min(1.0, value + reach), self.n)


def kappas(tables: Floats) -> Floats:
    """Cohen's kappa (1960) of each table of weights; missing where chance alone agrees wholly."""
    whole = tables.sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.trace(tables, axis1=1, axis2=2) / whole
        expected = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1) / whole**2
        found: Floats = np.where(
            1 - expected > 1e-12, (observed - expected) / (1 - expected), np.nan
        )
    return found


def macro_f1s(tables: Floats) -> Floats:
    """The mean F1 of the labels that occur, of each table of weights."""
    named = tables.sum(axis=1) + tables.sum(axis=2)
    hits = 2 * np.diagonal(tables, axis1=1, axis2=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(named > 0, hits / named, np.nan)
        found: Floats = np.nansum(each, axis=1) / (named > 0).sum(axis=1)
    return found


def alpha(answers: DataFrame) -> float | None:
    """Krippendorff's alpha of all coders, the labels as -1, 0 and 1 (interval metric).

    1 - observed / expected disagreement by the coincidences of answers (Krippendorff 2011,
    "Computing Krippendorff's alpha-reliability"); ``None`` where no unit has two answers or all
    answers are the same.
    """
    counts = np.zeros((answers["unit"].nunique(), len(LABELS)))
    codes = answers["unit"].factorize()[0]
    np.add.at(counts, (codes, _numbers(answers["answer"])), 1)
    counts = counts[counts.sum(axis=1) > 1]
    if not len(counts):
        return None
    sizes = counts.sum(axis=1)
    pairs = np.einsum("uc,uk->uck", counts, counts)
    pairs -= np.eye(len(LABELS)) * counts[:, :, None]
    coincidences = (pairs / (sizes - 1)[:, None, None]).sum(axis=0)
    apart = np.subtract.outer(np.arange(len(LABELS)), np.arange(len(LABELS))) ** 2
    totals = coincidences.sum(axis=0)
    expected = float((np.outer(totals, totals) * apart).sum())
    if expected == 0:
        return None
    return 1 - (float(totals.sum()) - 1) * float((coincidences * apart).sum()) / expected


def _crossed(rows: DataFrame, first: Iterable[Label], second: Iterable[Label]) -> _Tables:
    stories = _stories(rows)
    tables = np.zeros((int(stories.max()) + 1 if len(stories) else 0, len(LABELS), len(LABELS)))
    np.add.at(tables, (stories, _numbers(first), _numbers(second)), rows["weight"])
    return _Tables(tables, rows["unit"].nunique())


def _hits(rows: DataFrame, hits: npt.ArrayLike) -> tuple[npt.NDArray[np.bool_], Floats, Ints, int]:
    return (
        np.asarray(hits, dtype=np.bool_),
        rows["weight"].to_numpy(float),
        _stories(rows),
        rows["unit"].nunique(),
    )


def _weights(rows: DataFrame) -> Floats:
    """1 / chance, shared among the coders of a unit."""
    coders = rows.groupby("unit")["coder"].transform("size").to_numpy(float)
    found: Floats = 1 / (rows["chance"].to_numpy(float) * coders)
    return found


def _stories(rows: DataFrame) -> Ints:
    return rows["story"].factorize()[0].astype(np.int64)


def _numbers(labels: Iterable[Label]) -> Ints:
    places = {label: place for place, label in enumerate(LABELS)}
    return np.array([places[label] for label in labels], dtype=np.int64)
