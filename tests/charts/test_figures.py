"""Every figure, of every kind of corpus: what it says, what it draws, and what stands behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from analysis.charts import FIGURES, SELECTION, Figure, behind, draw, figure
from analysis.charts.over_time import FIGURE as OVER_TIME
from analysis.charts.theme import EXPORT_WIDTH, PADDING, theme
from analysis.summary.selection import View, select
from analysis.summary.tables import stance_table
from tests.summary.corpora import OUTLETS, made_analysis

EVERY = pytest.mark.parametrize("each", FIGURES, ids=lambda each: each.key)

BY_OUTLET = pytest.mark.parametrize(
    "each", [each for each in FIGURES if "outlet" in each.fields], ids=lambda each: each.key
)

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a'] + datum[\"x\"] + ['",
    'say "no" \\ to \\u0000',
    "][}{",
    "line one\nline two\r\nline three",
    "${1+1} {{2+2}} #{3}",
    "x" * 400,
    "조선일보",
    "読売新聞 オンライン",
    "  ",
    "width",
    "__proto__",
    "constructor",
    "data:image/png;base64,AAAA",
)

TARGETS = ("Japan", "Türkiye", "대한민국", "United Arab Emirates", "Brazil", "Peru", "Chad", "Iran")


@cache
def corpus(n: int, **how: Any) -> DataFrame:
    """A corpus that tests share; none of them changes it."""
    return stance_table(made_analysis(n, **how))


def spec_of(
    each: Figure, stances: DataFrame, view: View | None = None, **how: Any
) -> dict[str, Any]:
    chart = each.draw(stances, view or View(), **how)
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def walk(part: object) -> Iterator[Mapping[str, Any]]:
    """Every object of a specification."""
    if isinstance(part, Mapping):
        yield part
        for inner in part.values():
            yield from walk(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from walk(inner)


def words_of(spec: Mapping[str, object]) -> str:
    return json.dumps(spec, ensure_ascii=False)


def note_of(spec: Mapping[str, Any]) -> str:
    """The source note, as it is broken for a wide page, on one line."""
    rows = [row for data in spec["datasets"].values() for row in data if "wide" in row]
    assert len(rows) == 1
    return str(rows[0]["wide"]).replace("\n", " ")


def test_there_is_a_figure_for_each_question() -> None:
    keys = [each.key for each in FIGURES]
    assert len(set(keys)) == len(keys) >= 6
    assert all(key.replace("_", "").isalpha() and key.islower() for key in keys)


def test_a_figure_is_found_by_its_key_and_a_wrong_key_names_the_right_ones() -> None:
    assert figure("voices") is next(each for each in FIGURES if each.key == "voices")
    with pytest.raises(ValueError, match="stance_by_outlet"):
        figure("pie")
    assert draw("voices", corpus(5)).to_dict()["title"]["text"]


VIEWS = st.builds(
    View,
    targets=st.sampled_from([None, ("Japan",), ("Korea", "U.S.")]),
    outlets=st.sampled_from([None, (None,), ("Harbor Times", None)]),
    roles=st.sampled_from([None, ("body",)]),
    count=st.sampled_from(["articles", "origins"]),
    period=st.sampled_from([None, "day", "week", "month"]),
)


@settings(deadline=None, max_examples=15)
@given(st.integers(1, 25), st.integers(0, 9), VIEWS)
def test_as_many_rows_stand_behind_a_mark_as_it_says(n: int, seed: int, view: View) -> None:
    stances = corpus(n, seed=seed)
    for each in FIGURES:
        for row in each.table(stances, view).to_dict("records"):
            mark = {name: row[name] for name in each.fields}
            assert len(behind(stances, view, mark)) == row["n_paragraphs"], (each.key, mark)


@EVERY
def test_the_marks_of_a_figure_share_out_its_rows(each: Figure) -> None:
    stances = corpus(40)
    view = View(count="origins")
    rows = select(stances, view)
    if each is OVER_TIME:
        rows = rows[rows["date"].notna()]
    assert each.table(stances, view)["n_paragraphs"].sum() == len(rows)
    assert not each.table(stances, view)[list(each.fields)].duplicated().any()


@EVERY
def test_a_mark_that_was_clicked_carries_its_fields_as_the_table_has_them(each: Figure) -> None:
    stances = corpus(40)
    view = View(period="week")
    spec = spec_of(each, stances, view, selectable=True)
    (param,) = spec["params"]
    assert param["name"] == SELECTION
    assert param["select"]["fields"] == list(each.fields)
    found = 0
    for row in marks_of(spec, each.fields):
        mark = {name: row[name] for name in each.fields}
        found += 1
        assert len(behind(stances, view, mark))
    drawn = each.table(stances, view)["n_paragraphs"] > 0
    assert found == drawn.sum() * (2 if each.key == "tone_and_stance" else 1)


def marks_of(spec: Mapping[str, Any], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    """The data of the layer that can be clicked, which says each of its marks in words."""
    (layer,) = [
        part
        for part in spec["layer"]
        if part.get("encoding", {}).get("description", {}).get("field") == "described"
    ]
    rows: list[dict[str, Any]] = spec["datasets"][layer["data"]["name"]]
    assert all(set(fields) <= set(row) for row in rows)
    return rows


@EVERY
@pytest.mark.parametrize("n", [1, 5, 60])
def test_a_finished_chart_says_what_it_is_of(each: Figure, n: int) -> None:
    stances = corpus(n, undated=0)
    spec = spec_of(each, stances, width=EXPORT_WIDTH)
    articles = f"{n} article" + "s" * (n > 1)
    assert " ".join(spec["title"]["text"]) == each.question
    said = " ".join(spec["title"]["subtitle"])
    assert articles in said
    assert "every publication counts" in said
    assert "2019" in said
    assert "lexicon 1" in note_of(spec)
    assert each.question in spec["description"]
    assert len(spec["description"]) > len(each.question) + 10
    caption = each.caption(stances, View())
    assert each.question in caption
    assert articles in caption
    assert "lexicon 1" in caption


@EVERY
def test_a_chart_is_a_valid_specification(each: Figure) -> None:
    each.draw(corpus(20), View(), selectable=True).to_dict(validate=True)


@EVERY
def test_counting_by_origin_is_said(each: Figure) -> None:
    said = " ".join(spec_of(each, corpus(9), View(count="origins"))["title"]["subtitle"])
    assert "copied paragraphs count once" in said


@EVERY
def test_nothing_left_to_draw_is_said_calmly(each: Figure) -> None:
    for stances in (corpus(5), corpus(5).iloc[:0]):
        view = View(targets=())
        assert each.table(stances, view).empty
        assert "Nothing is left to draw" in words_of(spec_of(each, stances, view))
        assert each.caption(stances, view)


@EVERY
def test_a_single_paragraph_is_drawn_as_too_few_to_say(each: Figure) -> None:
    stances = corpus(3).iloc[:1].assign(date=pd.Timestamp("2019-07-04"))
    table = each.table(stances, View())
    assert table["low"].isna().all()
    assert set(table["state"]) == {"too few"}
    assert "too few" in words_of(spec_of(each, stances))


@EVERY
def test_under_five_paragraphs_no_mean_is_given(each: Figure) -> None:
    table = each.table(corpus(8), View(period="day"))
    size = table["n_all"] if "n_all" in table else table["n_paragraphs"]
    measured = table["share"] if "share" in table else table["mean"]
    assert (size < 5).any()
    assert measured[size < 5].isna().all()
    assert measured[size >= 5].notna().all()


@EVERY
def test_a_chart_on_screen_stretches_and_an_exported_one_has_its_width(each: Figure) -> None:
    stances = corpus(30)
    screen = spec_of(each, stances)
    assert screen["width"] == "container"
    assert not {"facet", "hconcat", "vconcat", "concat", "repeat"} & set(screen)
    paper = spec_of(each, stances, width=EXPORT_WIDTH)
    assert isinstance(paper["width"], int | float)
    assert 200 < paper["width"] <= EXPORT_WIDTH - 2 * PADDING
    assert "params" not in paper


@EVERY
def test_stance_is_always_drawn_from_minus_one_to_one(each: Figure) -> None:
    fields = {"stance_by_outlet": "at", "voices": "at", "tone_and_stance": "at"}
    field = fields.get(each.key)
    domains = [
        part["scale"]["domain"]
        for part in walk(spec_of(each, corpus(40)))
        if field and part.get("field") == field and "scale" in part
    ]
    assert all(domain == [-1, 1] for domain in domains)
    assert bool(domains) == bool(field)


@EVERY
def test_light_and_dark_differ_in_ink_alone(each: Figure) -> None:
    stances = corpus(20)
    light, dark = spec_of(each, stances), spec_of(each, stances, dark=True)
    assert light["config"]["background"] == theme(False).paper
    assert dark["config"]["background"] == theme(True).paper
    assert light["title"] == dark["title"]
    assert note_of(light) == note_of(dark)


@EVERY
def test_drawing_leaves_the_stances_as_they_were(each: Figure) -> None:
    stances = corpus(12)
    before = stances.copy(deep=True)
    each.draw(stances, View(count="origins"))
    each.table(stances, View(count="origins"))
    pd.testing.assert_frame_equal(stances, before)


@EVERY
def test_many_articles_make_no_more_marks_than_a_browser_bears(each: Figure) -> None:
    spec = spec_of(each, corpus(300))
    assert sum(len(rows) for rows in spec["datasets"].values()) < 6000
    assert len(marks_of(spec, each.fields)) < 2000


@EVERY
def test_a_target_keeps_its_colour_and_shape_under_every_filter(each: Figure) -> None:
    stances = corpus(40)

    def looks(view: View) -> set[tuple[object, object]]:
        rows = marks_of(spec_of(each, stances, view), each.fields)
        return {
            (row.get("colour"), row.get("shape")) for row in rows if row.get("target") == "Korea"
        }

    assert looks(View(targets=("Korea",))) <= looks(View())


@EVERY
def test_custom_targets_are_told_apart(each: Figure) -> None:
    stances = corpus(60, targets=TARGETS)
    spec = spec_of(each, stances)
    assert all(json.dumps(name, ensure_ascii=False)[1:-1] in words_of(spec) for name in TARGETS)
    rows = marks_of(spec, each.fields)
    if "shape" in rows[0]:
        looks = {
            (row["colour"], row["shape"])
            for row in rows
            if not row.get("name", "").endswith("tone")
        }
        assert len(looks) == len(TARGETS)


@BY_OUTLET
def test_the_unknown_outlet_is_drawn_and_named(each: Figure) -> None:
    stances = corpus(20)
    assert None in each.table(stances, View())["outlet"].tolist()
    assert "outlet unknown" in words_of(spec_of(each, stances))


@EVERY
def test_hostile_names_stay_data(each: Figure) -> None:
    stances = corpus(45, outlets=HOSTILE, undated=0)
    spec = spec_of(each, stances, selectable=True)
    programs = [
        json.dumps(part[key])
        for part in walk({name: part for name, part in spec.items() if name != "datasets"})
        for key in ("expr", "labelExpr", "calculate", "filter", "test", "format")
        if key in part
    ]
    assert programs
    for name in HOSTILE:
        if name != "width":
            assert not any(name in program for program in programs)
    for row in each.table(stances, View()).to_dict("records"):
        mark = {name: row[name] for name in each.fields}
        assert len(behind(stances, View(), mark)) == row["n_paragraphs"]


@BY_OUTLET
def test_outlets_in_their_dozens_each_have_room(each: Figure) -> None:
    outlets = tuple(f"Regional Gazette number {at}" for at in range(34))
    spec = spec_of(each, corpus(70, outlets=outlets, copied=0))
    assert all(name in words_of(spec) for name in outlets)
    assert spec["height"]["step"] >= 20


def test_outlets_stand_in_order_of_size_and_the_unknown_last() -> None:
    stances = corpus(41)
    spec = spec_of(figure("stance_by_outlet"), stances)
    heads = [rows for rows in spec["datasets"].values() if set(rows[0]) == {"line", "says"}]
    names = [row["says"] for row in heads[0]]
    sizes = stances["outlet"].value_counts()
    assert names[:-1] == sorted(sizes.index, key=lambda name: (-sizes[name], name))
    assert names[-1] == "outlet unknown"
    assert len(names) == len(OUTLETS)


def test_undated_articles_are_left_out_of_time_and_counted_in_words() -> None:
    stances = corpus(40, undated=0.3)
    undated = stances[stances["date"].isna()]
    articles = undated["article_id"].nunique()
    said = note_of(spec_of(OVER_TIME, stances))
    assert f"Left out, since undated: {articles} articles" in said
    assert OVER_TIME.table(stances, View())["date"].notna().all()


def test_no_line_is_drawn_over_an_empty_period() -> None:
    stances = corpus(30, copied=0, undated=0, days=1)
    days = {0: "2019-07-01", 1: "2019-07-02", 2: "2019-07-09"}
    when = [pd.Timestamp(days[at % 3]) for at in stances["article_id"].factorize()[0]]
    spec = spec_of(OVER_TIME, stances.assign(date=when), View(period="day", targets=("Japan",)))
    runs = {row["date"]: row["run"] for row in marks_of(spec, OVER_TIME.fields)}
    assert runs["2019-07-01"] == runs["2019-07-02"]
    assert runs["2019-07-02"] != runs["2019-07-09"]


def test_periods_of_which_too_little_is_known_are_not_joined_either() -> None:
    stances = corpus(30, copied=0, undated=0, days=1)
    days = {0: "2019-07-01", 1: "2019-07-02", 2: "2019-07-03"}
    when = pd.Series([pd.Timestamp(days[at % 3]) for at in stances["article_id"].factorize()[0]])
    japan = stances.assign(date=when)[stances["target"] == "Japan"]
    middle = japan[japan["date"] == pd.Timestamp(days[1])]
    spec = spec_of(OVER_TIME, japan.drop(middle.index[3:]), View(period="day"))
    runs = {row["date"]: row["run"] for row in marks_of(spec, OVER_TIME.fields)}
    assert runs["2019-07-01"] != runs["2019-07-03"]


def test_a_mean_without_an_interval_is_hollow_and_explained() -> None:
    each = figure("stance_by_outlet")
    spec = spec_of(each, corpus(6, copied=0))
    rows = marks_of(spec, each.fields)
    alone = [row for row in rows if row["low"] is None]
    assert alone
    assert all(row["inside"] == theme(False).paper for row in alone)
    assert "too few to say" in words_of(spec)
    assert "Hollow" in note_of(spec)


def test_a_mean_with_an_interval_is_filled_and_its_method_named() -> None:
    each = figure("voices")
    spec = spec_of(each, corpus(80, copied=0))
    rows = [row for row in marks_of(spec, each.fields) if row["low"] is not None]
    assert rows
    assert all(row["inside"] == row["colour"] for row in rows)
    assert "jackknife" in note_of(spec)


def test_tone_is_measured_on_the_same_paragraphs_as_stance() -> None:
    stances = corpus(60)
    table = figure("tone_and_stance").table(stances, View())
    groups = stances.groupby(["outlet", "target"])["sentiment"].mean()
    for row in table.dropna(subset=["outlet", "tone"]).to_dict("records"):
        assert row["tone"] == pytest.approx(groups[row["outlet"], row["target"]])


def test_the_shares_of_an_outlet_add_up() -> None:
    table = figure("shares_by_outlet").table(corpus(60), View())
    told = table[table["share"].notna()]
    sums = told.groupby(["outlet", "target"], dropna=False)["share"].sum()
    assert sums.tolist() == pytest.approx([1.0] * len(sums))
    sure = told[told["low"].notna()]
    assert (sure["low"] <= sure["share"] + 1e-12).all()
    assert (sure["share"] <= sure["high"] + 1e-12).all()


@EVERY
def test_a_caption_names_the_method_of_its_intervals(each: Figure) -> None:
    said = each.caption(corpus(80, copied=0), View())
    assert "jackknife" in said or "Wilson" in said
