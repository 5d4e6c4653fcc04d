"""Cutting arrays into pieces, turning and arranging them anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.arrays import check_parts, reshape, split, swapaxes, transpose
from layerloom.ops.composite import as_value, composite
from layerloom.ops.indexing import getitem
from layerloom.ops.matrices import diag
from layerloom.ops.repeating import flip
from layerloom.tensors import KerasTensor, primitive, standardize_dtype
from layerloom.tensors.misfits import told_in_words
from layerloom.tensors.tensor import wrap

__all__ = [
    "array_split", "depth_to_space", "diagflat", "dsplit", "get_item", "hsplit", "rearrange", "rot90", "space_to_depth",
    "unravel_index", "vander", "view", "vsplit",
]  # fmt: skip


def array_split(x: Any, indices_or_sections: int | Sequence[int], axis: int = 0) -> list[Any]:
    """Cuts a tensor along an axis, the first parts being longer by one where it does not come out even."""
    if not isinstance(indices_or_sections, int):
        return split(x, indices_or_sections, axis=axis)
    x, count = as_value(x), indices_or_sections
    if count < 1:
        raise FieldError(f"array_split: the number of parts must be at least 1, got {count}.")
    size = x.shape[axis]
    if size is None:
        raise ShapeError("array_split needs an axis of known size.")
    check_parts(x, count)
    part, rest = divmod(size, count)
    cuts = np.cumsum([0, *[part + 1] * rest, *[part] * (count - rest)]).tolist()
    lead = (slice(None),) * (axis % len(x.shape))
    return [getitem(x, key=(*lead, slice(a, b))) for a, b in pairwise(cuts)]


def hsplit(x: Any, indices_or_sections: int | Sequence[int]) -> list[Any]:
    """Cuts side by side: along the second axis, vectors along the first."""
    x = as_value(x)
    return split(x, indices_or_sections, axis=0 if len(x.shape) == 1 else 1)


def vsplit(x: Any, indices_or_sections: int | Sequence[int]) -> list[Any]:
    """Cuts along the first axis."""
    return split(as_value(x), indices_or_sections, axis=0)


def dsplit(x: Any, indices_or_sections: int | Sequence[int]) -> list[Any]:
    """Cuts along the third axis."""
    x = as_value(x)
    if len(x.shape) < 3:
        raise ShapeError(f"dsplit wants at least three axes, got shape {tuple(x.shape)}.")
    return split(x, indices_or_sections, axis=2)


def get_item(x: Any, key: Any) -> Any:
    """NumPy's indexing, ``x[key]``."""
    return getitem(as_value(x), key=key)


def diagflat(x: Any, k: int = 0) -> Any:
    """A matrix with all elements of ``x`` on a diagonal."""
    return diag(reshape(as_value(x), newshape=(-1,)), k=k)


def rot90(array: Any, k: int = 1, axes: tuple[int, int] = (0, 1)) -> Any:
    """Turns a plane of an array by quarters, from the first of its axes to the second.

    Raises:
        FieldError: If the plane does not have two different axes.
    """
    x = as_value(array)
    rank = len(x.shape)
    if len(axes) != 2 or rank < 2 or axes[0] % rank == axes[1] % rank:
        raise FieldError(
            f"rot90: axes must be two different axes of shape {tuple(x.shape)}, got {tuple(axes)}."
        )
    first, second = axes[0] % rank, axes[1] % rank
    if k % 4 == 2:
        return flip(x, axis=(first, second))
    if k % 4 == 1:
        return swapaxes(flip(x, axis=second), first, second)
    return flip(swapaxes(x, first, second), axis=second) if k % 4 == 3 else x


def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:  # noqa: N803 (Keras's name)
    """A matrix of powers of a vector's elements.

    Args:
        x: Vector.
        N: Number of columns, by default as many as elements.
        increasing: Whether powers rise from left to right.
    """
    x = as_value(x)
    if len(x.shape) != 1:
        raise ShapeError(f"vander wants a vector, got shape {tuple(x.shape)}.")
    count = x.shape[0] if N is None else N
    if count is None or count < 0:
        raise FieldError(f"vander: the number of columns must be known and not negative, got {count}.")
    powers = np.arange(count, dtype=x.dtype)
    return reshape(x, newshape=(-1, 1)) ** (powers if increasing else powers[::-1].copy())


@told_in_words
@composite(shape=lambda indices, shape: tuple(KerasTensor(indices.shape, indices.dtype) for _ in shape))
def unravel_index(indices: Any, /, shape: Sequence[int]) -> tuple[Any, ...]:
    """Turns positions in the flat array into one position along each axis."""
    x = np.asarray(indices)
    size = int(np.prod(shape))
    parts = np.unravel_index(np.where(x < 0, x + size, x), tuple(shape))
    return tuple(wrap(np.asarray(p, x.dtype)) for p in parts)


def _viewed(x: Any, dtype: Any = None) -> KerasTensor:
    kind = np.dtype(standardize_dtype(dtype or x.dtype))
    before = np.dtype(x.dtype).itemsize
    if not x.shape or x.shape[-1] is None or kind.itemsize == before:
        return KerasTensor(x.shape, kind.name)
    return KerasTensor((*x.shape[:-1], x.shape[-1] * before // kind.itemsize), kind.name)


@primitive(shape=_viewed)
def view(x: Any, /, dtype: Any = None) -> Any:
    """Reads the bytes of an array as another number type, without gradient."""
    return np.ascontiguousarray(x).view(standardize_dtype(dtype or np.asarray(x).dtype.name))


# Blocks of pixels and channels.


def _images(x: Any, block_size: int, data_format: str, function: str) -> tuple[Any, bool]:
    x = as_value(x)
    if len(x.shape) != 4 or data_format not in ("channels_last", "channels_first") or block_size < 2:
        raise FieldError(
            f"{function} takes a batch of images (4 axes), a block size of at least 2 and a data_format of "
            f"'channels_last' or 'channels_first', got shape {tuple(x.shape)}, {block_size} and {data_format!r}."
        )
    return x, data_format == "channels_first"


def depth_to_space(x: Any, block_size: int, data_format: str = "channels_last") -> Any:
    """Lays the channels of every pixel out as a block of pixels.

    Args:
        x: Images whose number of channels is a multiple of ``block_size`` squared.
        block_size: Side of a block.
        data_format: Where images keep their channels.
    """
    x, first = _images(x, block_size, data_format, "depth_to_space")
    b, channels = block_size, x.shape[1 if first else 3]
    if channels is None or channels % (b * b):
        raise ShapeError(f"depth_to_space: {channels} channels are no multiple of {b} x {b}.")
    rest = channels // (b * b)
    pattern = "n (b1 b2 c) h w -> n c (h b1) (w b2)" if first else "n h w (b1 b2 c) -> n (h b1) (w b2) c"
    return rearrange(x, pattern, b1=b, b2=b, c=rest)


def space_to_depth(x: Any, block_size: int, data_format: str = "channels_last") -> Any:
    """Stacks every block of pixels in the channels of one pixel.

    Args:
        x: Images whose sides are multiples of ``block_size``.
        block_size: Side of a block.
        data_format: Where images keep their channels.
    """
    x, first = _images(x, block_size, data_format, "space_to_depth")
    for size in x.shape[2:] if first else x.shape[1:3]:
        if size is not None and size % block_size:
            raise ShapeError(f"space_to_depth: sides of {tuple(x.shape)} are no multiples of {block_size}.")
    pattern = "n c (h b1) (w b2) -> n (b1 b2 c) h w" if first else "n (h b1) (w b2) c -> n h w (b1 b2 c)"
    return rearrange(x, pattern, b1=block_size, b2=block_size)


# Rearranging by a pattern.


def rearrange(tensor: Any, pattern: str, **axes_lengths: int) -> Any:
    """Splits, reorders and joins axes as a pattern says, for example ``"b (h p) w -> b h (w p)"``.

    Args:
        tensor: Tensor.
        pattern: Names of the axes before and after, with brackets round those that are joined.
        **axes_lengths: Sizes of axes that are split off; one of each bracket may be left out.

    Raises:
        FieldError: If the pattern does not fit the shape.
    """
    x = as_value(tensor)
    left, arrow, right = pattern.partition("->")
    before, after = _groups(left), _groups(right)
    flat = [name for group in before for name in group]
    if not arrow or len(before) != len(x.shape) or sorted(flat) != sorted(n for g in after for n in g):
        raise FieldError(
            f"rearrange: the pattern {pattern!r} must name each axis of {tuple(x.shape)} once on both sides of ->."
        )
    sizes: dict[str, int | None] = dict(axes_lengths)
    for group, size in zip(before, x.shape, strict=True):
        _fill(sizes, group, size, pattern)
    y = x if len(flat) == len(before) else reshape(x, newshape=_target([sizes[n] for n in flat]))
    order = tuple(flat.index(name) for group in after for name in group)
    y = y if order == tuple(range(len(order))) else transpose(y, axes=order)
    joined = [_product([sizes[name] for name in group]) for group in after]
    return y if len(after) == len(flat) else reshape(y, newshape=_target(joined))


def _groups(text: str) -> list[list[str]]:
    return [re.findall(r"\w+", part) for part in re.findall(r"\w+|\([^)]*\)", text)]


def _fill(sizes: dict[str, int | None], group: list[str], size: int | None, pattern: str) -> None:
    """Sets the sizes of one group's axes, of which one may follow from the others."""
    open_ = [name for name in group if name not in sizes]
    known = _product([sizes[name] for name in group if name in sizes])
    fits = size is None or known is None or (size % known == 0 if open_ else size == known)
    if len(open_) > 1 or not fits:
        raise FieldError(
            f"rearrange: an axis of size {size} cannot be split into ({' '.join(group)}) of {pattern!r}; "
            "give the sizes of all but one that fit."
        )
    if open_:
        sizes[open_[0]] = None if size is None or known is None else size // known


def _product(sizes: Sequence[int | None]) -> int | None:
    return None if None in sizes else int(np.prod(sizes, dtype=np.int64))  # type: ignore[arg-type]


def _target(sizes: list[int | None]) -> tuple[int, ...]:
    if sizes.count(None) > 1:
        raise ShapeError("rearrange can join or split only one axis of unknown size.")
    return tuple(-1 if size is None else size for size in sizes)
