"""Human answers laid beside the machine's: which rows were judged, by whom, with what chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas import DataFrame

from analysis.records import LABELS
from analysis.summary.aggregate import with_stories
from analysis.summary.judgments import Judgment, standing

UNIT = ["origin", "origin_paragraph", "target"]
"""The columns that tell what is judged once, however often it was printed."""

_PLACE = ["article", "paragraph", "target"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A corpus with the answers to a sample of it.

    ``rows`` are all stances, with ``chance`` (that of being drawn; missing where not judged),
    ``judged`` (the coders' mean stance) and ``judged_unfavorable``, ``judged_neutral``,
    ``judged_favorable`` (the shares of coders). ``answers`` has one row per unit and coder: unit,
    story, outlet, target, ``machine`` (its label), ``coder``, ``answer`` (label), ``chance``.
    ``outside`` counts the judgments of what is in the corpus and not in the sample, ``unplaced``
    those of what is not in the corpus, ``unanswered`` the units of the sample without an answer.
    """

    rows: DataFrame
    answers: DataFrame
    outside: int = 0
    unplaced: int = 0
    unanswered: int = 0

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders, by the number of their answers and then by name."""
        counts = self.answers["coder"].value_counts()
        return tuple(sorted(counts.index, key=lambda name: (-counts[name], name)))


def lay_beside(
    stances: DataFrame,
    design: DataFrame,
    judgments: Iterable[Judgment],
    *,
    keys: Mapping[str, str] | None = None,
) -> Labelled:
    """Lay ``judgments`` beside ``stances``; ``design`` is that of the sample (``Sample.design``).

    A judgment of any copy counts for its origin. Judgments of what was not drawn are left out:
    nobody knows what chance they had.
    """
    rows = with_stories(stances).reset_index(drop=True)
    rows["unit"] = rows.groupby(UNIT, sort=False).ngroup()
    named = rows["article_id"].map(lambda name: (keys or {}).get(name) or name)
    places = rows.assign(article=named.astype(object))[[*_PLACE, "unit"]]
    places = places.drop_duplicates(_PLACE)
    drawn = design[[*_PLACE, "chance"]].merge(places, on=_PLACE).drop_duplicates("unit")
    chance = drawn.set_index("unit")["chance"].astype(float)
    given = DataFrame(
        [
            (one.article, one.paragraph, one.target, one.coder, one.label, one.stance)
            for one in standing(judgments).values()
        ],
        columns=[*_PLACE, "coder", "answer", "stance"],
    ).astype({"paragraph": np.int64})
    placed = given.merge(places, on=_PLACE).drop_duplicates(["unit", "coder"], keep="last")
    inside = placed[placed["unit"].isin(chance.index)]
    first = rows.drop_duplicates("unit").set_index("unit")
    answers = DataFrame(
        {
            "unit": inside["unit"].to_numpy(),
            **{
                name: first[column].reindex(inside["unit"]).to_numpy()
                for name, column in (
                    ("story", "story"), ("outlet", "outlet"), ("target", "target"),
                    ("machine", "label"),
                )
            },
            "coder": inside["coder"].to_numpy(),
            "answer": inside["answer"].to_numpy(),
            "chance": chance.reindex(inside["unit"]).to_numpy(),
        }
    )  # fmt: skip
    means = {"judged": inside.groupby("unit")["stance"].mean().astype(float)}
    for label in LABELS:
        hits = (inside["answer"] == label).astype(float)
        means[f"judged_{label}"] = hits.groupby(inside["unit"]).mean()
    for name, column in means.items():
        rows[name] = rows["unit"].map(column).astype(float)
    rows["chance"] = rows["unit"].map(chance).astype(float).where(rows["judged"].notna())
    return Labelled(
        rows=rows,
        answers=answers.sort_values(["unit", "coder"], ignore_index=True),
        outside=len(placed) - len(inside),
        unplaced=len(given) - len(pd.merge(given, places, on=_PLACE)),
        unanswered=len(design) - answers["unit"].nunique(),
    )
