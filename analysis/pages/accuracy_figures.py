"""What a judged sample says: agreement, confusion, precision and recall, corrected estimates."""

from __future__ import annotations

import hashlib
import math
import tempfile
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts.estimates import draw_estimates
from analysis.charts.words import percent
from analysis.errors import StanceError
from analysis.pages import downloads
from analysis.pages.corpus import Loaded
from analysis.pages.look import dark
from analysis.pages.own_folder import own_folder
from analysis.pages.words import count, interval, named, number, plain
from analysis.reading.answers import Drawn
from analysis.records import LABELS
from analysis.summary.card import IN_WORDS, Card, make_card
from analysis.summary.coders import FEWEST_FOR_KAPPA, FEWEST_UNITS, Rate
from analysis.summary.corrected import FEWEST_LABELS, OK
from analysis.summary.designs import design_of
from analysis.summary.judgments import (
    Judgment,
    judgments_csv,
    read_judgments,
    store_judgments,
    stored_judgments,
)
from analysis.summary.labelled import lay_beside

BY: Mapping[str, tuple[str, ...]] = {"target": ("target",), "outlet": ("outlet", "target")}


def show(loaded: Loaded, sample: Drawn, keys: Mapping[str, str]) -> None:
    """Draw the figures of the sample as far as it is judged."""
    try:
        said = stored_judgments(own_folder().path)
    except StanceError:  # told at the head of the page
        said = ()
    by = str(st.session_state.get("card_by", "target"))
    card = _card(loaded, sample, keys, said, BY.get(by, ("target",)))
    if card is None:
        st.info(
            f"Nobody has judged this sample yet. Judge at least {FEWEST_FOR_KAPPA} of its "
            f"{len(sample.units):,} paragraphs, and the figures stand here."
        )
        _files(sample, said)
        return
    _agreement(card)
    _confusion(card)
    _rates(card)
    _estimates(card)
    _files(sample, said)


def _card(
    loaded: Loaded,
    sample: Drawn,
    keys: Mapping[str, str],
    said: tuple[Judgment, ...],
    by: tuple[str, ...],
) -> Card | None:
    told = hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()
    return _made(loaded.key, sample.name, told, by, loaded.machine, sample, keys, said)


@st.cache_resource(show_spinner="Reckoning", max_entries=8)
def _made(
    key: str,
    name: str,
    told: str,
    by: tuple[str, ...],
    _stances: pd.DataFrame,
    _sample: Drawn,
    _keys: Mapping[str, str],
    _said: tuple[Judgment, ...],
) -> Card | None:
    labelled = lay_beside(_stances, design_of(_sample), _said, keys=_keys)
    return None if labelled.answers.empty else make_card(labelled, by)


def _agreement(card: Card) -> None:
    found = card.accuracy
    st.subheader("Agreement", anchor=False)
    counts = card.labelled.answers["coder"].value_counts()
    coders = ", ".join(f"{plain(name, 40)} {counts[name]:,}" for name in found.coders)
    rest = card.labelled.unanswered
    left = f" {count(rest, 'paragraph')} of the sample not judged yet." if rest else ""
    st.markdown(f"{count(found.n, 'paragraph')} judged: {coders}.{left}")
    boxes: list[tuple[str, Rate, int]] = [
        ("Machine right", found.accuracy, FEWEST_UNITS),
        ("Kappa, people and machine", found.kappa, FEWEST_FOR_KAPPA),
        ("Macro-F1", found.macro_f1, FEWEST_FOR_KAPPA),
    ]
    boxes += [
        (f"Kappa, {plain(pair.a, 30)} and {plain(pair.b, 30)}", pair.kappa, FEWEST_FOR_KAPPA)
        for pair in found.pairs
    ]
    with st.container(horizontal=True, gap="small"):
        for name, rate, fewest in boxes:
            with st.container(border=True, gap="xxsmall", width=250):
                st.metric(name, "too few" if rate.value is None else f"{rate.value:.2f}")
                st.caption(_of(rate, fewest))
    if len(found.coders) < 2:
        st.caption(
            "One coder so far. How far people agree with each other is known once a second one, "
            "under another name, has judged the sample too."
        )
    elif found.alpha is not None:
        st.caption(f"Krippendorff's alpha of all coders: {found.alpha:.2f}.")


def _of(rate: Rate, fewest: int) -> str:
    if rate.n < fewest:
        return f"Needs {fewest}, there are {rate.n}"
    if rate.value is None:
        return f"Cannot be told of these {rate.n}: all answers are alike"
    if rate.low is None or rate.high is None:
        return f"Too few stories for an interval, n {rate.n}"
    return f"95 % interval {rate.low:.2f} to {rate.high:.2f}, n {rate.n}"


def _confusion(card: Card) -> None:
    st.subheader("Where the machine errs", anchor=False)
    rows = [
        {"judged by people": said} | {f"machine: {label}": row[label] for label in LABELS}
        for said, row in card.accuracy.confusion.items()
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="confusion")
    st.caption("Answers counted as they stand; the figures weigh each by its chance to be drawn.")


def _rates(card: Card) -> None:
    st.subheader("Precision and recall", anchor=False)
    table = pd.DataFrame([_rate_row(row) for row in card.accuracy.by.to_dict("records")])
    st.dataframe(table, hide_index=True, key="precision_recall")
    st.caption(
        "Precision: of what the machine calls so, the share that people call so. Recall: of what "
        "people call so, the share that the machine calls so. With 95 % intervals; under "
        f"{FEWEST_UNITS} paragraphs no share is told."
    )


def _rate_row(row: Mapping[Hashable, Any]) -> dict[str, str]:
    name = "all" if row["group"] == "all" else named(str(row["group"]), row["name"])
    cells = {"of": name, "label": str(row["label"])}
    for figure in ("precision", "recall"):
        n = int(row[f"{figure}_n"])
        if math.isnan(row[figure]):
            cells[figure] = f"needs {FEWEST_UNITS}, has {n}"
            continue
        low, high = row[f"{figure}_low"], row[f"{figure}_high"]
        ends = "" if math.isnan(low) else f" ({low:.2f} to {high:.2f})"
        cells[figure] = f"{row[figure]:.2f}{ends}, n {n}"
    return cells


def _estimates(card: Card) -> None:
    st.subheader("Means and shares, raw and corrected", anchor=False)
    st.segmented_control(
        "By", list(BY), default="target", key="card_by", required=True, persist_state="session"
    )
    by = BY.get(str(st.session_state.get("card_by")), ("target",))
    if set(by) <= set(card.estimates):
        st.altair_chart(
            draw_estimates(card.estimates, by, dark=dark()), theme=None, key="corrected_chart"
        )
    table = pd.DataFrame([_estimate_row(row) for row in card.estimates.to_dict("records")])
    st.dataframe(table, hide_index=True, key="estimates")
    st.caption(
        "Raw: the machine's, which takes its own errors for truth. Corrected: its scores of all "
        "paragraphs set right by what people said of the sample; where its interval is elsewhere, "
        "believe it rather than the raw one."
    )
    downloads.table(card.estimates, "corrected", label="Save these figures as CSV")


def _estimate_row(row: Mapping[Hashable, Any]) -> dict[str, str]:
    cells = {str(key): named(str(key), row[key]) for key in ("outlet", "target") if key in row}
    mean = row["measure"] == "mean"
    cells["figure"] = IN_WORDS[str(row["measure"])]
    cells["raw"] = _span(row["raw"], row["raw_low"], row["raw_high"], mean=mean)
    if row["state"] == OK:
        cells["corrected"] = _span(row["corrected"], row["low"], row["high"], mean=mean)
    elif row["n_labels"] < FEWEST_LABELS:
        cells["corrected"] = f"needs {FEWEST_LABELS} labels, has {int(row['n_labels'])}"
    else:
        cells["corrected"] = "labels of too few stories"
    cells["labels"] = f"{int(row['n_labels']):,} of {int(row['n_paragraphs']):,}"
    return cells


def _span(value: float, low: float, high: float, *, mean: bool) -> str:
    if math.isnan(value):
        return "too few"
    said = number(value) if mean else percent(value)
    if math.isnan(low) or math.isnan(high):
        return f"{said} (too few for an interval)"
    return f"{said} ({interval(low, high) if mean else f'{percent(low)} to {percent(high)}'})"


def _files(sample: Drawn, said: tuple[Judgment, ...]) -> None:
    """All answers as a file and back, and how the sample was drawn."""
    with st.expander("Answers as a file", key="answer_files"):
        if message := st.session_state.pop("answers_taken", None):
            st.markdown(plain(message, 900))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.download_button(
                "Save all answers as CSV",
                judgments_csv(said),
                "judgments.csv",
                downloads.MIME["csv"],
                key="csv_judgments",
                on_click="ignore",
                disabled=not said,
            )
            downloads.table(design_of(sample), "design", label="Save the design as CSV")
        st.file_uploader(
            "Take in a coder's answers (CSV)", "csv", key="answers_file", on_change=_take_in
        )


def _take_in() -> None:
    file: Any = st.session_state.get("answers_file")
    if file is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        path.write_bytes(file.getvalue())
        try:
            found, rejected = read_judgments(path, coder=Path(file.name).stem)
            new = store_judgments(found, own_folder().path)
        except StanceError as error:
            st.session_state["answers_taken"] = f"Not taken in: {error.what}. {error.remedy}"
            return
    bad = "".join(f" Left out: {one.reason}." for one in rejected[:5])
    st.session_state["answers_taken"] = f"{count(new, 'new answer')} of {len(found):,} kept.{bad}"
