from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reading.workspace import VARIABLE


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what a person keeps, empty for each test, so that nobody's own is touched."""
    folder = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder
