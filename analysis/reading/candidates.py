"""The value of a fact among the several that are offered for it, the others kept as its rivals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from analysis.records import UNKNOWN, Fact

PERSON = "sources.csv"
"""The clue of what a person has said, which nothing on the page contradicts."""

Agree = Callable[[str, str], bool]
"""Whether two values say the same, or so nearly that they contradict each other in nothing."""


def best(groups: Sequence[Iterable[Fact]], *, agree: Agree | None = None) -> Fact:
    """The first fact of the first group that has one; the other values are its rivals.

    The facts of a group are about as reliable as one another, and more so than those of the groups
    after it. Where another fact of its group says otherwise, the best is doubtful; where a later
    group does, what was certain is only likely. What is itself doubtful contradicts nothing, nor do
    the rivals that a fact brings along, which were weighed when it was chosen.

    >>> page = Fact("2019-07-14", "meta tag", certainty="certain")
    >>> best([[page], [Fact("2019-07-13", "timestamp line")]]).certainty
    'likely'
    """
    offers = [[fact for fact in group if fact.value] for group in groups]
    firsts = [fact for group in offers for fact in group]
    known = list(_told(firsts))
    if not known:
        return UNKNOWN
    top = firsts[0]
    agree = agree or _equal
    first = {_of(fact).casefold(): fact for fact in reversed(known)}
    rivals = tuple(f for f in known if first[_of(f).casefold()] is f and f is not known[0])
    against = [f for f in firsts if f.certainty != "doubtful" and not agree(_of(f), _of(top))]
    peers = next(group for group in offers if group)
    certainty = top.certainty
    if against and top.clue != PERSON:
        if any(fact in peers for fact in against):
            certainty = "doubtful"
        elif certainty == "certain":
            certainty = "likely"
    return replace(top, certainty=certainty, rivals=rivals)


def same_letters(one: str, other: str) -> bool:
    """Whether two texts are the same by their letters and figures, or one holds the other."""
    first, second = sorted(
        ("".join(filter(str.isalnum, t.casefold())) for t in (one, other)), key=len
    )
    return first in second


def _told(facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        if fact.value:
            yield replace(fact, rivals=())
            yield from _told(fact.rivals)


def _equal(first: str, second: str) -> bool:
    return first.casefold() == second.casefold()


def _of(fact: Fact) -> str:
    return fact.value or ""
