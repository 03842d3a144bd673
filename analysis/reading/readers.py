"""Drafts of articles from bytes, by the kind of the file; one reader per kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.bundles import export_drafts, text_drafts
from analysis.reading.columns import ColumnGuess, joined_guess
from analysis.reading.decoding import MAX_BYTES, decode
from analysis.reading.feeds import read_feed
from analysis.reading.fragments import markup_blocks
from analysis.reading.json_records import json_lines_table, json_table
from analysis.reading.kinds import OTHER_OFFICE, kind_of
from analysis.reading.mhtml import read_mhtml
from analysis.reading.pdf import read_pdf
from analysis.reading.sheets import html_tables, xls_tables, xlsx_tables
from analysis.reading.table import Table, csv_table, guess, table_drafts
from analysis.reading.webpage import read_page
from analysis.reading.word import read_docx, read_rtf
from analysis.records import Fact, Rejected

Reader = Callable[[bytes, str], Iterator[Draft | Rejected]]
"""Takes the bytes and the name of a source; raises StanceError where nothing of it can be read."""
Tables = tuple[Sequence[Table], Sequence[Rejected]]

_EXPORT = re.compile(rb">\s*(?:End of Document|Document [A-Za-z]\w{8,35}|\d+ of \d+ DOCUMENTS)\s*<")
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n((?:[^\n]{0,500}\n){1,40}?)---[ \t]*\n")
_FIELD = re.compile(
    r"(title|date|outlet|source|publisher|author|byline|url|agency)\s*:\s*(.+)", re.I
)
_FIELD_NAMES = {"source": "outlet", "publisher": "outlet", "author": "byline"}
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((?:[^()\s]{1,500})(?:\s\"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500})(?<=\S)\1")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+")
_QUOTED = re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE)


def read_drafts(
    data: bytes, where: str, *, name: str, columns: Mapping[str, str] | None = None
) -> Iterator[Draft | Rejected]:
    """The articles of a file, whose kind its content tells, or else its ``name``.

    ``columns`` says which column of a table holds a field. Raises StanceError where nothing of the
    file can be read.
    """
    if len(data) > MAX_BYTES:
        size = f"it is larger than {MAX_BYTES // 2**20} MiB"
        raise StanceError(where, size, "Split it into smaller files.")
    kind = kind_of(data, name)
    if kind not in READERS and kind not in TABLES:
        what, remedy = next((w, r) for k, w, r in OTHER_OFFICE if k == kind)
        raise StanceError(where, f"it is {what}", remedy)
    found = False
    for draft in (
        READERS[kind](data, where) if kind in READERS else _rows(kind, data, where, columns)
    ):
        found = True
        yield draft
    if not found:
        raise StanceError(where, "it holds no text", "Give a file with the article's text.")


def _rows(
    kind: str, data: bytes, where: str, columns: Mapping[str, str] | None
) -> Iterator[Draft | Rejected]:
    tables, rejected = TABLES[kind](data, where)
    yield from rejected
    for table in tables:
        try:
            yield from table_drafts(table, columns)
        except StanceError as error:
            if len(tables) == 1:
                raise
            sheet = table.names[0].rpartition(", ")[0]
            yield Rejected(f"{where}, {sheet}", error.what, error.remedy)


def guess_columns(data: bytes, name: str, columns: Mapping[str, str] | None = None) -> ColumnGuess:
    """What the columns of a table are taken for, to be shown and corrected before it is read.

    ``columns`` are corrections so far. Empty where the file is no table or cannot be read.
    """
    kind = kind_of(data, name) if len(data) <= MAX_BYTES else ""
    if kind not in TABLES:
        return ColumnGuess()
    try:
        return joined_guess(guess(TABLES[kind](data, name)[0], columns))
    except StanceError:
        return ColumnGuess()


def pasted_drafts(text: str, name: str) -> list[Draft]:
    """The articles of a pasted text."""
    return text_drafts(text, name)


def read_text(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article or articles of a plain text."""
    yield from text_drafts(decode(data, where=where), where)


def read_web_page(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article of a web page, or those of a press database's export that is one."""
    if _EXPORT.search(data):
        yield from export_drafts(list(markup_blocks(decode(data, where=where))), where) or (
            read_page(data, where)
        )
    else:
        yield from read_page(data, where)


def read_markdown(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article or articles of a Markdown text; its front matter's fields count as stated."""
    text = decode(data, where=where).replace("\r\n", "\n")
    stated: dict[str, Fact] = {}
    if match := _FRONT_MATTER.match(text):
        for line in match[1].splitlines():
            if (found := _FIELD.match(line.strip())) and found[2].strip(" \"'"):
                name = found[1].casefold()
                value = found[2].strip(" \"'")
                fact = Fact(value, f"front matter, {name}", line, "certain")
                stated[_FIELD_NAMES.get(name, name)] = fact
        text = text[match.end() :]
    text = _QUOTED.sub("", _STRONG.sub(r"\2", _LINK.sub(r"\1", text)))
    yield from text_drafts(text, where, stated, heading=_HEADING)


def _tables(read: Callable[[bytes, str], list[Table]]) -> Callable[[bytes, str], Tables]:
    def tables(data: bytes, where: str) -> Tables:
        return read(data, where), ()

    return tables


def _one(
    read: Callable[[bytes, str], tuple[Table, list[Rejected]]],
) -> Callable[[bytes, str], Tables]:
    def tables(data: bytes, where: str) -> Tables:
        table, rejected = read(data, where)
        return [table] if table.rows else [], rejected

    return tables


READERS: Mapping[str, Reader] = {
    "text": read_text,
    "markdown": read_markdown,
    "page": read_web_page,
    "mhtml": read_mhtml,
    "feed": read_feed,
    "docx": read_docx,
    "rtf": read_rtf,
    "pdf": read_pdf,
}
TABLES: Mapping[str, Callable[[bytes, str], Tables]] = {
    "csv": _tables(csv_table),
    "xlsx": _tables(xlsx_tables),
    "xls": _tables(xls_tables),
    "page table": _tables(html_tables),
    "json": _one(json_table),
    "jsonl": _one(json_lines_table),
}
