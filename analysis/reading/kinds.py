"""What kind of file some bytes are, whatever their name says; of text the name decides."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from analysis.reading.archive import is_zip, names_in

Kind = Literal[
    "text", "markdown", "page", "mhtml", "csv", "json", "jsonl", "xlsx", "xls", "page table",
    "feed", "docx", "rtf", "pdf", "zip", "unreadable",
]  # fmt: skip

BY_SUFFIX: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".eml": "mhtml",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".rss": "feed",
    ".atom": "feed",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".docx": "docx",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".zip": "zip",
}
"""Files of these names are of these kinds where their content does not say otherwise."""

OTHER_OFFICE = (
    ("odt", "an OpenDocument text", "Save it as .docx or PDF."),
    ("ods", "an OpenDocument sheet", "Save it as .xlsx or CSV."),
    ("epub", "an e-book", "Save its text as .txt or HTML."),
    ("hwpx", "a Hangul document", "Save it as .docx or PDF."),
    ("pptx", "a PowerPoint presentation", "Save it as PDF."),
    ("xlsb", "a binary Excel workbook", "Save it as .xlsx or CSV."),
    ("doc", "an old Word document", "Save it as .docx or PDF."),
    ("hwp", "a Hangul document", "Save it as .docx or PDF."),
    ("msg", "an Outlook message", "Save it as HTML or text."),
    ("locked", "an office document locked with a password", "Save it without the password."),
    ("ppt", "a PowerPoint presentation", "Save it as PDF."),
    ("ole", "an old office document", "Save it as .docx, .xlsx or PDF."),
)
"""Documents that are known and not read: a short name, what each is, and the remedy."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("Workbook", "xls"),
    ("WordDocument", "doc"),
    ("HwpSummaryInformation", "hwp"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("Book", "xls"),
)
"""Names of the streams by which the old container's documents are told apart ([MS-CFB])."""
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("META-INF/container.xml", "epub"),
    ("Contents/header.xml", "hwpx"),
    ("Contents/content.hpf", "hwpx"),
)
_HEADERS = re.compile(r"\A\s*(?:[A-Za-z][\w-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_MIME = re.compile(r"^(?:MIME-Version:\s*1\.0|Content-Type:\s*multipart/)", re.I | re.MULTILINE)
_XML_ROOT = re.compile(
    r"\A(?>(?>\s+|<!--.{0,2000}?-->|<\?[^>]{0,300}\?>|<!DOCTYPE[^>\[]{0,300}>)*)"
    r"<(?:\w{1,20}:)?(\w{1,40})",
    re.DOTALL,
)


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file: one of ``Kind``, or a short name of ``OTHER_OFFICE``.

    >>> kind_of(b"%PDF-1.7", "notes.txt"), kind_of(b"Talks ended.", "notes.txt")
    ('pdf', 'text')
    """
    named = BY_SUFFIX.get(PurePath(name).suffix.casefold(), "text")
    if data[:1024].lstrip().startswith(b"%PDF-") or (named == "pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if is_zip(data):
        return _zip_kind(data)
    if data.startswith(_OLE):
        found = (kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data)
        return next(found, "ole")
    head = _head(data)
    if head.startswith("{\\rtf"):
        return "rtf"
    root = _root(head)
    if root in ("rss", "feed", "rdf"):
        return "feed"
    if root == "html":
        return "page table" if named in ("xls", "xlsx") else "page"
    if named == "xls" and root == "table":
        return "page table"
    if (match := _HEADERS.match(head)) and _MIME.search(match[0]):
        return "mhtml"
    if named in ("text", "xls", "xlsx", "docx", "rtf", "pdf", "zip", "mhtml"):
        return _text_kind(head, named)
    return named


def _text_kind(head: str, named: Kind) -> Kind:
    """The kind of a text that is called otherwise, or nothing."""
    if re.match(r"\s*(?:\{\s*\"|\[\s*\{\s*\")", head):
        return "json"
    if named in ("xls", "xlsx"):
        return "csv"
    return "text"


def _head(data: bytes) -> str:
    """The beginning of a text, well enough to tell its kind."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:8192].decode("utf-16", "replace").lstrip("\ufeff")
    return data[:8192].removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()


def _root(head: str) -> str:
    match = _XML_ROOT.match(head)
    return match[1].casefold() if match else ""


def _zip_kind(data: bytes) -> str:
    names = names_in(data)
    for part, kind in _PARTS:
        if part in names:
            return kind
    if "mimetype" in names and "content.xml" in names:
        start = data[:200]
        return "ods" if b"spreadsheet" in start else "odt"
    return "zip"
