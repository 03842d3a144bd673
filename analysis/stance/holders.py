"""Whose stance it is: the voices of each paragraph, and the one that carries the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analysis.records import OTHER, OUTLET, Evidence, Mention, Paragraph, Voice
from analysis.stance.cues import any_of, word_set, words
from analysis.stance.masks import MASK, MASKS, mask
from analysis.stance.quotes import Quote, quotes_in, sentences_in
from analysis.stance.speakers import (
    BACK,
    SELF,
    Subject,
    holder_in,
    subject_after,
    subject_before,
)
from analysis.stance.targets import Targets


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stretch that a cue gives to a holder."""

    start: int
    end: int
    holder: str
    cue: str
    attitude: bool = False


@dataclass(frozen=True, slots=True)
class _Verb:
    """One form of a cue verb: saying or judging, and which form."""

    judges: bool
    form: str


@dataclass(slots=True)
class _Speaker:
    """Who spoke last in the article, and whether a quotation of theirs is still open."""

    last: str | None = None
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
    for start, end in zip(cuts, cuts[1:], strict=False):
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


@cache
def _verbs() -> dict[str, _Verb]:
    """Every form of every cue verb; a verb that both says and judges, judges."""
    forms: dict[str, _Verb] = {}
    for section, judges in (("say", False), ("judge", True)):
        for entry in words("voices", section):
            lemma, *irregular = entry.split()
            past = irregular[0] if irregular else _past(lemma)
            ing = irregular[1] if len(irregular) > 1 else _ing(lemma)
            for form, kind in (
                (lemma, "base"),
                (_third(lemma), "third"),
                (ing, "ing"),
                (past, "past"),
            ):
                forms[form] = _Verb(judges, kind)
    return forms


def _third(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if re.search(r"[^aeiou]y$", lemma) else lemma + "ed"


def _ing(lemma: str) -> str:
    return lemma[:-1] + "ing" if re.search(r"[^eoy]e$", lemma) else lemma + "ing"


_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
_PREVIOUS = re.compile(r"([\w'\ue001-\ue007-]+|,|[\"“”])\s*$")
_BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:(?:not|also|[a-z]+ly|often|long|now|still"
    r"|once|even|more|so|very|quite|greatly|deeply|much)\s+)*$"
)
_BEFORE_NOUN = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "its",
        "their",
        "his",
        "her",
        "any",
        "no",
        "for",
        "from",
        "in",
        "this",
        "our",
        "my",
        "your",
        "such",
        "some",
        "more",
        "other",
        "what",
        "mutual",
        "with",
        "by",
        "at",
        "and",
        "new",
    ]
)
_AUXILIARY = frozenset(
    [
        "will",
        "would",
        "may",
        "might",
        "can",
        "could",
        "did",
        "does",
        "do",
        "they",
        "we",
        "i",
        "not",
        "should",
        "must",
        "also",
        "who",
    ]
)


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
    for found in _WORD.finditer(masked, low, high):
        verb = _verbs().get(found.group().lower())
        if verb is None:
            continue
        quoted = any(q.start < found.start() < q.end for q in quotes)
        passive = _BE.search(masked[max(low, found.start() - 60) : found.start()]) is not None
        if not _is_verb(masked, low, found, verb, passive=passive):
            continue
        subject = _subject_of(masked, low, high, found, verb, owners, current, passive=passive)
        if subject is None or subject.holder == SELF:
            continue
        holder = subject.holder
        if holder == BACK:
            if quoted:
                continue
            holder = current or speaker.last or OTHER
        cue = found.group()
        if _trails(masked, low, high, found, subject, verb):
            outer.append(_Claim(low, high, holder, cue))
        else:
            start = low if _opens(masked, low, subject) else subject.start
            inner.append(_Claim(start, high, holder, cue, attitude=verb.judges))
        if not quoted:
            current = holder
    according = list(_according(masked, low, high, owners, speaker))
    inner.extend(_states(masked, low, high, owners, current or speaker.last))
    inner.extend(_attitudes(masked, low, high, owners))
    claims = [*outer, *according, *sorted(inner, key=lambda claim: claim.start)]
    if not outer and not according:
        yield from _continued(masked, low, high, quotes, inner, speaker)
    if current is None and according:
        current = according[-1].holder
    if current is not None:
        speaker.last = current
    yield from claims


def _is_verb(masked: str, low: int, found: re.Match[str], verb: _Verb, *, passive: bool) -> bool:
    """Whether a form that may also be a noun or an adjective is a verb here."""
    before = masked[low : found.start()]
    previous = _PREVIOUS.search(before)
    word = previous.group(1) if previous else ""
    lower = word.lower()
    after = masked[found.end() : found.end() + 1]
    if after == "-" or before.endswith("-"):
        return False
    if verb.form == "base":
        return lower in _AUXILIARY or (
            lower.endswith("s") and not lower.endswith(("'s", "ss")) and word[:1].islower()
        )
    if verb.form == "third":
        return (
            word in ("", ",")
            or lower in ("he", "she", "it", "who", "also", "which", "that")
            or word[0] in "\ue001\ue003\ue004\ue005\ue007"
            or word[0].isupper()
            or lower.endswith("ly")
            or lower in word_set("people", "heads")
            or lower in word_set("voices", "anonymous")
            or lower in word_set("people", "bodies")
        ) and not lower.endswith("'s")
    if verb.form == "ing":
        return not (
            lower in _BEFORE_NOUN - {"of", "for", "by", "in", "and"} or lower.endswith("'s")
        )
    return passive or not (lower in _BEFORE_NOUN - {"and"} or lower.endswith("'s"))


def _subject_of(
    masked: str,
    low: int,
    high: int,
    found: re.Match[str],
    verb: _Verb,
    owners: Mapping[int, str],
    current: str | None,
    *,
    passive: bool,
) -> Subject | None:
    if passive and verb.form == "past":
        agent = re.match(r"(?:\s+[^\s,;.]+){0,6}?\s+by\s+([^,;.]+)", masked[found.end() : high])
        if agent:
            at = found.end() + agent.start(1)
            holder = holder_in(agent.group(1), at, owners)
            return Subject(holder, low) if holder else None
        if found.group().lower() in word_set("voices", "unnamed"):
            return Subject(OTHER, low)
        return None
    if verb.form == "ing" and not passive:
        before = masked[low : found.start()].strip()
        if not before:
            main = re.search(r",\s+", masked[found.end() : high])
            if main is None:
                return None
            at = found.end() + main.end()
            phrase = re.match(r"[^,;.]{1,60}", masked[at:high])
            holder = holder_in(phrase.group(), at, owners) if phrase else None
            return Subject(holder, low) if holder else None
        if current is not None:
            return Subject(current, found.start())
        first = re.search(MASK, masked[low : found.start()])
        if first is None:
            return Subject(BACK, found.start())
        return Subject(owners.get(low + first.start()) or OTHER, found.start())
    before = masked[low : found.start()].rstrip()
    inverted = not verb.judges and before.endswith((",", '"', "”", "''", "?", "!"))
    if inverted or not before:
        after = subject_after(masked, found.end(), high, owners)
        if after is not None:
            return Subject(after.holder, found.start())
        if before.endswith(('"', "”", "''")):
            return None
    return subject_before(masked, low, found.start(), owners)


def _opens(masked: str, low: int, subject: Subject) -> bool:
    """Whether the subject stands at the sentence's beginning, perhaps after a short adverbial."""
    return len(masked[low : subject.start].split()) <= 6 and '"' not in masked[low : subject.start]


def _trails(
    masked: str, low: int, high: int, found: re.Match[str], subject: Subject, verb: _Verb
) -> bool:
    """Whether a verb of saying follows what was said, so that it governs the whole sentence."""
    if verb.judges or verb.form == "ing":
        return False
    before = masked[low : min(subject.start, found.start())].rstrip()
    if not before.endswith((",", '"', "”", "''", "?", "!", "—", "-")):
        return False
    if '"' in before or "”" in before or "''" in before:
        return True
    rest = masked[max(found.end(), subject.start) : high]
    return re.match(r"(?:\s+[^\s,;.:]+){0,9}\s*[.,;]?\s*(?:$|adding|citing|\")", rest) is not None


@cache
def _according_pattern() -> re.Pattern[str]:
    phrases = any_of(words("voices", "according"))
    return re.compile(rf"\b{phrases}\s+([^;.]+?)(?=,\s|;|\.(?:\s|$)|$|\"|”)", re.IGNORECASE)


def _according(
    masked: str, low: int, high: int, owners: Mapping[int, str], speaker: _Speaker
) -> Iterator[_Claim]:
    for found in _according_pattern().finditer(masked, low, high):
        holder = holder_in(found.group(1), found.start(1), owners)
        if holder in (BACK, SELF):
            holder = speaker.last or OTHER
        yield _Claim(low, high, holder or OTHER, found.group().split()[0])


@cache
def _feelings() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:is|are|was|were|be|been|feels?|felt|grew|grown|became|remains?|remained|seems?|seemed"
        r"|appears?|sounded)\s+(?:(?:not|also|[a-z]+ly|very|quite|so|more|less|increasingly|still"
        rf"|too|far|from|all|to|be|have|been)\s+){{0,4}}{any_of(words('voices', 'feelings'))}\b"
    )


def _states(
    masked: str, low: int, high: int, owners: Mapping[int, str], last: str | None
) -> Iterator[_Claim]:
    for found in _feelings().finditer(masked, low, high):
        subject = subject_before(masked, low, found.start(), owners)
        if subject is None or subject.holder == SELF:
            continue
        holder = (last or OTHER) if subject.holder == BACK else subject.holder
        yield _Claim(subject.start, high, holder, found.group().split()[-1], attitude=True)


@cache
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = any_of(words("voices", "nouns"))
    tail = r"(?=\s+(?:that|over|about|at|with|of|on|regarding|against|toward|towards|as|is|was|,))"
    return (
        re.compile(rf"({MASK})(?:'s?)?\s+(?:[a-z-]+\s+){{0,3}}?({nouns}){tail}"),
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
