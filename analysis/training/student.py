"""The student: a small encoder that learns from the labelled rows and from the teacher's answers.

The labelled rows teach with their labels, the unlabelled press texts with the probabilities that
the teacher gave them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from analysis.training.figures import agreement, line
from analysis.training.nets import Masters, Net, batches, load_net, padded, pooled
from analysis.training.rows import SETS, Row
from analysis.training.teacher import repeats

SMOOTHING = 0.05
"""Share of a label that is spread over all three: labels err too."""


def train_student(
    rows: Sequence[Row],
    texts: Sequence[str],
    answers: Any,
    base: Path,
    out: Path,
    *,
    epochs: int = 2,
    rate: float = 1.6e-4,
    size: int = 32,
    seed: int = 1,
    taught: Any = None,
    start: Path | None = None,
) -> Net:
    """Train on the ``train`` rows and on ``texts`` with the teacher's ``answers`` (n x 3 logits).

    ``taught``, where given, are the teacher's answers for the ``train`` rows, NaN where it was not
    asked: such a row's aim is half its label, half the teacher's probabilities. ``start`` are
    weights of an earlier round to go on from. Weights are saved at ``out``. The
    vectors of words stay as they were pretrained: the rows hold too few words to teach them.
    """
    torch.manual_seed(seed)
    chosen = random.Random(seed)
    net = load_net(base)
    if start:
        net.load(start)
    kept = [row for row in rows if row.part == "train"]
    watched = [row for row in rows if row.part == "choose"]
    ids = net.encode([row.text for row in kept] + list(texts))
    aims = torch.cat([_hard(kept, taught), torch.softmax(torch.tensor(answers), -1)])
    weights = torch.tensor([row.sure for row in kept] + [1.0] * len(texts))
    order: list[int] = []
    for _ in range(epochs):
        epoch = [n for n, row in enumerate(kept) for _ in range(repeats(row, chosen))]
        epoch += range(len(kept), len(ids))
        chosen.shuffle(epoch)
        order += epoch
    plan = list(batches([len(row) for row in ids], order, size=size, chosen=chosen))
    net.encoder.embeddings.requires_grad_(False)
    trained = [weight for weight in net.encoder.parameters() if weight.requires_grad]
    masters = Masters([(trained, rate), (list(net.head.parameters()), 5 * rate)], steps=len(plan))
    resumed = masters.resume(out.with_suffix(".resume"))
    began = time.monotonic()
    lost = 0.0
    for number, batch in enumerate(plan, 1):
        if number <= resumed:
            continue
        net.encoder.train()
        net.head.train()
        tokens, mask = padded([ids[n] for n in batch], net.pad_id)
        hidden = net.encoder(input_ids=tokens, attention_mask=mask.long()).last_hidden_state
        guesses = torch.log_softmax(pooled(net, hidden, tokens), -1)
        loss = -((aims[batch] * guesses).sum(-1) * weights[batch]).mean()
        loss.backward()
        masters.step()
        lost = 0.98 * lost + 0.02 * loss.item()
        if number % 100 == 0:
            spent = time.monotonic() - began
            print(f"step {number}/{len(plan)} loss {lost:.3f} {spent:.0f}s", flush=True)
        if number % 200 == 0:
            masters.save(out.with_suffix(".resume"), number)
        if number % max(1, len(plan) // epochs) == 0 or number == len(plan):
            watch(net, watched)
            torch.save(net.state(), out)
    return net


def logits(net: Net, texts: Sequence[str], *, size: int = 64) -> Any:
    """The network's scores before the softmax for each text: an array of n x 3."""
    ids = net.encode(texts)
    answers = np.zeros((len(ids), 3), dtype=np.float32)
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    net.encoder.eval()
    net.head.eval()
    with torch.no_grad():
        for at in range(0, len(order), size):
            batch = order[at : at + size]
            tokens, mask = padded([ids[n] for n in batch], net.pad_id)
            hidden = net.encoder(input_ids=tokens, attention_mask=mask.long()).last_hidden_state
            answers[batch] = pooled(net, hidden, tokens).numpy()
    return answers


def watch(net: Net, rows: Sequence[Row]) -> None:
    """Print the figures of each set; a row in which the target is not named counts as neutral."""
    said = logits(net, [row.text for row in rows]).argmax(-1)
    for name in SETS:
        of = [n for n, row in enumerate(rows) if row.source == name]
        answers = [int(said[n]) if rows[n].text else 1 for n in of]
        print(name, line(agreement([rows[n].label for n in of], answers)), flush=True)


def arrays(net: Net) -> dict[str, Any]:
    """The weights as float32 arrays, by name, for the graph."""
    named = {key: value.float().numpy() for key, value in net.encoder.state_dict().items()}
    return named | {f"head.{k}": v.float().numpy() for k, v in net.head.state_dict().items()}


def _hard(rows: Sequence[Row], taught: Any) -> Any:
    labels = torch.tensor([row.label for row in rows])
    aims = torch.nn.functional.one_hot(labels, 3).float() * (1 - SMOOTHING) + SMOOTHING / 3
    if taught is not None:
        told = ~np.isnan(taught[:, 0])
        aims[told] = 0.5 * aims[told] + 0.5 * torch.softmax(torch.tensor(taught[told]), -1)
    return aims
