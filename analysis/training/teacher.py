"""The teacher: a large encoder trained on all labelled rows together.

Its embeddings and lower layers stay as they were pretrained, so what they make of each text is
computed once and kept; only the upper layers and the head are trained.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from analysis.training.figures import agreement, line
from analysis.training.nets import Masters, Net, Said, answered, batches, load_net, padded
from analysis.training.rows import NOBODY, SETS, Row

VOICE = 0.5
"""Weight of the holder's loss beside the label's."""

FROZEN = 6
"""Lower layers that are not trained."""

REPEATS = {
    "newsmtsc": (1.0, 1.0, 1.0),
    "jku": (2.0, 1.0, 3.0),
    "countries": (2.0, 1.0, 3.0),
    "written": (2.0, 2.0, 2.0),
}
"""How often an epoch shows a row, by source and label (unfavorable, neutral, favorable)."""

LAST_ROUND = {
    "newsmtsc": (0.3, 0.3, 0.3),
    "jku": (0.8, 0.4, 1.2),
    "countries": (0.8, 0.4, 1.2),
    "written": (0.8, 0.8, 0.8),
}
"""The same in the teacher's short last round."""

ROUNDS = (
    (REPEATS, 6e-5),
    (REPEATS, 4e-5),
    (LAST_ROUND, 3e-5),
)
"""The teacher's rounds of one epoch each: how often each row is shown, and the learning rate."""

OF_STUDENT = REPEATS | {"contrast": (2.0, 2.0, 2.0)}
"""The same for the student."""

SETTLING = {
    "newsmtsc": (0.5, 0.5, 0.5),
    "jku": (2.0, 2.0, 2.0),
    "countries": (1.5, 1.5, 1.5),
    "written": (0.6, 0.6, 0.6),
    "contrast": (0.6, 0.6, 0.6),
}
"""The same in the student's last, short round: labels as frequent as in the news."""


def train_teacher(
    rows: Sequence[Row],
    base: Path,
    out: Path,
    *,
    epochs: float = 1.0,
    rate: float = 6e-5,
    size: int = 32,
    seed: int = 1,
    start: Path | None = None,
    often: Mapping[str, tuple[float, float, float]] = REPEATS,
) -> None:
    """Train on the ``train`` rows and save the weights at ``out``; log figures on ``choose``.

    ``start`` are weights of an earlier round to go on from; ``often`` says how often a row of a
    source is shown, rows of a source that it lacks never.
    """
    torch.manual_seed(seed)
    chosen = random.Random(seed)
    net = load_net(base)
    if start:
        net.load(start)
    kept = [row for row in rows if row.part == "train" and row.source in often]
    watched = [row for row in rows if row.part == "choose"]
    ids = net.encode([row.text for row in [*kept, *watched]])
    for weight in net.encoder.parameters():
        weight.requires_grad_(False)
    for layer in net.encoder.encoder.layer[FROZEN:]:
        for weight in layer.parameters():
            weight.requires_grad_(True)
    began = time.monotonic()
    order: list[int] = []
    for _ in range(int(np.ceil(epochs))):
        epoch = [n for n, row in enumerate(kept) for _ in range(repeats(row, chosen, often))]
        chosen.shuffle(epoch)
        order += epoch
    order = order[: int(len(order) * epochs / np.ceil(epochs))]
    plan = list(batches([len(row) for row in ids], order, size=size, chosen=chosen))
    needed = {*order, *range(len(kept), len(ids))}
    lower = _lower(net, ids, needed)
    print(f"lower layers done {time.monotonic() - began:.0f}s", flush=True)
    upper = [weight for weight in net.encoder.parameters() if weight.requires_grad]
    masters = Masters([(upper, rate), (net.tops(), 10 * rate)], steps=len(plan))
    labels = torch.tensor([row.label for row in kept])
    holders = torch.tensor([row.holder for row in kept])
    sure = torch.tensor([row.sure for row in kept])
    lost = 0.0
    resumed = masters.resume(out.with_suffix(".resume"))
    for number, batch in enumerate(plan, 1):
        if number <= resumed:
            continue
        net.mode(training=True)
        said = _upper(net, [ids[n] for n in batch], [lower[n] for n in batch])
        loss = torch.nn.functional.cross_entropy(
            said.labels, labels[batch], reduction="none", label_smoothing=0.05
        )
        loss = (loss * sure[batch]).mean()
        (loss + VOICE * missed_holders(said, holders[batch])).backward()
        masters.step()
        lost = 0.98 * lost + 0.02 * loss.item()
        if number % 50 == 0:
            spent = time.monotonic() - began
            print(f"step {number}/{len(plan)} loss {lost:.3f} {spent:.0f}s", flush=True)
        if number % 150 == 0:
            masters.save(out.with_suffix(".resume"), number)
        if number % max(1, len(plan) // 3) == 0 or number == len(plan):
            _watch(net, watched, ids[len(kept) :], lower[len(kept) :])
            torch.save(net.state(), out)


def missed_holders(said: Said, holders: Any) -> Any:
    """Cross-entropy of the holders over the whole batch, rows without one counting nothing."""
    each = torch.nn.functional.cross_entropy(
        said.holders, holders, reduction="none", ignore_index=NOBODY, label_smoothing=0.05
    )
    return each.mean()


def repeats(
    row: Row,
    chosen: random.Random,
    often: Mapping[str, tuple[float, float, float]] = REPEATS,
) -> int:
    """How often the next epoch shows ``row``; a fraction is a chance."""
    times = often[row.source][row.label]
    return int(times) + (chosen.random() < times % 1)


def _lower(
    net: Net, ids: Sequence[Sequence[int]], needed: Iterable[int], *, size: int = 32
) -> list[Any]:
    kept: list[Any] = [None] * len(ids)
    order = sorted(needed, key=lambda n: len(ids[n]))
    net.mode(training=False)
    with torch.no_grad():
        for at in range(0, len(order), size):
            batch = order[at : at + size]
            tokens, mask = padded([ids[n] for n in batch], net.pad_id)
            hidden = net.encoder.embeddings(input_ids=tokens)
            hidden = _layers(net, hidden, mask, slice(0, FROZEN))
            for number, n in enumerate(batch):
                kept[n] = hidden[number, : len(ids[n])].clone()
    return kept


def _upper(net: Net, ids: Sequence[Sequence[int]], lower: Sequence[Any]) -> Said:
    tokens, mask = padded(ids, net.pad_id)
    hidden = torch.nn.utils.rnn.pad_sequence(list(lower), batch_first=True)
    return answered(net, _layers(net, hidden, mask, slice(FROZEN, None)), tokens)


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
    net.mode(training=False)
    given: list[int] = [1] * len(rows)
    voices: list[int] = [NOBODY] * len(rows)
    order = sorted((n for n in range(len(rows)) if rows[n].text), key=lambda n: len(ids[n]))
    with torch.no_grad():
        for at in range(0, len(order), 32):
            batch = order[at : at + 32]
            said = _upper(net, [ids[n] for n in batch], [lower[n] for n in batch])
            labels, holders = said.labels.argmax(-1).tolist(), said.holders.argmax(-1).tolist()
            for n, label, holder in zip(batch, labels, holders, strict=True):
                given[n], voices[n] = label, holder
    for name in SETS:
        of = [n for n, row in enumerate(rows) if row.source == name]
        print(
            name, line(agreement([rows[n].label for n in of], [given[n] for n in of])), flush=True
        )
        held = [n for n in of if rows[n].holder != NOBODY]
        if held:
            right = sum(rows[n].holder == voices[n] for n in held)
            print(f"{name} holder {right} of {len(held)}", flush=True)
