"""Which target a word of evaluation bears on, and by which relation that was found.

Relations are listed with their strength in ``data/relations.tsv``; the more a relation had to
guess, the less it counts.
"""

from __future__ import annotations

from functools import cached_property

from analysis.stance import words
from analysis.stance.chunks import Chunk
from analysis.stance.entries import aimed
from analysis.stance.roles import DEEP, FAR, OTHER_PARTY, REFERRING, Link, Roles

_OWNING = words.word_class("owning")
_TOWARD = words.word_class("toward")
_CARRIERS = words.word_class("carrier")
_RECEIVERS = words.word_class("receiver")
_RELATIONAL = words.word_class("relational")
_REASON = frozenset({"for", "over", "about"})
_BEING = frozenset({"be", "come", "remain", "find"})
_MET = frozenset({"meet", "greet"})
_FELT = words.word_class("felt")
_REJECTING = words.word_class("rejecting")
_CLAIMING = words.word_class("claiming")
_DESCRIBING = words.word_class("describing")
_AIMED_AT = words.word_class("aimed_at")
_NAMING = words.word_class("naming")
_FROM_OBJECT = words.word_class("from_object")
_WAYS = words.word_class("way") | (words.word_class("act") - {"position"})
_QUANTITY = words.word_class("quantity")
_TOLD = words.word_class("told") | aimed()
_ACTS = words.word_class("act")
_POINTING = words.word_class("pointing")
_MANNER = words.word_class("manner")


class Bearing(Roles):
    """What the words of one sentence bear on."""

    def owner(self, at: int, token: int) -> list[Link]:
        """Whose the noun phrase around ``token`` is, or of whom it is predicated."""
        chunk = self.chunks[at]
        if chunk.head in _RELATIONAL and self._of_another(chunk):
            return self._predicated(at, 0) or self._apposed(at) or [Link(OTHER_PARTY, "owner")]
        if chunk.owners and self.private(chunk):
            return [Link(OTHER_PARTY, "owner")]
        if chunk.head in _QUANTITY:
            return self._predicated(at, 0) or [Link(OTHER_PARTY, "owner")]
        mine = [own for own in chunk.owners if own < token] or list(chunk.owners)
        if mine:
            tokens = self.sentence.tokens
            return [Link(t, "owner") for t in dict.fromkeys(str(tokens[o].target) for o in mine)]
        if self.kind(at + 1) == "P" and self.chunks[at + 1].head in _OWNING:
            found = self.listed(self.skip(at + 2, 1))
            if found and not self._by_another(at):
                return [Link(target, "owner") for target in found]
        if (
            self.kind(at + 1) == "P"
            and self.chunks[at + 1].head == "in"
            and token == chunk.last - 1
        ):
            seat = self.skip(at + 2, 1)  # "bad faith in Seoul"
            if self.kind(seat) == "NP" and self._is_capital(seat):
                return [Link(target, "owner") for target in self.named(seat)]
        if chunk.pronoun in REFERRING:  # "its wild ambition"
            return [Link(target, "pronoun") for target in self._its(at)]
        after = at + 1
        if (
            self.kind(after) in {"C", ","}
            and self.kind(after + 1) == "NP"
            and token == chunk.last - 1
        ):
            found = self.named(after + 1)  # "reckless and dangerous steps by X"
            joined = [Link(target, "owner") for target in found if target != OTHER_PARTY]
            if joined and self.kind(after + 2) not in {"V", "S", "R"}:
                return self._predicated(at, 0) or joined
        if self.kind(after) == "P" and self.kind(after + 1) == "R":
            after += 1  # "the careless way in which X"
        if self.kind(after) in {"R", "S"} and self.kind(after + 2) == "V":
            found = self.listed(after + 1)
            if found:
                return [Link(target, "owner") for target in found]
        return self._predicated(at, 0)

    def _by_another(self, at: int) -> bool:
        """Whether "by" after the phrase names who says so: "was branded as petty by Y"."""
        verb = self.left_verb[at]
        left = self.skip(at - 1, -1)
        said = verb == left or (self.kind(left) == "P" and self.chunks[left].head == "as")
        return (
            self.chunks[at + 1].head == "by"
            and said
            and verb >= 0
            and self.chunks[verb].passive
            and self.chunks[verb].base in _NAMING
        )

    def _of_another(self, chunk: Chunk) -> bool:
        """Whether "ally", "enemy" is said of somebody else than him whose it is."""
        return not chunk.owners or "'" in self.sentence.tags[chunk.first : chunk.last]

    def _apposed(self, at: int) -> list[Link]:
        """ "its closest ally, X": who is named next."""
        after = at + 1
        if self.kind(after) == "P" and self.kind(after + 1) == "NP":
            after += 2
        if self.kind(after) == "," and self._bare(after + 1):
            return [Link(target, "apposition") for target in self.named(after + 1)]
        return []

    def _explains(self, at: int, name: int) -> bool:
        """Whether it is put beside a name between commas: "X, a staunch ally of Y, ..."."""
        if not self._bare(name) or self.kind(name - 1) == "P":
            return False
        after = at + 1
        if self.kind(after) == "P" and self.kind(after + 1) == "NP":
            after += 2
        determined = self.sentence.tags[self.chunks[at].first] == "D"
        return determined and self.kind(after) in {",", "."}

    def _bare(self, at: int) -> bool:
        """Whether the noun phrase is nothing but a name."""
        if self.kind(at) != "NP":
            return False
        chunk = self.chunks[at]
        return chunk.owners[-1:] == (chunk.last - 1,)

    def _is_capital(self, at: int) -> bool:
        chunk = self.chunks[at]
        return chunk.last - chunk.first == 1 and (
            self.sentence.tokens[chunk.first].kind == "capital"
        )

    def _its(self, at: int) -> tuple[str, ...]:
        """Of whom "its" speaks: in "thanked X for its patience" of X."""
        left = self.skip(at - 1, -1)
        if self.kind(left) == "P" and self.chunks[left].head in _FROM_OBJECT:
            verb = self.left_verb[at]
            if self.receives(verb) and at - verb <= FAR and self.subjects[verb]:
                return self.subjects[verb]
            found = self.named(left - 1)
            if found and self.chunks[left - 1].owners:
                return found
        return self.named(at)

    def toward(self, at: int) -> list[Link]:
        """At whom a noun such as "criticism" is aimed."""
        received = self._received(at)
        for after in range(at + 1, min(at + 5, len(self.chunks))):
            chunk = self.chunks[after]
            if chunk.kind == "P" and received and chunk.head in _REASON:
                break  # "drew fire from Y for its ..."
            if chunk.kind == "P" and chunk.head in _TOWARD:
                if received and chunk.head == "of" and self.chunks[at].head in _FELT:
                    break  # "won the trust of Y", who is the giver
                found = self.listed(self.skip(after + 1, 1))
                if found:
                    return [Link(target, "aim") for target in found]
            elif chunk.kind == "S":
                found = self.listed(self.skip(after + 1, 1))
                return [Link(target, "content") for target in found]
            elif chunk.kind not in {"P", "NP", "B", "Q"}:
                break
        return received

    def _received(self, at: int) -> list[Link]:
        """Who draws, earns or faces what the noun at ``at`` names."""
        before = self.chunks[at - 1].head if self.kind(at - 1) == "P" else ""
        if before == "of" and self.kind(at - 2) == "NP" and self.chunks[at - 2].head in _AIMED_AT:
            return [Link(link.target, "receiver") for link in self._predicated(at - 2, 0)]
        verb = self.left_verb[at]
        if verb < 0 or at - verb > 3 or self.chunks[verb].infinitive:
            return []
        chunk = self.chunks[verb]
        if chunk.base in _RECEIVERS and at - verb == 2 and self.kind(at - 1) == "NP":
            return [Link(target, "receiver") for target in self.named(at - 1)]  # "earned X scorn"
        gets = chunk.base in _RECEIVERS and before == "" and not chunk.passive
        gets = gets or (before == "with" and chunk.base in _MET)
        if gets or (before == "under" and chunk.base in _BEING):
            return [Link(target, "receiver") for target in self.subjects[verb]]
        return []

    def _predicated(self, at: int, depth: int) -> list[Link]:
        left = self.skip(at - 1, -1)
        kind = self.kind(left)
        if kind == "V":
            return self._complement(left) or self._of_act(at, left) or self._commented(left)
        if kind == "P":
            head = self.chunks[left].head
            verb = self.left_verb[at]
            if head == "as" and verb >= 0 and at - verb <= FAR:
                links = self.object(verb)
                return [Link(link.target, "predicate") for link in links]
            if head == "of" and self.kind(left - 1) == "NP" and depth < DEEP:
                if self.chunks[left - 1].head in _TOLD:
                    return []  # "X's accusations of torture"
                found = self.named(left - 1)
                if found and self.chunks[left - 1].owners:
                    return [Link(target, "owner") for target in found]
                return self._predicated(left - 1, depth + 1)
            if head == "like" and self.kind(left - 1) == "V":
                return self._likened(left - 1)
            if head in {"for", "over"} and self.kind(left - 1) == "NP":
                owners = self.chunks[left - 1].owners
                if owners and owners[-1] == self.chunks[left - 1].last - 1:
                    return [Link(target, "owner") for target in self.named(left - 1)]
            near = verb >= 0 and at - verb <= 6 and not self._speaks(verb)
            if near and head in _MANNER and self._tells_how(at, depth):
                return [Link(link.target, "manner") for link in self.agent(verb)]
            return []
        if kind == "NP":
            verb = self.left_verb[at]
            if verb >= 0 and at - verb <= FAR and self.chunks[verb].base in _NAMING:
                return [Link(link.target, "predicate") for link in self.object(verb)]
            return []
        if kind in {"C", ","} and self.kind(left - 1) == "NP" and depth < DEEP:
            above = self._predicated(left - 1, depth + 1)
            if not above and kind == "," and depth == 0 and self._explains(at, left - 1):
                return [Link(target, "apposition") for target in self.named(left - 1)]
            return above
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

    def _tells_how(self, at: int, depth: int) -> bool:
        """Whether a phrase tells how a thing is done: "in retaliation", "in a reckless manner"."""
        chunk = self.chunks[at]
        return (depth == 0 and chunk.last - chunk.first <= 2) or chunk.head in _WAYS

    def _commented(self, verb: int) -> list[Link]:
        chunk = self.chunks[verb]
        return self.antecedent(verb) if chunk.base in _NAMING and not chunk.passive else []

    def _of_act(self, at: int, verb: int) -> list[Link]:
        """ "..., and Y called the decision reckless": of him whose decision was told of."""
        chunk = self.chunks[at]
        tokens = self.sentence.tokens
        points = tokens[chunk.first].word in _POINTING and chunk.last - chunk.first == 3
        naming = self.chunks[verb].base in _NAMING and not self.chunks[verb].passive
        if not points or not naming or tokens[chunk.first + 1].word not in _ACTS:
            return []
        return [Link(target, "predicate") for target in self.subject_before(verb)]

    def _likened(self, verb: int) -> list[Link]:
        """ "... in what looked like a reprisal": of the act told before."""
        what = verb > 3 and self.chunks[verb - 1].head == "what"
        if what and self.kind(verb - 3) == "," and self._bare(verb - 4):
            return [Link(target, "manner") for target in self.named(verb - 4)]  # "X, in what ..."
        if what and self.left_verb[verb] >= 0:
            return [Link(link.target, "manner") for link in self.doer(self.left_verb[verb])]
        return [Link(target, "predicate") for target in self.subjects[verb]]

    def source(self) -> list[Link]:
        """The only target that speaks in the sentence."""
        speaking = self._sources()[0] - {OTHER_PARTY}
        return [Link(target, "source") for target in speaking] if len(speaking) == 1 else []

    def asserted(self, at: int) -> tuple[str, ...]:
        """The targets that say themselves what the chunk at ``at`` tells."""
        verb = self.left_verb[at]
        for _ in range(DEEP):
            if verb < 0 or at - verb > FAR:
                break
            base = self.chunks[verb].base
            if base in words.verb_class("say") or base in _CLAIMING:
                return self.subjects[verb]
            verb = self.left_verb[verb]
        return ()

    def rejected(self, at: int) -> str:
        """The claim that is turned down, where the chunk at ``at`` tells what it claimed."""
        for before in range(at - 1, max(at - FAR, 0), -1):
            if self.kind(before) == "S" and self.chunks[before].head == "that":
                verb = self.left_verb[before]
                if verb < 0 or before - verb > 4 or self.kind(before - 1) != "NP":
                    return ""
                turned_down = self.chunks[verb].base in _REJECTING and not self.chunks[verb].negated
                noun = before - 1
                if self.kind(noun - 1) == "P" and self.kind(noun - 2) == "NP":
                    noun -= 2
                return self.chunks[noun].head if turned_down else ""
            if self.kind(before) == ",":
                break
        return ""

    def _speaks(self, verb: int) -> bool:
        """Whether the verb's agent speaks of others, and is not described by what follows."""
        base = self.chunks[verb].base
        return base in words.verb_class("say") or base in _NAMING

    def doer(self, at: int) -> list[Link]:
        """Whose manner an adverbial at chunk ``at`` describes."""
        before = self.skip(at - 1, -1)
        if self.kind(before) == "P" and self.chunks[before].head == "as":
            return self._predicated(at, 0)  # "dismissed as without foundation"
        left = self.left_verb[at]
        if self.chunks[at].head == "as" and left >= 0 and self.chunks[left].base in _DESCRIBING:
            return [Link(link.target, "predicate") for link in self.object(left)]
        if (
            at > 2
            and self.kind(at - 1) == ","
            and self.chunks[at - 2].owners
            and self.kind(at - 3) != "V"
        ):
            return [Link(t, "manner") for t in self.named(at - 2)]  # "X, in defiance of ..., has"
        verb = at if self.chunks[at].kind == "V" else self.left_verb[at]
        while verb >= 0 and not self.chunks[verb].tensed and self.left_verb[verb] >= 0:
            above = self.left_verb[verb]
            infinitive = self.chunks[verb].infinitive
            if not infinitive and self.subjects[verb] not in ((), self.subjects[above]):
                break  # "thanked X for sending it ahead of schedule"
            verb = above
        if verb < 0:
            verb = next((k for k in range(at, len(self.chunks)) if self.kind(k) == "V"), -1)
        return [Link(link.target, "manner") for link in self.agent(verb)] if verb >= 0 else []

    @cached_property
    def alone(self) -> list[Link]:
        """The topic that a speaker names, or else the only target there is besides the sources."""
        if self.topic:
            return [Link(target, "topic") for target in self.topic]
        tokens = self.sentence.tokens
        named = dict.fromkeys(
            token.target
            for at, token in enumerate(tokens)
            if token.target is not None
            and not self.private(self.chunks[self.sentence.chunk_at[at]])
        )
        sources, speakers = self._sources()
        found = [target for target in named if target not in sources]
        others = any(
            chunk.kind == "NP" and at not in speakers and self.named(at) == (OTHER_PARTY,)
            for at, chunk in enumerate(self.chunks)
        )
        return [Link(found[0], "alone")] if len(found) == 1 and not others else []

    def _sources(self) -> tuple[set[str], set[int]]:
        """The targets that speak here and are not judged by what is said; where speakers stand."""
        found: set[str] = set()
        speakers: set[int] = set()
        for at, chunk in enumerate(self.chunks):
            if chunk.kind == "V" and chunk.base in words.verb_class("say"):
                found.update(self.subjects[at])
                speakers.update(range(max(at - 3, 0), at))
                after = self.skip(at + 1, 1)
                if self.kind(after) == "NP" and self.kind(after + 1) in {".", ","}:
                    found.update(self.named(after))
                    speakers.add(after)
        return found, speakers
