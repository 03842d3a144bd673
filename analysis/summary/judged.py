"""The stances table with what people say of single stances; the machine's answer stays beside.

A judgment follows the content of an article's source, the text of a paragraph and the target, so
that it holds after a restart, a new reading, and whatever scorer gives the machine's answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame, Series

from analysis.errors import StanceError
from analysis.reading.corrections import LONGEST, digest_of
from analysis.reading.edits import Change, Edit, standing
from analysis.records import LABELS

STANCE, HOLDER, MENTION = "stance", "holder", "mention"
JUDGED = (STANCE, HOLDER, MENTION)
"""What a person can judge of a row: its label, whose stance it is, whether it is of the target."""
NOT_ABOUT = "no"
"""The value of a mention that is none: the paragraph does not speak of the target."""

VALUES: Mapping[str, float] = {"unfavorable": -1.0, "neutral": 0.0, "favorable": 1.0}
"""The stance that a person's label stands for; its confidence is 1."""

MACHINE_COLUMNS = ("machine_stance", "machine_label", "machine_confidence", "machine_holder")
SIGNED_COLUMNS = ("judged_by", "judged_on", "judged_reason", "judged_ids")

_Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """Stances with judgments in them, and the judgments that found something to say it of.

    Where any did, ``stances`` has ``MACHINE_COLUMNS`` and ``SIGNED_COLUMNS`` as well, missing in
    rows that nobody judged; ``judged_ids`` are the numbers of the edits. A judged stance has no
    evidence: it rests on no single words.
    """

    stances: DataFrame
    applied: tuple[Edit, ...] = ()


def judgment(
    row: Mapping[str, object],
    field: str,
    value: str,
    *,
    article: str,
    reason: str = "",
    copies: bool = False,
) -> Change:
    """The change by which a person says ``value`` of a row of the stances table.

    ``article`` is the key of the row's article. Raises ``StanceError`` where the value is none.
    """
    return Change(
        article=article,
        field=field,
        value=usable(field, value),
        machine=_machine(row, field),
        named=str(row["title"] or row["article_id"]),
        paragraph=int(str(row["paragraph"])),
        passage=digest_of(str(row["text"])),
        reason=reason.strip()[:LONGEST],
        target=str(row["target"]),
        copies=copies,
    )


def usable(field: str, value: str) -> str:
    """``value`` as it is kept. Raises ``StanceError`` where a stance's ``field`` cannot be that."""
    plain = " ".join(value.split())
    if field == STANCE and plain not in LABELS:
        raise StanceError(field, f"“{plain[:40]}” is no label", f"Write {', '.join(LABELS)}.")
    if field == MENTION and plain != NOT_ABOUT:
        raise StanceError(field, f"“{plain[:40]}” cannot be said", f"Write {NOT_ABOUT}.")
    if field == HOLDER and not 0 < len(plain) <= LONGEST:
        raise StanceError(field, "it is empty or too long", "Write outlet, a target, or other.")
    if field not in JUDGED:
        raise StanceError(field, "this cannot be judged", f"Choose {', '.join(JUDGED)}.")
    return plain


def _machine(row: Mapping[str, object], field: str) -> str:
    """What the machine says of a row, whether somebody has judged it before or not."""
    judged = isinstance(row.get("machine_label"), str)
    if field == MENTION:
        return "yes"
    if field == HOLDER:
        return str(row["machine_holder"] if judged else row["holder"])
    label = row["machine_label"] if judged else row["label"]
    confidence = row["machine_confidence"] if judged else row["confidence"]
    return f"{label} {float(str(confidence)):.2f}"


def with_judgments(stances: DataFrame, edits: Iterable[Edit], keys: Mapping[str, str]) -> Judged:
    """``stances`` with the judgments among ``edits`` that stand; ``keys`` by id of an article.

    A judgment of a paragraph itself goes before one that is carried over from a copy of it, and
    among those the last. A row judged not to be about its target is left out.
    """
    said = [edit for edit in standing(edits) if edit.change.target and _sound(edit.change)]
    if not said or stances.empty:
        return Judged(stances)
    spots = _spots(stances, keys, said)
    found = [(edit, spots.get(_spot(edit.change), [])) for edit in said]
    found = [(edit, rows) for edit, rows in found if rows]
    if not found:
        return Judged(stances)
    settled: dict[int, dict[str, Edit]] = {}
    for edit, rows in _carried(stances, found):
        for row in rows:
            settled.setdefault(row, {})[edit.change.field] = edit
    for edit, rows in found:
        for row in rows:
            settled.setdefault(row, {})[edit.change.field] = edit
    return Judged(_settled(stances, settled), tuple(edit for edit, _ in found))


def _sound(change: Change) -> bool:
    if change.field == STANCE:
        return change.value in VALUES
    return change.field in JUDGED and bool(change.value)


def _spot(change: Change) -> _Spot:
    return change.article, change.passage or "", change.target or ""


def _spots(
    stances: DataFrame, keys: Mapping[str, str], said: Iterable[Edit]
) -> dict[_Spot, list[int]]:
    """The rows of each article, passage and target, of the articles that judgments are about."""
    about = {edit.change.article for edit in said}
    named = stances["article_id"].map(lambda name: keys.get(name) or name)
    rows = np.flatnonzero(named.isin(about).to_numpy())
    spots: dict[_Spot, list[int]] = {}
    columns = (named, stances["text"], stances["target"])
    of = (column.to_numpy()[rows] for column in columns)
    for row, article, text, target in zip(rows.tolist(), *of, strict=True):
        spots.setdefault((article, digest_of(text), target), []).append(row)
    return spots


def _carried(
    stances: DataFrame, found: Iterable[tuple[Edit, list[int]]]
) -> list[tuple[Edit, list[int]]]:
    """Each judgment that holds for copies too, with the rows of all copies."""
    wide = [(edit, rows) for edit, rows in found if edit.change.copies]
    if not wide:
        return []
    origins = list(zip(stances["origin"], stances["origin_paragraph"], strict=True))
    wanted = {origins[row] for _, rows in wide for row in rows}
    targets = stances["target"].tolist()
    alike: dict[tuple[object, ...], list[int]] = {}
    for row, origin in enumerate(origins):
        if origin in wanted:
            alike.setdefault((*origin, targets[row]), []).append(row)
    return [
        (edit, sorted({r for row in rows for r in alike[(*origins[row], targets[row])]}))
        for edit, rows in wide
    ]


def _settled(stances: DataFrame, settled: Mapping[int, Mapping[str, Edit]]) -> DataFrame:
    """The table with what was said of each row, and without those that are not of their target."""
    columns: dict[str, list[object]] = {
        name: stances[name].tolist()
        for name in ("stance", "label", "confidence", "holder", "evidence", "scorer")
    }
    beside: dict[str, list[object]] = {
        name: [None] * len(stances) for name in (*MACHINE_COLUMNS, *SIGNED_COLUMNS)
    }
    keep = np.ones(len(stances), dtype=bool)
    for row, by_field in settled.items():
        keep[row] = MENTION not in by_field
        for name in MACHINE_COLUMNS:
            beside[name][row] = columns[name.removeprefix("machine_")][row]
        last = max(by_field.values(), key=lambda edit: edit.id)
        ids = tuple(edit.id for edit in by_field.values())
        signed = (last.who, last.time, last.change.reason, ids)
        for name, value in zip(SIGNED_COLUMNS, signed, strict=True):
            beside[name][row] = value
        if edit := by_field.get(STANCE):
            label = str(edit.change.value)
            columns["stance"][row], columns["label"][row] = VALUES[label], label
            columns["confidence"][row], columns["evidence"][row] = 1.0, []
        if edit := by_field.get(HOLDER):
            columns["holder"][row] = str(edit.change.value)
        what = "judged" if STANCE in by_field else "voice judged"
        columns["scorer"][row] = f"{columns['scorer'][row]} ({what} by hand)"
    numbers = ("stance", "confidence", "machine_stance", "machine_confidence")
    made = {
        name: Series(
            np.array(values, dtype=float) if name in numbers else values,
            index=stances.index,
            dtype=float if name in numbers else object,
        )
        for name, values in (columns | beside).items()
    }
    return stances.assign(**made)[keep].reset_index(drop=True)
