"""Whose text a paragraph is: the outlet's own, or an agency's that it printed, and how that shows.

A credit is a clue and no proof, so the text counts as an agency's wherever one of these holds, the
surest first: its article is credited to an agency; it is a copy of a paragraph in an agency's own
or credited article; the same paragraph stands in another article that is credited to an agency.
What an agency publishes itself is its own. Where several outlets print the same paragraph and no
agency is named with any of them, nothing tells who wrote it: it stays with each of them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas import DataFrame, Series

from analysis.reading.outlets import key, load_outlets

Ints = npt.NDArray[np.int64]

CREDITED = "credited to it"
COPIED = "copied from its article"
ELSEWHERE = "credited to it elsewhere"


def agency_text(stances: DataFrame) -> DataFrame:
    """For each row the ``agency`` whose text it is (None: no agency's), and ``why``.

    All articles must be in ``stances``: pass the whole table and not a part of it. An origin of
    which no paragraph is in the table is told by the column ``origin_agency`` where there is one.

    >>> table = DataFrame(
    ...     {
    ...         "article_id": ["y", "h"],
    ...         "outlet": ["Yonhap News Agency", "The Korea Herald"],
    ...         "agency": ["Yonhap", None],
    ...         "paragraph": [0, 3],
    ...         "origin": ["y", "y"],
    ...         "origin_paragraph": [0, 0],
    ...     }
    ... )
    >>> agency_text(table)["agency"].tolist()
    [None, 'Yonhap']
    """
    outlets = stances["outlet"]
    home = agency_of_outlet(outlets)
    written = stances["agency"].where(stances["agency"].notna(), home)
    agency = Series(None, index=stances.index, dtype=object)
    why = Series(None, index=stances.index, dtype=object)
    foreign = written.where(~_same(written, home, outlets))
    clues = ((foreign, CREDITED), (_of_source(stances, written), COPIED),
             (_elsewhere(stances, written), ELSEWHERE))  # fmt: skip
    for found, reason in clues:
        new = agency.isna() & found.notna() & ~_same(found, home, outlets)
        agency[new], why[new] = found[new], reason
    told = agency.notna()
    return DataFrame({"agency": agency.where(told, None), "why": why.where(told, None)})


def origin_numbers(stances: DataFrame) -> Ints:
    """Number the origin paragraphs: rows of one number are publications of one paragraph."""
    article = stances["origin"].factorize()[0].astype(np.int64)
    paragraph = stances["origin_paragraph"].to_numpy(dtype=np.int64)
    numbers: Ints = article * (paragraph.max(initial=0) + 1) + paragraph
    return numbers


def _of_source(stances: DataFrame, written: Series) -> Series:
    """The agency of the article that a paragraph was copied from."""
    first = ~stances["article_id"].duplicated().to_numpy()
    names = dict(zip(stances["article_id"][first], written[first], strict=True))
    source = stances["origin"].map({name: who for name, who in names.items() if pd.notna(who)})
    if "origin_agency" not in stances:
        return source.astype(object)
    return source.astype(object).where(source.notna(), stances["origin_agency"])


def _elsewhere(stances: DataFrame, written: Series) -> Series:
    """The agency of the first article that carries the same paragraph and has one."""
    numbers = Series(origin_numbers(stances), index=stances.index)
    told = written.notna()
    named = dict(zip(numbers[told][::-1], written[told][::-1], strict=True))
    return numbers.map(named).astype(object)


def agency_of_outlet(outlets: Series) -> Series:
    """The short name of the agency that an outlet is, missing where it is none."""
    wires = {name: load_outlets().wire(name) for name in outlets.dropna().unique()}
    return outlets.map({name: agency for name, agency in wires.items() if agency}).astype(object)


def _same(agencies: Series, homes: Series, outlets: Series) -> Series:
    """Where the agency is the outlet itself, by its short name or by the name of the outlet."""
    names = {name: key(name) for column in (agencies, outlets) for name in column.dropna().unique()}
    alike = agencies.map(names) == outlets.map(names)
    return (agencies == homes) | (alike & agencies.notna())
