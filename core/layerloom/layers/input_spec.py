"""InputSpec: the tensors a layer accepts, checked at every call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from layerloom.errors import ShapeError

__all__ = ["InputSpec"]


@dataclass(frozen=True)
class InputSpec:
    """What a layer expects of one input tensor (``keras.InputSpec``).

    Args:
        dtype: Number type, not checked.
        shape: The whole shape, ``None`` where any size will do.
        ndim: Number of axes.
        max_ndim: Greatest number of axes.
        min_ndim: Least number of axes.
        axes: Sizes of single axes.
        allow_last_axis_squeeze: Whether a last axis of size 1 may be there or not.
        name: Name of the input.
        optional: Whether the input may be ``None``.
    """

    dtype: str | None = None
    shape: tuple[int | None, ...] | None = None
    ndim: int | None = None
    max_ndim: int | None = None
    min_ndim: int | None = None
    axes: dict[int, int] = field(default_factory=dict)
    allow_last_axis_squeeze: bool = False
    name: str | None = None
    optional: bool = False

    def misfit(self, shape: tuple[int | None, ...]) -> str:
        """Returns what is wrong with a shape, or an empty text."""
        if self.allow_last_axis_squeeze and self.shape is not None:
            if len(shape) == len(self.shape) + 1 and shape[-1] == 1:
                shape = shape[:-1]
            elif len(shape) == len(self.shape) - 1 and self.shape[-1] == 1:
                shape = (*shape, 1)
        rank = len(shape)
        if self.ndim is not None and rank != self.ndim:
            return f"expected {self.ndim} axes, got {rank}"
        if self.min_ndim is not None and rank < self.min_ndim:
            return f"expected at least {self.min_ndim} axes, got {rank}"
        if self.max_ndim is not None and rank > self.max_ndim:
            return f"expected at most {self.max_ndim} axes, got {rank}"
        for axis, size in self.axes.items():
            if -rank <= axis < rank and shape[axis] not in (None, size):
                return f"expected size {size} on axis {axis}, got {shape[axis]}"
        if self.shape is not None:
            wanted = len(self.shape) == rank and all(
                a is None or b is None or a == b for a, b in zip(self.shape, shape, strict=True)
            )
            if not wanted:
                return f"expected shape {self.shape}, got {shape}"
        return ""


def check_inputs(specs: Any, shapes: list[tuple[int | None, ...]], layer: str) -> None:
    """Compares input shapes with a layer's specs.

    Args:
        specs: One spec, or a list with one for each input.
        shapes: The inputs' shapes.
        layer: How the error calls the layer, for example ``"dense" (Dense)``.

    Raises:
        ShapeError: If a shape does not fit; the message says what was expected and what came.
    """
    wanted = specs if isinstance(specs, (list, tuple)) else [specs]
    if len(wanted) != len(shapes):
        raise ShapeError(
            f"Layer {layer} takes {len(wanted)} input{'s'[: len(wanted) > 1]}, got {len(shapes)}."
        )
    for index, (spec, shape) in enumerate(zip(wanted, shapes, strict=True)):
        wrong = spec.misfit(tuple(shape))
        if wrong:
            which = f"Input {index} of layer {layer}" if len(shapes) > 1 else f"The input of layer {layer}"
            raise ShapeError(
                f"{which} does not fit: {wrong}; its shape is {tuple(shape)}.{_remedy(layer, spec, shape)}"
            )


#: By parts of class names: what to do where an axis is missing.
_MISSING_AXIS = {
    "2D": "Pictures need (batch, height, width, channels): add the axis of channels, as x[..., None].",
    "1D": "Sequences need (batch, steps, features): add the axis that is missing, as x[..., None].",
    "LSTM": "Sequences need (batch, steps, features): a recurrent layer before this one needs "
    "return_sequences=True, and a plain sequence x[..., None].",
    "3D": "Volumes need (batch, depth, height, width, channels): add the axis that is missing, as x[..., None].",
}
_MISSING_AXIS |= dict.fromkeys(("GRU", "RNN"), _MISSING_AXIS["LSTM"])


def _remedy(layer: str, spec: InputSpec, shape: tuple[int | None, ...]) -> str:
    """What helps in the cases that come up most; empty where the sentence before says it all."""
    wanted = spec.ndim
    if wanted is None:
        return ""
    kind = layer.rpartition("(")[2]
    if len(shape) > wanted:
        return " A Flatten or a pooling layer before it takes axes away."
    if len(shape) < wanted - 1:
        return " A Reshape layer before it makes axes."
    return next((f" {text}" for name, text in _MISSING_AXIS.items() if name in kind), "")
