"""A reading with what people corrected in it. The machine's value stays beside theirs as a rival.

Corrections follow the content of an article's source and the text of a paragraph, so that they
hold after a restart, a new reading, and under another file name.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import get_args

from analysis.errors import StanceError
from analysis.reading.dates import days_in
from analysis.reading.doubts import BY_HAND, about
from analysis.reading.edits import Change, Edit, standing
from analysis.records import Article, Fact, Paragraph, Reading, Role

CORRECTABLE = ("outlet", "agency", "date", "title", "byline")
"""The facts of an article that a person can correct."""
ROLE = "role"
"""The field under which the role of a paragraph is corrected."""
ROLES: tuple[Role, ...] = get_args(Role)
LONGEST = 1000
"""Characters of a value."""


def key_of(article: Article) -> str:
    """What tells an article: the key of its source, or else a digest of its paragraphs."""
    if article.key:
        return article.key
    text = "\n\n".join(paragraph.text for paragraph in article.paragraphs)
    return "text:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def passage_of(paragraph: Paragraph) -> str:
    """What tells a paragraph within its article, wherever it stands: a digest of its text."""
    return digest_of(paragraph.text)


def digest_of(text: str) -> str:
    """What tells a text; the same with and without what UTF-8 cannot hold."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def corrected(reading: Reading, edits: Iterable[Edit]) -> Reading:
    """``reading`` with the edits that stand; one that fits nothing in it changes nothing."""
    by_article: dict[str, list[Edit]] = defaultdict(list)
    for edit in standing(edits):
        if edit.change.target is None:
            by_article[edit.change.article].append(edit)
    if not by_article:
        return reading
    return replace(
        reading,
        articles=tuple(
            _corrected(article, by_article.get(key_of(article), ())) for article in reading.articles
        ),
    )


def applied(reading: Reading, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The standing edits that change something in ``reading``; those of stances are no such."""
    passages = {
        key_of(article): {passage_of(p) for p in article.paragraphs} for article in reading.articles
    }
    return tuple(
        edit
        for edit in standing(edits)
        if edit.change.target is None
        and edit.change.article in passages
        and (edit.change.passage is None or edit.change.passage in passages[edit.change.article])
    )


def correction(article: Article, field: str, value: str | None, *, reason: str = "") -> Change:
    """The change that gives ``article`` another ``field``; None or blank for "not known".

    Raises ``StanceError`` where the value cannot be used, as a date that is none.
    """
    machine: Fact = getattr(article, field)
    return Change(
        article=key_of(article),
        field=field,
        value=usable_fact(field, value),
        machine=machine.value,
        named=name_of(article),
        reason=reason.strip()[:LONGEST],
    )


def role_correction(
    article: Article, paragraph: Paragraph, role: Role, *, reason: str = ""
) -> Change:
    """The change that gives a paragraph of ``article`` another role."""
    return Change(
        article=key_of(article),
        field=ROLE,
        value=role,
        machine=paragraph.role,
        named=name_of(article),
        paragraph=paragraph.index,
        passage=passage_of(paragraph),
        reason=reason.strip()[:LONGEST],
    )


def name_of(article: Article) -> str:
    """What an article is called in lists: its title, or else its source."""
    return article.title.value or article.source


def usable_fact(field: str, value: str | None) -> str | None:
    """``value`` as it is kept; None for "not known".

    Raises ``StanceError`` where an article's ``field`` cannot be that.
    """
    if field not in CORRECTABLE:
        raise StanceError(field, "this cannot be corrected", f"Choose {', '.join(CORRECTABLE)}.")
    plain = " ".join((value or "").split())
    if not plain:
        return None
    if len(plain) > LONGEST:
        raise StanceError(field, f"it has {len(plain):,} characters", f"Give at most {LONGEST:,}.")
    if field == "date":
        days = {day.iso for day in days_in(plain) if day.iso}
        if len(days) != 1:
            raise StanceError(field, f"“{plain[:40]}” is no certain day", "Write it as 2019-07-31.")
        return days.pop()
    return plain


def _corrected(article: Article, edits: Sequence[Edit]) -> Article:
    for edit in edits:
        if edit.change.field in CORRECTABLE:
            article = _with_fact(article, edit)
        elif edit.change.field == ROLE:
            article = _with_role(article, edit)
    return article


def _with_fact(article: Article, edit: Edit) -> Article:
    change = edit.change
    machine: Fact = getattr(article, change.field)
    others = [replace(machine, rivals=()), *machine.rivals]
    given = Fact(
        change.value,
        _clue(edit),
        change.reason,
        certainty="certain",
        rivals=tuple(o for o in others if o.value is not None and o.value != change.value),
    )
    settled = tuple(doubt for doubt in article.doubts if about(doubt) != change.field)
    article = replace(article, doubts=settled)
    if change.field == "outlet":
        return replace(article, outlet=given)
    if change.field == "agency":
        return replace(article, agency=given)
    if change.field == "title":
        return replace(article, title=given)
    if change.field == "byline":
        return replace(article, byline=given)
    return replace(article, date=given, time=_on_that_day(article.time, given))


def _on_that_day(time: Fact, date: Fact) -> Fact:
    """The time of publication, unknown where it is of another day than the corrected date."""
    if time.value is None or time.value[:10] == date.value:
        return time
    rivals = (replace(time, rivals=()), *time.rivals)
    return Fact(None, "unknown since the date was corrected by hand", rivals=rivals)


def _with_role(article: Article, edit: Edit) -> Article:
    role = next((role for role in ROLES if role == edit.change.value), None)
    if role is None:
        return article
    return replace(
        article,
        paragraphs=tuple(
            replace(
                p, role=role, reason=f"{_clue(edit)}; before: {p.role}, {p.reason}".rstrip(", ")
            )
            if passage_of(p) == edit.change.passage
            else p
            for p in article.paragraphs
        ),
    )


def _clue(edit: Edit) -> str:
    return f"{BY_HAND}, by {edit.who}" if edit.who else BY_HAND
