"""The targets: what each country is called, read from a file that a user can replace."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import StanceError
from analysis.records import OTHER, OUTLET

PACKAGED = Path(__file__).parent.parent / "data" / "targets.toml"
FORMAT = "The head of the packaged targets.toml describes the format."


@dataclass(frozen=True, slots=True)
class Target:
    """One country: the words that name it. The head of ``targets.toml`` describes each field."""

    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    context_names: tuple[str, ...] = ()
    broad_names: tuple[str, ...] = ()
    broad_where: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    surname_first: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """A set of targets and the phrases that name none of them."""

    each: tuple[Target, ...]
    hide: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The targets' names, in the order of the file."""
        return tuple(target.name for target in self.each)

    def __getitem__(self, name: str) -> Target:
        for target in self.each:
            if target.name == name:
                return target
        raise KeyError(name)


LISTS = (
    "names",
    "demonyms",
    "capitals",
    "institutions",
    "offices",
    "leaders",
    "officials",
    "context_names",
    "broad_names",
    "broad_where",
    "hide",
)


def load_targets(path: Path | None = None) -> Targets:
    """The targets of a file; by default the packaged Japan, Korea, U.S.

    Raises ``StanceError`` where the file cannot be read or does not say what it must.

    >>> load_targets(None).names
    ('Japan', 'Korea', 'U.S.')
    """
    return _packaged() if path is None else _load(path)


@cache
def _packaged() -> Targets:
    return _load(PACKAGED)


def _load(path: Path) -> Targets:
    where = f"targets file {path}"
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise StanceError(
            where, f"cannot be read ({error.strerror})", "Give the path of a TOML file."
        ) from error
    except UnicodeDecodeError as error:
        raise StanceError(where, "is not UTF-8 text", "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise StanceError(where, f"is not valid TOML: {error}", FORMAT) from error
    return _read(data, where)


def _read(data: dict[str, object], where: str) -> Targets:
    unknown = sorted(set(data) - {"target", "hide"})
    if unknown:
        raise StanceError(
            f"{where}, field {unknown[0]!r}", "is not a field of a targets file", FORMAT
        )
    tables = data.get("target")
    if not isinstance(tables, list) or not tables:
        raise StanceError(where, "lists no target", "Begin each with [[target]] and a name.")
    each = tuple(_target(table, f"{where}, target {n}") for n, table in enumerate(tables, 1))
    targets = Targets(each, _strings(data, "hide", where))
    _refuse_duplicates(targets, where)
    return targets


def _target(table: object, where: str) -> Target:
    if not isinstance(table, dict):
        raise StanceError(where, "is not a table", "Begin each target with [[target]].")
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        raise StanceError(f"{where}, field 'name'", "is missing", 'Add a line name = "...".')
    where = f"{where} ({name})"
    if name in (OUTLET, OTHER):
        raise StanceError(where, f"{name!r} is the name of a holder", "Choose another name.")
    unknown = sorted(set(table) - {"name", "surname_first", *LISTS})
    if unknown:
        raise StanceError(f"{where}, field {unknown[0]!r}", "is not a field of a target", FORMAT)
    lists = {key: _strings(table, key, where) for key in LISTS}
    if not lists["names"]:
        raise StanceError(f"{where}, field 'names'", "is missing", 'Add names = ["..."].')
    for key in ("leaders", "officials"):
        for person in lists[key]:
            if not all(part.strip() for part in person.partition(",")):
                raise StanceError(
                    f"{where}, field {key!r}",
                    f"{person!r} is not of the form 'Surname, Given name'",
                    "Write the surname, a comma and the given name.",
                )
    surname_first = table.get("surname_first", False)
    if not isinstance(surname_first, bool):
        raise StanceError(
            f"{where}, field 'surname_first'", "is neither true nor false", "Write true or false."
        )
    return Target(name=name, surname_first=surname_first, **lists)


def _strings(table: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise StanceError(f"{where}, field {key!r}", "is not a list", f'Write {key} = ["..."].')
    for item in value:
        if not isinstance(item, str) or not any(c.isalnum() for c in item):
            raise StanceError(
                f"{where}, field {key!r}",
                f"{item!r} is not a word or phrase",
                f'Write {key} = ["..."].',
            )
    return tuple(" ".join(item.split()) for item in value)


def _refuse_duplicates(targets: Targets, where: str) -> None:
    if len(set(targets.names)) < len(targets.names):
        twice = next(name for name in targets.names if targets.names.count(name) > 1)
        raise StanceError(where, f"two targets are named {twice!r}", "Rename or join them.")
    hidden = set(targets.hide).union(*(target.hide for target in targets.each))
    owner: dict[str, str] = {}
    for target in targets.each:
        for field, phrase in _claims(target):
            if phrase in hidden:
                raise StanceError(
                    f"{where}, target {target.name}, field {field!r}",
                    f"{phrase!r} is also hidden",
                    "Take it out of the hide list.",
                )
            first = owner.setdefault(phrase, target.name)
            if first != target.name:
                raise StanceError(
                    f"{where}, target {target.name}, field {field!r}",
                    f"{phrase!r} already belongs to {first}",
                    "Leave it with one of the two"
                    + (", or list both persons as officials." if field == "leaders" else "."),
                )


def _claims(target: Target) -> Iterator[tuple[str, str]]:
    for field in ("names", "demonyms", "capitals", "institutions", "offices", "context_names"):
        for phrase in getattr(target, field):
            yield field, phrase
    for field in ("leaders", "officials"):
        for person in getattr(target, field):
            yield field, person
    for person in target.leaders:
        yield "leaders", person.partition(",")[0].strip()
