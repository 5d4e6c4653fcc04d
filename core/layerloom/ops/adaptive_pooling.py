"""Adaptive pooling: windows as large as the wanted sizes need them, one axis after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from layerloom.errors import ShapeError
from layerloom.kernels import adaptive_pooling as kernels
from layerloom.ops.convolution import as_tensor
from layerloom.ops.windows import is_channels_first, per_axis
from layerloom.tensors import Array, primitive

__all__ = ["adaptive_average_pool", "adaptive_max_pool"]


def adaptive_average_pool(
    inputs: Any, output_size: int | Sequence[int], data_format: str | None = None
) -> Any:
    """Takes means over as many windows as wanted, whatever the size of the images.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first.
        output_size: Spatial sizes of the output; one number for all axes.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.

    Returns:
        Images of that size.

    Raises:
        ShapeError: If there are no spatial axes.
    """
    return _adaptive(_average_along, inputs, output_size, data_format)


def adaptive_max_pool(inputs: Any, output_size: int | Sequence[int], data_format: str | None = None) -> Any:
    """Takes the greatest values of as many windows as wanted, whatever the size of the images.

    Args:
        inputs: Images ``(batch, *spatial, channels)``, or ``(batch, channels, *spatial)`` with channels first.
        output_size: Spatial sizes of the output; one number for all axes.
        data_format: ``"channels_last"`` or ``"channels_first"``; by default that of the configuration.

    Returns:
        Images of that size; equal values of a window leave the gradient to the first.

    Raises:
        ShapeError: If there are no spatial axes.
    """
    return _adaptive(_greatest_along, inputs, output_size, data_format)


def _adaptive(
    along: Callable[..., Any], inputs: Any, output_size: int | Sequence[int], data_format: str | None
) -> Any:
    x = as_tensor(inputs)
    rank, start = len(x.shape) - 2, 2 if is_channels_first(data_format) else 1
    if rank < 1:
        raise ShapeError(f"Adaptive pooling takes (batch, *spatial, channels), got {tuple(x.shape)}.")
    for axis, size in enumerate(per_axis(output_size, rank, "output_size"), start):
        x = along(x, axis=axis, outputs=size)
    return x


def _resized(x: Any, axis: int, outputs: int, **_: Any) -> tuple[int | None, ...]:
    return (*x.shape[:axis], outputs, *x.shape[axis + 1 :])


@primitive(shape=_resized)
def _average_along(x: Array, /, axis: int, outputs: int) -> Array:
    kind = x.dtype.name if x.dtype.kind == "f" else "float32"
    return kernels.weighted_sums(x, axis, kernels.mean_weights(x.shape[axis], outputs, kind))


@primitive(shape=lambda dy, axis, size: (*dy.shape[:axis], size, *dy.shape[axis + 1 :]))
def _average_along_input(dy: Array, /, axis: int, size: int) -> Array:
    return kernels.weighted_sums(dy, axis, kernels.mean_weights(size, dy.shape[axis], dy.dtype.name).T)


_average_along.gradient(
    lambda dy, y, x, *, axis, outputs: _average_along_input(dy, axis=axis, size=x.shape[axis])
)
_average_along_input.gradient(
    lambda ddx, dx, dy, *, axis, size: _average_along(ddx, axis=axis, outputs=dy.shape[axis])
)


@primitive(shape=_resized, residual=True)
def _greatest_along(x: Array, /, axis: int, outputs: int) -> tuple[Array, Array]:
    places = kernels.greatest_places(x, axis, outputs)
    return kernels.take_places(x, places, axis), places


@primitive(shape=lambda dy, axis, places, size: (*dy.shape[:axis], size, *dy.shape[axis + 1 :]))
def _add_places(dy: Array, /, axis: int, places: Array, size: int) -> Array:
    return kernels.add_places(dy, places, axis, size)


@primitive(shape=lambda x, axis, places: places.shape)
def _take_places(x: Array, /, axis: int, places: Array) -> Array:
    return kernels.take_places(x, places, axis)


_greatest_along.gradient(
    lambda dy, y, x, *, residual, axis, outputs: _add_places(
        dy, axis=axis, places=residual, size=x.shape[axis]
    )
)
_add_places.gradient(lambda ddx, dx, dy, *, axis, places, size: _take_places(ddx, axis=axis, places=places))
_take_places.gradient(
    lambda dy, y, x, *, axis, places: _add_places(dy, axis=axis, places=places, size=x.shape[axis])
)
