"""Global pooling layers: one number for each channel."""

from __future__ import annotations

from typing import Any

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer

__all__ = [
    "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D", "GlobalAvgPool1D",
    "GlobalAvgPool2D", "GlobalAvgPool3D", "GlobalMaxPool1D", "GlobalMaxPool2D", "GlobalMaxPool3D",
    "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
]  # fmt: skip


class GlobalPooling(Layer):
    """What poolings over all places share.

    Args:
        data_format: Where the input keeps its channels.
        keepdims: Whether the spatial axes stay, with size 1.
    """

    #: Number of spatial axes.
    rank: int

    def __init__(self, data_format: DataFormat | None = None, keepdims: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = data_format or config.image_data_format()
        self.keepdims = keepdims
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    @property
    def _spatial(self) -> tuple[int, ...]:
        start = 1 if self.data_format == "channels_last" else 2
        return tuple(range(start, start + self.rank))

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """Batch and channels, with ones between or behind where axes are kept."""
        if self.keepdims:
            return tuple(1 if axis in self._spatial else size for axis, size in enumerate(input_shape))
        return tuple(size for axis, size in enumerate(input_shape) if axis not in self._spatial)


class GlobalMaxPooling(GlobalPooling):
    """Base of the layers that take the greatest value."""

    def call(self, inputs: Any) -> Any:
        """Returns the greatest values."""
        return ops.max(inputs, axis=self._spatial, keepdims=self.keepdims)


class GlobalAveragePooling(GlobalPooling):
    """Base of the layers that take the mean."""

    def call(self, inputs: Any) -> Any:
        """Returns the means."""
        return ops.mean(inputs, axis=self._spatial, keepdims=self.keepdims)


@register("layer", category="Pooling", aliases=("GlobalMaxPool1D",))
class GlobalMaxPooling1D(GlobalMaxPooling):
    """The greatest value of each channel over the whole sequence.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: ``(batch, channels)``.

    Args:
        data_format: Where sequences keep their channels.
        keepdims: Whether the axis of steps stays, with size 1.
    """

    rank = 1


@register("layer", category="Pooling", aliases=("GlobalMaxPool2D",))
class GlobalMaxPooling2D(GlobalMaxPooling):
    """The greatest value of each channel over the whole image.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: ``(batch, channels)``.

    Args:
        data_format: Where images keep their channels.
        keepdims: Whether height and width stay, with size 1.
    """

    rank = 2


@register("layer", category="Pooling", aliases=("GlobalMaxPool3D",))
class GlobalMaxPooling3D(GlobalMaxPooling):
    """The greatest value of each channel over the whole volume.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: ``(batch, channels)``.

    Args:
        data_format: Where volumes keep their channels.
        keepdims: Whether depth, height and width stay, with size 1.
    """

    rank = 3


@register("layer", category="Pooling", aliases=("GlobalAvgPool1D",))
class GlobalAveragePooling1D(GlobalAveragePooling):
    """The mean of each channel over the whole sequence, masked steps left out.

    Input shape: ``(batch, steps, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: ``(batch, channels)``.

    Args:
        data_format: Where sequences keep their channels.
        keepdims: Whether the axis of steps stays, with size 1.
    """

    rank = 1
    supports_masking = True

    def call(self, inputs: Any, mask: Any = None) -> Any:
        """Returns the means over the steps that the mask keeps."""
        if mask is None:
            return super().call(inputs)
        (steps,) = self._spatial
        kept = ops.cast(ops.expand_dims(mask, axis=3 - steps), inputs.dtype)
        # What a masked step holds must not count, not even where it is no number.
        found = ops.where(ops.cast(kept, "bool"), inputs, ops.zeros_like(inputs))
        total = ops.sum(found, axis=steps, keepdims=self.keepdims)
        return total / ops.sum(kept, axis=steps, keepdims=self.keepdims)

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Returns None: there are no steps left to mask."""
        return None


@register("layer", category="Pooling", aliases=("GlobalAvgPool2D",))
class GlobalAveragePooling2D(GlobalAveragePooling):
    """The mean of each channel over the whole image.

    Input shape: ``(batch, height, width, channels)``, with ``channels_first`` the channels after the batch.
    Output shape: ``(batch, channels)``.

    Args:
        data_format: Where images keep their channels.
        keepdims: Whether height and width stay, with size 1.
    """

    rank = 2


@register("layer", category="Pooling", aliases=("GlobalAvgPool3D",))
class GlobalAveragePooling3D(GlobalAveragePooling):
    """The mean of each channel over the whole volume.

    Input shape: ``(batch, depth, height, width, channels)``, with ``channels_first`` the channels after the
    batch.
    Output shape: ``(batch, channels)``.

    Args:
        data_format: Where volumes keep their channels.
        keepdims: Whether depth, height and width stay, with size 1.
    """

    rank = 3


GlobalMaxPool1D, GlobalMaxPool2D, GlobalMaxPool3D = GlobalMaxPooling1D, GlobalMaxPooling2D, GlobalMaxPooling3D
GlobalAvgPool1D, GlobalAvgPool2D = GlobalAveragePooling1D, GlobalAveragePooling2D
GlobalAvgPool3D = GlobalAveragePooling3D
