"""The words of a sentence that judge, each with the targets on which it falls."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vaderSentiment.vaderSentiment import BOOSTER_DICT, N_SCALAR, negated, scalar_inc_dec

from analysis.stance.bearing import Bearing
from analysis.stance.chunks import Chunk, Sentence
from analysis.stance.entries import (
    VADER_SHARE,
    Entry,
    aimed,
    entries,
    noun_classes,
    relations,
    vader_words,
    vocabulary,
)
from analysis.stance.roles import FAR, OTHER_PARTY, Link
from analysis.stance.words import verb_class, word_class

_GAP = 4  # words that "*" may skip
_NEGATING = word_class("negating")
_UNREAL = word_class("unreal")
PRAISE = 0.9
"""What a word of praise counts beside one of blame: in real news it is more often mere courtesy."""
_MODAL = 0.5
_MISSED = -0.5  # "should apologise": so far it has not
_CONDITIONAL = 0.5
_MODIFIER = 0.3
_REJECTED = 0.3
_INTENDED = 0.4
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5  # VADER's, from its check of "but"
_POS_OF_TAG = {"V": "v", "G": "v", "A": "v", "N": "na", "D": "n"}


class Finding(NamedTuple):
    """A stretch of the text that judges a target, how strongly, and how it was tied to it."""

    target: str
    start: int
    end: int
    weight: float
    relation: str
    term: str


def findings(bearing: Bearing) -> Iterator[Finding]:
    """Everything in the sentence that judges a target."""
    sentence = bearing.sentence
    known = vocabulary()
    end = 0
    for at, token in enumerate(sentence.tokens):
        if at < end or token.word not in known:
            continue
        matched = _matches(sentence, at)
        for entry, last in matched:
            end = max(end, last)
            yield from _borne(bearing, entry, at, last)


def _matches(sentence: Sentence, at: int) -> list[tuple[Entry, int]]:
    """The entries that fit here, all of the longest pattern that does, with where they end."""
    token = sentence.tokens[at]
    tag = sentence.tags[at]
    allowed = _POS_OF_TAG.get(tag, "")
    found: list[tuple[Entry, int]] = []
    candidates = entries().get(token.word)
    for entry in candidates.before.get(_next(sentence, at), candidates.plain) if candidates else ():
        if found and len(entry.pattern) < len(found[0][0].pattern):
            break
        if entry.pos != "x" and entry.pos not in allowed:
            continue
        if tag in "AD" and not entry.pattern:
            continue
        if entry.pos in "na" and _in_a_name(sentence, at):
            continue
        last = _fits(sentence, at, entry) if entry.pattern else at + 1
        if last:
            found.append((entry, last))
    if not found and tag == "N" and not _proper(sentence, at) and not _of_a_body(sentence, at):
        valence = vader_words().get(token.word)
        if valence is not None:
            found.append((Entry(token.word, "a", "head", valence * VADER_SHARE, ()), at + 1))
    return found


def _next(sentence: Sentence, at: int) -> str:
    return sentence.tokens[at + 1].word if at + 1 < len(sentence.tokens) else ""


def _proper(sentence: Sentence, at: int) -> bool:
    """Whether a capital letter within a sentence makes the word part of a name."""
    return sentence.tokens[at].capital and at > 0 and not sentence.titled


def _in_a_name(sentence: Sentence, at: int) -> bool:
    """Whether it stands among capital letters, as in "the Solidarity Council"."""
    if at < 2 or not _proper(sentence, at):
        return False
    before = sentence.tokens[at - 1]
    return before.capital and before.word != "" and sentence.tags[at - 1] in "N'"


def _of_a_body(sentence: Sentence, at: int) -> bool:
    """Whether the word belongs to the name of an office: "the justice ministry"."""
    chunk = sentence.chunks[sentence.chunk_at[at]]
    return at < chunk.last - 1 and any(
        token.word in word_class("body") for token in sentence.tokens[at + 1 : chunk.last]
    )


def _fits(sentence: Sentence, at: int, entry: Entry) -> int:
    """Where the entry's pattern ends, or 0 where it does not fit."""
    here = at + 1
    tokens, tags = sentence.tokens, sentence.tags
    gap = 0
    for element in entry.pattern:
        if element == "*":
            gap = _GAP
            continue
        if element[0] == "~":
            return here if _object_is(sentence, at, here, noun_classes()[element[1:]]) else 0
        stop = min(here + gap, len(tokens) - 1)
        while here <= stop:
            if here >= len(tokens):
                return 0
            if (tags[here] in "$'") if element == "$" else tokens[here].word == element:
                break
            if tags[here] in {",", "S", "V"}:
                return 0
            here += 1
        else:
            return 0
        here += 1
        gap = 0
    return here


def _object_is(sentence: Sentence, at: int, here: int, nouns: frozenset[str]) -> bool:
    chunks = sentence.chunks
    position = sentence.chunk_at[at]
    if chunks[position].passive:
        before = chunks[max(position - FAR, 0) : position]
        return any(chunk.kind == "NP" and chunk.head in nouns for chunk in before)
    place = sentence.chunk_at[here] if here < len(sentence.tokens) else len(chunks)
    while place < len(chunks) and chunks[place].kind in {"P", "Q", "B"}:
        place += 1
    return place < len(chunks) and chunks[place].kind == "NP" and chunks[place].head in nouns


def _borne(bearing: Bearing, entry: Entry, at: int, last: int) -> Iterator[Finding]:
    sentence = bearing.sentence
    position = sentence.chunk_at[at]
    factor = _factor(bearing, entry, at, position, last) if entry.weight else 0.0
    if not factor:
        return
    tokens = sentence.tokens
    for link in _links(bearing, entry, position, at, last):
        if link.target == OTHER_PARTY:
            continue
        weight = entry.weight * factor * relations()[link.relation]
        weight *= PRAISE if weight > 0 else 1.0
        own = weight > 0 and _justifies(entry, bearing.chunks[position])
        if own and link.target in bearing.asserted(position):
            continue  # "X insisted that its rules were fair"
        yield Finding(
            link.target, tokens[at].start, tokens[last - 1].end, weight, link.relation, entry.term
        )


def _justifies(entry: Entry, chunk: Chunk) -> bool:
    """Whether a word of praise is what anybody would say of himself: "fair", "complied"."""
    if entry.pos == "v":
        return chunk.base in word_class("complying") and not chunk.modal
    return entry.pos == "a" and entry.bears == "head"


def _links(bearing: Bearing, entry: Entry, position: int, at: int, last: int) -> list[Link]:
    chunks = bearing.chunks
    if entry.bears in {"agent", "called", "undone"}:
        return bearing.agent(position)
    if entry.bears == "doer":
        return bearing.doer(position)
    if entry.bears == "source":
        return bearing.source()
    if entry.pos == "v":
        inside = [token.target for token in bearing.sentence.tokens[at:last] if token.target]
        if inside:  # "hold X responsible"
            return [Link(target, "object") for target in inside]
        end = bearing.sentence.chunk_at[last - 1]
        if chunks[position].base in word_class("receiver") and _is_received(bearing, position):
            return []  # "provoked the ire of X": the noun tells
        spread = end > position and not chunks[position].passive
        links = bearing.object(end if spread else position)
        itself = bearing.subjects[position] if spread else ()
        return [link for link in links if (link.target,) != itself]  # "X claims that its ..."
    if chunks[position].kind != "NP":
        return []
    if entry.bears == "object":
        within = last < bearing.sentence.chunks[position].last
        if entry.pos == "a" and within and bearing.sentence.tags[last] == "N":
            return []  # "an angry reply" tells nothing of its aim
        return bearing.toward(position)
    return bearing.owner(position, at) or bearing.alone


def _is_received(bearing: Bearing, position: int) -> bool:
    after = bearing.skip(position + 1, 1)
    return bearing.kind(after) == "NP" and bearing.chunks[after].head in aimed()


def _called_for(bearing: Bearing, position: int) -> bool:
    """Whether somebody demands what the verb tells: "X should stop", "urged X to end"."""
    chunk = bearing.chunks[position]
    if chunk.modal:
        return chunk.modal in word_class("duty") and not chunk.negated
    if _demanded(bearing, position):
        return True
    verb = bearing.left_verb[position]
    governed = chunk.infinitive and verb >= 0 and position - verb <= 6
    return governed and bearing.chunks[verb].base in word_class("pressing")


def _factor(bearing: Bearing, entry: Entry, at: int, position: int, last: int) -> float:
    """What negation, boosters, demands and conditions leave of a word's weight."""
    chunk = bearing.chunks[position]
    if entry.bears == "source":
        return 1.0
    if entry.bears == "undone":
        return float(chunk.negated and chunk.modal in {"", "would"} and not chunk.infinitive)
    if entry.bears == "called":
        return float(_called_for(bearing, position))
    factor = _boost(bearing.sentence, at, entry.weight) * _place(bearing.sentence, entry, at)
    if chunk.kind == "V":
        no = chunk.negated
        verb = bearing.left_verb[position]
        if chunk.infinitive and _unfulfilled(bearing.chunks, position):
            return 0.0  # "no intention to attack", "has yet to apologise"
        if entry.weight < 0 and entry.bears == "agent" and _understood(bearing.chunks, position):
            return 0.0  # "understood why X had refused"
        if not chunk.tensed and verb >= 0 and position - verb <= 6:
            governor = bearing.chunks[verb]
            if governor.base in _NEGATING:
                return 0.0
            if chunk.infinitive and governor.base in word_class("intending"):
                factor *= 0.0 if governor.had else _INTENDED
            if chunk.infinitive and governor.base == "threaten":
                return 0.0  # the threat itself is counted
            if chunk.infinitive and governor.base in verb_class("ask"):
                undone = chunk.negated or governor.negated
                return 0.0 if entry.weight > 0 or undone else 0.4
            factor *= _mood(governor, entry)
            no = no or (governor.base != "" and governor.negated and position - verb <= 2)
        factor *= _mood(chunk, entry)
        within = bearing.sentence.chunk_at[last - 1] == position
        no = no or _nobody(bearing.chunks, position)
        no = no or (within and _nothing(bearing.chunks, position))
        if entry.weight > 0 and _demanded(bearing, position):
            return 0.0
    else:
        no = _negated(bearing.sentence, at)
        verb = bearing.left_verb[position]
        if verb >= 0 and position - verb <= 2:
            no = no or bearing.chunks[verb].negated
            factor *= _mood(bearing.chunks[verb], entry)
    if no:
        factor *= N_SCALAR if entry.weight > 0 else 0.0
    if _conditional(bearing.chunks, position):
        factor *= _CONDITIONAL
    claim = bearing.rejected(position)
    if claim and (entry.weight > 0 or claim not in word_class("accusation")):
        factor *= _REJECTED if entry.weight < 0 else 0.0
    return factor


def _mood(verb: Chunk, entry: Entry) -> float:
    """What "may", "could" or "should" leaves: a demand for what is good is no praise."""
    if verb.had and entry.weight > 0 and verb.base in word_class("intending"):
        return 0.0  # "had promised"
    if verb.negated or not verb.modal:
        return 1.0
    if verb.modal == "would" and entry.weight > 0 and entry.bears in {"object", "head"}:
        return _MODAL  # "would welcome", "would be helpful"
    if verb.modal in word_class("duty"):
        missed = entry.weight > 0 and entry.bears != "object"
        return _MISSED if missed else _MODAL
    return _MODAL if verb.modal in word_class("possible") else 1.0


def _nobody(chunks: list[Chunk], position: int) -> bool:
    """Whether the subject is "no country", "nobody in the capital"."""
    before = position - 1
    while before > 1 and chunks[before].kind == "NP" and chunks[before - 1].kind == "P":
        if position - before > FAR or chunks[before - 2].kind != "NP":
            break
        before -= 2
    return before >= 0 and chunks[before].kind == "NP" and chunks[before].negative


def _nothing(chunks: list[Chunk], position: int) -> bool:
    """Whether the object is "no reply", "nothing", "neither side"."""
    after = chunks[position + 1] if position + 1 < len(chunks) else None
    return after is not None and after.kind == "NP" and after.negative


def _demanded(bearing: Bearing, position: int) -> bool:
    """Whether the verb is what somebody insists on: "insisted that X open its market"."""
    chunk = bearing.chunks[position]
    if chunk.form != "base" or chunk.infinitive or chunk.last - chunk.first > 1:
        return False
    verb = bearing.left_verb[position]
    for _ in range(3):
        if verb < 0 or position - verb > FAR:
            return False
        if bearing.chunks[verb].base in word_class("insisting"):
            return True
        verb = bearing.left_verb[verb]
    return False


def _unfulfilled(chunks: list[Chunk], position: int) -> bool:
    before = chunks[position - 1] if position else None
    return before is not None and (before.head == "yet" or _nobody(chunks, position))


def _understood(chunks: list[Chunk], position: int) -> bool:
    """Whether the clause tells what somebody else understands or defends."""
    for back in range(position - 1, max(position - 7, 0), -1):
        if chunks[back].kind == "S":
            before = chunks[back - 1]
            return before.base in word_class("understanding") and not before.negated
        if chunks[back].kind in {",", "V"}:
            return False
    return False


def _conditional(chunks: list[Chunk], position: int) -> bool:
    for back in range(position - 1, max(position - 8, -1), -1):
        if chunks[back].kind == "S":
            return chunks[back].head in _UNREAL
        if chunks[back].kind == ",":
            return False
    return False


def _place(sentence: Sentence, entry: Entry, at: int) -> float:
    """VADER's weights around "but"; a noun that only modifies another counts little."""
    chunk = sentence.chunks[sentence.chunk_at[at]]
    factor = 1.0
    after = at + 1 + len(entry.pattern)
    modifies = after < chunk.last and sentence.tags[after] == "N"
    if entry.pos == "n" and modifies and not sentence.tokens[after].capital:
        doing = sentence.tokens[chunk.last - 1].word in word_class("doing")
        factor = 1.0 if doing else _MODIFIER if not _of_a_body(sentence, at) else 0.0
    if sentence.turn is not None:
        factor *= _BEFORE_BUT if at < sentence.turn else _AFTER_BUT
    return factor


@cache
def _negates(word: str) -> bool:
    return word != "despite" and (bool(negated([word])) or word in word_class("quantifier_no"))


def _negated(sentence: Sentence, at: int) -> bool:
    """VADER's window: one of the three words before negates."""
    for back in range(at - 1, max(at - 4, -1), -1):
        if sentence.tags[back] in {",", "C", "S"}:
            return False
        if _negates(sentence.tokens[back].word):
            return sentence.tokens[back + 1].word != "but"  # "nothing but gracious"
    return False


def _boost(sentence: Sentence, at: int, weight: float) -> float:
    """VADER's boosters ("very", "slightly") just before the word."""
    if not at:
        return 1.0
    before = sentence.tokens[at - 1].word
    if before not in BOOSTER_DICT:
        return 1.0
    sign = 1.0 if weight > 0 else -1.0
    return 1.0 + sign * float(scalar_inc_dec(before, sign, is_cap_diff=False))
