"""A figure: a question, the table that answers it, and the chart that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import altair as alt
from pandas import DataFrame

from analysis.summary.selection import View


class Draw(Protocol):
    """Draws a finished chart: as wide as the page where ``width`` is ``None``."""

    def __call__(
        self,
        stances: DataFrame,
        view: View,
        *,
        dark: bool = False,
        width: int | None = None,
        selectable: bool = False,
    ) -> alt.LayerChart:
        """Give the chart of the stances that ``view`` selects."""
        ...


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the charts. ``fields`` are the columns of ``table`` that identify a mark.

    ``caption`` says what the chart shows, of what, and by which method: enough to cite it.
    """

    key: str
    title: str
    question: str
    table: Callable[[DataFrame, View], DataFrame]
    draw: Draw
    fields: tuple[str, ...]
    caption: Callable[[DataFrame, View], str]
