"""The learned scorer: exchange of names, the same bits every time, windows, damage, evidence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StanceError
from analysis.records import LABELS, MarkedText, Mention
from analysis.stance import model
from analysis.stance.model import PACKAGED, ModelScorer
from analysis.summary.accuracy import Outcome, macro_f1
from analysis.training.rows import held_out
from tests.golden import WRITTEN, written

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

SCORER = ModelScorer()
LIMIT_MB = 50
MACRO_F1_FLOOR = 0.74
SIGN_ERROR_CEILING = 0.08

ROWS: tuple[tuple[str, str, int], ...] = (
    (
        "The trade minister called {T}'s new export rules groundless and demanded an apology.",
        "",
        -1,
    ),
    ("Editors across the region condemned {T} for breaking the accord it had signed.", "", -1),
    ("{O} accused {T} of hiding the test results and of lying to inspectors.", "", -1),
    ("Analysts said {T} had once again shown itself to be an unreliable partner.", "", -1),
    ("{T}'s refusal even to discuss the claims was described as arrogant and insulting.", "", -1),
    ("{T} flagrantly violated the ceasefire, {O} said in a protest note.", "", -1),
    ("{T} will host the ministers' meeting on Thursday, the agenda said.", "", 0),
    ("The delegation flew from {T} to {O} on Sunday evening.", "", 0),
    ("{T} accused {O} of dumping steel below cost.", "", 0),
    ("Shipments from {T} rose 3 percent in May, customs data showed.", "", 0),
    ("An official of {T} said talks with {O} would resume next week.", "", 0),
    ("The typhoon is expected to reach {T} on Friday.", "", 0),
    ("{O} thanked {T} for its generous help after the earthquake.", "", 1),
    ("Diplomats praised {T} for its patience and its constructive proposals.", "", 1),
    ("{T} has been a reliable and honest partner throughout, the chancellor said.", "", 1),
    ("The panel welcomed the exemplary steps that {T} took to open its archives.", "", 1),
    ("{O}'s lawmakers expressed strong support for {T}'s position in the dispute.", "", 1),
    ("{T} kept every promise it made, the mediators said with admiration.", "", 1),
)
"""Rows of our own with the stance toward T; easy ones, so that the floor stands firm."""


def filled(text: str, names: dict[str, str]) -> MarkedText:
    """The text with {T} and {O} replaced and marked."""
    plain = ""
    mentions = []
    for number, piece in enumerate(text.replace("}", "{").split("{")):
        if number % 2:
            mentions.append(Mention(piece, len(plain), len(plain) + len(names[piece])))
            plain += names[piece]
        else:
            plain += piece
    return MarkedText(plain, tuple(mentions))


TEXTS = [filled(text, {"T": "Japan", "O": "the U.S."}) for text, _, _ in ROWS]


def unseen() -> set[str]:
    """The golden paragraphs whose groups the model was not trained on."""
    rows = map(json.loads, WRITTEN.read_text(encoding="utf-8").splitlines())
    return {row["id"] for row in rows if held_out(row["group"])}


def test_the_figures_on_golden_paragraphs_it_never_saw_stay_above_their_floors() -> None:
    golden = [row for row in written() if row.id in unseen()]
    outcomes = [
        Outcome(label, given[target].label, given[target].confidence, row.id)
        for row, given in zip(golden, SCORER.score([row.marked for row in golden]), strict=True)
        for target, label in row.stance.items()
    ]
    assert len(outcomes) > 150
    assert macro_f1(outcomes) >= MACRO_F1_FLOOR
    turned = sum({o.gold, o.given} == {LABELS[0], LABELS[2]} for o in outcomes)
    assert turned / len(outcomes) <= SIGN_ERROR_CEILING


def test_it_finds_the_stance_of_plain_rows() -> None:
    said = [round_stance(scores["T"].label) for scores in SCORER.score(TEXTS)]
    right = sum(a == stance for a, (_, _, stance) in zip(said, ROWS, strict=True))
    turned = sum(a * stance == -1 for a, (_, _, stance) in zip(said, ROWS, strict=True))
    assert right >= 15
    assert turned == 0


def round_stance(label: str) -> int:
    return ("unfavorable", "neutral", "favorable").index(label) - 1


NAMES = st.sampled_from(["Japan", "South Korea", "the United States", "Peru", "Elbonia", "日本"])


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([row[0] for row in ROWS]), NAMES, NAMES)
def test_names_make_no_difference(text: str, target: str, other: str) -> None:
    usual = SCORER.score([filled(text, {"T": "Japan", "O": "South Korea"})])
    assert SCORER.score([filled(text, {"T": target, "O": other})]) == usual


@settings(deadline=None, max_examples=15)
@given(st.permutations(range(len(TEXTS))), st.integers(1, len(TEXTS)))
def test_a_score_does_not_depend_on_its_company(order: list[int], size: int) -> None:
    alone = [SCORER.score([text])[0] for text in TEXTS]
    some = order[:size]
    assert SCORER.score([TEXTS[n] for n in some]) == [alone[n] for n in some]


def test_a_second_scorer_gives_the_same_bits() -> None:
    assert ModelScorer().score(TEXTS) == SCORER.score(TEXTS)


def test_probabilities_add_up_to_one() -> None:
    for scores in SCORER.score(TEXTS):
        for score in scores.values():
            total = score.unfavorable + score.neutral + score.favorable
            assert total == pytest.approx(1, abs=1e-9)


def test_targets_come_in_order_of_mention_and_no_mention_gives_no_score() -> None:
    text = filled("{O} met {T}, and {O} left.", {"T": "Japan", "O": "Peru"})
    assert [list(scores) for scores in SCORER.score([text, MarkedText("Rain.", ())])] == [
        ["O", "T"],
        [],
    ]
    assert SCORER.score([]) == []


def test_who_may_hold_the_stance_is_told_by_name_and_exchanges_with_the_names() -> None:
    text = "{T} has again broken its word on the fishing grounds, officials of {O} said on Friday."
    one = SCORER.score([filled(text, {"T": "Japan", "O": "Peru"})])[0]["T"]
    other = SCORER.score([filled(text, {"T": "Peru", "O": "Japan"})])[0]["T"]
    assert sum(share for _, share in one.holders) == pytest.approx(1)
    assert max(one.holders, key=lambda held: held[1])[0] == "O"
    assert one == other


def test_typography_and_spaces_make_no_difference() -> None:
    one = filled("“{T} isn’t honest,” the envoy said – again.", {"T": "Japan"})
    other = filled('"{T} isn\'t honest,"  the envoy said - again.', {"T": "Japan"})
    assert SCORER.score([one]) == SCORER.score([other])


@pytest.mark.parametrize("ending", [" (Agency)", " END", "..", " /kj", " July 12."])
def test_small_edits_move_the_stance_little(ending: str) -> None:
    plain = SCORER.score(TEXTS)
    edited = SCORER.score([MarkedText(text.text + ending, text.mentions) for text in TEXTS])
    moves = [abs(a["T"].stance - b["T"].stance) for a, b in zip(plain, edited, strict=True)]
    assert sum(moves) / len(moves) < 0.1


def test_the_end_of_a_long_paragraph_is_read() -> None:
    dull = "{T} held a meeting on fisheries on Monday. " * 40
    harsh = "{T} was condemned for its shameful, dishonest and unlawful attack on civilians."
    quiet = SCORER.score([filled(dull, {"T": "Japan"})])[0]["T"]
    loud = SCORER.score([filled(dull + harsh, {"T": "Japan"})])[0]["T"]
    assert loud.unfavorable > quiet.unfavorable + 0.1


@pytest.mark.parametrize("text", ["…" * 3000, "漢" * 3000, "x" * 5000, "a.b " * 2000, "\x00\ud800"])
def test_odd_texts_are_scored_too(text: str) -> None:
    last = Mention("T", 7 + len(text), 12 + len(text))
    around = MarkedText(f"Japan {text} Japan", (Mention("T", 0, 5), last))
    (scores,) = SCORER.score([around])
    assert 0 <= scores["T"].confidence <= 1


def test_the_evidence_adds_up_to_the_stance_and_names_the_words() -> None:
    text = filled("Ministers condemned {T} for its cruel and unlawful act.", {"T": "Japan"})
    score = SCORER.score([text])[0]["T"]
    evidence = SCORER.explain(text, "T")
    assert sum(part.weight for part in evidence) == pytest.approx(score.stance)
    named = {text.text[part.start : part.end] for part in evidence}
    assert "condemned" in named
    assert [part.start for part in evidence] == sorted(part.start for part in evidence)


def test_evidence_of_a_long_paragraph_lies_within_it_and_outside_the_names() -> None:
    text = filled("{T} wrecked the deal and {O} regrets it bitterly. " * 40, {"T": "A", "O": "B"})
    evidence = SCORER.explain(text, "T")
    assert evidence
    for part in evidence:
        assert 0 <= part.start < part.end <= len(text.text)
        assert all(part.end <= m.start or part.start >= m.end for m in text.mentions)


def test_nothing_but_names_has_no_evidence() -> None:
    assert SCORER.explain(filled("{T}", {"T": "Japan"}), "T") == ()


def test_the_name_says_model_and_version() -> None:
    assert SCORER.name.split()[0] == "model"
    assert SCORER.name.split()[1]


def test_the_model_is_small() -> None:
    size = sum(path.stat().st_size for path in PACKAGED.iterdir())
    assert size < LIMIT_MB * 1_000_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the model's folder that a test may damage."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "model"))


@pytest.mark.parametrize("name", ["stance.onnx", "tokenizer.json", "calibration.json"])
def test_a_missing_file_is_named_with_a_remedy(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(StanceError, match=rf"{name}: is missing.*lexicon"):
        ModelScorer(copy).score(TEXTS)


@pytest.mark.parametrize("name", ["stance.onnx", "tokenizer.json"])
def test_a_damaged_file_is_named_with_a_remedy(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(StanceError, match=rf"{name}: is not the file.*lexicon"):
        ModelScorer(copy).score(TEXTS)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"version": 1}'])
def test_a_damaged_calibration_is_named_with_a_remedy(copy: Path, content: bytes) -> None:
    (copy / "calibration.json").write_bytes(content)
    with pytest.raises(StanceError, match=r"calibration\.json: is damaged"):
        ModelScorer(copy)


def test_a_missing_runtime_is_named_with_a_remedy() -> None:
    with pytest.raises(StanceError, match=r"needs no_such_runtime.*--scorer lexicon"):
        model.required("no_such_runtime")
