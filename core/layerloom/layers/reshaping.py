"""Layers that rearrange without computing."""

from __future__ import annotations

import math
from typing import Any

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, TargetShape
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.ops.array import reshaped

__all__ = ["Flatten", "Reshape"]


@register("layer", category="Reshaping")
class Flatten(Layer):
    """Turns each sample into one row of numbers.

    Input shape: ``(batch, ...)``. Output shape: ``(batch, product of the other sizes)``, in row-major order.

    Args:
        data_format: Where images keep their channels; ``channels_first`` is brought to channels last before.
    """

    def __init__(self, data_format: DataFormat | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = (data_format or config.image_data_format()).lower()
        self.input_spec = InputSpec(min_ndim=1)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs with all axes but the first joined."""
        rank = len(inputs.shape)
        if self.data_format == "channels_first" and rank > 2:
            inputs = ops.transpose(inputs, axes=(0, *range(2, rank), 1))
        return ops.reshape(inputs, newshape=(-1, self.compute_output_shape(inputs.shape)[-1] or -1))

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """Batch and the product of the rest, None where a size is unknown."""
        rest = tuple(input_shape[1:])
        return (input_shape[0], None if None in rest else math.prod(rest))


@register("layer", category="Reshaping", start={"target_shape": (28, 28, 1)})
class Reshape(Layer):
    """Gives each sample another shape with the same number of elements.

    Args:
        target_shape: Shape of one sample; -1 for at most one size that follows from the others.
    """

    def __init__(self, target_shape: TargetShape, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        sizes = target_shape if isinstance(target_shape, (list, tuple)) else (target_shape,)
        self.target_shape = tuple(-1 if size is None else int(size) for size in sizes)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs in their new shape."""
        return ops.reshape(inputs, newshape=(-1, *self.compute_output_shape(inputs.shape)[1:]))

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """Batch and the target shape."""
        return (input_shape[0], *reshaped(tuple(input_shape[1:]), self.target_shape))
