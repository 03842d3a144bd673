"""What a person knows of a file and has written into ``sources.csv``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import StanceError
from analysis.reading.dates import days_in
from analysis.reading.decoding import decode
from analysis.records import Fact

NAME = "sources.csv"
COLUMNS = ("file", "outlet", "agency", "date", "title", "url", "note")
_FACTS = ("outlet", "agency", "date", "title", "url")


@dataclass(frozen=True, slots=True)
class Known:
    """What a row says of one file: facts that override the text's, a note, unusable cells."""

    row: int
    facts: Mapping[str, Fact]
    note: str = ""
    doubts: tuple[str, ...] = ()


def read_known(data: bytes, *, where: str) -> dict[str, Known]:
    """The rows of a ``sources.csv`` by file name; raises StanceError where it has no such rows."""
    text = decode(data, where=where)
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        table = list(rows)
    except csv.Error as error:
        raise StanceError(where, f"it is no CSV table ({error})", _remedy()) from error
    header = [cell.strip().casefold() for cell in table[0]] if table else []
    if "file" not in header:
        raise StanceError(where, "it has no column “file”", _remedy())
    known: dict[str, Known] = {}
    for number, cells in enumerate(table[1:], start=2):
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        if file := row.get("file", "").replace("\\", "/").removeprefix("./"):
            known[file] = _known(row, number)
    return known


def _known(row: Mapping[str, str], number: int) -> Known:
    facts: dict[str, Fact] = {}
    doubts: list[str] = []
    for column in _FACTS:
        cell = row.get(column, "")
        if cell and column == "date":
            days = [day for day in days_in(cell) if day.iso]
            if len(days) != 1:
                doubts.append(f"{NAME}, row {number}: “{cell[:40]}” is no day as 2019-07-31")
                continue
            facts[column] = Fact(days[0].iso, NAME, cell)
        elif cell:
            facts[column] = Fact(cell, NAME, cell)
    return Known(number, facts, row.get("note", ""), tuple(doubts))


def _remedy() -> str:
    return "Give it the header line " + ",".join(COLUMNS) + "."
