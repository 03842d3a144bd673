from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.pages.cards import safe
from tests.pages.apps import CANAL, FERRY, HOSTILE, NORDIC, app
from tests.pages.test_overview import cards, words


def articles() -> AppTest:
    """The page of the articles, on the samples."""
    return app().run().switch_page("analysis/pages/articles.py").run()


def table(at: AppTest, *columns: str) -> pd.DataFrame:
    """The table of the page that has ``columns``."""
    return next(f.value for f in at.dataframe if set(columns) <= set(f.value.columns))


def upload(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    uploader = next(u for u in at.file_uploader if str(u.key).startswith("files_"))
    for name, content in files:
        uploader.upload(name, content, "application/octet-stream")
    return at.run()


def overview(at: AppTest) -> AppTest:
    return at.switch_page("analysis/pages/overview.py").run()


def test_it_shows_what_was_read_of_the_samples_and_what_was_left_out() -> None:
    at = articles()
    assert not at.exception
    assert "The Korea Herald" in set(table(at, "outlet", "title")["outlet"])
    out = table(at, "role", "reason")
    assert set(out["role"]) >= {"boilerplate"}
    assert out["reason"].notna().all()
    assert "stand in another article as well" in words(at)
    assert at.main[0].type == "title"


def test_one_article_can_be_looked_at_with_the_clue_of_each_value() -> None:
    at = articles()
    at.selectbox(key="look_at").select_index(0).run()
    body = "".join(e.proto.body for e in at.get("html"))
    assert "copyright line" in body
    assert 'class="out"' in body


def test_an_uploaded_file_is_scored_beside_the_samples_and_can_be_taken_away_again() -> None:
    known = b"file,outlet\nferry.txt,The Harbor Gazette\n"
    at = upload(articles(), ("ferry.txt", FERRY.encode()), ("sources.csv", known))
    assert "ferry\\.txt" in words(at)
    assert "1 article read" in words(at)
    overview(at)
    assert "and 1 text of your own" in words(at)
    at.multiselect(key="outlet").set_value(["The Harbor Gazette"]).run()
    assert any("dishonest" in card for card in cards(at))
    at.switch_page("analysis/pages/articles.py").run()
    next(b for b in at.button if str(b.key).startswith("remove_")).click().run()
    assert "**ferry\\.txt" not in words(at)
    at.button(key="undo").click().run()
    assert "**ferry\\.txt" in words(at)


def test_ones_own_articles_can_stand_instead_of_the_samples() -> None:
    at = upload(articles(), ("ferry.txt", FERRY.encode()))
    at.checkbox(key="beside").uncheck().run()
    assert len(table(at, "outlet", "title")) == 1
    overview(at)
    assert "On show: 1 text of your own" in words(at)
    at.switch_page("analysis/pages/articles.py").run()
    at.button(key="remove_all").click().run()
    overview(at)
    assert "the sample articles that come with the program" in words(at)


def test_pasted_text_is_an_article() -> None:
    at = articles()
    at.text_area(key="paste").set_value(FERRY)
    at.button(key="add_paste").click().run()
    assert "pasted text 1" in words(at)
    assert at.text_area(key="paste").value == ""
    overview(at)
    assert "and 1 text of your own" in words(at)


def test_a_file_that_cannot_be_read_is_named_with_its_remedy_and_the_rest_is_read() -> None:
    noise = bytes(range(256)) * 8
    at = upload(articles(), ("noise.bin", noise), ("ferry.txt", FERRY.encode()))
    assert not at.exception
    rejected = table(at, "what to do")
    assert rejected.loc[0, "file"] == "noise.bin"
    assert rejected.loc[0, "what to do"]
    assert "Not read:" in words(at)
    assert "1 article read" in words(at)


def test_hostile_text_reaches_the_page_only_as_text() -> None:
    at = upload(articles(), ("<b>x</b>![p](http://example.org).txt", HOSTILE.encode()))
    assert not at.exception
    assert "<b>" not in words(at)
    assert "![" not in words(at)
    at.checkbox(key="beside").uncheck().run()
    overview(at)
    assert not at.exception
    assert len(cards(at)) >= 2
    body = "".join(cards(at))
    assert "<script" not in body
    assert "<img" not in body
    assert safe("<img src=x onerror=alert(2)>") in body
    assert "\x07" not in body


def test_articles_without_any_date_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "canal.txt").write_text(CANAL.replace("Norland", "Japan"), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["dashboard.py", str(tmp_path)])
    at = app().run()
    assert not at.exception
    assert "No article on show has a known date" in words(at)
    assert cards(at)


def test_other_targets_can_be_brought_and_everything_works_for_them() -> None:
    at = upload(articles(), ("canal.txt", CANAL.encode()))
    at.checkbox(key="beside").uncheck().run()
    uploader = next(u for u in at.file_uploader if str(u.key).startswith("targets_"))
    uploader.upload("nordic.toml", NORDIC.encode(), "application/toml")
    at.run()
    assert "Norland, Sudland" in words(at)
    overview(at)
    assert not at.exception
    assert [m.label for m in at.metric] == [
        "Mean stance toward Norland",
        "Mean stance toward Sudland",
    ]
    assert at.multiselect(key="target").options == ["Norland", "Sudland"]
    at.switch_page("analysis/pages/articles.py").run()
    at.button(key="own_targets").click().run()
    assert "Japan, Korea" in words(at)


def test_a_targets_file_that_cannot_be_used_changes_nothing_and_names_the_remedy() -> None:
    at = articles()
    uploader = next(u for u in at.file_uploader if str(u.key).startswith("targets_"))
    uploader.upload("broken.toml", b"[[target]\nname = ", "application/toml")
    at.run()
    assert not at.exception
    assert "broken\\.toml" in at.error[0].value
    assert "The targets are as they were" in at.error[0].value
    assert "Japan, Korea" in words(at)


def test_articles_without_any_target_say_what_to_do() -> None:
    at = upload(articles(), ("garden.txt", b"The tulips are early this year.\n\nBees like them."))
    at.checkbox(key="beside").uncheck().run()
    overview(at)
    assert not at.exception
    assert "No paragraph of these articles names" in words(at)
