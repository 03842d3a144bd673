"""Outlets and news agencies by name, spelling and web host, from ``data/outlets.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

DATA = Path(__file__).parent.parent / "data" / "outlets.toml"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet; ``agency`` is the short name that it signs with where it is a news agency.

    ``zone`` is the time zone of its home; ``order`` says which of month and day it writes first;
    ``whole`` holds spellings that are too common to count inside a line.
    """

    name: str
    agency: str | None
    spellings: tuple[str, ...]
    hosts: tuple[str, ...]
    whole: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    alone: bool = False
    zone: str | None = None
    order: str | None = None


@dataclass(frozen=True)
class Outlets:
    """All known outlets, found by name, within a line, by web host, or as a credit."""

    by_key: dict[str, Outlet]
    by_spelling: dict[str, Outlet]
    by_host: dict[str, Outlet]
    by_mail: dict[str, Outlet]
    credits: frozenset[str]
    pattern: re.Pattern[str]
    zones: Mapping[str, str]

    def named(self, text: str) -> Outlet | None:
        """The outlet whose name or spelling is the whole of ``text``.

        >>> load_outlets().named("KOREA HERALD").name
        'The Korea Herald'
        """
        return self.by_key.get(key(text)) if len(text) <= 80 else None

    def within(self, line: str) -> tuple[Outlet, str] | None:
        """The first outlet named inside ``line`` and the words that name it.

        >>> load_outlets().within("Korea Herald Youtube")[0].name
        'The Korea Herald'
        """
        found = self.pattern.search(line)
        return (self.by_spelling[found[0].casefold()], found[0]) if found else None

    def hosted(self, url: str) -> Outlet | None:
        """The outlet on whose web host ``url`` lies; subdomains count.

        >>> load_outlets().hosted("https://en.yna.co.kr/view/AEN1").name
        'Yonhap News Agency'
        """
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
        except ValueError:
            return None
        labels = host.split(".")
        for start in range(len(labels) - 1):
            if found := self.by_host.get(".".join(labels[start:])):
                return found
        return None

    def mailed(self, host: str) -> Outlet | None:
        """The outlet whose writers have addresses at ``host``."""
        return self.by_mail.get(host) or self.hosted(host)

    def wire(self, text: str) -> str | None:
        """The short name of the agency that ``text`` is the name of, else None.

        >>> load_outlets().wire("Kyodo News")
        'Kyodo'
        """
        outlet = self.named(text)
        return outlet.agency if outlet else None

    def is_credit(self, text: str) -> bool:
        """Whether ``text`` is all sources of pictures, such as ``AP`` or ``AFP-Jiji``."""
        parts = re.split(r"\s*[-/|,·]\s*|\s+via\s+|\s+and\s+", text.strip())
        return self._credited(text) or all(self._credited(part) for part in parts)

    def _credited(self, text: str) -> bool:
        return key(text) in self.credits or key(text) in self.by_key


def key(name: str) -> str:
    """``name`` as names are compared: no case, no leading "the", no punctuation.

    >>> key("The Dong-A Ilbo")
    'dong a ilbo'
    """
    words = re.sub(r"[\W_]+", " ", name.casefold()).strip()
    return words.removeprefix("the ")


@cache
def load_outlets() -> Outlets:
    """The outlets of the packaged file."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    outlets = [
        Outlet(
            name=row["name"],
            agency=row.get("agency"),
            spellings=(row["name"], *row.get("spellings", ())),
            whole=tuple(row.get("whole", ())),
            hosts=tuple(row.get("hosts", ())),
            mail=tuple(row.get("mail", ())),
            alone=row.get("alone", False),
            zone=row.get("zone"),
            order=data["order"].get(row.get("zone", "")),
        )
        for row in data["outlet"]
    ]
    by_key = {
        key(s): outlet for outlet in reversed(outlets) for s in (*outlet.spellings, *outlet.whole)
    }
    spellings: dict[str, Outlet] = {}
    exact: list[str] = []
    for outlet in outlets:
        for spelling in outlet.spellings:
            if outlet.alone and key(spelling) == key(outlet.name):
                continue
            spellings.setdefault(spelling.casefold(), outlet)
            exact += [spelling, spelling.upper()]
    names = "|".join(re.escape(s) for s in sorted(set(exact), key=lambda s: (-len(s), s)))
    return Outlets(
        by_key=by_key,
        by_spelling=spellings,
        by_host={host: outlet for outlet in outlets for host in outlet.hosts},
        by_mail={host: outlet for outlet in outlets for host in outlet.mail},
        credits=frozenset(key(name) for name in data["credit"]),
        pattern=re.compile(rf"(?<![\w.@/])(?:{names})(?![\w@])"),
        zones=data["zones"],
    )
