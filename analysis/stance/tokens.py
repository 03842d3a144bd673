"""A paragraph's words with the targets hidden: what the transparent scorer reads.

Every mention becomes one token that tells its kind and which target it is, never its letters, so
that no rule can depend on which country a text is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from analysis.records import MarkedText, MentionKind
from analysis.stance.words import word_class

WORD = re.compile(r"\d+(?:[.,]\d+)+|['’]s\b|\w+(?:[-'’](?!s\b)\w+)*|[^\w\s]")
LONGEST = 300
"""Tokens after which a sentence is cut, so that the time stays linear in any text."""
_CLOSERS = "\"'”’)]»"
_MAY_END = frozenset({".", "!", "?", ";", *_CLOSERS})


class Token(NamedTuple):
    """A word, a sign, or a hidden mention; ``word`` is in lower case and empty for a mention."""

    start: int
    end: int
    word: str
    capital: bool
    target: str | None = None
    kind: MentionKind | None = None


_token = partial(tuple.__new__, Token)  # the quickest way to a named tuple


def sentences(marked: MarkedText) -> Iterator[list[Token]]:
    """The tokens of each sentence; a semicolon ends one too."""
    tokens = _tokens(marked)
    first = 0
    for position, token in enumerate(tokens):
        may_end = token.word in _MAY_END or token.target is not None
        if (may_end and _ends(tokens, position)) or position - first >= LONGEST - 1:
            yield tokens[first : position + 1]
            first = position + 1
    if first < len(tokens):
        yield tokens[first:]


def _tokens(marked: MarkedText) -> list[Token]:
    text = marked.text.replace("’", "'")
    tokens: list[Token] = []
    at = 0
    for mention in marked.mentions:
        if mention.start < at or mention.end <= mention.start or mention.end > len(text):
            continue
        _add_words(tokens, text, at, mention.start)
        end = mention.end
        while end < len(text) and text[end].isalnum():
            end += 1
        named = mention.start + _label_length(text[mention.start : mention.end])
        _add_words(tokens, text, mention.start, named)
        tokens.append(Token(named, end, "", True, mention.target, mention.kind))
        at = end
    _add_words(tokens, text, at, len(text))
    return tokens


def _label_length(name: str) -> int:
    """How much of a mention is a rhetorical label, to be read and not hidden: "puppet army"."""
    first, space, rest = name.partition(" ")
    return len(first) + len(space) if rest and first.lower() in word_class("label") else 0


def _add_words(tokens: list[Token], text: str, start: int, end: int) -> None:
    for match in WORD.finditer(text, start, end):
        written = match.group()
        word = written.lower()
        capital = word != written and written[0].isupper()
        tokens.append(_token((*match.span(), word, capital, None, None)))


def _ends(tokens: list[Token], position: int) -> bool:
    """Whether a sentence ends after this token, which closing quotation marks still belong to."""
    token = tokens[position]
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if after is None:
        return True
    if token.word == ";":
        return True
    if token.target is not None:  # "in the U.S. The ...": the full stop is part of the name
        return after.capital and after.word in word_class("opener")
    if after.word in _CLOSERS and after.start == token.end:
        return False
    back = position
    while back and tokens[back].word and tokens[back].word in _CLOSERS:
        back -= 1
    sign = tokens[back].word
    if sign in {"!", "?"}:
        return after.word not in {",", "."}
    if sign != "." or after.word in {",", ".", ";", ":"}:
        return False
    before = tokens[back - 1] if back else None
    if before is not None and before.end == tokens[back].start and before.target is None:
        short = len(before.word) == 1 and before.word.isalpha()
        if short or before.word in word_class("abbreviation"):
            return False
    return after.start > token.end and (after.capital or not after.word.isalpha())
