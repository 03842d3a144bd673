"""The articles that a person brought, kept in their folder: files, pasted texts, whole folders.

The content of a file or text lies under a digest of itself, never under its own name; a folder is
kept by its path and read where it lies. What is taken away can be brought back until its content
is deleted for good.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from analysis.errors import StanceError
from analysis.reading.workspace import now, reading_from, storable, writing_to

Kind = Literal["file", "text", "folder"]
_KINDS: dict[str, Kind] = {"file": "file", "text": "text", "folder": "folder"}
CONTENTS = "articles"

_INSERT = (
    "INSERT INTO inputs(time, action, input, kind, name, content, size, columns) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file, a text or a folder that a person brings; the path of a folder is its name."""

    name: str
    content: bytes = field(repr=False, default=b"")
    kind: Kind = "file"

    @property
    def id(self) -> str:
        """A digest of its kind, name and content."""
        parts = (self.kind, storable(self.name), hashlib.sha256(self.content).hexdigest())
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was brought and is kept: by ``id``, with its size in bytes.

    ``columns`` tells which column of a table holds what, where a person has said so.
    """

    id: str
    kind: Kind
    name: str
    content: str
    size: int
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is kept in a folder. Each method raises ``StanceError`` where it cannot be used."""

    folder: Path

    def all(self) -> tuple[Kept, ...]:
        """What is kept now, in the order in which it was brought."""
        return tuple(kept for kept, there in self._history().values() if there)

    def removed(self) -> tuple[Kept, ...]:
        """What was taken away and can be brought back, the latest first."""
        away = [kept for kept, there in self._history().values() if not there]
        return tuple(k for k in reversed(away) if k.kind == "folder" or self.path(k).exists())

    def keep(self, things: Sequence[Brought]) -> tuple[str, ...]:
        """Keep ``things`` and give the ids of those that were not there before."""
        there = {kept.id for kept in self.all()}
        new = {thing.id: thing for thing in things if thing.id not in there}
        rows = []
        for number, thing in new.items():
            content = hashlib.sha256(thing.content).hexdigest() if thing.kind != "folder" else ""
            if content:
                self._write(content, thing.content)
            name, size = storable(thing.name), len(thing.content)
            rows.append((now(), "keep", number, thing.kind, name, content, size, "{}"))
        self._record(rows)
        return tuple(new)

    def take_away(self, ids: Iterable[str]) -> None:
        """Take things away; their content stays, so that they can be brought back."""
        self._act("remove", ids)

    def bring_back(self, ids: Iterable[str]) -> None:
        """Bring back what was taken away."""
        self._act("keep", ids)

    def map_columns(self, number: str, columns: Mapping[str, str]) -> None:
        """Keep which column of a table holds what; an empty mapping leaves it to the program."""
        self._act("keep", [number], columns=columns)

    def delete(self, ids: Iterable[str]) -> None:
        """Delete for good the content of what was taken away, where nothing kept has the same."""
        history = self._history()
        needed = {kept.content for kept, there in history.values() if there}
        for number in ids:
            kept, there = history[number]
            if not there and kept.content and kept.content not in needed:
                self.path(kept).unlink(missing_ok=True)

    def content(self, kept: Kept) -> bytes:
        """The content of a file or text; raises ``StanceError`` where it is gone."""
        try:
            return self.path(kept).read_bytes()
        except OSError as error:
            where = f"its copy in {self.folder / CONTENTS} cannot be read ({error.strerror})"
            raise StanceError(kept.name, where, "Add it again.") from error

    def path(self, kept: Kept) -> Path:
        """Where the content of a file or text lies."""
        return self.folder / CONTENTS / kept.content

    def _write(self, digest: str, content: bytes) -> None:
        folder = self.folder / CONTENTS
        path = folder / digest
        part = folder / f".{digest}.{os.getpid()}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if path.exists():
                return
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            what = f"it cannot be written ({error.strerror})"
            raise StanceError(
                str(folder), what, "Check its permissions and the space on the disk."
            ) from error

    def _history(self) -> dict[str, tuple[Kept, bool]]:
        """Everything ever brought, by id, and whether it is there now."""
        with reading_from(self.folder) as connection:
            if connection is None:
                return {}
            rows = connection.execute(
                "SELECT input, kind, name, content, size, columns, action FROM inputs ORDER BY id"
            ).fetchall()
        found: dict[str, tuple[Kept, bool]] = {}
        for number, kind, name, content, size, columns, action in rows:
            kept = Kept(number, _KINDS[kind], name, content, size, json.loads(columns))
            found[number] = (kept, action == "keep")
        return found

    def _act(
        self, action: str, ids: Iterable[str], *, columns: Mapping[str, str] | None = None
    ) -> None:
        history = self._history()
        rows = []
        for number in ids:
            kept, _ = history[number]
            mapping = json.dumps(dict(kept.columns if columns is None else columns))
            known = (kept.kind, kept.name, kept.content, kept.size, mapping)
            rows.append((now(), action, number, *known))
        self._record(rows)

    def _record(self, rows: Sequence[tuple[str | int, ...]]) -> None:
        if rows:
            with writing_to(self.folder) as connection:
                connection.executemany(_INSERT, rows)
