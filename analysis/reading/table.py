"""Drafts of articles from records: CSV and TSV tables, JSON and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.cuts import Line, marked_lines, plain_block, whole_lines
from analysis.reading.dates import day_order, days_in
from analysis.reading.decoding import decode
from analysis.reading.lines import Mark
from analysis.reading.vocabulary import load_vocabulary
from analysis.records import Fact, Rejected

_FACTS = ("title", "outlet", "date", "url", "byline", "agency")
_TEXT_REMEDY = "Name the column of the text “text”, “body” or “content”."
_MOST_CELL = 8 * 2**20

Row = Mapping[str, object]


def read_table(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """One article per row of a CSV or TSV table with a header line."""
    text = decode(data, where=where)
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    delimiter = max(",\t;|", key=first.count)
    csv.field_size_limit(_MOST_CELL)
    table = csv.reader(io.StringIO(text.lstrip("\ufeff\r\n"), newline=""), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(table)]
        rows = [dict(zip(header, cells, strict=False)) for cells in table if any(cells)]
    except csv.Error as error:
        raise StanceError(where, f"it is no CSV table ({error})", "Save it as CSV anew.") from error
    if not _key(dict.fromkeys(header), _columns("text")):
        raise StanceError(where, "it has no column of text", _TEXT_REMEDY)
    if not rows:
        raise StanceError(where, "it has a header line and no rows", "Add one row per article.")
    yield from _drafts(rows, where, [f"row {number}" for number in range(1, len(rows) + 1)])


def read_json(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article or articles of a JSON document: an object, a list, or a list in an object."""
    text = decode(data, where=where)
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            yield from read_json_lines(data, where)
            return
        raise StanceError(where, f"it is no JSON ({error})", "Check the file.") from error
    rows = _rows_in(document)
    if not rows:
        remedy = "Give a list of objects with title, outlet, date and text."
        raise StanceError(where, "it holds no articles", remedy)
    yield from _drafts(rows, where, [f"record {number}" for number in range(1, len(rows) + 1)])


def read_json_lines(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """One article per line of a JSON Lines file; a bad line is rejected, the rest is read."""
    rows: list[Row] = []
    names: list[str] = []
    lines = decode(data, where=where).lstrip("\ufeff").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            name = f"{where}, line {number}"
            yield Rejected(
                name, f"it is no JSON ({error})"[:200], "Put one JSON object on each line."
            )
            continue
        if isinstance(row, dict):
            rows.append(row)
            names.append(f"line {number}")
        else:
            what = "it is no JSON object"
            yield Rejected(f"{where}, line {number}", what, "Put one JSON object on each line.")
    yield from _drafts(rows, where, names)


def _rows_in(document: object) -> list[Row]:
    if isinstance(document, list):
        return [row for row in document if isinstance(row, dict)]
    if not isinstance(document, dict):
        return []
    if not _key(document, _columns("text")):
        for name in _columns("lists"):
            if isinstance(document.get(name), list):
                return _rows_in(document[name])
    return [document]


def _columns(name: str) -> tuple[str, ...]:
    return load_vocabulary().columns[name]


def _key(row: Row, names: Sequence[str]) -> str | None:
    plain = {str(key).strip().casefold().replace(" ", "_"): str(key) for key in row}
    return next((plain[name] for name in names if name in plain), None)


def _drafts(rows: Sequence[Row], where: str, names: Sequence[str]) -> Iterator[Draft | Rejected]:
    dates = [_cell(row, _columns("date"))[1] for row in rows]
    order = day_order(dates)
    for row, name in zip(rows, names, strict=True):
        source = f"{where}, {name}" if len(rows) > 1 else where
        yield _draft(row, source, order)


def _draft(row: Row, source: str, order: str | None) -> Draft | Rejected:
    key = _key(row, _columns("text"))
    value = row[key] if key else None
    if isinstance(value, list):
        lines = marked_lines([t for p in value if (t := plain_block(_paragraph(p)))])
    else:
        lines = whole_lines(value) if isinstance(value, str) else []
    if not lines:
        return Rejected(source, "it has no text", _TEXT_REMEDY)
    stated: dict[str, Fact] = {}
    doubts: list[str] = []
    for fact in _FACTS:
        column, cell = _cell(row, _columns(fact))
        if fact == "date" and cell:
            days = days_in(cell[:80], order=order)
            if days and days[0].iso:
                stated["date"] = Fact(days[0].iso, f"column “{column}”", cell)
            else:
                doubts.append(f"the column “{column}” holds no certain day: “{cell[:40]}”")
        elif cell:
            stated[fact] = Fact(cell, f"column “{column}”", cell)
    return Draft(source, _with_headline(stated, lines), stated, tuple(doubts))


def _paragraph(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("text", "")
    return value if isinstance(value, str) else ""


def _cell(row: Row, names: Sequence[str]) -> tuple[str, str]:
    """The first named column that says something, and what it says."""
    for name in names:
        key = _key(row, (name,))
        value = row[key] if key else None
        if isinstance(value, list):
            value = ", ".join(part for part in value if isinstance(part, str))
        elif isinstance(value, dict):
            value = value.get("name", "")
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            plain = plain_block(str(value))
            if plain and plain.casefold() not in ("nan", "none", "null", "n/a"):
                return str(key), plain[:1000]
    return "", ""


def _with_headline(stated: Mapping[str, Fact], lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, headed by the stated title where none of the first says it."""
    title = stated.get("title", Fact()).value
    if not title or any(_same(line.text, title) for line in lines[:8]):
        return tuple(lines)
    return (Line(title, Mark("short", "the stated title")), *lines)


def _same(first: str, second: str) -> bool:
    return "".join(filter(str.isalnum, first[:600])).casefold() == (
        "".join(filter(str.isalnum, second)).casefold()
    )
