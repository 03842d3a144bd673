"""Mutated inputs of every format: what crashes the reader, and what makes it slow.

Run as ``python -m tests.reading.fuzz -n 10000 --seed 0``. Exit code 1 where anything crashed.
"""

from __future__ import annotations

import argparse
import io
import random
import struct
import sys
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.reading.sources import read_blobs
from tests.reading.samples import samples, zipped

SLOW = 5.0
"""Seconds of processor time for an input of a few kilobytes; whole ones take a tenth."""
ODD = (
    b"\x00", b"\xff" * 9, b"<", b">", b"&#x110000;", b"\\u0", b"{" * 40, b"[" * 400, b"(" * 40,
    b'"', b"\n", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"99999999999999999999", b"-1", b"0",
    b"%PDF-1.4\n", b"PK\x03\x04", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"=1+1", b"\r", b"\t",
    b"Document 1 of 2\n", b"End of Document\n", b"=====\n", b"charset=utf-7", b"NaN", b"1e999",
)  # fmt: skip
"""Pieces that have broken readers: ends of strings, nesting, numbers, marks of other formats."""

BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError, struct.error,
)  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


@dataclass(slots=True)
class Found:
    """What a run came upon: how many inputs of each outcome, and each crash and slow input."""

    outcomes: Counter[str] = field(default_factory=Counter)
    crashes: list[tuple[str, str]] = field(default_factory=list)
    slow: list[tuple[str, float]] = field(default_factory=list)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed."""
    mutable = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        mutable[chance.randrange(len(mutable))] = chance.randrange(256)
    return bytes(mutable)


def truncated(data: bytes, chance: random.Random) -> bytes:
    """The end, or the beginning, cut off."""
    at = chance.randrange(len(data))
    return data[:at] if chance.random() < 0.8 else data[at:]


def spliced(data: bytes, chance: random.Random) -> bytes:
    """A part of another sample put in place of a part of this one."""
    other = chance.choice(sorted(samples().values()))
    a, b = sorted(chance.randrange(len(data)) for _ in "ab")
    c, d = sorted(chance.randrange(len(other)) for _ in "cd")
    return data[:a] + other[c : min(d, c + 4000)] + data[b:]


def strewn(data: bytes, chance: random.Random) -> bytes:
    """Odd pieces put in."""
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(ODD) * chance.choice((1, 1, 1, 50)) + data[at:]
    return data


def repeated(data: bytes, chance: random.Random) -> bytes:
    """A part of it many times over."""
    a = chance.randrange(len(data))
    part = data[a : a + chance.choice((1, 10, 100))]
    return data[:a] + part * chance.choice((3, 100, 1000)) + data[a:]


def inside(data: bytes, chance: random.Random) -> bytes:
    """A member of an archive or office file changed, and the archive made whole again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except BROKEN_ARCHIVE:
        return strewn(data, chance)
    if not any(files.values()):
        return strewn(data, chance)
    name = chance.choice(sorted(name for name in files if files[name]))
    if chance.random() < 0.1:
        del files[name]
    else:
        change = chance.choice((flipped, truncated, strewn, repeated, spliced))
        files[name] = change(files[name], chance)
    return zipped(files)


def nested(data: bytes, chance: random.Random) -> bytes:
    """It and a broken sibling in an archive, perhaps in another."""
    name = chance.choice(sorted(samples()))
    files = {f"../{name}": data, "b/" + name: truncated(data, chance), "sources.csv": data[:300]}
    packed = zipped(files)
    return zipped({"in.zip": packed}) if chance.random() < 0.3 else packed


MUTATIONS: tuple[Mutation, ...] = (
    flipped, truncated, spliced, strewn, repeated, inside, inside, nested,
)  # fmt: skip


def inputs(number: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Mutated samples: how each was made, its name, its bytes."""
    names = sorted(samples())
    for at in range(number):
        chance = random.Random(f"{seed}/{at}")
        name = names[at % len(names)]
        data = samples()[name]
        steps = []
        for _ in range(chance.choice((1, 1, 2))):
            change = chance.choice(MUTATIONS)
            steps.append(change.__name__)
            data = change(data, chance) or b" "
        shown = chance.choice(names) if chance.random() < 0.1 else name
        yield f"seed {seed}, input {at}: {name} {'+'.join(steps)} as {shown}", shown, data


def run(number: int, seed: int, *, keep: Path | None = None, loud: bool = False) -> Found:
    """Read ``number`` mutated inputs; those that crash or are slow are kept in the folder."""
    found = Found()
    for at, (made, name, data) in enumerate(inputs(number, seed)):
        start = time.process_time()
        try:
            reading = read_blobs([(name, data)])
        except BaseException as error:  # The one place to learn of every kind of failure.
            if isinstance(error, KeyboardInterrupt):
                raise
            found.crashes.append((made, traceback.format_exc()))
            _keep(keep, f"crash-{seed}-{at}-{name}", data)
            continue
        seconds = time.process_time() - start
        if seconds > SLOW:
            found.slow.append((made, seconds))
            _keep(keep, f"slow-{seed}-{at}-{name}", data)
        if reading.articles and reading.rejected:
            found.outcomes["read in part"] += 1
        elif reading.articles:
            found.outcomes["read"] += 1
        else:
            found.outcomes["rejected" if reading.rejected else "neither read nor rejected"] += 1
        if loud and at and at % 500 == 0:
            print(f"{at}: {len(found.crashes)} crashes, {len(found.slow)} slow", flush=True)
    return found


def _keep(folder: Path | None, name: str, data: bytes) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def main() -> int:
    """Run as the command line says and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10_000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for what crashes or is slow")
    arguments = parser.parse_args()
    found = run(arguments.n, arguments.seed, keep=arguments.keep, loud=True)
    kinds = Counter(trace.strip().splitlines()[-1][:160] for _, trace in found.crashes)
    for kind, count in kinds.most_common():
        print(f"{count:6} {kind}")
    for made, trace in found.crashes[:20]:
        print(made, trace, sep="\n")
    for made, seconds in found.slow:
        print(f"slow: {seconds:.1f} s, {made}")
    print(f"{arguments.n} inputs: {len(found.crashes)} crashes, {len(found.slow)} slow")
    print(", ".join(f"{count} {outcome}" for outcome, count in found.outcomes.most_common()))
    return 1 if found.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
