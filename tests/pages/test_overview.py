from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.charts import FIGURES, SELECTION, behind
from analysis.charts.export import export
from analysis.charts.figure import Figure
from analysis.pages import corpus
from analysis.pages.downloads import file_of
from analysis.pages.figures import HOW_TO_READ, mark_id
from analysis.summary.selection import View
from tests.pages.apps import app


def words(at: AppTest) -> str:
    """All that the page says outside its charts."""
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def cards(at: AppTest) -> list[str]:
    return [e.proto.body for e in at.get("html") if e.proto.body.startswith("<article")]


def listed(at: AppTest) -> int:
    """The number that the page states above the list of a chosen mark."""
    found = [re.match(r"\*\*([\d,]+) paragraphs?\*\* behind", m.value) for m in at.markdown]
    return next(int(match[1].replace(",", "")) for match in found if match)


def loaded() -> corpus.Loaded:
    return corpus.load(corpus.Corpus((str(corpus.SAMPLES),)))


@pytest.fixture(scope="module")
def samples() -> corpus.Loaded:
    return loaded()


def test_it_opens_on_the_samples_and_says_so() -> None:
    at = app().run()
    assert not at.exception
    assert "the sample articles that come with the program" in words(at)
    assert [metric.label for metric in at.metric][:2] == [
        "Mean stance toward Japan",
        "Mean stance toward Korea",
    ]
    assert len(cards(at)) == 10


def test_each_headline_number_stands_with_its_interval_or_says_why_there_is_none() -> None:
    at = app().run()
    notes = [c.value for c in at.caption if "paragraphs in" in c.value and "\n" in c.value]
    assert len(notes) == len(at.metric)
    for metric, note in zip(at.metric, notes, strict=True):
        assert ("95 % interval" in note) == (metric.value != "too few")
        assert re.search(r"\d+ paragraphs? in \d+ articles?, \d+ origins?", note)


def test_a_filter_changes_the_headline_numbers_and_clearing_brings_them_back() -> None:
    at = app().run()
    before = [(m.label, m.value) for m in at.metric]
    at.multiselect(key="target").set_value(["Japan"])
    at.multiselect(key="role").set_value(["caption"]).run()
    assert [m.label for m in at.metric] == ["Mean stance toward Japan"]
    assert "role caption" in words(at)
    at.button(key="clear_filters").click().run()
    assert [(m.label, m.value) for m in at.metric] == before


def test_counting_by_origin_counts_copies_once() -> None:
    at = app().run()
    shown = next(c.value for c in at.caption if c.value.startswith("Shown:"))
    at.radio(key="count").set_value("origins").run()
    fewer = next(c.value for c in at.caption if c.value.startswith("Shown:"))
    first, second = (int(text.split()[1]) for text in (shown, fewer))
    assert second < first


def test_an_address_reproduces_its_view() -> None:
    at = app()
    at.query_params["target"] = ["Korea"]
    at.query_params["count"] = "origins"
    at.query_params["from"] = "2019-07-14"
    at.query_params["chart"] = "Stance over time"
    at.run()
    assert at.multiselect(key="target").value == ["Korea"]
    assert at.radio(key="count").value == "origins"
    assert str(at.date_input(key="from").value) == "2019-07-14"
    assert HOW_TO_READ["stance_over_time"] in words(at)


def test_what_an_address_asks_for_in_vain_is_ignored_with_a_word() -> None:
    at = app()
    at.query_params["target"] = ["Atlantis"]
    at.query_params["from"] = "not-a-day"
    at.query_params["count"] = "moods"
    at.run()
    assert not at.exception
    assert "Atlantis" in at.warning[0].value
    assert at.multiselect(key="target").value == []


def test_filters_that_leave_nothing_say_what_to_do() -> None:
    at = app().run()
    at.multiselect(key="voice").set_value(["Korea"])
    at.multiselect(key="role").set_value(["headline"])
    at.multiselect(key="target").set_value(["U.S."])
    at.date_input(key="from").set_value(date(2019, 8, 29)).run()
    assert "Clear a filter" in words(at)
    at.button(key="clear_filters_here").click().run()
    assert len(cards(at)) == 10


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_every_mark_stands_for_as_many_paragraphs_as_it_says(
    figure: Figure, samples: corpus.Loaded
) -> None:
    for view in (View(), View(count="origins"), View(targets=("Japan",), roles=("body",))):
        for mark in figure.table(samples.stances, view).to_dict("records"):
            clicked = {name: mark[name] for name in figure.fields}
            assert len(behind(samples.stances, view, clicked)) == mark["n_paragraphs"]


def click(at: AppTest, figure: Figure, mark: dict[str, object]) -> AppTest:
    """Run the app as after a click on a mark of an open chart."""
    values = json.loads(mark_id(mark, figure.fields))
    event = {"selection": {SELECTION: [dict(zip(figure.fields, values, strict=True))]}}
    at.session_state[f"plot_{figure.key}_0"] = event
    return at.run()


@pytest.mark.parametrize("number", range(len(FIGURES)))
def test_a_click_lists_exactly_the_paragraphs_of_its_mark(
    number: int, samples: corpus.Loaded
) -> None:
    figure = FIGURES[number]
    marks = figure.table(samples.stances, View()).sort_values("n_paragraphs")
    mark = {str(name): value for name, value in marks.iloc[-1].items()}
    at = app()
    at.query_params["chart"] = figure.title
    click(at, figure, mark)
    assert listed(at) == mark["n_paragraphs"]
    assert at.selectbox(key=f"pick_{figure.key}").value == mark_id(mark, figure.fields)
    first = cards(at)[0]
    assert str(mark["target"]) in first


def test_an_address_reproduces_the_chosen_mark(samples: corpus.Loaded) -> None:
    figure = FIGURES[0]
    mark = figure.table(samples.stances, View()).to_dict("records")[0]
    at = app()
    at.query_params["mark"] = mark_id(mark, figure.fields)
    at.run()
    assert listed(at) == mark["n_paragraphs"]


def test_the_same_choice_can_be_made_without_a_mouse_and_taken_back() -> None:
    at = app().run()
    pick = at.selectbox(key="pick_stance_by_outlet")
    label = pick.options[0]
    number = int(label.rpartition("(")[2].split()[0])
    pick.select_index(0).run()
    assert listed(at) == number
    at.button(key="clear_stance_by_outlet").click().run()
    assert "No mark is chosen" in words(at)


def test_a_choice_that_filters_take_away_is_let_go() -> None:
    at = app().run()
    pick = at.selectbox(key="pick_stance_by_outlet")
    pick.select_index(0).run()
    chosen = json.loads(str(at.selectbox(key="pick_stance_by_outlet").value))
    other = "Korea" if chosen[1] != "Korea" else "Japan"
    at.multiselect(key="target").set_value([other]).run()
    assert at.selectbox(key="pick_stance_by_outlet").value is None
    assert "not in this view any more" in words(at)


def test_long_lists_are_paged_and_can_be_sorted() -> None:
    at = app().run()
    first = cards(at)
    at.pagination[0].set_value(2).run()
    assert cards(at)
    assert cards(at) != first
    at.selectbox(key="sort").set_value("most unfavorable first").run()
    assert all('class="card against"' in card for card in cards(at))


def test_a_saved_figure_is_what_the_command_line_exports(
    samples: corpus.Loaded, tmp_path: Path
) -> None:
    view = View(targets=("Japan",), undated=True)
    export(samples.stances, tmp_path, formats=["svg"], view=view)
    for figure in FIGURES[:2]:
        saved = file_of(figure, samples.stances, view, "svg")
        assert saved == (tmp_path / f"{figure.key}.svg").read_bytes()


def test_paths_after_the_dashes_replace_the_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.pages.apps import FERRY

    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["dashboard.py", str(tmp_path)])
    at = app().run()
    assert not at.exception
    assert "On show: the articles in" in words(at)
    assert any("dishonest" in card for card in cards(at))


def test_where_nothing_can_be_read_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["dashboard.py", str(tmp_path / "nowhere")])
    at = app().run()
    assert not at.exception
    assert "There is no article on show" in words(at)
    assert "Check the path" in words(at)


def test_every_figure_has_a_line_on_how_to_read_it() -> None:
    assert set(HOW_TO_READ) == {figure.key for figure in FIGURES}
