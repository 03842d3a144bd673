"""What agency copy does to an outlet's mean, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pandas import DataFrame, Series

from analysis.summary.aggregate import FEWEST_PARAGRAPHS
from analysis.summary.selection import View, select
from analysis.summary.syndicated import agency_of_outlet, agency_text, origin_numbers

MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class AgencyShare:
    """An outlet's mean toward a target with agency copy and without, and what was left out.

    A mean is ``None`` under 5 paragraphs. ``left_out`` counts paragraphs by agency, ``whys`` by the
    reason; ``shared`` are those kept that another outlet prints as well, with no agency named.
    """

    outlet: str | None
    target: str
    mean: float | None
    n: int
    mean_own: float | None
    n_own: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    whys: Mapping[str, int] = field(default_factory=dict)
    shared: int = 0

    @property
    def words(self) -> str:
        """The difference in a sentence.

        >>> AgencyShare("Korea Herald", "Japan", -0.41, 33, -0.28, 14, {"Yonhap": 19}).words
        'Korea Herald toward Japan: −0.41 in 33 paragraphs; −0.28 without agency copy (Yonhap 19).'
        """
        said = f"{_line(self.outlet)} toward {_line(self.target)}: {_mean(self.mean)} in "
        said += f"{self.n:,} paragraph{'s' * (self.n != 1)}; "
        if not self.left_out:
            said += "no agency copy among them"
        else:
            named = ", ".join(f"{_line(name)} {n:,}" for name, n in self.left_out.items())
            said += f"{_mean(self.mean_own)} without agency copy ({named})"
        if self.shared:
            said += f"; {self.shared:,} of the rest printed by others too, nobody credited"
        return f"{said}."


def agency_shares(stances: DataFrame, view: View) -> tuple[AgencyShare, ...]:
    """Compare, by outlet and target, every publication that ``view`` shows with the outlet's own.

    ``stances`` is the whole table; the way of counting of ``view`` is passed over. In order of the
    targets of the view, or else by name, then by outlet; articles of unknown outlet come last.
    """
    texts = agency_text(stances)
    rows = select(stances, replace(view, count="articles"))
    rows = rows.assign(text_agency=texts["agency"], why=texts["why"], shared=_shared(stances))
    targets = view.targets or tuple(sorted(rows["target"].unique()))
    outlets: list[str] = sorted(rows["outlet"].dropna().unique(), key=str.casefold)
    found = []
    for target in targets:
        toward = rows[rows["target"] == target]
        for outlet in [*outlets, None]:
            of = toward["outlet"].isna() if outlet is None else toward["outlet"] == outlet
            if of.any():
                found.append(_share(outlet, target, toward[of]))
    return tuple(found)


def _share(outlet: str | None, target: str, rows: DataFrame) -> AgencyShare:
    own = rows[rows["text_agency"].isna()]
    return AgencyShare(
        outlet,
        target,
        _mean_of(rows),
        len(rows),
        _mean_of(own),
        len(own),
        {str(name): int(n) for name, n in rows["text_agency"].value_counts().items()},
        {str(why): int(n) for why, n in rows["why"].value_counts().items()},
        int(own["shared"].sum()),
    )


def _shared(stances: DataFrame) -> Series:
    """Whether another outlet prints the paragraph as well, and this one is no agency."""
    origins = Series(origin_numbers(stances), index=stances.index)
    outlets = Series(stances["outlet"].factorize()[0], index=stances.index)
    groups = outlets.groupby(origins)
    shared: Series = groups.transform("min") != groups.transform("max")
    return shared & agency_of_outlet(stances["outlet"]).isna()


def _mean_of(rows: DataFrame) -> float | None:
    return float(rows["stance"].mean()) if len(rows) >= FEWEST_PARAGRAPHS else None


def _mean(value: float | None) -> str:
    if value is None:
        return "too few to say"
    text = f"{value:+.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", MINUS)


def _line(name: str | None) -> str:
    """A name on one line, whatever it holds."""
    if name is None:
        return "Outlet unknown"
    return " ".join("".join(c if c.isprintable() else " " for c in name).split()) or "(blank)"
