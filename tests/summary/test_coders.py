"""The figures of coders and machine: by hand, by simulation, and none where there is too little."""

from __future__ import annotations

import numpy as np
import pytest
from pandas import DataFrame

from analysis.records import LABELS
from analysis.summary.accuracy import Outcome, kappa, macro_f1
from analysis.summary.card import make_card
from analysis.summary.coders import (
    FEWEST_UNITS,
    Rate,
    accuracy_of,
    alpha,
    kappas,
    macro_f1s,
    precision_and_recall,
    share,
)
from analysis.summary.judgments import Judgment
from analysis.summary.labelled import Labelled, lay_beside
from analysis.summary.sampling import draw_sample
from tests.summary.judged import World, judged
from tests.summary.made import again

NUMBER: dict[str, int] = {label: number for number, label in enumerate(LABELS)}
WORLD = World("good", stories=150)
STANCES = WORLD.corpus(np.random.default_rng(5))
SAMPLE = draw_sample(STANCES, 200)
ANNA = judged(STANCES, SAMPLE.design)
BEN = judged(STANCES, SAMPLE.design, "Ben", errors=range(0, 200, 10))


def beside(*coders: list[Judgment]) -> Labelled:
    return lay_beside(STANCES, SAMPLE.design, [one for coder in coders for one in coder])


def answers(
    *said: tuple[int, str, str], chance: float = 1.0, machine: str = "neutral"
) -> DataFrame:
    """Answers of (unit, coder, label), each unit a story of its own."""
    return DataFrame(
        [
            {
                "unit": unit, "story": unit, "outlet": "x", "target": "t", "machine": "neutral",
                "coder": coder, "answer": label, "chance": 1.0,
            }
            for unit, coder, label in said
        ]
    )  # fmt: skip


def test_kappa_and_macro_f1_agree_with_those_of_labelled_rows() -> None:
    dice = np.random.default_rng(3)
    table = dice.integers(0, 12, (3, 3)).astype(float)
    outcomes = [
        Outcome(LABELS[gold], LABELS[given], 1.0, "")
        for gold in range(3)
        for given in range(3)
        for _ in range(int(table[gold, given]))
    ]
    assert kappas(table[None])[0] == pytest.approx(kappa(outcomes))
    assert macro_f1s(table[None])[0] == pytest.approx(macro_f1(outcomes))


def test_kappa_is_that_of_the_textbook_table() -> None:
    # Cohen (1960), table 1: agreement .29, by chance .35.
    table = np.array([[0.25, 0.13, 0.12], [0.12, 0.02, 0.16], [0.03, 0.15, 0.02]])
    assert kappas(table[None])[0] == pytest.approx(-0.092, abs=5e-4)


def test_one_label_alone_has_no_kappa() -> None:
    assert np.isnan(kappas(np.array([[[0, 0, 0], [0, 9.0, 0], [0, 0, 0]]]))[0])


def test_two_coders_who_differ_in_every_tenth_agree_in_nine_of_ten() -> None:
    found = accuracy_of(beside(ANNA, BEN).answers)
    (pair,) = found.pairs
    assert (pair.a, pair.b) == ("Anna", "Ben")
    assert pair.agreement.n == 200
    # Weighted by chance, so it is near 0.9 and not quite.
    assert pair.agreement.value == pytest.approx(0.9, abs=0.05)
    assert pair.kappa.value is not None
    assert pair.kappa.low is not None
    assert pair.kappa.low < pair.kappa.value < 0.95
    assert found.n == 200
    assert found.n_answers == 400


def test_a_coder_alone_has_no_pair_and_no_alpha() -> None:
    found = accuracy_of(beside(ANNA).answers)
    assert found.pairs == ()
    assert found.alpha is None
    assert found.coders == ("Anna",)


def test_figures_speak_of_the_corpus_and_not_of_the_sample() -> None:
    labelled = beside(ANNA)
    found = accuracy_of(labelled.answers)
    true = STANCES["truth"] == STANCES["label"].map(dict(zip(LABELS, (-1, 0, 1), strict=True)))
    in_sample = (labelled.answers["answer"] == labelled.answers["machine"]).mean()
    assert found.accuracy.value is not None
    # 200 weighted units: a standard error of about 2.5 points; the sample holds rare labels more
    # often, on which the machine is worse.
    assert found.accuracy.value == pytest.approx(true.mean(), abs=0.06)
    assert found.accuracy.low is not None
    assert found.accuracy.high is not None
    assert found.accuracy.low < true.mean() < found.accuracy.high
    assert in_sample == sum(found.confusion[label][label] for label in LABELS) / 200


def test_alpha_is_that_of_all_pairs_of_answers() -> None:
    dice = np.random.default_rng(8)
    said = [(unit, coder, str(dice.choice(LABELS))) for unit in range(25) for coder in "ABC"]
    said = [one for one in said if dice.random() < 0.8]
    values: dict[int, list[int]] = {}
    for unit, _, label in said:
        values.setdefault(unit, []).append(NUMBER[label])
    paired = [of for of in values.values() if len(of) > 1]
    within = sum((a - b) ** 2 / (len(of) - 1) for of in paired for a in of for b in of)
    every = [value for of in paired for value in of]
    among = sum((a - b) ** 2 for a in every for b in every)
    n = len(every)
    assert alpha(answers(*said)) == pytest.approx(1 - (within / n) / (among / (n * (n - 1))))


def test_alpha_is_one_where_all_agree_and_unknown_where_all_say_the_same() -> None:
    agree = [(unit, coder, LABELS[unit % 3]) for unit in range(6) for coder in "AB"]
    assert alpha(answers(*agree)) == pytest.approx(1)
    assert alpha(answers((0, "A", "neutral"), (0, "B", "neutral"))) is None


def test_precision_and_recall_are_those_counted_by_hand() -> None:
    said = [(unit, "A", "favorable" if unit < 15 else "neutral") for unit in range(40)]
    table = answers(*said).assign(
        machine=["favorable" if unit % 5 < 2 else "neutral" for unit in range(40)]
    )
    found = precision_and_recall(table)
    row = found[(found["group"] == "all") & (found["label"] == "favorable")].iloc[0]
    assert (row["precision"], row["precision_n"]) == (6 / 16, 16)
    assert (row["recall"], row["recall_n"]) == (6 / 15, 15)
    unfavorable = found[(found["group"] == "all") & (found["label"] == "unfavorable")].iloc[0]
    assert np.isnan(unfavorable["precision"])
    assert unfavorable["precision_n"] == 0


@pytest.mark.parametrize("n", [0, 1, FEWEST_UNITS - 1])
def test_of_too_few_units_no_share_is_told(n: int) -> None:
    found = share(np.ones(n, bool), np.ones(n), np.arange(n), n)
    assert found == Rate(None, None, None, n)
    assert found.describe() == f"not told (n {n})"


def test_a_share_of_one_story_has_no_interval() -> None:
    found = share(np.arange(12) < 6, np.ones(12), np.zeros(12, np.int64), 12)
    assert found == Rate(0.5, None, None, 12)
    assert "too few for an interval" in found.describe()


def test_all_right_is_no_certainty() -> None:
    found = share(np.ones(15, bool), np.ones(15), np.arange(15), 15)
    assert found.value == 1
    assert found.high == 1
    assert found.low is not None
    assert 0.7 < found.low < 0.85


def test_intervals_of_kappa_accuracy_and_precision_hold_the_truth() -> None:
    world = World("biased", stories=120, outlets=("Fjord Post",))
    whole = World("biased", stories=40_000).draw(40_000, np.random.default_rng(1))
    truth = (whole.truth + 1).astype(int)
    table = np.zeros((3, 3))
    np.add.at(table, (truth, whole.answer), 1)
    true = {
        "kappa": float(kappas(table[None])[0]),
        "accuracy": float(np.trace(table) / table.sum()),
        "precision": float(table[0, 0] / table[:, 0].sum()),
        "recall": float(table[0, 0] / table[0].sum()),
    }
    held = dict.fromkeys(true, 0)
    dice = np.random.default_rng(2)
    corpora = 40
    for _ in range(corpora):
        stances = world.corpus(dice)
        sample = draw_sample(stances, 100, seed=int(dice.integers(1000)))
        found = accuracy_of(
            lay_beside(stances, sample.design, judged(stances, sample.design)).answers
        )
        row = found.by.iloc[0]
        for name, low, high in (
            ("kappa", found.kappa.low, found.kappa.high),
            ("accuracy", found.accuracy.low, found.accuracy.high),
            ("precision", row["precision_low"], row["precision_high"]),
            ("recall", row["recall_low"], row["recall_high"]),
        ):
            assert low is not None
            assert high is not None
            held[name] += low <= true[name] <= high
    print({name: round(count / corpora, 3) for name, count in held.items()})
    # Two standard errors of 93 % on 40 corpora are 8.1 points.
    assert all(count / corpora >= 0.93 - 0.081 for count in held.values())


def test_a_judgment_of_a_copy_counts_for_its_origin_and_for_all_copies() -> None:
    stances = again(STANCES, "article 0003", "Mesa Herald")
    sample = draw_sample(stances, len(stances))
    rows = stances["article_id"] == "article 0003 in Mesa Herald"
    copy = Judgment("article 0003 in Mesa Herald", 0, "Japan", 1, "Anna")
    found = lay_beside(stances, sample.design, [copy])
    assert found.rows["judged"].notna().sum() == 2
    assert found.rows.loc[rows.to_numpy(), "judged"].notna().sum() == 1
    assert len(found.answers) == 1


def test_what_was_not_drawn_or_is_not_there_is_counted_and_left_out() -> None:
    drawn = {(one.article, one.paragraph) for one in ANNA}
    places = zip(STANCES["article_id"], STANCES["paragraph"], strict=True)
    other = next(place for place in places if place not in drawn)
    outside = Judgment(*other, "Japan", 1, "Anna")
    gone = Judgment("an article of another corpus", 0, "Japan", 1, "Anna")
    found = lay_beside(STANCES, SAMPLE.design, [*ANNA[:150], outside, gone])
    assert (found.outside, found.unplaced, found.unanswered) == (1, 1, 50)
    assert found.answers["unit"].nunique() == 150


def test_the_last_answer_of_a_coder_counts_and_coders_share_a_unit() -> None:
    first = ANNA[0]
    changed = Judgment(first.article, first.paragraph, first.target, -1, "Anna")
    other = Judgment(first.article, first.paragraph, first.target, 1, "Ben")
    found = lay_beside(STANCES, SAMPLE.design, [first, changed, other])
    assert found.rows["judged"].dropna().tolist() == [0.0]
    assert found.rows["judged_unfavorable"].dropna().tolist() == [0.5]
    assert found.rows["judged_neutral"].dropna().tolist() == [0.0]


def test_a_card_says_what_was_judged_and_what_was_not_used() -> None:
    gone = Judgment("an article of another corpus", 0, "Japan", 1, "Anna")
    card = make_card(lay_beside(STANCES, SAMPLE.design, [*ANNA[:180], *BEN[:180], gone]))
    said = card.describe()
    for words in (
        "180 paragraphs judged by Anna, Ben",
        "20 of the sample without an answer",
        "1 judged and not in the corpus, not used",
        "kappa of Anna and Ben: ",
        "Japan, unfavorable: precision ",
        "Japan, mean stance: raw ",
    ):
        assert words in said
    told = card.to_dict()
    assert told["n"] == 180
    assert told["n_answers"] == 360
