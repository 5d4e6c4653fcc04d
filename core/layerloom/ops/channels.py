"""Operations that treat every channel, a place on the last axis, by numbers of its own."""

from __future__ import annotations

from layerloom.kernels import normalization as kernels
from layerloom.ops.arrays import broadcast_to
from layerloom.tensors import Array, primitive


@primitive(shape=lambda x, scale, offset: tuple(x.shape))
def channel_affine(x: Array, scale: Array, offset: Array) -> Array:
    """``x * scale + offset``."""
    return kernels.channel_affine(x, scale, offset)


@primitive(shape=lambda x, scale: tuple(x.shape))
def channel_product(x: Array, scale: Array) -> Array:
    """``x * scale``."""
    return kernels.channel_affine(x, scale)


@primitive(shape=lambda x, offset: tuple(x.shape))
def channel_shift(x: Array, offset: Array) -> Array:
    """``x + offset``."""
    return x + offset


@primitive(shape=lambda x: (x.shape[-1],))
def channel_sums(x: Array) -> Array:
    """The sum of every channel."""
    return kernels.channel_sums(x)


channel_affine.gradient(
    lambda dy, y, x, scale, offset: channel_product(dy, scale),
    lambda dy, y, x, scale, offset: channel_sums(dy * x),
    lambda dy, y, x, scale, offset: channel_sums(dy),
)
channel_product.gradient(
    lambda dy, y, x, scale: channel_product(dy, scale),
    lambda dy, y, x, scale: channel_sums(dy * x),
)
channel_shift.gradient(
    lambda dy, y, x, offset: dy,
    lambda dy, y, x, offset: channel_sums(dy),
)
channel_sums.gradient(lambda dy, y, x: broadcast_to(dy, shape=tuple(x.shape)))
