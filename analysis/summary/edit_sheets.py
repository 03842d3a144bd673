"""Corrections and judgments as a CSV file, and back: to look at, to hand on, to join."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from pandas import DataFrame

from analysis.errors import StanceError
from analysis.reading.corrections import CORRECTABLE, LONGEST, ROLE, ROLES, usable_fact
from analysis.reading.edits import Change, Edit, Edits, standing
from analysis.records import Rejected
from analysis.summary.judged import JUDGED, usable
from analysis.summary.sheets import read_sheet

NEEDED = ("article", "field", "value")
_REMEDY = "Name a file that “Save the corrections as CSV” wrote."
_NUMBER = re.compile(r"[0-9]{1,9}")
_About = tuple[str, str | None, str | None, str]


def edit_table(edits: Iterable[Edit]) -> DataFrame:
    """One row per edit, oldest first, also of those taken back; ``machine`` is what it changed."""
    rows = [
        {
            "id": edit.id,
            "time": edit.time,
            "who": edit.who,
            "article": edit.change.article,
            "named": edit.change.named,
            "paragraph": edit.change.paragraph,
            "passage": edit.change.passage,
            "target": edit.change.target,
            "field": edit.change.field,
            "machine": edit.change.machine,
            "value": edit.change.value,
            "reason": edit.change.reason,
            "copies": edit.change.copies,
            "undoes": edit.undoes,
            "taken_back": edit.undone,
        }
        for edit in edits
    ]
    return DataFrame(rows).astype({"paragraph": "Int64", "undoes": "Int64"})


def take_in(path: Path, edits: Edits) -> tuple[int, int, tuple[Rejected, ...]]:
    """Keep what stands in the file: how many edits are new, of how many, and the rows left out.

    Who said it is kept, the time is that of now. What stands already is not kept again; of several
    rows about the same thing the last counts. Raises ``StanceError`` where the file cannot be read.
    """
    found, rejected = read_edits(path)
    there = {edit.about: _said(edit.who, edit.change) for edit in standing(edits.all())}
    new = [
        (who, change)
        for about, (who, change) in found.items()
        if there.get(about) != _said(who, change)
    ]
    for who, group in groupby(new, key=lambda one: one[0]):
        edits.add([change for _, change in group], who=who)
    return len(new), len(found), rejected


def _said(who: str, change: Change) -> tuple[object, ...]:
    return who, change.value, change.reason, change.copies


def read_edits(path: Path) -> tuple[dict[_About, tuple[str, Change]], tuple[Rejected, ...]]:
    """What stands in the file, by what it is about: who said it, and the change; and bad rows."""
    found: dict[_About, tuple[str, Change]] = {}
    rejected: list[Rejected] = []
    for number, row in read_sheet(path, NEEDED, _REMEDY):
        if row.get("undoes") or row.get("taken_back", "").casefold() == "true":
            continue
        try:
            change = _change(row)
        except StanceError as error:
            rejected.append(
                Rejected(f"line {number}", f"{error.where}: {error.what}", error.remedy)
            )
            continue
        about = (change.article, change.passage, change.target, change.field)
        found.pop(about, None)
        found[about] = (row.get("who", "")[:80], change)
    return found, tuple(rejected)


def _change(row: Mapping[str, str]) -> Change:
    """The change of a row. Raises ``StanceError`` where it cannot be one."""
    field, value = row["field"], row["value"]
    passage, target = row.get("passage") or None, row.get("target") or None
    if not row["article"]:
        raise StanceError("article", "it names none", _REMEDY)
    if field in CORRECTABLE:
        said = usable_fact(field, value)
        passage = target = None
    elif passage is None:
        raise StanceError(field or "field", "the row names no passage", _REMEDY)
    elif field == ROLE:
        if value not in ROLES:
            raise StanceError(field, f"“{value[:40]}” is no role", f"Write {', '.join(ROLES)}.")
        said, target = value, None
    elif field in JUDGED and target is None:
        raise StanceError(field, "the row names no target", _REMEDY)
    else:
        said = usable(field, value)
    paragraph = row.get("paragraph", "").removesuffix(".0")
    return Change(
        article=row["article"],
        field=field,
        value=said,
        machine=row.get("machine") or None,
        named=row.get("named", ""),
        paragraph=int(paragraph) if _NUMBER.fullmatch(paragraph) else None,
        passage=passage,
        reason=row.get("reason", "")[:LONGEST],
        target=target,
        copies=row.get("copies", "").casefold() == "true",
    )
