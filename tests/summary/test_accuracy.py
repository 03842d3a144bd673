"""Agreement with labelled rows, checked against figures worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from analysis.errors import StanceError
from analysis.records import LABELS, Label, MarkedText, Score
from analysis.stance.baselines import NeutralBaseline, VaderBaseline
from analysis.stance.targets import load_targets
from analysis.summary.accuracy import (
    SELECTED,
    GoldRow,
    Outcome,
    calibration_error,
    evaluate,
    f1,
    kappa,
    macro_f1,
    macro_f1_interval,
    read_gold,
)

U, N, F = LABELS
TEN = [(U, U)] * 3 + [(U, N)] + [(N, N)] * 2 + [(N, F)] + [(F, F)] * 2 + [(F, U)]
"""Gold and given labels: 7 of 10 agree, one sign is turned."""


def outcomes(pairs: Sequence[tuple[Label, Label]], confidence: float = 1.0) -> list[Outcome]:
    return [Outcome(gold, given, confidence, str(n)) for n, (gold, given) in enumerate(pairs)]


class Oracle:
    """Answers what the text says: a stand-in scorer whose agreement is known in advance."""

    name = "oracle"

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        return [dict.fromkeys(p.targets, self._read(p.text)) for p in paragraphs]

    def _read(self, text: str) -> Score:
        if "good" in text:
            return Score(0.1, 0.1, 0.8)
        return Score(0.7, 0.2, 0.1) if "bad" in text else Score(0.2, 0.6, 0.2)


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_f1_of_each_label_is_the_one_worked_out_by_hand() -> None:
    found = outcomes(TEN)
    assert f1(found, U) == pytest.approx(2 * 3 / (4 + 4))
    assert f1(found, N) == pytest.approx(2 * 2 / (3 + 3))
    assert f1(found, F) == pytest.approx(2 * 2 / (3 + 3))
    assert macro_f1(found) == pytest.approx((3 / 4 + 2 / 3 + 2 / 3) / 3)


def test_kappa_is_the_one_worked_out_by_hand() -> None:
    expected = (4 * 4 + 3 * 3 + 3 * 3) / 100
    assert kappa(outcomes(TEN)) == pytest.approx((0.7 - expected) / (1 - expected))


def test_kappa_is_unknown_where_chance_alone_agrees() -> None:
    assert kappa(outcomes([(N, N)] * 4)) is None


def test_a_label_that_occurs_nowhere_has_no_f1_and_does_not_weigh_on_the_mean() -> None:
    found = outcomes([(U, U), (N, N)])
    assert f1(found, F) is None
    assert macro_f1(found) == 1.0


def test_calibration_error_is_the_gap_between_confidence_and_accuracy_in_each_bin() -> None:
    found = outcomes([(U, U), (U, U), (U, N), (N, N)], 0.85) + outcomes([(F, F), (F, U)], 0.65)
    assert calibration_error(found) == pytest.approx((4 * 0.10 + 2 * 0.15) / 6)
    assert calibration_error(outcomes([(U, U)], 1.0)) == 0
    assert calibration_error([]) is None


def test_the_interval_is_seeded_resamples_articles_and_is_unknown_for_one() -> None:
    found = outcomes(TEN * 5)
    low, high = macro_f1_interval(found) or (0.0, 0.0)
    assert 0 < low < macro_f1(found) < high < 1
    assert macro_f1_interval(found) == macro_f1_interval(found)
    one_article = [outcome._replace(unit="a") for outcome in found]
    assert macro_f1_interval(one_article) is None
    five_articles = [o._replace(unit=str(n // 10)) for n, o in enumerate(found)]
    assert macro_f1_interval(five_articles) == pytest.approx([macro_f1(found)] * 2)


def test_rows_by_name_by_span_and_by_mentions_are_scored_alike() -> None:
    targets = load_targets()
    rows = [
        GoldRow("Japan is good.", "Japan", F),
        GoldRow("Ruritania is bad.", SELECTED, U, ((0, 9),)),
        GoldRow("Ruritania and the Ruritanian king are bad.", "R", U, ((0, 9), (18, 28))),
        GoldRow("Nobody is here.", "Japan", F),
    ]
    agreement = evaluate(rows, scorer=Oracle(), targets=targets)
    assert agreement.n == 4
    assert agreement.n_unmentioned == 1
    assert agreement.accuracy == 0.75
    assert agreement.confusion[F] == {U: 0, N: 1, F: 1}
    assert agreement.sign_error_rate == 0


def test_given_spans_replace_what_overlaps_them_and_leave_the_other_targets() -> None:
    seen: list[MarkedText] = []

    class Recorder(Oracle):
        def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
            seen.extend(paragraphs)
            return super().score(paragraphs)

    text = "Tokyo blamed Seoul."
    row = GoldRow(text, SELECTED, U, ((13, 18),))
    evaluate([row], scorer=Recorder(), targets=load_targets())
    assert [(m.target, m.start, m.kind) for m in seen[0].mentions] == [
        ("Japan", 0, "capital"),
        (SELECTED, 13, "capital"),
    ]


def test_the_figures_come_under_the_promised_names_and_survive_json() -> None:
    rows = [GoldRow("Japan is good.", "Japan", F), GoldRow("Japan is bad.", "Japan", F)]
    agreement = evaluate(rows, scorer=Oracle(), targets=load_targets())
    found = json.loads(json.dumps(agreement.to_dict(), allow_nan=False))
    assert list(found) == [
        "n",
        "n_unmentioned",
        "accuracy",
        "macro_f1",
        "f1",
        "kappa",
        "confusion",
        "sign_error_rate",
        "holder_accuracy",
        "ece",
    ]
    assert found["sign_error_rate"] == 0.5
    assert found["holder_accuracy"] is None
    assert found["confusion"]["favorable"] == {"unfavorable": 1, "neutral": 0, "favorable": 1}
    assert "macro-F1" in agreement.describe()


def test_the_holder_is_evaluated_on_the_rows_that_carry_one() -> None:
    rows = [
        GoldRow("Seoul said Japan is bad.", "Japan", U, holder="Korea"),
        GoldRow("Tokyo said Japan is good.", "Japan", F, holder="own"),
        GoldRow("Japan is bad.", "Japan", U, holder="Korea"),
        GoldRow("Japan is bad.", "Japan", U),
    ]
    agreement = evaluate(rows, scorer=Oracle(), targets=load_targets())
    assert agreement.holder_accuracy == pytest.approx(2 / 3)


def test_the_baselines_answer_by_mood_and_always_neutral() -> None:
    rows = [GoldRow("Japan is wonderful.", "Japan", F), GoldRow("Japan is.", "Japan", N)]
    targets = load_targets()
    assert evaluate(rows, scorer=VaderBaseline(), targets=targets).accuracy == 1
    assert evaluate(rows, scorer=NeutralBaseline(), targets=targets).accuracy == 0.5


def test_rows_are_read_with_their_spans_holder_and_article(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl",
        {"text": "Japan.", "target": "Japan", "stance": 0, "article": "a7"},
        {"text": "Japan.", "start": 0, "end": 5, "stance": -1, "holder": "other"},
        {"text": "A, B.", "target": "T", "mentions": [[3, 4], [0, 1]], "stance": 1},
    )
    assert read_gold(path) == [
        GoldRow("Japan.", "Japan", N, unit="a7"),
        GoldRow("Japan.", SELECTED, U, ((0, 5),), "other", f"{path} line 2"),
        GoldRow("A, B.", "T", F, ((0, 1), (3, 4)), unit=f"{path} line 3"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"text": "Japan.", "target": "Japan", "stance": 7},
        {"text": "Japan.", "target": "Japan", "stance": True},
        {"text": "Japan.", "target": "Japan"},
        {"text": "Japan.", "stance": 1},
        {"target": "Japan", "stance": 1},
        {"text": "Japan.", "start": 4, "end": 99, "stance": 1},
        {"text": "Japan.", "start": 4, "stance": 1},
        {"text": "Japan.", "mentions": [3], "stance": 1},
        {"text": "Japan.", "mentions": 3, "stance": 1},
        {"text": "Japan.", "target": "Japan", "stance": 1, "holder": 3},
        ["Japan"],
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_remedy(tmp_path: Path, row: object) -> None:
    good = {"text": "Japan.", "target": "Japan", "stance": 0}
    with pytest.raises(StanceError, match=r"gold\.jsonl line 2: .*JSON object"):
        read_gold(write(tmp_path / "gold.jsonl", good, row))


@pytest.mark.parametrize("content", [b"", b"\n \n", b"{not json", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_without_usable_rows_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(StanceError, match=r"gold\.jsonl"):
        read_gold(path)


def test_a_missing_file_and_no_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StanceError):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(StanceError):
        evaluate([], scorer=Oracle(), targets=load_targets())
