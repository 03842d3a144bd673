"""Agreement of predictions while a network is trained; the card's figures come from the scorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def agreement(labels: Sequence[int], predicted: Sequence[int]) -> dict[str, float]:
    """Macro-F1 over three labels, F1 of each, accuracy and the share of sign errors."""
    scores = [_f1(labels, predicted, label) for label in range(3)]
    pairs = list(zip(labels, predicted, strict=True))
    return {
        "n": len(pairs),
        "macro_f1": sum(scores) / 3,
        "f1_unfavorable": scores[0],
        "f1_neutral": scores[1],
        "f1_favorable": scores[2],
        "accuracy": sum(a == b for a, b in pairs) / len(pairs),
        "sign_errors": sum(abs(a - b) == 2 for a, b in pairs) / len(pairs),
    }


def line(figures: Mapping[str, float]) -> str:
    """One short line for a log."""
    return (
        f"n {figures['n']:.0f} F1 {figures['macro_f1']:.3f} fav {figures['f1_favorable']:.3f} "
        f"acc {figures['accuracy']:.3f} sign {figures['sign_errors']:.4f}"
    )


def _f1(labels: Sequence[int], predicted: Sequence[int], label: int) -> float:
    hit = sum(a == b == label for a, b in zip(labels, predicted, strict=True))
    named = sum(a == label for a in labels) + sum(b == label for b in predicted)
    return 2 * hit / named if named else 0.0
