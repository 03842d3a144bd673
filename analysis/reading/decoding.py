"""Text from bytes of unknown encoding; bytes that are no text are refused with a remedy."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from analysis.errors import StanceError
from analysis.reading.scripts import DOUBTFUL, naturalness

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
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w.:-]{3,30})"
    rb"|\A\s*<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{3,30})[\"']",
    re.IGNORECASE,
)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""Encodings that browsers read as their larger relatives (WHATWG Encoding Standard, 4.2)."""
_KOREAN = frozenset(["ks_c_5601-1987", "x-windows-949", "windows-949", "ksc5601"])
_LEGACY = (
    "cp949", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp1252", "mac_roman", "cp1251", "cp1250",
    "iso8859_2",
)  # fmt: skip
"""By preference where two read a text alike."""
_UNDEFINED = {number: chr(number) for number in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_SAMPLE = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(r"[^\W\d_]")
_SAVE_AS_TEXT = "Save it as UTF-8 text (.txt), HTML, CSV or JSON."


def decode(data: bytes, *, where: str) -> str:
    """The text of ``data``, whatever its encoding; raises StanceError where it is not text.

    In order: a byte order mark, UTF-16 by its zero bytes, valid UTF-8, the encoding that a page
    declares, the older encoding whose reading is most like writing. What a damaged file no longer
    tells is left out, never replaced by a sign.
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
            return _salvaged(data[len(mark) :], encoding)
    if wide := _wide(data):
        return _salvaged(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return _mailed(data) or text if "\x1b" in text else text


def _salvaged(data: bytes, encoding: str) -> str:
    """The text of ``data`` without the bytes that stand for nothing in ``encoding``."""
    return data.decode(encoding, errors="ignore")


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: even of Korean or Japanese, spaces and line ends hold a zero."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    ranked = {name: naturalness(_salvaged(sample, name)) for name in ("utf-16-le", "utf-16-be")}
    best = max(ranked, key=lambda name: ranked[name])
    return best if ranked[best] >= 0.8 else None


def _mailed(data: bytes) -> str | None:
    """Japanese in the seven bits of mail, which is valid ASCII."""
    if b"\x1b$" not in data:
        return None
    try:
        return data.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return None


def _legacy(data: bytes) -> str | None:
    sample = _sample(data)
    if name := _declared(data):
        text = _read_as(sample, name)
        if text is not None and naturalness(text) >= DOUBTFUL:
            return _whole(data, name)
    if len(_HIGH.findall(_salvaged(sample, "utf-8").encode())) > 3 * _n_invalid(sample):
        return _patched(data)
    ranked = {}
    for name in _LEGACY:
        text = _read_as(sample, name)
        if text is not None:
            ranked[name] = naturalness(text)
    best = max(ranked, key=lambda name: ranked[name], default="")
    if best and ranked[best] >= DOUBTFUL:
        return _whole(data, best)
    guess = from_bytes(sample).best()
    if guess is not None and naturalness(str(guess)) > 0:
        return _whole(data, guess.encoding)
    few = len(_HIGH.findall(sample)) < 0.1 * len(sample)
    return _whole(data, "cp1252") if few else None


def _sample(data: bytes) -> bytes:
    """The start of ``data`` and what follows the first bytes that are no ASCII."""
    first = _HIGH.search(data)
    start = max(first.start() - 200, 0) if first else 0
    return data[start : start + _SAMPLE]


def _declared(data: bytes) -> str | None:
    """The encoding that a page or XML document names at its head, in Python's spelling."""
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii", "ignore").casefold()
    try:
        name = codecs.lookup("cp949" if label in _KOREAN else label.removeprefix("x-")).name
    except LookupError:
        return None
    return _WIDER.get(name, name)


def _read_as(sample: bytes, name: str) -> str | None:
    """The sample in an encoding, None where more than a few of its bytes mean nothing there."""
    try:
        return _western(sample) if name == "cp1252" else sample[:-3].decode(name)
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        text = sample.decode(name, errors="replace")
    except LookupError:
        return None
    lost = text.count("\ufffd") - (sample.count(b"\xef\xbf\xbd") if name == "utf-8" else 0)
    return None if lost > 2 + len(text) // 400 else text


def _western(data: bytes) -> str:
    """Windows-1252 as browsers read it, with its five holes as the control characters there."""
    return data.decode("cp1252", errors="surrogateescape").translate(
        {0xDC00 + number: control for number, control in _UNDEFINED.items()}
    )


def _whole(data: bytes, name: str) -> str:
    return _western(data) if name == "cp1252" else _salvaged(data, name)


def _n_invalid(sample: bytes) -> int:
    """How many bytes of the sample are no UTF-8, its cut end set aside."""
    return len(re.findall("[\udc80-\udcff]", sample[:-3].decode("utf-8", "surrogateescape")))


def _patched(data: bytes) -> str:
    """UTF-8 with bytes of Windows-1252 in between, as where two sources were put together."""
    text = data.decode("utf-8", errors="surrogateescape")
    cut = len(text.rstrip("".join(map(chr, range(0xDC80, 0xDD00)))))
    return re.sub(
        "[\udc80-\udcff]",
        lambda match: _western(bytes([ord(match[0]) - 0xDC00])),
        text[: max(cut, len(text) - 3)] if len(text) - cut <= 3 else text,
    )


_WESTERN_HIGH = re.compile(r"[\u0080-\u00ff\u0152-\u0178\u2013-\u203a\u20ac\u2122]")


def unscrambled(text: str) -> str:
    """The text with letters restored that an earlier program read in a wrong encoding.

    >>> unscrambled("Itâ€™s a cafÃ©")
    'It’s a café'
    """
    if text.isascii():
        return text
    from ftfy import badness, fix_encoding

    if not badness.is_bad(text):
        return _korean(text)
    lines = text.split("\n")
    for at, line in enumerate(lines):
        mended = _korean(line)
        if mended == line and badness.is_bad(line):
            fixed = fix_encoding(line)
            mended = fixed if fixed.count("\ufffd") <= line.count("\ufffd") else line
        lines[at] = mended
    return "\n".join(lines)


def _korean(text: str) -> str:
    """Korean that was read as Windows-1252, which looks like capitals with accents."""
    if text.isascii():
        return text
    high = len(_WESTERN_HIGH.findall(text))
    if high < 8 or high < 0.5 * len(text):
        return text
    try:
        bare = text.encode("cp1252").decode("cp949")
    except UnicodeError:
        return text
    return bare if naturalness(bare) >= 0.9 else text
