"""The command line, ``stance ...``: one function per command, each a thin face of the library.

Exit codes: 0 done; 1 done, but some inputs were rejected (each is named on standard error);
2 wrong usage, or nothing could be read.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.commands_review import register
from analysis.errors import StanceError
from analysis.stance.catalogue import BASELINES, SCORERS, default_scorer, scorer_named

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading.edits import Edit
    from analysis.records import Analysis, Reading
    from analysis.stance.scorers import Scorer

DONE, SOME_REJECTED, WRONG = 0, 1, 2
FORMATS = ("png", "svg", "pdf", "html")
TABLES = (".csv", ".parquet", ".jsonl")
BY = ("outlet", "date", "target", "holder", "role", "label")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()
    except StanceError as error:
        print(f"stance: {error}", file=sys.stderr)
        return WRONG
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # The reader of our output has left; Python must not complain about it at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        print(f"stance: {error.filename}: {error.strerror}. Choose another place.", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("\nstance: stopped.", file=sys.stderr)
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stance",
        description="How news articles write about countries: stance by paragraph, outlet, date.",
        epilog="PATH is a file, a folder (with all below it), or - for standard input.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        about = (run.__doc__ or "").strip().splitlines()[0]
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(run=run)
        return sub

    def paths(sub: argparse.ArgumentParser, nargs: str = "+") -> None:
        sub.add_argument("paths", metavar="PATH", nargs=nargs, help="file, folder, or -")

    def reading_options(sub: argparse.ArgumentParser) -> None:
        paths(sub)
        sub.add_argument(
            "--no-corrections",
            dest="corrections",
            action="store_false",
            help="leave out what was corrected or judged by hand in the dashboard",
        )
        sub.add_argument(
            "--columns",
            type=_mapping,
            metavar="FIELD=COLUMN,...",
            help="which columns of your tables hold what, where it is not seen by itself",
        )

    def analysis_options(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "--scorer", choices=list(SCORERS), help=f"who scores (default {next(iter(SCORERS))})"
        )
        targets_option(sub)

    def targets_option(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--targets", type=Path, metavar="FILE", help="a targets file of your own")

    def output(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "-o", "--output", type=_table_path, metavar="FILE", help=f"{', '.join(TABLES)}"
        )

    def counting(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--period", choices=["day", "week", "month"], help="default: by the data")
        sub.add_argument(
            "--count",
            choices=["articles", "origins", "own"],
            default="articles",
            help="every publication, every origin once, or all but agency copy",
        )

    sub = command("analyze", analyze)
    reading_options(sub)
    output(sub)
    analysis_options(sub)

    sub = command("articles", articles)
    reading_options(sub)
    output(sub)
    sub.add_argument("--check", action="store_true", help="only the doubts, a line per article")

    sub = command("summarize", summarize)
    reading_options(sub)
    output(sub)
    analysis_options(sub)
    sub.add_argument(
        "--by",
        type=_columns,
        default=("outlet", "date"),
        metavar="COLUMNS",
        help=f"of {','.join(BY)}; target is always among them (default outlet,date)",
    )
    counting(sub)

    sub = command("export", export)
    reading_options(sub)
    analysis_options(sub)
    counting(sub)
    sub.add_argument("-o", "--output", type=Path, metavar="DIR", required=True, help="a folder")
    sub.add_argument(
        "--format",
        type=_formats,
        default=("png", "svg"),
        metavar="FORMATS",
        help=f"of {','.join(FORMATS)} (default png,svg)",
    )

    sub = command("evaluate", evaluate)
    sub.add_argument("gold", metavar="GOLD.jsonl", type=Path, help="labelled rows")
    sub.add_argument(
        "--scorer",
        choices=[*SCORERS, *BASELINES],
        help=f"a scorer or a baseline (default {next(iter(SCORERS))})",
    )
    targets_option(sub)
    sub.add_argument("--json", action="store_true", help="print one JSON object")

    def review_options(sub: argparse.ArgumentParser) -> None:
        reading_options(sub)
        analysis_options(sub)

    register(commands, analyzed=_analysis, options=review_options)

    sub = command("dashboard", dashboard)
    paths(sub, nargs="*")
    return parser


def _table_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in TABLES:
        raise argparse.ArgumentTypeError(f"{text!r} must end in {', '.join(TABLES)}")
    return path


def _choices(text: str, known: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in known]
    if unknown or not chosen:
        raise argparse.ArgumentTypeError(f"{text!r}: choose of {','.join(known)}")
    return chosen


def _columns(text: str) -> tuple[str, ...]:
    return _choices(text, BY)


def _mapping(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not pairs or not all(field.strip() and column.strip() for field, _, column in pairs):
        raise argparse.ArgumentTypeError(f"{text!r}: write text=Body,date=Published")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _formats(text: str) -> tuple[str, ...]:
    return _choices(text, FORMATS)


def analyze(arguments: argparse.Namespace) -> int:
    """Score each paragraph for its stance toward each target that it mentions."""
    stances, code = _stances(arguments)
    _write(stances, arguments.output)
    return code


def articles(arguments: argparse.Namespace) -> int:
    """Show what was read of each article, the clue of each value, and what was left out."""
    from analysis.reading.report import check, describe, doubtful
    from analysis.summary.tables import article_table

    reading, code = _reading(arguments)
    if arguments.output:
        _write(article_table(doubtful(reading) if arguments.check else reading), arguments.output)
    else:
        print(_plain(check(reading) if arguments.check else describe(reading)))
    return code


def summarize(arguments: argparse.Namespace) -> int:
    """Mean stance with its 95 % interval by outlet, date, target or other columns."""
    from analysis.summary.aggregate import summarize as summary_of

    stances, code = _stances(arguments)
    by = tuple(dict.fromkeys([*arguments.by, "target"]))
    frame = summary_of(stances, by=by, period=arguments.period, count=arguments.count)
    _write(frame, arguments.output)
    return code


def export(arguments: argparse.Namespace) -> int:
    """Write every chart, with its title, source note and n, and the data behind it."""
    from analysis.charts.export import export as export_charts
    from analysis.summary.selection import View

    stances, code = _stances(arguments)
    view = View(count=arguments.count, period=arguments.period)
    for path in export_charts(stances, arguments.output, formats=arguments.format, view=view):
        print(path)
    return code


def evaluate(arguments: argparse.Namespace) -> int:
    """Agreement of a scorer with labelled rows."""
    from analysis.stance.targets import load_targets
    from analysis.summary.accuracy import evaluate as agreement_of
    from analysis.summary.accuracy import read_gold

    agreement = agreement_of(
        read_gold(arguments.gold),
        scorer=_scorer(arguments.scorer),
        targets=load_targets(arguments.targets),
    )
    if arguments.json:
        print(json.dumps(agreement.to_dict(), ensure_ascii=False))
    else:
        print(agreement.describe())
    return DONE


def dashboard(arguments: argparse.Namespace) -> int:
    """Open the dashboard in the browser, on the samples or on PATH."""
    script = Path(__file__).resolve().parent.parent / "dashboard.py"
    paths = [path if path == "-" else str(Path(path).resolve()) for path in arguments.paths]
    if "-" in paths:
        raise StanceError("-", "the dashboard cannot read standard input", "Name a file or folder.")
    for path in paths:
        if not Path(path).exists():
            raise StanceError(path, "no such file or folder", "Check the path.")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--", *paths]
    return subprocess.run(command, check=False, cwd=script.parent).returncode


def _reading(arguments: argparse.Namespace) -> tuple[Reading, int]:
    from analysis.reading.sources import read

    paths: Sequence[str] = arguments.paths
    reading = read(paths, columns=arguments.columns, progress=_progress("reading", "files"))
    for rejected in reading.rejected:
        line = f"stance: {rejected.source}: {rejected.reason}. {rejected.remedy}"
        print(_plain(" ".join(line.split())), file=sys.stderr)
    if not reading.articles:
        remedy = "Name files that hold articles, or a folder of them."
        raise StanceError(", ".join(paths), "no article could be read", remedy)
    if arguments.corrections:
        reading = _corrected(reading)
    return reading, SOME_REJECTED if reading.rejected else DONE


def _corrected(reading: Reading) -> Reading:
    """``reading`` with what the person corrected, and how much that is on standard error."""
    from analysis.reading.corrections import applied, corrected

    edits = _edits()
    if number := len(applied(reading, edits)):
        said = "1 correction" if number == 1 else f"{number:,} corrections"
        print(f"{said} by hand applied; --no-corrections leaves them out", file=sys.stderr)
    return corrected(reading, edits)


def _edits() -> tuple[Edit, ...]:
    from analysis.reading.edits import Edits

    try:
        return Edits.at_home().all()
    except StanceError as error:
        remedy = f"{error.remedy} Or leave corrections out with --no-corrections."
        raise StanceError(error.where, error.what, remedy) from error


def _stances(arguments: argparse.Namespace) -> tuple[pd.DataFrame, int]:
    """The stances with what the person judged, and how much that is on standard error."""
    from analysis.reading.corrections import key_of
    from analysis.summary.judged import with_judgments
    from analysis.summary.tables import stance_table

    analysis, code = _analysis(arguments)
    table = stance_table(analysis)
    if not arguments.corrections:
        return table, code
    keys = {article.id: key_of(article) for article in analysis.reading.articles}
    found = with_judgments(table, _edits(), keys)
    if number := len(found.applied):
        said = "1 judgment" if number == 1 else f"{number:,} judgments"
        print(f"{said} of stances applied; --no-corrections leaves them out", file=sys.stderr)
    return found.stances, code


def _analysis(arguments: argparse.Namespace) -> tuple[Analysis, int]:
    from analysis.pipeline import analyze as analysis_of
    from analysis.stance.targets import load_targets

    targets = load_targets(arguments.targets)
    reading, code = _reading(arguments)
    analysis = analysis_of(
        reading,
        targets=targets,
        scorer=_scorer(arguments.scorer),
        progress=_progress("scoring", "articles"),
    )
    return analysis, code


def _scorer(name: str | None) -> Scorer:
    if name:
        return scorer_named(name)
    scorer, notice = default_scorer()
    if notice:
        print(f"stance: {notice}", file=sys.stderr)
    return scorer


def _progress(doing: str, of: str) -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        print(f"\r{doing}: {done} of {total} {of}", end=end, file=sys.stderr, flush=True)

    return show


def _write(frame: pd.DataFrame, path: Path | None) -> None:
    from analysis.summary.tables import table_bytes, write_table

    if path is None:
        sys.stdout.write(table_bytes(frame, ".csv").decode("utf-8").replace("\r\n", "\n"))
        return
    write_table(frame, path)
    print(f"{len(frame):,} rows written to {path}", file=sys.stderr)


def _plain(text: str) -> str:
    """``text`` without control characters, which could drive the terminal it is printed on."""
    return "".join(
        char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text
    )
