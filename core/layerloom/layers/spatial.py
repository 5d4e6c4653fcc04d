"""What layers share that cut, pad or repeat along the spatial axes of their input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom import config
from layerloom.errors import FieldError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer

Pairs = tuple[tuple[int, int], ...]


def format_or_default(data_format: str | None) -> str:
    """Returns where samples keep their channels, by default as configured."""
    return (data_format or config.image_data_format()).lower()


class SpatialLayer(Layer):
    """Base of layers that change the sizes of the spatial axes and nothing else."""

    #: Number of spatial axes.
    rank: int

    data_format: str = "channels_last"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    @property
    def _first_axis(self) -> int:
        return 2 if self.data_format == "channels_first" else 1

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape with new spatial sizes, None where they are unknown."""
        shape, start = list(input_shape), self._first_axis
        for place in range(self.rank):
            size = shape[start + place]
            shape[start + place] = None if size is None else self._size(size, place, tuple(input_shape))
        return tuple(shape)

    def _size(self, size: int, place: int, shape: tuple[int | None, ...]) -> int:
        """Returns the new size of a spatial axis."""
        raise NotImplementedError


def border_pairs(value: int | Sequence[Any], rank: int, name: str, layer: str) -> Pairs:
    """Returns what is meant before and after each spatial axis.

    Args:
        value: A number for all sides, one for each axis, or a pair for each axis.
        rank: Number of axes.
        name: The argument's name.
        layer: The layer's class.

    Raises:
        FieldError: If it is none of these, or a number is negative.
    """
    each = (
        [value] * rank if isinstance(value, int) else list(value) if isinstance(value, (list, tuple)) else []
    )
    pairs = [(item, item) if isinstance(item, int) else tuple(item) for item in each if _is_pair(item)]
    if len(pairs) != rank or len(each) != rank:
        forms = "a whole number >= 0" + (
            f", {rank} of them, or {rank} pairs" if rank > 1 else " or a pair of them"
        )
        raise FieldError(f"{layer}: {name} must be {forms}, got {value!r}.")
    return tuple(pairs)


def _is_pair(item: Any) -> bool:
    numbers = (item, item) if isinstance(item, int) else item
    return (
        isinstance(numbers, (list, tuple))
        and len(numbers) == 2
        and all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in numbers)
    )
