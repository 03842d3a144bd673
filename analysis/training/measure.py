"""The table of figures: every scorer on every development set, with n and interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.stance.scorers import Scorer
from analysis.stance.targets import load_targets
from analysis.summary.accuracy import Agreement, GoldRow, evaluate

HEAD = (
    "| set | scorer | n | macro-F1 (95 %) | F1 unfavorable / neutral / favorable | accuracy "
    "| sign errors | calibration error |\n|---|---|---|---|---|---|---|---|"
)


def figures_table(sets: Mapping[str, Sequence[GoldRow]], scorers: Sequence[Scorer]) -> str:
    """The table in Markdown, one line per set and scorer."""
    targets = load_targets(None)
    lines = [HEAD]
    for name, rows in sets.items():
        for scorer in scorers:
            found = evaluate(rows, scorer=scorer, targets=targets)
            lines.append(_line(name, found))
    return "\n".join(lines)


def _line(name: str, found: Agreement) -> str:
    low, high = found.interval or (float("nan"), float("nan"))
    each = " / ".join("-" if value is None else f"{value:.2f}" for value in found.f1.values())
    error = "-" if found.ece is None else f"{found.ece:.3f}"
    return (
        f"| {name} | {found.scorer} | {found.n} | {found.macro_f1:.3f} ({low:.2f} to {high:.2f}) "
        f"| {each} | {found.accuracy:.3f} | {found.sign_error_rate:.2%} | {error} |"
    )
