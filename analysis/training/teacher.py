"""The teacher: a large encoder trained on all labelled rows together.

Its embeddings and lower layers stay as they were pretrained, so what they make of each text is
computed once and kept; only the upper layers and the head are trained.
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

FROZEN = 6
"""Lower layers that are not trained."""

REPEATS = {
    "newsmtsc": (1.0, 1.0, 1.0),
    "jku": (2.0, 1.0, 3.0),
    "countries": (2.0, 1.0, 3.0),
    "written": (2.0, 2.0, 2.0),
}
"""How often an epoch shows a row, by source and label (unfavorable, neutral, favorable)."""


def train_teacher(
    rows: Sequence[Row],
    base: Path,
    out: Path,
    *,
    epochs: float = 1.0,
    rate: float = 6e-5,
    size: int = 32,
    seed: int = 1,
) -> None:
    """Train on the ``train`` rows and save the weights at ``out``; log figures on ``choose``."""
    torch.manual_seed(seed)
    chosen = random.Random(seed)
    net = load_net(base)
    kept = [row for row in rows if row.part == "train"]
    watched = [row for row in rows if row.part == "choose"]
    ids = net.encode([row.text for row in [*kept, *watched]])
    for weight in net.encoder.parameters():
        weight.requires_grad_(False)
    for layer in net.encoder.encoder.layer[FROZEN:]:
        for weight in layer.parameters():
            weight.requires_grad_(True)
    start = time.monotonic()
    stored = out.with_suffix(".lower")
    lower = torch.load(stored) if stored.exists() else _lower(net, ids)
    if not stored.exists():
        torch.save(lower, stored)
    print(f"lower layers done {time.monotonic() - start:.0f}s", flush=True)

    order: list[int] = []
    for _ in range(int(np.ceil(epochs))):
        epoch = [n for n, row in enumerate(kept) for _ in range(repeats(row, chosen))]
        chosen.shuffle(epoch)
        order += epoch
    order = order[: int(len(order) * epochs / np.ceil(epochs))]
    plan = list(batches([len(row) for row in ids], order, size=size, chosen=chosen))
    upper = [weight for weight in net.encoder.parameters() if weight.requires_grad]
    masters = Masters([(upper, rate), (list(net.head.parameters()), 10 * rate)], steps=len(plan))
    labels = torch.tensor([row.label for row in kept])
    sure = torch.tensor([row.sure for row in kept])
    lost = 0.0
    resumed = masters.resume(out.with_suffix(".resume"))
    for number, batch in enumerate(plan, 1):
        if number <= resumed:
            continue
        net.encoder.train()
        net.head.train()
        logits = _upper(net, [ids[n] for n in batch], [lower[n] for n in batch])
        loss = torch.nn.functional.cross_entropy(
            logits, labels[batch], reduction="none", label_smoothing=0.05
        )
        loss = (loss * sure[batch]).mean()
        loss.backward()
        masters.step()
        lost = 0.98 * lost + 0.02 * loss.item()
        if number % 50 == 0:
            spent = time.monotonic() - start
            print(f"step {number}/{len(plan)} loss {lost:.3f} {spent:.0f}s", flush=True)
        if number % 150 == 0:
            masters.save(out.with_suffix(".resume"), number)
        if number % max(1, len(plan) // 3) == 0 or number == len(plan):
            _watch(net, watched, ids[len(kept) :], lower[len(kept) :])
            torch.save(net.state(), out)


def repeats(row: Row, chosen: random.Random) -> int:
    """How often the next epoch shows ``row``; a fraction is a chance."""
    times = REPEATS[row.source][row.label]
    return int(times) + (chosen.random() < times % 1)


def _lower(net: Net, ids: Sequence[Sequence[int]], *, size: int = 32) -> list[Any]:
    kept: list[Any] = [None] * len(ids)
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    net.encoder.eval()
    with torch.no_grad():
        for at in range(0, len(order), size):
            batch = order[at : at + size]
            tokens, mask = padded([ids[n] for n in batch], net.pad_id)
            hidden = net.encoder.embeddings(input_ids=tokens)
            hidden = _layers(net, hidden, mask, slice(0, FROZEN))
            for number, n in enumerate(batch):
                kept[n] = hidden[number, : len(ids[n])].clone()
    return kept


def _upper(net: Net, ids: Sequence[Sequence[int]], lower: Sequence[Any]) -> Any:
    tokens, mask = padded(ids, net.pad_id)
    hidden = torch.nn.utils.rnn.pad_sequence(list(lower), batch_first=True)
    return pooled(net, _layers(net, hidden, mask, slice(FROZEN, None)), tokens)


def _layers(net: Net, hidden: Any, mask: Any, which: slice) -> Any:
    stack = net.encoder.encoder
    bias = stack.compute_position_bias(hidden)
    bias = bias.masked_fill(~mask[:, None, None, :], -1e4).to(hidden.dtype)
    for layer in stack.layer[which]:
        hidden = layer(hidden, None, bias)[0]
    return hidden


def _watch(
    net: Net, rows: Sequence[Row], ids: Sequence[Sequence[int]], lower: Sequence[Any]
) -> None:
    net.encoder.eval()
    net.head.eval()
    said: list[int] = [1] * len(rows)
    order = sorted((n for n in range(len(rows)) if rows[n].text), key=lambda n: len(ids[n]))
    with torch.no_grad():
        for at in range(0, len(order), 32):
            batch = order[at : at + 32]
            logits = _upper(net, [ids[n] for n in batch], [lower[n] for n in batch])
            for n, label in zip(batch, logits.argmax(-1).tolist(), strict=True):
                said[n] = label
    for name in SETS:
        of = [n for n, row in enumerate(rows) if row.source == name]
        print(name, line(agreement([rows[n].label for n in of], [said[n] for n in of])), flush=True)
