"""Drafts of articles from bytes, by the kind of the file; one reader per kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from analysis.reading.articles import Draft
from analysis.reading.cuts import whole_lines
from analysis.reading.decoding import decode
from analysis.reading.table import read_json, read_json_lines, read_table
from analysis.reading.webpage import read_page
from analysis.records import Fact, Rejected

Reader = Callable[[bytes, str], Iterator[Draft | Rejected]]
"""Takes the bytes and the name of a source; raises StanceError where nothing of it can be read."""

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n((?:[^\n]{0,500}\n){1,40}?)---[ \t]*\n")
_FIELD = re.compile(
    r"(title|date|outlet|source|publisher|author|byline|url|agency)\s*:\s*(.+)", re.I
)
_FIELD_NAMES = {"source": "outlet", "publisher": "outlet", "author": "byline"}
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((?:[^()\s]{1,500})(?:\s\"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500})(?<=\S)\1")
_QUOTED = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)


def read_text(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The one article of a plain text; a page saved under a text's name is read as a page."""
    text = decode(data, where=where)
    if re.match(r"\s*<(?:!doctype html|html)\b", text[:200], re.IGNORECASE):
        yield from read_page(data, where)
        return
    yield Draft(where, tuple(whole_lines(text)))


def read_markdown(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The one article of a Markdown text; fields of its front matter count as stated."""
    text = decode(data, where=where).replace("\r\n", "\n")
    stated: dict[str, Fact] = {}
    if match := _FRONT_MATTER.match(text):
        for line in match[1].splitlines():
            if (found := _FIELD.match(line.strip())) and found[2].strip(" \"'"):
                name = found[1].casefold()
                value = found[2].strip(" \"'")
                stated[_FIELD_NAMES.get(name, name)] = Fact(value, f"front matter, {name}", line)
        text = text[match.end() :]
    text = _QUOTED.sub("", _STRONG.sub(r"\2", _LINK.sub(r"\1", text)))
    yield Draft(where, tuple(whole_lines(text)), stated)


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    "": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".csv": read_table,
    ".tsv": read_table,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}


def reader_of(name: str) -> Reader:
    """The reader of a file's kind; text where the kind is unknown, which refuses what is none."""
    return READERS.get(PurePath(name).suffix.casefold(), read_text)
