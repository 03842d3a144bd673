"""Which target a word of evaluation bears on: subject, object, owner, or what it is predicated of.

Each answer is a ``Link``: the target's name and the relation by which it was found. Relations are
listed with their strength in ``data/relations.tsv``; the more a relation had to guess, the less
it counts.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.stance import words
from analysis.stance.chunks import Chunk, Sentence

_FAR = 12  # chunks; nothing farther away is taken to belong to a word
_DEEP = 3  # "the decision of the ministry of X"
_OWNING = words.word_class("owning")
_TOWARD = words.word_class("toward")
_CARRIERS = words.word_class("carrier")
_RECEIVERS = words.word_class("receiver")
_NAMING = words.word_class("naming")
_MANNER = words.word_class("manner")
_FROM_OBJECT = words.word_class("from_object")


OTHER_PARTY = ""
"""Stands among targets for somebody who is named but is no target, so that he is not overlooked."""


class Link(NamedTuple):
    """A target that a word bears on, and how that was found."""

    target: str
    relation: str


class Bearing:
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
        self.sources = self._sources()

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

    # who is named

    def named(self, at: int, depth: int = 0) -> tuple[str, ...]:
        """The targets whose the noun phrase at ``at`` is."""
        if not 0 <= at < len(self.chunks) or self.chunks[at].kind != "NP":
            return ()
        chunk = self.chunks[at]
        if chunk.owners:
            return self._targets(chunk)
        if chunk.pronoun:
            if not _refers(chunk.pronoun):
                return ()
            remembered = self._memory[at] if at < len(self._memory) else ()
            return remembered or self.topic
        if depth < _DEEP and self._kind(at + 1) == "P" and self.chunks[at + 1].head in _OWNING:
            found = self.named(self._skip(at + 2, 1), depth + 1)
            if found:
                return found
        return (OTHER_PARTY,) if self._is_name(chunk) else ()

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

    def _kind(self, at: int) -> str:
        return self.chunks[at].kind if 0 <= at < len(self.chunks) else "."

    def _skip(self, at: int, step: int) -> int:
        """Past adverbs and quotation marks."""
        while self._kind(at) in {"B", "Q"}:
            at += step
        return at

    def _listed(self, at: int) -> tuple[str, ...]:
        """The targets named at ``at`` and by what is joined to it with "and"."""
        found = list(self.named(at))
        end = at + 1
        for _ in range(_DEEP):
            if self._kind(end) in {"C", ","} and self._kind(end + 1) == "NP":
                if self._kind(end + 2) == "V" and self.chunks[end + 2].tensed:
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
        left = self._skip(at - 1, -1)
        kind = self._kind(left)
        if chunk.base in words.verb_class("say") and kind in {",", "Q", "."}:
            after = self._skip(at + 1, 1)
            if self._kind(after) == "NP":
                return self._listed(after)
        if kind == "R" or (kind == "D" and self.chunks[left].head == "that"):
            before = left - 1 if self._kind(left - 1) != "," else left - 2
            return self.named(before) or self._head_of(before)
        if kind == "C":
            return self.subjects[self.left_verb[at]] if self.left_verb[at] >= 0 else ()
        if kind == ",":
            return self._beyond_comma(left, at)
        if kind == "NP":
            return self._nominal_subject(left)
        return ()

    def _head_of(self, at: int) -> tuple[str, ...]:
        """ "the ministers in Seoul who": the antecedent is before the preposition."""
        if self._kind(at) == "NP" and self._kind(at - 1) == "P":
            return self.named(at - 2)
        return ()

    def _nominal_subject(self, at: int) -> tuple[str, ...]:
        base = at
        for _ in range(_FAR):
            if self._kind(base - 1) != "P":
                break
            if self._kind(base - 2) != "NP":
                return ()
            base -= 2
        if self._kind(base - 1) == "V":
            verb = self.chunks[base - 1]
            if self._kind(base - 2) == "R":
                before = base - 3 if self._kind(base - 3) != "," else base - 4
                return self.named(before)
            if verb.base not in words.verb_class("say") and verb.base != "be":
                return self.subjects[base - 1]
        found = self.named(base)
        joined = self._kind(base - 1) == "C" and self._kind(base - 2) == "NP"
        if joined and self._kind(base - 3) not in {"V", "P"}:
            found = tuple(dict.fromkeys(self.named(base - 2) + found))
        return found

    def _beyond_comma(self, comma: int, at: int) -> tuple[str, ...]:
        """ "X, which had ..., refused" and "X, the largest buyer, refused"."""
        for before in range(comma - 1, max(comma - _FAR, -1), -1):
            if self._kind(before) == ",":
                if self._kind(before - 1) == "NP":
                    return self._nominal_subject(before - 1)
                break
        verb = self.left_verb[at]
        if verb >= 0:
            return self.subjects[verb]
        return self._nominal_subject(comma - 1) if self._kind(comma - 1) == "NP" else ()

    def _of_infinitive(self, at: int) -> tuple[str, ...]:
        verb = self.left_verb[at]
        left = self._skip(at - 1, -1)
        governed = verb >= 0 and at - verb <= _FAR
        if self._kind(left) == "NP":
            base = left
            while self._kind(base - 1) == "P" and self._kind(base - 2) == "NP":
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
        kind = self._kind(at - 1)
        if kind == "P":
            if self.chunks[at - 1].head in _FROM_OBJECT and self._kind(at - 2) == "NP":
                base = at - 2
                while self._kind(base - 1) == "P" and self._kind(base - 2) == "NP":
                    base -= 2
                if self._kind(base - 1) == "V" and not self.chunks[base - 1].passive:
                    return self._listed(base)
        elif kind == "NP" and self.named(at - 1):
            return self.named(at - 1)
        return self.subjects[verb] if verb >= 0 else ()

    # what a word bears on

    def agent(self, at: int) -> list[Link]:
        """Who does what the verb at ``at`` tells."""
        chunk = self.chunks[at]
        if chunk.passive:
            for after in range(at + 1, min(at + 6, len(self.chunks))):
                if self.chunks[after].kind == "P" and self.chunks[after].head == "by":
                    return [Link(t, "by") for t in self._listed(self._skip(after + 1, 1))]
                if self.chunks[after].kind in {"V", "S", "C"}:
                    break
            return []
        relation = "agent" if chunk.tensed else "agent of a dependent verb"
        return [Link(target, relation) for target in self.subjects[at]]

    def object(self, at: int) -> list[Link]:
        """To whom, or to whose conduct, the verb at ``at`` is done."""
        if self.chunks[at].passive:
            return [Link(target, "passive subject") for target in self._passive(at)]
        after = self._skip(at + 1, 1)
        if self._kind(after) == "P" and self.chunks[after].head == "as":
            return self._labelled(after)
        if self._kind(after) in {"P", "S"}:
            content = self._kind(after) == "S" or self.chunks[after].head not in _TOWARD
            after = self._skip(after + 1, 1)
            found = self._listed(after)
            return [Link(t, "content" if content else "object") for t in found]
        if self._kind(after) != "NP":
            return []
        found = self._listed(after)
        if found:
            return [Link(target, "object") for target in found]
        near = self._skip(after + 1, 1)
        if self._kind(near) in {"P", "R", "S", "C"}:
            found = self.named(self._skip(near + 1, 1))
        elif self._kind(near) == "NP":
            found = self.named(near)
        return [Link(target, "beside the object") for target in found]

    def _labelled(self, at: int) -> list[Link]:
        """ "dismissed as invention X's claim": what is labelled follows the label."""
        label = self._skip(at + 1, 1)
        if self._kind(label) != "NP":
            return []
        found = self.named(label) or self.named(self._skip(label + 1, 1))
        return [Link(target, "object") for target in found]

    def _passive(self, at: int) -> tuple[str, ...]:
        chunk = self.chunks[at]
        left = self._skip(at - 1, -1)
        if chunk.last - chunk.first == 1 and self._kind(left) == "NP":
            return self.named(left)  # "a plan criticised by"
        return self.subjects[at]

    def owner(self, at: int, token: int) -> list[Link]:
        """Whose the noun phrase around ``token`` is, or of whom it is predicated."""
        chunk = self.chunks[at]
        mine = [own for own in chunk.owners if own < token] or list(chunk.owners)
        if mine:
            tokens = self.sentence.tokens
            return [Link(t, "owner") for t in dict.fromkeys(str(tokens[o].target) for o in mine)]
        if self._kind(at + 1) == "P" and self.chunks[at + 1].head in _OWNING:
            found = self._listed(self._skip(at + 2, 1))
            if found:
                return [Link(target, "owner") for target in found]
        return self._predicated(at, 0)

    def toward(self, at: int) -> list[Link]:
        """At whom a noun such as "criticism" is aimed."""
        for after in range(at + 1, min(at + 5, len(self.chunks))):
            chunk = self.chunks[after]
            if chunk.kind == "P" and chunk.head in _TOWARD:
                found = self._listed(self._skip(after + 1, 1))
                if found:
                    return [Link(target, "aim") for target in found]
            elif chunk.kind == "S":
                found = self._listed(self._skip(after + 1, 1))
                return [Link(target, "content") for target in found]
            elif chunk.kind not in {"P", "NP", "B", "Q"}:
                break
        verb = self.left_verb[at]
        if verb >= 0 and at - verb <= 3 and self.chunks[verb].base in _RECEIVERS:
            return [Link(target, "receiver") for target in self.subjects[verb]]
        return []

    def _predicated(self, at: int, depth: int) -> list[Link]:
        left = self._skip(at - 1, -1)
        kind = self._kind(left)
        if kind == "V":
            return self._complement(left)
        if kind == "P":
            head = self.chunks[left].head
            verb = self.left_verb[at]
            if head == "as" and verb >= 0 and at - verb <= _FAR:
                links = self.object(verb)
                return [Link(link.target, "predicate") for link in links]
            if head == "of" and self._kind(left - 1) == "NP" and depth < _DEEP:
                found = self.named(left - 1)
                if found and self.chunks[left - 1].owners:
                    return [Link(target, "owner") for target in found]
                return self._predicated(left - 1, depth + 1)
            if verb >= 0 and at - verb <= 6 and head in _MANNER:
                return [Link(link.target, "manner") for link in self.agent(verb)]
            return []
        if kind == "NP":
            verb = self.left_verb[at]
            if verb >= 0 and at - verb <= _FAR and self.chunks[verb].base in _NAMING:
                return [Link(link.target, "predicate") for link in self.object(verb)]
            return []
        if kind in {"C", ","} and self._kind(left - 1) == "NP" and depth < _DEEP:
            return self._predicated(left - 1, depth + 1)
        if kind == "," and self.left_verb[at] >= 0:
            return [Link(t, "apposition") for t in self.subjects[self.left_verb[at]]]
        return []

    def _complement(self, verb: int) -> list[Link]:
        chunk = self.chunks[verb]
        if chunk.base in words.verb_class("link") or (chunk.passive and chunk.base in _NAMING):
            return [Link(target, "predicate") for target in self.subjects[verb]]
        if chunk.base in _CARRIERS and not chunk.passive:
            return [Link(target, "carrier") for target in self.subjects[verb]]
        return []

    def doer(self, at: int) -> list[Link]:
        """Whose manner an adverbial at chunk ``at`` describes."""
        verb = at if self.chunks[at].kind == "V" else self.left_verb[at]
        if verb < 0:
            verb = next((k for k in range(at, len(self.chunks)) if self._kind(k) == "V"), -1)
        return [Link(link.target, "manner") for link in self.agent(verb)] if verb >= 0 else []

    def alone(self) -> list[Link]:
        """The topic that a speaker names, or else the only target there is besides the sources."""
        if self.topic:
            return [Link(target, "topic") for target in self.topic]
        tokens = self.sentence.tokens
        named = dict.fromkeys(token.target for token in tokens if token.target is not None)
        found = [target for target in named if target not in self.sources]
        return [Link(found[0], "alone")] if len(found) == 1 and not self._others() else []

    def _others(self) -> bool:
        """Whether somebody else than the targets is named and does not merely speak."""
        return any(
            chunk.kind == "NP" and self.named(at) == (OTHER_PARTY,)
            for at, chunk in enumerate(self.chunks)
            if at not in self._speakers
        )

    def _topic(self) -> tuple[str, ...]:
        """Of whom it is said: "... the minister said of X's decision"."""
        for at, chunk in enumerate(self.chunks):
            said = self._kind(at - 1) == "V" and self.chunks[at - 1].base in words.verb_class("say")
            if said and chunk.kind == "P" and chunk.head in {"of", "about"}:
                return self.named(self._skip(at + 1, 1))
        return ()

    def _sources(self) -> frozenset[str]:
        """The targets that speak here, and so are not judged by what is said."""
        found: set[str] = set()
        self._speakers: set[int] = set()
        for at, chunk in enumerate(self.chunks):
            if chunk.kind == "V" and chunk.base in words.verb_class("say"):
                found.update(self.subjects[at])
                self._speakers.update(range(max(at - 3, 0), at))
                after = self._skip(at + 1, 1)
                if self._kind(after) == "NP" and self._kind(after + 1) in {".", ","}:
                    found.update(self.named(after))
                    self._speakers.add(after)
        return frozenset(found)


def _refers(pronoun: str) -> bool:
    return pronoun in {
        "it",
        "he",
        "she",
        "they",
        "its",
        "his",
        "her",
        "their",
        "him",
        "them",
        "itself",
        "himself",
        "herself",
        "themselves",
    }
