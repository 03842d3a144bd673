"""What is to be read: each file under the named paths and each thing that was brought, as a unit.

A unit changes its key with the file's content and with how it is to be read, so that adding one
file, or changing one, reads no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import streamlit as st

from analysis.errors import StanceError
from analysis.pages.own_folder import own_folder
from analysis.pages.reader import Unit
from analysis.reading.inputs import Batch, Blob, gather_blobs, gather_paths
from analysis.reading.kept import Kept, Shelf
from analysis.reading.known import NAME as SOURCES
from analysis.reading.sources import read_input, read_pasted
from analysis.records import Reading, Rejected


@dataclass(frozen=True, slots=True)
class Gathered:
    """The units to be read, and the inputs that are none."""

    units: tuple[Unit, ...]
    rejected: tuple[Rejected, ...]


def tells_of_others(kept: Kept) -> bool:
    """Whether it is a ``sources.csv``, which tells what is known of the other files."""
    return kept.kind == "file" and Path(kept.name.replace("\\", "/")).name.casefold() == SOURCES


@st.cache_resource(show_spinner=False, max_entries=16)
def under(path: str) -> Batch:
    """The files under a path; ``under.clear()`` looks anew. Shared: never changed."""
    return gather_paths([path], None)


def gather(paths: Iterable[str], kept: Sequence[Kept]) -> Gathered:
    """Everything that is to be read."""
    folders = [thing.name for thing in kept if thing.kind == "folder"]
    batches = [under(path) for path in [*paths, *folders]]
    units = [_of_path(blob) for batch in batches for blob in batch.blobs]
    rejected = [one for batch in batches for one in batch.rejected]
    shelf = own_folder().shelf
    units += [
        Unit(_key("text", thing.id), thing.name, partial(_read_text, shelf, thing))
        for thing in kept
        if thing.kind == "text"
    ]
    files, gone = _of_files([thing for thing in kept if thing.kind == "file"], shelf)
    return Gathered(
        tuple({unit.key: unit for unit in [*units, *files]}.values()), (*rejected, *gone)
    )


def _of_path(blob: Blob) -> Unit:
    path = blob.content
    try:
        state = path.stat() if isinstance(path, Path) else None
    except OSError:
        state = None
    changed = (state.st_mtime_ns, state.st_size) if state else ()
    return Unit(
        _key("path", blob.source, changed, blob.known), blob.source, partial(read_input, blob)
    )


def _read_text(shelf: Shelf, thing: Kept) -> Reading:
    try:
        text = shelf.content(thing).decode("utf-8", "replace")
    except StanceError as error:
        return Reading(rejected=(Rejected(error.where, error.what, error.remedy),))
    return read_pasted(text, name=thing.name)


def _of_files(files: Sequence[Kept], shelf: Shelf) -> tuple[list[Unit], tuple[Rejected, ...]]:
    """The units of files that were brought; a ``sources.csv`` among them tells of the others."""
    tables = [thing for thing in files if tells_of_others(thing)]
    others = [thing for thing in files if not tells_of_others(thing)]
    gone: list[Rejected] = []
    told: list[tuple[str, bytes]] = []
    for table in tables:
        try:
            told.append((table.name, shelf.content(table)))
        except StanceError as error:
            gone.append(Rejected(error.where, error.what, error.remedy))
    batch = gather_blobs([*told, *((thing.name, b"") for thing in others)])
    units = []
    for thing, named in zip(others, batch.blobs, strict=True):
        blob = replace(named, content=shelf.path(thing))
        key = _key("file", thing.id, json.dumps(dict(thing.columns), sort_keys=True), blob.known)
        units.append(
            Unit(key, thing.name, partial(read_input, blob, columns=thing.columns or None))
        )
    return units, (*gone, *batch.rejected)


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()
