"""The temperature at which the model's probabilities mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.training.figures import agreement


def softmax(scores: Any) -> Any:
    """Probabilities from scores, along the last axis."""
    spread = np.exp(scores - scores.max(-1, keepdims=True))
    return spread / spread.sum(-1, keepdims=True)


def temperature(scores: Any, labels: Sequence[int]) -> float:
    """The divisor of the scores under which the labels are most probable, from 0.5 to 4."""
    tried = np.exp(np.linspace(np.log(0.5), np.log(4), 121))
    return float(tried[int(np.argmin([_surprise(scores / t, labels) for t in tried]))])


def lean_to_neutral(sets: Sequence[tuple[Any, Sequence[int]]]) -> float:
    """What is added to the score of neutral, from 0 to 1.5: the best mean of the sets' macro-F1.

    The rows that teach hold more stances than the news does, and the network expects as many.
    """
    tried = np.linspace(0, 1.5, 11)
    found = [
        sum(
            agreement(labels, (scores + np.array([0.0, lean, 0.0])).argmax(-1).tolist())["macro_f1"]
            for scores, labels in sets
        )
        for lean in tried
    ]
    return float(tried[int(np.argmax(found))])


def _surprise(scores: Any, labels: Sequence[int]) -> float:
    told = softmax(scores)[np.arange(len(labels)), labels]
    return float(-np.log(told + 1e-12).mean())
