"""The language of a paragraph, by its script and its little words, or by py3langid."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DATA = Path(__file__).parent.parent / "data" / "languages.toml"
UNTOLD = "und"
"""ISO 639-2 for a language that is not told."""
ENGLISH = 0.14
"""So many of an English text's words are among these; of any other language's under 0.06."""
_SURE = 0.95
_FEW_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SCRIPTS = (
    ("ko", re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2e80-\uffef]")
_MOST = 1500
"""So many characters of a paragraph tell its language."""


def tell_language(text: str) -> str:
    """The ISO 639-1 code of a paragraph's language; "und" where it is too short to tell.

    In doubt a text in Latin letters is English or untold: both are scored.

    >>> tell_language("The two ministers met in Seoul on Friday.")
    'en'
    >>> tell_language("양국 장관은 금요일 서울에서 만났다."), tell_language("Moon Jae-in")
    ('ko', 'und')
    """
    text = text[:_MOST]
    if _OTHER_SCRIPT.search(text) and (foreign := _by_script(text)):
        return foreign
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < _FEW_WORDS:
        return UNTOLD
    known = _lists()
    own = not known["own"].isdisjoint(words)
    if own and sum(word in known["little"] for word in words) >= ENGLISH * len(words):
        return "en"
    language, confidence = _identifier("latin").classify(text)
    if language == "en":
        return "en"
    return UNTOLD if own or confidence < _SURE or _of_names(text) else str(language)


def _by_script(text: str) -> str:
    """The language that a script other than Latin tells, "" where most of the text is Latin."""
    found = {language: len(letters.findall(text)) for language, letters in _SCRIPTS}
    latin = len(_LATIN.findall(text))
    most = max(found, key=lambda language: found[language])
    if found[most] < 2 or latin > 2 * sum(found.values()):
        return ""
    if most == "zh" and found["ja"] >= 0.1 * found["zh"]:
        return "ja"
    if most == "zh" and found["ko"] >= 0.2 * found["zh"]:
        return "ko"
    if most == "ru":
        return str(_identifier("cyrillic").classify(text)[0])
    return most


def _of_names(text: str) -> bool:
    """Whether most words are capitalised, as in a list of names, whose letters tell nothing."""
    words: list[str] = _WORD.findall(text)
    return sum(word[:1].isupper() for word in words) > 0.6 * len(words)


@cache
def _lists() -> dict[str, frozenset[str]]:
    with DATA.open("rb") as file:
        return {name: frozenset(words) for name, words in tomllib.load(file).items()}


@cache
def _identifier(script: str) -> LanguageIdentifier:
    """The identifier for a script; to read its model takes a second or two, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(_lists()[script]))
    return identifier
