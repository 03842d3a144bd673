"""What the learned scorer reads: a paragraph with its countries reduced to placeholders.

Every mention of the target becomes one reserved token, whatever its words; every other country
becomes one of a few numbered placeholders, in order of appearance. No name reaches the model, so
an exchange of names cannot change a score: that holds by construction, not by training.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.records import MarkedText, Mention

TARGET = "[TGT]"
"""Stands for the target of the score."""
OTHERS = ("[OTH1]", "[OTH2]", "[OTH3]")
"""Stand for the other countries, numbered by first appearance; the last one for all further."""
HOLDERS = ("outlet", TARGET, *OTHERS, "other")
"""Whose stance it may be, as the model knows them, in the order of its answers."""

NATIONS = Path(__file__).parent.parent / "data" / "model" / "nations.tsv"

_TYPOGRAPHY = str.maketrans(
    {
        "[": "(",  # a reserved token in the text itself must not be taken for one
        "]": ")",
        "‘": "'",
        "’": "'",
        "‛": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "―": "-",
        "‐": "-",
        "‑": "-",
        "…": "...",
    }
)
_ARTICLE = re.compile(r"\b(?:the|an)\s+$", re.IGNORECASE)
_GENITIVE = re.compile(r"['’]s?$")
_POSSESSIVE_PRONOUNS = frozenset({"his", "her", "hers", "their", "theirs", "its", "whose"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the text that a placeholder replaces, and whose it is (``""``: the target's)."""

    start: int
    end: int
    whose: str


def masked(marked: MarkedText, target: str, *, without: tuple[int, int] | None = None) -> str:
    """The text that the model reads to score ``target``, on one line, in plain typography.

    ``without`` leaves out a stretch of characters that no mention overlaps: how much the score
    then changes is the evidence of these words.

    >>> text = "The U.S. said Japanese officials had misled China."
    >>> marks = (Mention("U.S.", 4, 8), Mention("Japan", 14, 22, "demonym"))
    >>> masked(MarkedText(text, marks), "Japan")
    '[OTH1] said [TGT] officials had misled [OTH2].'
    >>> masked(MarkedText(text, marks), "U.S.")
    '[TGT] said [OTH1] officials had misled [OTH2].'
    """
    return masked_slots(marked.text, slots(marked, target), without=without)


def masked_slots(
    text: str, found: Sequence[Slot], *, without: tuple[int, int] | None = None
) -> str:
    """The same from the stretches to be replaced."""
    pieces: list[str] = []
    last = ""
    position = 0
    tokens = numbered(found)
    for slot in found:
        token = tokens[slot.whose]
        between = _kept(text, position, slot.start, without)
        position = slot.end
        if token == last and not between.strip():
            continue
        pieces += [between, token]
        last = token
        if _owns(text[slot.start : slot.end]):
            pieces.append("'s")
    pieces.append(_kept(text, position, len(text), without))
    line = " ".join("".join(pieces).split())
    return line.encode("utf-8", "replace").decode("utf-8")


def numbered(found: Iterable[Slot]) -> dict[str, str]:
    """The placeholder of each country in ``found``; the target's is under ``""``.

    >>> numbered([Slot(0, 2, "Peru"), Slot(4, 6, ""), Slot(8, 9, "Chile")])
    {'': '[TGT]', 'Peru': '[OTH1]', 'Chile': '[OTH2]'}
    """
    tokens = {"": TARGET}
    for slot in found:
        tokens.setdefault(slot.whose, OTHERS[min(len(tokens) - 1, len(OTHERS) - 1)])
    return tokens


def slots(marked: MarkedText, target: str) -> tuple[Slot, ...]:
    """Every stretch to be replaced, in order and without overlap, articles ("the") included.

    Where stretches overlap the target's mentions win, then the other targets', then countries of
    the list that nobody marked; among equals the longer.
    """
    wanted = [
        (0 if mention.target == target else 1, mention.start - mention.end, mention)
        for mention in marked.mentions
        if 0 <= mention.start < mention.end <= len(marked.text)
    ]
    wanted.sort(key=lambda item: (item[0], item[1], item[2].start))
    taken: list[Slot] = []
    for _, _, mention in wanted:
        whose = "" if mention.target == target else mention.target
        _take(taken, Slot(mention.start, _own_end(marked.text, mention), whose))
    for start, end, nation in nations_in(_blanked(marked.text, taken)):
        _take(taken, Slot(start, end, nation))
    people = {(m.start) for m in marked.mentions if m.kind == "person"}
    return tuple(_with_article(marked.text, taken, people))


def windows(marked: MarkedText, target: str, *, longest: int) -> tuple[tuple[int, MarkedText], ...]:
    """The paragraph in parts of about ``longest`` characters that each name the target.

    Each part comes with where it starts.

    A short paragraph is its own only part. A long one is cut between sentences (a sentence
    longer than that between words), and each part that names the target is read; together the
    parts hold every mention of it, so nothing said of the target is cut away silently.
    """
    if len(marked.text) <= longest:
        return ((0, marked),)
    parts: list[tuple[int, MarkedText]] = []
    for start, end in _stretches(marked.text, longest, marked.mentions):
        inside = tuple(
            Mention(m.target, m.start - start, m.end - start, m.kind)
            for m in marked.mentions
            if start <= m.start and m.end <= end
        )
        if any(m.target == target for m in inside):
            parts.append((start, MarkedText(marked.text[start:end], inside)))
    return tuple(parts) or ((0, marked),)


def words(marked: MarkedText, target: str) -> tuple[tuple[int, int], ...]:
    """The words that are no mention, as ``[start, end)`` of the paragraph's own text."""
    covered = [(slot.start, slot.end) for slot in slots(marked, target)]
    found = []
    for match in re.finditer(r"[^\W_]+(?:['’\-][^\W_]+)*", marked.text):
        start, end = match.span()
        if all(end <= left or start >= right for left, right in covered):
            found.append((start, end))
    return tuple(found)


def _blanked(text: str, taken: Sequence[Slot]) -> str:
    """The text without its marked names, so that these cannot make phrases with their neighbours.

    Else "American Indian" would hide "American" where the mention "Indian" was, but not where it
    was exchanged for "Japanese".
    """
    for slot in taken:
        text = text[: slot.start] + "\0" * (slot.end - slot.start) + text[slot.end :]
    return text


def _take(taken: list[Slot], slot: Slot) -> None:
    at = bisect_left(taken, slot.start, key=lambda other: other.start)
    before = taken[at - 1].end if at else 0
    after = taken[at].start if at < len(taken) else slot.end
    if slot.start < slot.end and before <= slot.start and slot.end <= after:
        taken.insert(at, slot)


def _own_end(text: str, mention: Mention) -> int:
    """Where the mention ends, without a genitive's ``'s``, which stays in the text."""
    genitive = _GENITIVE.search(text, mention.start, mention.end)
    return genitive.start() if genitive and genitive.start() > mention.start else mention.end


def _owns(name: str) -> bool:
    return name.casefold() in _POSSESSIVE_PRONOUNS


def _with_article(text: str, taken: Sequence[Slot], people: set[int]) -> Iterator[Slot]:
    """The slots with a preceding "the" (or the "n" of "an"), which would betray the name."""
    floor = 0
    for slot in taken:
        article = _ARTICLE.search(text, floor, slot.start)
        start = slot.start
        if article and article.group().strip().casefold() == "the":
            start = slot.start if slot.start in people else article.start()
        yield Slot(start, slot.end, slot.whose)
        floor = slot.end


def _kept(text: str, start: int, end: int, without: tuple[int, int] | None) -> str:
    kept = text[start:end]
    if without and start <= without[0] and without[1] <= end:
        kept = text[start : without[0]] + text[without[1] : end]
    plain = kept.translate(_TYPOGRAPHY)
    return re.sub(r"\b([Aa])n(\s+)$", r"\1\2", plain) if end < len(text) else plain


def nations_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The countries of the packaged list that a text names: start, end and the country."""
    pattern, keys = _nations(NATIONS)
    for match in pattern.finditer(text):
        key = keys[match.group()]
        if key != "-":
            yield match.start(), match.end(), key


@lru_cache(maxsize=2)
def _nations(path: Path) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all names, longest first, and the country of each name."""
    keys: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        key, *columns = line.split("\t")
        for column in columns:
            keys.update({name: key for name in column.split("|") if name})
    names = sorted(keys, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"), keys


def _stretches(text: str, longest: int, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Consecutive stretches that fill ``longest`` as far as they can, cut in no mention."""
    inside = [(m.start, m.end) for m in mentions]
    ends = [m.end() for m in re.finditer(r"[.!?][\"'”’)]*\s+", text)] + [len(text)]
    start = 0
    while start < len(text):
        limit = start + longest
        fitting = [end for end in ends if start < end <= limit and _clear(end, inside)]
        if len(text) <= limit:
            cut = len(text)
        elif fitting:
            cut = fitting[-1]
        else:
            spaces = [m.end() for m in re.finditer(r"\s", text[start:limit])]
            free = [start + at for at in spaces if _clear(start + at, inside)]
            cut = free[-1] if free else _after(limit, inside, len(text))
        yield start, cut
        start = cut


def _clear(cut: int, inside: Sequence[tuple[int, int]]) -> bool:
    return all(not left < cut < right for left, right in inside)


def _after(cut: int, inside: Sequence[tuple[int, int]], end: int) -> int:
    return min([right for left, right in inside if left < cut < right] or [cut, end])
