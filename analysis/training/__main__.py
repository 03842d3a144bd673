"""Make the shipped model from the development data: one command, seeds fixed.

    python -m analysis.training --data DATA --out analysis/data/model --work WORK

About four hours on two cores. What is done is kept in WORK (teacher, its answers, student), so a
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
from analysis.training.calibration import lean_to_neutral, temperature
from analysis.training.export import export
from analysis.training.gold import gold_sets
from analysis.training.measure import figures_table
from analysis.training.nets import Net, load_net
from analysis.training.rows import (
    Row,
    exchanged,
    load_rows,
    load_unlabelled,
    other_people,
    spliced,
)
from analysis.training.student import Answers, answers_of, train_student
from analysis.training.teacher import ROUNDS, SETTLING, train_teacher

COUNTRY_TEXTS = 18_000
PEOPLE_TEXTS = 6_000
OTHER_PEOPLE = 4_000
SPLICED = 2_000
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
    net = _student(rows, given.data, given.work)
    degree, lean, facts = _calibrated(net, rows)
    export(net, given.out, temperature=degree, lean=lean, facts=facts)
    print(figures(given.data, given.out), flush=True)


def figures(data: Path, out: Path) -> str:
    """The table of the card: the shipped model, the lexicon and the baselines on each set."""
    scorers: list[Scorer] = [ModelScorer(out), LexiconScorer(), VaderBaseline(), NeutralBaseline()]
    return figures_table(gold_sets(data), scorers)


def _teacher(rows: Sequence[Row], work: Path, rounds: int) -> Path:
    """The teacher's weights after so many of its rounds, each trained if it is not yet."""
    path = work / f"teacher-{rounds}.pt"
    if path.exists():
        return path
    often, rate = ROUNDS[rounds - 1]
    before = _teacher(rows, work, rounds - 1) if rounds > 1 else None
    train_teacher(rows, teacher_base(work), path, rate=rate, often=often, start=before, seed=rounds)
    return path


def _answers(rows: Sequence[Row], texts: Sequence[str], work: Path, name: str) -> Answers:
    """What the teacher makes of ``texts``, kept below ``work``."""
    kept = work / f"{name}.npz"
    if not kept.exists():
        net = load_net(teacher_base(work))
        net.load(_teacher(rows, work, len(ROUNDS)))
        answers_of(net, texts).save(kept)
    return Answers.load(kept)


def _student(rows: Sequence[Row], data: Path, work: Path) -> Net:
    """The student, trained on the rows, on texts of the press and on texts made of the rows."""
    last = work / "student.pt"
    if not last.exists():
        press = load_unlabelled(data, countries=COUNTRY_TEXTS, people=PEOPLE_TEXTS)
        press += other_people(data, count=OTHER_PEOPLE)
        told = _answers(rows, press, work, "press")
        own = [row.text for row in rows if row.part == "train"]
        made = exchanged(rows) + spliced(rows, count=SPLICED)
        taught = _answers(rows, own + made, work, "rows")
        both = Answers(
            np.concatenate([taught.labels, told.labels]),
            np.concatenate([taught.holders, told.holders]),
            np.concatenate([taught.inner, told.inner]),
        )
        whole = work / "student-1.pt"
        train_student(rows, made + press, both, student_base(), whole, epochs=7.0)
        train_student(
            rows,
            made + press,
            both,
            student_base(),
            last,
            epochs=1.0,
            rate=7e-5,
            seed=6,
            start=whole,
            often=SETTLING,
        )
    net = load_net(student_base())
    net.load(last)
    return net


def _calibrated(net: Net, rows: Sequence[Row]) -> tuple[float, float, dict[str, Any]]:
    """Temperature and lean, from the half of the development rows that may be chosen by."""
    for part in (net.encoder, net.head, net.voice):
        part.float()
    sets = []
    for source in ("jku", "countries", "written"):
        used = [row for row in rows if row.part == "choose" and row.text and row.source == source]
        sets.append(
            (answers_of(net, [row.text for row in used]).labels, [row.label for row in used])
        )
    lean = lean_to_neutral(sets)
    scores = np.concatenate([found for found, _ in sets[:2]]) + np.array([0.0, lean, 0.0])
    labels = [label for _, found in sets[:2] for label in found]
    degree = temperature(scores, labels)
    facts = {"calibrated_on": "half of jku/dev and countries/dev", "rows": len(labels)}
    return degree, lean / degree, facts


if __name__ == "__main__":
    main()
