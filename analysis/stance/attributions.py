"""What each sentence attributes to whom: stretches of a paragraph with their holders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analysis.records import OTHER
from analysis.stance.cues import any_of, word_set, words
from analysis.stance.masks import MASK, MASKS
from analysis.stance.quotes import Quote
from analysis.stance.reports import Report, reports_in
from analysis.stance.speakers import TOPIC, Subject, holder_in, subject_after, subject_before


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch that a cue gives to a holder.

    ``reported`` is true where the stretch tells what the holder says or feels ("Seoul called it
    unfair"), so that words in it about the holder itself are those of whoever reports.
    """

    start: int
    end: int
    holder: str
    cue: str
    reported: bool = False


@dataclass(slots=True)
class Floor:
    """Who has the floor in an article: who spoke last, which country was spoken of last.

    ``recent`` says whether someone spoke in the sentence before; ``here`` whether a source without
    a country did; ``statement`` for how many more paragraphs a document may go on that is reported
    without being attributed sentence by sentence.
    """

    last: str | None = None
    topic: str | None = None
    recent: bool = False
    here: bool = False
    statement: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``[low, high)`` of a masked paragraph; ``owners`` gives the target of a mask."""

    masked: str
    low: int
    high: int
    owners: Mapping[int, str]
    quotes: Sequence[Quote]

    def quoted(self, at: int) -> bool:
        """Whether ``at`` lies in a quotation."""
        return any(quote.start < at < quote.end for quote in self.quotes)

    def names(self, holder: str, after: int) -> bool:
        """Whether the sentence names ``holder`` after ``after``."""
        return any(
            self.owners.get(found.start()) == holder
            for found in _MASK.finditer(self.masked, after, self.high)
        )

    def first_named(self, before: int) -> str | None:
        """The holder that the first country's name before ``before`` stands for."""
        for found in _MASK.finditer(self.masked, self.low, before):
            if self.quoted(found.start()):
                continue
            if not TOPIC.search(self.masked[max(self.low, found.start() - 30) : found.start()]):
                return self.owners.get(found.start()) or OTHER
        return None


_MASK = re.compile(MASK)
_QUOTE = re.compile(r"[\"“”]|''")
_SHORT = re.compile(
    r"(?:\s+(?!(?:that|it|he|she|they|there|its|was|is|were|would|had|has)\b)[^\s,;.:]+){0,9}"
    r"\s*(?:[.,;]|$)"
)
_AGENT = re.compile(r"(?:\s+[^\s,;.]+){0,6}?\s+by\s+([^,;.]+)")
_MAIN = re.compile(r"[^,]*,\s+([^,;.]{1,60})")
_PREDICATE = re.compile(r"\b(?:is|was|were|are|had|has)\b")
_RESUMED = re.compile(
    r"(?:,|--|—|–)\s*(?:(?:an?|one)\s+(?:[\w'-]+\s+){1,6}|in\s+what\s+|which\s+)$"
)


def claims_in(sentence: Sentence, floor: Floor) -> list[Claim]:
    """The claims of a sentence, outer ones first, and what it changes about who has the floor."""
    outer: list[Claim] = []
    inner: list[Claim] = []
    current: str | None = None
    here = False
    for event in _events(sentence):
        if isinstance(event, Report):
            subject, attitude = _subject(sentence, event), event.attitude
        else:
            subject, attitude = _feeling_subject(sentence, event), True
        if subject is None or subject.sense == "self":
            continue
        quoted = sentence.quoted(event.start)
        if quoted and (subject.sense != "named" or not attitude):
            continue
        holder = _resolve(subject, sentence, current, floor)
        claim = Claim(subject.start, sentence.high, holder, event.word, reported=True)
        if isinstance(event, Feeling):
            inner.append(claim)
        elif _trails(sentence, event, subject):
            outer.append(replace(claim, start=sentence.low, reported=False))
        elif _resumes(sentence, subject):
            inner.insert(0, replace(claim, start=sentence.low, reported=False))
        else:
            start = sentence.low if _opens(sentence, subject) else subject.start
            own = event.form == "ing" and not attitude
            own = own or sentence.names(holder, event.end)
            inner.append(replace(claim, start=start, reported=not own))
        if not quoted:
            current = holder
            here = subject.sense == "unnamed" and not attitude
    outer.extend(_according(sentence, current, floor))
    inner.extend(_attitudes(sentence))
    first = [] if outer else _continued(sentence, inner, floor)
    if outer and current is None:
        current = outer[-1].holder
    floor.recent = current is not None
    if current is not None:
        floor.last, floor.here = current, here
    floor.topic = sentence.first_named(sentence.high) or floor.topic
    return [*first, *outer, *sorted(inner, key=lambda claim: claim.start)]


@dataclass(frozen=True, slots=True)
class Feeling:
    """A phrase that tells a state of mind or the taking of a side: "was dismayed", "sided with"."""

    start: int
    end: int
    word: str


def _events(sentence: Sentence) -> list[Report | Feeling]:
    feelings = [
        Feeling(found.start(), found.end(), found.group().split()[-1])
        for found in _state_pattern().finditer(sentence.masked, sentence.low, sentence.high)
    ]
    reports = reports_in(sentence.masked, sentence.low, sentence.high)
    return sorted([*reports, *feelings], key=lambda event: event.start)


def _feeling_subject(sentence: Sentence, feeling: Feeling) -> Subject | None:
    return subject_before(sentence.masked, sentence.low, feeling.start, sentence.owners)


def _subject(sentence: Sentence, report: Report) -> Subject | None:
    masked, low, high, owners = sentence.masked, sentence.low, sentence.high, sentence.owners
    before = masked[low : report.start].rstrip()
    if report.passive:
        agent = _AGENT.match(masked, report.end, high)
        if agent:
            named = holder_in(agent.group(1), agent.start(1), owners)
            return replace(named, start=low) if named else None
        if report.word.lower() in word_set("voices", "unnamed"):
            return Subject("unnamed", OTHER, low)
        return None
    if report.form == "ing":
        if before:
            return Subject("same", OTHER, report.start)
        main = _MAIN.match(masked, report.end, high)
        named = holder_in(main.group(1), main.start(1), owners) if main else None
        return replace(named, start=low) if named else None
    closed = before.endswith(('"', "”", "''"))
    fixed = report.word.lower() in word_set("voices", "never_inverted")
    if not fixed and (
        not before or closed or (not report.attitude and before.endswith((",", "?", "!")))
    ):
        after = subject_after(masked, report.end, high, owners)
        if after is not None:
            return replace(after, start=report.start)
        if closed:
            return None
    return subject_before(masked, low, report.start, owners)


def _resolve(subject: Subject, sentence: Sentence, current: str | None, floor: Floor) -> str:
    """The holder that a subject stands for, given who spoke before in sentence and article."""
    if subject.sense in ("named", "unnamed"):
        return subject.holder
    topic = sentence.first_named(subject.start)
    candidates: tuple[str | None, ...]
    if subject.sense == "back":
        before = sentence.masked[sentence.low : subject.start].rstrip()
        if _opens(sentence, subject) or before.endswith((",", '"', "”", "''")):
            candidates = (current, floor.last, floor.topic, topic)
        else:
            candidates = (current, topic, floor.last, floor.topic)
    elif subject.sense == "thing":
        recent = floor.last if floor.recent or floor.statement else floor.topic
        before = sentence.masked[sentence.low : subject.start].rstrip()
        if before.endswith((",", '"', "”", "''")):
            candidates = (current, floor.last, topic, recent)
        elif _opens(sentence, subject):
            candidates = (current, recent, topic, floor.last)
        else:
            candidates = (current, topic, recent, floor.last)
    elif subject.sense == "same":
        candidates = (current, topic, floor.last)
    elif subject.sense == "owner":
        recent = floor.last if floor.recent else floor.topic
        candidates = (topic, recent, current)
    else:
        candidates = (topic, floor.topic, current)
    return next((holder for holder in candidates if holder is not None), OTHER)


def _opens(sentence: Sentence, subject: Subject) -> bool:
    """Whether the subject stands at the sentence's beginning, perhaps after a short adverbial."""
    before = sentence.masked[sentence.low : subject.start]
    return len(before.split()) <= 6 and not _QUOTE.search(before)


def _resumes(sentence: Sentence, subject: Subject) -> bool:
    """Whether what is judged is the clause before: "..., a step that Seoul called hostile"."""
    before = sentence.masked[sentence.low : subject.start]
    return _RESUMED.search(before.removesuffix("that ").rstrip() + " ") is not None


def _trails(sentence: Sentence, report: Report, subject: Subject) -> bool:
    """Whether a report follows what was said, so that it governs the whole sentence."""
    if report.passive or report.form == "ing" or subject.sense == "same":
        return False
    masked, low = sentence.masked, sentence.low
    before = masked[low : min(subject.start, report.start)].strip()
    if not before.endswith((",", '"', "”", "''", "?", "!", "—", "-")) or len(before) < 2:
        return False
    if _QUOTE.search(before) and re.search(r"\w", before):
        return True
    rest = masked[max(report.end, subject.start) : sentence.high]
    if re.match(r"\s*(?:[.,;]|$)", rest):
        return True
    first = before.split()[0].lower().strip(",")
    if report.attitude or len(before.split()) < 4 or first in word_set("voices", "adverbials"):
        return False
    return _SHORT.match(rest) is not None


@cache
def _according_pattern() -> re.Pattern[str]:
    phrases = any_of(words("voices", "according"))
    return re.compile(
        rf"\b{phrases}\s+([^;.]+?)(?=,\s|;|\.(?:\s|$)|$|\"|”)"
        r"|\bas\s+([^,;.]{3,60}?)\s+puts?\s+it\b",
        re.IGNORECASE,
    )


def _according(sentence: Sentence, current: str | None, floor: Floor) -> Iterator[Claim]:
    for found in _according_pattern().finditer(sentence.masked, sentence.low, sentence.high):
        n = 1 if found.group(1) else 2
        subject = holder_in(found.group(n), found.start(n), sentence.owners)
        if subject is not None and subject.sense != "self":
            holder = _resolve(subject, sentence, current, floor)
            yield Claim(sentence.low, sentence.high, holder, found.group().split()[0])


@cache
def _state_pattern() -> re.Pattern[str]:
    verb = (
        r"(?:is|are|was|were|be|been|being|came\s+away|went\s+away|left|emerged|feels?|felt|grew"
        r"|grown|became|remains?|remained|seems?|seemed|appears?|sounded)"
    )
    adverbs = (
        r"(?:(?:not|also|[a-z]+ly|very|quite|so|more|less|increasingly|still|too|far|from|all|to|be"
        r"|have|been)\s+){0,4}"
    )
    feelings = any_of(words("voices", "feelings"))
    sides = any_of(words("voices", "sides"))
    leaving = r"(?:left|emerged|departed|returned|walked\s+away)\s+(?:[\w-]+\s+){0,4}?"
    return re.compile(rf"\b(?:(?:{verb}\s+{adverbs}|{leaving}){feelings}|{sides})\b")


@cache
def _noun_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = any_of(words("voices", "nouns"))
    tail = r"(?=\s+(?:that|over|about|at|with|of|on|regarding|against|toward|towards|,))"
    adjective = f"[{MASKS['demonym']}{MASKS['institution']}]"
    return (
        re.compile(rf"({MASK})(?:'s?\s+|(?<={adjective})\s+)(?:[a-z-]+\s+){{0,3}}?({nouns}){tail}"),
        re.compile(
            rf"\b((?i:{nouns}))\s+(?:[a-z]+\s+){{0,2}}?(?:from|by|in|among)\s+(?:[a-z]+\s+){{0,2}}?({MASK})"
        ),
    )


def _attitudes(sentence: Sentence) -> Iterator[Claim]:
    """Attitudes told by nouns: "Seoul's anger over ...", "criticism from Seoul"."""
    for pattern, owner, noun in zip(_noun_patterns(), (1, 2), (2, 1), strict=True):
        for found in pattern.finditer(sentence.masked, sentence.low, sentence.high):
            holder = sentence.owners.get(found.start(owner)) or OTHER
            stop = re.compile(r"[,;]").search(sentence.masked, found.end(), sentence.high)
            end = stop.start() if stop else sentence.high
            if owner == 1 and _PREDICATE.search(sentence.masked, found.end(), end):
                continue  # "Seoul's concern about it was reasonable" judges the concern.
            yield Claim(found.start(noun), end, holder, found.group(noun), reported=True)


def _continued(sentence: Sentence, inner: Sequence[Claim], floor: Floor) -> list[Claim]:
    """What a sentence without a source of its own owes to the last speaker: its quotations."""
    claims: list[Claim] = []
    if not inner and (floor.here or floor.statement) and floor.last is not None:
        claims.append(Claim(sentence.low, sentence.high, floor.last, "continued"))
    for quote in sentence.quotes:
        start, end = max(quote.start, sentence.low), min(quote.end, sentence.high)
        around = sentence.masked[sentence.low : start] + sentence.masked[end : sentence.high]
        long = len(sentence.masked[start:end].split()) >= 5
        if end <= start or not (long or re.search(r"\w", around) is None):
            continue
        covered = any(claim.start <= start and end <= claim.end for claim in inner)
        if not covered or not sentence.masked[sentence.low : start].strip():
            claims.append(Claim(start, end, floor.last or OTHER, "quotation"))
    return claims


def headline_claims(masked: str, owners: Mapping[int, str]) -> Iterator[Claim]:
    """The claim of a headline's "...: NSC official"."""
    head, colon, tail = masked.rpartition(": ")
    if not colon:
        return
    at = len(head) + 2
    found = _MASK.search(tail)
    if len(tail.split()) <= 5:
        named = any(word.lower() in word_set("people", "heads") for word in tail.split())
        if found or named or tail.lower() in word_set("voices", "anonymous"):
            holder = owners.get(at + found.start()) if found else OTHER
            yield Claim(0, len(masked), holder or OTHER, ":")
            return


def speaker_claims(masked: str, owners: Mapping[int, str]) -> Iterator[Claim]:
    """The claim of a paragraph or headline that begins with its speaker: "Seoul: ..."."""
    first = re.match(rf"[\s\"“(]{{0,3}}({MASK}):\s", masked)
    if first:
        yield Claim(0, len(masked), owners.get(first.start(1)) or OTHER, ":")
