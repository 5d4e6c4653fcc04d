"""Calls of layers in a model's graph, as plans see them."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

from layerloom import layers
from layerloom.tensors import KerasTensor, Node


class UnplannableError(Exception):
    """Why a model cannot have a plan."""


@dataclass
class Call:
    """A call of a layer whose tensors were exchanged; it has what plans read of a node.

    Args:
        operation: The layer.
        args: What it is called with.
        kwargs: What it is called with by name.
        inputs: The symbolic tensors among these.
        outputs: What it gives.
        training: What the call of the model round it says about ``training``; ``None`` for nothing.
    """

    operation: Any
    args: Any
    kwargs: Any
    inputs: list[KerasTensor]
    outputs: list[KerasTensor]
    training: bool | None = None


class Unique:
    """A call whose symbolic inputs are listed once each."""

    def __init__(self, node: Node, symbols: list[KerasTensor]) -> None:
        self.operation, self.args, self.kwargs = node.operation, node.args, node.kwargs
        self.inputs, self.training = symbols, training_of(node)


def training_of(node: Any) -> bool | None:
    """Returns what a call, or that of the model round it, says about ``training``; ``None`` for nothing."""
    said = node.kwargs.get("training")
    return getattr(node, "training", None) if said is None else said


def says_little(node: Any) -> bool:
    """Tells whether a call says nothing by name; ``None`` says nothing, and ``training`` as a plain value little."""
    said = {key for key, value in node.kwargs.items() if value is not None}
    return said <= {"training"} and node.kwargs.get("training") in (None, False, True)


def is_plain_call(node: Node, penalized: bool = False) -> bool:
    """Tells whether a layer is called with tensors alone and computes in float32.

    Args:
        node: The call.
        penalized: Whether what the layer gives may have a penalty.
    """
    layer = node.operation
    if not says_little(node) or len(node.args) != 1 or not isinstance(layer, layers.Layer):
        return False
    policy = layer.dtype_policy
    return (
        policy.compute_dtype == policy.variable_dtype == "float32"
        and (penalized or layer.activity_regularizer is None)
        and all(
            isinstance(t, KerasTensor)
            for t in (node.args[0] if isinstance(node.args[0], list) else node.args)
        )
    )


def known(tensor: KerasTensor) -> tuple[int, ...]:
    """Returns the shape of one sample."""
    shape = tuple(size for size in tensor.shape[1:] if size is not None)
    if not tensor.shape or tensor.shape[0] is not None or len(shape) != len(tensor.shape) - 1:
        raise UnplannableError("a shape is not known before the layers run")
    return shape


def makes_mask(operation: Any) -> bool:
    """Tells whether what a layer gives may have a mask where what it gets has none."""
    inner = operation._flatten_layers() if hasattr(operation, "_flatten_layers") else ()
    return any(
        getattr(layer, "mask_zero", False)
        or isinstance(layer, layers.Masking)
        or (
            type(layer).compute_mask is not layers.Layer.compute_mask
            and not type(layer).__module__.startswith("layerloom.")
        )
        for layer in inner
    )


def passes_mask(layer: Any) -> bool:
    """Tells whether a layer has no use for a mask itself and gives it on as it is."""
    takes = "mask" in inspect.signature(type(layer).call).parameters
    same = type(layer).compute_mask is layers.Layer.compute_mask
    return bool(layer.supports_masking) and same and not takes


def loses_mask(layer: Any) -> bool:
    """Tells whether a layer that uses a mask gives none on."""
    pools = isinstance(layer, (layers.GlobalAveragePooling1D, layers.GlobalMaxPooling1D))
    ends = isinstance(layer, (layers.RNN, layers.Bidirectional)) and not layer.return_sequences
    return pools or (ends and not layer.return_state)
