"""Articles out of a press database's export: Nexis and Lexis, Factiva, ProQuest.

Such a file holds many articles, each with labels of its own around the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analysis.reading.bylines import byline_name
from analysis.reading.cuts import plain_block
from analysis.reading.dates import days_in
from analysis.reading.lines import mark, n_words
from analysis.reading.outlets import load_outlets
from analysis.records import Fact

DATA = Path(__file__).parent.parent / "data" / "press.toml"

_COUNTED = re.compile(
    r"\s*(?:document\s+(\d{1,5})\s+of\s+(\d{1,5})|(\d{1,5})\s+of\s+(\d{1,5})\s+documents?)\s*", re.I
)
_END = re.compile(r"\s*end of document\s*", re.IGNORECASE)
_FACTIVA_END = re.compile(
    r"\s*(?:AN\s+)?Document [A-Za-z][A-Za-z0-9]{3,15}(?:19|20)\d{6}e\w{5,12}\s*"
)
_RULE = re.compile(r"\s*_{10,}\s*")
_LABEL = re.compile(r"\s{0,8}([A-Z][A-Za-z-]*(?: [A-Za-z-]+){0,2}):(?:\s+(.*))?$")
_BODY = re.compile(r"\s*(?:body|full text)\s*:?\s*", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:classification|graphic|notes)\s*", re.IGNORECASE)
_RIGHTS = re.compile(r"\s*(?:copyright|\(c\)|©|all rights reserved)", re.IGNORECASE)
_COUNT = re.compile(r"\s*\d[\d,]* words\s*", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}:\d\d(?:\s?[ap]m)?(?: \w{2,4})?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,9}|[A-Z]?\d{1,3}|\d+ of \d+")
_SHORTEST = 12
"""The words, labels counted, that a document has at least; less goes with the next one."""
_HEAD_LINES = 14
"""Outlet, day, title and the like stand within so many lines from the top of a document."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a file of several: its text, what is stated of it, and the lines around it.

    ``texts`` may hold empty lines. ``above`` and ``below`` are the database's own lines.
    """

    texts: tuple[str, ...]
    stated: Mapping[str, Fact] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Labels:
    head: Mapping[str, str]
    tail: Mapping[str, str]
    factiva: Mapping[str, str]


@cache
def load_labels() -> _Labels:
    """The labels of the packaged file."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    return _Labels(data["head"], data["tail"], data["factiva"])


def press_pieces(texts: Sequence[str]) -> list[Piece]:
    """The articles of a press database's export; none where the text is no such export.

    >>> lines = ["Talks end", "The Korea Herald", "July 14, 2019 Sunday", "Length: 9 words",
    ...          "Body", "The talks ended without a result on Sunday.", "End of Document"]
    >>> [(p.stated["title"].value, p.stated["date"].value, p.texts) for p in press_pieces(lines)]
    [('Talks end', '2019-07-14', ('The talks ended without a result on Sunday.',))]
    """
    documents = list(_documents(texts))
    pieces = [_piece(lines) for lines in documents]
    if declared := _declared(texts):
        found = len(pieces)
        if found < declared and pieces:
            doubt = f"the file counts {declared} documents, of which {found} are in it"
            pieces[0] = Piece(
                pieces[0].texts, pieces[0].stated, pieces[0].above, pieces[0].below, (doubt,)
            )
    return pieces


def _documents(texts: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each document; what stands before the first one goes with it."""
    short = [text if len(text) < 80 else "" for text in texts]
    ends = {i for i, text in enumerate(short) if _END.fullmatch(text)}
    ends |= {i for i, text in enumerate(short) if _FACTIVA_END.fullmatch(text)}
    starts = {i for i, text in enumerate(short) if _COUNTED.fullmatch(text)}
    if not ends and not starts:
        labels = {label for text in texts if (label := _label_of(text)[0])}
        if not {"title", "full text"} <= labels:
            return
        starts = {i for i, text in enumerate(short) if _RULE.fullmatch(text)}
    document: list[str] = []
    words, prose = 0, False
    for i, text in enumerate(texts):
        if i in starts and words >= _SHORTEST and prose:
            yield document
            document, words, prose = [], 0, False
        document.append(text)
        words += n_words(text[:400])
        prose = prose or (bool(starts) and mark(plain_block(text)).kind == "prose")
        if i in ends and words >= _SHORTEST:
            yield document
            document, words, prose = [], 0, False
    if words:
        yield document


def _declared(texts: Sequence[str]) -> int:
    counts = [match for text in texts if len(text) < 80 and (match := _COUNTED.fullmatch(text))]
    return max((int(match[2] or match[4]) for match in counts), default=0)


def _label_of(text: str) -> tuple[str, str]:
    """The label with which a line opens, in small letters, and what it says."""
    match = _LABEL.match(text[:2000])
    if not match:
        return "", ""
    label, labels = match[1].casefold(), load_labels()
    if label not in labels.head and label not in labels.tail:
        return "", ""
    return label, text[match.end(1) + 1 :].strip()


def opens_with_label(line: str) -> bool:
    """Whether a line opens with a label or code of a press database."""
    return bool(_label_of(line)[0]) or line[:3].rstrip() in load_labels().factiva


def _piece(lines: list[str]) -> Piece:
    coded = _coded(lines)
    if coded:
        return coded
    if any(_FACTIVA_END.fullmatch(line[:80]) for line in lines[-3:]):
        return _counted(lines) or _bare(lines)
    return _labelled(lines) or _bare(lines)


def _bare(lines: list[str]) -> Piece:
    """A document without labels: all but its separators is text."""
    own = [line for line in lines if is_separator(line)]
    return Piece(tuple(line for line in lines if not is_separator(line)), below=_said(own))


def is_separator(line: str) -> bool:
    """Whether a line parts the documents of a press database's export."""
    line = line[:80]
    return any(p.fullmatch(line) for p in (_COUNTED, _END, _FACTIVA_END, _RULE))


def _said(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain for line in lines if n_words(plain := plain_block(line)))


def _coded(lines: list[str]) -> Piece | None:
    """A document with Factiva's codes, each before its value or on a line of its own."""
    codes = load_labels().factiva
    pattern = re.compile(rf"\s{{0,4}}({'|'.join(codes)})(?:[\s\t]{{2,}}|\t|\s*$| (?=\S))(.*)$")
    matches = {i: match for i, line in enumerate(lines) if (match := pattern.match(line[:4000]))}
    seen = {match[1] for match in matches.values()}
    if "HD" not in seen or len(seen) < 3:
        return None
    values: dict[str, list[str]] = {}
    above: list[str] = []
    code = ""
    for i, line in enumerate(lines):
        if match := matches.get(i):
            code, line = match[1], line[match.start(2) :]
        if _FACTIVA_END.fullmatch(line[:80]) or not code:
            above.append(line)
        else:
            values.setdefault(code, []).append(line)
    stated: dict[str, Fact] = {}
    texts: list[str] = []
    for code, said in values.items():
        name, value = codes[code], plain_block(" ".join(said))
        if name == "text":
            texts += [*said, ""]
        elif name and value:
            _state(stated, name, value, f"press database, “{code}”", f"{code} {value}")
        if name not in ("text", "title") and value:
            above.append(f"{code} {value}")
    return Piece(tuple(texts), stated, (), _said(above)) if _said(texts) else None


def _counted(lines: list[str]) -> Piece | None:
    """A document as Factiva shows it without codes: title, writer, words, day, outlet, text."""
    said = [i for i, line in enumerate(lines) if plain_block(line)]
    at = next((n for n, i in enumerate(said[:_HEAD_LINES]) if _COUNT.fullmatch(lines[i])), None)
    if not at:
        return None
    stated: dict[str, Fact] = {}
    heads = [plain_block(lines[i]) for i in said[:at]]
    bylines = [head for head in heads if mark(head).kind == "byline"]
    titles = [head for head in heads if head not in bylines]
    if titles:
        title = max(titles, key=len)
        _state(stated, "title", title, "press database, above the count of words", title)
    if bylines:
        _state(stated, "byline", bylines[0], "press database, above the count of words", bylines[0])
    start = at + 1
    for n in range(at + 1, min(at + 9, len(said))):
        line = plain_block(lines[said[n]])
        if mark(line).kind == "prose":
            break
        start = n + 1
        if _RIGHTS.match(line):
            break
        clue = "press database, under the count of words"
        if days_in(line):
            _state(stated, "date", line, clue, line)
        elif "date" in stated and not _HOUR.fullmatch(line) and not _CODE.fullmatch(line):
            name = "outlet" if "outlet" not in stated else "language"
            _state(stated, name, line, clue, line)
    first = said[start] if start < len(said) else len(lines)
    above = [
        line for line in lines[:first] if plain_block(line) != (stated.get("title") or Fact()).value
    ]
    texts = [line for line in lines[first:] if not is_separator(line)]
    below = [line for line in lines[first:] if is_separator(line)]
    return Piece(tuple(texts), stated, _said(above), _said(below)) if _said(texts) else None


def _labelled(lines: list[str]) -> Piece | None:
    """A document with labels such as "BYLINE:" above its text and "LOAD-DATE:" below it."""
    labels = load_labels()
    heads = {i: _label_of(line) for i, line in enumerate(lines)}
    body = next((i for i, line in enumerate(lines) if _starts_body(line, heads[i][0])), None)
    tops = [i for i, (label, _) in heads.items() if label in labels.head]
    if body is None and not tops:
        return None
    start = body if body is not None else _last_of_head(tops, lines)
    after = [
        i for i, (label, _) in heads.items()
        if i > start and (label in labels.tail or _ends_body(lines[i]))
    ]  # fmt: skip
    end = min(after, default=len(lines))
    stated: dict[str, Fact] = {}
    deck: list[str] = []
    used: set[int] = set()
    for i, (label, value) in heads.items():
        if not label or start < i < end:
            continue
        name = labels.head.get(label) or labels.tail.get(label) or ""
        value, span = _continued(value, i, lines) if name in ("title", "deck") else (value, [i])
        if name == "deck":
            deck = [value]
            used.update(span)
        elif name and name != "text" and value:
            _state(
                stated,
                name,
                value,
                f"press database, “{lines[i].partition(':')[0].strip()}”",
                value,
            )
            used.update(span if name == "title" else [])
    first = min([i for i in tops if i <= start] + [start])
    used |= _top(lines[:first], stated)
    inline = heads[start][1] if heads[start][0] in ("body", "full text") else ""
    texts = [*deck, *([inline] if inline else []), *lines[start + 1 : end]]
    above = [lines[i] for i in range(start + 1) if i not in used and not (i == start and inline)]
    return Piece(tuple(texts), stated, _said(above), _said(lines[end:])) if _said(texts) else None


def _starts_body(line: str, label: str) -> bool:
    return label in ("body", "full text") or bool(_BODY.fullmatch(line[:80]))


def _ends_body(line: str) -> bool:
    return len(line) < 80 and (bool(_AFTER.fullmatch(line)) or is_separator(line))


def _last_of_head(tops: Sequence[int], lines: Sequence[str]) -> int:
    """The last of the labels above a text: after it comes prose and no label near it."""
    last = tops[0]
    for i in tops[1:]:
        if any(mark(t).kind == "prose" for line in lines[last + 1 : i] if (t := plain_block(line))):
            break
        last = i
    return last


def _continued(value: str, at: int, lines: Sequence[str]) -> tuple[str, list[int]]:
    """A value that runs over several wrapped lines, up to the next empty line or label."""
    span = [at]
    if not 40 <= len(lines[at]) <= 120:
        return value, span
    for i in range(at + 1, min(at + 4, len(lines))):
        if not lines[i].strip() or _label_of(lines[i])[0] or len(lines[i]) > 120:
            break
        value = f"{value} {lines[i].strip()}"
        span.append(i)
    return value, span


def _top(lines: Sequence[str], stated: dict[str, Fact]) -> set[int]:
    """State the title, outlet and day of a document's top; the place of the title's lines.

    Older exports have the outlet, the day, then the title; newer ones title, outlet, day.
    """
    said = [i for i, line in enumerate(lines) if _said([line]) and not is_separator(line)]
    said = [i for i in said if not _RIGHTS.match(lines[i])]
    plain = {i: plain_block(lines[i]) for i in said}
    day = next((i for i in reversed(said) if n_words(plain[i]) <= 12 and days_in(plain[i])), None)
    if day is None:
        return set()
    clue = "press database, top of the document"
    _state(stated, "date", plain[day], clue, plain[day])
    above, below = [i for i in said if i < day], [i for i in said if i > day]
    if below or (above and load_outlets().named(plain[above[0]])):
        outlet, titles = above[:1], below
    else:
        outlet, titles = above[-1:], above[-2:-1]
    if outlet:
        _state(stated, "outlet", plain[outlet[0]], clue, plain[outlet[0]])
    if titles and "title" not in stated:
        titles = [i for i in titles if i < titles[0] + 3]
        title = " ".join(plain[i] for i in titles)
        _state(stated, "title", title, clue, title)
        return set(titles)
    return set()


def _state(stated: dict[str, Fact], name: str, value: str, clue: str, quote: str) -> None:
    value = plain_block(value)[:1000]
    if name == "byline":
        value = byline_name(value) or value
    if name == "date":
        days = days_in(value[:80])
        value = (days[0].iso or "") if days else ""
    if value and name not in stated:
        stated[name] = Fact(value, clue, plain_block(quote)[:1000], "certain")
