"""Bytes of any encoding become the text that was written, and no replacement character appears."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StanceError
from analysis.reading.cuts import plain_block
from analysis.reading.decoding import decode, unscrambled
from analysis.reading.sources import read_blobs

ENGLISH = "The minister said “no” on Friday — and that’s all. A coffee costs €3 at the café."
FRENCH = "Le président a déclaré que l’accord était « prêt ». À Genève, rien n’a été ajouté."
GERMAN = "Der Außenminister erklärte, Gespräche über Zölle seien „möglich“. Mehr sagte er nicht."
SPANISH = "El Gobierno anunció que seguirá el diálogo. ¿Qué pasará mañana? Nadie lo explicó."
POLISH = "Minister oświadczył w piątek, że rozmowy będą kontynuowane w przyszłym tygodniu."
RUSSIAN = "Министр заявил в пятницу, что переговоры будут продолжены на следующей неделе."
KOREAN = "외교부는 금요일 일본 대사를 불러 항의했다.\n대변인은 “유감”이라 했다. 美 국무부는 무언."
JAPANESE = "外務省は金曜日、大使を呼んで抗議した。報道官は「遺憾である」と述べた。\n来週会談する。"
SIMPLIFIED = "外交部发言人星期五表示,中国对此表示遗憾,希望两国通过对话解决问题。"
TRADITIONAL = "外交部發言人星期五表示,對此表示遺憾,希望兩國透過對話解決問題。"

ALL = (
    ENGLISH, FRENCH, GERMAN, SPANISH, POLISH, RUSSIAN, KOREAN, JAPANESE, SIMPLIFIED, TRADITIONAL,
)  # fmt: skip
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
LEGACY = [
    *((text, "cp1252") for text in (ENGLISH, FRENCH, GERMAN, SPANISH)),
    *((text, "mac_roman") for text in (ENGLISH, FRENCH, GERMAN, SPANISH)),
    (POLISH, "cp1250"),
    (RUSSIAN, "cp1251"),
    (KOREAN, "cp949"),
    (KOREAN, "euc_kr"),
    (JAPANESE, "cp932"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (SIMPLIFIED, "gb18030"),
    (TRADITIONAL, "big5"),
]
LEAD = "Officials of both countries met in Niigata on Friday and parted without a word.\n" * 30


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("text", ALL)
def test_unicode_is_read_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), where="a.txt") == text


@pytest.mark.parametrize(("text", "encoding"), LEGACY)
def test_older_encodings_are_told_by_how_the_text_reads(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), where="a.txt") == text


@pytest.mark.parametrize(("text", "encoding"), LEGACY)
def test_a_few_letters_after_much_english_are_enough(text: str, encoding: str) -> None:
    assert decode((LEAD + text).encode(encoding), where="a.txt") == LEAD + text


@pytest.mark.parametrize("short", ["외교부 논평", "日韓会談が終了した", "「ソウルで会談」"])
def test_a_headline_alone_is_enough(short: str) -> None:
    for encoding in ("cp949",) if short[0] == "외" else ("cp932", "euc_jp"):
        assert decode(short.encode(encoding), where="a.txt") == short


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={}">
<title>x</title></head><body>{}</body></html>"""


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("euc-kr", "cp949", KOREAN),
        ("ks_c_5601-1987", "cp949", KOREAN),
        ("Shift_JIS", "cp932", JAPANESE + "①㈱"),
        ("x-sjis", "cp932", JAPANESE),
        ("iso-8859-1", "cp1252", ENGLISH),
        ("gb2312", "gb18030", SIMPLIFIED),
        ("utf-8", "cp949", KOREAN),
        ("euc-kr", "utf-8", KOREAN),
        ("no-such-thing", "cp932", JAPANESE),
    ],
)
def test_a_declared_encoding_counts_unless_the_bytes_belie_it(
    declared: str, encoding: str, text: str
) -> None:
    page = PAGE.format(declared, text)
    assert decode(page.encode(encoding), where="a.html") == page


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN, SPANISH, KOREAN.replace("\n", " ")])
def test_letters_read_wrongly_before_are_restored(text: str) -> None:
    assert unscrambled(text.encode().decode("latin-1")) == text
    if text.isascii():
        return
    wrong = text.encode().decode("cp1252", errors="ignore")
    assert len(wrong) == len(text.encode()) or "\ufffd" not in unscrambled(wrong)


def test_korean_read_as_western_is_restored() -> None:
    text = "외교부는 금요일 일본 대사를 불러 항의했다."
    assert plain_block(text.encode("cp949").decode("cp1252")) == text


@pytest.mark.parametrize("text", [*ALL, "ÉTATS-UNIS", "Señor Muñoz – ¡no!", "R&D at 3 °C"])
def test_what_is_right_is_left_alone(text: str) -> None:
    assert unscrambled(text) == text


def test_bytes_that_mean_nothing_are_left_out_and_the_rest_is_read() -> None:
    broken = KOREAN.encode() + b" \xff\xfe " + ENGLISH.encode()
    text = decode(broken, where="a.txt")
    assert KOREAN in text
    assert ENGLISH in text
    cut = KOREAN.encode()[:-2]
    assert KOREAN.startswith(decode(cut, where="a.txt"))
    (article,) = read_blobs([("a.txt", LEAD.encode() + b"It\x92s over, he told us.")]).articles
    assert "It’s over" in article.paragraphs[-1].text


def read_or_refused(data: bytes) -> str:
    """The text, or the remedy where there is none."""
    try:
        return decode(data, where="a.txt")
    except StanceError as error:
        return error.remedy


@given(st.integers(0, 10_000), st.sampled_from([*LEGACY, *((t, "utf-8") for t in ALL)]))
@settings(max_examples=120, deadline=None)
def test_damaged_bytes_are_read_or_refused(seed: int, case: tuple[str, str]) -> None:
    chance = random.Random(seed)
    data = bytearray((case[0] * 3).encode(case[1]))
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert "\ufffd" not in read_or_refused(bytes(data[: chance.randint(1, len(data))]))


@given(st.binary(min_size=1, max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_at_all_are_read_or_refused(data: bytes) -> None:
    assert read_or_refused(data).count("\ufffd") <= data.count(b"\xef") + data.count(b"\xfd")
