"""Layers that join several tensors into one."""

from __future__ import annotations

from functools import reduce
from typing import Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import Axis
from layerloom.errors import ShapeError
from layerloom.layers.layer import Layer
from layerloom.layers.masks import has_masks, mask_of
from layerloom.layers.structures import is_batch_shape, shapes_of
from layerloom.tensors import broadcast_shapes

__all__ = [
    "Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract", "add", "average", "concatenate",
    "maximum", "minimum", "multiply", "subtract",
]  # fmt: skip


class Merge(Layer):
    """Base of layers that are called on a list of tensors and combine them elementwise.

    Those of files by Keras 1 and 2 (``mask_beside_tensors``) combine what is masked like everything else, and their
    result counts where all inputs do; inputs without a mask count everywhere.
    """

    #: Least and greatest number of inputs.
    min_inputs = 2
    max_inputs: int | None = None
    supports_masking = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def merge(self, inputs: list[Any]) -> Any:
        """Combines the tensors."""
        raise NotImplementedError

    def merge_masked(self, inputs: list[Any], masks: list[Any]) -> Any:
        """Combines tensors of which some have a mask, which is given in the tensor's shape."""
        return self.merge(inputs)

    def call(self, inputs: Any) -> Any:
        """Checks that there are several tensors and combines them."""
        self.compute_output_shape(shapes_of(inputs))
        rank = max(len(x.shape) for x in inputs)
        raised = [self._raise_rank(x, rank) for x in inputs]
        masks = [mask_of(x) if len(x.shape) == rank else None for x in inputs]
        if self.mask_beside_tensors or not has_masks(masks):
            return self.merge(raised)
        return self.merge_masked(raised, [_widened(m, x) for m, x in zip(masks, raised, strict=True)])

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """True where any input counts, if all inputs have a mask."""
        known = [mask for mask in previous_mask if mask is not None] if has_masks(previous_mask) else []
        if known and self.mask_beside_tensors:
            return reduce(ops.logical_and, known)
        return reduce(ops.logical_or, known) if known and len(known) == len(previous_mask) else None

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
        if self.max_inputs is not None and len(shapes) > self.max_inputs:
            raise ShapeError(f"Layer {self._title} takes {self.max_inputs} inputs, got {len(shapes)}.")
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
class Subtract(Merge):
    """Subtracts the second of two tensors from the first."""

    max_inputs = 2

    def merge(self, inputs: list[Any]) -> Any:
        """Returns the difference."""
        return ops.subtract(*inputs)


@register("layer", category="Merging")
class Multiply(Merge):
    """Multiplies several tensors of equal shape elementwise, as gates do."""

    def merge(self, inputs: list[Any]) -> Any:
        """Returns the product."""
        return reduce(ops.multiply, inputs)

    def merge_masked(self, inputs: list[Any], masks: list[Any]) -> Any:
        """Returns the product of what counts, 0 where nothing does."""
        counted = [
            x if mask is None else ops.where(mask, x, 1.0) for x, mask in zip(inputs, masks, strict=True)
        ]
        product = self.merge(counted)
        if any(mask is None for mask in masks):
            return product
        return ops.where(reduce(ops.logical_or, masks), product, 0.0)


@register("layer", category="Merging")
class Average(Merge):
    """Averages several tensors of equal shape elementwise."""

    def merge(self, inputs: list[Any]) -> Any:
        """Returns the mean."""
        return reduce(ops.add, inputs) / len(inputs)


class Selecting(Merge):
    """Base of layers that select one input's value at each place; what is masked is not selected."""

    def select(self, one: Any, other: Any) -> Any:
        """Selects from two tensors."""
        raise NotImplementedError

    def merge(self, inputs: list[Any]) -> Any:
        """Selects from all tensors."""
        return reduce(self.select, inputs)

    def merge_masked(self, inputs: list[Any], masks: list[Any]) -> Any:
        """Selects from what counts, place by place."""
        output, known = inputs[0], masks[0]
        for x, mask in zip(inputs[1:], masks[1:], strict=True):
            x = x if mask is None else ops.where(mask, x, output)
            output = output if known is None else ops.where(known, output, x)
            output = self.select(x, output)
            known = None if mask is None or known is None else ops.logical_or(known, mask)
        return output


@register("layer", category="Merging")
class Maximum(Selecting):
    """Takes the greatest value of several tensors at each place."""

    def select(self, one: Any, other: Any) -> Any:
        """The greater one."""
        return ops.maximum(one, other)


@register("layer", category="Merging")
class Minimum(Selecting):
    """Takes the least value of several tensors at each place."""

    def select(self, one: Any, other: Any) -> Any:
        """The lesser one."""
        return ops.minimum(one, other)


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

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """The inputs' masks side by side; an input without one counts everywhere."""
        if not has_masks(previous_mask):
            return None
        nowhere = [ops.zeros_like(x, dtype="bool") for x in inputs]
        whole = [
            ops.logical_not(no) if mask is None else ops.logical_or(_widened(mask, x), no)
            for x, no, mask in zip(inputs, nowhere, previous_mask, strict=True)
        ]
        counts = ops.all if self.mask_beside_tensors else ops.any
        return counts(ops.concatenate(whole, axis=self.axis), axis=-1)

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


def _widened(mask: Any, x: Any) -> Any:
    """Returns a mask with axes of size 1 at its end, so that it broadcasts to its tensor."""
    while mask is not None and len(mask.shape) < len(x.shape):
        mask = ops.expand_dims(mask, axis=-1)
    return mask


def add(inputs: Any, **kwargs: Any) -> Any:
    """Adds tensors: the functional form of :class:`Add`."""
    return Add(**kwargs)(inputs)


def subtract(inputs: Any, **kwargs: Any) -> Any:
    """Subtracts the second tensor from the first: the functional form of :class:`Subtract`."""
    return Subtract(**kwargs)(inputs)


def multiply(inputs: Any, **kwargs: Any) -> Any:
    """Multiplies tensors: the functional form of :class:`Multiply`."""
    return Multiply(**kwargs)(inputs)


def average(inputs: Any, **kwargs: Any) -> Any:
    """Averages tensors: the functional form of :class:`Average`."""
    return Average(**kwargs)(inputs)


def maximum(inputs: Any, **kwargs: Any) -> Any:
    """Takes the greatest values: the functional form of :class:`Maximum`."""
    return Maximum(**kwargs)(inputs)


def minimum(inputs: Any, **kwargs: Any) -> Any:
    """Takes the least values: the functional form of :class:`Minimum`."""
    return Minimum(**kwargs)(inputs)


def concatenate(inputs: Any, axis: int = -1, **kwargs: Any) -> Any:
    """Joins tensors along an axis: the functional form of :class:`Concatenate`."""
    return Concatenate(axis=axis, **kwargs)(inputs)
