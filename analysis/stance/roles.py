"""Who does what to whom in a sentence: the subject, agent and object of each verb.

A subject is given as the targets that it names; somebody who is named but is no target is the
``OTHER_PARTY``, so that he is not overlooked in favour of a target.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.stance import words
from analysis.stance.chunks import Chunk, Sentence

REFERRING = words.word_class("referring")
"""Pronouns that may stand for a target named before."""
FAR = 12
"""Chunks; nothing farther away is taken to belong to a word."""
DEEP = 3
"""How far "the decision of the ministry of X" and "X, Y and Z" are followed."""
OTHER_PARTY = ""
"""Stands among targets for a named party that is no target."""
_OWNING = words.word_class("owning")
_TOWARD = words.word_class("toward")
_FROM_OBJECT = words.word_class("from_object")
_ACTS = words.word_class("act")
LOOKING_BACK = REFERRING | _ACTS
"""Words by which a sentence that names no target may still speak of one."""
_POINTING = words.word_class("pointing")
_BEFORE_CLAUSE = words.word_class("before_clause")
_RECEIVERS = words.word_class("receiver")
_CAUSING = words.word_class("causing")
_LIKENED = words.word_class("likened")
_ABOUT = frozenset({"of", "about"})
_LIKE = frozenset({"like", "as", "including"})
_PRIVATE = words.word_class("private")


class Link(NamedTuple):
    """A target that a word bears on, and how that was found."""

    target: str
    relation: str


class Roles:
    """Who does what in one sentence; ``memory`` are the targets that a pronoun may stand for."""

    def __init__(self, sentence: Sentence, memory: tuple[str, ...] = ()) -> None:
        self.sentence = sentence
        self.chunks = sentence.chunks
        self._memory: list[tuple[str, ...]] = []
        self.topic: tuple[str, ...] = ()
        self.topic = self._topic()
        self.subjects: list[tuple[str, ...]] = [()] * len(self.chunks)
        self.left_verb: list[int] = []
        self._read(memory)

    def _read(self, memory: tuple[str, ...]) -> None:
        """Give every verb its subject, from left to right, remembering the last one named."""
        verb = -1
        current = memory
        opening: list[int] = []
        for at, chunk in enumerate(self.chunks):
            self._memory.append(current)
            self.left_verb.append(verb)
            if chunk.kind != "V":
                continue
            found = self._subject(at)
            self.subjects[at] = found
            if not found and verb < 0 and not chunk.tensed:
                opening.append(at)
            if found and chunk.tensed:
                current = found
                for early in opening:  # "By refusing to talk, X ..."
                    self.subjects[early] = found
                opening = []
            verb = at
        self.memory = current

    def named(self, at: int, depth: int = 0) -> tuple[str, ...]:
        """The targets whose the noun phrase at ``at`` is."""
        if not 0 <= at < len(self.chunks) or self.chunks[at].kind != "NP":
            return ()
        chunk = self.chunks[at]
        if chunk.owners:
            return (OTHER_PARTY,) if self.private(chunk) else self._targets(chunk)
        if chunk.pronoun:
            if chunk.pronoun == "whose" and depth < DEEP:
                return self.named(at - 1 if self.kind(at - 1) == "NP" else at - 2, depth + 1)
            if chunk.pronoun not in REFERRING:
                return ()
            remembered = self._memory[at] if at < len(self._memory) else ()
            return remembered or self.topic
        if depth < DEEP and self.kind(at + 1) == "P" and self.chunks[at + 1].head in _OWNING:
            found = self.named(self.skip(at + 2, 1), depth + 1)
            if found:
                return found
        if chunk.head in _LIKENED and depth < DEEP:
            beyond = at + 2 if self.kind(at + 1) == "NP" else at + 1  # "such as"
            if self.kind(beyond) == "P" and self.chunks[beyond].head in _LIKE:
                return self.named(beyond + 1, depth + 1)
        if self._is_name(chunk):
            return (OTHER_PARTY,)
        first = self.sentence.tokens[chunk.first].word
        if self.kind(at + 1) in {"R", "S"}:
            return ()  # "the tariffs that Y imposed": told apart by what follows
        if chunk.head in _ACTS and first in _POINTING and at < len(self._memory):
            return self._memory[at]  # "the decision": of whom was just spoken
        return ()

    def _is_name(self, chunk: Chunk) -> bool:
        """Whether the phrase names somebody, as far as capital letters tell."""
        tokens, tags = self.sentence.tokens, self.sentence.tags
        if self.sentence.titled:
            return False
        span = range(chunk.first, chunk.last)
        capitals = [at for at in span if tags[at] == "N" and tokens[at].capital]
        if not capitals or not tokens[chunk.last - 1].capital:
            return False
        if len(capitals) > 1 or capitals[0] > 0:
            return True
        word = tokens[capitals[0]].word
        return chunk.last - chunk.first == 1 and not word.endswith("s") and len(word) > 3

    def _targets(self, chunk: Chunk) -> tuple[str, ...]:
        tokens = self.sentence.tokens
        return tuple(dict.fromkeys(str(tokens[owner].target) for owner in chunk.owners))

    def private(self, chunk: Chunk) -> bool:
        """Whether a country's name only tells where a firm or a person is from."""
        if chunk.head not in _PRIVATE:
            return False
        return not any(tag == "'" for tag in self.sentence.tags[chunk.first : chunk.last])

    def kind(self, at: int) -> str:
        """The kind of the chunk at ``at``, "." outside the sentence."""
        return self.chunks[at].kind if 0 <= at < len(self.chunks) else "."

    def skip(self, at: int, step: int) -> int:
        """Past adverbs and quotation marks."""
        for _ in range(DEEP):
            if self.kind(at) not in {"B", "Q"}:
                break
            at += step
        return at

    def listed(self, at: int) -> tuple[str, ...]:
        """The targets named at ``at`` and by what is joined to it with "and"."""
        found = list(self.named(at))
        end = at + 1
        for _ in range(DEEP):
            if self.kind(end) in {"C", ","} and self.kind(end + 1) == "NP":
                if self.kind(end + 2) == "V" and self.chunks[end + 2].tensed:
                    break
                found += self.named(end + 1)
                end += 2
            else:
                break
        return tuple(dict.fromkeys(found))

    # subjects

    def _subject(self, at: int) -> tuple[str, ...]:
        chunk = self.chunks[at]
        if chunk.infinitive:
            return self._of_infinitive(at)
        if not chunk.tensed:
            return self._of_participle(at)
        left = self.skip(at - 1, -1)
        kind = self.kind(left)
        if chunk.base in words.verb_class("say") and kind in {",", "Q", "."}:
            after = self.skip(at + 1, 1)
            if self.kind(after) == "NP":
                return self.listed(after)
        if kind == "R" or (kind == "S" and self.chunks[left].head == "that"):
            before = left - 1 if self.kind(left - 1) != "," else left - 2
            aside = self.chunks[before - 1] if before > 3 else None
            if aside and aside.negated and not aside.base and self.kind(before - 2) == ",":
                before -= 3  # "it was X, not Y, that ..."
            return self.named(before) or self._head_of(before)
        if kind == "C":
            return self.subjects[self.left_verb[at]] if self.left_verb[at] >= 0 else ()
        if kind == ",":
            return self._beyond_comma(left, at)
        if kind == "NP":
            bare = chunk.form == "base" and chunk.last - chunk.first == 1
            if bare and self.kind(left - 1) == "V" and self.chunks[left - 1].base in _CAUSING:
                return self.named(left)  # "let X dominate", "demanded X stop"
            return self._nominal_subject(left)
        return ()

    def _head_of(self, at: int) -> tuple[str, ...]:
        """ "the ministers in Seoul who": the antecedent is before the preposition."""
        if self.kind(at) == "NP" and self.kind(at - 1) == "P":
            return self.named(at - 2)
        return ()

    def _nominal_subject(self, at: int) -> tuple[str, ...]:
        base = at
        for _ in range(FAR):
            if self.kind(base - 1) != "P":
                break
            if base == at and self.chunks[base - 1].head in _BEFORE_CLAUSE:
                break  # "as X dithers", "after X refused"
            if self.kind(base - 2) == "V":
                sent = self.chunks[base - 2].passive and self.chunks[base - 1].head == "by"
                return self.named(base) if sent else self._around(base - 2)
            if self.kind(base - 2) != "NP":
                return ()
            base -= 2
        if self.kind(base - 1) == "V":
            verb = self.chunks[base - 1]
            if self.kind(base - 2) == "R":
                before = base - 3 if self.kind(base - 3) != "," else base - 4
                return self.named(before)
            if verb.base not in words.verb_class("say") and verb.base != "be":
                return self._around(base - 1)
        found = self.named(base)
        joined = self.kind(base - 1) == "C" and self.kind(base - 2) == "NP"
        if joined and self.kind(base - 3) not in {"V", "P"}:
            found = tuple(dict.fromkeys(self.named(base - 2) + found))
        return found

    def _around(self, verb: int) -> tuple[str, ...]:
        """ "X's claim that Y had done it was ...": the subject is before "that"."""
        for before in range(verb - 1, max(verb - FAR, 0), -1):
            if self.kind(before) in {"R", "S"}:
                if self.chunks[before].head == "that" or self.kind(before) == "R":
                    return self.named(before - 1)
                break
            if self.kind(before) in {"V", ","}:
                break
        return self.subjects[verb]

    def _beyond_comma(self, comma: int, at: int) -> tuple[str, ...]:
        """ "X, which had ..., refused" and "X, the largest buyer, refused"."""
        for before in range(comma - 1, max(comma - FAR, -1), -1):
            if self.kind(before) == ",":
                if self.kind(before - 1) == "NP":
                    return self._nominal_subject(before - 1)
                break
        verb = self.left_verb[at]
        if verb >= 0:
            return self.subjects[verb]
        return self._nominal_subject(comma - 1) if self.kind(comma - 1) == "NP" else ()

    def _of_infinitive(self, at: int) -> tuple[str, ...]:
        verb = self.left_verb[at]
        left = self.skip(at - 1, -1)
        governed = verb >= 0 and at - verb <= FAR
        if self.kind(left) == "NP":
            base = left
            while self.kind(base - 1) == "P" and self.kind(base - 2) == "NP":
                base -= 2
            asked = governed and self.chunks[verb].base in words.verb_class("ask")
            if asked and base > verb and not self.chunks[verb].passive:
                return self.named(base) or self.named(left)
            owned = self.named(base)
            if owned and self.chunks[base].owners[-1:] != (self.chunks[base].last - 1,):
                return owned  # "Tokyo's decision to": not a bare name
        return self.subjects[verb] if governed else ()

    def _of_participle(self, at: int) -> tuple[str, ...]:
        verb = self.left_verb[at]
        kind = self.kind(at - 1)
        if kind == "P":
            if self.chunks[at - 1].head in _FROM_OBJECT and self.kind(at - 2) == "NP":
                if self.receives(verb):
                    return self.subjects[verb]
                base = at - 2
                while self.kind(base - 1) == "P" and self.kind(base - 2) == "NP":
                    base -= 2
                if self.kind(base - 1) == "V" and not self.chunks[base - 1].passive:
                    return self.listed(base)
        elif kind == "NP" and self.named(at - 1):
            return self.named(at - 1)
        return self.subjects[verb] if verb >= 0 else ()

    def receives(self, verb: int) -> bool:
        """Whether what follows "for" tells of the verb's subject: "X drew fire from Y for ..."."""
        if verb < 0:
            return False
        return self.chunks[verb].passive or self.chunks[verb].base in _RECEIVERS

    # what a word bears on

    def agent(self, at: int) -> list[Link]:
        """Who does what the verb at ``at`` tells."""
        chunk = self.chunks[at]
        if chunk.passive:
            for after in range(at + 1, min(at + 6, len(self.chunks))):
                if self.chunks[after].kind == "P" and self.chunks[after].head == "by":
                    return [Link(t, "by") for t in self.listed(self.skip(after + 1, 1))]
                if self.chunks[after].kind in {"V", "S", "C"}:
                    break
            return []
        relation = "agent" if chunk.tensed else "agent of a dependent verb"
        return [Link(target, relation) for target in self.subjects[at]]

    def object(self, at: int) -> list[Link]:
        """To whom, or to whose conduct, the verb at ``at`` is done."""
        if self.chunks[at].passive:
            return [Link(target, "passive subject") for target in self._passive(at)]
        after = self.skip(at + 1, 1)
        if self.kind(after) == "P" and self.chunks[after].head == "as":
            return self._labelled(after) or self.antecedent(at)
        if self.kind(after) == "P" and self.chunks[after].head in {"for", "over"}:
            return self.antecedent(at)  # "an appeal that the envoy praised for its fairness"
        if self.kind(after) in {"P", "S"}:
            content = self.kind(after) == "S" or self.chunks[after].head not in _TOWARD
            after = self.skip(after + 1, 1)
            found = self.listed(after)
            if content and found == self.subjects[at]:
                return []  # "X claims that its ..."
            return [Link(t, "content" if content else "object") for t in found]
        if self.kind(after) != "NP":
            return self.antecedent(at)
        found = self.listed(after)
        act = self.chunks[after].head in _ACTS and not self.chunks[after].owners
        if act and found == self.subjects[at]:  # X does not judge its own act
            return [Link(target, "object") for target in self.subject_before(at)]
        if found and self.chunks[after].pronoun and found == self.subjects[at]:
            if self.chunks[after].pronoun in words.word_class("possessive"):
                return []  # "X defended its decision": nobody else judges X
            found = self._earlier(after, found)  # "X regards it": it is not X
        if found:
            return [Link(target, "object") for target in found]
        near = self.skip(after + 1, 1)
        if self.kind(near) in {"P", "R", "S", "C"}:
            found = self.named(self.skip(near + 1, 1))
        elif self.kind(near) == "NP":
            found = self.named(near)
        elif self.kind(near) == "V" and self.chunks[near].passive:  # "the caution shown by X"
            return [Link(link.target, "beside the object") for link in self.agent(near)]
        return [Link(target, "beside the object") for target in found]

    def subject_before(self, at: int) -> tuple[str, ...]:
        """The subject told of before ``at`` that is not its own."""
        verb = self.left_verb[at]
        for _ in range(DEEP):
            if verb < 0:
                break
            found = self.subjects[verb]
            if found and found != self.subjects[at]:
                return found
            verb = self.left_verb[verb]
        return ()

    def antecedent(self, at: int) -> list[Link]:
        """ "..., a gesture that the envoy welcomed": whose act a relative clause comments on."""
        for before in range(at - 1, max(at - FAR, 0), -1):
            kind = self.kind(before)
            if kind == "R" or (kind == "S" and self.chunks[before].head == "that"):
                noun = before - 1 if self.kind(before - 1) != "," else before - 2
                if self.kind(noun) not in {"NP", "V"}:
                    return []
                found = self.named(noun)
                verb = self.left_verb[before]
                if not found and verb >= 0 and "," in {self.kind(noun - 1), self.kind(before - 1)}:
                    found = self.subjects[verb]
                return [Link(target, "apposition") for target in found]
            if kind == "V":
                break
        return []

    def _earlier(self, at: int, but: tuple[str, ...]) -> tuple[str, ...]:
        """Who was named last before ``at``, other than ``but``."""
        for before in range(at - 1, max(at - 2 * FAR, -1), -1):
            chunk = self.chunks[before]
            if chunk.owners and self._targets(chunk) != but:
                return self._targets(chunk)
        return ()

    def _labelled(self, at: int) -> list[Link]:
        """ "dismissed as invention X's claim": what is labelled follows the label."""
        for after in range(at + 1, min(at + FAR, len(self.chunks))):
            if self.chunks[after].owners:
                return [Link(target, "object") for target in self._targets(self.chunks[after])]
            if self.kind(after) not in {"NP", "P", "Q", "B", "C"}:
                break
        return []

    def _passive(self, at: int) -> tuple[str, ...]:
        chunk = self.chunks[at]
        left = self.skip(at - 1, -1)
        if chunk.last - chunk.first == 1 and self.kind(left) == ",":
            left -= 1  # "the plan, criticised by"
        if chunk.last - chunk.first == 1 and self.kind(left) == "NP":
            return self.named(left) or self._head_of(left)
        return self.subjects[at]

    def _topic(self) -> tuple[str, ...]:
        """Of whom it is said: "... the minister said of X's decision"."""
        for at, chunk in enumerate(self.chunks):
            if chunk.kind != "P" or chunk.head not in _ABOUT:
                continue
            if self.kind(at - 1) == "V" and self.chunks[at - 1].base in words.verb_class("say"):
                return self.named(self.skip(at + 1, 1))
        return ()
