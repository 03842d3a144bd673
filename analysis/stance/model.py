"""The learned scorer: a small network, shipped with the package, run by onnxruntime on the CPU.

Every text is run by itself, in the shape that it has: its score depends on nothing but its own
words, and the same words give the same bits. Several texts run at once, one per thread.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analysis.errors import StanceError
from analysis.records import OTHER, OUTLET, Evidence, MarkedText, Score
from analysis.stance.placeholders import (
    HOLDERS,
    TARGET,
    masked,
    masked_slots,
    numbered,
    slots,
    windows,
    words,
)

PACKAGED = Path(__file__).parent.parent / "data" / "model"
REMEDY = "Reinstall the package, or choose the lexicon scorer (--scorer lexicon)."

TOKENS = 256
"""Tokens that the model reads at most; longer paragraphs are read in windows."""
CHARACTERS = 900
"""Length of a window to begin with; about 200 tokens of English."""
SHORTEST = 40
"""Windows are not made shorter than this, whatever their tokens."""
MOST_GROUPS = 120
"""Words, or groups of neighbouring words, that are left out in turn to explain a score."""
LEAST_SHARE = 0.05
"""Words that weigh less than this share of the heaviest are not named as evidence."""
QUIET = 0.1
"""Weight of a window that is wholly neutral, where one that is not at all neutral weighs 1.1."""

Tokens = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network says of one view: probabilities of the labels, and of the holders."""

    labels: tuple[float, ...]
    holders: tuple[float, ...]

    @property
    def neutral(self) -> float:
        """P(neutral)."""
        return self.labels[1]


@dataclass(frozen=True, slots=True)
class Part:
    """What is read of a paragraph at once: where it starts, its text, tokens, and its countries.

    ``names`` are the countries behind the placeholders, in the order of ``HOLDERS``.
    """

    start: int
    marked: MarkedText
    view: Tokens
    names: tuple[str, ...]


class ModelScorer:
    """The packaged model; loaded at the first score, not before.

    ``name`` says "model" and the version in the model's folder. Raises ``StanceError`` where
    onnxruntime or a file of the model is missing or damaged.
    """

    def __init__(self, folder: Path = PACKAGED) -> None:
        for module in ("onnxruntime", "tokenizers"):
            if find_spec(module) is None:
                raise _lacking(module)
        self._folder = folder
        self._lock = threading.Lock()
        self._network: _Network | None = None
        self._version = str(_settings(folder)["version"])

    @property
    def name(self) -> str:
        """``model`` and its version."""
        return f"model {self._version}"

    def score(self, paragraphs: Sequence[MarkedText]) -> list[Mapping[str, Score]]:
        """For each paragraph, a score for each target that it mentions, in order of mention.

        The scores carry no evidence: ``explain`` finds it for one paragraph at a time.
        """
        network = self._loaded()
        asked = [[(t, network.parts(p, t)) for t in p.targets] for p in paragraphs]
        read = network.read(part.view for row in asked for _, parts in row for part in parts)
        return [
            {target: _score(parts, [read[part.view] for part in parts]) for target, parts in row}
            for row in asked
        ]

    def explain(self, marked: MarkedText, target: str) -> tuple[Evidence, ...]:
        """The words without which the score for ``target`` would be weaker, in order of position.

        Each word (in a long paragraph, each few words) is left out in turn; its weight is its
        share of what the stance loses, so that the weights add up to the stance. No evidence
        where leaving out any word changes nothing.
        """
        network = self._loaded()
        parts = network.parts(marked, target)
        whole = [part.view for part in parts]
        asked: list[tuple[tuple[int, int], list[Tokens]]] = []
        for number, part in enumerate(parts):
            for left, right in _grouped(words(part.marked, target), MOST_GROUPS // len(parts) + 1):
                less = network.tokens(masked(part.marked, target, without=(left, right)))
                views = [*whole[:number], less, *whole[number + 1 :]]
                asked.append(((part.start + left, part.start + right), views))
        read = network.read([*whole, *(view for _, views in asked for view in views)])
        stance = _stance([read[view] for view in whole])
        sign = 1.0 if stance > 0 else -1.0
        losses = [sign * (stance - _stance([read[view] for view in views])) for _, views in asked]
        least = LEAST_SHARE * max(losses, default=0.0)
        kept = [
            (span, loss)
            for (span, _), loss in zip(asked, losses, strict=True)
            if loss > max(least, 0)
        ]
        total = sum(loss for _, loss in kept)
        return tuple(Evidence(*span, stance * loss / total) for span, loss in kept)

    def _loaded(self) -> _Network:
        with self._lock:
            if self._network is None:
                self._network = _Network(self._folder)
            return self._network


class _Network:
    """The network with its tokenizer, ready to read masked texts."""

    def __init__(self, folder: Path) -> None:
        runtime = required("onnxruntime")
        tokenizers = required("tokenizers")
        settings = _settings(folder)
        network = _checked(folder / "stance.onnx", str(settings["stance.onnx"]))
        spelling = _checked(folder / "tokenizer.json", str(settings["tokenizer.json"]))
        options = runtime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = runtime.InferenceSession(
            network,
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # its kernel is the slower one
        )
        self._tokenizer = tokenizers.Tokenizer.from_str(spelling.decode("utf-8"))
        self._tokenizer.no_truncation()
        self._threads = min(8, os.cpu_count() or 1)

    def parts(self, marked: MarkedText, target: str) -> list[Part]:
        """What is read to score ``target``: the paragraph, or several windows of a long one."""
        longest = CHARACTERS
        while True:
            parts = [
                self._part(start, part, target)
                for start, part in windows(marked, target, longest=longest)
            ]
            if longest < SHORTEST or all(len(part.view) <= TOKENS for part in parts):
                return parts
            longest //= 2

    def _part(self, start: int, marked: MarkedText, target: str) -> Part:
        found = slots(marked, target)
        view = self.tokens(masked_slots(marked.text, found))
        names: dict[str, str] = {}
        for whose, token in numbered(found).items():
            names.setdefault(token, whose if whose in marked.targets else OTHER)
        names[TARGET] = target
        return Part(start, marked, view, tuple(names.get(token, OTHER) for token in HOLDERS))

    def tokens(self, text: str) -> Tokens:
        """The numbers of a masked text's tokens."""
        return tuple(self._tokenizer.encode(text).ids)

    def read(self, views: Iterable[Tokens]) -> Mapping[Tokens, Answer]:
        """The answer to each view; the longest are begun first."""
        once = sorted(set(views), key=lambda view: (-len(view), view))
        with ThreadPoolExecutor(self._threads) as pool:
            return dict(zip(once, pool.map(self._run, once), strict=True))

    def _run(self, view: Tokens) -> Answer:
        labels, holders = self._session.run(None, {"ids": [view[:TOKENS]]})
        return Answer(_shares(labels[0]), _shares(holders[0]))


def _shares(values: Iterable[float]) -> tuple[float, ...]:
    """The values as shares of their sum."""
    plain = [float(value) for value in values]
    total = sum(plain)
    return tuple(value / total for value in plain)


def _score(parts: Sequence[Part], answers: Sequence[Answer]) -> Score:
    """One score from the windows of a paragraph: the less neutral a window, the more it counts."""
    weights = _weights(answers)
    held: dict[str, float] = {}
    for part, answer, weight in zip(parts, answers, weights, strict=True):
        for token, name, share in zip(HOLDERS, part.names, answer.holders, strict=True):
            holder = OUTLET if token == OUTLET else name
            held[holder] = held.get(holder, 0.0) + weight * share
    unfavorable, neutral, favorable = _mixed([answer.labels for answer in answers], weights)
    return Score(unfavorable, neutral, favorable, holders=tuple(held.items()))


def _weights(answers: Sequence[Answer]) -> list[float]:
    weights = [QUIET + 1 - answer.neutral for answer in answers]
    return [weight / sum(weights) for weight in weights]


def _mixed(shares: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    if len(shares) == 1:
        return list(shares[0])
    columns = zip(*shares, strict=True)
    return [sum(w * s for w, s in zip(weights, column, strict=True)) for column in columns]


def _stance(answers: Sequence[Answer]) -> float:
    unfavorable, _, favorable = _mixed([answer.labels for answer in answers], _weights(answers))
    return favorable - unfavorable


def _grouped(spans: Sequence[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    """The words in order; where there are more than ``most``, neighbours are taken together.

    Words of one group have nothing but spaces between them, or the group is cut there.
    """
    size = -(-len(spans) // most) if spans else 1
    for at in range(0, len(spans), size):
        left, right = spans[at]
        for following in spans[at + 1 : at + size]:
            if following[0] - right > 1:
                yield left, right
                left = following[0]
            right = following[1]
        yield left, right


def _settings(folder: Path) -> Mapping[str, object]:
    path = folder / "calibration.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StanceError(str(path), "is missing or cannot be read", REMEDY) from error
    except ValueError as error:
        raise StanceError(str(path), "is damaged", REMEDY) from error
    if not isinstance(found, dict) or {"version", "stance.onnx", "tokenizer.json"} - found.keys():
        raise StanceError(str(path), "is damaged", REMEDY)
    return found


def _checked(path: Path, digest: str) -> bytes:
    """The file's bytes, if they are those that the model was shipped with."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StanceError(str(path), "is missing or cannot be read", REMEDY) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise StanceError(str(path), "is not the file that was shipped", REMEDY)
    return content


def required(name: str) -> Any:
    """The module called ``name``; raises ``StanceError`` where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise _lacking(name) from error


def _lacking(module: str) -> StanceError:
    remedy = f"Install {module}, or choose the lexicon scorer (--scorer lexicon)."
    return StanceError("the learned scorer", f"needs {module}", remedy)
