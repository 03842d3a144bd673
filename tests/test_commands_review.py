"""``stance sample``, ``judge`` and ``accuracy``: what they write, say and return."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from analysis.commands_review import DONE, SOME_REJECTED, register
from analysis.errors import StanceError
from analysis.reading.answers import Answers, Unit
from analysis.records import Analysis
from analysis.summary.judgments import Judgment, store_judgments, stored_judgments
from analysis.summary.sampling import draw_sample
from analysis.summary.tables import stance_table
from tests.summary.corpora import made_analysis

CORPUS = made_analysis(60, seed=3)


@dataclass
class Line:
    """A command line with the review's commands alone, over a corpus that is there already."""

    analysis: Analysis = field(default_factory=lambda: CORPUS)
    code: int = DONE

    def __call__(self, *words: str | Path) -> int:
        parser = argparse.ArgumentParser()
        register(
            parser.add_subparsers(required=True),
            analyzed=lambda _: (self.analysis, self.code),
            options=lambda sub: None,
        )
        arguments = parser.parse_args(list(map(str, words)))
        code: int = arguments.run(arguments)
        return code


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STANCE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "sample.csv"
    assert Line()("sample", "-n", "120", "-o", path) == DONE
    capsys.readouterr()
    return path


def filled(sheet: Path, name: str, answers: Sequence[str], coder: str = "") -> Path:
    """A coder's copy of the sheet, with the answers in turn."""
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row |= {"stance": answers[number % len(answers)], "coder": coder}
    path = sheet.parent / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_sample_is_a_sheet_and_a_design_kept_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "to judge.csv"
    assert Line()("sample", "-n", "40", "--seed", "3", "-o", path) == DONE
    design = tmp_path / "to judge.design.csv"
    assert len(path.read_text().splitlines()) == 41
    assert len(design.read_text().splitlines()) == 41
    assert "unfavorable" in design.read_text()
    assert "unfavorable" not in path.read_text()
    said = capsys.readouterr()
    assert "40 paragraphs to judge" in said.err
    assert said.out == ""


def test_rejected_inputs_are_told_by_the_code_of_sample_and_accuracy(sheet: Path) -> None:
    line = Line(code=SOME_REJECTED)
    assert line("sample", "-n", "9", "-o", sheet.parent / "other.csv") == SOME_REJECTED
    labels = filled(sheet, "sample.csv", ["0", "1", "-1"])
    assert line("accuracy", "--labels", labels) == SOME_REJECTED


def test_the_card_is_told_in_words_and_as_json(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anna = filled(sheet, "anna.csv", ["0", "1", "-1"])
    ben = filled(sheet, "ben.csv", ["0", "1", "0"], coder="Ben K.")
    assert Line()("accuracy", "--labels", anna, "--labels", ben) == DONE
    said = capsys.readouterr().out
    assert "120 paragraphs judged by Ben K., anna" in said
    assert "kappa of Ben K. and anna" in said
    assert Line()("accuracy", "--labels", anna, "--labels", ben, "--json", "--by", "outlet") == DONE
    told = json.loads(capsys.readouterr().out)
    assert told["n"] == 120
    assert told["coders"] == ["Ben K.", "anna"]
    assert 0 < told["between_coders"][0]["kappa"]["value"] < 1
    assert {row["measure"] for row in told["estimates"]} >= {"mean", "share_neutral"}
    assert None in {row["outlet"] for row in told["estimates"]}


@pytest.mark.parametrize("way", ["beside", "named", "drawn again"])
def test_the_design_is_found_beside_named_or_drawn_again(
    way: str, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = filled(sheet, "sample.csv" if way == "beside" else "anna.csv", ["0", "1", "-1"])
    design = sheet.with_suffix(".design.csv")
    words = ["--design", str(design)] if way == "named" else []
    if way == "drawn again":
        design.unlink()
    assert Line()("accuracy", "--labels", labels, *words, "--json") == DONE
    assert json.loads(capsys.readouterr().out)["unanswered"] == 0


def test_a_changed_corpus_is_told_and_the_design_asked_for(sheet: Path) -> None:
    labels = filled(sheet, "anna.csv", ["0"])
    with pytest.raises(StanceError, match="not those it was drawn from"):
        Line(analysis=made_analysis(61, seed=3))("accuracy", "--labels", labels)


def test_labels_of_another_corpus_are_of_no_use_and_that_is_said(sheet: Path) -> None:
    labels = filled(sheet, "sample.csv", ["0"])
    text = labels.read_text().replace(",a0", ",b0")
    labels.write_text(text)
    with pytest.raises(StanceError, match="none is of the sample"):
        Line()("accuracy", "--labels", labels)


def test_judgments_are_imported_once_exported_and_used(
    sheet: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = filled(sheet, "anna.csv", ["0", "1", ""])
    assert Line()("judge", "--import", labels, "--coder", "Anna") == DONE
    assert Line()("judge", "--import", labels, "--coder", "Anna") == DONE
    assert "0 judgments kept, 80 known before" in capsys.readouterr().err
    assert len(stored_judgments(home)) == 80
    design = sheet.with_suffix(".design.csv")
    assert Line()("accuracy", "--design", design, "--json") == DONE
    assert json.loads(capsys.readouterr().out)["unanswered"] == 40
    assert Line()("judge", "--export", sheet.parent / "all.csv") == DONE
    assert Line()("judge", "--import", sheet.parent / "all.csv") == DONE
    assert "0 judgments kept, 80 known before" in capsys.readouterr().err


def test_a_sample_that_the_page_drew_needs_no_design(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StanceError, match="--labels"):
        Line()("accuracy")
    drawn = draw_sample(stance_table(CORPUS), 40)
    units = [
        Unit(row["article"], row["paragraph"], row["target"], row["stratum"], row["chance"])
        for row in drawn.units.to_dict("records")
    ]
    store_judgments([Judgment(u.article, u.paragraph, u.target, 0) for u in units], home)
    with pytest.raises(StanceError, match="nothing tells how it was drawn"):
        Line()("accuracy")
    Answers(home).keep_sample("of others", "c", [Unit("elsewhere", 0, "Japan", "s", 0.5)])
    Answers(home).keep_sample(drawn.name, "c", units)
    assert Line()("accuracy", "--json") == DONE
    assert json.loads(capsys.readouterr().out)["n"] == len(units)


def test_bad_rows_are_named_and_the_others_kept(
    sheet: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = filled(sheet, "anna.csv", ["0", "maybe"])
    assert Line()("judge", "--import", labels) == SOME_REJECTED
    said = capsys.readouterr().err
    assert "anna.csv line 3: the stance is 'maybe'" in said
    assert len(stored_judgments(home)) == 60
    assert Line()("accuracy", "--labels", labels) == SOME_REJECTED


def test_without_labels_there_is_a_remedy(home: Path, sheet: Path) -> None:
    with pytest.raises(StanceError, match="--labels"):
        Line()("accuracy")
    with pytest.raises(StanceError, match="holds no judgment"):
        Line()("judge", "--import", sheet)


def test_a_file_that_is_no_design_is_told(sheet: Path) -> None:
    labels = filled(sheet, "anna.csv", ["0"])
    broken = sheet.parent / "broken.csv"
    broken.write_text(sheet.with_suffix(".design.csv").read_text().replace(",0.", ",7."))
    with pytest.raises(StanceError, match=r"line 2: is no row of a sample"):
        Line()("accuracy", "--labels", labels, "--design", broken)
    with pytest.raises(StanceError, match="has no column"):
        Line()("accuracy", "--labels", labels, "--design", labels)


@pytest.mark.parametrize(
    "words",
    [
        ["sample"],
        ["sample", "-o", "x.xlsx"],
        ["sample", "-o", "x.design.csv"],
        ["sample", "-n", "0", "-o", "x.csv"],
        ["sample", "--seed", "-1", "-o", "x.csv"],
        ["judge"],
        ["judge", "--import", "a.csv", "--export", "b.csv"],
        ["accuracy", "--by", "holder"],
    ],
)
def test_wrong_usage_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        Line()(*words)
    assert stopped.value.code == 2
