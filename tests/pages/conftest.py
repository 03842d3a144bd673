from __future__ import annotations

import pytest

from analysis.pages import corpus


@pytest.fixture(autouse=True)
def patient_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that wait until everything is read, so that a slow machine changes no test."""
    monkeypatch.setattr(corpus.read_so_far, "__kwdefaults__", {"seconds": 60.0})
