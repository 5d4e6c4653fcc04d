"""Bits and whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.tensors import as_array, primitive

__all__ = [
    "bitwise_and", "bitwise_invert", "bitwise_left_shift", "bitwise_not", "bitwise_or", "bitwise_right_shift",
    "bitwise_xor", "gcd", "lcm", "left_shift", "right_shift",
]  # fmt: skip


def _whole(name: str, *xs: Any) -> tuple[Any, ...]:
    """Returns arguments as arrays of whole numbers.

    Raises:
        FieldError: If one holds floats.
    """
    arrays = tuple(x if isinstance(x, int) else as_array(x) for x in xs)
    if any(np.asarray(x).dtype.kind not in "biu" for x in arrays):
        raise FieldError(
            f"{name} takes whole numbers, got {', '.join(str(np.asarray(x).dtype) for x in arrays)}."
        )
    return arrays


@primitive
def bitwise_and(x: Any, y: Any) -> Any:
    """Bits that are set in both."""
    return np.bitwise_and(*_whole("bitwise_and", x, y))


@primitive
def bitwise_or(x: Any, y: Any) -> Any:
    """Bits that are set in either."""
    return np.bitwise_or(*_whole("bitwise_or", x, y))


@primitive
def bitwise_xor(x: Any, y: Any) -> Any:
    """Bits that are set in exactly one."""
    return np.bitwise_xor(*_whole("bitwise_xor", x, y))


@primitive
def bitwise_not(x: Any) -> Any:
    """Turns every bit round."""
    return np.invert(*_whole("bitwise_not", x))


bitwise_invert = bitwise_not


@primitive
def bitwise_left_shift(x: Any, y: Any) -> Any:
    """Moves bits up by ``y`` places."""
    return np.left_shift(*_whole("bitwise_left_shift", x, y))


@primitive
def bitwise_right_shift(x: Any, y: Any) -> Any:
    """Moves bits down by ``y`` places."""
    return np.right_shift(*_whole("bitwise_right_shift", x, y))


left_shift, right_shift = bitwise_left_shift, bitwise_right_shift


@primitive
def gcd(x1: Any, x2: Any) -> Any:
    """The greatest number that divides both."""
    return np.gcd(*_whole("gcd", x1, x2))


@primitive
def lcm(x1: Any, x2: Any) -> Any:
    """The smallest number that both divide."""
    return np.lcm(*_whole("lcm", x1, x2))
