"""The chart of raw and corrected means draws what is told, and says why the rest is not."""

from __future__ import annotations

import json

import numpy as np
from pandas import DataFrame

from analysis.charts.estimates import CORRECTED, RAW, draw_estimates


def estimates(*rows: tuple[str | None, float, float]) -> DataFrame:
    """Means of outlets, raw and corrected; a corrected one that is NaN has too few labels."""
    return DataFrame(
        [
            {
                "outlet": outlet,
                "target": "Japan",
                "measure": measure,
                "raw": raw,
                "raw_low": raw - 0.1,
                "raw_high": raw + 0.1,
                "corrected": corrected,
                "low": corrected - 0.2,
                "high": corrected + 0.2,
                "n_paragraphs": 80,
                "n_labels": 30,
            }
            for outlet, raw, corrected in rows
            for measure in ("mean", "share_neutral")
        ]
    )


def described(table: DataFrame, *, dark: bool = False) -> str:
    chart = draw_estimates(table, ("outlet", "target"), dark=dark)
    return str(json.loads(chart.to_json())["description"])


def test_each_mean_stands_raw_beside_corrected_and_only_where_it_is_told() -> None:
    said = described(estimates(("The Pier Times", 0.3, -0.1), (None, 0.2, np.nan)))
    assert f"The Pier Times, Japan, {RAW}: mean stance +0.30" in said
    assert f"The Pier Times, Japan, {CORRECTED}: mean stance −0.10, 95 % interval −0.30" in said
    assert f"outlet unknown, Japan, {RAW}" in said
    assert f"outlet unknown, Japan, {CORRECTED}" not in said


def test_nothing_and_hostile_names_can_be_drawn_too() -> None:
    assert "Nothing is left" in described(
        estimates().reindex(columns=estimates(("a", 0, 0)).columns)
    )
    said = described(estimates(("<script>" * 40, 0.0, 0.0)), dark=True)
    assert "<script>" in said
