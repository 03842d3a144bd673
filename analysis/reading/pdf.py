"""Drafts of the articles in PDF files; what cannot be read of one is named, page by page."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.bundles import block_drafts
from analysis.reading.pdf_lines import PageLine, page_lines, paragraphs_of
from analysis.records import Rejected

MAX_PAGES = 2_000
"""Twice as many as a press database delivers in one file."""
MAX_CONTENT = 24 * 2**20
"""The drawing commands of a page of text are some 5 kB; pypdf reads about 1 MB of them a second."""
_LIMITS = {
    "zlib_maximum_output_length": 16_000_000,
    "lzw_maximum_output_length": 16_000_000,
    "run_length_maximum_output_length": 16_000_000,
    "array_based_stream_maximum_output_length": 16_000_000,
    "stream_decoding_work_maximum_length": 64_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
    "page_tree_maximum_page_entries": 200_000,
}
"""pypdf's own limits, set for text; its defaults leave room for pictures of print quality."""
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, ZeroDivisionError,
    AssertionError, RecursionError, NotImplementedError, LookupError, EOFError, OSError,
    struct.error, zlib.error,
)  # fmt: skip
"""What pypdf lets through of files that are not as the standard has them, beside its own errors."""
_SCAN = "Run text recognition (OCR) over it, or paste its text."
_ANEW = "Print it to PDF anew, or paste its text."

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # It warns of every oddity it mends.


def read_pdf(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article or articles of a PDF file; raises StanceError where it is locked or a scan."""
    from pypdf import apply_configuration, get_configuration

    with apply_configuration(get_configuration().with_overwrites(**_LIMITS)):
        pages, rejected = _pages(data, where)
    found = paragraphs_of(pages)
    if not found.paragraphs:
        raise StanceError(where, "it holds no text, only pictures of pages", _SCAN)
    yield from block_drafts(found.paragraphs, where, found.furniture, breaks=found.breaks)
    yield from rejected


def _pages(data: bytes, where: str) -> tuple[list[list[PageLine]], list[Rejected]]:
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    pages: list[list[PageLine]] = []
    bad: list[str] = []
    rejected: list[Rejected] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise StanceError(where, "it is locked with a password", "Save it without.")
        count, read = len(reader.pages), 0
        for number in range(count):
            if number >= MAX_PAGES or read > MAX_CONTENT:
                what = f"{where}, pages {number + 1} to {count}"
                rejected.append(Rejected(what, "the file is too large", "Split it."))
                break
            try:
                page = reader.pages[number]
                contents = page.get_contents()
                read += len(contents.get_data()) if contents is not None else 0
                pages.append(page_lines(page, number))
            except (PyPdfError, *_BROKEN):
                bad.append(str(number + 1))
    except DependencyError as error:
        raise StanceError(where, "it is locked", "Save it without a password.") from error
    except (PyPdfError, *_BROKEN) as error:
        raise StanceError(where, f"the PDF is damaged ({error})"[:200], _ANEW) from error
    if bad and not any(pages):
        raise StanceError(where, "the PDF is damaged: no page of it can be read", _ANEW)
    if bad:
        what = f"{where}, page {', '.join(bad[:20])}{'...' if len(bad) > 20 else ''}"
        rejected.append(Rejected(what, "the page is damaged", _ANEW))
    return pages, rejected
