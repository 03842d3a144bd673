"""What a chart says besides its marks: its key, its method, and itself in a sentence or two."""

from __future__ import annotations

from collections.abc import Sequence

from pandas import DataFrame

from analysis.charts.frame import Sign
from analysis.charts.look import Look
from analysis.charts.theme import Theme, shape
from analysis.charts.words import HOLLOW, INTERVALS, clean, count, number, voice


def key(look: Look, dots: DataFrame, inks: Theme) -> tuple[Sign, ...]:
    """Give the key of the targets that are drawn and, where one is hollow, of hollow dots."""
    return (*target_signs(look, inks), *hollow_sign(dots, inks))


def target_signs(look: Look, inks: Theme) -> tuple[Sign, ...]:
    """Give the key of the targets that are drawn."""
    drawn = set(look.table["target"])
    return tuple(
        Sign(clean(target), shape(at), inks.colour(at))
        for at, target in enumerate(look.targets)
        if target in drawn
    )


def hollow_sign(dots: DataFrame, inks: Theme) -> tuple[Sign, ...]:
    """Give the key of hollow dots, where there are any."""
    if not dots["low"].isna().any():
        return ()
    return (Sign("too few to say", "circle", inks.muted, hollow=True),)


def method(dots: DataFrame) -> list[str]:
    """Say what bars and hollow dots are, of those that are drawn."""
    said = intervals(dots)
    return [*said, HOLLOW] if dots["low"].isna().any() else said


def intervals(dots: DataFrame) -> list[str]:
    """Say how intervals were found, where there are any."""
    return [INTERVALS] if dots["low"].notna().any() else []


def described(dots: DataFrame, fields: Sequence[str]) -> list[str]:
    """Say each dot in words, for those who do not see it."""
    said = []
    for row in dots.to_dict("records"):
        names = ", ".join(named(field, row[field]) for field in fields)
        mean = f"mean stance {row['mean_said']}" if row["mean_said"] != "not given" else "too few"
        said.append(f"{names}: {mean}, {count(int(row['n_paragraphs']), 'paragraph')}")
    return said


def named(field: str, value: object) -> str:
    """Name the value of a column as charts do."""
    text = value if isinstance(value, str) else None
    return voice(text) if field == "holder" and text is not None else clean(text)


def describe(title: str, dots: DataFrame) -> str:
    """Say in two sentences what a chart of means shows."""
    told = dots[dots["mean"].notna()]
    if told.empty:
        return f"{title} Too few paragraphs for any mean."
    ranked = told.sort_values("mean", kind="stable")
    names = [words.split(":")[0] for words in ranked["described"]]
    means = [number(mean) for mean in ranked["mean"]]
    if len(told) == 1:
        return f"{title} One mean of stance: {means[0]} ({names[0]})."
    return (
        f"{title} {len(told)} means of stance, the lowest {means[0]} ({names[0]}) and the highest "
        f"{means[-1]} ({names[-1]})."
    )
