"""Whose stance it is: the voices of each paragraph, and the one that carries the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from analysis.records import OTHER, OUTLET, Evidence, Mention, Paragraph, Voice
from analysis.stance.cues import any_of, word_set, words
from analysis.stance.masks import MASK, MASKS, mask
from analysis.stance.quotes import Quote, quotes_in, sentences_in
from analysis.stance.reports import Report, reports_in
from analysis.stance.speakers import TOPIC, Subject, holder_in, subject_after, subject_before
from analysis.stance.targets import Targets


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stretch that a cue gives to a holder."""

    start: int
    end: int
    holder: str
    cue: str
    attitude: bool = False


@dataclass(slots=True)
class _Speaker:
    """Who spoke last in the article, and whether a quotation of theirs is still open."""

    last: str | None = None
    topic: str | None = None
    quoting: bool = False


def find_voices(
    paragraphs: Sequence[Paragraph],
    mentions: Sequence[Sequence[Mention]],
    targets: Targets,
) -> tuple[tuple[Voice, ...], ...]:
    """Whose words or attitude each stretch of each paragraph reports, in order, without gaps.

    The outer source is overlaid by the attitudes that it reports: "Sources said that the U.S. was
    disappointed" gives the second half to the U.S.
    """
    speaker = _Speaker()
    return tuple(
        _voices(paragraph, mentions[n], targets, speaker) if paragraph.scored else _plain(paragraph)
        for n, paragraph in enumerate(paragraphs)
    )


def holder_of(voices: tuple[Voice, ...], evidence: tuple[Evidence, ...], target: str) -> str:
    """The voice that carries most of the evidence's absolute weight.

    A piece of evidence counts for the voices that it overlaps, in proportion. Where weights tie, a
    voice other than the outlet's is preferred, then the earlier one. Where there is no evidence it
    is the voice of most characters.
    """
    weight: dict[str, float] = {}
    for voice in voices:
        share = 0.0
        for piece in evidence:
            overlap = min(voice.end, piece.end) - max(voice.start, piece.start)
            if overlap > 0:
                share += abs(piece.weight) * overlap / (piece.end - piece.start)
        holder = _judge_of(voice, target)
        weight[holder] = weight.get(holder, 0.0) + share
    if not any(weight.values()):
        weight = {}
        for voice in voices:
            holder = _judge_of(voice, target)
            weight[holder] = weight.get(holder, 0.0) + voice.end - voice.start
    if not weight:
        return OUTLET
    best = max(weight.values())
    tied = [holder for holder, value in weight.items() if value >= best * (1 - 1e-9)]
    return next((holder for holder in tied if holder != OUTLET), tied[0])


def _judge_of(voice: Voice, target: str) -> str:
    """Whose stance toward ``target`` the voice's words carry.

    Where the target's own attitude is reported ("Tokyo rejected the offer"), what the words say of
    the target is said by whoever reports it.
    """
    return voice.within if voice.within and voice.holder == target else voice.holder


def _plain(paragraph: Paragraph) -> tuple[Voice, ...]:
    return (Voice(0, len(paragraph.text), OUTLET),) if paragraph.text else ()


def _voices(
    paragraph: Paragraph, mentions: Sequence[Mention], targets: Targets, speaker: _Speaker
) -> tuple[Voice, ...]:
    text = paragraph.text
    if not text:
        return ()
    masked = _mask_others(mask(text, mentions))
    owners = {m.start: m.target for m in mentions}
    quotes = quotes_in(masked)
    claims: list[_Claim] = []
    if paragraph.role == "headline":
        claims.extend(_headline(masked, owners))
    for start, end in sentences_in(masked, quotes):
        claims.extend(_sentence(masked, start, end, owners, quotes, speaker))
    speaker.quoting = bool(quotes) and not quotes[-1].closed
    return _overlay(len(text), claims)


def _overlay(length: int, claims: Sequence[_Claim]) -> tuple[Voice, ...]:
    """Later claims over earlier ones, merged into voices that cover ``[0, length)``."""
    cuts = sorted({0, length, *(c.start for c in claims), *(c.end for c in claims)})
    voices: list[Voice] = []
    for start, end in pairwise(cuts):
        over = [c for c in reversed(claims) if c.start <= start and end <= c.end]
        voice = Voice(start, end, OUTLET)
        if over:
            within = ""
            if over[0].attitude:
                below = (c.holder for c in over[1:] if not c.attitude)
                within = next(below, OUTLET)
            voice = Voice(start, end, over[0].holder, over[0].cue, within)
        if voices and replace(voices[-1], start=start, end=end) == voice:
            voices[-1] = replace(voices[-1], end=end)
        else:
            voices.append(voice)
    return tuple(voices)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words('voices', 'others'))}(?!\w)")


def _mask_others(masked: str) -> str:
    return _others().sub(lambda m: MASKS["hidden"] * len(m.group()), masked)


def _sentence(
    masked: str,
    low: int,
    high: int,
    owners: Mapping[int, str],
    quotes: Sequence[Quote],
    speaker: _Speaker,
) -> Iterator[_Claim]:
    inner: list[_Claim] = []
    outer: list[_Claim] = []
    current: str | None = None
    for report in reports_in(masked, low, high):
        quoted = any(q.start < report.start < q.end for q in quotes)
        subject = _subject_of(masked, low, high, report, owners)
        if subject is None or subject.sense == "self":
            continue
        if quoted and (subject.sense != "named" or not report.attitude):
            continue
        holder = _resolve(subject, masked, low, owners, current, speaker)
        if _trails(masked, low, high, report, subject):
            outer.append(_Claim(low, high, holder, report.word))
        else:
            start = low if _opens(masked, low, subject) else subject.start
            inner.append(_Claim(start, high, holder, report.word, attitude=report.attitude))
        if not quoted:
            current = holder
    according = list(_according(masked, low, high, owners, current, speaker))
    inner.extend(_states(masked, low, high, owners, current, speaker))
    inner.extend(_attitudes(masked, low, high, owners))
    claims = [*outer, *according, *sorted(inner, key=lambda claim: claim.start)]
    if not outer and not according:
        yield from _continued(masked, low, high, quotes, inner, speaker)
    if current is None and according:
        current = according[-1].holder
    if current is not None:
        speaker.last = current
    topic = _first_named(masked, low, high, owners)
    if topic is not None:
        speaker.topic = topic
    yield from claims


def _resolve(
    subject: Subject,
    masked: str,
    low: int,
    owners: Mapping[int, str],
    current: str | None,
    speaker: _Speaker,
) -> str:
    """The holder that a subject stands for, given who spoke before in sentence and article."""
    if subject.sense in ("named", "unnamed"):
        return subject.holder
    topic = _first_named(masked, low, subject.start, owners)
    if subject.sense == "back":
        candidates = (current, speaker.last, speaker.topic)
    elif subject.sense == "same":
        candidates = (current, topic, speaker.last)
    else:
        candidates = (topic, speaker.topic, current)
    return next((holder for holder in candidates if holder is not None), OTHER)


def _first_named(masked: str, low: int, high: int, owners: Mapping[int, str]) -> str | None:
    for found in re.compile(MASK).finditer(masked, low, high):
        before = masked[max(low, found.start() - 30) : found.start()]
        if not TOPIC.search(before):
            return owners.get(found.start()) or OTHER
    return None


def _subject_of(
    masked: str, low: int, high: int, report: Report, owners: Mapping[int, str]
) -> Subject | None:
    before = masked[low : report.start].rstrip()
    if report.passive:
        agent = re.compile(r"(?:\s+[^\s,;.]+){0,6}?\s+by\s+([^,;.]+)").match(
            masked, report.end, high
        )
        if agent:
            found = holder_in(agent.group(1), agent.start(1), owners)
            return replace(found, start=low) if found else None
        if report.word.lower() in word_set("voices", "unnamed"):
            return Subject("unnamed", OTHER, low)
        return None
    if report.form == "ing":
        if before:
            return Subject("same", OTHER, report.start)
        main = re.compile(r"[^,]*,\s+([^,;.]{1,60})").match(masked, report.end, high)
        found = holder_in(main.group(1), main.start(1), owners) if main else None
        return replace(found, start=low) if found else None
    quoted = before.endswith(('"', "”", "''"))
    if not before or (not report.attitude and before.endswith((",", "?", "!"))) or quoted:
        after = subject_after(masked, report.end, high, owners)
        if after is not None:
            return replace(after, start=report.start)
        if quoted:
            return None
    return subject_before(masked, low, report.start, owners)


def _opens(masked: str, low: int, subject: Subject) -> bool:
    """Whether the subject stands at the sentence's beginning, perhaps after a short adverbial."""
    before = masked[low : subject.start]
    return len(before.split()) <= 6 and not re.search(r"[\"“”]", before)


def _trails(masked: str, low: int, high: int, report: Report, subject: Subject) -> bool:
    """Whether a report follows what was said, so that it governs the whole sentence."""
    if report.passive or report.form == "ing" or subject.sense == "same":
        return False
    before = masked[low : min(subject.start, report.start)].strip()
    if not before.endswith((",", '"', "”", "''", "?", "!", "—", "-")):
        return False
    if re.search(r"[\"“”]|''", before):
        return True
    rest = masked[max(report.end, subject.start) : high]
    if re.match(r"\s*(?:[.,;]|$)", rest):
        return True
    first = before.split()[0].lower().strip(",")
    if report.attitude or len(before.split()) < 4 or first in word_set("voices", "adverbials"):
        return False
    return _SHORT.match(rest) is not None


_SHORT = re.compile(
    r"(?:\s+(?!(?:that|it|he|she|they|there|its|was|is|were|would|had|has)\b)[^\s,;.:]+){0,9}"
    r"\s*(?:[.,;]|$)"
)


@cache
def _according_pattern() -> re.Pattern[str]:
    phrases = any_of(words("voices", "according"))
    return re.compile(rf"\b{phrases}\s+([^;.]+?)(?=,\s|;|\.(?:\s|$)|$|\"|”)", re.IGNORECASE)


def _according(
    masked: str,
    low: int,
    high: int,
    owners: Mapping[int, str],
    current: str | None,
    speaker: _Speaker,
) -> Iterator[_Claim]:
    for found in _according_pattern().finditer(masked, low, high):
        subject = holder_in(found.group(1), found.start(1), owners)
        if subject is not None and subject.sense != "self":
            holder = _resolve(subject, masked, low, owners, current, speaker)
            yield _Claim(low, high, holder, found.group().split()[0])


@cache
def _feelings() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:is|are|was|were|be|been|feels?|felt|grew|grown|became|remains?|remained|seems?|seemed"
        r"|appears?|sounded)\s+(?:(?:not|also|[a-z]+ly|very|quite|so|more|less|increasingly|still"
        rf"|too|far|from|all|to|be|have|been)\s+){{0,4}}{any_of(words('voices', 'feelings'))}\b"
    )


def _states(
    masked: str,
    low: int,
    high: int,
    owners: Mapping[int, str],
    current: str | None,
    speaker: _Speaker,
) -> Iterator[_Claim]:
    for found in _feelings().finditer(masked, low, high):
        subject = subject_before(masked, low, found.start(), owners)
        if subject is None or subject.sense == "self":
            continue
        holder = _resolve(subject, masked, low, owners, current, speaker)
        yield _Claim(subject.start, high, holder, found.group().split()[-1], attitude=True)


@cache
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = any_of(words("voices", "nouns"))
    tail = r"(?=\s+(?:that|over|about|at|with|of|on|regarding|against|toward|towards|as|is|was|,))"
    return (
        re.compile(
            rf"({MASK})(?:'s?\s+|(?<=[{MASKS['demonym']}{MASKS['institution']}])\s+)(?:[a-z-]+\s+){{0,3}}?({nouns}){tail}"
        ),
        re.compile(
            rf"\b({nouns})\s+(?:[a-z]+\s+){{0,2}}?(?:from|by|in|among)\s+(?:the\s+)?({MASK})"
        ),
    )


def _attitudes(masked: str, low: int, high: int, owners: Mapping[int, str]) -> Iterator[_Claim]:
    owned, sourced = _nouns()
    for found in owned.finditer(masked, low, high):
        holder = owners.get(found.start(1)) or OTHER
        end = _clause_end(masked, found.end(), high)
        yield _Claim(found.start(2), end, holder, found.group(2), attitude=True)
    for found in sourced.finditer(masked, low, high):
        holder = owners.get(found.start(2)) or OTHER
        end = _clause_end(masked, found.end(), high)
        yield _Claim(found.start(1), end, holder, found.group(1), attitude=True)


def _clause_end(masked: str, at: int, high: int) -> int:
    found = re.compile(r"[,;]").search(masked, at, high)
    return found.start() if found else high


def _continued(
    masked: str,
    low: int,
    high: int,
    quotes: Sequence[Quote],
    inner: Sequence[_Claim],
    speaker: _Speaker,
) -> Iterator[_Claim]:
    """A quotation without a source of its own is the last speaker's."""
    for quote in quotes:
        start, end = max(quote.start, low), min(quote.end, high)
        if end - start <= 0 or len(masked[start:end].split()) < 5:
            continue
        covered = any(c.start <= start and end <= c.end for c in inner)
        if not covered or masked[low:start].strip() == "":
            yield _Claim(start, end, speaker.last or OTHER, "quotation")


def _headline(masked: str, owners: Mapping[int, str]) -> Iterator[_Claim]:
    """A headline's "...: NSC official" or "Seoul: ..."."""
    head, colon, tail = masked.rpartition(": ")
    if not colon:
        return
    at = len(head) + 2
    if len(tail.split()) <= 5:
        found = re.search(MASK, tail)
        named = any(word.lower() in word_set("people", "heads") for word in tail.split())
        if found or named or tail.lower() in word_set("voices", "anonymous"):
            holder = owners.get(at + found.start()) if found else OTHER
            yield _Claim(0, len(masked), holder or OTHER, ":")
            return
    first = re.fullmatch(rf"\W*({MASK})\W*", head)
    if first:
        yield _Claim(0, len(masked), owners.get(first.start(1)) or OTHER, ":")
