"""What a single line of a copied page is, seen by itself: prose, headline-like, furniture...

Every check reads at most the ends of a line, so that a line of any length costs little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.reading.dates import days_in
from analysis.reading.furniture import load_furniture
from analysis.reading.outlets import load_outlets
from analysis.reading.vocabulary import load_vocabulary
from analysis.records import Role

Kind = Literal[
    "prose", "short", "furniture", "timestamp", "label", "byline", "caption", "masthead",
    "stated", "address", "tags", "script", "mark", "dateline",
]  # fmt: skip
"""``prose`` is one or more sentences, ``short`` headline-like; ``stated`` is "Date: ..."."""

ENDERS = ".!?。！？…"
_CLOSERS = "\"'”’»」』)）]】"
_WORDS = re.compile(r"[^\W_](?:[\w'’.&-]*[^\W_])?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_URL = re.compile(r"(?:https?://|www\.)\S{4,}", re.IGNORECASE)
_CREDIT = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,60})[)\]）】]\s*[.\"”']?$")
_SLASH_CREDIT = re.compile(
    r"(?:^|[.\"”'\w)]\s*)[|/–—-]\s?([A-Z][\w .&-]{1,30}(?:/[A-Z][\w .-]{1,30})?)$"
)
_PROSE_ENDS = frozenset(".!?\"”'’…。")
_BRACKET_NEAR_END = re.compile(r"[)\]）】]")
_BARE_CREDIT = re.compile(r"(?<=[.!?\"”'])\s+([A-Z][\w/-]+(?: [A-Z][\w/-]+){0,2})$")
_NAMED_CREDIT = re.compile(
    r"(?:^|(?<=[\s.]))(?:(?:photo|picture|image)s?(?: credit)?(?::| by )"
    r"|photo courtesy of|courtesy of"
    r"|©)\s?[A-Z][\w .,&/'-]{1,50}$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’/-]{2,40}(?:(?:, ?[A-Z][a-z]+(?: [A-Z][a-z]+)?)?, ?"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
    r"(?: ?\([A-Z][\w .]{1,24}\))?|,? ?\([A-Z][\w .]{1,24}\))\s?(?:--?|[—–])?"
)
_BYLINE = re.compile(r"(?:Written |Reported |Story )?(?:By|BY|by)[ :]\s?(?=[A-Z\u00c0-\u024f])")
_NAME = r"[A-Z\u00c0-\u024f][\w.'’-]*"
_PERSON = rf"{_NAME}(?: (?:{_NAME}|de|da|van|von|bin|al|el)){{1,3}}"
_POST = (
    r"(?:staff writer|staff reporter|staff|correspondent|reporter|writer|contributor|columnist"
    r"|bureau chief|editor)s?(?:, [\w .]{2,40})?"
)
_POSTED = re.compile(
    rf"{_PERSON}(?:,? (?:and|&) {_PERSON}|, {_PERSON}){{0,3}}"
    r"(?: in [A-Z][\w.-]+(?: [A-Z][\w.-]+)?(?:,? and [\w .,-]{3,60})?"
    r"| ?[,/|-] ?(?i:(?:[\w-]+ ){0,4}" + _POST + ")"
    r"| (?i:(?:staff|contributing|special) (?:writer|reporter|correspondent)s?))$"
)
_REPORTING = re.compile(
    r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|edited|written|reported)"
    r"(?: and (?:writing|editing|reporting))? by ",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\b(?:contributed to th(?:is|e) (?:report|story|article)|contributed reporting)\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(title|headline|source|outlet|publisher|newspaper|publication|date|published|byline|author"
    r"|reporter|url|link|agency)\s?[:：]\s?(\S.{0,400})$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?"
    r"|\d{1,2}[時시]\s?(?:\d{1,2}[分분])?"
    r"|\d{1,2}\s?[ap]\.?m\b\.?"
    r"|(?:GMT|UTC)?\s?[+-]\s?\d{1,2}:?(?:\d\d)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The kind of a line and the reason for it; ``ends_text`` where the page begins after it.

    ``told`` is the role where the markup of the page tells it.
    """

    kind: Kind
    reason: str
    ends_text: bool = False
    credit: str = ""
    told: Role | None = None


def n_words(line: str) -> int:
    """How many words a line has; two Chinese, Japanese or Korean characters count as one.

    >>> n_words("Kim Hyun-chong said so."), n_words("韓国政府は")
    (4, 2)
    """
    words = len(_WORDS.findall(line))
    return words if line.isascii() else max(words, len(_CJK.findall(line)) // 2)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, quotation marks and a credit set aside."""
    bare = without_credit(line)[0].rstrip().rstrip(_CLOSERS).rstrip()
    return bare.endswith(tuple(ENDERS))


def without_credit(line: str) -> tuple[str, str]:
    """A line without the credit in brackets at its end, and that credit.

    >>> without_credit("He bows in Tokyo, Friday. (Yonhap)")
    ('He bows in Tokyo, Friday.', 'Yonhap')
    """
    tail = line[-120:]
    if tail[-1:] in _PROSE_ENDS and not _BRACKET_NEAR_END.search(tail[-4:]):
        return line, ""
    if match := _CREDIT.search(tail):
        credit = match[1].strip()
        if _is_credit(credit):
            return line[: len(line) - len(tail) + match.start()].rstrip(), credit
    if match := _SLASH_CREDIT.search(tail):
        credit = match[1].strip()
        if load_outlets().is_credit(credit):
            cut = len(line) - len(tail) + match.start(1)
            return line[:cut].rstrip(" |/–—-"), credit
    if match := _BARE_CREDIT.search(tail):
        credit = match[1].strip()
        if _is_credit(credit):
            return line[: len(line) - len(tail) + match.start()].rstrip(), credit
    if match := _NAMED_CREDIT.search(tail):
        return line[: len(line) - len(tail) + match.start()].rstrip(), match[0].strip(" |/–—-")
    return line, ""


def _is_credit(text: str) -> bool:
    plain = text.casefold()
    if plain.startswith(("photo", "ap photo", "reuters", "image", "courtesy", "file", "picture")):
        return True
    return load_outlets().is_credit(text) or plain.endswith((" photo", " file", "file photo"))


def mark(line: str) -> Mark:
    """What ``line`` is, seen by itself.

    >>> mark("Published : Aug. 29, 2019 - 16:34").kind
    'timestamp'
    >>> mark("By Park Han-na (hnpark@heraldcorp.com)").kind
    'byline'
    >>> mark("Korea Herald Youtube").kind
    'masthead'
    >>> mark("Talks in Seoul end without result").kind
    'short'
    """
    words = n_words(line)
    if words == 0:
        return Mark("mark", "no words")
    sentence = words >= 8 and ends_sentence(line)
    if words <= 40 and len(line) <= 400:
        for check in (_stated, _timestamp, _masthead, _note, _byline, _tags, _address):
            if (found := check(line, words)) and not (found.kind == "stated" and sentence):
                return found
    if furnishing := load_furniture().of(line, is_sentence=sentence):
        reason = f"{furnishing.kind}: “{furnishing.words}”"
        return Mark("furniture", reason, furnishing.ends_text)
    if words <= 12 and _DATELINE.fullmatch(line):
        return Mark("dateline", "a dateline alone")
    if found := _caption(line, words):
        return found
    if sentence or words >= 30 or (words >= 12 and _SENTENCE_INSIDE.search(line[:1000])):
        return Mark("prose", "sentences")
    return Mark("short", "a short line")


_SENTENCE_INSIDE = re.compile(r"[a-z]{3}[.!?][\"”']?\s[\"“]?[A-Z]")


def is_update(label: str) -> bool:
    """Whether the words before a time say that it is the time of an update."""
    return any(
        word in load_vocabulary().updated for word in re.findall(r"[^\W\d_]+", label.casefold())
    )


def is_publication(label: str) -> bool:
    """Whether the words before a time say that it is the time of publication."""
    words = set(re.findall(r"[^\W\d_]+", label.casefold()))
    return not words.isdisjoint(load_vocabulary().published)


def _stated(line: str, words: int) -> Mark | None:
    if words <= 40 and (match := _STATED.match(line)):
        label = match[1].casefold()
        if label in ("date", "published") and not days_in(match[2]):
            return None
        if label == "published" or (label == "date" and _timestamp(line, words)):
            return None
        return Mark("stated", f"states its {label}")
    return None


def _timestamp(line: str, words: int) -> Mark | None:
    if words > 22:
        return None
    labels = load_vocabulary().time_labels
    days = days_in(line)
    rest = line
    for day in reversed(days):
        rest = rest[: day.start] + " " + rest[day.end :]
    timed = bool(_TIME.search(rest))
    rest = _TIME.sub(" ", rest)
    tokens = [t.strip(".").casefold() for t in re.findall(r"[^\W\d_][^\W\d_.]*", rest)]
    left = [t for t in tokens if t and t not in load_vocabulary().time_words]
    if days and not left and not re.search(r"\d{3,}", rest):
        return Mark("timestamp", "a line with nothing but a time")
    if days and left and words <= 14:
        remains = re.sub(r"[\s|,:;·•–—/-]+", " ", rest).strip()
        remains = " ".join(w for w in remains.split() if w.casefold() not in labels)
        if load_outlets().named(remains):
            return Mark("timestamp", "a line with a time and the outlet's name")
        if _BYLINE.match(rest.strip()) and not ends_sentence(line):
            return Mark("byline", "a byline with a time")
        labelled = any(is_update(t) or is_publication(t) for t in tokens)
        if labelled and re.search(r"[/|•·]", line) and not ends_sentence(line):
            return Mark("byline", "a line with names and a time")
        if _all_of_site(remains):
            return Mark("timestamp", "a line with a time and words of the site")
        if remains and _is_short_place(remains) and re.search(r"[|•·]", line):
            return Mark("timestamp", "a line with a time and a section")
    if not days and not left and tokens and (timed or any(t in labels for t in tokens)):
        return Mark("label", "the label of a time, or a time without a day")
    return None


def _all_of_site(text: str) -> bool:
    """Whether a line holds but the outlet's name and names of its sections."""
    outlet = load_outlets().within(text)
    rest = text.replace(outlet[1], " ") if outlet else text
    parts = rest.split()
    return bool(parts) and all(load_furniture().of(part) for part in parts)


def _is_short_place(text: str) -> bool:
    return len(text.split()) <= 3 and not text.endswith(tuple(ENDERS))


def _masthead(line: str, words: int) -> Mark | None:
    if words > 8 or ends_sentence(line):
        return None
    outlets = load_outlets()
    bare = line.strip(" |·•-–—[]()<>#")
    if outlets.named(bare):
        return Mark("masthead", f"the name of an outlet, “{bare}”")
    if found := outlets.within(bare):
        if re.fullmatch(re.escape(found[1]) + r",(?: [A-Z][\w.]+){1,2}", bare):
            return Mark("byline", "the outlet and a place")
        rest = [w for w in re.split(r"[\s|/·•,:-]+", bare.replace(found[1], " ")) if w]
        plain = [w.casefold() for w in rest]
        if rest and all(w in load_vocabulary().site_words or load_furniture().of(w) for w in plain):
            return Mark("masthead", f"a line of the page of “{found[1]}”")
    return None


def _note(line: str, words: int) -> Mark | None:
    """The page's own address to its readers, which may hold an e-mail address as a byline does."""
    found = load_furniture().of(line)
    if found and found.kind == "editor's note" and words <= 30:
        return Mark("furniture", f"{found.kind}: “{found.words}”")
    return None


def _byline(line: str, words: int) -> Mark | None:
    if words > 30:
        return None
    emails = _EMAIL.findall(line)
    if emails and words <= 8 + 8 * len(emails) and not _ends_prose(line):
        return Mark("byline", "a byline with an e-mail address")
    if _REPORTING.match(line) or _CONTRIBUTED.search(line[-80:]):
        return Mark("byline", "who reported and edited it")
    bare = line.rstrip(".")
    ends = ends_sentence(line) and not re.search(r"\b(?:Jr|Sr|Ph\.?D)\.$", line)
    if _BYLINE.match(line) and words <= 20 and not ends:
        return Mark("byline", "opens with “By” and a name")
    if words <= 14 and not ends and _POSTED.fullmatch(bare):
        return Mark("byline", "a name with a post or a place")
    if words <= 6 and re.search(r"[가-힣]{2,4}\s?(?:기자|특파원|논설위원)(?:\s|$|=)", line):
        return Mark("byline", "a reporter's name")
    return None


def _ends_prose(line: str) -> bool:
    return n_words(line) > 12 and ends_sentence(line) and not _EMAIL.search(line[-60:])


_PATH = re.compile(r"[>»▸›→]")


def _tags(line: str, words: int) -> Mark | None:
    hashes = len(re.findall(r"(?:^|\s)#\w", line))
    if hashes >= 2 or (hashes == 1 and words <= 3 and not line.startswith("# ")):
        return Mark("tags", "topic tags")
    if words <= 14 and _PATH.search(line) and not ends_sentence(line):
        return Mark("furniture", "navigation: a path through the site")
    if words <= 14 and line.count("|") >= 2:
        return Mark("furniture", "navigation: a row of links")
    return None


def _address(line: str, words: int) -> Mark | None:
    if (match := _URL.search(line)) and len(match[0]) > 0.5 * len(line):
        return Mark("address", "a web address")
    if words <= 2 and re.fullmatch(r"@\w{2,30}", line.strip()):
        return Mark("furniture", "share widget: an account's name")
    if words <= 3 and re.fullmatch(r"[\d,.]+\s?(?:comments?|shares?|views?|likes?|k)?", line, re.I):
        return Mark("furniture", "a number of the page")
    if re.fullmatch(r"\d+ (?:min|minute|hour|day|week|month|year)s?(?: read| ago)?", line, re.I):
        return Mark("furniture", "a time told from the reader's day")
    if re.fullmatch(r"[\d,.]+k? (?:comments?|shares?|views?|likes?|retweets?)", line, re.I):
        return Mark("furniture", "a count of the page")
    return None


def _caption(line: str, words: int) -> Mark | None:
    if words > 90:
        return None
    cues = load_vocabulary()
    plain = line[:600].casefold()
    bare, credit = without_credit(line)
    if credit and words <= n_words(credit) + 1:
        return Mark("caption", f"a picture's credit, “{credit}”", credit=credit)
    opening = ""
    if plain.startswith(cues.caption_opening):
        opening = next((cue for cue in cues.caption_opening if _opens(plain, cue)), "")
    if opening and (credit or words <= 60) and not _reports(plain):
        return Mark("caption", f"opens with “{opening}”", credit=credit)
    inside = next((cue for cue in cues.caption_inside if cue in plain), None)
    if inside and words <= 70 and (credit or is_scene(bare)):
        return Mark("caption", f"holds “{inside}”", credit=credit)
    if credit and is_scene(bare) and words <= 70:
        return Mark("caption", f"a scene with the credit “{credit}”", credit=credit)
    if credit and not ends_sentence(bare) and words <= 60:
        return Mark("caption", f"no full sentence, with the credit “{credit}”", credit=credit)
    if is_scene(bare) and _ends_with_day(bare) and words <= 60:
        return Mark("caption", "a scene in the present, with its day at the end", credit=credit)
    return None


def _opens(plain: str, cue: str) -> bool:
    if not plain.startswith(cue):
        return False
    rest = plain[len(cue) : len(cue) + 1]
    return not cue[-1].isalnum() or not rest or not rest.isalnum()


_REPORTS = re.compile(r"\b(?:said|told|announced|reported|added|claimed|warned|criticized|which)\b")


def _reports(plain: str) -> bool:
    return bool(_REPORTS.search(plain)) and plain.count(". ") >= 1


def is_scene(line: str) -> bool:
    """Whether a line tells a picture's scene: one sentence, its first verb in the present.

    >>> is_scene("Taro Kono speaks to reporters in Tokyo on July 19, 2019.")
    True
    >>> is_scene("Taro Kono told reporters that he speaks for Japan.")
    False
    """
    vocabulary = load_vocabulary()
    words = [word.casefold() for word in _WORDS.findall(line[:400])]
    at = next((i for i, word in enumerate(words[:32]) if word in vocabulary.scene and i), None)
    if at is None:
        return False
    return vocabulary.no_scene_after.isdisjoint(words[:at]) and line[:400].count(". ") <= 2


_WEEKDAY_END = re.compile(
    r"(?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:19|20)\d\d"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2})[.,]?$"
)


def _ends_with_day(line: str) -> bool:
    return bool(_WEEKDAY_END.search(line[-40:]))
