"""Drafts of the articles in Word files (.docx) and in rich text (.rtf)."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from lxml import etree

from analysis.errors import StanceError
from analysis.reading.archive import checked_office
from analysis.reading.articles import Draft
from analysis.reading.bundles import block_drafts, text_drafts
from analysis.reading.cuts import Line, plain_block
from analysis.reading.lines import Mark, n_words
from analysis.records import Rejected

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_ASIDE = frozenset([f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}txbxContent", f"{_MC}Fallback"])
"""What is no text of the paragraph: its form, deletions, text boxes (paragraphs of their own)."""
_REMEDY = "Open it in a word processor and save it anew, or save it as text."
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OSError,
    BadZipFile, etree.Error,
)  # fmt: skip
"""What python-docx lets through of files that are not as the standard has them."""
_MOST_FONTS = 200_000
"""A font takes a hundred characters; a document has some dozens of them."""
MAX_RTF = 16 * 2**20
"""A thousand articles without pictures; the library for rich text copies it several times."""


def read_docx(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article or articles of a Word file; heads and feet of its pages are furniture."""
    import docx
    from docx.exceptions import PythonDocxError
    from docx.oxml.exceptions import XmlchemyError

    checked_office(data, where)
    try:
        document = docx.Document(io.BytesIO(data))
        titles = {s.style_id for s in document.styles if s.name in ("Title", "Heading 1")}
        texts: list[str] = []
        breaks: list[int] = []
        for element, block in _blocks(document.element.body):
            if _may_start(element, titles):
                breaks.append(len(texts))
            texts += block.split("\n")
        furniture = _furniture(document)
    except (PythonDocxError, XmlchemyError, *_BROKEN) as error:
        raise StanceError(where, f"the document is damaged ({error})"[:200], _REMEDY) from error
    drafts = block_drafts(texts, where, furniture, breaks=breaks)
    if not drafts:
        raise StanceError(where, "it holds no text", "If it is a picture, paste its text.")
    yield from drafts


def _blocks(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every paragraph with its text; of a table each row, its cells apart by a tab."""
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        if any(parent.tag in (f"{_MC}Fallback", f"{_W}del") for parent in element.iterancestors()):
            continue
        in_row = next(element.iterancestors(f"{_W}tr"), None) is not None
        if element.tag == f"{_W}p" and not in_row:
            yield element, _text(element)
        elif element.tag == f"{_W}tr" and not in_row:
            cells = [
                "\n".join(_text(p) for p in cell.iter(f"{_W}p"))
                for cell in element.iterchildren(f"{_W}tc")
            ]
            yield element, "\t".join(cells)


def _may_start(element: etree._Element, titles: Collection[str]) -> bool:
    """Whether a paragraph is a title by its style, or stands on top of a page by a hard break."""
    if element.tag != f"{_W}p":
        return False
    before = element.getprevious()
    broken = (element, f"{_W}pageBreakBefore"), (before, f"{_W}br"), (element, f"{_W}br")
    for where, tag in broken:
        for found in where.iter(tag) if where is not None else ():
            if tag.endswith("pageBreakBefore") or found.get(f"{_W}type") == "page":
                return True
    style = element.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") in titles


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(_BREAKS[element.tag])
        waiting += [child for child in reversed(element) if child.tag not in _ASIDE]
    return "".join(parts)


def _furniture(document: Document) -> list[Line]:
    texts: dict[str, None] = {}
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header):
            if not part.is_linked_to_previous:
                texts |= dict.fromkeys(plain_block(text) for _, text in _blocks(part._element))
    mark = Mark("furniture", "page line: at the edge of the document's pages")
    return [Line(text, mark) for text in texts if n_words(text)]


def read_rtf(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article or articles of a rich text, as Factiva and Nexis deliver them."""
    from striprtf import striprtf

    if len(data) > MAX_RTF:
        size = f"it is a rich text larger than {MAX_RTF // 2**20} MiB"
        raise StanceError(where, size, "Split it, or save it as .docx.")
    marked = _bounded(data.lstrip().decode("latin-1"))
    if len(striprtf.font_table_group(marked)) > _MOST_FONTS:
        raise StanceError(where, "the rich text is damaged: its fonts have no end", _REMEDY)
    try:
        text = str(striprtf.rtf_to_text(marked, errors="replace"))
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
        raise StanceError(where, f"the rich text is damaged ({error})"[:200], _REMEDY) from error
    drafts = text_drafts(_without_bars(text.split("\n")), where)
    if not drafts:
        raise StanceError(where, "it holds no text", "If it is a picture, paste its text.")
    yield from drafts


def _bounded(text: str) -> str:
    """Rich text on which the library's patterns do bounded work; its meaning is the same.

    They look for fonts and for links as far as a line goes, and line ends mean nothing in rich
    text. A link's address is left out; its words stay.
    """
    text = re.sub(r"(?=\\f\d|\{\\field)", "\n", text)
    return re.sub(r"(HYPERLINK)(?=\s\")", r"\1,", text, flags=re.IGNORECASE)


def _without_bars(lines: Sequence[str]) -> str:
    """The text without the bars that stand for the edges of a table's cells."""
    return "\n".join(
        re.sub(r"\|", "\t", line).rstrip() if line.endswith("|") else line for line in lines
    )
