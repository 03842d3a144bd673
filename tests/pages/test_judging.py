"""A stance corrected beside its card changes the charts, is kept, and can be taken back."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from analysis.reading.edits import Edits, standing
from analysis.reading.kept import Brought, Shelf
from analysis.reading.workspace import home
from analysis.summary.edit_sheets import edit_table
from analysis.summary.tables import table_bytes
from tests.pages.apps import HOSTILE, app
from tests.pages.test_cards import Reader
from tests.pages.test_overview import cards, words

HELP = (
    "Japan praised South Korea on Friday for its patient and generous help with the quay, which "
    "had been closed for most of a long winter, an official of the port told reporters."
)
QUAY = f"Quay reopens\n\nThe Harbor Gazette\nMarch 12, 2021\n\n{HELP}\n"
AGAIN = f"A quay in use again\n\nThe Pier Times\nMarch 13, 2021\n\n{HELP}\n"


def overview(*texts: str) -> AppTest:
    """The overview in a new session, on one's own articles alone."""
    Shelf(home()).keep([Brought(f"own-{n}.txt", t.encode()) for n, t in enumerate(texts)])
    at = app()
    at.session_state["beside"] = False
    at.query_params["target"] = ["Korea"]
    return at.run()


def starts(at: AppTest, kind: str, start: str) -> str:
    """The key of the first widget of a kind whose key begins so."""
    return next(str(w.key) for w in at.get(kind) if str(getattr(w, "key", "")).startswith(start))


def shares(at: AppTest) -> tuple[float, float, float]:
    """The shares of labels that the chart is drawn from: unfavorable, neutral, favorable."""
    table = next(f.value for f in at.dataframe if "share_neutral" in f.value.columns)
    (row,) = table[["share_unfavorable", "share_neutral", "share_favorable"]].to_numpy().tolist()
    return row[0], row[1], row[2]


def judge(at: AppTest, label: str, *, name: str = "", copies: bool = False) -> AppTest:
    """Open the form of the first card and save a label in it."""
    at.button(key=starts(at, "button", "judge_")).click().run()
    at.radio(key=starts(at, "radio", "label_")).set_value(label)
    if name:
        at.text_input(key=starts(at, "text_input", "name_")).set_value(name)
    at.text_input(key=starts(at, "text_input", "why_judged_")).set_value("irony <b>")
    if copies:
        at.checkbox(key=starts(at, "checkbox", "copies_")).check()
    at.button(key=starts(at, "button", "save_judged_")).click().run()
    assert not at.exception
    return at


def test_a_judged_stance_changes_the_chart_is_signed_and_is_there_in_another_session() -> None:
    at = overview(QUAY)
    assert shares(at) == (0, 0, 1)
    judge(at, "unfavorable", name="Nao <i>")
    assert shares(at) == (1, 0, 0)
    said = Reader(cards(at)[0]).words
    assert "Judged unfavorable by Nao <i> on" in said
    assert "machine: favorable" in said
    assert "irony <b>" in said
    assert "1 judgment by hand in force" in words(at)
    assert shares(overview()) == (1, 0, 0)
    at.button(key="undo_judgment").click().run()
    assert shares(at) == (0, 0, 1)
    assert not standing(Edits.at_home().all())


def test_it_holds_for_copies_when_asked_and_is_listed_and_taken_back_among_corrections() -> None:
    at = overview(QUAY, AGAIN)
    judge(at, "neutral", copies=True)
    assert shares(at) == (0, 1, 0)
    (edit,) = standing(Edits.at_home().all())
    assert (edit.change.target, edit.change.copies, edit.change.value) == ("Korea", True, "neutral")
    at.switch_page("analysis/pages/articles.py").run()
    assert "toward Korea" in words(at)
    saved = table_bytes(edit_table(Edits.at_home().all()), ".csv")
    at.button(key="undo_edit").click().run()
    assert not standing(Edits.at_home().all())
    at.file_uploader(key="corrections_file").upload("said.csv", saved, "text/csv").run()
    assert not at.exception
    assert "1 new of 1 taken in" in words(at)
    assert [e.change for e in standing(Edits.at_home().all())] == [edit.change]


def test_a_paragraph_judged_not_to_be_about_its_target_is_left_out_until_that_is_undone() -> None:
    at = overview(QUAY, AGAIN)
    judge(at, "no")
    assert len(cards(at)) == 1
    at.button(key="undo_judgment").click().run()
    assert len(cards(at)) == 2


def test_another_voice_can_be_judged_and_hostile_text_stays_text() -> None:
    at = overview(HOSTILE)
    at.button(key=starts(at, "button", "judge_")).click().run()
    at.selectbox(key=starts(at, "selectbox", "holder_")).set_value("U.S.")
    at.button(key=starts(at, "button", "save_judged_")).click().run()
    assert not at.exception
    (edit,) = standing(Edits.at_home().all())
    assert (edit.change.field, edit.change.value) == ("holder", "U.S.")
    assert any("voice" in Reader(card).words for card in cards(at))
    assert not {"script", "img"} & {tag for card in cards(at) for tag in Reader(card).tags}
    at.button(key=starts(at, "button", "unjudge_")).click().run()
    assert not standing(Edits.at_home().all())
