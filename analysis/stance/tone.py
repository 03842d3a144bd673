"""Plain sentiment: VADER's compound of a text, the baseline beside the stance."""

from __future__ import annotations

from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def sentiment(text: str) -> float:
    """VADER's compound of ``text``, from -1 to 1: the mood of its words, whomever they are about.

    >>> sentiment("Japan blamed South Korea.") == sentiment("South Korea blamed Japan.")
    True
    """
    return float(_analyzer().polarity_scores(text)["compound"])
