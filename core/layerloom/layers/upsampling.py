"""Upsampling layers: they repeat what they are given, or draw it larger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import Bounds, DataFormat, IntPair, Ints, PositiveInt
from layerloom.layers.spatial import SpatialLayer, format_or_default
from layerloom.ops.windows import per_axis

__all__ = ["UpSampling1D", "UpSampling2D", "UpSampling3D"]


class UpSampling(SpatialLayer):
    """Base of the upsampling layers."""

    _factors: tuple[int, ...]

    def call(self, inputs: Any) -> Any:
        """Returns the inputs, every element repeated along the spatial axes."""
        for place, factor in enumerate(self._factors):
            if factor > 1:
                inputs = ops.repeat(inputs, factor, axis=self._first_axis + place)
        return inputs

    def _size(self, size: int, place: int, shape: tuple[int | None, ...]) -> int:
        return size * self._factors[place]


@register("layer", category="Reshaping")
class UpSampling1D(UpSampling):
    """Repeats every step of sequences.

    Input shape: ``(batch, steps, features)``. Output shape: ``(batch, size * steps, features)``.

    Args:
        size: How many times each step comes.
    """

    rank = 1

    def __init__(self, size: PositiveInt = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size = int(size)
        self._factors = (self.size,)


@register("layer", category="Reshaping")
class UpSampling2D(UpSampling):
    """Makes images larger by repeating pixels or by drawing smoothly between them.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` ``(batch, channels, height, width)``.
    Output shape: the same with height and width times ``size``.

    Args:
        size: Factors for height and width; one number for both.
        data_format: Where images keep their channels.
        interpolation: "nearest" repeats pixels, the others draw smoothly between them.
    """

    rank = 2

    def __init__(
        self,
        size: IntPair = (2, 2),
        data_format: DataFormat | None = None,
        interpolation: Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] = "nearest",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = format_or_default(data_format)
        self.size = self._factors = per_axis(size, 2, "size")
        self.interpolation = interpolation.lower()

    def call(self, inputs: Any) -> Any:
        """Returns the larger images."""
        if self.interpolation == "nearest":
            return super().call(inputs)
        start = self._first_axis
        sizes = self.compute_output_shape(tuple(inputs.shape))[start : start + 2]
        return ops.image.resize(inputs, sizes, self.interpolation, data_format=self.data_format)  # type: ignore[arg-type]


@register("layer", category="Reshaping")
class UpSampling3D(UpSampling):
    """Repeats every place of volumes.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with the spatial sizes times ``size``.

    Args:
        size: Factors for depth, height and width; one number for all.
        data_format: Where volumes keep their channels.
    """

    rank = 3

    def __init__(
        self,
        size: Annotated[int | Sequence[int], Ints(3), Bounds(ge=1)] = (2, 2, 2),
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = format_or_default(data_format)
        self.size = self._factors = per_axis(size, 3, "size")
