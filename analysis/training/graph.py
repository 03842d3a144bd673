"""The student as an ONNX graph with 8-bit weights, written out operator by operator.

Weights are 8-bit with one scale per output, activations are quantised while it runs, with one
scale per product. That scale would couple the rows of a batch, so the graph reads one text at a
time and needs neither padding nor a mask.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

RANGE = 63
"""Weights reach from -63 to 63: with more, processors without VNNI would overflow 16-bit sums."""

CONTRIB = "com.microsoft"


class Graph:
    """An ONNX graph under construction; ``exact`` keeps its products in full precision."""

    def __init__(self, *, exact: bool = False) -> None:
        self.exact = exact
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def constant(self, name: str, values: Any) -> str:
        """A tensor of the graph's own; its name."""
        self.weights.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def apply(
        self, op: str, inputs: list[str], out: str, *, domain: str = "", **options: Any
    ) -> str:
        """An operator's output; its name."""
        self.nodes.append(helper.make_node(op, inputs, [out], name=out, domain=domain, **options))
        return out

    def quantised(self, source: str) -> tuple[str, str, str]:
        """The 8-bit form of a tensor: values, scale, zero."""
        outs = (f"{source}.small", f"{source}.scale", f"{source}.zero")
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [source], list(outs)))
        return outs

    def product(self, name: str, source: str, weight: Any, bias: Any) -> str:
        """``source @ weight.T + bias``; ``weight`` is outputs x inputs."""
        if self.exact:
            wide = self.constant(f"{name}.weight", weight.T)
            self.apply("MatMul", [source, wide], f"{name}.bare")
            added = [f"{name}.bare", self.constant(f"{name}.bias", bias)]
            return self.apply("Add", added, f"{name}.product")
        values, scale, zero = self.quantised(source)
        small, scales = quantised(weight)
        return self.apply(
            "MatMulIntegerToFloat",
            [
                values,
                self.constant(f"{name}.weight", small.T),
                scale,
                self.constant(f"{name}.scales", scales),
                zero,
                self.constant(f"{name}.zero", np.int8(0)),
                self.constant(f"{name}.bias", bias),
            ],
            f"{name}.product",
            domain=CONTRIB,
        )


def quantised(weight: Any) -> tuple[Any, Any]:
    """Signed 8-bit weights and the scale of each output; ``weight`` is outputs x inputs."""
    scales = np.maximum(np.abs(weight).max(-1) / RANGE, 1e-9).astype(np.float32)
    small = np.clip(np.rint(weight / scales[:, None]), -RANGE, RANGE).astype(np.int8)
    return small, scales


def student_graph(
    weights: Mapping[str, Any],
    *,
    heads: int,
    target_id: int,
    temperature: float = 1.0,
    lean: float = 0.0,
    exact: bool = False,
) -> Any:
    """The graph ids -> probabilities of the labels and of the holders, as a model proto.

    ``weights`` are float32 arrays by the names of a BERT encoder (``encoder.layer.0...``) and of
    the two heads (``head.1.weight``, ``voice.1.weight``...). With ``exact`` the graph reads
    several texts of one length.
    """
    graph = Graph(exact=exact)
    rows = "rows" if exact else 1
    hidden = _embedded(graph, weights)
    voices = len(weights["voice.4.bias"])
    layers = 1 + max(int(key.split(".")[2]) for key in weights if key.startswith("encoder.layer."))
    for number in range(layers):
        hidden = _layer(graph, weights, number, hidden, heads)
    pooled = _pooled(graph, hidden, target_id)
    logits = _head(graph, weights, pooled, "head")
    scaled = graph.apply(
        "Div", [logits, graph.constant("temperature", np.float32(temperature))], "scaled"
    )
    neutral = graph.constant("lean", np.array([0.0, lean, 0.0], dtype=np.float32))
    graph.apply("Add", [scaled, neutral], "leaning")
    graph.apply("Softmax", ["leaning"], "probabilities", axis=-1)
    graph.apply("Softmax", [_head(graph, weights, pooled, "voice")], "holders", axis=-1)
    made = helper.make_graph(
        graph.nodes,
        "stance",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, [rows, "tokens"]),
        ],
        [
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [rows, 3]),
            helper.make_tensor_value_info("holders", TensorProto.FLOAT, [rows, voices]),
        ],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(made, opset_imports=opsets, producer_name="stance")
    model.ir_version = 9
    return model


def _embedded(graph: Graph, weights: Mapping[str, Any]) -> str:
    table = weights["embeddings.word_embeddings.weight"]
    scale = np.maximum(np.abs(table).max(-1, keepdims=True) / 127, 1e-9).astype(np.float32)
    small = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    graph.apply("Gather", [graph.constant("words", small), "ids"], "words.small")
    graph.apply("Cast", ["words.small"], "words.cast", to=TensorProto.FLOAT)
    graph.apply("Gather", [graph.constant("words.scale", scale), "ids"], "words.scales")
    graph.apply("Mul", ["words.cast", "words.scales"], "words.vectors")
    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    places = weights["embeddings.position_embeddings.weight"] + kinds
    graph.constant("places", places)
    graph.apply("Shape", ["ids"], "length", start=1, end=2)
    graph.apply(
        "Slice",
        ["places", graph.constant("zero", np.array([0])), "length", "zero"],
        "places.used",
    )
    graph.apply("Add", ["words.vectors", "places.used"], "embedded")
    return _normal(graph, weights, "embeddings.LayerNorm", "embedded")


def _normal(graph: Graph, weights: Mapping[str, Any], name: str, source: str) -> str:
    inputs = [
        source,
        graph.constant(f"{name}.weight", weights[f"{name}.weight"]),
        graph.constant(f"{name}.bias", weights[f"{name}.bias"]),
    ]
    return graph.apply("LayerNormalization", inputs, name, epsilon=1e-12)


def _layer(graph: Graph, weights: Mapping[str, Any], number: int, hidden: str, heads: int) -> str:
    at = f"encoder.layer.{number}"
    parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
    joint = graph.product(
        f"{at}.attention.joint",
        hidden,
        np.concatenate([weights[f"{part}.weight"] for part in parts]),
        np.concatenate([weights[f"{part}.bias"] for part in parts]),
    )
    graph.nodes.append(helper.make_node("Split", [joint], parts, axis=-1, num_outputs=3))
    attended = graph.apply(
        "MultiHeadAttention", parts, f"{at}.attended", domain=CONTRIB, num_heads=heads
    )
    hidden = _joined(graph, weights, f"{at}.attention.output", attended, hidden)
    dense = f"{at}.intermediate.dense"
    wide = graph.product(dense, hidden, weights[f"{dense}.weight"], weights[f"{dense}.bias"])
    active = graph.apply("Gelu", [wide], f"{at}.active", domain=CONTRIB)
    return _joined(graph, weights, f"{at}.output", active, hidden)


def _joined(graph: Graph, weights: Mapping[str, Any], name: str, source: str, skip: str) -> str:
    """A product, its bias, what came before it, and the normalisation of the sum.

    The runtime's fused form of the last two (SkipLayerNormalization) is the slower one.
    """
    dense = f"{name}.dense"
    made = graph.product(dense, source, weights[f"{dense}.weight"], weights[f"{dense}.bias"])
    graph.apply("Add", [made, skip], f"{name}.sum")
    return _normal(graph, weights, f"{name}.LayerNorm", f"{name}.sum")


def _pooled(graph: Graph, hidden: str, target_id: int) -> str:
    """The first token's vector beside the mean over the target's tokens."""
    graph.apply("Equal", ["ids", graph.constant("target", np.int64(target_id))], "is_target")
    graph.apply("Cast", ["is_target"], "marks", to=TensorProto.FLOAT)
    graph.apply("Unsqueeze", ["marks", graph.constant("last", np.array([-1]))], "marks.wide")
    graph.apply("Mul", [hidden, "marks.wide"], "marked")
    axis = graph.constant("tokens.axis", np.array([1]))
    graph.apply("ReduceSum", ["marked", axis], "marked.sum", keepdims=0)
    graph.apply("ReduceSum", ["marks.wide", axis], "marks.sum", keepdims=0)
    graph.apply("Max", ["marks.sum", graph.constant("one", np.float32(1))], "marks.count")
    graph.apply("Div", ["marked.sum", "marks.count"], "target.vector")
    graph.apply("Gather", [hidden, graph.constant("first", np.int64(0))], "first.vector", axis=1)
    return graph.apply("Concat", ["first.vector", "target.vector"], "both", axis=-1)


def _head(graph: Graph, weights: Mapping[str, Any], pooled: str, name: str) -> str:
    """The two small layers on top, in full precision."""
    wide = [pooled, *(graph.constant(key, weights[key]) for key in _keys(name, 1))]
    active = graph.apply(
        "Tanh", [graph.apply("Gemm", wide, f"{name}.wide", transB=1)], f"{name}.on"
    )
    last = [active, *(graph.constant(key, weights[key]) for key in _keys(name, 4))]
    return graph.apply("Gemm", last, f"{name}.logits", transB=1)


def _keys(name: str, number: int) -> tuple[str, str]:
    return f"{name}.{number}.weight", f"{name}.{number}.bias"


def save(model: Any, path: str) -> None:
    """Write the graph."""
    onnx.save(model, path)
