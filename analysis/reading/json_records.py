"""Tables of JSON documents and JSON Lines: an object, a list, a list in an object, a line each."""

from __future__ import annotations

import json

from analysis.errors import StanceError
from analysis.reading.columns import find_columns, load_words
from analysis.reading.decoding import decode
from analysis.reading.table import Row, Table
from analysis.records import Rejected

_ONE_EACH = "Put one JSON object on each line."


def json_table(data: bytes, where: str) -> tuple[Table, list[Rejected]]:
    """The records of a JSON document; raises StanceError where it holds none."""
    text = decode(data, where=where)
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        # ValueError: JSONDecodeError is one, and so is a number of more than 4,300 digits.
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            return json_lines_table(data, where)
        reason = f"it is no JSON ({error})"[:200]
        raise StanceError(where, reason, "Check the file.") from error
    rows = _rows_in(document)
    if not rows:
        remedy = "Give a list of objects with title, outlet, date and text."
        raise StanceError(where, "it holds no articles", remedy)
    return Table(where, rows, [f"record {number}" for number in range(1, len(rows) + 1)]), []


def json_lines_table(data: bytes, where: str) -> tuple[Table, list[Rejected]]:
    """The records of a JSON Lines file, and each line that is none."""
    rows: list[Row] = []
    names: list[str] = []
    rejected: list[Rejected] = []
    lines = decode(data, where=where).lstrip("\ufeff").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name = f"{where}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            rejected.append(Rejected(name, f"it is no JSON ({error})"[:200], _ONE_EACH))
            continue
        if isinstance(row, dict):
            rows.append(row)
            names.append(f"line {number}")
        else:
            rejected.append(Rejected(name, "it is no JSON object", _ONE_EACH))
    return Table(where, rows, names), rejected


def _rows_in(document: object) -> list[Row]:
    for _ in range(4):
        if isinstance(document, list):
            return [row for row in document if isinstance(row, dict)]
        if not isinstance(document, dict):
            return []
        if "text" in find_columns(Table("", [document], [""]).cells()):
            return [document]
        lists = [
            document[n] for n in load_words().lists if isinstance(document.get(n), list | dict)
        ]
        if not lists:
            return [document]
        document = lists[0]
    return []
