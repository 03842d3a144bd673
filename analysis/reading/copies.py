"""Where each paragraph first appeared: copies of a paragraph in several articles are one origin.

A paragraph is a copy of an earlier article's text where most of its words stand there in the same
runs, however they are parted into sentences and paragraphs, and where nothing else explains what
they share (see ``coincidences``). Candidates come from an index of runs of three words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby, pairwise

from rapidfuzz.distance import LCSseq

from analysis.reading.coincidences import Coincidence, coincidence
from analysis.reading.lines import without_credit
from analysis.reading.outlets import load_outlets
from analysis.reading.publisher import read_dateline
from analysis.reading.runs import RUN, Shared, Texts, sharing
from analysis.records import Article, Place

_Run = tuple[int, int, int]
ALONE = 0.68
"""The share of words that makes a copy where the two articles share nothing else."""
TOGETHER = 0.6
"""The share that makes a copy where the two articles share other paragraphs."""
SPREAD_ALONE, SPREAD_TOGETHER = 0.5, 0.42
"""The shares that do where the words kept are spread over the whole of both, as an edit does."""
MOST_GAP = 0.2
"""The longest stretch of its words, as a share, of which such a copy keeps none."""
OF_SOURCE = 0.4
"""The share of its source's words that such a copy keeps."""
STRETCH = 4
IN_STRETCHES = 0.25
"""The share of its words that a copy keeps in such stretches; little words agree in shorter."""
SHORT = 8
"""Paragraphs of fewer words are copies only if nearly equal and if others are, too."""
SHORT_SHARE = 0.85
CANDIDATE = 0.12
"""The share of a paragraph's runs that must stand in an article for a closer look."""
LINKED = 0.5
"""The share of its runs by which a paragraph traced elsewhere still links two articles."""
AT_HAND = 4096
"""For how many earlier articles it is kept at hand what they repeat."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Match:
    """A paragraph found in an earlier article: the share of its words that stand there.

    ``there`` is the paragraph of that article which holds most. ``spread`` says that the words
    which stand there are spread over the whole of both, ``doubt`` what else explains them.
    """

    share: float
    spread: bool
    there: int
    doubt: Coincidence | None


def find_origins(articles: Sequence[Article]) -> dict[Place, Place]:
    """For every paragraph, its first appearance; one that is no copy is its own.

    First is an agency's own article, then the earliest day (or hour, where both are known), then
    the order of reading.
    """
    origins = {
        (place := Place(article.id, paragraph.index)): place
        for article in articles
        for paragraph in article.paragraphs
    }
    news = _News(in_order(articles))
    candidates = sharing(news.texts, CANDIDATE)
    for _, group in groupby(candidates, key=lambda shared: news.texts.ranks[shared.number]):
        by_rank = sorted(group, key=lambda shared: shared.rank)
        for _, shared in groupby(by_rank, key=lambda shared: shared.rank):
            _trace(shared, news, origins)
    return origins


def _trace(candidates: Iterable[Shared], news: _News, origins: dict[Place, Place]) -> None:
    """Trace to one article those of another's paragraphs that are copies of it.

    A paragraph that was traced to an earlier article only tells whether the two are linked.
    """
    matches: dict[int, _Match] = {}
    links = 0
    for shared in candidates:
        number = shared.number
        if origins[news.places[number]] != news.places[number]:
            links += shared.share >= LINKED
        elif match := news.match(shared):
            matches[number] = match
            links += news.length(number) >= SHORT and news.is_copy(number, match, 0)
    for number, match in matches.items():
        if news.is_copy(number, match, links):
            origins[news.places[number]] = origins[news.places[match.there]]


def in_order(articles: Sequence[Article]) -> list[Article]:
    """Articles in the order in which they count as first.

    Those with an hour take the places that their days give them, by the hour.
    """
    order = sorted(articles, key=_precedence)
    ordered: list[Article] = []
    for _, group in groupby(order, key=lambda article: _precedence(article)[0]):
        alike = list(group)
        timed = iter(sorted(filter(_moment, alike), key=lambda article: _moment(article) or _NEVER))
        ordered += [next(timed) if _moment(article) else article for article in alike]
    return ordered


_NEVER = datetime.max.replace(tzinfo=UTC)


def _precedence(article: Article) -> tuple[bool, str]:
    outlet = article.outlet.value
    is_agency = bool(outlet and load_outlets().wire(outlet))
    return (not is_agency, article.date.value or "9999")


def _moment(article: Article) -> datetime | None:
    """When it was published, where day, hour and offset are known."""
    try:
        moment = datetime.fromisoformat(article.time.value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo and article.date.value else None


class _News:
    """All paragraphs of news as numbered words, and what is asked of them."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.texts = Texts()
        self.places: list[Place] = []
        self.firsts = [0]
        self._articles = articles
        for rank, article in enumerate(articles):
            for paragraph in article.paragraphs:
                if paragraph.news:
                    self.texts.add(rank, _words(paragraph.text))
                    self.places.append(Place(article.id, paragraph.index))
            self.firsts.append(len(self.texts))
        self._repeated_in = lru_cache(AT_HAND)(self._find_repeated)

    def length(self, number: int) -> int:
        """How many words a paragraph has."""
        return self.texts.starts[number + 1] - self.texts.starts[number]

    def match(self, shared: Shared) -> _Match | None:
        """What of a paragraph stands in an earlier article; None where it is hardly any."""
        words, best = self.texts.of(shared.number), shared.best
        if self.texts.of(best) == words:
            return _Match(1, spread=True, there=best, doubt=None)
        near = [self.texts.of(there) for there in shared.near]
        runs, held = _runs(words), {run for text in near for run in _runs(text)}
        kept = _in_order(words, [word for text in near for word in text])
        kept |= _covered(run in held for run in runs)
        spread = _gap(kept, len(words)) <= MOST_GAP and len(kept) >= OF_SOURCE * self.length(best)
        least = SPREAD_TOGETHER if spread else TOGETHER
        # What the earlier article repeats can only lower the share: look for it in the few left.
        if len(kept) < least * len(words) or _in_stretches(kept) < IN_STRETCHES * len(words):
            return None
        repeated = self._repeated_in(shared.rank)
        share = _share(words, kept, _covered(run in repeated for run in runs))
        if share < least:
            return None
        texts = [self._text(there) for there in shared.near]
        return _Match(share, spread, best, coincidence(self._text(shared.number), texts, share))

    def is_copy(self, number: int, match: _Match, links: int) -> bool:
        """Whether a match is a copy, where ``links`` matches show one article to draw on the other.

        In the articles of one story a common quotation is no reason for doubt, nor are figures
        that were brought up to date.
        """
        if self.length(number) < SHORT:
            return match.share >= SHORT_SHARE and links >= 1
        if links >= 2:
            least = SPREAD_TOGETHER if match.spread else TOGETHER
            return match.share >= least and match.doubt != "a stock sentence"
        return match.share >= (SPREAD_ALONE if match.spread else ALONE) and not match.doubt

    def _text(self, number: int) -> str:
        article = self._articles[self.texts.ranks[number]]
        return article.paragraphs[self.places[number].paragraph].text

    def _find_repeated(self, rank: int) -> frozenset[_Run]:
        """The runs that more than one paragraph of an article holds."""
        seen: set[_Run] = set()
        repeated: set[_Run] = set()
        for number in range(self.firsts[rank], self.firsts[rank + 1]):
            runs = set(_runs(self.texts.of(number)))
            repeated |= runs & seen
            seen |= runs
        return frozenset(repeated)


def _words(text: str) -> list[str]:
    bare = without_credit(text)[0]
    if dateline := read_dateline(bare):
        bare = bare[len(dateline.text) :]
    return _WORD.findall(bare.casefold().replace("’", "'").replace(".", ""))


def _runs(words: Sequence[int]) -> list[_Run]:
    return list(zip(words, words[1:], words[2:], strict=False))


def _covered(runs: Iterable[bool]) -> set[int]:
    """The positions of the words that lie in a run of which ``runs`` says yes."""
    return {start + offset for start, found in enumerate(runs) if found for offset in range(RUN)}


def _in_stretches(kept: Set[int]) -> int:
    """How many of the kept positions lie in stretches of ``STRETCH`` or more."""
    total = length = 0
    for position in sorted(kept):
        length = length + 1 if position - 1 in kept else 1
        if length >= STRETCH:
            total += STRETCH if length == STRETCH else 1
    return total


def _gap(kept: Set[int], n_words: int) -> float:
    """The share of the words in the longest stretch of which none is kept."""
    ends = [-1, *sorted(kept), n_words]
    return max(b - a - 1 for a, b in pairwise(ends)) / n_words


def _in_order(words: Sequence[int], region: Sequence[int]) -> set[int]:
    """The positions of ``words`` that stand in ``region`` in order, two or more together."""
    return {
        position
        for op in LCSseq.opcodes(words, region)
        if op.tag == "equal" and op.src_end - op.src_start > 1
        for position in range(op.src_start, op.src_end)
    }


def _share(words: Sequence[int], kept: Set[int], stock: Set[int]) -> float:
    """The share of the words that are kept.

    Words that the earlier article says more than once, such as a name with its title,
    tell little and do not count where enough others remain.
    """
    telling = len(words) - len(stock)
    if telling < SHORT:
        return len(kept) / len(words)
    return len(kept - stock) / telling
