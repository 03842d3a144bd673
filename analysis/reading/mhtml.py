"""Drafts of articles from pages saved whole (MHTML) and from e-mail messages."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from itertools import islice

from analysis.errors import StanceError
from analysis.reading.articles import Draft
from analysis.reading.bundles import text_drafts
from analysis.reading.decoding import decode
from analysis.reading.webpage import read_page
from analysis.records import Fact, Rejected

_REMEDY = "Save the page as HTML, or paste its text."
_MOST_PARTS = 5_000
"""A saved page has as many parts as pictures and scripts: hundreds."""


def read_mhtml(data: bytes, where: str) -> Iterator[Draft | Rejected]:
    """The article of a saved page, or of a message's page or text; its parts are not fetched."""
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        parts = list(islice(message.walk(), _MOST_PARTS))
    except RecursionError as error:
        raise StanceError(where, "its parts lie too deep within parts", _REMEDY) from error
    page = text = None
    for part in parts:
        kind = part.get_content_type()
        if kind in ("text/html", "application/xhtml+xml") and page is None:
            page = part
        elif kind == "text/plain" and text is None:
            text = part
    if page is not None:
        address = _address(message, page)
        for draft in read_page(_content(page), where):
            if isinstance(draft, Draft) and address and "url" not in draft.stated:
                fact = Fact(address, "the saved page's address", address, "certain")
                yield replace(draft, stated={**draft.stated, "url": fact})
            else:
                yield draft
    elif text is not None and (content := _content(text)).strip():
        yield from text_drafts(decode(content, where=where), where)
    else:
        raise StanceError(where, "it holds no page and no text", _REMEDY)


def _content(part: Message) -> bytes:
    """The bytes of a part; an encoding that its head alone declares is handed on as UTF-8."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_param("charset")
    if isinstance(charset, str) and not re.search(rb"charset", content[:4096], re.IGNORECASE):
        try:
            return content.decode(charset).encode("utf-8")
        except (LookupError, UnicodeError):
            return content
    return content


def _address(message: Message, page: Message) -> str:
    for part, name in (
        (message, "Snapshot-Content-Location"),
        (page, "Content-Location"),
        (message, "Content-Location"),
    ):
        value = str(part.get(name, "")).strip()
        if value.startswith(("http://", "https://")):
            return "".join(value.split())[:1000]
    return ""
