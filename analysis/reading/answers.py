"""What coders answered, and the samples that were drawn for them, in the file of a person's folder.

Both are only ever added to: an answer taken back is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.reading.workspace import now, reading_from, storable, writing_to


@dataclass(frozen=True, slots=True)
class Answer:
    """A coder's answer to one unit: -1, 0, 1, or ``None`` where an earlier one is taken back."""

    article: str
    paragraph: int
    target: str
    stance: int | None
    coder: str
    reason: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph and target that was drawn, and the chance that it had of that."""

    article: str
    paragraph: int
    target: str
    stratum: str
    chance: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample as it was drawn; ``corpus`` tells the corpus, ``units`` are in order."""

    name: str
    time: str
    corpus: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers kept in a folder. Each method raises ``StanceError`` where it cannot be used."""

    folder: Path

    def all(self) -> tuple[Answer, ...]:
        """Every answer, oldest first."""
        with reading_from(self.folder) as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT article, paragraph, target, stance, coder, reason, time FROM answers "
                "ORDER BY id"
            ).fetchall()
        return tuple(Answer(*row) for row in rows)

    def add(self, answers: Iterable[Answer]) -> None:
        """Keep ``answers``, all or none of them; one without a time is of now."""
        rows = [
            (
                one.time or now(),
                storable(one.coder),
                storable(one.article),
                one.paragraph,
                storable(one.target),
                one.stance,
                storable(one.reason),
            )
            for one in answers
        ]
        if not rows:
            return
        with writing_to(self.folder) as connection:
            connection.executemany(
                "INSERT INTO answers(time, coder, article, paragraph, target, stance, reason) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def samples(self) -> tuple[Drawn, ...]:
        """Every sample that was drawn, the latest first."""
        with reading_from(self.folder) as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT sample, time, corpus, article, paragraph, target, stratum, chance "
                "FROM drawn ORDER BY id"
            ).fetchall()
        heads: dict[str, tuple[str, str]] = {}
        units: dict[str, list[Unit]] = {}
        for name, time, corpus, *unit in rows:
            heads.setdefault(name, (time, corpus))
            units.setdefault(name, []).append(Unit(*unit))
        return tuple(
            Drawn(name, *heads[name], tuple(units[name])) for name in reversed(list(heads))
        )

    def keep_sample(self, name: str, corpus: str, units: Sequence[Unit]) -> None:
        """Keep how a sample was drawn; one of that name that is there already stays as it is."""
        time = now()
        with writing_to(self.folder) as connection:
            known = connection.execute("SELECT 1 FROM drawn WHERE sample = ?", (name,)).fetchone()
            if known:
                return
            connection.executemany(
                "INSERT INTO drawn(time, sample, corpus, article, paragraph, target, stratum, "
                "chance) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        time,
                        name,
                        corpus,
                        storable(unit.article),
                        unit.paragraph,
                        storable(unit.target),
                        storable(unit.stratum),
                        unit.chance,
                    )
                    for unit in units
                ],
            )
