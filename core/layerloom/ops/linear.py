"""Matrix products, and the fused product of a dense layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import ShapeError
from layerloom.ops.arithmetic import multiply
from layerloom.ops.arrays import expand_dims, reshape, squeeze, swapaxes, transpose
from layerloom.tensors import as_array, broadcast_shapes, operator, primitive, unbroadcast

__all__ = ["dense", "dot", "einsum", "matmul", "outer", "tensordot"]

Sizes = tuple[int | None, ...]


def _product_shape(a: Any, b: Any) -> Sizes:
    left, right = tuple(a.shape), tuple(b.shape)
    if not left or not right:
        raise ShapeError(f"matmul needs at least one axis on both sides, got shapes {left} and {right}.")
    inner = (left[-1], right[-2] if len(right) > 1 else right[0])
    if None not in inner and inner[0] != inner[1]:
        raise ShapeError(
            f"Cannot multiply shapes {left} and {right}: {inner[0]} columns meet {inner[1]} rows."
        )
    batch = broadcast_shapes(left[:-2], right[:-2])
    return (*batch, *left[-2:-1], *(right[-1:] if len(right) > 1 else ()))


@operator("matmul")
@primitive(shape=_product_shape, numbers="common")
def _matmul(a: Any, b: Any) -> Any:
    return np.matmul(a, b)


_matmul.gradient(
    lambda dy, y, a, b: unbroadcast(_matmul(dy, swapaxes(b, -1, -2)), a),
    lambda dy, y, a, b: unbroadcast(_matmul(swapaxes(a, -1, -2), dy), b),
)


@operator("matmul")
def matmul(x1: Any, x2: Any) -> Any:
    """Matrix product over the last two axes, batched over the others."""
    x1, x2 = _shaped(x1), _shaped(x2)
    if len(x1.shape) == 1 or len(x2.shape) == 1:  # a vector is a matrix of one row or one column
        y = _matmul(
            expand_dims(x1, axis=0) if len(x1.shape) == 1 else x1,
            expand_dims(x2, axis=-1) if len(x2.shape) == 1 else x2,
        )
        if len(x2.shape) == 1:
            y = squeeze(y, axis=-1)
        return squeeze(y, axis=-2 if len(x2.shape) > 1 else -1) if len(x1.shape) == 1 else y
    return _matmul(x1, x2)


def _shaped(x: Any) -> Any:
    return x if hasattr(x, "shape") else as_array(x)


def _dense_shape(x: Any, kernel: Any, bias: Any = None) -> Sizes:
    return (*x.shape[:-1], kernel.shape[-1])


@primitive(shape=_dense_shape)
def _dense(x: Any, kernel: Any) -> Any:
    return (x.reshape(-1, x.shape[-1]) @ kernel).reshape(*x.shape[:-1], kernel.shape[-1])


def _rows(x: Any) -> Any:
    return x if len(x.shape) == 2 else reshape(x, newshape=(-1, x.shape[-1]))


_dense.gradient(
    lambda dy, y, x, kernel: _dense(dy, transpose(kernel)),
    lambda dy, y, x, kernel: _matmul(transpose(_rows(x)), _rows(dy)),
)


@primitive(shape=_dense_shape)
def _dense_bias(x: Any, kernel: Any, bias: Any) -> Any:
    y = x.reshape(-1, x.shape[-1]) @ kernel
    y += bias
    return y.reshape(*x.shape[:-1], kernel.shape[-1])


_dense_bias.gradient(
    lambda dy, y, x, kernel, bias: _dense(dy, transpose(kernel)),
    lambda dy, y, x, kernel, bias: _matmul(transpose(_rows(x)), _rows(dy)),
    lambda dy, y, x, kernel, bias: unbroadcast(dy, bias),
)


def dense(x: Any, kernel: Any, bias: Any = None) -> Any:
    """``x @ kernel + bias`` over the last axis, as one product whatever the rank of ``x``."""
    return _dense(x, kernel) if bias is None else _dense_bias(x, kernel, bias)


def dot(x1: Any, x2: Any) -> Any:
    """NumPy's dot product."""
    x1, x2 = _shaped(x1), _shaped(x2)
    if not x1.shape or not x2.shape:
        return multiply(x1, x2)
    return tensordot(x1, x2, axes=([-1], [-2 if len(x2.shape) > 1 else -1]))


def tensordot(x1: Any, x2: Any, axes: Any = 2) -> Any:
    """Sums products over the given axes of both."""
    x1, x2 = _shaped(x1), _shaped(x2)
    rank1, rank2 = len(x1.shape), len(x2.shape)
    if isinstance(axes, int):
        first, second = list(range(rank1 - axes, rank1)), list(range(axes))
    else:
        first, second = ([a] if isinstance(a, int) else list(a) for a in axes)
    first, second = [a % rank1 for a in first], [a % rank2 for a in second]
    keep1 = [a for a in range(rank1) if a not in first]
    keep2 = [a for a in range(rank2) if a not in second]
    if None in (*x1.shape, *x2.shape):  # symbols: the rule of einsum needs no sizes
        letters = "abcdefghijklmnopqrstuvwxyz"
        left, right = list(letters[:rank1]), list(letters[rank1 : rank1 + rank2])
        for mine, other in zip(first, second, strict=True):
            right[other] = left[mine]
        output = [left[a] for a in keep1] + [right[a] for a in keep2]
        return einsum(f"{''.join(left)},{''.join(right)}->{''.join(output)}", x1, x2)
    inner = int(np.prod([x1.shape[a] for a in first], dtype=np.int64))
    rows = reshape(transpose(x1, axes=(*keep1, *first)), newshape=(-1, inner))
    columns = reshape(transpose(x2, axes=(*second, *keep2)), newshape=(inner, -1))
    shape = [x1.shape[a] for a in keep1] + [x2.shape[a] for a in keep2]
    return reshape(_matmul(rows, columns), newshape=shape)


def outer(x1: Any, x2: Any) -> Any:
    """All products of two vectors."""
    return _matmul(reshape(_shaped(x1), newshape=(-1, 1)), reshape(_shaped(x2), newshape=(1, -1)))


def _einsum_shape(*operands: Any, subscripts: str) -> Sizes:
    inputs, output = _subscripts(subscripts, [len(x.shape) for x in operands])
    sizes: dict[str, int | None] = {}
    for letters, x in zip(inputs, operands, strict=True):
        for letter, size in zip(letters, x.shape, strict=True):
            sizes[letter] = size if sizes.get(letter) in (None, 1) else sizes[letter]
    return tuple(sizes[letter] for letter in output)


def _subscripts(subscripts: str, ranks: list[int]) -> tuple[list[str], str]:
    """Splits einsum's text, with letters of its own for the axes behind an ellipsis."""
    left, arrow, right = subscripts.replace(" ", "").partition("->")
    inputs = left.split(",")
    spare = [c for c in "ZYXWVUTSRQPONMLKJIHGFEDCBA" if c not in subscripts]
    longest = max(
        (rank - len(i.replace("...", "")) for i, rank in zip(inputs, ranks, strict=True) if "..." in i),
        default=0,
    )
    letters = "".join(spare[:longest])
    full = []
    for text, rank in zip(inputs, ranks, strict=True):
        extra = rank - len(text.replace("...", ""))
        full.append(text.replace("...", letters[longest - extra :] if extra else ""))
    if not arrow:
        once = sorted(c for c in set("".join(full)) if "".join(full).count(c) == 1 and c not in letters)
        return full, letters + "".join(once)
    return full, right.replace("...", letters)


@primitive(shape=_einsum_shape, numbers="common")
def _einsum(*operands: Any, subscripts: str) -> Any:
    return np.einsum(subscripts, *operands, optimize=True)


def _einsum_gradient(dy: Any, y: Any, *operands: Any, subscripts: str, index: int) -> Any:
    inputs, output = _subscripts(subscripts, [len(x.shape) for x in operands])
    target = inputs[index]
    others = [x for i, x in enumerate(operands) if i != index]
    letters = [i for k, i in enumerate(inputs) if k != index]
    known = set(output).union(*letters) if letters else set(output)
    kept = "".join(c for c in target if c in known)
    g = _einsum(dy, *others, subscripts=",".join([output, *letters]) + "->" + kept)
    sizes = dict(zip(target, operands[index].shape, strict=True))
    if kept != target:  # an axis that was only summed over: the same gradient everywhere along it
        from layerloom.ops.arrays import broadcast_to

        g = reshape(g, newshape=[sizes[c] if c in known else 1 for c in target])
        g = broadcast_to(g, shape=tuple(operands[index].shape))
    return unbroadcast(g, operands[index])


_einsum.gradient(_einsum_gradient)


def einsum(subscripts: str, *operands: Any, **kwargs: Any) -> Any:
    """Einstein's summation, for example ``einsum("bij,bjk->bik", a, b)``."""
    operands = tuple(_shaped(x) for x in operands)
    inputs, output = _subscripts(subscripts, [len(x.shape) for x in operands])
    return _einsum(*operands, subscripts=",".join(inputs) + "->" + output)
