"""The overview says what agency copy does to a mean, and whether two outlets truly differ."""

from __future__ import annotations

from tests.pages.apps import app
from tests.pages.test_overview import words


def test_agency_copy_is_told_in_a_sentence_and_two_outlets_are_compared() -> None:
    at = app().run()
    assert not at.exception
    assert "without agency copy" in words(at)
    assert not any(w.key == "side_a" for w in at.selectbox)
    at.session_state["comparing_panel"] = True
    at.run()
    assert not at.exception
    a, b = at.selectbox(key="side_a").options[:2]
    at.selectbox(key="side_a").set_value(a)
    at.selectbox(key="side_b").set_value(a)
    at.selectbox(key="side_target").select_index(0).run()
    assert "Choose two different outlets" in words(at)
    at.selectbox(key="side_b").set_value(b).run()
    assert not at.exception
    checks = next(f.value for f in at.dataframe if "check" in f.value.columns)
    assert len(checks) == 12
    assert "less" in words(at)
