"""Text from bytes of unknown encoding; bytes that are no text are refused with a remedy."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from analysis.errors import StanceError

MAX_BYTES = 64 * 2**20
"""The largest input that is read, 64 MiB: some 10,000 articles."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CANDIDATES = ["cp949", "shift_jis", "euc_jp", "gb18030", "big5", "cp1252"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WORD = re.compile(r"[^\W\d_]")
_SAVE_AS_TEXT = "Save it as UTF-8 text (.txt), HTML, CSV or JSON."


def decode(data: bytes, *, where: str) -> str:
    """The text of ``data``, whatever its encoding; raises StanceError where it is not text.

    UTF-8, UTF-16 and UTF-32 are recognised by mark or by form; the older Korean, Japanese, Chinese
    and Western encodings by charset-normalizer.
    """
    if not data.strip():
        raise StanceError(where, "it is empty", "Give a file with the article's text.")
    if len(data) > MAX_BYTES:
        size = f"it is larger than {MAX_BYTES // 2**20} MiB"
        raise StanceError(where, size, "Split it into smaller files.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise StanceError(where, f"it is {kind}, not text", _SAVE_AS_TEXT)
    text = _decoded(data)
    if text is None:
        raise StanceError(where, "its encoding is not known", "Save it as UTF-8 text.")
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) * 0.02):
        raise StanceError(where, "it is binary data, not text", _SAVE_AS_TEXT)
    if not _WORD.search(text):
        raise StanceError(where, "it holds no words", "Give a file with the article's text.")
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if wide := _wide(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(data) - 3:
            return data.decode("utf-8", errors="replace")
    return _legacy(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: in Latin text every second byte is zero."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> str | None:
    sample = data if len(data) <= 500_000 else data[:500_000]
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    encodings = [best.encoding] if best else []
    if sum(byte >= 0x80 for byte in sample) < 0.1 * len(sample):
        encodings.append("cp1252")
    for encoding in encodings:
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= max(2, len(text) // 200):
            return text
    return None
