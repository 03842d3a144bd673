"""Articles from files, folders, uploads, standard input and pasted text; a bad one stops nothing.

What cannot be read comes back as ``Rejected`` with the reason and the remedy.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from analysis.errors import StanceError
from analysis.reading.articles import Draft, article
from analysis.reading.candidates import best
from analysis.reading.decoding import MAX_BYTES
from analysis.reading.inputs import Batch, Blob, gather_blobs, gather_paths, unpacked
from analysis.reading.known import Known
from analysis.reading.readers import pasted_drafts, read_drafts
from analysis.reading.repeats import mark_repeats
from analysis.records import UNKNOWN, Article, Fact, Reading, Rejected

MOST_ALIKE = 100
"""So many inputs rejected for one reason are named each; of the others the number is told."""

Progress = Callable[[int, int], None]
"""Called with the number of inputs done and the number in all."""


def read(
    paths: Iterable[str | Path],
    *,
    sources: Path | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Every article in ``paths``: files, folders (recursively), ``-`` for standard input.

    A ``sources.csv`` in a folder tells of the files of that folder; ``sources`` names one for all.
    ``columns`` says which column of a table holds a field ("text", "date"...), where the guess is
    wrong (see ``guess_columns``); "" where none does. Raises StanceError where it names no field.
    """
    return _reading(gather_paths(paths, sources), columns, progress)


def read_blobs(
    blobs: Iterable[tuple[str, bytes]],
    *,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Every article in uploaded files, as name and bytes; a ``sources.csv`` among them applies."""
    return _reading(gather_blobs(blobs), columns, progress)


def read_pasted(text: str, *, name: str = "pasted text") -> Reading:
    """The articles of a pasted text: one, or as many as plainly begin in it."""
    drafts = pasted_drafts(text[:MAX_BYTES], name)
    if not drafts:
        remedy = "Paste the article's text."
        return Reading(rejected=(Rejected(name, "it holds no words", remedy),))
    data = text.encode("utf-8", "surrogatepass")
    return Reading(tuple(_articles(drafts, data, stem=_plain_id(name), file_name="", used={})))


def read_input(blob: Blob, *, columns: Mapping[str, str] | None = None) -> Reading:
    """Every article in one input that was gathered, for those who read inputs one at a time."""
    return _reading(Batch([blob]), columns, None)


def join(readings: Iterable[Reading]) -> Reading:
    """One reading of several, each article with an id of its own."""
    articles: list[Article] = []
    rejected: list[Rejected] = []
    used: dict[str, int] = {}
    for reading in readings:
        articles += [replace(a, id=_unused(a.id, used)) for a in reading.articles]
        rejected += reading.rejected
    return Reading(mark_repeats(articles), tuple(rejected))


def _reading(batch: Batch, columns: Mapping[str, str] | None, progress: Progress | None) -> Reading:
    articles: list[Article] = []
    refused = _Refused()
    for rejected in batch.rejected:
        refused.add(rejected)
    used: dict[str, int] = {}
    for done, given in enumerate(batch.blobs):
        if progress:
            progress(done, len(batch.blobs))
        for blob in _blobs(given):
            if isinstance(blob, Rejected):
                refused.add(blob)
                continue
            drafts: list[Draft] = []
            for draft in _drafts(blob, columns):
                if isinstance(draft, Rejected):
                    refused.add(draft)
                else:
                    drafts.append(draft)
            path = PurePosixPath(blob.file.replace("\\", "/"))
            name = path.name if len(drafts) == 1 else ""
            stem = _plain_id(path.stem)
            articles += _articles(drafts, blob.data(), stem=stem, file_name=name, used=used)
    if progress:
        progress(len(batch.blobs), len(batch.blobs))
    return Reading(mark_repeats(articles), refused.all())


@dataclass(slots=True)
class _Refused:
    """The rejected inputs; of very many for one reason the first, and how many more there are."""

    named: list[Rejected] = field(default_factory=list)
    alike: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, rejected: Rejected) -> None:
        why = (rejected.reason, rejected.remedy)
        self.alike[why] = self.alike.get(why, 0) + 1
        if self.alike[why] <= MOST_ALIKE:
            self.named.append(rejected)

    def all(self) -> tuple[Rejected, ...]:
        more = [
            Rejected(f"{number - MOST_ALIKE:,} more inputs", *why)
            for why, number in self.alike.items()
            if number > MOST_ALIKE
        ]
        return (*self.named, *more)


def _articles(
    drafts: list[Draft], data: bytes, *, stem: str, file_name: str, used: dict[str, int]
) -> Iterator[Article]:
    """The articles of one source; each of several has its number in its id and its key.

    ``file_name`` is a clue, save that of a file of many articles, which tells of none.
    """
    digest = hashlib.sha256(data).hexdigest()[:24]
    for number, draft in enumerate(drafts, start=1):
        alone = len(drafts) == 1
        article_id = _unused(stem if alone else f"{stem}-{number}", used)
        read_one = article(draft, article_id=article_id, file_name=file_name)
        yield replace(read_one, key=digest if alone else f"{digest}/{number}")


def _blobs(given: Blob) -> Iterator[Blob | Rejected]:
    try:
        yield from unpacked(given)
    except StanceError as error:
        yield Rejected(error.where, error.what, error.remedy)


def _drafts(blob: Blob, columns: Mapping[str, str] | None) -> Iterator[Draft | Rejected]:
    try:
        for draft in read_drafts(blob.data(), blob.source, name=blob.file, columns=columns):
            yield _overridden(draft, blob.known) if isinstance(draft, Draft) else draft
    except StanceError as error:
        yield Rejected(error.where, error.what, error.remedy)


def _overridden(draft: Draft, known: Known | None) -> Draft:
    if known is None:
        return draft
    told = {
        name: best([[fact], [draft.stated.get(name, UNKNOWN)]])
        for name, fact in known.facts.items()
    }
    stated: dict[str, Fact] = {**draft.stated, **told}
    return replace(
        draft, stated=stated, doubts=(*draft.doubts, *known.doubts), note=known.note or draft.note
    )


def _plain_id(stem: str) -> str:
    """A stem fit to be shown and to stand in a file: no control characters, no lone surrogates."""
    plain = stem.encode("utf-8", "replace").decode("utf-8")
    return (
        re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]+", " ", plain).strip() or "article"
    )


def _unused(wanted: str, used: dict[str, int]) -> str:
    """``wanted``, or with a number after it where it is taken; ``used`` counts each name."""
    name = wanted
    while name in used:
        used[wanted] += 1
        name = f"{wanted}~{used[wanted]}"
    used[name] = 1
    return name
