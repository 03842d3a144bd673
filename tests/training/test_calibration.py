"""Temperatures, figures and 8-bit weights."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.training.calibration import softmax, temperature
from analysis.training.figures import agreement, line


def test_scores_that_are_too_sure_are_cooled() -> None:
    chosen = np.random.default_rng(7)
    honest = chosen.normal(size=(4000, 3)) * 1.5
    labels = [int(chosen.choice(3, p=row)) for row in softmax(honest)]
    assert temperature(honest, labels) == pytest.approx(1, abs=0.12)
    assert temperature(honest * 2, labels) == pytest.approx(2, abs=0.25)


def test_the_figures_of_a_small_example() -> None:
    found = agreement([0, 0, 1, 2], [0, 2, 1, 2])
    assert found["accuracy"] == 0.75
    assert found["sign_errors"] == 0.25
    assert found["f1_favorable"] == pytest.approx(2 / 3)
    assert "n 4" in line(found)


def test_weights_in_eight_bits_stay_close() -> None:
    graph = pytest.importorskip("analysis.training.graph", exc_type=ImportError)
    weight = np.random.default_rng(7).normal(size=(16, 32)).astype(np.float32)
    small, scales = graph.quantised(weight)
    assert abs(small).max() <= graph.RANGE
    step = scales.max()
    assert abs(small * scales[:, None] - weight).max() <= step / 2 + 1e-6
