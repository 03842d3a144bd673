"""Whose stance it is: the voices of each paragraph, and the one that carries the evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from analysis.records import OUTLET, Evidence, Mention, Paragraph, Voice
from analysis.stance.attributions import (
    Claim,
    Floor,
    Sentence,
    claims_in,
    headline_claims,
    speaker_claims,
)
from analysis.stance.cues import any_of, words
from analysis.stance.masks import MASKS, mask
from analysis.stance.quotes import quotes_in, sentences_in
from analysis.stance.targets import Targets

HEARD = 0.4
"""What the voice found in the text adds to the probability that a scorer gives its holder."""
STATEMENT = 4
"""Paragraphs over which a statement that is being reported goes on without a new attribution."""


def find_voices(
    paragraphs: Sequence[Paragraph],
    mentions: Sequence[Sequence[Mention]],
    targets: Targets,
) -> tuple[tuple[Voice, ...], ...]:
    """Whose words or attitude each stretch of each paragraph reports, in order, without gaps.

    The outer source is overlaid by the attitudes that it reports: "Sources said that the U.S. was
    disappointed" gives the second half to the U.S.
    """
    floor = Floor()
    return tuple(
        _voices(paragraph, mentions[n], floor) if paragraph.scored else _plain(paragraph)
        for n, paragraph in enumerate(paragraphs)
    )


def holder_of(
    voices: tuple[Voice, ...],
    evidence: tuple[Evidence, ...],
    target: str,
    told: tuple[tuple[str, float], ...] = (),
) -> str:
    """Whose stance toward ``target`` it is, by the voices, and by the scorer where it tells.

    ``told`` are the scorer's holders with their probabilities; the one that the voices speak for
    gains ``HEARD``, and the greatest is taken, the earlier where it ties. Without ``told`` it is
    the voice that carries most of the evidence.
    """
    heard = _heard(voices, evidence, target)
    if not told:
        return heard
    weights = dict(told)
    weights[heard] = weights.get(heard, 0.0) + HEARD
    return max(weights, key=lambda holder: weights[holder])


def _heard(voices: tuple[Voice, ...], evidence: tuple[Evidence, ...], target: str) -> str:
    """The voice that carries most of the evidence's absolute weight.

    A piece of evidence counts for the voices that it overlaps, in proportion. Where there is no
    evidence, each stretch counts alike. Where that ties, a voice other than the outlet's is
    preferred, then the earlier one.
    """
    weight: dict[str, float] = {}
    for voice in voices:
        holder = _judge_of(voice, target)
        carried = sum(_carried(voice, piece) for piece in evidence)
        weight[holder] = weight.get(holder, 0.0) + carried
    if not any(weight.values()):
        weight = {**Counter(_judge_of(voice, target) for voice in voices)}
    best = max(weight.values(), default=0.0)
    tied = [holder for holder, value in weight.items() if value >= best * (1 - 1e-9)]
    return next((holder for holder in tied if holder != OUTLET), OUTLET)


def _carried(voice: Voice, piece: Evidence) -> float:
    overlap = min(voice.end, piece.end) - max(voice.start, piece.start)
    return abs(piece.weight) * max(0, overlap) / max(1, piece.end - piece.start)


def _judge_of(voice: Voice, target: str) -> str:
    """Whose stance toward ``target`` the voice's words carry.

    Where the target's own attitude is reported ("Tokyo rejected the offer"), what the words say of
    the target is said by whoever reports it.
    """
    return voice.within if voice.within and voice.holder == target else voice.holder


def _plain(paragraph: Paragraph) -> tuple[Voice, ...]:
    return (Voice(0, len(paragraph.text), OUTLET),) if paragraph.text else ()


def _voices(paragraph: Paragraph, mentions: Sequence[Mention], floor: Floor) -> tuple[Voice, ...]:
    text = paragraph.text
    if not text:
        return ()
    hidden = mask(text, mentions)
    masked, owners = _mask_others(hidden.text), hidden.owners
    quotes = quotes_in(masked)
    whole = list(headline_claims(masked, owners)) if paragraph.role == "headline" else []
    for claim in speaker_claims(masked, owners):
        whole.append(claim)
        floor.last = claim.holder
    floor.here = False
    all_claims: list[Claim] = [*whole]
    voices: list[Voice] = []
    for low, high in sentences_in(masked, quotes):
        inside = [quote for quote in quotes if quote.start < high and low < quote.end]
        claims = claims_in(Sentence(masked, low, high, owners, inside), floor)
        all_claims.extend(claims)
        _append(voices, _overlay(low, high, [*whole, *claims]))
    floor.statement = _goes_on(masked, all_claims, floor)
    return tuple(
        replace(voice, start=hidden.place(voice.start), end=hidden.place(voice.end))
        for voice in voices
    )


def _append(voices: list[Voice], more: Iterable[Voice]) -> None:
    """Add voices to those before, joining what only a sentence's end divides."""
    for voice in more:
        if voices and replace(voices[-1], start=voice.start, end=voice.end) == voice:
            voices[-1] = replace(voices[-1], end=voice.end)
        else:
            voices.append(voice)


def _goes_on(masked: str, claims: Sequence[Claim], floor: Floor) -> int:
    """For how many more paragraphs the statement that a paragraph reports may go on."""
    if floor.last is None:
        return 0
    if masked.rstrip().endswith(":") or _document().search(masked):
        return STATEMENT
    return max(0, floor.statement - 1) if all(c.holder == floor.last for c in claims) else 0


@cache
def _document() -> re.Pattern[str]:
    documents = any_of(words("voices", "documents"))
    carried = any_of(words("voices", "carried"))
    return re.compile(
        rf"\b[Tt]he\s+(?:[a-z]+\s+)?{documents}\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|id|es|s|ote)\b"
        rf"|\bin\s+an?\s+(?:[a-z]+\s+)?{carried}\b"
        rf"|\b(?:issued|released|published|carried|made\s+public)\s+(?:an?\s+)?(?:[a-z]+\s+){{0,2}}"
        rf"{documents}s?\b[^.]{{0,40}}?\b[a-z]+ing\b"
    )


def _overlay(low: int, high: int, claims: Sequence[Claim]) -> Iterator[Voice]:
    """Later claims over earlier ones, as voices that cover ``[low, high)``."""
    edges = {edge for claim in claims for edge in (claim.start, claim.end) if low < edge < high}
    for start, end in pairwise(sorted({low, high, *edges})):
        over = [c for c in reversed(claims) if c.start <= start and end <= c.end]
        if not over:
            yield Voice(start, end, OUTLET)
            continue
        top, within = over[0], ""
        if top.reported:
            below = (c for c in over[1:] if not c.reported and c.holder != top.holder)
            within = next((claim.holder for claim in below), OUTLET)
        yield Voice(start, end, top.holder, top.cue, within)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words('voices', 'others'))}|The North)(?!\w)")


def _mask_others(masked: str) -> str:
    return _others().sub(lambda m: MASKS["hidden"] * len(m.group()), masked)
