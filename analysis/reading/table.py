"""Drafts of articles from rows of cells, wherever they come from: one article per row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.columns import (
    ColumnGuess,
    Found,
    find_columns,
    guess_of,
    has_header,
    is_serial,
)
from analysis.reading.cuts import marked_lines, plain_block
from analysis.reading.dates import day_order, days_in
from analysis.reading.decoding import decode
from analysis.reading.fragments import MAX_LINES, headed, text_lines
from analysis.records import Fact, Rejected

MAX_ROWS = 200_000
"""Twenty times as many articles as fit into the largest file of text; more is no press sheet."""
MAX_COLUMNS = 500
"""No export has a tenth of it; a sheet can claim 16,384 for each of a million rows."""
TEXT_REMEDY = "Choose the column of the text, or call it “text”."
_MOST_CELL = 8 * 2**20
_FACTS = ("title", "outlet", "date", "updated", "url", "byline", "agency", "section", "language")
_NOTHING = frozenset(["nan", "none", "null", "n/a", "nat", "-", "#n/a"])
_HEADER_WITHIN = 10
"""Titles and notes of an export stand in so many rows above its header at most."""
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_EPOCH = date(1899, 12, 30)
"""The day that Excel counts from (ECMA-376, 18.17.4.1), its leap day of 1900 set right."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of named cells, how a person finds each (its name in the source), and the source."""

    where: str
    rows: Sequence[Row]
    names: Sequence[str]

    def cells(self) -> dict[str, list[str]]:
        """The text of the cells by column, in the order in which the columns first appear."""
        cells: dict[str, list[str]] = {}
        for row in self.rows:
            for name, value in row.items():
                if name not in cells and len(cells) >= MAX_COLUMNS:
                    continue
                column = cells.setdefault(str(name), [])
                if len(column) < 1000:
                    column.append(_words(value))
        return cells


def table_of(
    grid: Sequence[Sequence[str]], where: str, *, first: int = 1, sheet: str = ""
) -> Table:
    """The table of a grid of cells whose header may stand below a title, or be missing.

    ``first`` is the number that the first row below the header has; 0 counts as sheets do, from
    the top of the grid. Raises StanceError where there are no rows.
    """
    at = _header_at(grid)
    header = _unique(grid[at]) if at is not None else _unique([""] * max(map(len, grid)))
    start = 0 if at is None else at + 1
    rows: list[Row] = []
    names = []
    for number, cells in enumerate(grid[start:]):
        if any(cells):
            rows.append(dict(zip(header, map(_unwrapped, cells), strict=False)))
            place = number + first if first else start + number + 1
            names.append(f"{sheet}row {place}")
    if not rows:
        raise StanceError(where, "it has a header line and no rows", "Add one row per article.")
    return Table(where, rows, names)


def _header_at(grid: Sequence[Sequence[str]]) -> int | None:
    """Which row names the columns: the one with most names that are known; None if none does."""
    best, most = None, 0
    for at, cells in enumerate(grid[:_HEADER_WITHIN]):
        known = len(find_columns({cell: [] for cell in cells if cell and len(cell) <= 60}))
        if known > most:
            best, most = at, known
    if best is not None:
        return best
    return 0 if grid and has_header(grid[0]) else None


def _unique(header: Sequence[str]) -> list[str]:
    """The columns' names, each another; a column without one is named by its place."""
    names: dict[str, None] = {}
    for place, cell in enumerate(header, start=1):
        wanted = " ".join(cell.split()) or f"column {place}"
        name, number = wanted, 1
        while name in names:
            number += 1
            name = f"{wanted} ({number})"
        names[name] = None
    return list(names)


def _unwrapped(cell: str) -> str:
    """A cell without the formula by which exports keep a number from being taken for one.

    >>> _unwrapped('="20190714"'), _unwrapped("=1+1")
    ('20190714', '=1+1')
    """
    match = _AS_TEXT.fullmatch(cell) if cell.startswith('="') and len(cell) < 1000 else None
    return match[1].replace('""', '"') if match else cell


def csv_table(data: bytes, where: str) -> list[Table]:
    """The table of a CSV or TSV file, whatever stands between its cells."""
    text = decode(data, where=where).lstrip("\ufeff\r\n")
    if declared := re.match(r"sep=(.)\r?\n", text):
        text = text[declared.end() :]
    first = text.partition("\n")[0]
    delimiter = declared[1] if declared else max(",\t;|", key=first.count)
    csv.field_size_limit(_MOST_CELL)
    lines = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    grid = []
    try:
        for cells in lines:
            grid.append([cell.strip() for cell in cells[:MAX_COLUMNS]])
            if len(grid) > MAX_ROWS:
                raise too_many(where)
    except csv.Error as error:
        raise StanceError(where, f"it is no CSV table ({error})", "Save it as CSV anew.") from error
    return [table_of(grid, where)]


def too_many(where: str) -> StanceError:
    """The error of a table that is longer than any press sheet."""
    return StanceError(where, f"it has more than {MAX_ROWS:,} rows", "Split it into smaller files.")


def guess(tables: Sequence[Table], chosen: Mapping[str, str] | None) -> list[ColumnGuess]:
    """What the columns of each table are taken for."""
    return [guess_of(table.cells(), chosen) for table in tables]


def table_drafts(table: Table, chosen: Mapping[str, str] | None) -> Iterator[Draft | Rejected]:
    """One article per row; raises StanceError where the table has no column of text."""
    cells = table.cells()
    found = find_columns(cells, chosen, where=table.where)
    if "text" not in found:
        raise StanceError(table.where, "it has no column of text", TEXT_REMEDY)
    doubts: tuple[str, ...] = ()
    if length := _cut_off_at(cells[found["text"].names[0]]):
        doubts = (f"the texts of this table are cut off at {length} characters",)
    dates = [_cell(row, found.get("date"))[1] for row in table.rows]
    order, serial = day_order(dates), is_serial(dates)
    for row, name in zip(table.rows, table.names, strict=True):
        source = f"{table.where}, {name}" if len(table.rows) > 1 else table.where
        yield _draft(row, source, found, doubts, order=order, serial=serial)


def _cut_off_at(texts: Sequence[str]) -> int | None:
    """The length at which an export has cut its texts, as BigKinds does; None if it has not."""
    lengths = [len(text.rstrip(".… ")) for text in texts if text]
    longest = max(lengths, default=0)
    if len(lengths) < 5 or longest > 1000:
        return None
    return longest if sum(n >= longest - 3 for n in lengths) > 0.6 * len(lengths) else None


def _draft(
    row: Row,
    source: str,
    found: Mapping[str, Found],
    doubts: tuple[str, ...],
    *,
    order: str | None,
    serial: bool,
) -> Draft | Rejected:
    value = next((row[name] for name in found["text"].names if row.get(name)), None)
    if isinstance(value, list):
        lines = marked_lines([t for p in value if (t := plain_block(_paragraph(p)))])
    else:
        lines = text_lines(value) if isinstance(value, str) else []
        if isinstance(value, str) and value.count("\n") > MAX_LINES:
            doubts = (*doubts, f"only its first {MAX_LINES:,} lines were read")
    if not any(line.mark.kind != "mark" for line in lines):
        return Rejected(source, "it has no text", TEXT_REMEDY)
    stated: dict[str, Fact] = {}
    for field in _FACTS:
        column, cell = _cell(row, found.get(field))
        if not cell:
            continue
        clue = f"column “{column}”"
        if field not in ("date", "updated"):
            stated[field] = Fact(cell, clue, cell, "certain")
        elif day := _day(cell, order, serial=serial):
            stated[field] = Fact(day, clue, cell, "certain")
        elif field == "date":
            doubt = f"the column “{column}” holds no certain day: “{cell[:40]}”"
            doubts = (*doubts, doubt)
    return Draft(source, headed(stated, lines), stated, doubts)


def _day(cell: str, order: str | None, *, serial: bool) -> str | None:
    """The ISO day of a cell, which may be Excel's count of days.

    >>> _day("43660.7", None, serial=True), _day("2019.07.14 16:52", None, serial=False)
    ('2019-07-14', '2019-07-14')
    """
    if serial and re.fullmatch(r"\d{5}(?:\.\d+)?", cell):
        return (_EPOCH + timedelta(days=int(float(cell)))).isoformat()
    days = days_in(cell[:80], order=order)
    return days[0].iso if days else None


def _paragraph(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("text", "")
    return value if isinstance(value, str) else ""


def _words(value: object) -> str:
    """What a cell says in plain words; a list of paragraphs is a text, an object has a name."""
    if isinstance(value, list):
        parts = [_paragraph(part) for part in value[:200]]
        value = ", ".join(part for part in parts if part)
    elif isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        plain = plain_block(str(value)[:20_000])
        return "" if plain.casefold() in _NOTHING else plain
    return ""


def _cell(row: Row, found: Found | None) -> tuple[str, str]:
    """The first of the columns that says something, and what it says."""
    for name in found.names if found else ():
        if plain := _words(row.get(name)):
            return name, plain[:1000]
    return "", ""
