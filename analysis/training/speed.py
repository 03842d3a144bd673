"""Pairs per second of the shipped scorer beside an encoder of RoBERTa-base's size, in one run.

    python -m analysis.training.speed

The encoder has random weights in full precision, runs in the same runtime with fused operators,
and reads batches of 32 texts of one length, so that it wastes nothing on padding.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from analysis.records import MarkedText, Mention
from analysis.stance.model import ModelScorer, required
from analysis.training.graph import student_graph

WIDTH, LAYERS, WIDE, HEADS, VOCABULARY = 768, 12, 3072, 12, 50265
"""Of RoBERTa-base (Liu et al. 2019)."""
BATCH = 32
ROUNDS = 5


def main() -> None:
    """Measure both, in turns, and print the medians and their ratio."""
    texts = _texts()
    scorer = ModelScorer()
    large = _large_encoder()
    tokens = 40
    ids = np.random.default_rng(7).integers(5, VOCABULARY, (BATCH, tokens))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_rate(lambda: large.run(None, {"ids": ids})))
        ours.append(_rate(lambda: scorer.score(texts)))
    rate, other = float(np.median(ours)), float(np.median(theirs))
    print(f"{scorer.name}: {rate:.0f} pairs/s (masking and tokenizing included)")
    print(f"RoBERTa-base-size encoder, {tokens} tokens: {other:.1f} pairs/s")
    print(f"ratio {rate / other:.1f} on {os.cpu_count()} cores")


def _rate(run: Callable[[], Any]) -> float:
    run()
    start = time.perf_counter()
    run()
    return BATCH / (time.perf_counter() - start)


def _texts() -> list[MarkedText]:
    """32 different sentences of about 40 tokens with one target each."""
    found = []
    for number in range(BATCH):
        text = (
            f"Japan said on day {number} that the officials who had signed the agreement on "
            "the export of machine parts would meet again in the autumn, and that the tariffs "
            "announced last week would be looked into."
        )
        found.append(MarkedText(text, (Mention("Japan", 0, 5),)))
    return found


def _large_encoder() -> Any:
    chosen = np.random.default_rng(7)

    def matrix(*shape: int) -> Any:
        return (chosen.standard_normal(shape) * 0.02).astype(np.float32)

    weights: dict[str, Any] = {
        "embeddings.word_embeddings.weight": matrix(VOCABULARY, WIDTH),
        "embeddings.token_type_embeddings.weight": matrix(1, WIDTH),
        "embeddings.position_embeddings.weight": matrix(512, WIDTH),
        "head.1.weight": matrix(WIDTH, 2 * WIDTH),
        "head.1.bias": matrix(WIDTH),
        "head.4.weight": matrix(3, WIDTH),
        "head.4.bias": matrix(3),
        "voice.1.weight": matrix(WIDTH, 2 * WIDTH),
        "voice.1.bias": matrix(WIDTH),
        "voice.4.weight": matrix(6, WIDTH),
        "voice.4.bias": matrix(6),
    }
    names = ["embeddings.LayerNorm"]
    for number in range(LAYERS):
        at = f"encoder.layer.{number}"
        names += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
        shapes = {
            "attention.self.query": (WIDTH, WIDTH),
            "attention.self.key": (WIDTH, WIDTH),
            "attention.self.value": (WIDTH, WIDTH),
            "attention.output.dense": (WIDTH, WIDTH),
            "intermediate.dense": (WIDE, WIDTH),
            "output.dense": (WIDTH, WIDE),
        }
        for part, shape in shapes.items():
            weights[f"{at}.{part}.weight"] = matrix(*shape)
            weights[f"{at}.{part}.bias"] = matrix(shape[0])
    for name in names:
        weights[f"{name}.weight"] = np.ones(WIDTH, np.float32)
        weights[f"{name}.bias"] = np.zeros(WIDTH, np.float32)
    graph = student_graph(weights, heads=HEADS, target_id=1, exact=True)
    return required("onnxruntime").InferenceSession(
        graph.SerializeToString(), providers=["CPUExecutionProvider"]
    )


if __name__ == "__main__":
    main()
