"""The nouns of the program, one frozen record each, in the order in which they come to be.

Offsets everywhere are half-open character positions ``[start, end)`` of ``Paragraph.text``.
``None`` means "not known"; an empty tuple means "looked for, and there is none".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "headline",
    "deck",
    "byline",
    "dateline",
    "body",
    "caption",
    "quote",
    "related",
    "comment",
    "advertisement",
    "boilerplate",
]
"""What a paragraph is; ``quote`` is a quote box. Roles not in ``SCORED_ROLES`` are not scored."""

Certainty = Literal["certain", "likely", "doubtful"]
"""How far a fact can be trusted: told outright; read from a usual sign; one of several readings."""

Label = Literal["unfavorable", "neutral", "favorable"]
LABELS: tuple[Label, ...] = ("unfavorable", "neutral", "favorable")

MentionKind = Literal["name", "demonym", "capital", "institution", "person"]

OUTLET = "outlet"
"""The holder of a stance in the outlet's own, unattributed voice."""
OTHER = "other"
"""The holder of a stance that is neither the outlet's nor one of the targets'."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of an article, with the clue that gave it and the words it was read from.

    ``rivals`` are the other values that the text or page offers for it, best first, without
    rivals of their own.
    """

    value: str | None = None
    clue: str = "not stated"
    quote: str = ""
    certainty: Certainty = "likely"
    rivals: tuple[Fact, ...] = ()


UNKNOWN = Fact()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article: its position from 0, its role and the reason for the role.

    ``language`` is an ISO 639-1 code, "und" where it cannot be told (as of a bare number).
    """

    index: int
    role: Role
    text: str
    reason: str = ""
    language: str = "en"

    @property
    def news(self) -> bool:
        """Whether paragraphs of this role are news, in whatever language."""
        return self.role in SCORED_ROLES

    @property
    def scored(self) -> bool:
        """Whether it is scored: news, in English or too short to tell its language."""
        return self.news and self.language in SCORED_LANGUAGES


SCORED_ROLES: frozenset[Role] = frozenset({"headline", "deck", "body", "caption"})
SCORED_LANGUAGES = frozenset({"en", "und"})


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    ``date`` is the ISO day of publication (``2019-07-14``) where the outlet is at home, never
    guessed from today; ``time`` the same with hour and offset (``2019-07-14T16:52+09:00``) where
    stated; ``updated`` an ISO day or time of a later change. ``language`` is an ISO 639-1 code.
    ``key`` tells the article by the content of its source, whatever the source is called.
    """

    id: str
    source: str
    paragraphs: tuple[Paragraph, ...]
    outlet: Fact = UNKNOWN
    agency: Fact = UNKNOWN
    date: Fact = UNKNOWN
    title: Fact = UNKNOWN
    byline: Fact = UNKNOWN
    url: Fact = UNKNOWN
    note: str = ""
    doubts: tuple[str, ...] = ()
    time: Fact = UNKNOWN
    updated: Fact = UNKNOWN
    section: Fact = UNKNOWN
    language: Fact = UNKNOWN
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read, why, and what its owner can do about it."""

    source: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that came of a set of inputs: what was read and what was not."""

    articles: tuple[Article, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A paragraph's address: the id of its article and its index there."""

    article_id: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Mention:
    """The words of a paragraph that name a target."""

    target: str
    start: int
    end: int
    kind: MentionKind = "name"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A paragraph's text with every mention of every target in it, in order of ``start``."""

    text: str
    mentions: tuple[Mention, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """The targets mentioned, in order of first mention."""
        return tuple(dict.fromkeys(mention.target for mention in self.mentions))


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of a paragraph and whose words or attitude it reports (``outlet`` if nobody's).

    ``within`` is whose report it is where the stretch is an attitude; "" where it is words.
    """

    start: int
    end: int
    holder: str
    cue: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that carry a stance. The weights of a score's evidence add up to its stance."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """A scorer's answer for one target: three probabilities that add up to 1, and the evidence.

    ``holders`` are who may hold the stance and how probable each is, where the scorer tells.
    """

    unfavorable: float
    neutral: float
    favorable: float
    evidence: tuple[Evidence, ...] = ()
    holders: tuple[tuple[str, float], ...] = ()

    @property
    def stance(self) -> float:
        """P(favorable) - P(unfavorable), from -1 to 1."""
        return self.favorable - self.unfavorable

    @property
    def label(self) -> Label:
        """The most probable label; neutral where it ties."""
        if self.neutral >= max(self.favorable, self.unfavorable):
            return "neutral"
        if self.favorable == self.unfavorable:
            return "neutral"
        return "favorable" if self.favorable > self.unfavorable else "unfavorable"

    @property
    def confidence(self) -> float:
        """The probability of the label."""
        return {
            "unfavorable": self.unfavorable,
            "neutral": self.neutral,
            "favorable": self.favorable,
        }[self.label]


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of one paragraph toward one target that it mentions.

    ``beside`` is the transparent scorer's answer where another scorer gave ``score``.
    """

    place: Place
    target: str
    score: Score
    holder: str
    sentiment: float
    origin: Place
    scorer: str
    beside: Score | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A reading with its stances; ``origins`` tells where each paragraph first appeared."""

    reading: Reading
    stances: tuple[Stance, ...]
    origins: Mapping[Place, Place] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    scorer: str = ""
