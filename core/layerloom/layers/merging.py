"""Layers that join several tensors into one."""

from __future__ import annotations

from functools import reduce
from typing import Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import Axis
from layerloom.errors import ShapeError
from layerloom.layers.layer import Layer
from layerloom.layers.structures import is_batch_shape, shapes_of
from layerloom.tensors import broadcast_shapes

__all__ = ["Add", "Concatenate", "add", "concatenate"]


class Merge(Layer):
    """Base of layers that are called on a list of tensors and combine them elementwise."""

    #: Least number of inputs.
    min_inputs = 2

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def merge(self, inputs: list[Any]) -> Any:
        """Combines the tensors."""
        raise NotImplementedError

    def call(self, inputs: Any) -> Any:
        """Checks that there are several tensors and combines them."""
        self.compute_output_shape(shapes_of(inputs))
        rank = max(len(x.shape) for x in inputs)
        return self.merge([self._raise_rank(x, rank) for x in inputs])

    def _raise_rank(self, x: Any, rank: int) -> Any:
        while len(x.shape) < rank:  # axes of size 1 after the batch, as Keras does
            x = ops.expand_dims(x, axis=1)
        return x

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The broadcast shape of all inputs."""
        shapes = _shapes_of_list(input_shape, self._title)
        if len(shapes) < self.min_inputs:
            raise ShapeError(
                f"Layer {self._title} needs at least {self.min_inputs} inputs, got {len(shapes)}."
            )
        rank = max(map(len, shapes))
        padded = [(s[0], *(1,) * (rank - len(s)), *s[1:]) if len(s) < rank else s for s in shapes]
        try:
            batch = broadcast_shapes(*[s[:1] for s in padded])
            return (*batch, *broadcast_shapes(*[s[1:] for s in padded]))
        except ValueError:
            listed = " and ".join(map(str, shapes))
            raise ShapeError(
                f"Layer {self._title} cannot join shapes {listed}: sizes must be equal or 1 on every axis."
            ) from None


@register("layer", category="Merging")
class Add(Merge):
    """Adds several tensors of equal shape, as skip connections do."""

    def merge(self, inputs: list[Any]) -> Any:
        """Returns the sum."""
        return reduce(ops.add, inputs)


@register("layer", category="Merging")
class Concatenate(Merge):
    """Joins several tensors along an axis.

    Args:
        axis: The axis along which they are joined; all other sizes must be equal.
    """

    min_inputs = 1

    def __init__(self, axis: Axis = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs: Any) -> Any:
        """Returns the inputs side by side."""
        self.compute_output_shape(shapes_of(inputs))
        return ops.concatenate(inputs, axis=self.axis)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The inputs' shape with the sizes along the axis added up."""
        shapes = _shapes_of_list(input_shape, self._title)
        if not shapes:
            raise ShapeError(f"Layer {self._title} needs at least 1 input.")
        rank = len(shapes[0])
        axis = self.axis if self.axis >= 0 else self.axis + rank
        alike = all(len(s) == rank for s in shapes) and 0 <= axis < rank
        columns = list(zip(*shapes, strict=True)) if alike else []
        known = [{size for size in column if size is not None} for column in columns]
        if not alike or any(len(sizes) > 1 for i, sizes in enumerate(known) if i != axis):
            listed = " and ".join(map(str, shapes))
            raise ShapeError(
                f"Layer {self._title} cannot join shapes {listed} along axis {self.axis}: "
                "all other sizes must be equal."
            )
        joined = None if None in columns[axis] else sum(columns[axis])
        return tuple(
            joined if i == axis else (min(sizes) if sizes else None) for i, sizes in enumerate(known)
        )


def _shapes_of_list(shapes: Any, layer: str) -> list[tuple[int | None, ...]]:
    if is_batch_shape(shapes) and shapes:
        raise ShapeError(f"Layer {layer} must be called on a list of tensors, got a single one.")
    return [tuple(shape) for shape in shapes]


def add(inputs: Any, **kwargs: Any) -> Any:
    """Adds tensors: the functional form of :class:`Add`."""
    return Add(**kwargs)(inputs)


def concatenate(inputs: Any, axis: int = -1, **kwargs: Any) -> Any:
    """Joins tensors along an axis: the functional form of :class:`Concatenate`."""
    return Concatenate(axis=axis, **kwargs)(inputs)
