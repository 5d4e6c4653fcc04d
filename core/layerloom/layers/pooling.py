"""Pooling layers: fewer places, the same channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, IntPair, IntSingle, IntTriple
from layerloom.kernels.windows import output_sizes
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.ops.windows import per_axis

__all__ = [
    "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "AvgPool1D", "AvgPool2D", "AvgPool3D",
    "MaxPool1D", "MaxPool2D", "MaxPool3D", "MaxPooling1D", "MaxPooling2D", "MaxPooling3D",
]  # fmt: skip


class BasePooling(Layer):
    """What poolings over windows share."""

    #: Number of spatial axes.
    rank: int
    #: The operation.
    pool: Callable[..., Any]

    def __init__(
        self, *, pool_size: Any, strides: Any, padding: str, data_format: str | None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.pool_size = per_axis(pool_size, self.rank, "pool_size")
        self.strides = self.pool_size if strides is None else per_axis(strides, self.rank, "strides")
        self.padding = padding.lower()
        self.data_format = data_format or config.image_data_format()
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns one number for each window and channel."""
        return type(self).pool(inputs, self.pool_size, self.strides, self.padding, self.data_format)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape with the number of windows along the spatial axes."""
        batch, *sizes = input_shape
        first = self.data_format == "channels_first"
        spatial = sizes[1:] if first else sizes[:-1]
        outputs = output_sizes(spatial, self.pool_size, self.strides, (1,) * self.rank, self.padding)
        return (batch, sizes[0], *outputs) if first else (batch, *outputs, sizes[-1])


@register("layer", category="Pooling", aliases=("MaxPool1D",))
class MaxPooling1D(BasePooling):
    """Keeps the greatest value of each window: fewer steps, the strongest signals.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with the number of windows in place of length.

    Args:
        pool_size: Length of the window.
        strides: Steps from one window to the next; by default the window's size.
        padding: "valid" drops what does not fill a window, "same" pads evenly.
        data_format: Where sequences keep their channels.
    """

    rank = 1
    pool = staticmethod(ops.max_pool)

    def __init__(
        self,
        pool_size: IntSingle = 2,
        strides: IntSingle | None = None,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size=pool_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", aliases=("MaxPool2D",))
class MaxPooling2D(BasePooling):
    """Keeps the greatest value of each window: fewer pixels, the strongest signals.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with the number of windows in place of height and width.

    Args:
        pool_size: Height and width of the window; one number for a square window.
        strides: Steps from one window to the next; by default the window's size.
        padding: "valid" drops what does not fill a window, "same" pads evenly.
        data_format: Where images keep their channels.
    """

    rank = 2
    pool = staticmethod(ops.max_pool)

    def __init__(
        self,
        pool_size: IntPair = (2, 2),
        strides: IntPair | None = None,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size=pool_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", aliases=("MaxPool3D",))
class MaxPooling3D(BasePooling):
    """Keeps the greatest value of each window: fewer places, the strongest signals.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: the same with the number of windows in place of depth, height and width.

    Args:
        pool_size: Depth, height and width of the window; one number for a cube.
        strides: Steps from one window to the next; by default the window's size.
        padding: "valid" drops what does not fill a window, "same" pads evenly.
        data_format: Where volumes keep their channels.
    """

    rank = 3
    pool = staticmethod(ops.max_pool)

    def __init__(
        self,
        pool_size: IntTriple = (2, 2, 2),
        strides: IntTriple | None = None,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size=pool_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"pool_size": 2}, aliases=("AvgPool1D",))
class AveragePooling1D(BasePooling):
    """Keeps the mean of each window: fewer steps, smoother signals.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with the number of windows in place of length.

    Args:
        pool_size: Length of the window.
        strides: Steps from one window to the next; by default the window's size.
        padding: "valid" drops what does not fill a window, "same" pads evenly and leaves padding out of the
            mean.
        data_format: Where sequences keep their channels.
    """

    rank = 1
    pool = staticmethod(ops.average_pool)

    def __init__(
        self,
        pool_size: IntSingle,
        strides: IntSingle | None = None,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size=pool_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"pool_size": (2, 2)}, aliases=("AvgPool2D",))
class AveragePooling2D(BasePooling):
    """Keeps the mean of each window: fewer pixels, smoother signals.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with the number of windows in place of height and width.

    Args:
        pool_size: Height and width of the window; one number for a square window.
        strides: Steps from one window to the next; by default the window's size.
        padding: "valid" drops what does not fill a window, "same" pads evenly and leaves padding out of the
            mean.
        data_format: Where images keep their channels.
    """

    rank = 2
    pool = staticmethod(ops.average_pool)

    def __init__(
        self,
        pool_size: IntPair,
        strides: IntPair | None = None,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size=pool_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"pool_size": (2, 2, 2)}, aliases=("AvgPool3D",))
class AveragePooling3D(BasePooling):
    """Keeps the mean of each window: fewer places, smoother signals.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: the same with the number of windows in place of depth, height and width.

    Args:
        pool_size: Depth, height and width of the window; one number for a cube.
        strides: Steps from one window to the next; by default the window's size.
        padding: "valid" drops what does not fill a window, "same" pads evenly and leaves padding out of the
            mean.
        data_format: Where volumes keep their channels.
    """

    rank = 3
    pool = staticmethod(ops.average_pool)

    def __init__(
        self,
        pool_size: IntTriple,
        strides: IntTriple | None = None,
        padding: Literal["valid", "same"] = "valid",
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size=pool_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            **kwargs,
        )


MaxPool1D, MaxPool2D, MaxPool3D = MaxPooling1D, MaxPooling2D, MaxPooling3D
AvgPool1D, AvgPool2D, AvgPool3D = AveragePooling1D, AveragePooling2D, AveragePooling3D
