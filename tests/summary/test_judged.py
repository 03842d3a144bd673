"""What people say of a stance goes into the table, with the machine's answer beside it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import StanceError
from analysis.pipeline import analyze
from analysis.reading.answers import Answer, Answers, Unit
from analysis.reading.corrections import applied, corrected, key_of
from analysis.reading.edits import Change, Edit, Edits
from analysis.reading.sources import read_blobs
from analysis.reading.workspace import FILE
from analysis.records import Analysis
from analysis.summary.judged import HOLDER, MENTION, STANCE, Judged, judgment, with_judgments
from analysis.summary.tables import STANCE_COLUMNS, stance_table, table_bytes

SHARED = (
    "Japan praised South Korea on Tuesday for its patient and generous help in reopening the old "
    "quay, which a storm had closed for most of the winter, officials of both ports said."
)
FIRST = f"Quay reopens\n\nThe Harbor Gazette\nMarch 9, 2021\n\n{SHARED}\n\nTokyo was silent.\n"
SECOND = f"Old quay in use again\n\nThe Pier Times\nMarch 10, 2021\n\n{SHARED}\n"


def analysis(*texts: str) -> Analysis:
    return analyze(read_blobs([(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]))


@pytest.fixture(scope="module")
def both() -> Analysis:
    return analysis(FIRST, SECOND)


def keys(found: Analysis) -> dict[str, str]:
    return {article.id: key_of(article) for article in found.reading.articles}


def rows_of(table: pd.DataFrame, text: str = SHARED, target: str = "Korea") -> pd.DataFrame:
    return table[(table["text"] == text) & (table["target"] == target)]


def row_of(found: Analysis, at: int) -> dict[str, object]:
    """The stance of the shared paragraph toward Korea in the article at a place."""
    row = rows_of(stance_table(found)).iloc[at]
    return {str(name): value for name, value in row.items()}


def say(
    folder: Path,
    found: Analysis,
    field: str,
    value: str,
    *,
    at: int = 0,
    copies: bool = False,
    who: str = "Nao",
) -> tuple[Edit, ...]:
    """Judge the stance of the shared paragraph toward Korea in the article at a place."""
    row = row_of(found, at)
    article = keys(found)[str(row["article_id"])]
    change = judgment(row, field, value, article=article, reason="read it", copies=copies)
    Edits(folder).add([change], who=who)
    return Edits(folder).all()


def applied_to(found: Analysis, edits: tuple[Edit, ...]) -> Judged:
    return with_judgments(stance_table(found), edits, keys(found))


def test_a_judged_stance_is_the_persons_and_the_machines_stays_beside(
    tmp_path: Path, both: Analysis
) -> None:
    machine = rows_of(stance_table(both)).iloc[0]
    assert machine["label"] == "favorable"
    edits = say(tmp_path, both, STANCE, "unfavorable")
    found = applied_to(both, edits)
    assert len(found.applied) == 1
    row, copy = (rows_of(found.stances).iloc[n] for n in (0, 1))
    assert (row["stance"], row["label"], row["confidence"]) == (-1.0, "unfavorable", 1.0)
    assert row["evidence"] == []
    assert row["scorer"] == f"{machine['scorer']} (judged by hand)"
    assert (row["machine_label"], row["machine_stance"]) == ("favorable", machine["stance"])
    assert (row["judged_by"], row["judged_reason"]) == ("Nao", "read it")
    assert (copy["label"], copy["machine_label"]) == ("favorable", None)
    assert edits[0].change.machine == f"favorable {machine['confidence']:.2f}"
    assert list(found.stances.columns[: len(STANCE_COLUMNS)]) == list(
        stance_table(both).columns[: len(STANCE_COLUMNS)]
    )
    assert b"judged by hand" in table_bytes(found.stances, ".csv")


def test_it_holds_for_copies_when_asked_and_the_copys_own_judgment_goes_first(
    tmp_path: Path, both: Analysis
) -> None:
    edits = say(tmp_path, both, STANCE, "neutral", copies=True)
    assert rows_of(applied_to(both, edits).stances)["label"].tolist() == ["neutral", "neutral"]
    edits = say(tmp_path, both, STANCE, "unfavorable", at=1)
    assert rows_of(applied_to(both, edits).stances)["label"].tolist() == ["neutral", "unfavorable"]
    edits = say(tmp_path, both, STANCE, "favorable", copies=True)
    assert rows_of(applied_to(both, edits).stances)["label"].tolist() == [
        "favorable",
        "unfavorable",
    ]


def test_holder_and_mention_can_be_judged_too(tmp_path: Path, both: Analysis) -> None:
    edits = say(tmp_path, both, HOLDER, "other")
    row = rows_of(applied_to(both, edits).stances).iloc[0]
    machine = rows_of(stance_table(both)).iloc[0]
    assert (row["holder"], row["machine_holder"]) == ("other", machine["holder"])
    assert row["stance"] == machine["stance"]
    assert row["scorer"].endswith("(voice judged by hand)")
    edits = say(tmp_path, both, MENTION, "no", copies=True)
    found = applied_to(both, edits).stances
    assert rows_of(found).empty
    assert len(found) == len(stance_table(both)) - 2
    assert found.index.tolist() == list(range(len(found)))


def test_it_survives_another_name_and_reading_and_is_gone_when_taken_back(
    tmp_path: Path, both: Analysis
) -> None:
    edits = say(tmp_path, both, STANCE, "unfavorable")
    again = analyze(read_blobs([("other.txt", FIRST.encode())]))
    assert rows_of(applied_to(again, edits).stances)["label"].tolist() == ["unfavorable"]
    changed = analysis(FIRST.replace("patient", "kind"))
    assert not applied_to(changed, edits).applied
    Edits(tmp_path).undo([1])
    table = stance_table(both)
    assert applied_to(both, Edits(tmp_path).all()).stances.equals(table)


def test_judgments_are_no_corrections_of_articles(tmp_path: Path, both: Analysis) -> None:
    edits = say(tmp_path, both, STANCE, "neutral")
    assert corrected(both.reading, edits) is both.reading
    assert applied(both.reading, edits) == ()
    assert edits[0].change.target == "Korea"


def test_what_cannot_be_said_is_refused_and_a_strange_record_changes_nothing(
    tmp_path: Path, both: Analysis
) -> None:
    row = row_of(both, 0)
    for field, value in ((STANCE, "good"), (MENTION, "yes"), (HOLDER, " "), ("outlet", "X")):
        with pytest.raises(StanceError):
            judgment(row, field, value, article="k")
    key = keys(both)[str(row["article_id"])]
    good = judgment(row, STANCE, "neutral", article=key)
    odd = Change(key, STANCE, "2", passage=good.passage, target="Korea")
    Edits(tmp_path).add([odd, Change(key, "color", "red", target="Korea")])
    assert not applied_to(both, Edits(tmp_path).all()).applied


def test_a_record_of_the_version_before_is_read_and_written_on(tmp_path: Path) -> None:
    Edits(tmp_path).add([Change("key", "title", "Before")])
    with sqlite3.connect(tmp_path / FILE) as connection:
        for table in ("toward", "drawn", "answers"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version=1")
    connection.close()
    Edits(tmp_path).add([Change("key", STANCE, "neutral", target="Japan", copies=True)])
    before, after = Edits(tmp_path).all()
    assert (before.change.target, before.change.copies) == (None, False)
    assert (after.change.target, after.change.copies) == ("Japan", True)


def test_answers_and_samples_are_kept_in_order_and_never_changed(tmp_path: Path) -> None:
    kept = Answers(tmp_path)
    assert (kept.all(), kept.samples()) == ((), ())
    units = (Unit("k", 1, "Japan", "s", 0.25), Unit("k", 0, "Korea", "s", 1.0))
    kept.keep_sample("one", "corpus", units)
    kept.keep_sample("one", "other", units[:1])
    kept.keep_sample("two", "corpus", units[:1])
    assert [(s.name, s.corpus, len(s.units)) for s in kept.samples()] == [
        ("two", "corpus", 1),
        ("one", "corpus", 2),
    ]
    assert kept.samples()[1].units == units
    kept.add([Answer("k", 1, "Japan", -1, "Nao", "=1+1"), Answer("k", 1, "Japan", None, "Nao")])
    first, second = kept.all()
    assert (first.stance, first.reason, second.stance) == (-1, "=1+1", None)
    assert first.time
    with sqlite3.connect(tmp_path / FILE) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM answers")
    connection.close()


ANSWERING = """
import sys
from pathlib import Path
from analysis.reading.answers import Answer, Answers
for number in range(10**6):
    Answers(Path(sys.argv[1])).add([Answer("k", number, "Japan", 1, "Nao")])
    print(number, flush=True)
"""


def test_no_answer_that_was_confirmed_is_lost_by_a_kill(tmp_path: Path) -> None:
    coder = subprocess.Popen(
        [sys.executable, "-c", ANSWERING, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert coder.stdout
    confirmed = [int(coder.stdout.readline()) for _ in range(5)]
    time.sleep(0.05)
    os.kill(coder.pid, signal.SIGKILL)
    confirmed += [int(line) for line in coder.stdout.read().splitlines()]
    coder.wait()
    coder.stdout.close()
    kept = [answer.paragraph for answer in Answers(tmp_path).all()]
    assert kept[: len(confirmed)] == confirmed
    assert len(kept) <= len(confirmed) + 1
