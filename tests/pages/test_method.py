from __future__ import annotations

import json
from pathlib import Path

from analysis.pages.method import accuracy_rows
from tests.pages.apps import app
from tests.pages.test_overview import words


def test_it_says_in_plain_words_what_a_score_means_and_where_it_ends() -> None:
    at = app().run().switch_page("analysis/pages/method.py").run()
    assert not at.exception
    headers = [header.value for header in at.header]
    for title in ("What a score means", "The rules", "Whose voice", "Limits", "How to cite"):
        assert title in headers
    assert "Who criticizes is not thereby criticized" in words(at)


def test_accuracy_is_read_from_its_file_and_left_out_where_there_is_none(tmp_path: Path) -> None:
    assert accuracy_rows(tmp_path / "none.json") == []
    file = tmp_path / "accuracy.json"
    row = {"data": "press", "n": 10, "scorer": "lexicon", "macro_f1": 0.5}
    file.write_text(json.dumps([row]), encoding="utf-8")
    assert accuracy_rows(file) == [row]
    file.write_text(json.dumps({"rows": [row]}), encoding="utf-8")
    assert accuracy_rows(file) == [row]
