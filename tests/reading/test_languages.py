"""The language of each paragraph: other languages are told, English is never taken for another."""

from __future__ import annotations

import pytest

from analysis.reading.languages import tell_language
from analysis.reading.sources import read_pasted
from tests.golden import CAST, written

OTHERS = {
    "de": (
        "Der Außenminister wies den Protest aus Seoul am Freitag zurück.",
        "Die Regierung in Berlin will die Gespräche über Zölle mit den USA fortsetzen.",
        "Japan und Südkorea streiten weiter über Exportkontrollen",
    ),
    "fr": (
        "Le ministre des Affaires étrangères a rejeté vendredi la protestation de Séoul.",
        "Tokyo rejette la protestation de Séoul sur les exportations",
    ),
    "es": (
        "El ministro rechazó el viernes la protesta de Seúl y defendió las restricciones.",
        "Tokio rechaza la protesta de Seúl por las exportaciones",
    ),
    "it": (
        "Il ministro degli Esteri ha respinto venerdì la protesta di Seul.",
        "I due paesi hanno deciso di proseguire i colloqui la prossima settimana.",
    ),
    "pt": (
        "O ministro rejeitou na sexta-feira o protesto de Seul e defendeu as restrições.",
        "Os dois países concordaram em continuar as conversações na próxima semana.",
    ),
    "nl": (
        "De minister van Buitenlandse Zaken wees het protest uit Seoul vrijdag van de hand.",
        "De twee landen willen de gesprekken volgende week voortzetten.",
    ),
    "id": (
        "Menteri luar negeri menolak protes dari Seoul pada hari Jumat.",
        "Kedua negara sepakat untuk melanjutkan pembicaraan pekan depan.",
    ),
    "vi": (
        "Bộ trưởng Ngoại giao đã bác bỏ phản đối của Seoul hôm thứ Sáu.",
        "Hai nước nhất trí tiếp tục đàm phán vào tuần tới.",
    ),
    "ko": ("외교부 장관은 금요일 일본의 항의를 거부했다.", "日 수출규제에 美 우려 표명"),
    "ja": ("外務大臣は金曜日、韓国の抗議を受け入れなかった。", "日韓会談が終了した"),
    "zh": ("外交部长星期五拒绝了首尔的抗议。", "兩國同意下週繼續會談。"),
    "ru": ("Министр иностранных дел в пятницу отклонил протест Сеула.",),
}
ENGLISH = (
    "The two ministers met in Seoul on Friday and said nothing.",
    "“Ganz und gar unmöglich,” Chancellor Angela Merkel said of it before she left the hall.",
    "The ministry (외교부) called in the envoy of Japan (日本) that night.",
    "Le Monde and Der Spiegel reported that the talks in Genève had failed.",
    "Park Geun-hye and Abe Shinzo had agreed on it in 2015.",
)
UNTOLD = (
    "Moon Jae-in",
    "12.5 percent, 2019",
    "Abe Shinzo, Moon Jae-in, Angela Merkel, Emmanuel Macron, Justin Trudeau",
    "So: ¯\\_(ツ)_/¯",
    "",
)


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, texts in OTHERS.items() for text in texts]
)
def test_other_languages_are_told(language: str, text: str) -> None:
    assert tell_language(text) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_words_is_english(text: str) -> None:
    assert tell_language(text) == "en"


@pytest.mark.parametrize("text", UNTOLD)
def test_names_and_figures_tell_no_language(text: str) -> None:
    assert tell_language(text) == "und"


def test_no_english_paragraph_is_taken_for_another_language() -> None:
    told = {tell_language(row.marked.text) for row in written(CAST)}
    assert told <= {"en", "und"}


def test_a_paragraph_in_another_language_is_kept_and_not_scored() -> None:
    text = (
        "Talks in Niigata end in silence\n\n"
        "Officials of both countries met in Niigata on Friday and parted without a word.\n\n"
        "Der Sprecher des Ministeriums sagte, dass man nichts anderes erwartet habe.\n\n"
        "A spokesman said that nobody had expected anything else from the meeting."
    )
    paragraphs = read_pasted(text).articles[0].paragraphs
    german = next(p for p in paragraphs if p.text.startswith("Der Sprecher"))
    assert (german.role, german.language, german.news, german.scored) == ("body", "de", True, False)
    assert all(p.scored for p in paragraphs if p is not german)
