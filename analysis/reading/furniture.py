"""What of a line belongs to the web page rather than to the news, from ``data/boilerplate.txt``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "boilerplate.txt"
MOST_WORDS_BEGINNING = 30
MOST_WORDS_HOLDING = 120

_BULLETS = " \t•·*|>»›▶▷►◀◆◇■□▲△▼▽●○★☆→←↑↓–—―-_=~“”\"'‘’"
_END_MARKS = _BULLETS + ".,!?:;…"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Furnishing:
    """What a line of the page is: its kind, and whether what follows is the page's as well."""

    kind: str
    words: str
    ends_text: bool
    in_sentences: bool = True


@dataclass(frozen=True)
class Furniture:
    """All known lines of web pages that are no news."""

    whole: dict[str, Furnishing]
    begins: dict[str, tuple[tuple[str, Furnishing], ...]]
    holds: tuple[tuple[str, Furnishing], ...]

    def of(self, line: str, *, is_sentence: bool = False) -> Furnishing | None:
        """What of the page ``line`` is, or None where it may be news.

        Some openings ("Watch ...", "Copyright ...") tell nothing where the line is a sentence.

        >>> load_furniture().of("Share this article").kind
        'share widget'
        >>> load_furniture().of("Share prices fell in Tokyo.") is None
        True
        """
        if len(line) > 1500:
            return None
        plain = _SPACE.sub(" ", line.casefold().replace("’", "'")).strip()
        bare = plain.strip(_END_MARKS)
        if found := self.whole.get(bare) or self.whole.get(plain):
            return found
        n_words = plain.count(" ") + 1
        if n_words <= MOST_WORDS_BEGINNING:
            opening = plain.strip(_BULLETS + ":") + " "
            first = re.split(r"[ :,@]", opening, maxsplit=1)[0]
            for words, furnishing in self.begins.get(first, ()):
                if opening.startswith(words) and (furnishing.in_sentences or not is_sentence):
                    return furnishing
        if n_words <= MOST_WORDS_HOLDING:
            return next((f for words, f in self.holds if words in plain), None)
        return None


@cache
def load_furniture() -> Furniture:
    """The lines of the packaged file."""
    whole: dict[str, Furnishing] = {}
    begins: defaultdict[str, list[tuple[str, Furnishing]]] = defaultdict(list)
    holds: list[tuple[str, Furnishing]] = []
    kind, ends_text = "", False
    for raw in DATA.read_text(encoding="utf-8").splitlines():
        line = raw.strip().casefold()
        if not line or raw.startswith("# "):
            continue
        if line.startswith("[") and line.endswith("]") and raw.isascii():
            kind, ends_text = line[1:-1].removesuffix("+"), line.endswith("+]")
        elif line.startswith("* "):
            words = line.strip("* ")
            holds.append((words, Furnishing(kind, words, ends_text)))
        elif line.endswith(("*", "~")):
            words = line[:-1]
            first = re.split(r"[ :,@]", words, maxsplit=1)[0]
            in_sentences = line.endswith("*")
            row = Furnishing(kind, words.strip(), ends_text, in_sentences)
            begins[first].append((words, row))
        else:
            whole[line] = Furnishing(kind, line, ends_text)
            whole.setdefault(line.strip(_END_MARKS) or line, whole[line])
    return Furniture(
        whole=whole,
        begins={first: tuple(rows) for first, rows in begins.items()},
        holds=tuple(holds),
    )
