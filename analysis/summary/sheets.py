"""Rows of a CSV file that a person filled in, by column name, as any spreadsheet may save it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import StanceError
from analysis.reading.decoding import decode
from analysis.summary.tables import FORMULA_STARTS

MOST_CELL = 1 << 20
"""Characters of a cell; the longest paragraph has a hundredth of that."""


def read_sheet(path: Path, needed: Sequence[str], remedy: str) -> list[tuple[int, dict[str, str]]]:
    """The rows by column name in lower case, each with the number of its last line in the file.

    Empty rows are left out; a cell that is not there is "". Raises ``StanceError`` with ``remedy``
    where the file cannot be read or lacks a column of ``needed``.
    """
    try:
        text = decode(path.read_bytes(), where=str(path))
    except OSError as error:
        why = f"cannot be read ({error.strerror or error})"
        raise StanceError(str(path), why, remedy) from error
    text = text.lstrip("\ufeff").replace("\0", "")
    first = text.partition("\n")[0]
    # Where a comma parts decimals, spreadsheets write semicolons.
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(max(csv.field_size_limit(), MOST_CELL))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [name.strip().casefold() for name in next(lines, [])]
        if missing := [name for name in needed if name not in header]:
            raise StanceError(str(path), f"has no column {', '.join(missing)}", remedy)
        return [
            (lines.line_num, dict.fromkeys(header, "") | dict(zip(header, cells, strict=False)))
            for cells in ([_plain(cell) for cell in line] for line in lines)
            if any(cells)
        ]
    except csv.Error as error:
        raise StanceError(str(path), f"is no CSV table ({error})", remedy) from error


def _plain(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it as a formula.

    >>> _plain("'=1+1 "), _plain("'twas")
    ('=1+1', "'twas")
    """
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
