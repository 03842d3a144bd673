"""Articles from files, folders, uploads, standard input and pasted text; a bad one stops nothing.

What cannot be read comes back as ``Rejected`` with the reason and the remedy.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from analysis.errors import StanceError
from analysis.reading.articles import Draft, article
from analysis.reading.cuts import whole_lines
from analysis.reading.decoding import MAX_BYTES
from analysis.reading.known import NAME, Known, read_known
from analysis.reading.readers import reader_of
from analysis.records import Article, Fact, Reading, Rejected

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Blob:
    """One input: how it is named to people, its name in its folder, and its bytes."""

    source: str
    file: str
    data: bytes
    known: Known | None = None


@dataclass(slots=True)
class _Batch:
    """What has been gathered so far."""

    blobs: list[_Blob] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def read(paths: Iterable[str | Path], *, sources: Path | None = None) -> Reading:
    """Every article in ``paths``: files, folders (recursively), ``-`` for standard input.

    A ``sources.csv`` in a folder tells of the files of that folder; ``sources`` names one for all.
    """
    batch = _Batch()
    given = _given(sources, batch)
    for path in paths:
        if str(path) == STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            batch.blobs.append(_Blob("standard input", "standard input", data))
        else:
            _gather(Path(path), batch)
    if given:
        batch.blobs = [_with_known(blob, given) for blob in batch.blobs]
        _reject_idle(given, batch.blobs, str(sources), batch)
    return _reading(batch)


def read_blobs(blobs: Iterable[tuple[str, bytes]]) -> Reading:
    """Every article in uploaded files, as name and bytes; a ``sources.csv`` among them applies."""
    batch = _Batch()
    known: dict[str, Known] = {}
    table = ""
    for name, data in blobs:
        plain = name.replace("\\", "/")
        if PurePosixPath(plain).name.casefold() == NAME:
            table = name
            known |= _known_rows(name, data, batch)
        else:
            batch.blobs.append(_Blob(name, plain, data))
    batch.blobs = [_with_known(blob, known) for blob in batch.blobs]
    _reject_idle(known, batch.blobs, table, batch)
    return _reading(batch)


def read_pasted(text: str, *, name: str = "pasted text") -> Reading:
    """The one article of a pasted text."""
    lines = tuple(whole_lines(text[:MAX_BYTES]))
    if not any(line.mark.kind != "mark" for line in lines):
        remedy = "Paste the article's text."
        return Reading(rejected=(Rejected(name, "it holds no words", remedy),))
    read_one = article(Draft(name, lines), article_id=_plain_id(name), file_name="")
    return Reading((replace(read_one, key=_key(text.encode("utf-8", "surrogatepass"))),))


def join(readings: Iterable[Reading]) -> Reading:
    """One reading of several, each article with an id of its own."""
    articles: list[Article] = []
    rejected: list[Rejected] = []
    used: set[str] = set()
    for reading in readings:
        articles += [replace(a, id=_unused(a.id, used)) for a in reading.articles]
        rejected += reading.rejected
    return Reading(tuple(articles), tuple(rejected))


def _gather(path: Path, batch: _Batch) -> None:
    if path.is_dir():
        _gather_folder(path, batch)
    elif path.name.casefold() == NAME:
        remedy = "Give the folder that it tells of, or pass it as the sources file."
        batch.rejected.append(Rejected(str(path), "it tells of files and is no article", remedy))
    elif path.is_file():
        beside = path.parent / NAME
        known = _known_file(beside, _Batch()) if beside.is_file() else {}
        _load(path, batch, known, path.name)
    elif path.exists():
        batch.rejected.append(
            Rejected(str(path), "it is no regular file", "Give a file or folder.")
        )
    else:
        batch.rejected.append(
            Rejected(str(path), "there is no such file or folder", "Check the path.")
        )


def _gather_folder(folder: Path, batch: _Batch) -> None:
    found = 0
    for directory, subfolders, names in os.walk(folder, onerror=lambda e: _walk_error(e, batch)):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
        here = Path(directory)
        table = next((n for n in sorted(names) if n.casefold() == NAME), None)
        known = _known_file(here / table, batch) if table else {}
        first = len(batch.blobs)
        for name in sorted(names):
            if name != table and not name.startswith("."):
                found += 1
                _load(here / name, batch, known, name)
        if table:
            there = {name for name in names if name != table}
            _reject_missing(known, there, str(here / table), batch, batch.blobs[first:])
    if not found:
        remedy = "Put articles in it: text, HTML, CSV or JSON files."
        batch.rejected.append(Rejected(str(folder), "the folder holds no files", remedy))


def _walk_error(error: OSError, batch: _Batch) -> None:
    reason = f"the folder cannot be opened ({error.strerror})"
    batch.rejected.append(Rejected(str(error.filename), reason, "Check its permissions."))


def _load(path: Path, batch: _Batch, known: Mapping[str, Known], name: str) -> None:
    try:
        if not path.is_file():
            raise StanceError(str(path), "it is no regular file", "Give a file or folder.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror})"
        batch.rejected.append(Rejected(str(path), reason, "Check its permissions."))
    except StanceError as error:
        batch.rejected.append(Rejected(error.where, error.what, error.remedy))
    else:
        batch.blobs.append(_Blob(str(path), name, data, known.get(name)))


def _given(sources: Path | None, batch: _Batch) -> dict[str, Known]:
    return _known_file(sources, batch) if sources else {}


def _known_file(path: Path, batch: _Batch) -> dict[str, Known]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror})"
        batch.rejected.append(Rejected(str(path), reason, "Check the path."))
        return {}
    return _known_rows(str(path), data, batch)


def _known_rows(where: str, data: bytes, batch: _Batch) -> dict[str, Known]:
    try:
        return read_known(data, where=where)
    except StanceError as error:
        batch.rejected.append(Rejected(error.where, error.what, error.remedy))
        return {}


def _with_known(blob: _Blob, known: Mapping[str, Known]) -> _Blob:
    """A row counts for a file of its name, or of its path's end."""
    parts = blob.file.replace("\\", "/").split("/")
    for start in range(len(parts)):
        if row := known.get("/".join(parts[start:])):
            return replace(blob, known=row)
    return blob


def _reject_idle(
    known: Mapping[str, Known], blobs: Iterable[_Blob], table: str, batch: _Batch
) -> None:
    used = {id(blob.known) for blob in blobs}
    for file, row in known.items():
        if id(row) not in used:
            _reject_row(file, row, table, batch)


def _reject_missing(
    known: Mapping[str, Known], there: set[str], table: str, batch: _Batch, blobs: list[_Blob]
) -> None:
    for file, row in known.items():
        if file not in there:
            _reject_row(file, row, table, batch)


def _reject_row(file: str, row: Known, table: str, batch: _Batch) -> None:
    reason = f"it names a file that is not there, “{file[:100]}”"
    remedy = "Correct the name or take the row out."
    batch.rejected.append(Rejected(f"{table}, row {row.row}", reason, remedy))


def _reading(batch: _Batch) -> Reading:
    articles: list[Article] = []
    rejected = list(batch.rejected)
    used: set[str] = set()
    for blob in batch.blobs:
        drafts = []
        for draft in _drafts(blob):
            if isinstance(draft, Rejected):
                rejected.append(draft)
            else:
                drafts.append(draft)
        stem = _plain_id(PurePosixPath(blob.file.replace("\\", "/")).stem)
        for number, draft in enumerate(drafts, start=1):
            wanted = stem if len(drafts) == 1 else f"{stem}-{number}"
            name = _unused(wanted, used)
            read_one = article(draft, article_id=name, file_name=_named(blob, drafts))
            key = _key(blob.data, number if len(drafts) > 1 else None)
            articles.append(replace(read_one, key=key))
    return Reading(tuple(articles), tuple(rejected))


def _key(data: bytes, number: int | None = None) -> str:
    """What tells an article whatever its source is called: a digest, and the record's number."""
    digest = hashlib.sha256(data).hexdigest()[:24]
    return digest if number is None else f"{digest}/{number}"


def _named(blob: _Blob, drafts: list[Draft]) -> str:
    """The file name as a clue; the name of a file of many articles tells of none."""
    return PurePosixPath(blob.file.replace("\\", "/")).name if len(drafts) == 1 else ""


def _drafts(blob: _Blob) -> Iterator[Draft | Rejected]:
    try:
        for draft in reader_of(blob.file)(blob.data, blob.source):
            yield _overridden(draft, blob.known) if isinstance(draft, Draft) else draft
    except StanceError as error:
        yield Rejected(error.where, error.what, error.remedy)


def _overridden(draft: Draft, known: Known | None) -> Draft:
    if known is None:
        return draft
    stated: dict[str, Fact] = {**draft.stated, **known.facts}
    return replace(
        draft, stated=stated, doubts=(*draft.doubts, *known.doubts), note=known.note or draft.note
    )


def _plain_id(stem: str) -> str:
    """A stem fit to be shown and to stand in a file: no control characters, no lone surrogates."""
    plain = stem.encode("utf-8", "replace").decode("utf-8")
    return (
        re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]+", " ", plain).strip() or "article"
    )


def _unused(wanted: str, used: set[str]) -> str:
    name, number = wanted, 1
    while name in used:
        number += 1
        name = f"{wanted}~{number}"
    used.add(name)
    return name
