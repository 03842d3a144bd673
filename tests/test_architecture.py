"""The arrows of the design: who may import whom, and what may stand where."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([ROOT / "dashboard.py", *(ROOT / "analysis").rglob("*.py")])

STAGES_BEFORE = {
    "reading": set(),
    "stance": set(),
    "summary": {"reading", "stance"},
    "charts": {"summary"},
    "pages": {"reading", "stance", "summary", "charts", "pipeline"},
}
"""Which other stages a stage may import; the nouns and the errors are open to all."""
NOUNS = {"records", "errors"}


def imported(path: Path) -> set[str]:
    """The dotted names that a module imports, at its head or within its functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def importers(package: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == package for name in imported(path))
    }


def test_streamlit_is_imported_by_the_pages_and_the_door_alone() -> None:
    outside = {
        name
        for name in importers("streamlit")
        if name != "dashboard.py" and not name.startswith("analysis/pages/")
    }
    assert not outside


def test_altair_is_imported_by_the_charts_alone() -> None:
    assert all(name.startswith("analysis/charts/") for name in importers("altair"))


def test_the_model_runtime_is_imported_by_one_module_at_most() -> None:
    assert importers("onnxruntime") <= {"analysis/stance/model.py"}


def test_the_records_need_the_standard_library_alone() -> None:
    names = {name.split(".")[0] for name in imported(ROOT / "analysis" / "records.py")}
    assert names <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("stage", STAGES_BEFORE)
def test_data_flows_one_way(stage: str) -> None:
    allowed = STAGES_BEFORE[stage] | NOUNS | {stage}
    for path in (ROOT / "analysis" / stage).rglob("*.py"):
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "analysis" and len(parts) > 1:
                assert parts[1] in allowed, f"{path.name} imports {name}"


def test_the_library_loads_without_streamlit_or_altair() -> None:
    program = (
        "import sys, analysis.cli, analysis.pipeline, analysis.summary.aggregate;"
        "assert not {'streamlit', 'altair'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_nothing_but_the_agreed_names_stands_on_the_top_level() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    names = {line.split("/")[0] for line in tracked if line}
    visible = {name for name in names if not name.startswith(".")}
    agreed = {"pyproject.toml", "README.md", "dashboard.py", "analysis", "seeds", "tests"}
    assert visible <= agreed


def test_no_module_is_longer_than_a_person_reads_at_a_sitting() -> None:
    for path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
