"""What the outputs of layers and operations with several of them are called in Python code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layerloom.graph.architecture import LayerSpec

#: More outputs than these are picked by their numbers.
_MOST = 5
_WITH_CARRY = ("LSTM", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
_STATE = {"GRU": ("_state",), "SimpleRNN": ("_state",), **dict.fromkeys(_WITH_CARRY, ("_h", "_c"))}
_PARTS = {
    "TopK": ("_values", "_indices"),
    "Moments": ("_mean", "_variance"),
    "MultiHeadAttention": ("", "_scores"),
    "GroupQueryAttention": ("", "_scores"),
    "Attention": ("", "_scores"),
    "AdditiveAttention": ("", "_scores"),
}
_PIECES = ("Split", "ArraySplit", "Unstack", "Hsplit", "Vsplit", "Dsplit", "Meshgrid")


def output_keys(spec: LayerSpec) -> list[str] | None:
    """Returns the keys of a model's outputs in the order of their numbers, ``None`` where it gives no dict."""
    found = spec.config.get("output_layers") if spec.is_model else None
    return sorted(map(str, found)) if isinstance(found, Mapping) else None


def output_endings(spec: LayerSpec, count: int) -> tuple[str, ...]:
    """Returns what is put behind a name for each output; nothing where they are better picked by their numbers.

    Args:
        spec: The layer, model or operation.
        count: How many outputs it has.
    """
    name = spec.class_name.removeprefix("ops.").rpartition(">")[2]
    found: tuple[str, ...] = _PARTS.get(name, ())
    if name in _STATE and spec.config.get("return_state"):
        found = ("", *_STATE[name])
    elif name == "Bidirectional":
        found = _both_ways(spec.config)
    elif spec.is_model or (spec.is_operation and name in _PIECES):
        found = tuple(f"_{place + 1}" for place in range(count))
    return found if 1 < len(found) == count <= _MOST else ()


def _both_ways(config: Mapping[str, Any]) -> tuple[str, ...]:
    inner = config.get("layer")
    inner = inner if isinstance(inner, Mapping) else {}
    name, settings = str(inner.get("class_name")), inner.get("config") or {}
    outputs = ("",) if config.get("merge_mode", "concat") else ("_forward", "_backward")
    if not settings.get("return_state"):
        return outputs
    states = _STATE.get(name, ())
    return (*outputs, *(f"_forward{end}" for end in states), *(f"_backward{end}" for end in states))
