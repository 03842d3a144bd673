"""The one file that knows the order: files -> articles -> copies -> mentions -> stances."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.reading.copies import find_origins
from analysis.records import Analysis, Article, Evidence, MarkedText, Place, Reading, Stance
from analysis.stance.alike import one_score
from analysis.stance.catalogue import default_scorer
from analysis.stance.holders import find_voices, holder_of
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.mentions import find_mentions
from analysis.stance.scorers import Explaining, Scorer
from analysis.stance.targets import Targets, load_targets
from analysis.stance.tone import sentiment

Progress = Callable[[int, int], None]
"""Called with the number of articles done and the number in all."""


def analyze(
    reading: Reading,
    *,
    targets: Targets | Path | None = None,
    scorer: Scorer | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Score every paragraph of ``reading`` that is news for its stance toward each target it names.

    ``targets`` is a loaded set or the path of a targets file; by default Japan, Korea, the U.S.
    ``scorer`` is by default the first of the catalogue that runs here.
    Raises ``StanceError`` where the targets file cannot be used.
    """
    chosen = targets if isinstance(targets, Targets) else load_targets(targets)
    scorer = scorer or default_scorer()[0]
    origins = find_origins(reading.articles)
    stances: list[Stance] = []
    for done, article in enumerate(reading.articles):
        if progress:
            progress(done, len(reading.articles))
        stances.extend(_stances_of(article, chosen, scorer, origins))
    if progress:
        progress(len(reading.articles), len(reading.articles))
    texts = {Place(a.id, p.index): p.text for a in reading.articles for p in a.paragraphs}
    alike = one_score(stances, texts)
    return Analysis(reading, alike, origins, chosen.names, scorer.name)


def explain(
    article: Article, paragraph: int, target: str, *, targets: Targets, scorer: Explaining
) -> tuple[Evidence, ...]:
    """The words that moved ``scorer`` in one paragraph toward ``target``, found on demand."""
    mentions = find_mentions(article.paragraphs, targets)
    marked = MarkedText(article.paragraphs[paragraph].text, mentions[paragraph])
    return scorer.explain(marked, target)


def _stances_of(
    article: Article, targets: Targets, scorer: Scorer, origins: dict[Place, Place]
) -> Iterator[Stance]:
    mentions = find_mentions(article.paragraphs, targets)
    voices = find_voices(article.paragraphs, mentions, targets)
    news = [p for p in article.paragraphs if p.scored and mentions[p.index]]
    marked = [MarkedText(p.text, mentions[p.index]) for p in news]
    scores = scorer.score(marked)
    words = scores if isinstance(scorer, LexiconScorer) else LexiconScorer().score(marked)
    for paragraph, by_target, by_words in zip(news, scores, words, strict=True):
        place = Place(article.id, paragraph.index)
        for target, score in by_target.items():
            beside = by_words[target]
            evidence = score.evidence or beside.evidence
            yield Stance(
                place=place,
                target=target,
                score=score,
                holder=holder_of(voices[paragraph.index], evidence, target, score.holders),
                sentiment=sentiment(paragraph.text),
                origin=origins.get(place, place),
                scorer=scorer.name,
                beside=None if beside is score else beside,
            )
