"""Stance of news paragraphs toward countries: read, analyze, summarize, draw.

    from analysis import analyze, draw, read, stance_table, summarize

    stances = stance_table(analyze(read(["seeds"])))
    summarize(stances, by=("outlet", "target"))
    draw("stance_by_outlet", stances).save("chart.png")

The names are imported on first use, so that ``import analysis`` itself costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.charts import draw
    from analysis.pipeline import analyze
    from analysis.reading.sources import read
    from analysis.summary.aggregate import summarize
    from analysis.summary.tables import stance_table

__all__ = ["analyze", "draw", "read", "stance_table", "summarize"]

_HOME = {
    "read": "analysis.reading.sources",
    "analyze": "analysis.pipeline",
    "stance_table": "analysis.summary.tables",
    "summarize": "analysis.summary.aggregate",
    "draw": "analysis.charts",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
