"""Whole paragraphs from the pieces in which text comes off a page: wrapped, cut, doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.reading.decoding import unscrambled
from analysis.reading.lines import Mark, ends_sentence, mark, n_words
from analysis.reading.vocabulary import load_vocabulary

_NEWLINES = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOTHING = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad\x00]")
_SPACES = re.compile(r"[^\S\n]+|[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_WRAP_WIDTHS = range(45, 121)

_RUN_TOGETHER = re.compile(r"(?:(?<=[a-z\d][a-z\d][.!?])|(?<=[.!?]”))(?=“?[A-Z][a-z’]* )")
_LEAST_PART = 25
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z“\"])")
_LONGEST_DOUBLED = 20_000
_TWICE = "a sentence stood twice in it"
_LIST_ITEM = re.compile(r"(?:[-–•*·▪■○●]\s|\(?\d{1,2}[.)]\s)")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the page as it reads whole, its mark, and what was mended."""

    text: str
    mark: Mark
    mended: tuple[str, ...] = ()


def whole_lines(text: str) -> list[Line]:
    """The paragraphs of a copied text: unwrapped, cut sentences joined, doubled lines seen once.

    >>> text = "Seoul repeated its claim that\\n\\nthe curbs were unfair."
    >>> [line.text for line in whole_lines(text)]
    ['Seoul repeated its claim that the curbs were unfair.']
    """
    return marked_lines(list(_unwrapped(_plain(text))))


def marked_lines(texts: Sequence[str]) -> list[Line]:
    """The same for text that comes as separate blocks."""
    lines = []
    for text in texts:
        parts = _parted(text)
        for part in parts:
            once = _said_once(_undoubled(part))
            mended = []
            if once != part:
                whole_line = 2 * len(once) + 1 == len(part)
                mended.append("it stood twice on its line" if whole_line else _TWICE)
            if len(parts) > 1:
                mended.append("it was run together with another paragraph")
            lines.append(Line(once, mark(once), tuple(mended)))
    return _joined(lines)


def _parted(text: str) -> list[str]:
    """The paragraphs of a line that lost its line breaks, where none has a space after its stop.

    >>> _parted("Both sides met in Bonn on Friday.The talks go on for another week.")
    ['Both sides met in Bonn on Friday.', 'The talks go on for another week.']
    """
    if len(text) < 60:
        return [text]
    parts = [""]
    for piece in _RUN_TOGETHER.split(text):
        enough = min(len(parts[-1]), len(piece)) >= _LEAST_PART
        if enough and parts[-1]:
            parts.append(piece)
        else:
            parts[-1] += piece
    return parts


def _said_once(text: str) -> str:
    """A paragraph without the second of two like sentences that follow each other."""
    if text.count(". ") < 1 or len(text) > _LONGEST_DOUBLED:
        return text
    sentences = _SENTENCE_END.split(text)
    kept = [s for i, s in enumerate(sentences) if not i or s != sentences[i - 1] or len(s) < 30]
    return text if len(kept) == len(sentences) else " ".join(kept)


def plain_block(text: str) -> str:
    """One block of text with its white space and control characters made plain."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = _NEWLINES.sub("\n", unscrambled(text))
    return _SPACES.sub(" ", _SURROGATES.sub("", _NOTHING.sub("", text)))


def _unwrapped(text: str) -> Iterator[str]:
    """Lines, or the paragraphs that they make up where the text is wrapped at a fixed width."""
    groups: list[list[str]] = [[]]
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    inner = [len(line) for group in groups for line in group[:-1]]
    width = max((len(line) for group in groups for line in group), default=0)
    full = sum(length > 0.75 * width for length in inner)
    if width not in _WRAP_WIDTHS or len(inner) < 4 or full < 0.7 * len(inner):
        for group in groups:
            yield from group
        return
    for group in groups:
        part: list[str] = []
        for line in group:
            part.append(line)
            if len(line) < 0.6 * width:
                yield " ".join(part)
                part = []
        if part:
            yield " ".join(part)


def _undoubled(text: str) -> str:
    words = text.split(" ") if len(text) <= 3000 else []
    half, odd = divmod(len(words), 2)
    return (
        " ".join(words[:half]) if half >= 4 and not odd and words[:half] == words[half:] else text
    )


def _joined(lines: Sequence[Line]) -> list[Line]:
    done: list[Line] = []
    taken: set[int] = set()
    seen_prose = False
    for at, line in enumerate(lines):
        if at in taken:
            continue
        whole = line
        after = at + 1
        while (
            whole.mark.kind in ("prose", "short")
            and not _is_link(whole, done)
            and (piece := _next_piece(lines, after, taken, whole.text)) is not None
            and _is_text(whole.text, lines[piece].text, seen_prose=seen_prose)
        ):
            whole = _merged(whole, lines[piece])
            taken.add(piece)
            after = piece + 1
        done.append(whole)
        seen_prose = seen_prose or whole.mark.kind == "prose"
    return done


def _is_link(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line stands right under the head of a box of links."""
    return line.mark.kind == "short" and bool(above) and above[-1].mark.ends_text


def _is_text(first: str, second: str, *, seen_prose: bool) -> bool:
    """Whether two pieces are text rather than headlines or lines of the page."""
    size = n_words(first[-600:])
    whole = ends_sentence(second)
    if second[:1].islower():
        return (size >= 4 and whole and (size >= 8 or not seen_prose)) or size >= 14
    return size >= 8 and (seen_prose or size >= 18) and (whole or size >= 14)


def _merged(first: Line, second: Line) -> Line:
    text = f"{first.text} {second.text}"
    mended = dict.fromkeys((*first.mended, *second.mended, "joined from pieces of one sentence"))
    return replace(first, text=text, mark=mark(text), mended=tuple(mended))


def _next_piece(lines: Sequence[Line], start: int, taken: set[int], text: str) -> int | None:
    """Where the sentence goes on that ``text`` breaks off; a picture may stand between."""
    if _closed(text):
        return None
    for at in range(start, min(start + 3, len(lines))):
        if at in taken:
            return None
        line = lines[at]
        if line.mark.kind in ("prose", "short") and n_words(line.text[:400]) >= 2:
            intruded = at > start
            return at if continues(text, line.text, only_lower=intruded) else None
        if line.mark.kind not in ("caption", "furniture") or line.mark.ends_text:
            return None
    return None


def _closed(text: str) -> bool:
    return ends_sentence(text) and not _ABBREVIATED.search(text[-12:])


_ABBREVIATED = re.compile(
    r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Rep|Amb|Prof|Lt|Col|Adm|U\.S|U\.N|vs)\.$"
)


def continues(first: str, second: str, *, only_lower: bool = False) -> bool:
    """Whether ``second`` goes on with the sentence that ``first`` breaks off.

    >>> continues("The rulings here that ordered", "Japanese firms to pay were final.")
    True
    >>> continues("Trade talks end in Seoul", "Japanese officials left on Friday.")
    False
    """
    if _closed(first) or first.endswith((":", "：")) or _LIST_ITEM.match(second):
        return False
    opening = second.lstrip("\"“'‘(")
    if ends_sentence(first):
        return opening[:1].islower()
    if opening[:1].islower() and not opening.startswith(("http", "www.")):
        return True
    if only_lower:
        return False
    words = re.findall(r"[^\W_][\w'’-]*", first[-120:].casefold())
    if not words:
        return False
    vocabulary = load_vocabulary()
    if (
        first.endswith((",", "，", "、", "(", "“", " -", "–", "—", ";"))
        or words[-1] in vocabulary.open_ends
    ):
        return True
    if words[-1] in vocabulary.needs_object or (
        len(words) > 1 and words[-2] in vocabulary.relatives
    ):
        return True
    return (
        _open_quote(first)
        and second.rstrip().endswith(("”", '"', ".”", '."'))
        and ("“" not in second and second.count('"') % 2 == 1 - ("”" in second))
    )


def _open_quote(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1
