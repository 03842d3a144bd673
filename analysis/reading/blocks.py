"""A paragraph with its role, and how two texts are compared by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.reading.lines import Kind, n_words, without_credit
from analysis.records import Role

HARD_ENDS = ("copyright line", "end mark", "comments", "company details")
"""Kinds of furniture after which no news follows."""
AFTER_END = "after the end of the article"
"""Why a line below the text is not part of it."""
OUTSIDE = "outside the article's text on its page"
"""Why a line of a web page is furniture that its reader has set aside."""
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its role and the kind of line that it is; ``credit`` as in "(Yonhap)".

    The role of a ``settled`` one is told by the page's markup.
    """

    text: str
    kind: Kind
    role: Role
    reason: str
    credit: str = ""
    settled: bool = False

    @property
    def furniture(self) -> str:
        """The kind of furniture that it is, such as "related stories", else nothing."""
        return self.reason.partition(":")[0] if self.kind == "furniture" else ""


def one_sentence(text: str) -> bool:
    """Whether a text is a single sentence of no great length, its credit set aside."""
    bare = without_credit(text)[0]
    return n_words(bare) <= 50 and not re.search(r"[a-z]{3}[.!?][\"”']?\s+[\"“]?[A-Z]", bare)


def letters(text: str) -> str:
    """The letters and figures of a text, for comparing two texts."""
    return re.sub(r"[\W_]+", "", text.casefold())


def stems(text: str) -> set[str]:
    """The beginnings of the longer words of a text."""
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())
    stems = {w[:6] for w in words if len(w) > 3 or w in ("us", "un", "eu")}
    return stems | set(CJK.findall(text))


def share(text: str, lead: set[str]) -> float:
    """The share of a headline's longer words that the first paragraphs take up, from 0 to 1."""
    words = stems(text)
    return len(words & lead) / len(words) if words else 0.0
