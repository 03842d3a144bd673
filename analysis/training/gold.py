"""The development sets as gold rows, so that every scorer is measured in the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from analysis.records import LABELS
from analysis.stance.placeholders import TARGET
from analysis.summary.accuracy import GoldRow, read_gold
from analysis.training.rows import held_out, part_of

NAMES = {
    "A": {"": "Japan", "adj": "Japanese", "cap": "Tokyo", "leader": "Abe"},
    "B": {"": "South Korea", "adj": "South Korean", "cap": "Seoul", "leader": "Moon"},
    "C": {"": "Canada", "adj": "Canadian", "cap": "Ottawa", "leader": "Trudeau"},
}
"""What fills the placeholders of the written paragraphs."""


def gold_sets(data: Path, part: str = "") -> dict[str, list[GoldRow]]:
    """The rows of each development set by its name; of one ``part`` (choose, final) or of both."""
    every = {
        "jku": read_gold(data / "jku" / "dev.jsonl"),
        "countries": read_gold(data / "countries" / "dev.jsonl"),
        "written": list(_written(data / "written" / "paragraphs.jsonl")),
        "newsmtsc_rw": list(_newsmtsc(data / "newsmtsc" / "dev_rw.jsonl")),
        "newsmtsc_mt": list(_newsmtsc(data / "newsmtsc" / "dev_mt.jsonl")),
        "persent": list(_persent(data / "persent" / "dev.jsonl")),
    }
    return {
        name: [row for row in rows if not part or part_of(row.unit) == part]
        for name, rows in every.items()
    }


def _written(path: Path) -> Iterator[GoldRow]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not held_out(row["group"]):
            continue
        text, spans = _filled(row["text"])
        for who, stance in row["stance"].items():
            label = LABELS[stance + 1]
            yield GoldRow(text, NAMES[who][""], label, tuple(spans[who]), None, row["group"])


def _filled(text: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    plain = ""
    position = 0
    spans: dict[str, list[tuple[int, int]]] = {who: [] for who in NAMES}
    for match in re.finditer(r"\{([ABC])(?:\.(\w+))?\}", text):
        plain += text[position : match.start()]
        start = len(plain)
        plain += NAMES[match.group(1)][match.group(2) or ""]
        spans[match.group(1)].append((start, len(plain)))
        position = match.end()
    return plain + text[position:], spans


def _newsmtsc(path: Path) -> Iterator[GoldRow]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        span = (row["start"], row["end"])
        label = LABELS[row["label"] + 1]
        yield GoldRow(row["sentence"], "(target)", label, (span,), None, row["primary"])


def _persent(path: Path) -> Iterator[GoldRow]:
    """The paragraphs that name the person, whose places are read off the masked copy."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        columns = (row["paragraphs"], row["masked_paragraphs"], row["paragraph_labels"])
        if not row["aligned"] or len({len(column) for column in columns}) > 1:
            continue
        for text, hidden, stance in zip(*columns, strict=True):
            spans = _hidden_spans(text, hidden)
            if spans and stance is not None:
                yield GoldRow(text, "(target)", LABELS[stance + 1], spans, None, row["id"])


def _hidden_spans(text: str, hidden: str) -> tuple[tuple[int, int], ...]:
    pieces = [re.escape(piece) for piece in hidden.split(TARGET)]
    match = re.fullmatch(r"(.+?)".join(pieces), text, re.DOTALL)
    return tuple(match.span(n) for n in range(1, len(pieces))) if match else ()
