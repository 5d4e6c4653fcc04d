"""Cropping layers: they cut off what lies at the borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import Bounds, DataFormat, Ints
from layerloom.errors import ShapeError
from layerloom.layers.spatial import Pairs, SpatialLayer, border_pairs, format_or_default

__all__ = ["Cropping1D", "Cropping2D", "Cropping3D"]


class Cropping(SpatialLayer):
    """Base of the cropping layers."""

    _pairs: Pairs

    def call(self, inputs: Any) -> Any:
        """Returns what lies within the borders."""
        sizes = self.compute_output_shape(tuple(inputs.shape))[self._first_axis :]
        cuts = [
            slice(before, None if size is None else before + size)
            for (before, _), size in zip(self._pairs, sizes, strict=False)
        ]
        return ops.getitem(inputs, key=(*(slice(None),) * self._first_axis, *cuts))

    def _size(self, size: int, place: int, shape: tuple[int | None, ...]) -> int:
        left = size - sum(self._pairs[place])
        if left < 1:
            raise ShapeError(
                f"Layer {self._title} cuts off {sum(self._pairs[place])} of the {size} on axis "
                f"{self._first_axis + place} of the input {shape}: nothing would be left."
            )
        return left


@register("layer", category="Reshaping")
class Cropping1D(Cropping):
    """Cuts off the first and last steps of sequences.

    Input shape: ``(batch, steps, features)``. Output shape: the same with fewer steps.

    Args:
        cropping: How many steps to cut off at the beginning and at the end; one number for both.
    """

    rank = 1

    def __init__(
        self, cropping: Annotated[int | Sequence[int], Ints(2), Bounds(ge=0)] = (1, 1), **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.cropping = (cropping, cropping) if isinstance(cropping, int) else tuple(cropping)
        self._pairs = border_pairs([self.cropping], 1, "cropping", "Cropping1D")


@register("layer", category="Reshaping", start={"cropping": 1})
class Cropping2D(Cropping):
    """Cuts off the borders of images.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` ``(batch, channels, height, width)``.
    Output shape: the same with smaller height and width.

    Args:
        cropping: One number for all sides, (height, width), or ((top, bottom), (left, right)).
        data_format: Where images keep their channels.
    """

    rank = 2

    def __init__(
        self, cropping: Any = ((0, 0), (0, 0)), data_format: DataFormat | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = format_or_default(data_format)
        self.cropping = self._pairs = border_pairs(cropping, 2, "cropping", "Cropping2D")


@register("layer", category="Reshaping")
class Cropping3D(Cropping):
    """Cuts off the borders of volumes.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with smaller spatial sizes.

    Args:
        cropping: One number for all sides, one for each axis, or a pair (before, after) for each axis.
        data_format: Where volumes keep their channels.
    """

    rank = 3

    def __init__(
        self, cropping: Any = ((1, 1), (1, 1), (1, 1)), data_format: DataFormat | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = format_or_default(data_format)
        self.cropping = self._pairs = border_pairs(cropping, 3, "cropping", "Cropping3D")
