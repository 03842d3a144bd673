"""Paragraphs and articles as HTML. Every piece that was read from a file is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from itertools import groupby, pairwise
from pathlib import PurePath

from analysis.pages.words import count, day, known, number, role_name, voice
from analysis.records import Article, Fact, Paragraph

LONGEST = 3000
"""Characters of a paragraph that are shown; a page must survive a file without line breaks."""
FOLD_OUT = 4
"""Left-out paragraphs in a row beyond which the rest of them is folded in a preview."""
FOLD_AFTER = 3
"""Paragraphs of an article before the one in question that are folded away beyond this number."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TONES = {"favorable": "for", "unfavorable": "against"}
_SIGNS = {"for": "+", "against": "\N{MINUS SIGN}"}
_WEIGHTS = ((0.3, "w3"), (0.1, "w2"), (0.0, "w1"))
"""From which absolute weight on words are drawn strong, medium, light."""


def safe(text: object) -> str:
    """Text as HTML that can only be read: escaped, control characters made visible.

    >>> safe('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text)), quote=True)


def _isolated(text: object) -> str:
    """Safe text whose writing direction cannot turn the rest of the line round."""
    return f'<bdi dir="auto">{safe(text)}</bdi>'


def marked(text: str, evidence: Iterable[Sequence[float]]) -> str:
    """``text`` as safe HTML with the words of ``evidence`` underlined by sign and weight.

    ``evidence`` holds ``[start, end, weight]`` in characters of ``text``; where spans overlap
    their weights add up.
    """
    spans = [
        (max(0, int(start)), min(len(text), int(end)), float(weight))
        for start, end, weight in evidence
        if weight
    ]
    shown = min(len(text), LONGEST)
    cuts = sorted({0, shown, *(c for s in spans for c in s[:2] if 0 < c < shown)})
    pieces = [
        _piece(text[start:end], sum(w for s, e, w in spans if s <= start and end <= e))
        for start, end in pairwise(cuts)
    ]
    if shown < len(text):
        rest = count(len(text) - shown, "more character")
        pieces.append(f'<span class="soft"> … {rest}, not shown here</span>')
    return f'<bdi dir="auto">{"".join(pieces)}</bdi>'


def _piece(words: str, weight: float) -> str:
    if not weight or not words.strip():
        return safe(words)
    tone = "for" if weight > 0 else "against"
    strength = next(name for least, name in _WEIGHTS if abs(weight) >= least)
    return (
        f'<mark class="ev {tone} {strength}" title="{number(weight)}">{safe(words)}'
        f"<sup>{_SIGNS[tone]}</sup></mark>"
    )


def legend(*, beside: bool = False) -> str:
    """What the underlines mean, drawn with the underlines themselves.

    ``beside`` where the marked words are the lexicon's and the score another scorer's.
    """
    whose = "Words that carry the lexicon's stance" if beside else "Words that carry the stance"
    sum_of = "the lexicon's stance" if beside else "the stance"
    return (
        f'<div class="legend">{whose}: '
        '<mark class="ev against w2">against<sup>\N{MINUS SIGN}</sup></mark> wavy, '
        '<mark class="ev for w2">in favor<sup>+</sup></mark> straight; '
        f"the thicker the line, the more they weigh. Their weights add up to {sum_of}.</div>"
    )


def card(
    row: Mapping[str, object], article: Article | None, *, original: Article | None = None
) -> str:
    """One stance as a card: verdict, text with evidence, facts, and the article around it.

    ``row`` is a row of the stances table; ``original`` the article of the paragraph's origin,
    where the paragraph is a copy.
    """
    label = str(row["label"])
    tone = _TONES.get(label, "even")
    stance = float(str(row["stance"]))
    confidence = float(str(row["confidence"]))
    facts = {
        "Confidence": "judged by hand" if _by_hand(row) else f"{confidence:.0%}",
        "Voice": voice(str(row["holder"])),
        "Role": role_name(str(row["role"])),
        "VADER sentiment": number(float(str(row["sentiment"]))),
        "Scorer": row["scorer"],
    }
    listing = "".join(
        f"<div><dt>{name}</dt><dd>{_isolated(value)}</dd></div>" for name, value in facts.items()
    )
    index = int(str(row["paragraph"]))
    spans = row["evidence"] or row.get("beside_evidence")
    spans = spans if isinstance(spans, (list, tuple)) else ()
    return (
        f'<article class="card {tone}"><div class="verdict">'
        f'<span class="label">{safe(label.capitalize())} {number(stance)}</span>'
        f"<span>toward {_isolated(row['target'])}</span>"
        f'<span class="soft">{_where(row)}</span></div>'
        f'<div class="text">{marked(str(row["text"]), spans)}</div>'
        f"<dl>{listing}</dl>{_judged(row)}{_second_opinion(row)}"
        f"{_copy_of(row, original)}{_whole(article, index)}</article>"
    )


def _by_hand(row: Mapping[str, object]) -> bool:
    """Whether a person judged the stance itself, and not only whose it is."""
    return isinstance(row.get("machine_label"), str) and "(judged" in str(row["scorer"])


def _judged(row: Mapping[str, object]) -> str:
    """Who judged it and when, beside what the machine says."""
    machine = row.get("machine_label")
    if not isinstance(machine, str):
        return ""
    who = f" by {_isolated(row['judged_by'])}" if row["judged_by"] else ""
    reason = f" Reason: {_isolated(row['judged_reason'])}." if row["judged_reason"] else ""
    day_of = safe(day(datetime.fromisoformat(str(row["judged_on"]))))
    what = safe(row["label"]) if _by_hand(row) else f"as of {safe(voice(str(row['holder'])))}"
    confidence = float(str(row["machine_confidence"]))
    of = voice(str(row["machine_holder"]))
    return (
        f'<p class="soft second">Judged {what}{who} on {day_of}; machine: {safe(machine)} '
        f"{confidence:.2f}, voice {safe(of)}.{reason}</p>"
    )


def _second_opinion(row: Mapping[str, object]) -> str:
    """What the lexicon says where another scorer gave the stance, and whether they disagree."""
    label = row.get("beside_label")
    if not known(label):
        return ""
    stance = number(float(str(row["beside_stance"])))
    opposed = {label, row["label"]} == {"favorable", "unfavorable"}
    warning = " <strong>The two scorers disagree in sign: read the paragraph.</strong>"
    marks = bool(row.get("beside_evidence")) and not row["evidence"]
    whose = "The marked words are the lexicon's, which says" if marks else "The lexicon says"
    return f'<p class="soft second">{whose} {safe(label)} {stance}.{warning if opposed else ""}</p>'


def explained(text: str, evidence: Iterable[Sequence[float]], scorer: str) -> str:
    """``text`` with the words without which ``scorer``'s score would be weaker."""
    spans = list(evidence)
    if not spans:
        return '<p class="soft">No single word moves this score.</p>'
    return (
        f'<article class="card"><div class="text">{marked(text, spans)}</div>'
        '<p class="soft second">'
        f"Words without which the score of {safe(scorer)} would be weaker, found by leaving each "
        "out in turn. They show what moved the score, not why.</p></article>"
    )


def _where(row: Mapping[str, object]) -> str:
    pieces = [
        _isolated(row["outlet"]) if known(row["outlet"]) else "outlet unknown",
        f"by {_isolated(row['agency'])}" if known(row["agency"]) else "",
        safe(day(_date(row["date"]))) if known(row["date"]) else "date unknown",
        _isolated(str(row["title"])[:200]) if known(row["title"]) else "",
    ]
    return " · ".join(piece for piece in pieces if piece)


def _date(value: object) -> date:
    return value if isinstance(value, date) else datetime.fromisoformat(str(value))


def _copy_of(row: Mapping[str, object], original: Article | None) -> str:
    index = row.get("origin_paragraph")
    if original is None or not known(index):
        return ""
    at = int(float(str(index)))
    if not 0 <= at < len(original.paragraphs):
        return ""
    name = original.outlet.value or original.agency.value or original.source
    date_of = f", {safe(original.date.value)}" if original.date.value else ""
    return (
        f"<details><summary>Copy of a paragraph in {_isolated(name)}{date_of}: "
        f"show the origin</summary>{_article([original.paragraphs[at]], here=-1)}</details>"
    )


def _whole(article: Article | None, index: int) -> str:
    if article is None:
        return ""
    return (
        "<details><summary>Whole article, with what was left out</summary>"
        f"{article_html(article, here=index)}</details>"
    )


def article_html(article: Article, *, here: int = -1, fold: bool = False) -> str:
    """A whole article with every role; what was left out is struck through with its reason.

    The paragraph ``here`` is marked, and what stands far before it is folded away, so that it
    is in view at once. With ``fold``, long runs of what was left out are folded too.
    """
    paragraphs = article.paragraphs
    if fold:
        return "".join(_runs(paragraphs))
    early = here - FOLD_AFTER if here > FOLD_AFTER + 1 else 0
    folded = (
        f"<details><summary>Show {count(early, 'earlier paragraph')}</summary>"
        f"{_article(paragraphs[:early], here=here)}</details>"
        if early
        else ""
    )
    return f"{folded}{_article(paragraphs[early:], here=here)}"


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """The paragraphs in order; of a long run of left-out ones all but the first few are folded."""
    for scored, run in groupby(paragraphs, key=lambda paragraph: paragraph.scored):
        group = list(run)
        if scored or len(group) <= FOLD_OUT:
            yield _article(group, here=-1)
            continue
        yield _article(group[: FOLD_OUT - 1], here=-1)
        rest = group[FOLD_OUT - 1 :]
        roles = ", ".join(dict.fromkeys(role_name(paragraph.role) for paragraph in rest))
        yield (
            f'<div class="article"><details><summary>{count(len(rest), "more paragraph")} left '
            f"out ({safe(roles)})</summary>{_article(rest, here=-1)}</details></div>"
        )


def _article(paragraphs: Iterable[Paragraph], *, here: int) -> str:
    shown = "".join(_paragraph(p, p.index == here) for p in paragraphs)
    return f'<div class="article">{shown}</div>'


def _paragraph(paragraph: Paragraph, here: bool) -> str:
    out = not paragraph.scored
    classes = " ".join(name for name, on in (("here", here), ("out", out)) if on)
    role = role_name(paragraph.role)
    if here:
        role += ", this paragraph"
    note = f'<span class="soft">{_why_out(paragraph)}: </span>' if out else ""
    words = f'<span class="words">{marked(paragraph.text, ())}</span>'
    return (
        f'<p class="{classes}"><span class="role">{safe(role)}</span><span>{note}{words}</span></p>'
    )


def _why_out(paragraph: Paragraph) -> str:
    if paragraph.news:
        return f"not scored (not in English: {safe(paragraph.language)})"
    return f"left out ({safe(paragraph.reason)})" if paragraph.reason else "left out"


def facts_html(article: Article) -> str:
    """What is known of an article: each value, how sure it is, its clue, its words, its rivals."""
    always = {
        "Outlet": article.outlet,
        "Agency": article.agency,
        "Date": article.date,
        "Title": article.title,
        "Byline": article.byline,
        "Address": article.url,
    }
    more = {
        "Time": article.time,
        "Updated": article.updated,
        "Section": article.section,
        "Language": article.language,
    }
    facts = always | {name: fact for name, fact in more.items() if fact.value or fact.rivals}
    rows = "".join(
        f"<tr><th scope='row'>{name}</th><td>{_isolated(fact.value or 'not known')}</td>"
        f"<td class='soft'>{_sure(fact)}</td>"
        f"<td class='soft'>{safe(fact.clue)}{_quote(fact.quote)}{_rivals(fact)}</td></tr>"
        for name, fact in facts.items()
    )
    note = f"<p class='soft'>{_isolated(article.note)}</p>" if article.note else ""
    file = _isolated(PurePath(article.source).name)
    return (
        f"<div class='facts'><table><caption>Read from {file}</caption>"
        f"<tbody>{rows}</tbody></table>{note}</div>"
    )


def _sure(fact: Fact) -> str:
    return safe(fact.certainty) if fact.value is not None else ""


def _rivals(fact: Fact) -> str:
    """The other values that the text offers, each with its clue."""
    return "".join(
        f"<br>or {_isolated(str(rival.value)[:160])} ({safe(rival.clue)}{_quote(rival.quote)})"
        for rival in fact.rivals
        if rival.value
    )


def _quote(words: str) -> str:
    return f": “{_isolated(words[:160])}”" if words else ""
