"""What people say of a paragraph's stance toward a target: read from their sheets, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from pandas import DataFrame

from analysis.errors import StanceError
from analysis.reading.answers import Answer, Answers
from analysis.reading.workspace import home
from analysis.records import Label, Rejected
from analysis.summary.sheets import read_sheet
from analysis.summary.tables import table_bytes, write_whole

NEEDED = ("article", "paragraph", "target", "stance")
CODER = "coder"
"""The name of a coder who gives none."""
LABEL_OF: Mapping[int, Label] = {-1: "unfavorable", 0: "neutral", 1: "favorable"}

_ANSWERS = {
    "-1": -1, "−1": -1, "–1": -1, "-1.0": -1, "unfavorable": -1, "unfavourable": -1, "-": -1,
    "0": 0, "0.0": 0, "neutral": 0,
    "1": 1, "+1": 1, "1.0": 1, "favorable": 1, "favourable": 1, "+": 1,
}  # fmt: skip
_REMEDY = "Write -1 or unfavorable, 0 or neutral, 1 or favorable; leave it empty to skip the row."


@dataclass(frozen=True, slots=True)
class Judgment:
    """A person's answer: the stance (-1, 0, 1) of a paragraph of an article toward a target.

    ``article`` is the article's key, ``paragraph`` the index there, ``time`` ISO text.
    """

    article: str
    paragraph: int
    target: str
    stance: int
    coder: str = CODER
    reason: str = ""
    time: str = ""

    @property
    def label(self) -> Label:
        """The stance as a label."""
        return LABEL_OF[self.stance]

    @property
    def about(self) -> tuple[str, int, str, str]:
        """What it is an answer to, and whose."""
        return self.article, self.paragraph, self.target, self.coder


def read_judgments(
    path: Path, *, coder: str = CODER, time: str = ""
) -> tuple[tuple[Judgment, ...], tuple[Rejected, ...]]:
    """The judgments in a coder's CSV file, and the rows that cannot be used, each with its reason.

    A row without a stance has not been judged and is passed over. ``coder`` and ``time`` stand
    where a row has none. Raises ``StanceError`` where the file cannot be read or lacks a column.
    """
    rows = read_sheet(path, NEEDED, f"Its columns are {', '.join(NEEDED)}, and coder, reason.")
    found: list[Judgment] = []
    rejected: list[Rejected] = []
    for number, row in rows:
        if not row["stance"]:
            continue
        one = _judgment(row, coder, time)
        if isinstance(one, Judgment):
            found.append(one)
        else:
            rejected.append(Rejected(f"{path} line {number}", *one))
    return tuple(found), tuple(rejected)


def _judgment(row: Mapping[str, str], coder: str, time: str) -> Judgment | tuple[str, str]:
    """The judgment of a row, or what is wrong with it and how that is put right."""
    stance = _ANSWERS.get(row["stance"].casefold())
    if stance is None:
        return f"the stance is {_short(row['stance'])}", _REMEDY
    paragraph = row["paragraph"].removesuffix(".0")
    if not (paragraph.isascii() and paragraph.isdigit() and len(paragraph) < 10):
        return (
            f"the paragraph is {_short(row['paragraph'])}",
            "Leave the number of the paragraph as the sample gave it.",
        )
    for name in ("article", "target"):
        if not row[name]:
            return f"it names no {name}", f"Leave the {name} as the sample gave it."
    return Judgment(
        article=row["article"],
        paragraph=int(paragraph),
        target=row["target"],
        stance=stance,
        coder=row.get("coder") or coder,
        reason=row.get("reason", ""),
        time=row.get("time") or time,
    )


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")


def judgments_csv(judgments: Iterable[Judgment]) -> bytes:
    """The judgments as a CSV file that ``read_judgments`` reads back."""
    names = [field.name for field in fields(Judgment)]
    return table_bytes(DataFrame([astuple(one) for one in judgments], columns=names), ".csv")


def write_judgments(judgments: Iterable[Judgment], path: Path) -> None:
    """Write the judgments as a CSV file. Raises ``StanceError`` where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, judgments_csv(judgments))
    except OSError as error:
        raise StanceError(
            str(path),
            f"cannot be written ({error.strerror or error})",
            "Choose a folder that you may write to.",
        ) from error


def stored_judgments(folder: Path | None = None) -> tuple[Judgment, ...]:
    """All judgments that are kept and were not taken back, oldest first."""
    found: list[Judgment] = []
    for answer in Answers(folder or home()).all():
        one = Judgment(
            answer.article,
            answer.paragraph,
            answer.target,
            answer.stance or 0,
            answer.coder,
            answer.reason,
            answer.time,
        )
        if answer.stance is None:
            found = [other for other in found if other.about != one.about]
        elif answer.stance in LABEL_OF:
            found.append(one)
    return tuple(found)


def store_judgments(judgments: Sequence[Judgment], folder: Path | None = None) -> int:
    """Keep ``judgments`` beside those kept before, and say how many of them are new.

    One that only repeats what its coder said last of the same is not kept again.
    """
    last = standing(stored_judgments(folder))
    new: list[Judgment] = []
    for one in judgments:
        before = last.get(one.about)
        if before is None or (before.stance, before.reason) != (one.stance, one.reason):
            last[one.about] = one
            new.append(one)
    Answers(folder or home()).add(
        Answer(one.article, one.paragraph, one.target, one.stance, one.coder, one.reason, one.time)
        for one in new
    )
    return len(new)


def take_back(judgment: Judgment, folder: Path | None = None) -> None:
    """Take back what a coder said of something; it stays on record as taken back."""
    one = judgment
    Answers(folder or home()).add([Answer(one.article, one.paragraph, one.target, None, one.coder)])


def standing(judgments: Iterable[Judgment]) -> dict[tuple[str, int, str, str], Judgment]:
    """The judgments that count: of one coder about one thing, the last."""
    return {one.about: one for one in judgments}
