"""The record of what people corrected: who, when, what the program had said. Nothing is erased.

Taking a correction back is an entry of its own, which can be taken back in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from analysis.reading.workspace import home, now, reading_from, storable, writing_to


@dataclass(frozen=True, slots=True)
class Change:
    """What a person says of an article, of one of its paragraphs, or of a stance in that.

    ``article`` is the article's key and ``named`` what it was called when this was said. For a
    paragraph, ``paragraph`` is its index and ``passage`` a digest of its text. ``machine`` is what
    the program had said; a ``value`` of None says that it is not known. ``target`` is the target of
    a stance, and ``copies`` whether the same is said of every copy of the paragraph.
    """

    article: str
    field: str
    value: str | None
    machine: str | None = None
    named: str = ""
    paragraph: int | None = None
    passage: str | None = None
    reason: str = ""
    target: str | None = None
    copies: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A change as recorded; ``undoes`` is the edit it takes back, ``undone`` whether it is."""

    id: int
    time: str
    who: str
    change: Change
    undoes: int | None = None
    undone: bool = False

    @property
    def about(self) -> tuple[str, str | None, str | None, str]:
        """What it says something of: article, paragraph by its text, target, field."""
        return self.change.article, self.change.passage, self.change.target, self.change.field


_COLUMNS = (
    "id, time, who, undoes, article, field, value, machine, named, paragraph, passage, reason, "
    "target, coalesce(copies, 0)"
)


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits kept in a folder. Each method raises ``StanceError`` where it cannot be used."""

    folder: Path

    @classmethod
    def at_home(cls) -> Edits:
        """The edits in the person's own folder."""
        return cls(home())

    def all(self) -> tuple[Edit, ...]:
        """Every edit, oldest first."""
        with reading_from(self.folder) as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM edits LEFT JOIN toward ON edit = id ORDER BY id"
            ).fetchall()
        undone = _taken_back((number, undoes) for number, _, _, undoes, *_ in reversed(rows))
        return tuple(
            Edit(
                number,
                time,
                who,
                replace(Change(*change), copies=bool(copies)),
                undoes,
                number in undone,
            )
            for number, time, who, undoes, *change, copies in rows
        )

    def add(self, changes: Sequence[Change], *, who: str = "") -> tuple[int, ...]:
        """Record ``changes``, all or none of them, and give their numbers."""
        if not changes:
            return ()
        time = now()
        with writing_to(self.folder) as connection:
            return tuple(_insert(connection, change, time, who) for change in changes)

    def undo(self, numbers: Iterable[int], *, who: str = "") -> None:
        """Take edits back; one that is taken back already is left as it is."""
        with writing_to(self.folder) as connection:
            rows = connection.execute("SELECT id, undoes FROM edits ORDER BY id DESC").fetchall()
            undone = _taken_back(rows)
            connection.executemany(
                "INSERT INTO edits(time, who, article, field, value, machine, named, paragraph, "
                "passage, reason, undoes) SELECT ?, ?, article, field, value, machine, named, "
                "paragraph, passage, '', id FROM edits WHERE id = ?",
                [(now(), storable(who), n) for n in dict.fromkeys(numbers) if n not in undone],
            )


def _insert(connection: Connection, change: Change, time: str, who: str) -> int:
    row = connection.execute(
        "INSERT INTO edits(time, who, article, field, value, machine, named, paragraph, passage, "
        "reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (time, storable(who), *_cells(change)),
    )
    number = int(row.lastrowid or 0)
    if change.target is not None:
        connection.execute(
            "INSERT INTO toward(edit, target, copies) VALUES (?, ?, ?)",
            (number, storable(change.target), change.copies),
        )
    return number


def _taken_back(newest_first: Iterable[tuple[int, int | None]]) -> set[int]:
    """The edits taken back by another that is not taken back itself."""
    undone: set[int] = set()
    for number, undoes in newest_first:
        if undoes is not None and number not in undone:
            undone.add(undoes)
    return undone


def _cells(change: Change) -> tuple[str | int | None, ...]:
    cells = (
        change.article,
        change.field,
        change.value,
        change.machine,
        change.named[:300],
        change.paragraph,
        change.passage,
        change.reason,
    )
    return tuple(storable(cell) if isinstance(cell, str) else cell for cell in cells)


def standing(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that count: of each thing, the last that is not taken back."""
    last = {edit.about: edit for edit in edits if edit.undoes is None and not edit.undone}
    return tuple(sorted(last.values(), key=lambda edit: edit.id))
