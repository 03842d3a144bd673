"""The folder where a person's own things are kept, and the one file in it that records them.

``corrections.sqlite`` holds what was said and done, in tables that are only ever added to:
corrections (``edits``, and ``toward`` for those of a stance), the articles that were brought
(``inputs``), the samples drawn for coders and what they answered (``drawn``, ``answers``). Several
windows and the command line may write at once, and any of them may be killed: what was confirmed
is there.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from analysis.errors import StanceError

VARIABLE = "STANCE_HOME"
FILE = "corrections.sqlite"
VERSION = 2
PATIENCE = 20.0
"""Seconds to wait for another window or command that is writing."""

_TABLES = """
CREATE TABLE IF NOT EXISTS edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  who TEXT NOT NULL,
  article TEXT NOT NULL,
  named TEXT NOT NULL,
  paragraph INTEGER,
  passage TEXT,
  field TEXT NOT NULL,
  machine TEXT,
  value TEXT,
  reason TEXT NOT NULL,
  undoes INTEGER REFERENCES edits(id)
);
CREATE INDEX IF NOT EXISTS edits_of_an_article ON edits(article);
CREATE TABLE IF NOT EXISTS inputs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  action TEXT NOT NULL,
  input TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  size INTEGER NOT NULL,
  columns TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS toward (
  edit INTEGER PRIMARY KEY REFERENCES edits(id),
  target TEXT NOT NULL,
  copies INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS drawn (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  sample TEXT NOT NULL,
  corpus TEXT NOT NULL,
  article TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  target TEXT NOT NULL,
  stratum TEXT NOT NULL,
  chance REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time TEXT NOT NULL,
  coder TEXT NOT NULL,
  article TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  target TEXT NOT NULL,
  stance INTEGER,
  reason TEXT NOT NULL
);
"""
_ONLY_ADDED_TO = "".join(
    f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()} BEFORE {verb} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END;\n"
    for table in ("edits", "inputs", "toward", "drawn", "answers")
    for verb in ("UPDATE", "DELETE")
)


def home() -> Path:
    """``STANCE_HOME``, or else the usual place for a person's data on this system."""
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "stance"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "stance"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "stance"


def now() -> str:
    """This moment as ISO text in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def storable(text: str) -> str:
    """``text`` without what UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def reading_from(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection to what is kept in ``folder``; None where nothing was ever kept there.

    Raises ``StanceError`` where there is something and it cannot be read.
    """
    path = folder / FILE
    with _explained(path):
        if not path.exists():
            yield None
            return
        with closing(_connected(path)) as connection:
            yield connection


@contextmanager
def writing_to(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection in one transaction, which is on the disk when the block ends, or not at all.

    Raises ``StanceError`` where ``folder`` cannot be written to.
    """
    path = folder / FILE
    with _explained(path):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(_connected(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise StanceError(
                str(path),
                "it was written by a newer version of this program",
                "Install that version.",
            )
        connection.execute("PRAGMA synchronous=FULL")
        if version < VERSION:
            _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables. While another process does the same, SQLite may refuse without waiting."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            made = f"{_TABLES}{_ONLY_ADDED_TO}PRAGMA user_version={VERSION};"
            connection.executescript(f"BEGIN IMMEDIATE;\n{made}\nCOMMIT;")
        except sqlite3.OperationalError as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say of a failure of the disk or the database what can be done about it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StanceError(
            str(path),
            f"it cannot be used ({error})",
            f"Check its permissions and the space on the disk, or name a folder in {VARIABLE}.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise StanceError(
            str(path),
            f"it is damaged ({error})",
            "Put back a copy of it, or move it away to start anew. Nothing in it was changed.",
        ) from error
    except OSError as error:
        raise StanceError(
            str(error.filename or path),
            f"it cannot be used ({error.strerror or error})",
            f"Check its permissions, or name another folder in {VARIABLE}.",
        ) from error
