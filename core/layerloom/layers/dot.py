"""Dot: products of the vectors in two tensors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import Role
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.layer import Layer
from layerloom.layers.structures import is_batch_shape

__all__ = ["Dot", "dot"]


@register("layer", category="Merging", start={"axes": -1})
class Dot(Layer):
    """Multiplies two tensors along an axis of each and sums up, sample by sample.

    Input shapes: two of ``(batch, ...)``. Output shape: the batch, the first one's other sizes, the second one's.

    Args:
        axes: The axis of both tensors, or a pair with one for each; the batch's, 0, is none.
        normalize: Whether vectors are brought to length 1 before, which gives the cosine of their angle.
    """

    supports_masking = True

    def __init__(
        self, axes: Annotated[int | Sequence[int], Role("axis")], normalize: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if not isinstance(axes, int) and len(axes) != 2:
            raise FieldError(f"Dot: axes must be a whole number or 2 of them, got {axes!r}.")
        self.axes = axes if isinstance(axes, int) else tuple(axes)
        self.normalize = normalize

    def call(self, inputs: Any) -> Any:
        """Returns the products of the two tensors."""
        first, second = inputs
        shape = self.compute_output_shape([tuple(first.shape), tuple(second.shape)])
        one, two = self._places([tuple(first.shape), tuple(second.shape)])
        if self.normalize:
            first, second = ops.normalize(first, axis=one), ops.normalize(second, axis=two)
        left = _as_matrices(ops.moveaxis(first, one, -1))
        right = _as_matrices(ops.moveaxis(second, two, -1))
        return ops.reshape(ops.matmul(left, ops.swapaxes(right, -1, -2)), newshape=(-1, *shape[1:]))

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """None: the axis of the steps is summed up, or stands elsewhere."""
        return None

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The batch, and the sizes of both tensors without the two axes; 1 if none are left."""
        if is_batch_shape(input_shape) or len(input_shape) != 2:
            raise ShapeError(f"Layer {self._title} must be called on a list of 2 tensors.")
        first, second = (tuple(shape) for shape in input_shape)
        one, two = self._places([first, second])
        batches = {size for size in (first[0], second[0]) if size is not None}
        if len(batches) > 1:
            raise ShapeError(f"Layer {self._title}: the batches of {first} and {second} differ in size.")
        if None not in (first[one], second[two]) and first[one] != second[two]:
            raise ShapeError(
                f"Layer {self._title} cannot multiply {first} along axis {one} by {second} along axis {two}: "
                "the sizes must be equal."
            )
        rest = [size for axis, size in enumerate(first) if axis not in (0, one)]
        rest += [size for axis, size in enumerate(second) if axis not in (0, two)]
        return (batches.pop() if batches else None, *(rest or [1]))

    def _places(self, shapes: list[tuple[int | None, ...]]) -> list[int]:
        """Returns the axis of each tensor, counted from the front."""
        axes = (self.axes, self.axes) if isinstance(self.axes, int) else self.axes
        places = []
        for axis, shape in zip(axes, shapes, strict=True):
            place = axis + len(shape) if axis < 0 else axis
            if not 0 < place < len(shape):
                raise ShapeError(
                    f"Layer {self._title}: axis {axis} of the input {shape} cannot be summed up; "
                    f"choose one from 1 to {len(shape) - 1}."
                )
            places.append(place)
        return places


def _as_matrices(x: Any) -> Any:
    """Joins the axes between the batch and the last one."""
    return ops.reshape(x, newshape=(x.shape[0], math.prod(x.shape[1:-1]), x.shape[-1]))


def dot(inputs: Any, axes: Any = -1, **kwargs: Any) -> Any:
    """Multiplies two tensors along an axis of each: the functional form of :class:`Dot`."""
    return Dot(axes=axes, **kwargs)(inputs)
