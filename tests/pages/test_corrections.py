"""What a person corrects on the page changes the charts, is kept, and can be taken back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.pages import corpus
from analysis.pages.read_table import SHOWN
from analysis.reading.edits import Edits, standing
from analysis.reading.kept import Brought, Shelf
from analysis.reading.workspace import FILE, home
from tests.pages.apps import FERRY, HOSTILE, app
from tests.pages.test_articles import overview, table, upload
from tests.pages.test_overview import cards, words

QUAY = """Quay reopens

The Harbor Gazette
March 12, 2021

TOKYO, March 12 -- Japan praised South Korea on Friday for its patient and generous help.
"""
KOREAN = """부두가 다시 열렸다

한국과 일본은 금요일에 부두를 다시 열기로 합의했다고 당국이 밝혔다.

정부는 이번 합의가 두 나라의 관계에 도움이 될 것이라고 말하며 환영의 뜻을 나타냈다고 전했다.
"""
SHEET = b"""Alpha,Beta,Gamma
"Japan blamed South Korea for the long delay and called it reckless and unfair.",Delay,2021-03-09
"South Korea praised Japan for its generous and patient help with the new quay.",Quay,2021-03-10
"""


def page() -> AppTest:
    """The page of the articles in a new session, on one's own articles alone."""
    at = app()
    at.session_state["beside"] = False
    return at.switch_page("analysis/pages/articles.py").run()


def with_own(*texts: str) -> AppTest:
    """The page with ``texts`` alone."""
    Shelf(home()).keep([Brought(f"own-{n}.txt", t.encode()) for n, t in enumerate(texts)])
    return page()


def editor(at: AppTest) -> str:
    return str(at.data_editor[0].key)


def write(at: AppTest, row: int, **cells: str | None) -> AppTest:
    """Change cells of a row of the table of what was read."""
    at.session_state[editor(at)] = {
        "edited_rows": {row: cells},
        "added_rows": [],
        "deleted_rows": [],
    }
    return at.run()


def months(at: AppTest) -> set[str]:
    """The months that the chart over time draws."""
    overview(at)
    at.session_state["chart"] = "Stance over time"
    at.run()
    assert not at.exception
    return set(table(at, "date", "mean")["date"].astype(str).str[:7])


def test_a_date_corrected_in_its_cell_is_saved_and_changes_the_chart() -> None:
    at = with_own(FERRY, QUAY)
    shown = at.data_editor[0].value
    row = shown["title"].tolist().index("Quay reopens")
    assert months(at) == {"2021-03"}
    at.switch_page("analysis/pages/articles.py").run()
    write(at, row, date="2021-04-20")
    assert not at.exception
    (edit,) = standing(Edits.at_home().all())
    assert (edit.change.field, edit.change.value) == ("date", "2021-04-20")
    assert edit.change.machine == "2021-03-12"
    assert months(at) == {"2021-03", "2021-04"}


def test_a_correction_is_there_in_another_session_and_can_be_taken_back_and_put_back() -> None:
    at = with_own(QUAY)
    write(at, 0, outlet="The Quay Times", date=None)
    another = page()
    row = another.data_editor[0].value.iloc[0]
    assert row["outlet"] == "The Quay Times"
    assert row["date"] is None or row.isna()["date"]
    assert row["outlet from"] == "corrected by hand · certain"
    another.button(key="undo_edit").click().run()
    assert "taken back" in words(another)
    kept = {edit.change.field for edit in standing(Edits.at_home().all())}
    assert len(kept) == 1
    next(b for b in another.button if b.label == "Put back").click().run()
    assert {e.change.field for e in standing(Edits.at_home().all())} == {"outlet", "date"}


def test_what_was_taken_back_is_not_saved_again_by_the_cell_that_was_changed() -> None:
    at = with_own(QUAY)
    write(at, 0, outlet="The Quay Times")
    first = editor(at)
    at.session_state[first] = {"edited_rows": {0: {"outlet": "The Quay Times"}}}
    at.button(key="undo_edit").click().run()
    at.run()
    assert not standing(Edits.at_home().all())
    assert editor(at) != first
    assert at.data_editor[0].value.iloc[0]["outlet"] != "The Quay Times"


def test_a_cell_that_cannot_be_used_is_refused_with_the_remedy() -> None:
    at = with_own(QUAY)
    write(at, 0, date="soon")
    assert "2019-07-31" in at.error[0].value
    assert not Edits.at_home().all()


def test_a_rival_value_is_taken_with_one_click_and_a_name_is_kept() -> None:
    at = with_own(QUAY)
    at.text_input(key="who").set_value("Ana <b>").run()
    write(at, 0, title="Quay opens again")
    at.selectbox(key="look_at").select_index(0).run()
    next(b for b in at.button if str(b.key).startswith("take_title_")).click().run()
    last = standing(Edits.at_home().all())[-1]
    assert (last.change.value, last.who) == ("Quay reopens", "Ana <b>")
    assert "<b>" not in words(at)
    assert page().text_input(key="who").value == "Ana <b>"


def test_the_form_below_the_table_does_the_same_by_keyboard() -> None:
    at = with_own(QUAY)
    at.selectbox(key="look_at").select_index(0).run()
    next(i for i in at.text_input if str(i.key).startswith("value_date_")).set_value("4 April 2021")
    next(i for i in at.text_input if str(i.key).startswith("reason_")).set_value("print edition")
    next(b for b in at.button if b.label == "Save").click().run()
    (edit,) = Edits.at_home().all()
    assert (edit.change.value, edit.change.reason) == ("2021-04-04", "print edition")
    assert "print edition" in words(at)


def test_a_paragraph_can_be_given_another_role() -> None:
    at = with_own(FERRY + "\nShare this article\n")
    at.selectbox(key="look_at").select_index(0).run()
    choice = next(s for s in at.selectbox if str(s.key).startswith("paragraph_"))
    number = next(i for i, option in enumerate(choice.options) if "Share this" in option)
    choice.select_index(number).run()
    next(s for s in at.selectbox if str(s.key).startswith("role_")).set_value("body").run()
    next(b for b in at.button if str(b.key).startswith("save_role_")).click().run()
    assert not at.exception
    (edit,) = Edits.at_home().all()
    assert (edit.change.field, edit.change.value) == ("role", "body")
    out = table(at, "role", "reason")
    assert "Share this article" not in set(out["text"])


def test_text_in_another_language_is_counted_and_listed_and_never_neutral() -> None:
    at = with_own(QUAY, KOREAN)
    assert "not scored because not in English" in words(at)
    assert at.data_editor[0].value["not English"].max() >= 2
    listed = table(at, "role", "reason")
    assert listed is not None
    overview(at)
    assert not any("부두" in card for card in cards(at))


def test_the_columns_of_a_table_can_be_named_and_that_is_kept_with_it() -> None:
    at = upload(page(), ("sheet.csv", SHEET))
    assert not at.exception
    assert "Choose the column of the text" in words(at)
    for field, column in (("text", "Alpha"), ("title", "Beta")):
        choice = next(s for s in at.selectbox if str(s.key).startswith(f"column_{field}_"))
        choice.set_value(column).run()
    assert set(at.data_editor[0].value["title"]) == {"Delay", "Quay"}
    another = page()
    chosen = next(s for s in another.selectbox if str(s.key).startswith("column_title_"))
    assert chosen.value == "Beta"


def test_a_folder_is_added_by_its_path_and_a_path_that_is_none_is_refused(tmp_path: Path) -> None:
    at = page()
    at.text_input(key="folder_path").set_value(str(tmp_path / "nowhere"))
    at.button(key="add_folder").click().run()
    assert "there is no such folder" in at.error[0].value
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "quay.txt").write_text(QUAY, encoding="utf-8")
    at.text_input(key="folder_path").set_value(str(tmp_path))
    at.button(key="add_folder").click().run()
    assert "1 article read, read where it lies" in words(at)
    (tmp_path / "a" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    at.button(key="again").click().run()
    assert "2 articles read" in words(at)


def test_what_was_brought_is_there_in_another_session_and_what_was_taken_away_comes_back() -> None:
    with_own(QUAY)
    at = page()
    assert "own\\-0\\.txt" in words(at)
    next(b for b in at.button if str(b.key).startswith("remove_")).click().run()
    assert "1 article read" not in words(at)
    another = page()
    next(b for b in another.button if str(b.key).startswith("back_")).click().run()
    assert "1 article read" in words(another)
    another.button(key="remove_all").click().run()
    another.button(key="delete_away").click().run()
    assert not [b for b in another.button if str(b.key).startswith("back_")]


def test_two_files_of_the_same_content_are_named() -> None:
    at = with_own(QUAY, QUAY)
    shown = at.data_editor[0].value
    assert sum(shown["same as"] != "") == 1
    assert "1 of the same content as another" in words(at)


def test_a_folder_that_cannot_be_used_is_named_and_the_page_works(own_folder: Path) -> None:
    (own_folder / FILE).write_bytes(b"damaged " * 1000)
    at = upload(page(), ("quay.txt", QUAY.encode()))
    assert not at.exception
    assert "damaged" in at.error[0].value
    assert own_folder.name in at.error[0].value
    write(at, 0, outlet="The Quay Times")
    assert at.data_editor[0].value.iloc[0]["outlet"] == "The Quay Times"
    assert (own_folder / FILE).read_bytes().startswith(b"damaged")


def test_a_record_that_fails_later_stops_nothing_and_is_named(own_folder: Path) -> None:
    at = with_own(QUAY)
    connection = sqlite3.connect(own_folder / FILE)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    at.run()
    assert not at.exception
    assert any("newer version" in error.value for error in at.error)


def test_hostile_names_and_values_reach_the_page_only_as_text() -> None:
    name = "=1+1 <img src=x> ![p](http://example.org/p.png)\u202e.txt"
    at = upload(page(), (name, HOSTILE.encode()))
    write(at, 0, outlet="<script>alert(1)</script> ![p](http://example.org/p.png) :red[x] $y$")
    at.selectbox(key="look_at").select_index(0).run()
    assert not at.exception
    body = "".join(element.proto.body for element in at.get("html"))
    assert "<script>" not in body
    assert "<img" not in body
    assert "![" not in words(at)
    assert "<script" not in words(at).replace("\\<", "")


def test_the_page_shows_what_is_read_while_the_rest_is_still_being_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = with_own(QUAY)
    monkeypatch.setattr(corpus.read_so_far, "__kwdefaults__", {"seconds": 0.0})
    upload(at, ("later.txt", FERRY.encode()))
    assert not at.exception
    monkeypatch.setattr(corpus.read_so_far, "__kwdefaults__", {"seconds": 60.0})
    at.run()
    assert len(at.session_state[SHOWN]) == 2
