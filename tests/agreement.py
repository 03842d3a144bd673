"""Measure every scorer and baseline against labelled rows, for the README and the Method page.

    python -m tests.agreement DATA -o analysis/data/accuracy.json

``DATA`` is a folder with the development sets ``jku/dev.jsonl``, ``countries/dev.jsonl`` and
``newsmtsc/dev_rw.jsonl``; the paragraphs of ``tests/golden`` are always measured. Prints the table
in Markdown.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

from analysis.records import LABELS
from analysis.stance.catalogue import BASELINES, SCORERS, scorer_named
from analysis.stance.targets import load_targets
from analysis.summary.accuracy import Agreement, GoldRow, evaluate, read_gold
from analysis.training.rows import held_out
from tests.golden import written

MODEL_LABELS = "a language model"
NOTE = (
    "The labels of all sets but NewsMTSC come from a language model that read every paragraph "
    "under the codebook, not from people; how far people would agree with them is not known. "
    "No scorer was trained on these rows; their totals were seen a few times while the lexicon was "
    "written, some of about 70 contrast paragraphs read early on are among them, and half of each "
    "set served to watch the model's training and to calibrate it. "
    "The interval resamples articles (contrast groups, sentences)."
)


def golden_rows(*, unseen: bool = False) -> Iterator[GoldRow]:
    """The golden paragraphs; ``unseen`` leaves out the groups on which the model was trained."""
    for row in written():
        if unseen and not held_out(row.group):
            continue
        for target, label in row.stance.items():
            spans = tuple((m.start, m.end) for m in row.marked.mentions if m.target == target)
            yield GoldRow(row.marked.text, target, label, spans, None, row.group)


def news_mtsc(path: Path) -> Iterator[GoldRow]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = [(row["start"], row["end"])]
        yield GoldRow(
            row["sentence"], "(target)", LABELS[row["label"] + 1], tuple(spans), None, row["id"]
        )


def sets(data: Path) -> Iterator[tuple[str, str, list[GoldRow], list[str]]]:
    """Name, whose labels, rows, and the scorers for which the rows are fair."""
    scorers = [*SCORERS, *BASELINES]
    jku, countries = read_gold(data / "jku/dev.jsonl"), read_gold(data / "countries/dev.jsonl")
    yield "news paragraphs on Japan, Korea, U.S.", MODEL_LABELS, jku, scorers
    yield "news paragraphs on 22 countries", MODEL_LABELS, countries, scorers
    fair = [name for name in scorers if name != "model"]
    yield "contrast paragraphs", MODEL_LABELS, list(golden_rows()), fair
    rest = list(golden_rows(unseen=True))
    yield "those of them new to the model too", MODEL_LABELS, rest, scorers
    people = list(news_mtsc(data / "newsmtsc/dev_rw.jsonl"))
    yield "NewsMTSC sentences, mostly on people", "people", people, scorers


def row_of(data: str, labels: str, scorer: str, found: Agreement) -> dict[str, object]:
    low, high = found.interval or (None, None)
    figures = {
        "macro_f1": found.macro_f1,
        "low": low,
        "high": high,
        "accuracy": found.accuracy,
        "f1_unfavorable": found.f1["unfavorable"],
        "f1_favorable": found.f1["favorable"],
        "sign_error_rate": found.sign_error_rate,
        "holder_accuracy": found.holder_accuracy,
        "ece": found.ece,
    }
    rounded = {k: None if v is None else round(v, 4) for k, v in figures.items()}
    bins = [[b.n, round(b.confidence, 4), round(b.right, 4)] for b in found.reliability]
    row = {"data": data, "labels": labels, "n": found.n, "scorer": scorer, **rounded}
    return row | {"reliability": bins}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    targets = load_targets(None)
    rows: list[dict[str, object]] = []
    lines: list[str] = []
    for data, labels, gold, names in sets(arguments.data):
        for name in names:
            scorer = scorer_named(name)
            found = evaluate(gold, scorer=scorer, targets=targets)
            row = row_of(data, labels, scorer.name, found)
            if name in BASELINES:
                row["holder_accuracy"] = None  # found by the scorers' evidence, not by a baseline
            rows.append(row)
            low, high = found.interval or (math.nan, math.nan)
            lines.append(
                f"| {data} | {found.n} | {scorer.name} | {found.macro_f1:.2f} ({low:.2f} to"
                f" {high:.2f}) | {found.accuracy:.2f} | {found.sign_error_rate:.1%} |"
            )
    if arguments.output:
        text = json.dumps({"note": NOTE, "rows": rows}, indent=1, ensure_ascii=False)
        arguments.output.write_text(text + "\n", encoding="utf-8")
    print("| texts | n | scorer | macro-F1 (95 %) | accuracy | sign errors |")
    print("|---|---|---|---|---|---|")
    print(*lines, sep="\n")


if __name__ == "__main__":
    main()
