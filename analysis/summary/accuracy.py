"""How far a scorer agrees with labelled rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.errors import StanceError
from analysis.records import LABELS, Label, MarkedText, Mention, MentionKind, Paragraph, Score
from analysis.stance.holders import find_voices, holder_of
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.mentions import find_in_text
from analysis.stance.scorers import Scorer
from analysis.stance.targets import Targets

SELECTED = "(target)"
"""The target of a row that selects it by a span and gives it no name."""
OWN = "own"
"""In a row's ``holder``: a source of the target's own country."""
BINS = 10
"""Bins of equal width for the calibration error (Guo et al. 2017, On Calibration, eq. 3)."""
RESAMPLES = 1000
_LABEL_OF = {-1: LABELS[0], 0: LABELS[1], 1: LABELS[2]}
_DEMONYM = re.compile(
    r".*(?:ian|ean|ese|ish|nch|utch|eli|aqi|tani|mani|ican|uban|elan|fghan|erman|audi|rdan|eek|iss)s?"
)
_REMEDY = (
    'Each line is one JSON object: {"text", "target", "stance"} or {"text", "start", "end", '
    '"stance"} or {"text", "mentions": [[start, end]], "stance"}, with stance -1, 0 or 1.'
)


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A paragraph with a person's answer for one target.

    ``spans`` are the target's mentions where the row gives them, else empty and found by name.
    ``unit`` is the article, or whatever else is resampled as one.
    """

    text: str
    target: str
    label: Label
    spans: tuple[tuple[int, int], ...] = ()
    holder: str | None = None
    unit: str = ""


class Outcome(NamedTuple):
    """What a row says and what the scorer said: the label and its confidence."""

    gold: Label
    given: Label
    confidence: float
    unit: str


class Bin(NamedTuple):
    """Rows of about equal confidence: how many, their mean confidence, the share that is right."""

    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of a scorer with rows; ``None`` where a figure is not defined for them."""

    n: int
    n_unmentioned: int
    accuracy: float
    macro_f1: float
    f1: dict[Label, float | None]
    kappa: float | None
    confusion: dict[Label, dict[Label, int]]
    sign_error_rate: float
    holder_accuracy: float | None
    ece: float | None
    scorer: str = ""
    interval: tuple[float, float] | None = field(default=None)
    reliability: tuple[Bin, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The figures under the names that the command line promises."""
        return {
            "n": self.n,
            "n_unmentioned": self.n_unmentioned,
            "accuracy": self.accuracy,
            "macro_f1": self.macro_f1,
            "f1": dict(self.f1),
            "kappa": self.kappa,
            "confusion": {gold: dict(row) for gold, row in self.confusion.items()},
            "sign_error_rate": self.sign_error_rate,
            "holder_accuracy": self.holder_accuracy,
            "ece": self.ece,
        }

    def describe(self) -> str:
        """The figures as a few lines to read."""
        low_high = ""
        if self.interval is not None:
            low_high = f" (95 % {self.interval[0]:.3f} to {self.interval[1]:.3f})"
        lines = [
            f"scorer      {self.scorer}",
            f"rows        {self.n}, of which {self.n_unmentioned} do not mention their target",
            f"macro-F1    {self.macro_f1:.3f}{low_high}",
            *(f"  {label:<12}{_figure(self.f1[label])}" for label in LABELS),
            f"accuracy    {self.accuracy:.3f}",
            f"kappa       {_figure(self.kappa)}",
            f"sign errors {self.sign_error_rate:.3f}",
            f"holder      {_figure(self.holder_accuracy)}",
            f"calibration {_figure(self.ece)} (expected error)",
            "labelled as \\ scored as   " + "  ".join(f"{label:>11}" for label in LABELS),
        ]
        for gold in LABELS:
            counts = "  ".join(f"{self.confusion[gold][given]:>11}" for given in LABELS)
            lines.append(f"  {gold:<24}{counts}")
        return "\n".join(lines)


def _figure(value: float | None) -> str:
    return "not defined here" if value is None else f"{value:.3f}"


def read_gold(path: str | Path) -> list[GoldRow]:
    """The rows of a JSONL file; raises ``StanceError`` that names the first line it cannot use."""
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise StanceError(str(path), f"cannot be read ({error})", "Name a JSONL file.") from error
    found = [
        _row(line, f"{path} line {number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not found:
        raise StanceError(str(path), "holds no rows", _REMEDY)
    return found


def _row(line: str, where: str) -> GoldRow:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise StanceError(where, "is not JSON", _REMEDY) from error
    if not isinstance(data, dict):
        raise StanceError(where, "is not a JSON object", _REMEDY)
    text, stance = data.get("text"), data.get("stance")
    if not isinstance(text, str) or not text:
        raise StanceError(where, "has no text", _REMEDY)
    if isinstance(stance, bool) or stance not in (-1, 0, 1):
        raise StanceError(where, f"has the stance {stance!r}", _REMEDY)
    spans = _spans(data, text, where)
    target = data.get("target")
    if not isinstance(target, str) or not target:
        if not spans:
            raise StanceError(where, "names no target and no span", _REMEDY)
        target = SELECTED
    holder = data.get("holder")
    if holder is not None and not isinstance(holder, str):
        raise StanceError(where, f"has the holder {holder!r}", _REMEDY)
    unit = data.get("article") or data.get("group") or data.get("id") or where
    return GoldRow(text, target, _LABEL_OF[stance], spans, holder or None, str(unit))


def _spans(data: dict[str, object], text: str, where: str) -> tuple[tuple[int, int], ...]:
    given = data.get("mentions")
    if given is None and "start" in data:
        given = [[data["start"], data.get("end")]]
    if given is None:
        return ()
    if not isinstance(given, list):
        raise StanceError(where, "has mentions that are no list", _REMEDY)
    found: list[tuple[int, int]] = []
    for span in given:
        match span:
            case [int() as start, int() as end] if 0 <= start < end <= len(text):
                found.append((start, end))
            case _:
                raise StanceError(where, f"has the span {span!r} outside its text", _REMEDY)
    return tuple(sorted(found))


def evaluate(rows: Iterable[GoldRow], *, scorer: Scorer, targets: Targets) -> Agreement:
    """The agreement of ``scorer`` with ``rows``; raises ``StanceError`` where there are none.

    A row in which no mention of its target is found counts as neutral.
    """
    rows = list(rows)
    if not rows:
        raise StanceError("labelled rows", "there are none", _REMEDY)
    marked = [_mark(row, targets) for row in rows]
    answers = [
        scores.get(row.target) for row, scores in zip(rows, scorer.score(marked), strict=True)
    ]
    outcomes = [
        Outcome(row.label, score.label, score.confidence, row.unit)
        if score
        else Outcome(row.label, "neutral", 1.0, row.unit)
        for row, score in zip(rows, answers, strict=True)
    ]
    words = [
        scores.get(row.target)
        for row, scores in zip(rows, LexiconScorer().score(marked), strict=True)
    ]
    held = [
        _holder(row, text, score, by_words, targets)
        == (row.target if row.holder == OWN else row.holder)
        for row, text, score, by_words in zip(rows, marked, answers, words, strict=True)
        if row.holder is not None
    ]
    scored = [o for o, score in zip(outcomes, answers, strict=True) if score]
    return Agreement(
        n=len(rows),
        n_unmentioned=answers.count(None),
        accuracy=sum(o.gold == o.given for o in outcomes) / len(rows),
        macro_f1=macro_f1(outcomes),
        f1={label: f1(outcomes, label) for label in LABELS},
        kappa=kappa(outcomes),
        confusion=_confusion(outcomes),
        sign_error_rate=sum(_turned(o) for o in outcomes) / len(rows),
        holder_accuracy=sum(held) / len(held) if held else None,
        ece=calibration_error(scored),
        scorer=scorer.name,
        interval=macro_f1_interval(outcomes),
        reliability=reliability(scored),
    )


def _mark(row: GoldRow, targets: Targets) -> MarkedText:
    """The row's text with its own spans, and the other targets as they are found by name."""
    found = find_in_text(row.text, targets)
    if not row.spans:
        return MarkedText(row.text, found)
    given: list[Mention] = []
    for start, end in row.spans:
        if not given or start >= given[-1].end:
            given.append(Mention(row.target, start, end, _kind(row.text, start, end, found)))
    others = [
        mention
        for mention in found
        if mention.target != row.target
        and all(mention.end <= own.start or mention.start >= own.end for own in given)
    ]
    return MarkedText(row.text, tuple(sorted([*given, *others], key=lambda m: m.start)))


def _kind(text: str, start: int, end: int, found: Sequence[Mention]) -> MentionKind:
    for mention in found:
        if (mention.start, mention.end) == (start, end):
            return mention.kind
    return "demonym" if _DEMONYM.fullmatch(text[start:end]) else "name"


def _holder(
    row: GoldRow, text: MarkedText, score: Score | None, by_words: Score | None, targets: Targets
) -> str:
    """The voice of the scorer's evidence, or of the lexicon's where the scorer gives none."""
    paragraph = Paragraph(0, "body", row.text)
    voices = find_voices((paragraph,), (text.mentions,), targets)[0]
    given = score.evidence if score else ()
    evidence = given or (by_words.evidence if by_words else ())
    return holder_of(voices, evidence, row.target, score.holders if score else ())


def f1(outcomes: Sequence[Outcome], label: Label) -> float | None:
    """2 TP / (2 TP + FP + FN); None where the label occurs neither among rows nor answers."""
    hits = sum(o.gold == label and o.given == label for o in outcomes)
    named = sum(o.gold == label for o in outcomes) + sum(o.given == label for o in outcomes)
    return 2 * hits / named if named else None


def macro_f1(outcomes: Sequence[Outcome]) -> float:
    """The mean F1 of the labels that occur."""
    found = [value for label in LABELS if (value := f1(outcomes, label)) is not None]
    return sum(found) / len(found)


def kappa(outcomes: Sequence[Outcome]) -> float | None:
    """Cohen's kappa (1960): agreement beyond chance; None where chance alone agrees wholly."""
    n = len(outcomes)
    observed = sum(o.gold == o.given for o in outcomes) / n
    expected = sum(
        sum(o.gold == label for o in outcomes) * sum(o.given == label for o in outcomes)
        for label in LABELS
    ) / (n * n)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """Expected calibration error over the label's confidence (Guo et al. 2017, eq. 3)."""
    if not outcomes:
        return None
    each = reliability(outcomes)
    return sum(b.n * abs(b.right - b.confidence) for b in each) / len(outcomes)


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """How often labels of about equal confidence are right, in bins that are not empty."""
    bins: list[list[Outcome]] = [[] for _ in range(BINS)]
    for outcome in outcomes:
        bins[min(int(outcome.confidence * BINS), BINS - 1)].append(outcome)
    return tuple(
        Bin(
            len(inside),
            sum(o.confidence for o in inside) / len(inside),
            sum(o.gold == o.given for o in inside) / len(inside),
        )
        for inside in bins
        if inside
    )


def macro_f1_interval(
    outcomes: Sequence[Outcome], *, resamples: int = RESAMPLES, seed: int = 0
) -> tuple[float, float] | None:
    """95 % of the macro-F1 over resampled units (articles); None where there is only one unit."""
    units: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        units.setdefault(outcome.unit, []).append(outcome)
    if len(units) < 2:
        return None
    tables = np.array([_table(group) for group in units.values()])
    draws = np.random.default_rng(seed).multinomial(
        len(units), [1 / len(units)] * len(units), size=resamples
    )
    drawn = np.tensordot(draws, tables, axes=1)
    hits = 2.0 * np.diagonal(drawn, axis1=1, axis2=2)
    named = drawn.sum(axis=1) + drawn.sum(axis=2)
    each = np.divide(hits, named, out=np.zeros_like(hits), where=named > 0)
    found = each.sum(axis=1) / (named > 0).sum(axis=1)
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _table(outcomes: Sequence[Outcome]) -> list[list[int]]:
    table = _confusion(outcomes)
    return [[table[gold][given] for given in LABELS] for gold in LABELS]


def _confusion(outcomes: Sequence[Outcome]) -> dict[Label, dict[Label, int]]:
    table: dict[Label, dict[Label, int]] = {gold: dict.fromkeys(LABELS, 0) for gold in LABELS}
    for outcome in outcomes:
        table[outcome.gold][outcome.given] += 1
    return table


def _turned(outcome: Outcome) -> bool:
    return {outcome.gold, outcome.given} == {"favorable", "unfavorable"}
