"""How much a text reads like writing, so that the right one of several decodings is known."""

from __future__ import annotations

import re
from functools import cache

DOUBTFUL = 0.5
"""Below this share of fitting characters a decoding is not trusted."""

_FIT = re.compile(
    r"[\u3041-\u3096\u30a1-\u30fc]"  # kana
    r"|[\u3001-\u3003\u3008-\u3011\uff01-\uff5e\u30fb\u25a0-\u25cf]"
    r"|(?<=[\u0400-\u04ff])[\u0430-\u044f\u0451-\u045f]|[\u0400-\u042f](?=[\u0430-\u045f\s])"
    r"|(?<=\s)[\u0430-\u044f](?=\s)"
)
_INTRUDER = re.compile(r"(?<=[a-z])[\u3041-\u30fc\u4e00-\u9fff\uac00-\ud7a3](?=[a-z])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_COMMON_HAN = frozenset(
    "的一是不了人在有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家"
    "学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见"
    "经头面公同三已老从动两长這個來國說們為時會對過後麼發當無開經頭從動兩長種與樣現點關東報實"
    "政府韩国日本美国总统部长外交经济贸易政策韓國總統部長經濟貿易問題關係北京新聞報導记者記者社"
)
"""The most frequent characters of Chinese, simplified and traditional, and of its news."""
_LATIN = re.compile(
    r"(?<=[a-z\u00df-\u00ff])[\u00df-\u00f6\u00f8-\u00ffąăćčďđęěğıłńňőœřśšşťůűźżž](?![A-Z])"
    r"|(?<![a-z\u00df-\u00ff])[\u00c0-\u00d6\u00d8-\u00de\u00df-\u00f6\u00f8-\u00ff](?=[a-z])"
    r"|(?<![a-z\u00df-\u00ff])[ĆČĎĐŁŃŇŘŚŠŤŹŻŽŒ](?=[a-z\u00df-\u00ff])"
    r"|(?<=\s)[\u00e0\u00e9\u00e8\u00f3](?=\s)"
    r"|(?<=[A-Z])[\u00c0-\u00d6\u00d8-\u00de](?=[A-Z\s])"
    r"|(?<=[a-z])\u2019(?=[a-z\s.,;)])|(?<![^\s(\[\u201c\u2014])[\u201c\u2018\u00ab](?=[\w\s\u00a0])"
    r"|(?<=[\w.,!?\u2019\s\u00a0])[\u201d\u2019\u00bb](?![A-Za-z])"
    r"|(?<![\w])\u201e(?=\w)|(?<=[\w.,!?])\u201c(?!\w)"
    r"|(?<=[\w\s.,\u201d])[\u2013\u2014](?=[\w\s\u201c])|(?<=[\w\s])\u2026"
    r"|[\u20ac\u00a3\u00a5](?=\s?\d)|(?<=\d)[\u00b0\u20ac]|(?<=\d\s)\u20ac"
    r"|\u00a0(?=[\w\u00bb\u2013\u2014?!:;$%])|(?<=\s)[\u2022\u00b7](?=\s)|[\u00a9\u00ae](?=\s)"
    r"|\u00bf(?=[A-Z])|\u00a1(?=[A-Z])|(?<=\w)[\u2122\u00ae]"
)
_BEYOND = re.compile(r"[^\x00-\x7f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\uff61-\uff9f\u0080-\u009f\u3131-\u318e\ufffd]")


def naturalness(text: str) -> float:
    """The share of the characters beyond ASCII that stand where writing puts them, up to 1.

    Characters that hardly ever stand in writing count against it. 1 where all is ASCII.

    >>> naturalness("at the café"), naturalness("at the cafŽ")
    (1.0, 0.0)
    """
    beyond = len(_BEYOND.findall(text))
    if not beyond:
        return _printable(text)
    kana, han, hangul = (len(found.findall(text)) for found in (_KANA, _HAN, _HANGUL))
    fit = len(_FIT.findall(text)) + len(_LATIN.findall(text)) - 2 * len(_INTRUDER.findall(text))
    fit += 2 * sum(char in _usual_hangul() for char in text) - hangul
    japanese = kana >= 0.15 * (han + kana) and kana > hangul
    if japanese or hangul >= 4 * han:
        fit += han
    elif han:
        common = sum(char in _COMMON_HAN for char in text)
        fit += han if common >= 0.12 * han else 0
    return (fit - 2 * len(_PRIVATE.findall(text))) / beyond * _printable(text)


@cache
def _usual_hangul() -> frozenset[str]:
    """The 2,350 syllables of KS X 1001, in which nearly all Korean is written."""
    syllables = map(chr, range(0xAC00, 0xD7A4))
    return frozenset(char for char in syllables if len(char.encode("euc_kr")) == 2)


def _printable(text: str) -> float:
    wrong = sum(text.count(chr(number)) for number in (*range(9), *range(14, 32), 127))
    return max(0.0, 1 - 5 * wrong / max(len(text), 1))
