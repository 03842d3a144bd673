"""The page Accuracy: a blind sample, judged by keyboard, and what it says of the machine."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from analysis.reading.answers import Answers
from analysis.reading.kept import Brought, Shelf
from analysis.reading.workspace import home
from analysis.summary.judgments import Judgment, store_judgments, stored_judgments
from tests.pages.apps import HOSTILE, app
from tests.pages.test_overview import words

REPORTS = (
    "Japan accused South Korea of breaking a solemn promise to dredge the northern channel.\n\n"
    "South Korea praised Japan for its generous gift of three lifeboats to island villages.\n\n"
    "Freight between Japan and South Korea weighed about as much in May as in April.",
    "A minister of Japan called the refusal of South Korea reckless and dishonest.\n\n"
    "Seoul thanked Tokyo for patient help after the storm tore the roof from the fish market.\n\n"
    "Ferries from Japan reach South Korea twice a day, on weekends once.",
    "Tokyo blamed Seoul for the collapse of a plan to share weather buoys.\n\n"
    "Mayors in South Korea welcomed the kind and sincere letter that Japan had sent.\n\n"
    "The cable between Japan and South Korea is eleven years old and made of copper.",
    "Officials of Japan denounced what they called the bad faith of South Korea over squid.\n\n"
    "Divers from South Korea admired how bravely Japan searched for the missing trawler.\n\n"
    "Stamps that show cranes are printed in Japan and sold in South Korea.",
    "Japan condemned South Korea for hiding the true number of rusty barrels on the beach.\n\n"
    "South Korea hailed Japan as a trustworthy friend at the opening of a sailors' school.\n\n"
    "A map of 1931 names both Japan and South Korea among eighty customers of the mill.",
    "Japan said that South Korea had cheated in a contest of harbor pilots.\n\n"
    "Farmers in South Korea are grateful to Japan, which honored every word of its pledge.\n\n"
    "Tickets cost the same in Japan and South Korea until the end of the winter timetable.",
    "Negotiators from Japan scolded South Korea for an unfair and hostile delay.\n\n"
    "Doctors of South Korea commended the excellent work of Japan against the flu.\n\n"
    "An exhibition on paper lamps travels from Japan to South Korea in the fall.",
    "The navy of Japan protested against dangerous conduct by a South Korea patrol.\n\n"
    "South Korea applauded Japan for freeing nine fishermen without any condition.\n\n"
    "Between Japan and South Korea lie two lighthouses, one of them without a keeper.",
)
SOURCES = "file,outlet\n" + "".join(
    f"own-{n}.txt,{('The Harbor Gazette', 'The Pier Times')[n % 2]}\n" for n in range(8)
)


def reports() -> list[str]:
    """Reports, each with a grim, a kind and a plain paragraph; none is a copy."""
    return [f"{text}\n" for text in REPORTS]


def page(*texts: str, tab: str = "") -> AppTest:
    """The page in a new session, on one's own articles alone."""
    brought = [Brought(f"own-{n}.txt", t.encode()) for n, t in enumerate(texts)]
    if texts:
        Shelf(home()).keep([*brought, Brought("sources.csv", SOURCES.encode())])
    at = app()
    at.session_state["beside"] = False
    if tab:
        at.query_params["accuracy_tab"] = tab
    at.switch_page("analysis/pages/accuracy.py").run()
    assert not at.exception
    return at


def drawn(n: int) -> AppTest:
    at = page(*reports())
    at.number_input(key="sample_n").set_value(n)
    at.button(key="draw_sample").click().run()
    assert not at.exception
    return at


def asked(at: AppTest) -> str:
    """The card that asks for an answer."""
    bodies = [str(e.proto.body) for e in at.get("html")]
    return next(body for body in bodies if "How do these words" in body)


def answer(at: AppTest, button: str) -> AppTest:
    at.button(key=f"answer_{button}").click().run()
    assert not at.exception
    return at


def judge_all(coder: str, errors: int = 0) -> None:
    """Judge the drawn sample as a person would who reads it, but for some errors."""
    sample = Answers(home()).samples()[0]
    answers = {"Japan": (0, 1, 0), "Korea": (-1, 0, 0)}
    found = []
    for number, unit in enumerate(sample.units):
        stance = answers[unit.target][unit.paragraph]
        said = stance if number >= errors else 1 - abs(stance)
        found.append(Judgment(unit.article, unit.paragraph, unit.target, said, coder))
    store_judgments(found, home())


def table(at: AppTest, column: str) -> dict[str, list[str]]:
    frame = next(f.value for f in at.dataframe if column in f.value.columns)
    return {str(name): frame[name].astype(str).tolist() for name in frame}


def test_without_a_target_or_a_sample_the_page_says_what_to_do() -> None:
    assert "Add articles that do" in words(page("A quiet day\n\nNothing was said of anyone.\n"))
    at = page(*reports())
    assert "No sample of these articles was drawn yet" in words(at)
    at.button(key="draw_sample").click().run()
    at.query_params["accuracy_tab"] = "What it says"
    at = page(tab="What it says")
    assert "Nobody has judged this sample yet" in words(at)


def test_a_paragraph_is_judged_without_the_machines_answer_and_kept_at_once() -> None:
    at = drawn(20)
    first = asked(at)
    seen = re.sub(r"<[^>]*>", " ", first).casefold()
    assert not re.search(r"favorable|neutral|confidence|gazette|pier times|[+−]\d", seen)
    at.text_input(key="coder").set_value("Nao").run()
    answer(at, "-1")
    (kept,) = stored_judgments(home())
    assert (kept.stance, kept.coder) == (-1, "Nao")
    assert asked(at) != first
    second = asked(at)
    answer(at, "skip")
    assert asked(at) not in (first, second)
    answer(at, "back")
    assert asked(at) == first
    assert not stored_judgments(home())
    answer(at, "1")
    again = page()
    again.text_input(key="coder").set_value("Nao").run()
    assert asked(again) == second
    assert at.button(key="answer_0").proto.shortcut == "2"


def test_two_coders_and_the_machine_are_compared_and_the_figures_corrected() -> None:
    drawn(40)
    judge_all("Nao")
    at = page(tab="What it says")
    said = words(at)
    n = len(Answers(home()).samples()[0].units)
    assert f"{n} paragraphs judged: Nao {n}" in said
    assert "One coder so far" in said
    assert next(m.value for m in at.metric if m.label == "Machine right") != "too few"
    confusion = table(at, "judged by people")
    assert sum(int(cell) for name in confusion for cell in confusion[name] if "mach" in name) == n
    assert any("(" in cell for cell in table(at, "precision")["precision"])
    estimates = table(at, "corrected")
    assert estimates["figure"][0] == "mean stance"
    judge_all("Ben", errors=4)
    at = page(tab="What it says")
    assert any(m.label == "Kappa, Ben and Nao" and m.value != "too few" for m in at.metric)
    at.segmented_control(key="card_by").set_value("outlet").run()
    assert not at.exception
    assert "outlet" in table(at, "corrected")
    (chart,) = at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    assert "What do people" in chart.proto.spec


def test_too_few_labels_say_how_many_are_needed() -> None:
    drawn(12)
    judge_all("Nao")
    at = page(tab="What it says")
    assert any("needs 20 labels, has" in cell for cell in table(at, "corrected")["corrected"])
    assert "Needs 20, there are 1" in words(at)


def test_hostile_text_and_names_stay_text() -> None:
    at = page(HOSTILE)
    at.button(key="draw_sample").click().run()
    assert not at.exception
    body = "".join(e.proto.body for e in at.get("html"))
    assert not re.search(r"<(script|img)", body)
    at.text_input(key="coder").set_value("<b>=1+1</b> ![x](http://example.org/p.png)").run()
    answer(at, "0")
    assert "![" not in words(at)


def test_a_coders_file_is_taken_in_and_bad_rows_are_named() -> None:
    drawn(12)
    unit = Answers(home()).samples()[0].units[0]
    at = page(tab="What it says")
    rows = f"{unit.article},{unit.paragraph},{unit.target},1\n{unit.article},0,Japan,maybe\n"
    at.file_uploader(key="answers_file").upload(
        "ben.csv", f"article,paragraph,target,stance\n{rows}".encode(), "text/csv"
    ).run()
    assert not at.exception
    assert [one.coder for one in stored_judgments(home())] == ["ben"]
    assert "1 new answer of 1 kept" in words(at)
    assert "maybe" in words(at)
