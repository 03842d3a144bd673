"""Which column of a table holds what: by a person's word, by its name, then by its content."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import StanceError
from analysis.reading.dates import days_in
from analysis.reading.lines import n_words
from analysis.reading.outlets import load_outlets

DATA = Path(__file__).parent.parent / "data" / "columns.toml"
FIELDS = (
    "text", "title", "outlet", "date", "updated", "url", "byline", "agency", "section", "language",
)  # fmt: skip
"""What a column can hold, in the order in which columns are given out by their content."""
CHOSEN = "chosen by hand"

_SEEN = 200
"""So many rows are looked at: enough to know a column, however long the table is."""
_SAMPLES = 3
_LONG_TEXT = 12
"""The words that an article's text has at least in the mean; headlines have fewer."""
_MOST = 0.6
"""The share of the cells by which a column is known by its content."""
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
"""A day as Excel counts it, from 1954 to 2091."""

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, a few of its cells, the field that it is taken for, and why."""

    name: str
    samples: tuple[str, ...]
    field: str | None = None
    reason: str = "not recognised: it is left out"


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What the columns of a table are taken for; empty where the input is no table."""

    columns: tuple[Column, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """The name of the column that is taken for each field, as ``columns=`` accepts it."""
        return {c.field: c.name for c in reversed(self.columns) if c.field}


@dataclass(frozen=True, slots=True)
class Found:
    """The columns that may hold a field, the preferred one first, and why."""

    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Words:
    fields: Mapping[str, tuple[str, ...]]
    none: frozenset[str]
    lists: tuple[str, ...]


@cache
def load_words() -> _Words:
    """The names of columns in the packaged file."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    fields = {name: tuple(names) for name, names in data["fields"].items()}
    return _Words(fields, frozenset(data["not"]["words"]), tuple(data["lists"]["keys"]))


def plain_name(name: str) -> str:
    """A column's name as names are compared.

    >>> plain_name(" Publication-Date:")
    'publication_date'
    """
    return re.sub(r"[\s.:_-]+", "_", name.strip("\ufeff \t:*#")).strip("_").casefold()


def find_columns(
    table: Mapping[str, Cells], chosen: Mapping[str, str] | None = None, *, where: str = ""
) -> dict[str, Found]:
    """The column of each field among named columns of cells.

    ``chosen`` maps fields to names of columns and overrides every guess; "" means that there is
    no such column. A chosen column which the table has not is passed over, for other tables may
    have it. Raises StanceError where ``chosen`` names no field.

    >>> found = find_columns({"제목": ["Talks end"], "일자": ["20190714"]})
    >>> {field: column.names for field, column in found.items()}
    {'title': ('제목',), 'date': ('일자',)}
    """
    found: dict[str, Found] = {}
    by_name = {plain_name(name): name for name in reversed(list(table))}
    free = dict(table)
    for field, name in (chosen or {}).items():
        if field not in FIELDS:
            remedy = f"Use {', '.join(FIELDS)}."
            raise StanceError(where or field, f"“{field}” is no field of an article", remedy)
        if not name:
            found[field] = Found((), CHOSEN)
        elif own := by_name.get(plain_name(name)):
            found[field] = Found((own,), CHOSEN)
            free.pop(own, None)
    for step in (_named, _partly_named, _by_content):
        for field in FIELDS:
            if field not in found and (column := step(field, free)):
                found[field] = column
                for name in column.names:
                    free.pop(name, None)
    return {field: found[field] for field in FIELDS if field in found and found[field].names}


def guess_of(table: Mapping[str, Cells], chosen: Mapping[str, str] | None = None) -> ColumnGuess:
    """What each of the columns is taken for, with samples, in the table's order."""
    by_column = {
        column.names[0]: (field, column.reason)
        for field, column in find_columns(table, chosen).items()
    }
    columns = []
    for name, cells in table.items():
        samples = tuple(dict.fromkeys(cell[:120] for cell in cells[:_SEEN] if cell))[:_SAMPLES]
        if name in by_column:
            columns.append(Column(name, samples, *by_column[name]))
        else:
            columns.append(Column(name, samples))
    return ColumnGuess(tuple(columns))


def joined_guess(guesses: Sequence[ColumnGuess]) -> ColumnGuess:
    """One guess of several tables' columns; of a name in several, the first that was recognised."""
    columns: dict[str, Column] = {}
    for column in (column for guess in guesses for column in guess.columns):
        if column.name not in columns or not columns[column.name].field:
            columns[column.name] = column
    return ColumnGuess(tuple(columns.values()))


def has_header(first: Sequence[str]) -> bool:
    """Whether a table's first row names its columns rather than being an article itself."""
    cells = [cell for cell in first if cell]
    if any(len(cell) > 120 or _is_day(cell) or _is_address(cell) for cell in cells):
        return False
    return bool(cells)


def is_serial(cells: Cells) -> bool:
    """Whether the days of a column are Excel's day numbers.

    >>> is_serial(["43660", "43661.5"]), is_serial(["20190714"])
    (True, False)
    """
    return _mostly(cells, lambda cell: bool(_SERIAL.fullmatch(cell)))


def _named(field: str, table: Mapping[str, Cells]) -> Found | None:
    """The columns whose whole name is one that the field usually has."""
    by_name = {plain_name(name): name for name in reversed(list(table))}
    names = [by_name[n] for n in load_words().fields[field] if n in by_name]
    fit = tuple(name for name in names if _fits(field, table[name], table))
    return Found(fit, f"by its name, “{fit[0]}”") if fit else None


def _partly_named(field: str, table: Mapping[str, Cells]) -> Found | None:
    """The first column whose name holds one that the field usually has, as "Article body"."""
    words = load_words()
    for usual in words.fields[field]:
        for name, cells in table.items():
            plain = plain_name(name)
            parts = plain.split("_")
            if not words.none.isdisjoint(parts) or any(
                w in plain for w in words.none if ord(w[0]) > 0x2E80
            ):
                continue
            inside = f"_{usual}_" in f"_{plain}_" or (
                len(usual) > 1 and ord(usual[0]) > 0x2E80 and usual in plain
            )
            if inside and _fits(field, cells, table) and _says_something(cells):
                return Found((name,), f"by its name, “{name}”, which holds “{usual}”")
    return None


def _says_something(cells: Cells) -> bool:
    return any(cells[:_SEEN])


def _fits(field: str, cells: Cells, table: Mapping[str, Cells]) -> bool:
    """Whether a column's cells can be what its name says; an empty column can be anything."""
    if not _says_something(cells):
        return True
    if field in ("date", "updated"):
        return _share(cells, _is_day) > 0 or is_serial(cells)
    if field == "url":
        return _share(cells, _is_address) > 0
    if field in ("outlet", "byline", "agency", "section", "title", "language"):
        return not _mostly(cells, _is_address)
    longest = max((_mean_words(column) for column in table.values()), default=0.0)
    return _mean_words(cells) * 3 >= longest


def _by_content(field: str, table: Mapping[str, Cells]) -> Found | None:
    if field == "text":
        size = {name: _mean_words(cells) for name, cells in table.items()}
        name = max(size, key=lambda name: size[name], default=None)
        if name is not None and size[name] >= _LONG_TEXT and not _is_title(table[name]):
            return Found((name,), "by its content: the longest texts")
        return None
    tests: dict[str, tuple[Callable[[Cells], bool], str]] = {
        "date": (lambda cells: _mostly(cells, _is_day_alone), "days"),
        "url": (lambda cells: _mostly(cells, _is_address), "web addresses"),
        "outlet": (lambda cells: _mostly(cells, _is_outlet), "names of known outlets"),
        "title": (_is_title, "short texts, each another"),
    }
    if field not in tests:
        return None
    test, what = tests[field]
    for name, cells in table.items():
        if load_words().none.isdisjoint(plain_name(name).split("_")) and test(cells):
            return Found((name,), f"by its content: {what}")
    return None


def _share(cells: Cells, test: Callable[[str], bool]) -> float:
    said = [cell for cell in cells[:_SEEN] if cell]
    return sum(map(test, said)) / len(said) if said else 0.0


def _mostly(cells: Cells, test: Callable[[str], bool]) -> bool:
    return _share(cells, test) >= _MOST


def _mean_words(cells: Cells) -> float:
    said = [cell for cell in cells[:_SEEN] if cell]
    return sum(n_words(cell[:4000]) for cell in said) / len(said) if said else 0.0


def _is_day(cell: str) -> bool:
    return bool(days_in(cell[:60]))


def _is_day_alone(cell: str) -> bool:
    days = days_in(cell[:60])
    return bool(days) and len(cell) <= 40 and n_words(cell) <= 8


def _is_address(cell: str) -> bool:
    return cell[:8].casefold().startswith(("http://", "https://", "www."))


def _is_outlet(cell: str) -> bool:
    return len(cell) <= 60 and load_outlets().named(cell) is not None


def _is_title(cells: Cells) -> bool:
    said = [cell for cell in cells[:_SEEN] if cell]
    different = len(set(said)) >= 0.8 * len(said)
    return (
        different
        and _mostly(said, lambda cell: 3 <= n_words(cell[:400]) <= 30 and len(cell) <= 200)
        and not any(_is_day_alone(cell) or _is_address(cell) for cell in said)
    )
