"""The inputs behind paths and uploads, each with its name and what a ``sources.csv`` says of it.

Files are opened one at a time, when they are read, so that a folder of any size fits into memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from analysis.errors import StanceError
from analysis.reading.archive import Budget, Member, members, names_in
from analysis.reading.decoding import MAX_BYTES
from analysis.reading.kinds import kind_of
from analysis.reading.known import NAME, Known, read_known
from analysis.records import Rejected

STDIN = "-"
MAX_NESTED = 1
"""An archive may hold archives, as when folders are packed each; those may hold no further."""


@dataclass(frozen=True, slots=True)
class Blob:
    """One input: how it is named to people, its name in its folder, and its bytes or its path."""

    source: str
    file: str
    content: bytes | Path
    known: Known | None = None

    def data(self) -> bytes:
        """The bytes, of a file as far as the limit; raises StanceError where it cannot be read."""
        if isinstance(self.content, bytes):
            return self.content
        try:
            with self.content.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            reason = f"it cannot be opened ({error.strerror})"
            raise StanceError(self.source, reason, "Check its permissions.") from error


@dataclass(slots=True)
class Batch:
    """What has been gathered so far."""

    blobs: list[Blob] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def reject(self, source: str, reason: str, remedy: str) -> None:
        """Keep an input that cannot be read."""
        self.rejected.append(Rejected(source, reason, remedy))


def gather_paths(paths: Iterable[str | Path], sources: Path | None) -> Batch:
    """The files under ``paths``; ``sources`` names a table that tells of all of them."""
    batch = Batch()
    given = _known_file(sources, batch) if sources else {}
    for path in paths:
        if str(path) == STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            batch.blobs.append(Blob("standard input", "standard input", data))
        else:
            _gather(Path(path), batch)
    if given:
        batch.blobs = [_with_known(blob, given) for blob in batch.blobs]
        _reject_idle(given, batch.blobs, str(sources), batch)
    return batch


def gather_blobs(blobs: Iterable[tuple[str, bytes]]) -> Batch:
    """Uploaded files as name and bytes; a ``sources.csv`` among them tells of the others."""
    batch = Batch()
    known: dict[str, Known] = {}
    table = ""
    for name, data in blobs:
        plain = name.replace("\\", "/")
        if PurePosixPath(plain).name.casefold() == NAME:
            table = name
            known |= _known_rows(name, data, batch)
        else:
            batch.blobs.append(Blob(name, plain, data))
    batch.blobs = [_with_known(blob, known) for blob in batch.blobs]
    _reject_idle(known, batch.blobs, table, batch)
    return batch


def unpacked(blob: Blob) -> Iterator[Blob | Rejected]:
    """The files of an archive, and of the archives in it, one at a time; another input as it is.

    Raises StanceError where the input itself cannot be read.
    """
    data = blob.data()
    if kind_of(data, blob.file) != "zip" or len(data) > MAX_BYTES:
        yield replace(blob, content=data)
        return
    yield from _unpacked(data, blob, Budget(), depth=0)


def _unpacked(data: bytes, blob: Blob, budget: Budget, *, depth: int) -> Iterator[Blob | Rejected]:
    where = blob.source
    batch = Batch()
    known: dict[str, Known] = {}
    if any(_is_table(name) for name in names_in(data)):
        for member in members(data, where, Budget()):
            if isinstance(member, Member) and _is_table(member.name):
                rows = _known_rows(f"{where}/{member.name}", member.data, batch)
                folder = member.name.replace("\\", "/").rpartition("/")[0]
                known |= {f"{folder}/{file}".lstrip("/"): row for file, row in rows.items()}
    yield from batch.rejected
    alone = True
    for member in members(data, where, budget):
        alone = alone and isinstance(member, Member) and _is_table(member.name)
        if isinstance(member, Rejected):
            yield member
        elif not _is_table(member.name):
            name = member.name.replace("\\", "/")
            part = _with_known(Blob(f"{where}/{member.name}", name, member.data), known)
            part = replace(part, known=part.known or blob.known)
            if kind_of(member.data, name) != "zip":
                yield part
            elif depth < MAX_NESTED:
                try:
                    yield from _unpacked(member.data, part, budget, depth=depth + 1)
                except StanceError as error:
                    yield Rejected(error.where, error.what, error.remedy)
            else:
                reason = "it is an archive too deep within archives"
                yield Rejected(part.source, reason, "Unpack it and give the files.")
    if alone:
        yield Rejected(where, f"the archive holds nothing but {NAME}", "Put articles in it.")


def _is_table(name: str) -> bool:
    return PurePosixPath(name.replace("\\", "/")).name.casefold() == NAME


def _gather(path: Path, batch: Batch) -> None:
    if path.is_dir():
        _gather_folder(path, batch)
    elif path.name.casefold() == NAME:
        remedy = "Give the folder that it tells of, or pass it as the sources file."
        batch.reject(str(path), "it tells of files and is no article", remedy)
    elif path.is_file():
        beside = path.parent / NAME
        known = _known_file(beside, Batch()) if beside.is_file() else {}
        _add(path, batch, known, path.name)
    elif path.exists():
        batch.reject(str(path), "it is no regular file", "Give a file or folder.")
    else:
        batch.reject(str(path), "there is no such file or folder", "Check the path.")


def _gather_folder(folder: Path, batch: Batch) -> None:
    found = 0
    for directory, subfolders, names in os.walk(folder, onerror=lambda e: _walk_error(e, batch)):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
        here = Path(directory)
        table = next((n for n in sorted(names) if n.casefold() == NAME), None)
        known = _known_file(here / table, batch) if table else {}
        for name in sorted(names):
            if name != table and not name.startswith("."):
                found += 1
                _add(here / name, batch, known, name)
        if table:
            for file, row in known.items():
                if file not in names:
                    _reject_row(file, row, str(here / table), batch)
    if not found:
        remedy = "Put articles in it: text, HTML, PDF, Word, Excel, CSV or JSON files."
        batch.reject(str(folder), "the folder holds no files", remedy)


def _walk_error(error: OSError, batch: Batch) -> None:
    reason = f"the folder cannot be opened ({error.strerror})"
    batch.reject(str(error.filename), reason, "Check its permissions.")


def _add(path: Path, batch: Batch, known: Mapping[str, Known], name: str) -> None:
    if path.is_file():
        batch.blobs.append(Blob(str(path), name, path, known.get(name)))
    else:
        batch.reject(str(path), "it is no regular file", "Give a file or folder.")


def _known_file(path: Path, batch: Batch) -> dict[str, Known]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        batch.reject(str(path), f"it cannot be opened ({error.strerror})", "Check the path.")
        return {}
    return _known_rows(str(path), data, batch)


def _known_rows(where: str, data: bytes, batch: Batch) -> dict[str, Known]:
    try:
        return read_known(data, where=where)
    except StanceError as error:
        batch.reject(error.where, error.what, error.remedy)
        return {}


def _with_known(blob: Blob, known: Mapping[str, Known]) -> Blob:
    """A row counts for a file of its name, or of its path's end."""
    parts = blob.file.replace("\\", "/").split("/")
    for start in range(len(parts)):
        if row := known.get("/".join(parts[start:])):
            return replace(blob, known=row)
    return blob


def _reject_idle(
    known: Mapping[str, Known], blobs: Iterable[Blob], table: str, batch: Batch
) -> None:
    used = {id(blob.known) for blob in blobs}
    for file, row in known.items():
        if id(row) not in used:
            _reject_row(file, row, table, batch)


def _reject_row(file: str, row: Known, table: str, batch: Batch) -> None:
    reason = f"it names a file that is not there, “{file[:100]}”"
    batch.reject(f"{table}, row {row.row}", reason, "Correct the name or take the row out.")
