"""What lies in a ZIP archive, unpacked in memory within limits; nothing is ever written."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.errors import StanceError
from analysis.reading.decoding import MAX_BYTES
from analysis.records import Rejected

MAX_MEMBERS = 20_000
"""Ten years of a daily's stories on one topic, and few enough to list."""
MAX_UNPACKED = 256 * 2**20
"""Four times the largest single file; all of an archive together, with the archives in it."""
MAX_RATIO = 200
"""Text shrinks to a tenth or, in sheets, a hundredth; a bomb to a thousandth (deflate: 1,032)."""
_SMALL = 2**20
"""A member of less can do no harm, however well it shrank."""
_REMEDY = "Unpack it and give the files."
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile raises of broken, encrypted (RuntimeError) or unknown (NotImplementedError) data."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, which is shown and never used as a path; its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class Budget:
    """What an archive and those within it may still unpack to."""

    files: int = MAX_MEMBERS
    size: int = MAX_UNPACKED


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as an archive does, be it whole or broken, full or empty."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def names_in(data: bytes) -> frozenset[str]:
    """The names in an archive's list; none where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except _DAMAGED:
        return frozenset()


def members(
    data: bytes, where: str, budget: Budget, *, hidden: bool = False
) -> Iterator[Member | Rejected]:
    """Every file of an archive, one at a time; raises StanceError where it cannot be opened.

    Limits are on what comes out, for what an archive says of itself may be untrue. ``hidden``
    takes in files whose names begin with a dot.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise StanceError(where, f"the archive is damaged ({error})"[:200], _REMEDY) from error
    with archive:
        infos = [i for i in archive.infolist() if not i.is_dir() and (hidden or not _is_hidden(i))]
        if not infos:
            raise StanceError(where, "the archive holds no files", "Put articles in it.")
        for number, info in enumerate(infos):
            if budget.files <= 0 or budget.size <= 0:
                what = f"{MAX_MEMBERS:,} files" if budget.files <= 0 else _mib(MAX_UNPACKED)
                rest = f"{where}, the last {len(infos) - number:,} of its files"
                yield Rejected(rest, f"the archive unpacks to more than {what}", _REMEDY)
                return
            budget.files -= 1
            yield _member(archive, info, where, budget)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, budget: Budget
) -> Member | Rejected:
    name = readable_name(info)
    most = min(MAX_BYTES, budget.size, max(_SMALL, info.compress_size * MAX_RATIO))
    try:
        with archive.open(info) as file:
            content = file.read(most + 1)
    except _DAMAGED as error:
        return Rejected(f"{where}/{name}", _why(info, error), _REMEDY)
    budget.size -= len(content)
    if len(content) <= most:
        return Member(name, content)
    if most in (MAX_BYTES, budget.size + len(content)):
        reason = f"it unpacks to more than {_mib(most)}"
    else:
        reason = f"it unpacks to more than {MAX_RATIO} times its size, as an archive bomb does"
    return Rejected(f"{where}/{name}", reason, "If you trust it, unpack it and give the files.")


def _mib(size: int) -> str:
    return f"{size // 2**20} MiB"


def checked_office(data: bytes, where: str) -> bytes:
    """The bytes of a Word or Excel file that is safe to hand to its library.

    Raises StanceError where it is damaged, too large unpacked, or declares XML entities, which no
    office program writes.
    """
    remedy = "Save the document anew, or save it as text."
    for member in members(data, where, Budget(), hidden=True):
        if isinstance(member, Rejected):
            raise StanceError(where, f"the document is damaged: {member.reason}"[:300], remedy)
        head = member.data[:20_000].replace(b"\0", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise StanceError(where, "its XML declares entities, as no office file does", remedy)
    return data


def readable_name(info: zipfile.ZipInfo) -> str:
    """A member's name; one written by a Korean or Japanese Windows is in that system's encoding."""
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in ("utf-8", "cp949", "shift_jis"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _is_hidden(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    return parts[0] == "__MACOSX" or any(p.startswith(".") and p.strip(".") for p in parts)


def _why(info: zipfile.ZipInfo, error: BaseException) -> str:
    if info.flag_bits & 0x1:
        return "it is locked with a password"
    return f"it is damaged ({error})"[:200]
