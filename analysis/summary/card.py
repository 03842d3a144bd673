"""The accuracy card of a corpus: what coders' answers say of the machine, and the estimates."""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from pandas import DataFrame

from analysis.errors import StanceError
from analysis.records import LABELS
from analysis.summary.coders import Accuracy, Rate, accuracy_of
from analysis.summary.corrected import corrected
from analysis.summary.labelled import Labelled
from analysis.summary.tables import table_bytes

IN_WORDS = {
    "mean": "mean stance",
    "share_unfavorable": "share unfavorable",
    "share_neutral": "share neutral",
    "share_favorable": "share favorable",
}


@dataclass(frozen=True, slots=True)
class Card:
    """The figures of a judged sample; ``estimates`` as ``corrected`` gives them."""

    labelled: Labelled
    accuracy: Accuracy
    estimates: DataFrame

    def to_dict(self) -> dict[str, object]:
        """Everything as plain objects for JSON; ``None`` where a figure is not told."""
        found = self.accuracy
        return {
            "n": found.n,
            "n_answers": found.n_answers,
            "unanswered": self.labelled.unanswered,
            "outside_the_sample": self.labelled.outside,
            "not_in_the_corpus": self.labelled.unplaced,
            "coders": list(found.coders),
            "between_coders": [asdict(pair) for pair in found.pairs],
            "alpha": found.alpha,
            "kappa": asdict(found.kappa),
            "accuracy": asdict(found.accuracy),
            "macro_f1": asdict(found.macro_f1),
            "confusion": {said: dict(row) for said, row in found.confusion.items()},
            "by": _records(found.by),
            "estimates": _records(self.estimates),
        }

    def describe(self) -> str:
        """The card as lines to read."""
        return "\n".join([*_agreement(self), "", *_rates(self.accuracy.by), "", *_estimates(self)])


def make_card(labelled: Labelled, by: Sequence[str] = ("target",)) -> Card:
    """The card of a judged sample. Raises ``StanceError`` where none of the sample was judged."""
    if labelled.answers.empty:
        raise StanceError(
            "labels",
            f"none is of the sample ({labelled.outside} of the corpus outside of it, "
            f"{labelled.unplaced} not of the corpus)",
            "Name the same articles as when the sample was drawn, and its own design.",
        )
    return Card(labelled, accuracy_of(labelled.answers), corrected(labelled.rows, by))


def _agreement(card: Card) -> Iterator[str]:
    found = card.accuracy
    yield f"{found.n:,} paragraphs judged by {', '.join(found.coders)}"
    for number, what in (
        (card.labelled.unanswered, "of the sample without an answer"),
        (card.labelled.outside, "judged outside of the sample, not used"),
        (card.labelled.unplaced, "judged and not in the corpus, not used"),
    ):
        if number:
            yield f"  {number:,} {what}"
    for pair in found.pairs:
        yield f"kappa of {pair.a} and {pair.b}: {pair.kappa.describe()}"
        yield f"  they agree on a share of {pair.agreement.describe()}"
    if found.alpha is not None:
        yield f"Krippendorff's alpha of the coders: {found.alpha:.2f}"
    yield f"kappa of people and machine: {found.kappa.describe()}"
    yield f"accuracy: {found.accuracy.describe()}"
    yield f"macro-F1: {found.macro_f1.describe()}"
    yield "judged as \\ scored as    " + "  ".join(f"{label:>11}" for label in LABELS)
    for said in LABELS:
        counts = "  ".join(f"{found.confusion[said][given]:>11}" for given in LABELS)
        yield f"  {said:<22}{counts}"


def _rates(by: DataFrame) -> Iterator[str]:
    for row in by.to_dict("records"):
        name = "all" if row["group"] == "all" else _named(row["name"])
        precision, recall = (
            Rate(*_figures(row, figure, f"{figure}_"), int(row[f"{figure}_n"])).describe()
            for figure in ("precision", "recall")
        )
        yield f"{name}, {row['label']}: precision {precision}, recall {recall}"


def _estimates(card: Card) -> Iterator[str]:
    columns = list(card.estimates.columns)
    keys = columns[: columns.index("measure")]
    for row in card.estimates.to_dict("records"):
        yield (
            f"{', '.join(_named(row[key]) for key in keys)}, {IN_WORDS[row['measure']]}: "
            f"raw {_span(row, 'raw', 'raw_')}, corrected {_span(row, 'corrected', '')}, "
            f"labels alone {_span(row, 'labels_alone', 'labels_')}; "
            f"{row['n_labels']:,} labels, {row['n_paragraphs']:,} paragraphs"
        )


def _span(row: Mapping[Hashable, object], value: str, end: str) -> str:
    figure, low, high = _figures(row, value, end)
    if figure is None:
        return "not told"
    form = "+.2f" if row["measure"] == "mean" else ".2f"
    if low is None or high is None:
        return f"{figure:{form}} (too few for an interval)"
    return f"{figure:{form}} ({low:{form}} to {high:{form}})"


def _figures(
    row: Mapping[Hashable, object], value: str, end: str
) -> tuple[float | None, float | None, float | None]:
    """A figure and the ends of its interval; ``None`` where they are missing."""
    first, low, high = (row[name] for name in (value, f"{end}low", f"{end}high"))
    return _known(first), _known(low), _known(high)


def _known(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not math.isnan(cell) else None


def _named(cell: object) -> str:
    return cell if isinstance(cell, str) else "unknown outlet"


def _records(table: DataFrame) -> list[dict[str, object]]:
    """The rows as plain objects, ``None`` for what is missing."""
    return [json.loads(line) for line in table_bytes(table, ".jsonl").splitlines()]
