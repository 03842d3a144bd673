"""The rows that the model learns from, made from small files of our own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from analysis.stance.placeholders import TARGET
from analysis.training.gold import gold_sets
from analysis.training.rows import exchanged, held_out, load_rows, load_unlabelled, readable


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines, encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder like that of the development data, a few rows of each set."""
    country = {
        "id": "c1", "article": "a1", "title": "Ties", "confidence": 3, "stance": -1,
        "text": "Peru blamed Chile for the spill.", "target": "Chile", "mentions": [[12, 17]],
    }  # fmt: skip
    own = {
        "id": "j1", "article": "a2", "title": "Talks", "confidence": 1, "stance": 1,
        "text": "Tokyo was praised by the U.S. envoy.", "target": "Japan",
    }  # fmt: skip
    sentence = {
        "id": "n1", "primary": "n1", "sentence": "Mr. Low was cheered; they love him.",
        "target": "Mr. Low", "start": 0, "end": 7, "label": 1,
        "further": [{"start": 31, "end": 34}],
    }  # fmt: skip
    written = [
        {"id": f"w{n}", "group": f"w-{n}", "text": "{A.cap} insulted {B.adj} envoys.",
         "stance": {"A": 0, "B": -1}}
        for n in range(40)
    ]  # fmt: skip
    person = {
        "id": "p1", "aligned": True, "paragraphs": ["Ann Lee won. Ann Lee smiled.", "Rain."],
        "masked_paragraphs": [f"{TARGET} won. {TARGET} smiled.", "Rain."],
        "paragraph_labels": [1, 0],
    }  # fmt: skip
    article = {"title": "News", "paragraphs": [
        "Berlin and Rome signed the treaty on fisheries after nine long years of talks on quotas.",
        "On Monday the mayor thanked Gordon Banks for a speech on schools that moved many people.",
    ]}  # fmt: skip
    for part in ("train", "dev"):
        write(tmp_path / "countries" / f"{part}.jsonl", [country])
        write(tmp_path / "jku" / f"{part}.jsonl", [own])
    for part in ("train", "dev_rw", "dev_mt"):
        write(tmp_path / "newsmtsc" / f"{part}.jsonl", [sentence])
    write(tmp_path / "written" / "paragraphs.jsonl", written)
    write(tmp_path / "persent" / "dev.jsonl", [person])
    write(tmp_path / "press" / "articles.jsonl.gz", [article] * 3)
    return tmp_path


def test_every_row_is_masked_for_its_target(data: Path) -> None:
    rows = load_rows(data)
    assert readable(rows) == rows
    texts = {row.source: row.text for row in rows}
    assert texts["countries"] == "[OTH1] blamed [TGT] for the spill."
    assert texts["jku"] == "[TGT] was praised by [OTH1] envoy."
    assert texts["newsmtsc_rw"] == "[TGT] was cheered; they love him."


def test_a_written_paragraph_gives_a_row_for_each_country(data: Path) -> None:
    rows = [row for row in load_rows(data) if row.key.startswith("w0/")]
    assert [(row.text, row.label) for row in rows] == [
        ("[TGT] insulted [OTH1] envoys.", 1),
        ("[OTH1] insulted [TGT] envoys.", 0),
    ]


def test_contrast_groups_kept_out_are_never_trained_on(data: Path) -> None:
    for row in load_rows(data):
        if row.source == "written":
            number = row.key.split("/")[0][1:]
            assert (row.part == "train") != held_out(f"w-{number}")
    groups = {row.unit for row in gold_sets(data)["written"]}
    assert groups == {f"w-{n}" for n in range(40) if held_out(f"w-{n}")}
    assert groups


def test_development_rows_either_choose_or_are_kept_for_the_end(data: Path) -> None:
    both = gold_sets(data)
    halves = [gold_sets(data, part) for part in ("choose", "final")]
    for name, rows in both.items():
        assert sorted(row.text for half in halves for row in half[name]) == sorted(
            row.text for row in rows
        )


def test_doubtful_labels_weigh_less(data: Path) -> None:
    sure = {row.source: row.sure for row in load_rows(data)}
    assert sure["jku"] < sure["countries"]


def test_unlabelled_texts_name_a_target_and_no_country_of_the_list(data: Path) -> None:
    texts = load_unlabelled(data, countries=50, people=50)
    assert "[OTH1] and [TGT] signed" in " ".join(texts) or "[TGT] and [OTH1] signed" in " ".join(
        texts
    )
    assert all(TARGET in text for text in texts)
    assert not any("Berlin" in text for text in texts)


def test_paragraphs_on_a_person_are_marked_where_the_masked_copy_says(data: Path) -> None:
    (row,) = gold_sets(data)["persent"]
    assert [row.text[start:end] for start, end in row.spans] == ["Ann Lee", "Ann Lee"]


def test_exchanged_roles_are_texts_that_nobody_labelled(data: Path) -> None:
    rows = load_rows(data)
    assert exchanged(rows) == [
        "[OTH1] was praised by [TGT] envoy.",
        "[TGT] blamed [OTH1] for the spill.",
    ]
