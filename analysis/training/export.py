"""The files of the shipped model: the graph, its tokenizer, its calibration."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from analysis.training.graph import save, student_graph
from analysis.training.nets import Net
from analysis.training.student import arrays

VERSION = "2"
"""The version that the scorer's name carries; raise it whenever the scores change."""


def export(
    net: Net, folder: Path, *, temperature: float, lean: float, facts: dict[str, Any]
) -> None:
    """Write ``stance.onnx``, ``tokenizer.json`` and ``calibration.json`` into ``folder``.

    ``facts`` go into calibration.json as they are, for whoever asks how the model was calibrated.
    """
    folder.mkdir(parents=True, exist_ok=True)
    heads = net.encoder.config.num_attention_heads
    graph = student_graph(
        arrays(net), heads=heads, target_id=net.target_id, temperature=temperature, lean=lean
    )
    save(graph, str(folder / "stance.onnx"))
    raw = json.loads(net.tokenizer.to_str())
    raw["truncation"] = None
    spelling = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(spelling, encoding="utf-8")
    names = ("stance.onnx", "tokenizer.json")
    settings = {
        "version": VERSION,
        "temperature": round(temperature, 4),
        "lean_to_neutral": round(lean, 4),
        **{name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
        **facts,
    }
    (folder / "calibration.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")
