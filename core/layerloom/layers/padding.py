"""Padding layers: they add zeros at the borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import Bounds, DataFormat, Ints
from layerloom.layers.spatial import Pairs, SpatialLayer, border_pairs, format_or_default

__all__ = ["ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D"]


class ZeroPadding(SpatialLayer):
    """Base of the padding layers."""

    _pairs: Pairs

    def call(self, inputs: Any) -> Any:
        """Returns the inputs with zeros around them."""
        lead = ((0, 0),) * self._first_axis
        rest = ((0, 0),) * (len(inputs.shape) - self._first_axis - self.rank)
        return ops.pad(inputs, pad_width=(*lead, *self._pairs, *rest))

    def _size(self, size: int, place: int, shape: tuple[int | None, ...]) -> int:
        return size + sum(self._pairs[place])


@register("layer", category="Reshaping")
class ZeroPadding1D(ZeroPadding):
    """Adds steps of zeros to sequences.

    Input shape: ``(batch, steps, features)``, with ``channels_first`` ``(batch, features, steps)``. Output shape:
    the same with more steps.

    Args:
        padding: How many steps to add at the beginning and at the end; one number for both.
        data_format: Where sequences keep their features.
    """

    rank = 1

    def __init__(
        self,
        padding: Annotated[int | Sequence[int], Ints(2), Bounds(ge=0)] = 1,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = format_or_default(data_format)
        self.padding = (padding, padding) if isinstance(padding, int) else tuple(padding)
        self._pairs = border_pairs([self.padding], 1, "padding", "ZeroPadding1D")


@register("layer", category="Reshaping")
class ZeroPadding2D(ZeroPadding):
    """Adds a border of zeros to images.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` ``(batch, channels, height, width)``.
    Output shape: the same with greater height and width.

    Args:
        padding: One number for all sides, (height, width), or ((top, bottom), (left, right)).
        data_format: Where images keep their channels.
    """

    rank = 2

    def __init__(self, padding: Any = (1, 1), data_format: DataFormat | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = format_or_default(data_format)
        self.padding = self._pairs = border_pairs(padding, 2, "padding", "ZeroPadding2D")


@register("layer", category="Reshaping")
class ZeroPadding3D(ZeroPadding):
    """Adds a border of zeros to volumes.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with greater spatial sizes.

    Args:
        padding: One number for all sides, one for each axis, or a pair (before, after) for each axis.
        data_format: Where volumes keep their channels.
    """

    rank = 3

    def __init__(
        self, padding: Any = ((1, 1), (1, 1), (1, 1)), data_format: DataFormat | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = format_or_default(data_format)
        self.padding = self._pairs = border_pairs(padding, 3, "padding", "ZeroPadding3D")
