"""The method in plain words: what a score means, how it is made, and how far to trust it."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import analysis
from analysis.charts.reliability import draw_reliability, reliability_table
from analysis.pages import cards
from analysis.pages.look import dress
from analysis.stance.catalogue import SCORERS
from analysis.summary.aggregate import FEWEST_PARAGRAPHS
from analysis.summary.intervals import FEWEST_STORIES

ACCURACY = Path(analysis.__file__).parent / "data" / "accuracy.json"
COLUMNS = {
    "data": "Texts",
    "labels": "Labels by",
    "n": "Rows",
    "scorer": "Scorer",
    "macro_f1": "Macro-F1",
    "interval": "95 %",
    "sign_error_rate": "Sign errors",
    "holder_accuracy": "Voice right",
}

SCORE = """
A **stance** is how the words of one paragraph judge one **target**: its government, officials,
conduct, policy or claims, as a reasonable reader takes them, whoever is speaking.

- **Unfavorable**: the target is criticized, blamed, accused, mistrusted, or shown as obstructive,
  hostile or unreliable.
- **Favorable**: the target or its position is praised, supported, sympathized with, or shown as
  constructive, principled or in the right.
- **Neutral**: a plain mention, a procedure, a place or date, harm that nobody is blamed for, or
  judgments that balance.

The number runs from −1 to +1. It is the probability of *favorable* less the probability of
*unfavorable*, so 0 means neutral or balanced, not “unknown”. A paragraph that does not mention a
target has no score for it at all. **Confidence** is the probability of the label shown.
"""

RULES = """
1. What is said about the target counts, not the mood of the paragraph. Bad news that involves a
   country is neutral unless it is judged.
2. Who criticizes is not thereby criticized. “Seoul called Tokyo's claim groundless” is unfavorable
   to Japan and neutral to Korea. An accusation counts against the accused even when it is only
   reported, and a denial does not turn it positive.
3. Support for a target's position counts for the target.
4. The outlet's own wording counts: “in an apparent retaliatory step”, “spurned the offer”.
5. A self-justification counts as favorable only where the paragraph presents it as principled or
   convincing. A bare assertion is neutral.
6. Where both signs are present the dominant one is taken; where they balance, neutral.
7. A firm or a private person known only by nationality counts as the country only where it stands
   for it.
8. Insulting names count against the country that they name; “ally” and “partner” as plain
   description do not count.
"""

MENTIONS = """
A paragraph is scored for each target that it mentions: by name or demonym, by its capital, by an
institution, or by a person whom the article ties to the country. Outlet names (“The Korea
Herald”), airports and seas do not count. North Korea is never Korea. The names are listed in a
targets file that you can replace on the Articles page.
"""

VOICES = """
Each stance has a **voice**, the holder: *the outlet itself* in its own, unattributed words, a
source of one of the targets (an official, a firm, its people), or *others* (anonymous sources and
third parties). It is found by quotation marks, reporting verbs and “according to”, weighed with
what the model takes for the holder. Where a source reports how another country feels, the voice is
that country's.
"""

ORIGINS = """
Wire stories appear in many outlets. The first paragraph of its kind is the **origin**; the same
paragraph elsewhere, edited or not, is a copy of it. You can count every publication (*articles*:
how often readers meet it), each origin once (*origins*: how many independent texts say it), or
what an outlet wrote itself (*own*). Then agency copy is left out: paragraphs of articles credited
to an agency, copies of an agency's article, and paragraphs that another outlet prints with an
agency's credit. Where several outlets print the same text and no agency is named with any of them,
nothing tells who wrote it, and each keeps it.
"""

INTERVALS = f"""
A mean stands with a **95 % interval** and with the numbers of paragraphs, articles and origins
behind it. Paragraphs of one story resemble each other, so the interval is computed from whole
stories, not from single paragraphs: copies do not narrow it. Each story is left out in turn (a
jackknife), with two imagined stories at the ends of the scale for what so few may have missed. In
simulations of ordinary corpora it held the true mean in 93 % of cases or more, and in 88 % at the
worst where every story was a single paragraph; under ten stories it is wider than it need be.
Under {FEWEST_PARAGRAPHS} paragraphs or {FEWEST_STORIES} independent stories there is no honest
interval; the page then says “too few”, and charts draw a hollow mark.
"""

TWO_SCORERS = """
- **model**, the default: a small neural network, run on this machine. It reads the paragraph with
  the target's name and the other countries' hidden, and gives the three probabilities. It has
  learned from labelled paragraphs; its card, `analysis/data/model/card.md`, tells from which, and
  where it fails. Its words are found on demand, by leaving out one after another, so they show what
  the answer hangs on and not how it was made. A copy that is nearly its origin has its score.
- **lexicon**: a list of words of news and diplomacy, each with the one on whom it falls (who does
  it, to whom it is done, whose it is), read clause by clause, beside VADER's rules. Every score
  carries its words, and their weights add up to it. It misses more stances; where it names a side
  it rarely turns it round. It runs where the model cannot, and its answer stands beside the
  model's, with a warning where the two disagree in sign.

Both read with every country's name hidden, so that no country has a score of its own.
"""

LIMITS = """
- Both scorers read one paragraph at a time. They miss irony, allusion and what only the wider
  article makes clear. The model errs mostly between neutral and a side; the lexicon, where it does
  not know, says neutral, so its means are likely closer to 0 than a careful reader would put them.
- Most news paragraphs are neutral, and few are favorable, so small differences need many articles.
- An outlet's mean describes the articles loaded here, not the outlet.
- **VADER sentiment** is shown beside the stance as a plain baseline: the tone of the words, without
  a target. A paragraph can sound grim and judge nobody.
"""

CITE = """
Name with it the articles that you loaded, the scorer (it is in every table), how you counted
(articles or origins), and the date. Every exported chart carries these in its subtitle and note,
and the CSV beside it holds the numbers. The sentiment is C.J. Hutto and E. Gilbert, *VADER: A
Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text*, ICWSM 2014.
"""


def show() -> None:
    """Draw the page."""
    dress()
    with st.container(width=760):
        st.title("Method", anchor=False)
        _section("What a score means", SCORE)
        st.html(cards.legend())
        _section("The rules", RULES)
        _section("When a paragraph mentions a target", MENTIONS)
        _section("Whose voice", VOICES)
        _section("Copies and origins", ORIGINS)
        _section("Intervals and numbers", INTERVALS)
        _section("The two scorers", TWO_SCORERS)
        _section("Limits", LIMITS)
    with st.container(width=1040):
        _accuracy()
    with st.container(width=760):
        st.header("How to cite", anchor="how-to-cite")
        st.code(_citation(), language=None, wrap_lines=True)
        st.markdown(CITE)


def _section(title: str, text: str) -> None:
    st.header(title, anchor=title.lower().replace(" ", "-"))
    st.markdown(text)


def _accuracy() -> None:
    rows = accuracy_rows(ACCURACY)
    if not rows:
        return
    st.header("How accurate it is", anchor="accuracy")
    st.markdown(
        "Agreement with labelled rows, beside two baselines. Where the labels are by *a language "
        "model*, it read each paragraph under the rules above, and **no person has checked them**: "
        "read those figures as agreement with that reader. Macro-F1 averages over the three "
        "labels, its interval resamples articles; a sign error takes favorable for unfavorable or "
        "the reverse."
    )
    frame = pd.DataFrame(rows)
    if {"low", "high"} <= set(frame):
        frame["interval"] = [
            f"{low:.2f} to {high:.2f}"
            for low, high in zip(frame["low"], frame["high"], strict=True)
        ]
    frame = frame[[name for name in COLUMNS if name in frame]].rename(columns=COLUMNS)
    share = st.column_config.NumberColumn(format="%.1f %%")
    for name in ("Sign errors", "Voice right"):
        if name in frame:
            frame[name] = 100 * frame[name].astype(float)
    st.dataframe(
        frame,
        hide_index=True,
        height="content",
        placeholder="–",
        key="accuracy",
        column_config={
            "Macro-F1": st.column_config.NumberColumn(format="%.2f"),
            **dict.fromkeys(("Sign errors", "Voice right"), share),
        },
    )
    _reliability(rows)


def _reliability(rows: list[dict[str, object]]) -> None:
    """How far a confidence can be believed, on the first set: news paragraphs on the targets."""
    first = rows[0]["data"]
    own = {name_of(row["scorer"]) for row in rows if name_of(row["scorer"]) in SCORERS}
    bins: dict[str, Any] = {
        str(row["scorer"]): row["reliability"]
        for row in rows
        if row["data"] == first and name_of(row["scorer"]) in own and row.get("reliability")
    }
    if not bins:
        return
    st.header("How far to believe a confidence", anchor="confidence")
    st.markdown(
        "Labels are gathered by their confidence. On the dashed line it means what it says; above "
        "the line a scorer is better than it claims, below it is too sure of itself."
    )
    note = f"{str(first)[:1].upper()}{str(first)[1:]}, n = {rows[0]['n']}; bars: 95 %."
    chart = draw_reliability(bins, note=note, dark=st.context.theme.type == "dark")
    st.altair_chart(chart, width="content", theme=None, key="reliability")
    with st.expander("The same as a table"):
        st.dataframe(reliability_table(bins).round(3), hide_index=True, key="reliability_table")


def name_of(scorer: object) -> str:
    """The name of a scorer without its version."""
    return str(scorer).split()[0]


def accuracy_rows(path: Path) -> list[dict[str, object]]:
    """The measured figures of ``path``: a list of rows; empty where there is no such file."""
    if not path.exists():
        return []
    held = json.loads(path.read_text(encoding="utf-8"))
    rows: list[dict[str, object]] = held["rows"] if isinstance(held, dict) else held
    return rows


def _citation() -> str:
    try:
        name = f"Stance dashboard, version {version('stance-dashboard')}"
    except PackageNotFoundError:
        name = "Stance dashboard"
    return f"{name}. Stance of news paragraphs toward countries."


if __name__ == "__main__":
    show()
