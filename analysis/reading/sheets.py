"""Tables of Excel files, one per sheet, and of the web pages that some sites save as ".xls"."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zipfile import BadZipFile

from lxml import etree, html

from analysis.errors import StanceError
from analysis.reading.archive import checked_office
from analysis.reading.cuts import plain_block
from analysis.reading.decoding import decode
from analysis.reading.table import MAX_COLUMNS, MAX_ROWS, Table, table_of, too_many

_REMEDY = "Open it in a spreadsheet program and save it as .xlsx or CSV."
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, EOFError, OSError,
    AssertionError, RecursionError, struct.error, BadZipFile, etree.Error, SyntaxError,
)  # fmt: skip
"""What openpyxl and xlrd raise of files that are not as the standard has them; neither wraps it.

SyntaxError: ElementTree's ParseError is one.
"""

Grid = list[list[str]]


def xlsx_tables(data: bytes, where: str) -> list[Table]:
    """The sheets of a workbook (.xlsx, .xlsm) that hold rows; formulas by their last result."""
    import openpyxl

    checked_office(data, where)
    grids: list[tuple[str, Grid]] = []
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS + 1, values_only=True)
            grids.append((sheet.title, _grid(rows, where)))
    except _BROKEN as error:
        raise _damaged(where, error) from error
    return _tables(grids, where)


def xls_tables(data: bytes, where: str) -> list[Table]:
    """The sheets of an old workbook (.xls) that hold rows."""
    import xlrd
    from xlrd.compdoc import CompDocError

    grids: list[tuple[str, Grid]] = []
    try:
        # A log of its own: xlrd complains on standard output of what it finds odd.
        with xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO()) as book:
            for sheet in book.sheets():
                rows = (
                    [_xls_value(cell, book.datemode) for cell in sheet.row(number)[:MAX_COLUMNS]]
                    for number in range(sheet.nrows)
                )
                grids.append((sheet.name, _grid(rows, where)))
    except (xlrd.XLRDError, CompDocError) as error:
        reason = "it is locked with a password" if "encrypted" in str(error) else None
        raise _damaged(where, error, reason) from error
    except _BROKEN as error:
        raise _damaged(where, error) from error
    return _tables(grids, where)


def html_tables(data: bytes, where: str) -> list[Table]:
    """The tables of a web page that is called a workbook, as many archives export their hits."""
    try:
        tree = html.document_fromstring(
            re.sub(r"\A\s*<\?xml[^>]*\?>", "", decode(data, where=where))
        )
    except (etree.ParserError, ValueError) as error:
        raise _damaged(where, error) from error
    grids = []
    for number, table in enumerate(tree.iter("table"), start=1):
        rows = [
            [_block(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")
        ]
        grids.append((f"table {number}", [row for row in rows[: MAX_ROWS + 1] if any(row)]))
    return _tables(grids, where)


def _block(cell: html.HtmlElement) -> str:
    return plain_block(str(cell.text_content())) if isinstance(cell.tag, str) else ""


def _tables(grids: Sequence[tuple[str, Grid]], where: str) -> list[Table]:
    """A table for each sheet with rows; a sheet is named where there are several."""
    full = [(name, grid) for name, grid in grids if any(any(row) for row in grid)]
    tables = []
    for name, grid in full:
        sheet = f"sheet “{name[:60]}”, " if len(full) > 1 else ""
        if len(full) == 1 or len(grid) > 1:
            tables.append(table_of(grid, where, first=0, sheet=sheet))
    if not tables:
        raise StanceError(where, "its sheets are empty", "Add one row per article.")
    return tables


def _grid(rows: Iterable[Sequence[object]], where: str) -> Grid:
    """The text of the cells; rows without any at the end are none."""
    grid: Grid = []
    last = 0
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise too_many(where)
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        grid.append(cells)
        last = number if cells else last
    return grid[:last]


def _text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _xls_value(cell: object, datemode: int) -> object:
    from xlrd import XL_CELL_DATE, XL_CELL_NUMBER, XL_CELL_TEXT, xldate
    from xlrd.sheet import Cell

    if not isinstance(cell, Cell):
        return None
    if cell.ctype == XL_CELL_DATE:
        try:
            return xldate.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
    return cell.value if cell.ctype in (XL_CELL_TEXT, XL_CELL_NUMBER) else None


def _damaged(where: str, error: BaseException, reason: str | None = None) -> StanceError:
    what = reason or f"the workbook is damaged ({error})"[:200]
    return StanceError(where, what, _REMEDY)
