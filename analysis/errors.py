"""The one family of errors, raised at the doors: files, model, command line."""

from __future__ import annotations


class StanceError(Exception):
    """Something a person can put right: says what, where, and what to do."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}. {remedy}")
        self.where = where
        self.what = what
        self.remedy = remedy
