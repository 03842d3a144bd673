"""The folder of a person's own things as the pages use it: what is kept, who it is, what failed."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from analysis.errors import StanceError
from analysis.pages.words import plain
from analysis.reading.answers import Answers
from analysis.reading.edits import Edit, Edits
from analysis.reading.kept import Kept, Shelf
from analysis.reading.workspace import home, writing_to

_NAME = "name.txt"
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """Where things are kept; ``complaint`` says why it is not the person's own folder."""

    path: Path
    complaint: str = ""

    @property
    def shelf(self) -> Shelf:
        """The articles that were brought."""
        return Shelf(self.path)

    @property
    def edits(self) -> Edits:
        """The corrections."""
        return Edits(self.path)

    @property
    def answers(self) -> Answers:
        """The samples that were drawn, and what coders answered."""
        return Answers(self.path)


@st.cache_resource(show_spinner=False)
def _opened(path: str) -> OwnFolder:
    try:
        with writing_to(Path(path)):
            return OwnFolder(Path(path))
    except StanceError as error:
        lost = OwnFolder(Path(tempfile.mkdtemp(prefix="stance-")), str(error))
        with writing_to(lost.path):
            return lost


def own_folder() -> OwnFolder:
    """The person's own folder; where it cannot be used, one that lasts until the program ends."""
    return _opened(str(home()))


def complain() -> None:
    """Say where the person's own folder cannot be used, and what to do."""
    folder = own_folder()
    if folder.complaint:
        st.error(
            f"{plain(folder.complaint, 600)} Until then, what you add and correct here is lost "
            "when the program ends. Start the program anew once it is put right."
        )
        return
    try:
        folder.edits.all()
        folder.shelf.all()
    except StanceError as error:
        st.error(f"{plain(str(error), 600)} Your own articles and corrections are not on show.")


def kept() -> tuple[Kept, ...]:
    """What a person brought and has not taken away; what fails is told by ``complain``."""
    try:
        return own_folder().shelf.all()
    except StanceError:
        return ()


def edits() -> tuple[Edit, ...]:
    """Every correction, oldest first; what fails is told by ``complain``."""
    try:
        return own_folder().edits.all()
    except StanceError:
        return ()


def who() -> str:
    """The name that corrections are signed with; empty where none was given."""
    path = own_folder().path / _NAME
    try:
        return path.read_text(encoding="utf-8")[:LONGEST_NAME]
    except OSError:
        return ""


def sign(name: str) -> None:
    """Sign corrections with ``name`` from now on, also after a restart."""
    from analysis.summary.tables import write_whole

    plain = " ".join(name.encode("utf-8", "replace").decode().split())[:LONGEST_NAME]
    try:
        write_whole(own_folder().path / _NAME, plain.encode())
    except OSError as error:
        st.error(f"Your name cannot be kept ({error.strerror}).")
