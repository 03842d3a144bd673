"""Made-up analyses of any size: articles of several outlets, with copies, people and moods."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from analysis.records import (
    Analysis,
    Article,
    Evidence,
    Fact,
    Paragraph,
    Place,
    Reading,
    Role,
    Score,
    Stance,
)

OUTLETS: tuple[str | None, ...] = ("The Morning Ledger", "Harbor Times", "Daily Meridian", None)
TARGETS = ("Japan", "Korea", "U.S.")
CLAUSES = (
    "{} said the talks would go on",
    "critics called the step by {} unfair",
    "{} was praised for its patience",
    "officials of {} met on Tuesday",
)


def made_analysis(
    n_articles: int,
    *,
    outlets: Sequence[str | None] = OUTLETS,
    targets: Sequence[str] = TARGETS,
    seed: int = 7,
    copied: float = 0.2,
    undated: float = 0.1,
    days: int = 90,
) -> Analysis:
    """Make an analysis of ``n_articles`` articles; some are copies of the one before."""
    chance = random.Random(seed)
    lean = {outlet: {t: chance.uniform(-0.5, 0.2) for t in targets} for outlet in outlets}
    articles: list[Article] = []
    stances: list[Stance] = []
    origins: dict[Place, Place] = {}
    first_day = date(2019, 7, 1)
    for number in range(n_articles):
        outlet = outlets[number % len(outlets)]
        day = first_day + timedelta(days=chance.randrange(days))
        name = f"a{number:05d}"
        copy_of = articles[-1] if articles and chance.random() < copied else None
        paragraphs = copy_of.paragraphs if copy_of else _paragraphs(chance, targets)
        articles.append(
            Article(
                id=name,
                source=f"{name}.txt",
                paragraphs=paragraphs,
                outlet=Fact(outlet, "stated") if outlet else Fact(),
                date=Fact(None) if chance.random() < undated else Fact(day.isoformat(), "dateline"),
                title=Fact(paragraphs[0].text, "headline"),
            )
        )
        mood = chance.gauss(0, 0.2)
        for paragraph in paragraphs:
            place = Place(name, paragraph.index)
            source = Place(copy_of.id, paragraph.index) if copy_of else place
            origins[place] = origins.get(source, source)
            if not paragraph.scored:
                continue
            for target in targets:
                if target not in paragraph.text:
                    continue
                chance_of = random.Random(f"{seed} {origins[place]} {target}")
                stances.append(
                    Stance(
                        place=place,
                        target=target,
                        score=_score(chance_of, lean[outlet][target] + mood, paragraph.text),
                        holder=chance_of.choice(("outlet", "outlet", *targets, "other")),
                        sentiment=max(-1.0, min(1.0, chance_of.gauss(0, 0.5))),
                        origin=origins[place],
                        scorer="lexicon 1",
                    )
                )
    return Analysis(Reading(tuple(articles)), tuple(stances), origins, tuple(targets), "lexicon 1")


def _paragraphs(chance: random.Random, targets: Sequence[str]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for index in range(chance.randrange(3, 16)):
        named = chance.sample(list(targets), chance.choice((1, 1, 2)) if len(targets) > 1 else 1)
        text = ", and ".join(chance.choice(CLAUSES).format(name) for name in named) + "."
        role: Role = "headline" if index == 0 else "body"
        if index and chance.random() < 0.1:
            role = chance.choice(("caption", "boilerplate"))
        found.append(Paragraph(index, role, text))
    return tuple(found)


def _score(chance: random.Random, lean: float, text: str) -> Score:
    if chance.random() < 0.6:
        return Score(0.1, 0.8, 0.1)
    stance = max(-0.95, min(0.95, chance.gauss(lean, 0.5)))
    favorable = (1 + stance) / 2 * 0.9
    unfavorable = 0.9 - favorable
    words = (Evidence(0, min(6, len(text)), favorable - unfavorable),)
    return Score(unfavorable, 0.1, favorable, words)
