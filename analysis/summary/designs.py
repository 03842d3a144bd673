"""How a sample was drawn, read back from the files that it left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path

import numpy as np
from pandas import DataFrame

from analysis.errors import StanceError
from analysis.reading.answers import Drawn
from analysis.summary.sampling import DESIGN_COLUMNS, redraw
from analysis.summary.sheets import read_sheet

_REMEDY = "Name the .design.csv file that `stance sample` wrote."


def read_design(path: Path) -> DataFrame:
    """The design that ``stance sample`` wrote: a row per unit with its stratum and chance.

    Raises ``StanceError`` where the file is not one, naming the line.
    """
    rows = read_sheet(path, DESIGN_COLUMNS, _REMEDY)
    if not rows:
        raise StanceError(str(path), "holds no rows", _REMEDY)
    for number, row in rows:
        if not row["paragraph"].isdigit() or not 0 < _chance(row["chance"]) <= 1:
            raise StanceError(f"{path} line {number}", "is no row of a sample", _REMEDY)
    table = DataFrame([row for _, row in rows])[list(DESIGN_COLUMNS)]
    chances = np.array([_chance(cell) for cell in table["chance"]])
    return table.assign(paragraph=table["paragraph"].astype(np.int64), chance=chances)


def _chance(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return 0.0


def sample_named(path: Path) -> str | None:
    """The name of the sample that a coder's sheet says it is; ``None`` where it does not say."""
    for _, row in read_sheet(path, (), _REMEDY):
        if row.get("sample"):
            return row["sample"]
    return None


def design_of(sample: Drawn) -> DataFrame:
    """The design of a sample that is kept, as ``Sample.design``."""
    rows = [(sample.name, *astuple(unit)) for unit in sample.units]
    return DataFrame(rows, columns=list(DESIGN_COLUMNS))


def kept_design(
    stances: DataFrame, samples: Iterable[Drawn], *, keys: Mapping[str, str] | None = None
) -> DataFrame | None:
    """The design of the first of ``samples`` that has something of the corpus; else ``None``."""
    named = [(keys or {}).get(name) or name for name in stances["article_id"]]
    there = set(zip(named, stances["paragraph"].tolist(), stances["target"], strict=True))
    for sample in samples:
        if any((unit.article, unit.paragraph, unit.target) in there for unit in sample.units):
            return design_of(sample)
    return None


def drawn_as(stances: DataFrame, name: str, *, keys: Mapping[str, str] | None = None) -> DataFrame:
    """The design of the sample of that name, drawn again.

    Raises ``StanceError`` where the corpus or its scores are no longer those it was drawn from.
    """
    drawn = redraw(stances, name, keys=keys)
    if drawn is None:
        raise StanceError(
            f"sample {name}",
            "the articles or their scores are not those it was drawn from",
            _REMEDY,
        )
    return drawn.design
