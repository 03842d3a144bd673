"""A shallow reading of a sentence: noun phrases with their owners, verbs with their voice.

There is no parser behind this, only closed word classes, a list of verbs and what stands beside a
word. What it cannot tell it leaves open, and the scorer then stays neutral.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.stance import words
from analysis.stance.entries import adjectives, feelings
from analysis.stance.tokens import Token
from analysis.stance.words import Form

# Tags: M mention, ' possessive, D determiner, $ possessive pronoun, R relative, I pronoun,
# P preposition, C conjunction, S subordinator, A auxiliary, X negation, B adverb, V verb,
# G participle or gerund, N noun, adjective or anything else, Q quotation mark, "," other sign.


@dataclass(slots=True)
class Chunk:
    """A stretch ``[first, last)`` of the sentence's tokens that acts as one."""

    kind: str  # NP, V, P, C, S, R, Q or ","
    first: int
    last: int
    head: str = ""
    owners: tuple[int, ...] = ()  # tokens that name the targets whose this noun phrase is
    pronoun: str = ""
    negative: bool = False  # "no country", "neither side"
    base: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    modal: str = ""
    had: bool = False  # "had promised": what came before, and often came to nothing
    infinitive: bool = False
    tensed: bool = True


@dataclass(slots=True)
class Sentence:
    """The tokens of a sentence, a tag for each, and the chunks that they form."""

    tokens: list[Token]
    tags: list[str]
    forms: list[Form | None]
    chunks: list[Chunk] = field(default_factory=list)
    chunk_at: list[int] = field(default_factory=list)
    titled: bool = False  # a headline in which every long word has a capital letter
    turn: int | None = None  # the token "but", if one joins two clauses


def read_sentence(tokens: list[Token]) -> Sentence:
    """The sentence's tags and chunks; every token belongs to exactly one chunk."""
    sentence = _tagged(tokens)
    sentence.titled = _titled(tokens)
    at = 0
    while at < len(tokens):
        chunk = _chunk(sentence, at)
        sentence.chunk_at.extend([len(sentence.chunks)] * (chunk.last - at))
        sentence.chunks.append(chunk)
        at = chunk.last
    turns = (at for at, one in enumerate(tokens) if one.word == "but" and _turns(sentence, at))
    sentence.turn = next(turns, None)
    return sentence


def _titled(tokens: list[Token]) -> bool:
    long = [token.capital for token in tokens if len(token.word) > 3]
    return len(long) > 2 and sum(long) > 0.7 * len(long)


def _turns(sentence: Sentence, at: int) -> bool:
    """Whether this "but" sets one clause against another ("nothing but" does not)."""
    before = sentence.tokens[at - 1].word if at else ""
    return at > 0 and before not in {"nothing", "anything", "all", "none", "no-one"}


_TAG_OF_CLASS = {
    "adverb": "B",
    "determiner": "D",
    "possessive": "$",
    "subject": "I",
    "object": "I",
    "preposition": "P",
    "conjunction": "C",
    "subordinator": "S",
    "relative": "R",
    "modal": "A",
    "be": "A",
    "have": "A",
    "do": "A",
    "sign": ",",
    "quote": "Q",
}
_CLOSED: dict[str, str] = {
    **{word: tag for name, tag in _TAG_OF_CLASS.items() for word in words.word_class(name)},
    **dict.fromkeys(("not", "never"), "X"),
    "that": "S",
    "'s": "'",
}
_AUXILIARY_KIND = {
    **dict.fromkeys(words.word_class("modal"), "modal"),
    **dict.fromkeys(words.word_class("be"), "be"),
    **dict.fromkeys(words.word_class("have"), "have"),
    **dict.fromkeys(words.word_class("do"), "do"),
}
_NEGATIVE = words.word_class("negative")
_ATTITUDE = words.word_class("attitude")
_BEFORE_QUOTE = frozenset({"D", "$", "'"})
_RELATIONAL = words.word_class("relational")
_SHIFTING = frozenset({"that", "both", "all", "each"})
_NOMINAL = frozenset({"N", "M", "'"})
_LONGEST = 40  # tokens of a noun phrase; keeps the time linear in hostile text
_OPENERS_OF_OBJECTS = frozenset("DM$I")
_NOT_ADVERBS = words.word_class("not_adverb")


def _tagged(tokens: list[Token]) -> Sentence:
    forms = words.verbs()
    tags: list[str] = []
    chosen: list[Form | None] = [None] * len(tokens)
    for at, token in enumerate(tokens):
        word = token.word
        tag = _CLOSED.get(word)
        if token.target is not None:
            tag = "M"
        elif tag is None:
            if word.endswith("ly") and word not in _NOT_ADVERBS:
                tag = "B"
            elif word in forms:
                tag, chosen[at] = _verbal(tokens, tags, at, forms[word])
            else:
                tag = "N" if word[0].isalnum() else ","
        elif word in _SHIFTING:
            tag = _that(tokens, tags, at) if word == "that" else _floating(tokens, tags, at)
        tags.append(tag)
    return Sentence(tokens, tags, chosen)


def _floating(tokens: list[Token], tags: list[str], at: int) -> str:
    """Tell "both", "all" and "each" beside a verb ("were both hiding") from determiners."""
    before = tags[at - 1] if at else ""
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if before == "A":
        return "B" if _closed(tokens, at + 1) == "N" else "D"
    verbal = {form.form for form in words.verbs().get(following, ())}
    beside_verb = "past" in verbal or _closed(tokens, at + 1) == "A"
    return "B" if before in {"M", "N"} and beside_verb else "D"


def _that(tokens: list[Token], tags: list[str], at: int) -> str:
    before = tags[at - 1] if at else ""
    following = _closed(tokens, at + 1)
    if before in {"P"}:
        return "D"
    if before in {"N", "M"} and following in {"A", "X", "V"}:
        return "R"
    return "S"


def _closed(tokens: list[Token], at: int) -> str:
    """The tag of a token as far as its own letters tell it; V where it can only be a verb."""
    if at >= len(tokens):
        return "."
    token = tokens[at]
    if token.target is not None:
        return "M"
    tag = _CLOSED.get(token.word)
    if tag is not None:
        return tag
    if token.word.endswith("ly"):
        return "B"
    if token.word[0].isdigit():
        return "0"
    return "N" if token.word[0].isalpha() else ","


def _verbal(
    tokens: list[Token], tags: list[str], at: int, forms: tuple[Form, ...]
) -> tuple[str, Form | None]:
    """Whether a word that can be a verb is one here, judged by its neighbours."""
    back = at - 1
    while back >= 0 and tags[back] in {"B", "X"}:
        back -= 1
    before = tags[back] if back >= 0 else "^"
    word_before = tokens[back].word if back >= 0 else ""
    named = {form.form: form for form in forms}
    after = _closed(tokens, at + 1)
    before = "R" if word_before == "what" else before
    if before == "A":
        kind = _AUXILIARY_KIND[word_before]
        order = {
            "modal": ("base",),
            "do": ("base",),
            "have": ("part", "past"),
            "be": ("ing", "part", "past"),
        }[kind]
        if (
            kind == "be"
            and tokens[at].word in adjectives()
            and (after not in {"P", "D", "M", "$"} or tokens[at].word in feelings())
        ):
            return "N", None  # "was justified"
        for form in order:
            if form in named:
                return "V", named[form]
        return "N", None
    if before == "P" and word_before == "to" and "base" in named:
        return "V", named["base"]
    if "ing" in named:
        following = tokens[at + 1].word if at + 1 < len(tokens) else "."
        if before == "P" and after in {"P", ",", "."} and following != "to":
            return "N", None  # "of dumping by"
        if before in {"D", "$", "'"} or (before == "N" and after in {"P", ".", "A", "N"}):
            return "N", None
        return "G", named["ing"]
    past = named.get("past") or named.get("part")
    if past and "base" not in named:
        if tokens[at].word in adjectives() and after not in {"D", "M", "$", "I"}:
            return "N", None  # "a measured reply", not "measured the depth"
        if before in {"D", "$", "'", "P"} and after not in {"P", "."}:
            return "N", None
        if before == "M" and tokens[back].kind == "demonym" and after == "N":
            return "N", None
        return "V", past
    return _present(tokens, tags, back, named, before, after)


def _present(
    tokens: list[Token], tags: list[str], back: int, named: dict[str, Form], before: str, after: str
) -> tuple[str, Form | None]:
    """Tell the verb in "officials praise", "Tokyo offers" from the noun in "trade talks"."""
    form = named.get("s") or named.get("base") or next(iter(named.values()))
    if "past" in named and "base" in named and before in {"N", "M", "I", "R"} and "s" not in named:
        form = named["past"]  # cut, set, put
    if before in {"D", "$", "'", "P"}:
        return "N", None
    if before in {"I", "R"}:
        return "V", form
    object_follows = after in _OPENERS_OF_OBJECTS or after in {"B", "X", "0"}
    object_follows = object_follows or (after in {"P", "S"} and form.form != "base")
    if before == "M":
        kind = tokens[back].kind
        if kind == "demonym":
            return "N", None
        if form.form in {"s", "past"}:
            return ("V", form) if object_follows or after in {"N", "Q"} else ("N", None)
        return ("V", form) if object_follows and after != "P" else ("N", None)
    if before == "N":
        plural = tokens[back].word.endswith("s")
        if form.form == "base":
            following = tokens[back + 2].word if back + 2 < len(tokens) else ""
            acts = object_follows or following == "to"  # "the forces plan to"
            return ("V", form) if plural and acts else ("N", None)
        if form.form == "s" and plural:
            return "N", None
        return ("V", form) if object_follows and after != "P" else ("N", None)
    if after in {"D", "M", "$", "I"}:
        return "V", form
    return "N", None


def _chunk(sentence: Sentence, at: int) -> Chunk:
    tag = sentence.tags[at]
    if tag == "X" and sentence.tags[at + 1 : at + 3] == ["P", "V"]:  # "not to violate"
        group = _chunk(sentence, at + 1)
        group.first, group.negated = at, True
        return group
    if tag in {"A", "V", "X"} or (tag == "B" and _leads_to_verb(sentence, at)):
        return _verb_group(sentence, at)
    if tag == "G":
        form = sentence.forms[at]
        return Chunk("V", at, at + 1, base=form.base if form else "", form="ing", tensed=False)
    if tag == "P" and sentence.tokens[at].word == "to" and sentence.tags[at + 1 : at + 2] == ["V"]:
        group = _verb_group(sentence, at + 1)
        group.first, group.infinitive, group.tensed = at, True, False
        return group
    if tag in {"D", "$", "N", "M", "'"}:
        return _noun_phrase(sentence, at)
    word = sentence.tokens[at].word
    if tag == "I":
        return Chunk("NP", at, at + 1, head=word, pronoun=word, negative=word in _NEGATIVE)
    return Chunk(tag, at, at + 1, head=word)


def _leads_to_verb(sentence: Sentence, at: int) -> bool:
    while at < len(sentence.tags) and sentence.tags[at] == "B":
        at += 1
    return at < len(sentence.tags) and sentence.tags[at] in {"A", "V"}


def _verb_group(sentence: Sentence, at: int) -> Chunk:
    first = at
    tags, tokens = sentence.tags, sentence.tokens
    be = negated = False
    modal = ""
    had = False
    last_auxiliary = ""
    while at < len(tags) and tags[at] in {"A", "X", "B"}:
        word = tokens[at].word
        kind = _AUXILIARY_KIND.get(word, "")
        be = kind == "be" if kind else be
        had = had or word == "had"
        modal = word if kind == "modal" else modal
        negated = negated or tags[at] == "X" or "n't" in word or word == "cannot"
        last_auxiliary = kind or last_auxiliary
        at += 1
    if at < len(tags) and tags[at] in {"V", "G"}:
        form = sentence.forms[at]
        kind = form.form if form else "base"
        passive = be and kind in {"past", "part"}
        if not last_auxiliary and kind in {"past", "part"}:
            after = at + 1
            while after < len(tags) and tags[after] == "B":
                after += 1
            passive = after < len(tags) and tokens[after].word == "by"
        base = form.base if form else ""
        group = Chunk("V", first, at + 1, base=base, form=kind, passive=passive)
        group.negated, group.modal, group.had = negated, modal, had
        return group
    base = {"be": "be", "have": "have", "do": "do"}.get(last_auxiliary, "")
    return Chunk("V", first, max(at, first + 1), base=base, negated=negated, modal=modal)


def _noun_phrase(sentence: Sentence, at: int) -> Chunk:
    first = at
    tags, tokens = sentence.tags, sentence.tokens
    at += 1
    stop = min(len(tags), first + _LONGEST)
    quoted = False
    while at < stop:
        if tags[at] == "Q" and tags[at + 1 : at + 2] == ["N"]:  # the "reckless" tariffs
            if not quoted and tags[at - 1] not in _BEFORE_QUOTE:
                break
            quoted = not quoted
            at += 1
            continue
        if tags[at] not in _NOMINAL and not (tags[at] == "B" and _grades(tags, at)):
            break
        if tags[at] == "M" and tags[at - 1] == "M" and not _joined(tokens, at):
            break
        likened = tags[at] == "M" and tags[first] == "D" and tokens[at - 1].word in _RELATIONAL
        if likened and tags[at + 1 : at + 2] == ["A"]:
            break  # "the steadiest friend X could have"
        at += 1
    # a hyphen or slash between two parts of one phrase ("U.S.-Korea alliance")
    while at + 1 < len(tags) and tokens[at].word in {"-", "–", "/"} and _glued(tokens, at):
        at += 2
        while at < stop and tags[at] in _NOMINAL:
            at += 1
    return Chunk(
        "NP",
        first,
        at,
        head=tokens[at - 1].word,
        owners=_owners(sentence, first, at) if "M" in tags[first:at] else (),
        pronoun=tokens[first].word if tags[first] == "$" else "",
        negative=tokens[first].word in _NEGATIVE,
    )


def _grades(tags: list[str], at: int) -> bool:
    """Whether an adverb stands within the phrase: "an uncommonly one-sided condition"."""
    return tags[at - 1] in {"D", "$", "'"} and tags[at + 1 : at + 2] == ["N"]


def _joined(tokens: list[Token], at: int) -> bool:
    before = tokens[at - 1]
    return (
        before.kind == "demonym"
        or before.target == tokens[at].target
        or (tokens[at].kind == "person")
    )


def _attitude(sentence: Sentence, at: int, first: int) -> bool:
    """Whether the mention only tells for or against whom: "anti-American", "pro-Japanese"."""
    tokens = sentence.tokens
    return at - 2 >= first and tokens[at - 2].word in _ATTITUDE and (tokens[at - 1].word == "-")


def _glued(tokens: list[Token], at: int) -> bool:
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _owners(sentence: Sentence, first: int, last: int) -> tuple[int, ...]:
    """The mentions whose the phrase is: the possessor before "'s", else every mention in it."""
    tags = sentence.tags
    named = [
        at for at in range(first, last) if tags[at] == "M" and not _attitude(sentence, at, first)
    ]
    for at in range(first, last):
        if tags[at] == "'":
            possessors = [found for found in named if found < at]
            return tuple(possessors) if possessors else tuple(named)
    return tuple(named)
