"""Make the shipped model from the development data: one command, seeds fixed.

    python -m analysis.training --data DATA --out analysis/data/model --work WORK

About two hours on two cores. What is done is kept in WORK (teacher, its answers, student), so a
run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from analysis.stance.baselines import NeutralBaseline, VaderBaseline
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.model import ModelScorer
from analysis.stance.scorers import Scorer
from analysis.training.bases import student_base, teacher_base
from analysis.training.calibration import temperature
from analysis.training.export import export
from analysis.training.gold import gold_sets
from analysis.training.measure import figures_table
from analysis.training.nets import Net, load_net
from analysis.training.rows import Row, load_rows, load_unlabelled
from analysis.training.student import logits, train_student
from analysis.training.teacher import train_teacher

COUNTRY_TEXTS = 10_000
PEOPLE_TEXTS = 5_000
"""Unlabelled texts that the teacher labels for the student."""


def main() -> None:
    """Train, calibrate, export and measure."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    parser.add_argument("--out", type=Path, required=True, help="folder of the shipped model")
    parser.add_argument("--work", type=Path, default=Path("work"), help="what is kept on the way")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    given.work.mkdir(parents=True, exist_ok=True)
    rows = load_rows(given.data)
    texts = load_unlabelled(given.data, countries=COUNTRY_TEXTS, people=PEOPLE_TEXTS)
    answers = _answers(rows, texts, given.work)
    net = _student(rows, texts, answers, given.work)
    degree, facts = _calibrated(net, rows)
    export(net, given.out, temperature=degree, facts=facts)
    print(figures(given.data, given.out), flush=True)


def figures(data: Path, out: Path) -> str:
    """The table of the card: the shipped model, the lexicon and the baselines on each set."""
    scorers: list[Scorer] = [ModelScorer(out), LexiconScorer(), VaderBaseline(), NeutralBaseline()]
    return figures_table(gold_sets(data), scorers)


def _answers(rows: Sequence[Row], texts: Sequence[str], work: Path) -> Any:
    kept, weights = work / "answers.npy", work / "teacher.pt"
    if kept.exists():
        return np.load(kept)
    base = teacher_base(work)
    if not weights.exists():
        train_teacher(rows, base, weights)
    net = load_net(base)
    net.load(weights)
    answers = logits(net, texts, size=32)
    np.save(kept, answers)
    return answers


def _student(rows: Sequence[Row], texts: Sequence[str], answers: Any, work: Path) -> Net:
    weights = work / "student.pt"
    if not weights.exists():
        return train_student(rows, texts, answers, student_base(), weights)
    net = load_net(student_base())
    net.load(weights)
    return net


def _calibrated(net: Net, rows: Sequence[Row]) -> tuple[float, dict[str, Any]]:
    """The temperature, from the half of the development rows that may be chosen by."""
    used = [
        row
        for row in rows
        if row.part == "choose" and row.text and row.source in ("jku", "countries")
    ]
    net.encoder.float()
    net.head.float()
    scores = logits(net, [row.text for row in used])
    degree = temperature(scores, [row.label for row in used])
    return degree, {"calibrated_on": "half of jku/dev and countries/dev", "rows": len(used)}


if __name__ == "__main__":
    main()
