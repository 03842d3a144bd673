"""The student: a small encoder that learns from labels and from what the teacher makes of a text.

A labelled row's aim is half its label, half the teacher's probabilities; an unlabelled text's aim
are these alone. Beside that the student's last layer, turned by a matrix that is thrown away
afterwards, is drawn towards the teacher's last layer, which says more than three numbers can
(hints as in Romero et al. 2015, FitNets, by cosine).
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from analysis.records import LABELS
from analysis.stance.placeholders import HOLDERS
from analysis.training.figures import agreement, line
from analysis.training.nets import Masters, Net, Said, answered, batches, load_net, padded
from analysis.training.rows import NOBODY, SETS, Row
from analysis.training.teacher import OF_STUDENT, VOICE, repeats

SMOOTHING = 0.05
"""Share of a label that is spread over all three: labels err too."""
HINT = 1.0
"""Weight of the distance from the teacher's last layer beside that from its answers."""


def train_student(
    rows: Sequence[Row],
    texts: Sequence[str],
    answers: Answers,
    base: Path,
    out: Path,
    *,
    epochs: float = 5.0,
    rate: float = 2e-4,
    size: int = 32,
    seed: int = 1,
    start: Path | None = None,
    often: Mapping[str, tuple[float, float, float]] = OF_STUDENT,
) -> Net:
    """Train on the ``train`` rows and on ``texts``, and save the weights at ``out``.

    ``start`` are weights to go on from, where there are any; ``often`` says how often a row is
    shown in an epoch.

    ``answers`` are the teacher's for the ``train`` rows and then for ``texts``, in their order;
    a row for which they are NaN, or a contrast paragraph that the teacher, who has not seen it,
    gets wrong, learns from its label alone.
    """
    torch.manual_seed(seed)
    chosen = random.Random(seed)
    net = load_net(base)
    if start:
        net.load(start)
    kept = [row for row in rows if row.part == "train"]
    watched = [row for row in rows if row.part == "choose"]
    ids = net.encode([row.text for row in kept] + list(texts))
    told = torch.tensor(_believed(kept, answers))
    aims = torch.softmax(torch.tensor(np.nan_to_num(answers.labels)), -1)
    labels = _hard(kept)
    shared = (aims[: len(kept)] + labels) / 2
    aims[: len(kept)] = torch.where(told[: len(kept), None], shared, labels)
    voices, voiced = _voices(kept, answers, aims, told)
    hints = torch.nn.functional.normalize(torch.tensor(answers.inner).float(), dim=-1)
    weights = torch.tensor([row.sure for row in kept] + [1.0] * len(texts))
    order = _order(kept, len(texts), epochs, chosen, often)
    plan = list(batches([len(row) for row in ids], order, size=size, chosen=chosen))
    for part in net.encoder.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = 0.0  # the teacher's answers leave little to memorise, and it takes a fifth
    turn = torch.nn.Linear(net.encoder.config.hidden_size, hints.shape[1]).bfloat16()
    words = list(net.encoder.embeddings.parameters())
    others = [w for name, w in net.encoder.named_parameters() if not name.startswith("embeddings")]
    added = [*net.tops(), *turn.parameters()]
    masters = Masters([(words, rate / 4), (others, rate), (added, 5 * rate)], steps=len(plan))
    resumed = masters.resume(out.with_suffix(".resume"))
    began = time.monotonic()
    lost = 0.0
    for number, batch in enumerate(plan, 1):
        if number <= resumed:
            continue
        net.mode(training=True)
        said = _read(net, [ids[n] for n in batch])
        guesses = torch.log_softmax(said.labels, -1)
        loss = -((aims[batch] * guesses).sum(-1) * weights[batch]).mean()
        near = torch.nn.functional.cosine_similarity(turn(said.inner).float(), hints[batch], dim=-1)
        far = ((1 - near) * told[batch]).mean()
        heard = torch.log_softmax(said.holders, -1)
        unheard = -((voices[batch] * heard).sum(-1) * voiced[batch]).mean()
        (loss + HINT * far + VOICE * unheard).backward()
        masters.step()
        lost = 0.98 * lost + 0.02 * loss.item()
        if number % 100 == 0:
            spent = time.monotonic() - began
            print(f"step {number}/{len(plan)} loss {lost:.3f} {spent:.0f}s", flush=True)
        if number % 400 == 0:
            masters.save(out.with_suffix(".resume"), number)
        if number % max(1, int(len(plan) / epochs)) == 0 or number == len(plan):
            watch(net, watched)
            torch.save(net.state(), out)
    return net


def _order(
    kept: Sequence[Row],
    texts: int,
    epochs: float,
    chosen: random.Random,
    often: Mapping[str, tuple[float, float, float]],
) -> list[int]:
    """Row numbers, every epoch shuffled anew; a part of an epoch is cut from a whole one."""
    order: list[int] = []
    for _ in range(math.ceil(epochs)):
        epoch = [n for n, row in enumerate(kept) for _ in range(repeats(row, chosen, often))]
        epoch += range(len(kept), len(kept) + texts)
        chosen.shuffle(epoch)
        order += epoch
    return order[: int(len(order) * epochs / math.ceil(epochs))]


def _believed(kept: Sequence[Row], answers: Answers) -> Any:
    told = ~np.isnan(answers.labels[:, 0])
    for number, row in enumerate(kept):
        if row.source == "contrast" and answers.labels[number].argmax() != row.label:
            told[number] = False
    return told


def _read(net: Net, ids: Sequence[Sequence[int]]) -> Said:
    tokens, mask = padded(ids, net.pad_id)
    hidden = net.encoder(input_ids=tokens, attention_mask=mask.long()).last_hidden_state
    return answered(net, hidden, tokens)


def _voices(kept: Sequence[Row], answers: Answers, aims: Any, told: Any) -> tuple[Any, Any]:
    """The aims for the holder (n x 6), and how much each counts: as much as there is a stance."""
    voices = torch.softmax(torch.tensor(answers.holders), -1)
    voiced = (1 - aims[:, LABELS.index("neutral")]) * told
    for number, row in enumerate(kept):
        if row.holder != NOBODY:
            voices[number] = voices[number] / 2
            voices[number, row.holder] += 0.5
            voiced[number] = 1.0
    return voices, voiced


@dataclass(frozen=True)
class Answers:
    """What a network makes of texts, as arrays: see ``Said``."""

    labels: Any
    holders: Any
    inner: Any

    def save(self, path: Path) -> None:
        """Keep them at ``path``."""
        np.savez(path, labels=self.labels, holders=self.holders, inner=self.inner)

    @staticmethod
    def load(path: Path) -> Answers:
        """What was kept at ``path``."""
        with np.load(path) as kept:
            return Answers(kept["labels"], kept["holders"], kept["inner"])


def answers_of(net: Net, texts: Sequence[str], *, size: int = 32) -> Answers:
    """What ``net`` makes of each text."""
    ids = net.encode(texts)
    labels = np.zeros((len(ids), len(LABELS)), dtype=np.float32)
    holders = np.zeros((len(ids), len(HOLDERS)), dtype=np.float32)
    inner = np.zeros((len(ids), net.encoder.config.hidden_size), dtype=np.float16)
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    net.mode(training=False)
    with torch.no_grad():
        for at in range(0, len(order), size):
            batch = order[at : at + size]
            said = _read(net, [ids[n] for n in batch])
            labels[batch] = said.labels.numpy()
            holders[batch] = said.holders.numpy()
            inner[batch] = said.inner.float().numpy()
    return Answers(labels, holders, inner)


def watch(net: Net, rows: Sequence[Row]) -> None:
    """Print the figures of each set; a row in which the target is not named counts as neutral."""
    answers = answers_of(net, [row.text for row in rows])
    said, voices = answers.labels.argmax(-1), answers.holders.argmax(-1)
    for name in SETS:
        of = [n for n, row in enumerate(rows) if row.source == name]
        given = [int(said[n]) if rows[n].text else 1 for n in of]
        print(name, line(agreement([rows[n].label for n in of], given)), flush=True)
        held = [n for n in of if rows[n].holder != NOBODY]
        if held:
            right = sum(rows[n].holder == voices[n] for n in held)
            print(f"{name} holder {right} of {len(held)}", flush=True)


def arrays(net: Net) -> dict[str, Any]:
    """The weights as float32 arrays, by name, for the graph."""
    named = {key: value.float().numpy() for key, value in net.encoder.state_dict().items()}
    for name, top in (("head", net.head), ("voice", net.voice)):
        named |= {f"{name}.{k}": v.float().numpy() for k, v in top.state_dict().items()}
    return named


def _hard(rows: Sequence[Row]) -> Any:
    labels = torch.tensor([row.label for row in rows])
    return torch.nn.functional.one_hot(labels, 3).float() * (1 - SMOOTHING) + SMOOTHING / 3
