"""Which scorer is taken where nobody chose one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.stance import catalogue, model


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    catalogue.default_scorer.cache_clear()
    yield
    catalogue.default_scorer.cache_clear()


def test_the_model_scores_where_nobody_chose_and_nothing_is_said() -> None:
    scorer, notice = catalogue.default_scorer()
    assert scorer.name.startswith("model")
    assert notice == ""


def test_without_its_runtime_the_lexicon_scores_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model, "find_spec", lambda name: None)
    scorer, notice = catalogue.default_scorer()
    assert scorer.name.startswith("lexicon")
    assert "model scorer cannot run" in notice
    assert "lexicon scores instead" in notice
    assert "Install onnxruntime" in notice
    assert "\n" not in notice
