"""Made-up stance tables in which a test says what there is: outlets, moods, copies, agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from pandas import DataFrame

from analysis.records import LABELS

FIRST_DAY = np.datetime64("2021-03-01")


def made_stances(
    moods: Mapping[str, float],
    *,
    articles: int = 20,
    paragraphs: int = 6,
    targets: Sequence[str] = ("Japan",),
    spread: float = 0.2,
    seed: int = 1,
) -> DataFrame:
    """A stance table: ``articles`` of each outlet, each leaning around the outlet's mood.

    Every article is a story of its own; ``again`` adds copies. Days go on one by one.
    """
    dice = np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for outlet, mood in moods.items():
        for number in range(articles):
            name = f"{outlet} {number:03}"
            lean = mood + dice.normal(0, spread)
            for paragraph in range(paragraphs):
                for target in targets:
                    stance = float(np.clip(lean + dice.normal(0, 0.3), -0.95, 0.95))
                    rows.append(
                        {
                            "article_id": name,
                            "outlet": outlet,
                            "agency": None,
                            "date": FIRST_DAY + np.timedelta64(number, "D"),
                            "title": f"Report {number} of {outlet}",
                            "paragraph": paragraph,
                            "role": "headline" if paragraph == 0 else "body",
                            "text": f"Paragraph {paragraph} of {name} on {target}.",
                            "target": target,
                            "stance": stance,
                            "label": label_of(stance),
                            "confidence": 0.5 + abs(stance) / 2,
                            "holder": "outlet" if paragraph % 2 == 0 else "other",
                            "origin": name,
                            "origin_paragraph": paragraph,
                            "beside_stance": stance * 0.9,
                        }
                    )
    table = DataFrame(rows)
    table["date"] = table["date"].astype("datetime64[s]")
    return numbered(table)


def label_of(stance: float) -> str:
    return LABELS[int(np.sign(round(stance / 0.5))) + 1]


def again(stances: DataFrame, article: str, outlet: str, agency: str | None = None) -> DataFrame:
    """``stances`` with a copy of an article in another outlet, word for word, of the same story."""
    copy = stances[stances["article_id"] == article].assign(
        article_id=f"{article} in {outlet}", outlet=outlet, agency=agency
    )
    return numbered(pd.concat([stances, copy], ignore_index=True))


def numbered(stances: DataFrame) -> DataFrame:
    """With ``story``: here an origin is a story."""
    return stances.assign(story=stances["origin"].factorize()[0].astype(np.int64))
