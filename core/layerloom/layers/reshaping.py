"""Layers that rearrange without computing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import Bounds, DataFormat, Ints, PositiveInt, TargetShape
from layerloom.errors import FieldError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.ops.arrays import reshaped

__all__ = ["Flatten", "Permute", "RepeatVector", "Reshape"]


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


@register("layer", category="Reshaping", start={"dims": (2, 1)})
class Permute(Layer):
    """Reorders the axes of each sample, for example to exchange steps and features.

    Args:
        dims: The axis that comes to each place, counted from 1; the batch stays in front.
    """

    def __init__(self, dims: Annotated[Sequence[int], Ints(), Bounds(ge=1)], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dims = (dims,) if isinstance(dims, int) else tuple(int(axis) for axis in dims)
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise FieldError(
                f"Permute: dims must hold each of 1 to {len(self.dims)} once, in the new order, got {dims!r}."
            )
        self.input_spec = InputSpec(ndim=len(self.dims) + 1)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs with their axes in the new order."""
        return ops.transpose(inputs, axes=(0, *self.dims))

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The batch and the sizes in the new order."""
        return (input_shape[0], *(input_shape[axis] for axis in self.dims))


@register("layer", category="Reshaping", start={"n": 2})
class RepeatVector(Layer):
    """Repeats a vector as the steps of a sequence.

    Input shape: ``(batch, features)``. Output shape: ``(batch, n, features)``.

    Args:
        n: Number of steps.
    """

    def __init__(self, n: PositiveInt, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.n = int(n)
        self.input_spec = InputSpec(ndim=2)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the vectors, each ``n`` times."""
        return ops.repeat(ops.expand_dims(inputs, axis=1), self.n, axis=1)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The batch, ``n`` and the features."""
        return (input_shape[0], self.n, input_shape[1])
