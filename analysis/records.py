"""The nouns of the program, one frozen record each, in the order in which they come to be.

Offsets everywhere are half-open character positions ``[start, end)`` of ``Paragraph.text``.
``None`` means "not known"; an empty tuple means "looked for, and there is none".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["headline", "byline", "body", "caption", "boilerplate"]
"""What a paragraph is. Boilerplate and bylines are kept but not scored."""

Label = Literal["unfavorable", "neutral", "favorable"]
LABELS: tuple[Label, ...] = ("unfavorable", "neutral", "favorable")

MentionKind = Literal["name", "demonym", "capital", "institution", "person"]

OUTLET = "outlet"
"""The holder of a stance in the outlet's own, unattributed voice."""
OTHER = "other"
"""The holder of a stance that is neither the outlet's nor one of the targets'."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of an article, with the clue that gave it and the words it was read from."""

    value: str | None = None
    clue: str = "not stated"
    quote: str = ""


UNKNOWN = Fact()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article: its position from 0, its role and the reason for the role."""

    index: int
    role: Role
    text: str
    reason: str = ""

    @property
    def scored(self) -> bool:
        """Whether paragraphs of this role are scored."""
        return self.role in SCORED_ROLES


SCORED_ROLES: frozenset[Role] = frozenset({"headline", "body", "caption"})


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. ``date`` is an ISO day (``2019-07-14``), never guessed from today."""

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
    """A scorer's answer for one target: three probabilities that add up to 1, and the evidence."""

    unfavorable: float
    neutral: float
    favorable: float
    evidence: tuple[Evidence, ...] = ()

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
