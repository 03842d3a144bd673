"""The two networks: a large one that learns from labelled rows, a small one that is shipped.

Both read the reserved tokens of ``analysis.stance.placeholders`` and answer from the first token
and the mean over the target's tokens. Weights are kept in bfloat16 with float32 masters in the
optimiser: half the time on a CPU that has bfloat16 instructions, and no change elsewhere.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import AutoModel

from analysis.errors import StanceError
from analysis.records import LABELS
from analysis.stance.placeholders import HOLDERS, OTHERS, TARGET

LONGEST = 256
"""Tokens read at most; longer texts come in windows at run time and are cut in training."""

RESERVED = (TARGET, *OTHERS)
_LIKE = {
    TARGET: ("japan", "china", "france", "iran", "smith", "obama", "he", "they"),
    OTHERS[0]: ("germany", "russia", "mexico", "canada", "germany", "germany"),
    OTHERS[1]: ("russia", "germany", "mexico", "canada", "russia", "russia"),
    OTHERS[2]: ("mexico", "germany", "russia", "canada", "mexico", "mexico"),
}
"""Words whose mean embedding a reserved token starts from: a country or person like any other."""


@dataclass
class Net:
    """An encoder with its tokenizer, and two layers on top for the label, two for the holder."""

    encoder: Any
    head: Any
    voice: Any
    tokenizer: Tokenizer
    target_id: int
    pad_id: int

    def parameters(self) -> list[Any]:
        """All weights that are trained."""
        every = [*self.encoder.parameters(), *self.tops()]
        return [weight for weight in every if weight.requires_grad]

    def tops(self) -> list[Any]:
        """The weights above the encoder."""
        return [*self.head.parameters(), *self.voice.parameters()]

    def mode(self, training: bool) -> None:
        """Whether what is dropped in training is dropped."""
        for part in (self.encoder, self.head, self.voice):
            part.train(training)

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text."""
        return [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]

    def state(self) -> dict[str, Any]:
        """Weights to be saved."""
        parts = {"encoder": self.encoder, "head": self.head, "voice": self.voice}
        return {name: part.state_dict() for name, part in parts.items()}

    def load(self, path: Path) -> None:
        """Take the weights saved at ``path``."""
        saved = torch.load(path, weights_only=True)
        self.encoder.load_state_dict(saved["encoder"])
        self.head.load_state_dict(saved["head"])
        if "voice" in saved:
            self.voice.load_state_dict(saved["voice"])


def load_net(folder: Path) -> Net:
    """The pretrained encoder in ``folder`` with the reserved tokens and an untrained head."""
    tokenizer = reserved_tokenizer(folder / "tokenizer.json")
    encoder = AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
    table = encoder.embeddings.word_embeddings.weight
    with torch.no_grad():
        vectors = {
            token: torch.stack([table[tokenizer.token_to_id(word)] for word in like]).mean(0)
            for token, like in _LIKE.items()
        }
        for token, vector in vectors.items():
            table[tokenizer.token_to_id(token)] = vector
    target = tokenizer.token_to_id(TARGET)
    if target is None:
        raise StanceError(str(folder), f"has no token {TARGET}", "Give the folder of a base model.")
    width = encoder.config.hidden_size
    return Net(
        encoder.bfloat16(),
        _top(width, len(LABELS)),
        _top(width, len(HOLDERS)),
        tokenizer,
        target,
        encoder.config.pad_token_id,
    )


def _top(width: int, answers: int) -> Any:
    return nn.Sequential(
        nn.Dropout(0.1),
        nn.Linear(2 * width, width),
        nn.Tanh(),
        nn.Dropout(0.1),
        nn.Linear(width, answers),
    ).bfloat16()


def reserved_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer at ``path`` with the reserved tokens in the place of unused words."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    vocabulary = raw["model"]["vocab"]
    for number, token in enumerate(RESERVED):
        index = vocabulary.pop(f"[unused{number}]")
        vocabulary[token] = index
        raw["added_tokens"].append(
            {
                "id": index,
                "content": token,
                "special": True,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
            }
        )
    raw["added_tokens"].sort(key=lambda added: added["id"])
    raw["padding"] = None
    raw["truncation"]["max_length"] = LONGEST
    return Tokenizer.from_str(json.dumps(raw))


@dataclass(frozen=True)
class Said:
    """What a network makes of a batch.

    ``labels`` (n x 3) and ``holders`` (n x 6) are scores before the softmax, ``inner`` (n x width)
    is the layer from which the labels are read.
    """

    labels: Any
    holders: Any
    inner: Any


def answered(net: Net, hidden: Any, ids: Any) -> Said:
    """The answers from the last hidden states: of the first token, and mean over the target's."""
    marks = (ids == net.target_id).to(hidden.dtype).unsqueeze(-1)
    target = (hidden * marks).sum(1) / marks.sum(1).clamp(min=1)
    both = torch.cat([hidden[:, 0], target], dim=-1)
    inner = net.head[:-2](both)
    return Said(net.head[-2:](inner).float(), net.voice(both).float(), inner)


def padded(rows: Sequence[Sequence[int]], pad: int) -> tuple[Any, Any]:
    """One batch of ids and its mask of what is no padding."""
    width = max(map(len, rows))
    ids = torch.full((len(rows), width), pad, dtype=torch.long)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
    mask = torch.zeros_like(ids, dtype=torch.bool)
    for number, row in enumerate(rows):
        mask[number, : len(row)] = True
    return ids, mask


def batches(
    lengths: Sequence[int], order: Sequence[int], *, size: int, chosen: random.Random
) -> Iterator[list[int]]:
    """Batches of row numbers of about equal length: random order, little padding."""
    pool = 64 * size
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda row: lengths[row])
        cut = [near[at : at + size] for at in range(0, len(near), size)]
        chosen.shuffle(cut)
        yield from cut


class Masters:
    """AdamW on float32 copies of bfloat16 weights, with a warm-up and a linear way down."""

    def __init__(self, groups: Sequence[tuple[Sequence[Any], float]], *, steps: int) -> None:
        self._weights = [weight for weights, _ in groups for weight in weights]
        self._masters = [weight.detach().float().clone() for weight in self._weights]
        placed = iter(self._masters)
        self._optimizer = torch.optim.AdamW(
            [{"params": [next(placed) for _ in weights], "lr": rate} for weights, rate in groups],
            weight_decay=0.01,
            foreach=True,
        )
        warm = max(1, steps // 12)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm))),
        )

    def step(self) -> None:
        """Apply the gradients of the bfloat16 weights to the masters, and copy these back."""
        for weight, master in zip(self._weights, self._masters, strict=True):
            master.grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        torch.nn.utils.clip_grad_norm_(self._masters, 1.0)
        self._optimizer.step()
        self._schedule.step()
        with torch.no_grad():
            for weight, master in zip(self._weights, self._masters, strict=True):
                weight.copy_(master)

    def save(self, path: Path, step: int) -> None:
        """Keep all that is needed to go on after ``step``."""
        state = {
            "step": step,
            "masters": self._masters,
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
        }
        torch.save(state, path)

    def resume(self, path: Path) -> int:
        """Go on from what was kept at ``path``; the step reached, 0 where there is nothing."""
        if not path.exists():
            return 0
        state = torch.load(path)
        with torch.no_grad():
            for weight, master, kept in zip(
                self._weights, self._masters, state["masters"], strict=True
            ):
                master.copy_(kept)
                weight.copy_(kept)
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])
        return int(state["step"])
