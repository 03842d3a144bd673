"""The commands of a review: draw a sample, take in people's judgments, say how accurate it all is.

``register`` adds them to the command line; each is a thin face of the library. Exit codes are those
of every command: 0 done; 1 done, but some rows or inputs were rejected; 2 nothing could be done.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import StanceError

if TYPE_CHECKING:
    from pandas import DataFrame

    from analysis.records import Analysis, Rejected
    from analysis.summary.judgments import Judgment

DONE, SOME_REJECTED = 0, 1
DESIGN_SUFFIX = ".design.csv"

Analyzed = Callable[[argparse.Namespace], "tuple[Analysis, int]"]
"""Reads and scores the paths of the arguments: the analysis, and the exit code so far."""


def register(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    *,
    analyzed: Analyzed,
    options: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add ``sample``, ``judge`` and ``accuracy``; ``options`` adds what ``analyzed`` needs."""

    def command(name: str, run: Callable[..., int]) -> argparse.ArgumentParser:
        about = (run.__doc__ or "").strip().splitlines()[0]
        return commands.add_parser(name, help=about, description=about)

    sub = command("sample", sample)
    sub.set_defaults(run=partial(sample, analyzed=analyzed))
    options(sub)
    sub.add_argument("-n", type=_number, default=200, help="how many paragraphs (default 200)")
    sub.add_argument("--seed", type=_number, default=1, help="another seed, another sample")
    sub.add_argument(
        "--articles", action="store_true", help="draw whole articles: quicker to read, less sure"
    )
    sub.add_argument("-o", "--output", type=_csv_path, metavar="FILE.csv", required=True)

    sub = command("judge", judge)
    sub.set_defaults(run=judge)
    way = sub.add_mutually_exclusive_group(required=True)
    way.add_argument("--import", dest="labels", type=Path, metavar="FILE.csv", help="keep answers")
    way.add_argument("--export", type=_csv_path, metavar="FILE.csv", help="write what is kept")
    sub.add_argument("--coder", metavar="NAME", help="who judged the rows that name nobody")

    sub = command("accuracy", accuracy)
    sub.set_defaults(run=partial(accuracy, analyzed=analyzed))
    options(sub)
    sub.add_argument(
        "--labels",
        type=Path,
        metavar="FILE.csv",
        action="append",
        default=[],
        help="a coder's answers, once for each coder; without it those that `stance judge` keeps",
    )
    sub.add_argument(
        "--design",
        type=Path,
        metavar="FILE.csv",
        help=f"the sample's {DESIGN_SUFFIX} file (default: beside the answers, or drawn again)",
    )
    sub.add_argument(
        "--by",
        type=_by,
        default=("target",),
        metavar="COLUMNS",
        help="of target,outlet: what the estimates are told apart by (default target)",
    )
    sub.add_argument("--json", action="store_true", help="print one JSON object")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1 and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def _csv_path(text: str) -> Path:
    if not text.lower().endswith(".csv") or text.lower().endswith(DESIGN_SUFFIX):
        raise argparse.ArgumentTypeError(f"{text!r} must end in .csv, and not in {DESIGN_SUFFIX}")
    return Path(text)


def _by(text: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not chosen or set(chosen) - {"target", "outlet"}:
        raise argparse.ArgumentTypeError(f"{text!r}: choose of target,outlet")
    return chosen


def sample(arguments: argparse.Namespace, *, analyzed: Analyzed) -> int:
    """Draw a blind random sample of paragraphs for people to judge."""
    from analysis.summary.sampling import draw_sample
    from analysis.summary.tables import stance_table, write_table

    analysis, code = analyzed(arguments)
    stances = stance_table(analysis)
    drawn = draw_sample(
        stances,
        arguments.n,
        seed=arguments.seed,
        keys=_keys(analysis),
        whole_articles=arguments.articles,
    )
    design = arguments.output.with_suffix(DESIGN_SUFFIX)
    write_table(drawn.design, design)
    write_table(drawn.sheet, arguments.output)
    print(
        f"{len(drawn.units):,} paragraphs to judge, written to {arguments.output}. Fill in stance "
        f"(-1, 0, 1) and coder. Keep {design} beside it, and from the coders: it tells the "
        "machine's answers.",
        file=sys.stderr,
    )
    return code


def judge(arguments: argparse.Namespace) -> int:
    """Keep people's judgments from a CSV file, or write those that are kept."""
    from analysis.summary.judgments import (
        CODER,
        read_judgments,
        store_judgments,
        stored_judgments,
        write_judgments,
    )

    if arguments.export:
        kept = stored_judgments()
        write_judgments(kept, arguments.export)
        print(f"{len(kept):,} judgments written to {arguments.export}", file=sys.stderr)
        return DONE
    found, rejected = read_judgments(arguments.labels, coder=arguments.coder or CODER)
    _name(rejected)
    if not found:
        raise StanceError(str(arguments.labels), "holds no judgment", "Fill in the column stance.")
    new = store_judgments(found)
    print(f"{new:,} judgments kept, {len(found) - new:,} known before", file=sys.stderr)
    return SOME_REJECTED if rejected else DONE


def accuracy(arguments: argparse.Namespace, *, analyzed: Analyzed) -> int:
    """Say how far people agree with the machine on a sample, and correct its figures by them."""
    from analysis.summary.card import make_card
    from analysis.summary.labelled import lay_beside
    from analysis.summary.tables import stance_table

    judgments, rejected = _judgments(arguments.labels)
    _name(rejected)
    analysis, code = analyzed(arguments)
    stances, keys = stance_table(analysis), _keys(analysis)
    design = _design(arguments, stances, keys)
    card = make_card(lay_beside(stances, design, judgments, keys=keys), by=arguments.by)
    if arguments.json:
        print(json.dumps(card.to_dict(), ensure_ascii=False))
    else:
        print(_printable(card.describe()))
    return SOME_REJECTED if rejected else code


def _judgments(paths: Iterable[Path]) -> tuple[list[Judgment], list[Rejected]]:
    """The judgments of the files, or where none is named all that are kept.

    A coder who gives no name is called as the file, so that two coders' files are told apart.
    """
    from analysis.summary.judgments import read_judgments, stored_judgments

    found: list[Judgment] = []
    rejected: list[Rejected] = []
    named = list(paths)
    for path in named:
        good, bad = read_judgments(path, coder=path.stem)
        found += good
        rejected += bad
    if not named:
        found += stored_judgments()
    if not found:
        raise StanceError(
            ", ".join(map(str, named)) or "judgments",
            "there are none",
            "Name a filled-in sample with --labels, or keep one with `stance judge --import`.",
        )
    return found, rejected


def _design(
    arguments: argparse.Namespace, stances: DataFrame, keys: Mapping[str, str]
) -> DataFrame:
    """The design that is named, beside the answers, drawn again, or the last drawn on the page."""
    from analysis.reading.answers import Answers
    from analysis.reading.workspace import home
    from analysis.summary.designs import drawn_as, kept_design, read_design, sample_named

    labels: list[Path] = arguments.labels
    beside = [path.with_suffix(DESIGN_SUFFIX) for path in labels]
    for path in [arguments.design] if arguments.design else [p for p in beside if p.exists()]:
        return read_design(path)
    for path in labels:
        if name := sample_named(path):
            return drawn_as(stances, name, keys=keys)
    kept = kept_design(stances, Answers(home()).samples(), keys=keys)
    if kept is not None:
        return kept
    raise StanceError(
        "sample",
        "nothing tells how it was drawn",
        f"Name the {DESIGN_SUFFIX} file that `stance sample` wrote with --design, or draw a sample "
        "of these articles on the page Accuracy.",
    )


def _keys(analysis: Analysis) -> dict[str, str]:
    return {article.id: article.key for article in analysis.reading.articles}


def _name(rejected: Iterable[Rejected]) -> None:
    for one in rejected:
        print(_printable(f"stance: {one.source}: {one.reason}. {one.remedy}"), file=sys.stderr)


def _printable(text: str) -> str:
    """``text`` without control characters, which could drive the terminal it is printed on."""
    return "".join(
        char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text
    )
