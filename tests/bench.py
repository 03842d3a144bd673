"""Speed, measured side by side in one run: the pipeline beside VADER, and the page in a browser.

    python -m tests.bench [--articles 400] [--no-browser]

Every figure is the median of several rounds in which the contestants take turns, so that a change
in the machine's pace touches all of them alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.pipeline import analyze
from analysis.reading.copies import find_origins
from analysis.records import Article, Fact, MarkedText, Paragraph, Reading
from analysis.stance.holders import find_voices
from analysis.stance.lexicon import LexiconScorer
from analysis.stance.mentions import find_mentions
from analysis.stance.model import ModelScorer
from analysis.stance.targets import load_targets
from tests.golden import CAST, written

ROUNDS = 5
PER_ARTICLE = 12


def corpus(articles: int) -> Reading:
    """Articles of paragraphs drawn from ``tests/golden``, with the roles dealt anew; seeded."""
    chance = random.Random(0)
    letters = list(CAST)
    dealt = [
        dict(zip(letters, order, strict=True))
        for order in (
            [CAST[a] for a in ("A", "B", "C")],
            [CAST[a] for a in ("B", "A", "C")],
            [CAST[a] for a in ("C", "A", "B")],
            [CAST[a] for a in ("B", "C", "A")],
        )
    ]
    texts = [row.marked.text for cast in dealt for row in written(cast)]
    return Reading(
        tuple(
            Article(
                id=f"a{number}",
                source=f"a{number}.txt",
                outlet=Fact(f"Outlet {number % 20}", "bench"),
                date=Fact(f"2019-{1 + number % 12:02}-{1 + number % 28:02}", "bench"),
                paragraphs=tuple(
                    Paragraph(index, "body", f"{chance.choice(texts)} {chance.choice(texts)}")
                    for index in range(PER_ARTICLE)
                ),
            )
            for number in range(articles)
        )
    )


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pipeline(articles: int) -> None:
    reading = corpus(articles)
    targets = load_targets(None)
    paragraphs = [p for article in reading.articles for p in article.paragraphs]
    mentions = [find_mentions(a.paragraphs, targets) for a in reading.articles]
    marked = [
        MarkedText(p.text, found)
        for article, of in zip(reading.articles, mentions, strict=True)
        for p, found in zip(article.paragraphs, of, strict=True)
    ]
    vader, lexicon = SentimentIntensityAnalyzer(), LexiconScorer()
    learned = ModelScorer()

    def voices() -> None:
        for article, found in zip(reading.articles, mentions, strict=True):
            find_voices(article.paragraphs, found, targets)

    contestants: dict[str, Callable[[], object]] = {
        "vaderSentiment alone": lambda: [vader.polarity_scores(p.text) for p in paragraphs],
        "mentions": lambda: [find_mentions(a.paragraphs, targets) for a in reading.articles],
        "voices": voices,
        "lexicon scorer": lambda: lexicon.score(marked),
        "copies": lambda: find_origins(reading.articles),
        "model scorer": lambda: learned.score(marked),
        "all stages, lexicon (VADER among them)": lambda: analyze(reading, scorer=lexicon),
        "all stages, model": lambda: analyze(reading, scorer=learned),
    }
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, work in contestants.items():
            taken[name].append(seconds(work))
    words = sum(len(p.text.split()) for p in paragraphs)
    mean = words / len(paragraphs)
    print(f"\n{len(paragraphs):,} paragraphs of {mean:.0f} words, {articles} articles")
    print("| stage | paragraphs per second | of vaderSentiment's pace |")
    print("|---|---|---|")
    base = statistics.median(taken["vaderSentiment alone"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"| {name} | {len(paragraphs) / middle:,.0f} | {base / middle:.2f} |")


def model() -> None:
    """The learned scorer beside a large encoder, where onnx is installed to make that one."""
    if find_spec("onnx") is None:
        print("\nThe learned scorer was not timed: install onnx (extra train) for its contestant")
        return
    print("\nThe learned scorer beside an encoder of RoBERTa-base's size, batches of 32")
    import_module("analysis.training.speed").main()


@contextmanager
def stopwatch(name: str, times: dict[str, list[float]]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times.setdefault(name, []).append(time.perf_counter() - start)


def page() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, CHROMIUM, Visit, serve

    times: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for _ in range(ROUNDS):
            with ExitStack() as stack:
                with stopwatch("launch to first chart", times):
                    address = stack.enter_context(serve())
                    tab = browser.new_page(viewport={"width": 1440, "height": 900})
                    stack.callback(tab.close)
                    visit = Visit(tab, address)
                    visit.open()
                    visit.chart()
                with stopwatch("a later visit to first chart", times):
                    visit.open()
                    visit.chart()
                tab.get_by_role("combobox", name="Target").click()
                option = tab.get_by_role("option", name="Japan")
                option.wait_for()
                with stopwatch("filter click to new numbers", times):
                    option.click()
                    tab.get_by_text("Filters: Japan").wait_for()
                    visit.settle()
        browser.close()
    print("\nThe dashboard on the five samples, in headless Chromium")
    print("| what | median of seconds |")
    print("|---|---|")
    for name, found in times.items():
        print(f"| {name} | {statistics.median(found):.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--no-browser", action="store_true")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {ROUNDS} rounds")
    pipeline(arguments.articles)
    model()
    if not arguments.no_browser:
        page()


if __name__ == "__main__":
    main()
