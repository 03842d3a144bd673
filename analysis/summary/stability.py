"""Does a difference hold? The same claim under twelve other choices that one could have made.

A finding that depends on one choice (counting copies, one article, one scorer) is an opinion
about that choice. Each check changes one choice and says what becomes of the difference. Choices
like these are what a multiverse analysis varies (Steegen et al. 2016, "Increasing transparency
through a multiverse analysis").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series

from analysis.records import OUTLET
from analysis.summary.aggregate import with_stories
from analysis.summary.differences import Difference, Side, gap
from analysis.summary.selection import View, select
from analysis.summary.syndicated import agency_text

State = Literal["holds", "weaker", "turns", "cannot be told"]

MUCH_WEAKER = 0.5
"""A difference that keeps its sign and less than this share of its size is weaker, not holding."""

CONFIDENT = 0.7
"""The label's probability from which on a label counts in the check of sure labels alone."""

VALUE_OF = {"unfavorable": -1.0, "neutral": 0.0, "favorable": 1.0}


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed: that ``a`` and ``b`` differ in how they write of ``target``."""

    a: Side
    b: Side
    target: str


@dataclass(frozen=True, slots=True)
class Check:
    """What becomes of a difference under another choice; ``note`` says why, where it must."""

    name: str
    state: State
    found: Difference | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stability:
    """A claim's difference as it stands, and its checks."""

    claim: Claim
    found: Difference
    checks: tuple[Check, ...]

    @property
    def held(self) -> int:
        """The number of checks in which it holds."""
        return sum(check.state == "holds" for check in self.checks)

    def describe(self) -> str:
        """The claim as a sentence: who is more critical of whom, and in how many checks it holds.

        A difference without an interval, or exactly 0, is no claim, and the sentence says so.
        """
        a, b, target = self.claim.a.name, self.claim.b.name, self.claim.target
        if self.found.value is None or not self.found.told:
            return f"{a} and {b} cannot be compared on {target}: too few stories."
        if self.found.value == 0:
            return f"{a} and {b} write alike of {target} on average."
        critical, other = (a, b) if self.found.value < 0 else (b, a)
        untold = sum(check.state == "cannot be told" for check in self.checks)
        rest = f"; {untold} cannot be told" if untold else ""
        sure = "" if self.found.sure else " (the difference itself may be chance)"
        return (
            f"{critical} writes more critically of {target} than {other}{sure}: "
            f"holds in {self.held} of {len(self.checks)} checks{rest}."
        )


Sieve = Callable[[DataFrame], DataFrame]


def stability(stances: DataFrame, view: View, claim: Claim) -> Stability:
    """The difference that ``claim`` is about in what ``view`` shows, and its twelve checks.

    ``stances`` is the whole table, in which agency copy is told by where else it stands. A check
    holds where the difference keeps its sign and at least half of its size. One that leaves
    fewer than 5 paragraphs or 4 stories on a side, or changes nothing (there is no agency copy to
    leave out), cannot be told, and is not counted as held.
    """
    table = with_stories(stances)
    view = replace(view, targets=(claim.target,))
    table = table.assign(
        alone=_alone(table),
        wired=agency_text(table)["agency"].notna().to_numpy(bool),
        of_label=table["label"].map(VALUE_OF).astype(float),
    )
    base = _Base(table, view, claim)
    found = base.difference()
    checks = [
        base.agency_copy(),
        base.check(
            "without headlines", keep=lambda rows: rows[~rows["role"].isin(["headline", "deck"])]
        ),
        base.check("the outlet's own voice only", keep=lambda rows: rows[rows["holder"] == OUTLET]),
        base.other_scorer(),
        base.check("labels instead of scores", value="of_label"),
        base.check(
            f"labels of at least {CONFIDENT:.0%} confidence",
            keep=lambda rows: rows[rows["confidence"] >= CONFIDENT],
            value="of_label",
        ),
        base.without_any_article(),
        base.half("first half of the time", first=True),
        base.half("second half of the time", first=False),
        base.check("by article instead of by paragraph", keep=by_article),
        base.other_count(),
        base.check("paragraphs that name no other target", keep=lambda rows: rows[rows["alone"]]),
    ]  # fmt: skip
    return Stability(claim, found, tuple(checks))


def by_article(rows: DataFrame) -> DataFrame:
    """One row for each article, with the mean stance of its paragraphs."""
    means = rows.groupby("article_id", sort=False)["stance"].mean()
    first = rows.drop_duplicates("article_id")
    return first.assign(stance=first["article_id"].map(means).astype(float))


def _alone(stances: DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows are of a paragraph that has no row for another target."""
    place = stances[["article_id", "paragraph"]]
    return np.asarray(~place.duplicated(keep=False), dtype=np.bool_)


class _Base:
    """The rows of both sides, and how a difference under another choice compares with theirs."""

    def __init__(self, table: DataFrame, view: View, claim: Claim) -> None:
        self.table, self.view, self.claim = table, view, claim
        self.of_a, self.of_b = self.rows(view)
        self.found = gap(self.of_a, self.of_b, claim.a, claim.b, claim.target)

    def rows(self, view: View) -> tuple[DataFrame, DataFrame]:
        a, b = self.claim.a.within(view), self.claim.b.within(view)
        return select(self.table, a), select(self.table, b)

    def difference(
        self, keep: Sieve | None = None, value: str = "stance", view: View | None = None
    ) -> Difference:
        of_a, of_b = self.rows(view) if view else (self.of_a, self.of_b)
        if keep:
            of_a, of_b = keep(of_a), keep(of_b)
        return gap(of_a, of_b, self.claim.a, self.claim.b, self.claim.target, value=value)

    def check(
        self,
        name: str,
        *,
        keep: Sieve | None = None,
        value: str = "stance",
        view: View | None = None,
        note: str = "",
    ) -> Check:
        found = self.difference(keep, value, view)
        if value == "stance" and (found.n, found.value) == (self.found.n, self.found.value):
            return Check(name, "cannot be told", found, "it would change nothing here")
        return self.judge(name, found, note)

    def judge(self, name: str, found: Difference, note: str = "") -> Check:
        claimed = self.found.value
        if not self.found.told or not claimed:
            return Check(name, "cannot be told", found, "there is no difference to check")
        if found.value is None or not found.told:
            n, stories = found.n, found.stories
            why = (
                f"too little is left: {n[0]} and {n[1]} paragraphs of "
                f"{stories[0]} and {stories[1]} stories"
            )
            return Check(name, "cannot be told", found, why)
        return Check(name, _state(found.value / claimed), found, note)

    def agency_copy(self) -> Check:
        """Without agency copy, where it was counted, or with it."""
        if self.view.count == "own":
            return self.check("with agency copy", view=replace(self.view, count="articles"))
        return self.check("without agency copy", keep=lambda rows: rows[~rows["wired"]])

    def other_scorer(self) -> Check:
        """With the answers of the scorer beside; of the rows that have one."""
        name = "the other scorer"
        if "beside_stance" not in self.table or self.table["beside_stance"].isna().all():
            return Check(name, "cannot be told", None, "only one scorer has read the corpus")
        return self.check(
            name, keep=lambda rows: rows[rows["beside_stance"].notna()], value="beside_stance"
        )

    def other_count(self) -> Check:
        """Each origin once, where every publication was counted, or the reverse."""
        if self.view.count == "origins":
            return self.check("every publication", view=replace(self.view, count="articles"))
        return self.check("every origin once", view=replace(self.view, count="origins"))

    def half(self, name: str, *, first: bool) -> Check:
        """In one half of the time, parted so that it halves the dated paragraphs of both sides."""
        if self.claim.a.start or self.claim.a.end or self.claim.b.start or self.claim.b.end:
            return Check(name, "cannot be told", None, "the claim itself compares times")
        dates = pd.concat([self.of_a["date"], self.of_b["date"]]).dropna()
        if dates.nunique() < 2:
            return Check(name, "cannot be told", None, "there are not two dates to part")
        # The later half begins after the median, or with it where it is the last day.
        middle = dates.sort_values().iloc[(len(dates) - 1) // 2]
        if middle == dates.max():
            middle = dates[dates < middle].max()

        def keep(rows: DataFrame) -> DataFrame:
            inside = rows["date"] <= middle if first else rows["date"] > middle
            kept: DataFrame = rows[inside.to_numpy(bool)]
            return kept

        until = middle.date().isoformat()
        return self.check(name, keep=keep, note=f"{'up to' if first else 'after'} {until}")

    def without_any_article(self) -> Check:
        """Without the one article whose loss takes most from the difference."""
        name = "without any one article"
        claimed = self.found.value
        if not self.found.told or not claimed:
            return self.judge(name, self.found)
        a, b = _without_each(self.of_a), _without_each(self.of_b)
        # An article that is on one side only leaves the other side's mean as it is.
        articles = a.index.union(b.index)
        whole_a, whole_b = self.of_a["stance"].mean(), self.of_b["stance"].mean()
        left = a.reindex(articles, fill_value=whole_a) - b.reindex(articles, fill_value=whole_b)
        worst = str((left / claimed).idxmin())
        title = _title(self.of_a, worst) or _title(self.of_b, worst) or worst
        return self.check(
            name,
            keep=lambda rows: rows[rows["article_id"] != worst],
            note=f"at worst without “{title}”",
        )


def _state(kept: float) -> State:
    if kept >= MUCH_WEAKER:
        return "holds"
    return "weaker" if kept > 0 else "turns"


def _without_each(rows: DataFrame) -> Series:
    """The mean stance without each article in turn; missing where nothing would be left."""
    each = rows.groupby("article_id")["stance"].agg(["sum", "size"])
    rest = len(rows) - each["size"]
    return (each["sum"].sum() - each["sum"]) / rest.where(rest > 0)


def _title(rows: DataFrame, article: str) -> str:
    titles = rows.loc[rows["article_id"] == article, "title"].dropna()
    return str(titles.iloc[0]) if len(titles) else ""
