"""The tables that people take away: stances, articles, paragraphs; and how they are written."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from analysis.errors import StanceError
from analysis.reading.doubts import doubts_of, unscored_news
from analysis.records import Analysis, Article, Fact, Paragraph, Place, Reading, Score

STANCE_COLUMNS: tuple[str, ...] = (
    "article_id",
    "outlet",
    "agency",
    "date",
    "title",
    "paragraph",
    "role",
    "text",
    "target",
    "stance",
    "label",
    "confidence",
    "holder",
    "sentiment",
    "evidence",
    "origin",
    "scorer",
)
"""The contract: one row per paragraph and mentioned target."""

ARTICLE_FACTS = (
    "outlet", "agency", "date", "time", "updated", "title", "byline", "section", "language", "url",
)  # fmt: skip
"""The facts of an article, in the order of the table's columns."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which spreadsheets take a cell for a formula (OWASP, "CSV Injection")."""

MUCH = 0.25
"""Share of an article's scored paragraphs that makes it the story which they come from."""

SUFFIXES = (".csv", ".parquet", ".jsonl")


def stance_table(analysis: Analysis) -> DataFrame:
    """Give one row per paragraph and mentioned target: ``STANCE_COLUMNS`` and some of our own.

    ``origin_paragraph`` is the paragraph's index in the article that it was copied from and
    ``origin_agency`` that article's agency, ``story`` the number of its story (see ``stories``);
    ``beside_stance``, ``beside_label`` and ``beside_evidence`` are the lexicon's answer where
    another scorer gave the stance. ``date`` is a naive datetime, ``NaT`` where it is not known;
    ``outlet``, ``agency`` and ``title`` are ``None`` where they are not.
    """
    articles = {article.id: article for article in analysis.reading.articles}
    texts = {
        (article.id, paragraph.index): paragraph
        for article in analysis.reading.articles
        for paragraph in article.paragraphs
    }
    rows = analysis.stances
    of = [articles[row.place.article_id] for row in rows]
    paragraphs = [texts[row.place.article_id, row.place.paragraph] for row in rows]
    table = DataFrame(
        {
            "article_id": _texts(row.place.article_id for row in rows),
            "outlet": _texts(article.outlet.value for article in of),
            "agency": _texts(article.agency.value for article in of),
            "date": _days(article.date.value for article in of),
            "title": _texts(article.title.value for article in of),
            "paragraph": np.array([row.place.paragraph for row in rows], dtype=np.int64),
            "role": _texts(paragraph.role for paragraph in paragraphs),
            "text": _texts(paragraph.text for paragraph in paragraphs),
            "target": _texts(row.target for row in rows),
            "stance": np.array([row.score.stance for row in rows], dtype=float),
            "label": _texts(row.score.label for row in rows),
            "confidence": np.array([row.score.confidence for row in rows], dtype=float),
            "holder": _texts(row.holder for row in rows),
            "sentiment": np.array([row.sentiment for row in rows], dtype=float),
            "evidence": Series([_evidence(row.score) for row in rows], dtype=object),
            "origin": _texts(row.origin.article_id for row in rows),
            "scorer": _texts(row.scorer for row in rows),
            "origin_paragraph": np.array([row.origin.paragraph for row in rows], dtype=np.int64),
            "origin_agency": _texts(articles[row.origin.article_id].agency.value for row in rows),
            "beside_stance": np.array(
                [row.beside.stance if row.beside else np.nan for row in rows], dtype=float
            ),
            "beside_label": _texts(row.beside.label if row.beside else None for row in rows),
            "beside_evidence": Series(
                [_evidence(row.beside) if row.beside else [] for row in rows], dtype=object
            ),
        }
    )
    return table.assign(story=stories(table))


def stories(stances: DataFrame) -> Series:
    """Number the stories: articles that share much of their text, also through others, are one.

    Two articles are one story where at least a quarter of the shorter one's scored paragraphs were
    copied from the other. A stock sentence that a hundred reports share does not make them one.

    >>> stories(
    ...     DataFrame(
    ...         {"article_id": ["a", "b", "c"], "paragraph": [0, 0, 0], "origin": ["a", "a", "c"]}
    ...     )
    ... ).tolist()
    [0, 0, 1]
    """
    paragraphs = stances[["article_id", "paragraph", "origin"]].drop_duplicates(
        ["article_id", "paragraph"]
    )
    lengths = paragraphs["article_id"].value_counts().to_dict()
    copied = paragraphs[paragraphs["article_id"] != paragraphs["origin"]]
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    pairs = Counter(zip(copied["article_id"], copied["origin"], strict=True))
    for (article, origin), n in pairs.items():
        shorter = min(lengths[article], lengths.get(origin, lengths[article]))
        if n >= MUCH * shorter:
            parent[root(article)] = root(origin)
    roots = [root(name) for name in stances["article_id"]]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(roots))}
    return Series([numbers[name] for name in roots], index=stances.index, dtype=np.int64)


def article_table(reading: Reading) -> DataFrame:
    """Give one row per article: what is known of it and how surely, and what was left out.

    Of each fact there are the value, its clue, its certainty and the rival values. ``n_scored``
    counts the paragraphs that are scored, ``unscored`` those of news that are not, by language,
    ``left_out`` those that are no news, by role. ``key`` tells the article by its source's content.
    """
    articles = reading.articles
    columns: dict[str, Series] = {
        "article_id": _texts(article.id for article in articles),
        "source": _texts(article.source for article in articles),
    }
    for name in ARTICLE_FACTS:
        known: list[Fact] = [getattr(article, name) for article in articles]
        columns[name] = _texts(fact.value for fact in known)
        columns[f"{name}_clue"] = _texts(fact.clue for fact in known)
        columns[f"{name}_certainty"] = _texts(
            fact.certainty if fact.value is not None else None for fact in known
        )
        columns[f"{name}_rivals"] = _texts(_rivals(fact) for fact in known)
    columns["date"] = _days(article.date.value for article in articles)
    columns["n_words"] = _counts(_words(article) for article in articles)
    columns["n_paragraphs"] = _counts(len(article.paragraphs) for article in articles)
    columns["n_scored"] = _counts(sum(p.scored for p in a.paragraphs) for a in articles)
    columns["unscored"] = _texts(_by_number(unscored_news(article)) for article in articles)
    columns["left_out"] = _texts(_left_out(article) for article in articles)
    columns["doubts"] = _texts(
        "; ".join(doubt.what for doubt in doubts_of(article)) or None for article in articles
    )
    columns["note"] = _texts(article.note or None for article in articles)
    columns["key"] = _texts(article.key or None for article in articles)
    return DataFrame(columns)


def paragraph_table(read: Analysis | Reading) -> DataFrame:
    """Give one row per paragraph, also of those left out: role, reason, and where it came from.

    ``reason`` says of news in another language that it is not scored for that. ``origin`` and
    ``origin_paragraph`` are missing for a ``Reading``, in which copies have not yet been looked
    for.
    """
    reading = read.reading if isinstance(read, Analysis) else read
    origins: Mapping[Place, Place] = read.origins if isinstance(read, Analysis) else {}
    rows = [
        (article, paragraph) for article in reading.articles for paragraph in article.paragraphs
    ]
    found = [origins.get(Place(article.id, paragraph.index)) for article, paragraph in rows]
    return DataFrame(
        {
            "article_id": _texts(article.id for article, _ in rows),
            "outlet": _texts(article.outlet.value for article, _ in rows),
            "date": _days(article.date.value for article, _ in rows),
            "paragraph": np.array([paragraph.index for _, paragraph in rows], dtype=np.int64),
            "role": _texts(paragraph.role for _, paragraph in rows),
            "language": _texts(paragraph.language for _, paragraph in rows),
            "scored": np.array([paragraph.scored for _, paragraph in rows], dtype=bool),
            "reason": _texts(_reason(paragraph) for _, paragraph in rows),
            "text": _texts(paragraph.text for _, paragraph in rows),
            "origin": _texts(place.article_id if place else None for place in found),
            "origin_paragraph": Series(
                [place.paragraph if place else None for place in found], dtype="Int64"
            ),
        }
    )


def _reason(paragraph: Paragraph) -> str | None:
    if paragraph.news and not paragraph.scored:
        return f"not in English ({paragraph.language})"
    return paragraph.reason or None


def _rivals(fact: Fact) -> str | None:
    return "; ".join(f"{rival.value} ({rival.clue})" for rival in fact.rivals) or None


def _words(article: Article) -> int:
    return sum(len(p.text.split()) for p in article.paragraphs if p.news)


def _counts(numbers: Iterable[int]) -> Series:
    return Series(list(numbers), dtype=np.int64)


def write_table(frame: DataFrame, path: Path) -> None:
    """Write ``frame`` as CSV, Parquet or JSON lines, by the suffix of ``path``.

    Of a stance table only the contract's columns are written. Days are ISO text in CSV and JSON.
    CSV and Parquet hold ``evidence`` as JSON text. In CSV an apostrophe is put before a text that
    a spreadsheet would run as a formula.

    Raises ``StanceError`` for another suffix and where the file cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise StanceError(
            str(path),
            f"cannot write a table as {path.suffix or 'a file without a suffix'!r}",
            f"Name a file that ends in {', '.join(SUFFIXES)}.",
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, table_bytes(frame, path.suffix.lower()))
    except OSError as error:
        raise StanceError(
            str(path),
            f"cannot be written ({error.strerror or error})",
            "Choose a folder that you may write to.",
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, even where the process is killed.

    Raises ``OSError`` where it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def table_bytes(frame: DataFrame, suffix: str) -> bytes:
    """Give ``frame`` as the content of a ``.csv``, ``.parquet`` or ``.jsonl`` file."""
    if set(STANCE_COLUMNS) <= set(frame.columns):
        frame = frame[list(STANCE_COLUMNS)]
    if suffix == ".parquet":
        return _with_evidence_as_text(frame).to_parquet(index=False)
    if suffix == ".jsonl":
        rows = _plain(frame).to_dict("records")
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        safe = _plain(_with_evidence_as_text(frame)).map(_unformula)
        text = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8", errors="replace")


def _with_evidence_as_text(frame: DataFrame) -> DataFrame:
    if "evidence" not in frame:
        return frame
    return frame.assign(evidence=_texts(json.dumps(words) for words in frame["evidence"]).values)


def _plain(frame: DataFrame) -> DataFrame:
    """Turn days into ISO text and everything missing into ``None``."""
    columns: dict[str, Series] = {}
    for name, column in frame.items():
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.strftime("%Y-%m-%d")
        missing = column.isna().to_numpy()
        values = column.astype(object).tolist()
        columns[str(name)] = Series(
            [None if absent else value for value, absent in zip(values, missing, strict=True)],
            dtype=object,
        )
    return DataFrame(columns)


def _unformula(cell: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would run.

    >>> _unformula("=1+1"), _unformula(-0.5), _unformula("Seoul")
    ("'=1+1", -0.5, 'Seoul')
    """
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell


def _texts(values: Iterable[str | None]) -> Series:
    """Give a column of texts that keeps ``None``; half of a surrogate pair becomes ``?``.

    No file format holds such a half, which a wrongly decoded text may have.
    """
    return Series([value if value is None else encodable(value) for value in values], dtype=object)


def encodable(text: str) -> str:
    """Give ``text`` with what UTF-8 cannot hold, sign for sign, as ``?``."""
    return text if text.isascii() else text.encode("utf-8", errors="replace").decode()


def _days(values: Iterable[str | None]) -> Series:
    """Give a column of days; what is not an ISO day is not known.

    >>> _days(["2019-07-14", None, "July"]).notna().tolist()
    [True, False, False]
    """
    return Series(np.array([_day(value) for value in values], dtype="datetime64[s]"))


def _day(value: str | None) -> str:
    try:
        return date.fromisoformat(value).isoformat() if value else "NaT"
    except ValueError:
        return "NaT"


def _evidence(score: Score) -> Sequence[Sequence[float]]:
    return [[words.start, words.end, words.weight] for words in score.evidence]


def _left_out(article: Article) -> str | None:
    return _by_number(Counter(p.role for p in article.paragraphs if not p.news))


def _by_number(counts: Mapping[str, int]) -> str | None:
    return ", ".join(f"{name} {number}" for name, number in counts.items()) or None
