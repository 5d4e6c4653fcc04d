"""What convolution and pooling share: their arguments in normal form, and where images keep their channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom import config
from layerloom.kernels.windows import Padding
from layerloom.ops.arrays import transpose

Sizes = tuple[int, ...]
PADDINGS = ("valid", "same")


def per_axis(value: int | Sequence[int], rank: int, name: str, least: int = 1) -> Sizes:
    """Returns one number for each spatial axis.

    Raises:
        ValueError: If there are not as many numbers as axes, or one is below ``least``.
    """
    numbers = (value,) * rank if isinstance(value, int) else tuple(int(v) for v in value)
    if len(numbers) == 1:
        numbers *= rank
    if len(numbers) != rank or any(number < least for number in numbers):
        raise ValueError(f"{name} must be a whole number >= {least}, or {rank} of them, got {value!r}.")
    return numbers


def checked_padding(padding: Padding) -> Padding:
    """Returns the padding in lower case; explicit pairs, one for each axis, stay as they are.

    Raises:
        ValueError: If it is unknown.
    """
    if isinstance(padding, tuple):
        return padding
    if not isinstance(padding, str) or padding.lower() not in PADDINGS:
        raise ValueError(f"padding must be one of {', '.join(map(repr, PADDINGS))}, got {padding!r}.")
    return padding.lower()


def is_channels_first(data_format: str | None) -> bool:
    """Tells whether images keep their channels before the spatial axes.

    Raises:
        ValueError: If the format is unknown.
    """
    chosen = data_format or config.image_data_format()
    if chosen not in ("channels_last", "channels_first"):
        raise ValueError(f"data_format must be 'channels_last' or 'channels_first', got {chosen!r}.")
    return chosen == "channels_first"


def channels_to_end(x: Any) -> Any:
    """Moves the axis 1 of images to their end."""
    return transpose(x, axes=(0, *range(2, len(x.shape)), 1))


def channels_to_front(x: Any) -> Any:
    """Moves the last axis of images to place 1."""
    rank = len(x.shape)
    return transpose(x, axes=(0, rank - 1, *range(1, rank - 1)))
