"""The command line does what the design says: columns, exit codes, one line for each bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.reading.corrections import correction, key_of
from analysis.reading.edits import Edits
from analysis.reading.sources import read
from analysis.summary.judged import judgment
from analysis.summary.tables import STANCE_COLUMNS

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

ARTICLE = """The Example Times

Published : Mar. 3, 2021 - 10:00

Lima denounced the "reckless" tariffs that Quito imposed on its fruit.

Quito praised Lima for its patience, an official told reporters on Tuesday.
"""
TARGETS = """
[[target]]
name = "Peru"
names = ["Peru"]
demonyms = ["Peruvian", "Peruvians"]
capitals = ["Lima"]

[[target]]
name = "Ecuador"
names = ["Ecuador"]
demonyms = ["Ecuadorian", "Ecuadorians"]
capitals = ["Quito"]
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "tariffs.txt"
    path.write_text(
        "Japan Daily Wire\n\nJapan accused South Korea of reckless conduct on Monday.\n\n"
        "Seoul praised Washington for its patience in the long dispute over trade.\n",
        encoding="utf-8",
    )
    return path


def test_analyze_writes_the_contract_columns_in_order(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert main(["analyze", str(article), "-o", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == tuple(STANCE_COLUMNS)
    assert {row["target"] for row in rows} == {"Japan", "Korea", "U.S."}
    for row in rows:
        for start, end, _ in json.loads(row["evidence"]):
            assert row["text"][start:end].strip() == row["text"][start:end] != ""


def test_the_three_table_formats_hold_the_same_rows(article: Path, tmp_path: Path) -> None:
    frames = []
    for suffix, reader in (
        (".csv", pd.read_csv),
        (".parquet", pd.read_parquet),
        (".jsonl", lambda path: pd.read_json(path, lines=True)),
    ):
        path = tmp_path / f"out{suffix}"
        assert main(["analyze", str(article), "-o", str(path)]) == 0
        frames.append(reader(path))
    for frame in frames[1:]:
        assert list(frame.columns) == list(frames[0].columns)
        assert frame["text"].tolist() == frames[0]["text"].tolist()
        assert frame["stance"].tolist() == pytest.approx(frames[0]["stance"].tolist())


def test_the_learned_scorer_is_chosen_by_name_and_named_in_every_row(
    article: Path, tmp_path: Path
) -> None:
    voices = {}
    for scorer in ("lexicon", "model"):
        out = tmp_path / f"{scorer}.csv"
        assert main(["analyze", str(article), "--scorer", scorer, "-o", str(out)]) == 0
        frame = pd.read_csv(out)
        assert tuple(frame.columns) == tuple(STANCE_COLUMNS)
        assert frame["scorer"].str.startswith(scorer).all()
        voices[scorer] = frame["holder"].tolist()
    assert voices["model"] == voices["lexicon"]


def test_analyze_without_an_output_prints_csv(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(article)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert tuple(rows[0]) == tuple(STANCE_COLUMNS)


def test_a_bad_input_is_named_with_its_remedy_and_the_rest_is_done(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    binary = tmp_path / "picture.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    missing = tmp_path / "missing.txt"
    out = tmp_path / "out.csv"
    code = main(["analyze", str(article), str(empty), str(binary), str(missing), "-o", str(out)])
    assert code == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("stance:")]
    assert len(lines) == 3
    for path in (empty, binary, missing):
        assert any(path.name in line for line in lines)
    assert len(pd.read_csv(out)) > 0


def test_nothing_readable_is_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyze", str(tmp_path / "missing.txt")]) == 2
    assert "missing.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["analyze"],
        ["analyze", "x.txt", "-o", "out.docx"],
        ["analyze", "x.txt", "--scorer", "oracle"],
        ["summarize", "x.txt", "--by", "colour"],
        ["summarize", "x.txt", "--period", "hour"],
        ["export", "x.txt"],
        ["export", "x.txt", "-o", "charts", "--format", "gif"],
        ["unknown"],
    ],
)
def test_wrong_usage_is_exit_code_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_a_targets_file_of_ones_own_replaces_the_countries(
    tmp_path: Path,
) -> None:
    article, targets, out = tmp_path / "a.txt", tmp_path / "targets.toml", tmp_path / "out.csv"
    article.write_text(ARTICLE, encoding="utf-8")
    targets.write_text(TARGETS, encoding="utf-8")
    assert main(["analyze", str(article), "--targets", str(targets), "-o", str(out)]) == 0
    frame = pd.read_csv(out)
    assert set(frame["target"]) == {"Peru", "Ecuador"}
    first = frame[frame["text"].str.startswith("Lima denounced")].set_index("target")
    assert first.loc["Ecuador", "label"] == "unfavorable"
    assert first.loc["Peru", "label"] == "neutral"
    assert first.loc["Ecuador", "holder"] == "Peru"


def test_a_bad_targets_file_is_named_with_its_remedy(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = tmp_path / "targets.toml"
    targets.write_text("[[target]\nname=", encoding="utf-8")
    assert main(["analyze", str(article), "--targets", str(targets)]) == 2
    assert "targets.toml" in capsys.readouterr().err


def test_articles_names_outlets_dates_and_clues_of_the_samples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["articles", str(SEEDS)]) == 0
    shown = capsys.readouterr().out
    for value in ("The Korea Post", "Yonhap", "The Korea Herald", "2019-07-14", "2019-08-29"):
        assert value in shown
    assert "By Park Han-na" in shown or "Park Han-na" in shown
    assert "unknown" in shown
    assert "5 articles read" in shown


def test_articles_prints_no_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sneaky.txt"
    path.write_text("Share this article \x1b[31m\n\nTokyo spoke \x1b]0;x\x07 at length today.\n")
    main(["articles", str(path)])
    assert "\x1b" not in capsys.readouterr().out


def test_articles_writes_one_row_per_article(tmp_path: Path) -> None:
    out = tmp_path / "articles.csv"
    assert main(["articles", str(SEEDS), "-o", str(out)]) == 0
    frame = pd.read_csv(out)
    assert len(frame) == 5
    assert frame["date"].isna().sum() == 2


def dated(folder: Path) -> Path:
    """An article with everything known but its title's rival, and one without a date."""
    (folder / "dated.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "undated.txt").write_text(
        "Lima praised Quito for its patience and for its help.\n", encoding="utf-8"
    )
    return folder


def test_check_prints_a_line_for_each_article_in_doubt_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["articles", str(dated(tmp_path)), "--check"]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    (undated,) = [line for line in lines if "undated.txt" in line]
    assert "set the date" in undated.partition("txt: ")[2].casefold()
    assert "of 2 articles read with a doubt" in last


def test_check_writes_a_table_of_the_doubtful_alone(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    out = tmp_path / "doubts.csv"
    assert main(["articles", str(dated(tmp_path / "in")), "--check", "-o", str(out)]) == 0
    frame = pd.read_csv(out)
    assert frame["doubts"].notna().all()
    assert {"date_clue", "date_certainty", "date_rivals"} <= set(frame.columns)


def test_check_of_a_rejected_input_is_exit_code_one(tmp_path: Path) -> None:
    (dated(tmp_path) / "empty.txt").write_text("")
    assert main(["articles", str(tmp_path), "--check"]) == 1


def test_every_command_uses_what_was_corrected_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    one = read([dated(tmp_path / "in") / "undated.txt"]).articles[0]
    Edits.at_home().add([correction(one, "date", "2021-04-05")], who="Ana")
    out = tmp_path / "out.csv"
    for command in (["analyze"], ["summarize", "--by", "date", "--period", "day"], ["articles"]):
        targets = tmp_path / "targets.toml"
        targets.write_text(TARGETS, encoding="utf-8")
        extra = ["--targets", str(targets)] if command != ["articles"] else []
        line = [command[0], str(tmp_path / "in"), *command[1:], *extra, "-o", str(out)]
        assert main(line) == 0
        assert "1 correction by hand applied" in capsys.readouterr().err
        assert "2021-04-05" in out.read_text(encoding="utf-8")
        assert main([*line, "--no-corrections"]) == 0
        assert "correction" not in capsys.readouterr().err
        assert "2021-04-05" not in out.read_text(encoding="utf-8")
    assert main(["articles", str(tmp_path / "in")]) == 0
    assert "[corrected by hand, by Ana, certain]" in capsys.readouterr().out


def test_every_command_uses_what_was_judged_of_a_stance_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, targets = tmp_path / "tariffs.txt", tmp_path / "targets.toml"
    path.write_text(ARTICLE, encoding="utf-8")
    targets.write_text(TARGETS, encoding="utf-8")
    said = next(p for p in read([path]).articles[0].paragraphs if "reckless" in p.text)
    row = {
        "title": None, "article_id": "a", "paragraph": said.index, "text": said.text,
        "target": "Ecuador", "label": "unfavorable", "confidence": 0.9,
    }  # fmt: skip
    key = key_of(read([path]).articles[0])
    Edits.at_home().add([judgment(row, "stance", "favorable", article=key)], who="Ana")
    out = tmp_path / "out.csv"
    line = ["analyze", str(path), "--targets", str(targets), "-o", str(out)]
    assert main(line) == 0
    assert "1 judgment of stances applied" in capsys.readouterr().err
    assert "judged by hand" in out.read_text(encoding="utf-8")
    assert main([*line, "--no-corrections"]) == 0
    assert "judgment" not in capsys.readouterr().err
    assert "judged by hand" not in out.read_text(encoding="utf-8")


def test_damaged_corrections_stop_a_command_with_the_remedy(
    tmp_path: Path, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_folder / "corrections.sqlite").write_bytes(b"damaged " * 1000)
    assert main(["articles", str(dated(tmp_path))]) == 2
    assert "--no-corrections" in capsys.readouterr().err
    assert main(["articles", str(tmp_path), "--no-corrections"]) == 0


def test_summarize_counts_add_up_to_the_rows_analyzed(tmp_path: Path) -> None:
    rows, summary = tmp_path / "rows.csv", tmp_path / "summary.csv"
    assert main(["analyze", str(SEEDS), "-o", str(rows)]) == 0
    assert main(["summarize", str(SEEDS), "--by", "outlet,holder", "-o", str(summary)]) == 0
    frame = pd.read_csv(summary)
    assert frame["n_paragraphs"].sum() == len(pd.read_csv(rows))
    assert {"outlet", "holder", "target", "mean", "low", "high", "n_origins"} <= set(frame.columns)


def test_counting_by_origin_counts_the_copies_once(tmp_path: Path) -> None:
    totals = {}
    for count in ("articles", "origins"):
        out = tmp_path / f"{count}.csv"
        arguments = ["summarize", str(SEEDS), "--by", "target", "--count", count, "-o", str(out)]
        assert main(arguments) == 0
        totals[count] = pd.read_csv(out)["n_paragraphs"].sum()
    assert totals["origins"] < totals["articles"]


def test_export_writes_every_chart_with_its_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "charts"
    assert main(["export", str(SEEDS), "-o", str(out), "--format", "svg"]) == 0
    written = sorted(path.suffix for path in out.iterdir())
    assert written.count(".svg") >= 6
    assert written.count(".csv") == written.count(".svg")
    for line in capsys.readouterr().out.splitlines():
        assert Path(line).exists()


def test_evaluate_prints_the_contract_keys_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"text": "Seoul called Tokyo's claim groundless.", "target": "Japan", "stance": -1},
        {"text": "Seoul called Tokyo's claim groundless.", "target": "Korea", "stance": 0},
        {"text": "Ruritania is a liar, the envoy said.", "start": 0, "end": 9, "stance": -1},
        {"text": "No country is named here.", "target": "Japan", "stance": 0},
    ]
    gold.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main(["evaluate", str(gold), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert set(result) == {
        "n", "n_unmentioned", "accuracy", "macro_f1", "f1", "kappa", "confusion",
        "sign_error_rate", "holder_accuracy", "ece",
    }  # fmt: skip
    assert result["n"] == 4
    assert result["n_unmentioned"] == 1


def test_evaluate_names_the_bad_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"text": "Tokyo spoke.", "target": "Japan", "stance": 7}\n')
    assert main(["evaluate", str(gold)]) == 2
    assert "gold.jsonl" in capsys.readouterr().err


def test_every_command_stands_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("analyze", "articles", "summarize", "export", "evaluate", "dashboard"):
        assert f"stance {command}" in readme
        with pytest.raises(SystemExit) as caught:
            main([command, "--help"])
        assert caught.value.code == 0
        capsys.readouterr()


def test_columns_of_a_table_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Japan was praised by the mayor of the port on Monday, the radio said."
    table = tmp_path / "table.csv"
    table.write_text(f'When,Who says,Story\n2024-05-01,Daily One,"{text}"\n', encoding="utf-8")
    assert main(["articles", str(table), "--columns", "text=Story,date=When,outlet=Who says"]) == 0
    assert "Daily One" in capsys.readouterr().out
    assert main(["articles", str(table), "--columns", "body=Story"]) == 2
    assert "text" in capsys.readouterr().err
