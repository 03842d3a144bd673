"""Make the shipped model from the development data: one command, seeds fixed.

    python -m analysis.training --data DATA --out analysis/data/model --work WORK

About two hours on two cores. What is done is kept in WORK (teacher, its answers, student), so a
run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import random
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
from analysis.training.rows import Row, exchanged, load_rows, load_unlabelled
from analysis.training.student import logits, train_student
from analysis.training.teacher import train_teacher

COUNTRY_TEXTS = 4_600
PEOPLE_TEXTS = 1_820
"""Unlabelled texts of the press that the teacher labels for the student."""
FIRST_ROUND = 5_000
"""Of these, how many the student's first round reads; the second reads all."""


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
    press = load_unlabelled(given.data, countries=COUNTRY_TEXTS, people=PEOPLE_TEXTS)
    random.Random(7).shuffle(press)
    net = _student(rows, press, given.work)
    degree, facts = _calibrated(net, rows)
    export(net, given.out, temperature=degree, facts=facts)
    print(figures(given.data, given.out), flush=True)


def figures(data: Path, out: Path) -> str:
    """The table of the card: the shipped model, the lexicon and the baselines on each set."""
    scorers: list[Scorer] = [ModelScorer(out), LexiconScorer(), VaderBaseline(), NeutralBaseline()]
    return figures_table(gold_sets(data), scorers)


def _answers(rows: Sequence[Row], texts: Sequence[str], work: Path, name: str) -> Any:
    """The teacher's answers, kept below ``work``; the teacher is trained if it is not yet."""
    kept, weights = work / f"{name}.npy", work / "teacher.pt"
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


def _student(rows: Sequence[Row], press: Sequence[str], work: Path) -> Net:
    """The student after two rounds; the second adds exchanged roles and what the teacher says."""
    first, last = work / "student-1.pt", work / "student-2.pt"
    if not last.exists():
        answers = _answers(rows, press, work, "press")
        if not first.exists():
            some = press[:FIRST_ROUND]
            train_student(rows, some, answers[:FIRST_ROUND], student_base(), first)
        turned = exchanged(rows)
        told = _answers(rows, turned, work, "turned")
        taught = _answers(rows, [row.text for row in rows if row.part == "train"], work, "taught")
        people = [row.source == "newsmtsc" for row in rows if row.part == "train"]
        taught[people] = np.nan
        train_student(
            rows,
            [*press, *turned],
            np.concatenate([answers, told]),
            student_base(),
            last,
            rate=1.4e-4,
            seed=2,
            taught=taught,
            start=first,
        )
    net = load_net(student_base())
    net.load(last)
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
