"""Adaptive pooling layers: as many windows as wanted, whatever the size of the input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, IntPair, IntSingle, IntTriple
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.ops.windows import per_axis

__all__ = [
    "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D",
    "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D",
]  # fmt: skip


class AdaptivePooling(Layer):
    """What adaptive poolings share."""

    #: Number of spatial axes.
    rank: int
    #: The operation.
    pool: Callable[..., Any]

    def __init__(self, *, output_size: Any, data_format: str | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.output_size = per_axis(output_size, self.rank, "output_size")
        self.data_format = data_format or config.image_data_format()
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns one number for each window and channel."""
        return type(self).pool(inputs, self.output_size, self.data_format)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape with ``output_size`` along the spatial axes."""
        batch, *sizes = input_shape
        if self.data_format == "channels_first":
            return (batch, sizes[0], *self.output_size)
        return (batch, *self.output_size, sizes[-1])


@register("layer", category="Pooling", start={"output_size": 4})
class AdaptiveAveragePooling1D(AdaptivePooling):
    """Takes means over as many windows as wanted, whatever the length of the sequences.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``output_size`` in place of length.

    Args:
        output_size: Number of steps of the output.
        data_format: Where sequences keep their channels.
    """

    rank = 1
    pool = staticmethod(ops.adaptive_average_pool)

    def __init__(
        self,
        output_size: IntSingle,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            output_size=output_size,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"output_size": (4, 4)})
class AdaptiveAveragePooling2D(AdaptivePooling):
    """Takes means over as many windows as wanted, whatever the size of the images.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``output_size`` in place of height and width.

    Args:
        output_size: Height and width of the output; one number for both.
        data_format: Where images keep their channels.
    """

    rank = 2
    pool = staticmethod(ops.adaptive_average_pool)

    def __init__(
        self,
        output_size: IntPair,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            output_size=output_size,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"output_size": (2, 2, 2)})
class AdaptiveAveragePooling3D(AdaptivePooling):
    """Takes means over as many windows as wanted, whatever the size of the volumes.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: the same with ``output_size`` in place of depth, height and width.

    Args:
        output_size: Depth, height and width of the output; one number for all.
        data_format: Where volumes keep their channels.
    """

    rank = 3
    pool = staticmethod(ops.adaptive_average_pool)

    def __init__(
        self,
        output_size: IntTriple,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            output_size=output_size,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"output_size": 4})
class AdaptiveMaxPooling1D(AdaptivePooling):
    """Takes the greatest values over as many windows as wanted, whatever the length of the sequences.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``output_size`` in place of length.

    Args:
        output_size: Number of steps of the output.
        data_format: Where sequences keep their channels.
    """

    rank = 1
    pool = staticmethod(ops.adaptive_max_pool)

    def __init__(
        self,
        output_size: IntSingle,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            output_size=output_size,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"output_size": (4, 4)})
class AdaptiveMaxPooling2D(AdaptivePooling):
    """Takes the greatest values over as many windows as wanted, whatever the size of the images.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: the same with ``output_size`` in place of height and width.

    Args:
        output_size: Height and width of the output; one number for both.
        data_format: Where images keep their channels.
    """

    rank = 2
    pool = staticmethod(ops.adaptive_max_pool)

    def __init__(
        self,
        output_size: IntPair,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            output_size=output_size,
            data_format=data_format,
            **kwargs,
        )


@register("layer", category="Pooling", start={"output_size": (2, 2, 2)})
class AdaptiveMaxPooling3D(AdaptivePooling):
    """Takes the greatest values over as many windows as wanted, whatever the size of the volumes.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: the same with ``output_size`` in place of depth, height and width.

    Args:
        output_size: Depth, height and width of the output; one number for all.
        data_format: Where volumes keep their channels.
    """

    rank = 3
    pool = staticmethod(ops.adaptive_max_pool)

    def __init__(
        self,
        output_size: IntTriple,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            output_size=output_size,
            data_format=data_format,
            **kwargs,
        )
