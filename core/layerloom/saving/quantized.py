"""Weights that Keras 3 quantized, to and from the numbers that they stand for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.saving.hdf5 import Array, ContentError
from layerloom.saving.plan import Plan
from layerloom.saving.tree import walk

#: Layers whose weights Keras quantizes, by the name that their class has here.
_KERNELS = ("Dense", "EinsumDense", "QuantizedDense", "QuantizedEinsumDense")
_TABLES = ("Embedding", "QuantizedEmbedding")
_BOTH_WAYS = ("ReversibleEmbedding", "QuantizedReversibleEmbedding")

#: What a layer in 8-bit floating point has beside kernel and bias.
SCALES = tuple(
    f"{what}_{part}" for what in ("inputs", "kernel", "outputs_grad") for part in ("scale", "amax_history")
)

#: How many arrays a layer without a bias has in 8-bit floating point, and the most that any layer has.
_OF_FLOAT8 = 1 + len(SCALES)
_MOST_ARRAYS = _OF_FLOAT8 + 1

_MAX_SCALES = 2**20  # bytes of an array of scales

_EPSILON = 1e-7


def plan_quantized(holder: Any, arrays: list[Array], plan: Plan) -> bool:
    """Plans to give a layer the weights that a file has of its quantized twin.

    A layer that a larger one holds, whose config tells nothing of it, becomes a quantized one where a whole model is
    read; weights alone are given to it as plain numbers.

    Args:
        holder: The layer.
        arrays: All arrays that the file has for it, in order.
        plan: Takes the assignments.

    Returns:
        Whether the arrays are those of a quantized layer.

    Raises:
        ContentError: If they do not belong together.
    """
    plain = plain_weights(holder, arrays)
    if plain is None:
        return False
    told = _how(holder, arrays)
    if not is_quantized(holder):
        if plan.quantization.get("mode") == told["mode"] and plan.quantization.get("range") != told.get(
            "range"
        ):
            # Keras would take its defaults here: where nothing is rounded, plain numbers say the same to it.
            told = {**told, "range": plan.quantization.get("range")}
            told["plain"] = told["mode"] == "int8" and told["range"] is None
        become = getattr(holder, "become_quantized", None) if plan.whole_model else None
        if become is None or not become(told):
            variables = _variables(holder)
            if len(variables) > len(plain):
                raise ContentError(misfit(holder))
            for variable, array in zip(variables, plain[: len(variables)], strict=True):
                plan.assign(variable, array)
            return True
    variables = list(holder.saved_variables)
    if len(variables) != len(plain):
        raise ContentError(misfit(holder))
    for variable, array in zip(variables, plain, strict=True):
        plan.assign(variable, array)
    if holder.quantization_mode != "float8":
        plan.hand_over(holder.keep_quantized, arrays)
    return True


def may_be_quantized(holder: Any, count: int) -> bool:
    """Tells whether a number of arrays in a file may be those of a layer's quantized twin, before they are read."""
    name = type(holder).__name__
    return name in (*_KERNELS, *_TABLES, *_BOTH_WAYS) and len(_variables(holder)) < count <= _MOST_ARRAYS


def most_bytes(variables: Sequence[Any]) -> int:
    """Returns how many bytes an array of a quantized layer with these variables may have."""
    return 4 * sum(int(variable.size) for variable in variables) + _MAX_SCALES


def can_be_quantized(holder: Any) -> bool:
    """Tells whether the plain weights of a layer become the same whole numbers again, if they were such."""
    mode, numbers = holder.quantization_mode, holder.quantization.get("numbers")
    return mode == "int8" or (mode == "int4" and (not numbers or numbers[0] <= 0))


def usual_quantization(model: Any) -> dict[str, Any] | None:
    """Returns how the layers of a model are quantized of which its config tells it."""
    found = (place.holder for place in walk(model) if is_quantized(place.holder))
    return next((dict(holder.quantization) for holder in found if "config" in holder.quantization), None)


def is_quantized(holder: Any) -> bool:
    """Tells whether a layer is one of those that stand for quantized layers of Keras."""
    return hasattr(holder, "keep_quantized")


def quantized_arrays(holder: Any) -> list[tuple[str, Array]] | None:
    """Returns the weights of a layer as Keras keeps those of its quantized twin, with their names there.

    Returns:
        The arrays in Keras's order; ``None`` for layers that are to be written as plain ones.
    """
    if not is_quantized(holder) or holder.quantization.get("plain"):
        return None
    plain = [variable.numpy() for variable in holder.saved_variables]
    mode = holder.quantization_mode
    kept = plain if mode == "float8" else holder.kept_arrays()
    if kept is None:
        kept = _quantize(holder, plain) if can_be_quantized(holder) else None
    return None if kept is None else list(zip(_names(holder, len(kept)), kept, strict=True))


def plain_weights(layer: Any, arrays: list[Array]) -> list[Array] | None:
    """Returns a layer's weights from those of its quantized twin.

    Keras writes whole numbers of 8 bits, or two of 4 bits in one byte, and the scale by which they are divided, or
    for each group of rows one by which they are multiplied after a zero was taken off.

    Args:
        layer: The layer.
        arrays: All arrays that the file has for it, in order.

    Returns:
        Its kernel, or table, its bias if it has one, and its scales if it computes in 8-bit floating point; ``None``
        where nothing is quantized.

    Raises:
        ContentError: If the arrays do not belong together.
    """
    name = type(layer).__name__
    variables = _variables(layer)
    if name not in (*_KERNELS, *_TABLES, *_BOTH_WAYS) or not variables:
        return None
    biased = getattr(layer, "bias", None) is not None
    if name in _KERNELS and len(arrays) == _OF_FLOAT8 + biased:
        return list(arrays)
    if not any(array.dtype.kind in "iu" for array in arrays):
        return None
    shape = tuple(variables[0].shape)
    try:
        if name in _BOTH_WAYS and len(variables) > 1:
            return _both_ways(arrays, variables)
        if name in (*_TABLES, *_BOTH_WAYS):
            return [_table(arrays[0], arrays[1], arrays[2:], shape).reshape(shape).astype(np.float32)]
        if arrays[0].dtype == np.int8:
            bias = arrays[1:2] if biased else []
            scale, *groups = arrays[1 + len(bias) :]
            kernel = _kernel(layer, arrays[0], scale, groups, shape)
        else:  # by columns, in the order of GPTQ and AWQ
            bias = arrays[:1] if biased else []
            packed, scale, zero, *factors, places = arrays[len(bias) :]
            kernel = _by_columns(packed, (scale, zero, places), shape)
            kernel = kernel / factors[0][:, None] if factors else kernel
        return [kernel.reshape(shape).astype(np.float32), *bias]
    except (ValueError, IndexError, ZeroDivisionError) as error:
        raise ContentError(misfit(layer)) from error


def misfit(layer: Any) -> str:
    """Says that the arrays of a layer do not belong together."""
    return f"the quantized weights of layer {layer.name!r:.80} do not fit together"


def _variables(layer: Any) -> list[Any]:
    """Returns a layer's own weights as files hold them, the main one first."""
    return list(layer.saved_variables if hasattr(layer, "saved_variables") else layer.weights)


def _how(layer: Any, arrays: list[Array]) -> dict[str, Any]:
    """Returns what arrays alone tell of a layer's quantization, where Keras's own defaults count."""
    biased = getattr(layer, "bias", None) is not None
    if type(layer).__name__ in _KERNELS and len(arrays) == _OF_FLOAT8 + biased:
        return {"mode": "float8", "history": max(1, arrays[2 + biased].size)}
    rounded: dict[str, Any] = {"range": [-127, 127]}
    if arrays[0].dtype == np.int8 or type(layer).__name__ not in _KERNELS:
        if arrays[0].shape == tuple(_variables(layer)[0].shape):
            return {"mode": "int8", **rounded}
        both = type(layer).__name__ in _BOTH_WAYS
        grouped = len(arrays) > 2 + biased and not (both and len(arrays) == 4)
        size = -1
        if grouped:
            places = arrays[3 + biased]
            size = int(np.count_nonzero(places == places[0])) if places.size else -1
        return {"mode": "int4", "numbers": [size], **(rounded if both else {})}
    scaled = len(arrays) - biased == 5
    packed, scale = arrays[int(biased) : 2 + biased]
    rows = packed.shape[-1]
    size = -1 if scale.shape[-1] == 1 else -(-rows // scale.shape[-1])
    bits = 4 if packed.shape[0] != scale.shape[0] else 8
    return {"mode": "awq" if scaled else "gptq", "numbers": [bits, size]}


def _names(holder: Any, count: int) -> list[str]:
    """Returns what Keras calls the arrays of a quantized layer."""
    bias = ["bias"] if getattr(holder, "bias", None) is not None else []
    mode, name = holder.quantization_mode, type(holder).__name__
    if mode == "float8":
        return ["kernel", *bias, *SCALES]
    if name in _TABLES or name in _BOTH_WAYS:
        groups = ["embeddings_zero", "g_idx"] if count in (4, 7) and mode == "int4" else []
        groups = [] if name in _BOTH_WAYS and not holder.tie_weights and count == 4 else groups
        names = ["embeddings", "embeddings_scale", *groups]
        back = ["reverse_embeddings", "reverse_embeddings_scale", "reverse_embeddings_zero"]
        return [*names, *back[: count - len(names)]]
    if mode in ("gptq", "awq"):
        factors = ["awq_scales"] if mode == "awq" else []
        return [*bias, "kernel", "kernel_scale", "kernel_zero", *factors, "g_idx"]
    return ["kernel", *bias, *["kernel_scale", "kernel_zero", "g_idx"][: count - 1 - len(bias)]]


# -- from whole numbers ------------------------------------------------------------------------------------------


def _both_ways(arrays: list[Array], variables: list[Any]) -> list[Array]:
    """Returns the tables of an embedding that has one for each way."""
    grouped = len(arrays) > 4
    there, back = (arrays[:4], arrays[4:]) if grouped else (arrays[:2], arrays[2:])
    shapes = [tuple(variable.shape) for variable in variables]
    table = _table(there[0], there[1], there[2:], shapes[0])
    values, scale, *zero = back
    if values.shape != shapes[1]:
        values = _apart(values, shapes[1][0], axis=0)
    reverse = (
        _by_groups(values, zero[0], scale, there[3], axis=0) if zero else values / _fitting(scale, values)
    )
    return [found.reshape(s).astype(np.float32) for found, s in zip((table, reverse), shapes, strict=True)]


def _table(values: Array, scale: Array, groups: list[Array], shape: tuple[int, ...]) -> Array:
    values = values if values.shape == shape else _apart(values, shape[-1], axis=-1)
    if not groups:
        return values / _fitting(scale[:, None], values)
    return _by_groups(values, groups[0], scale, groups[1], axis=1)


def _kernel(layer: Any, values: Array, scale: Array, groups: list[Array], shape: tuple[int, ...]) -> Array:
    equation = getattr(layer, "equation", None)
    if values.shape == shape and not groups:
        return values / _fitting(scale if equation is None else _aligned(scale, equation), values)
    if equation is None and values.shape == ((shape[0] + 1) // 2, shape[1]) and shape[0] > 1 and not groups:
        values = _apart(values, shape[0], axis=0)  # as Keras 3.11 laid them out
        return values / _fitting(scale, values)
    values = _apart(values, math.prod(shape) // values.shape[0], axis=-1)
    if not groups:
        return values / _fitting(scale, values)
    return _by_groups(values, groups[0], scale, groups[1], axis=0)


def _by_columns(packed: Array, groups: tuple[Array, Array, Array], shape: tuple[int, ...]) -> Array:
    scale, zero, found = groups
    columns = scale.shape[0]
    values = packed if packed.shape[0] == columns else _apart(packed, columns, axis=0)
    return _by_groups(values, zero, scale, found, axis=1).T


def _by_groups(values: Array, zero: Array, scale: Array, places: Array, axis: int) -> Array:
    """Returns values of which each row or column has the zero and the scale of the group that it is in."""
    if places.shape != values.shape[axis : axis + 1]:
        raise ValueError(places.shape)  # who calls says it in words
    groups = places.astype(np.int64)
    parts = [_fitting(np.take(item, groups, axis=axis), values) for item in (zero, scale)]
    found: Array = (values - parts[0].astype(np.float32)) * parts[1]
    return found


def _fitting(scale: Array, values: Array) -> Array:
    """Returns a scale that makes no more of the values than there are.

    Raises:
        ValueError: If it would.
    """
    if np.broadcast_shapes(scale.shape, values.shape) != values.shape:
        raise ValueError(scale.shape)
    return scale


def _apart(packed: Array, size: int, axis: int) -> Array:
    """Returns the two numbers of 4 bits in each byte one after the other, the lower half first."""
    halves = np.stack([packed & 0x0F, (packed >> 4) & 0x0F], axis=axis % packed.ndim + 1)
    found: Array = halves.reshape([-1 if n == axis % packed.ndim else s for n, s in enumerate(packed.shape)])
    found = np.take(found, range(size), axis=axis)
    return (found ^ 8) - 8 if packed.dtype == np.int8 else found


def _aligned(scale: Array, equation: str) -> Array:
    """Returns the scale of an EinsumDense, which stands as its output does, with the axes of its kernel."""
    kernel, letters = _sides(equation)
    missing = max(0, len(letters) - scale.ndim)
    scale = scale.reshape([1] * missing + list(scale.shape))[(0,) * (scale.ndim + missing - len(letters))]
    own = [letters.index(letter) for letter in kernel if letter in letters]
    others = [axis for axis in range(len(letters)) if axis not in own]
    turned = scale.transpose(others + own)[(0,) * len(others)]
    sizes = iter(turned.shape)
    found: Array = turned.reshape([next(sizes) if letter in letters else 1 for letter in kernel])
    return found


def _sides(equation: str) -> tuple[str, str]:
    """Returns the letters of the kernel and those of the output."""
    (_, kernel), output = (side.split(",") for side in equation.replace(" ", "").split("->"))
    return kernel, output[0].replace(".", "")


# -- to whole numbers --------------------------------------------------------------------------------------------


def _quantize(holder: Any, plain: list[Array]) -> list[Array]:
    """Returns plain weights as Keras quantizes them to 8 or 4 bits, with one scale for each column."""
    bits = 8 if holder.quantization_mode == "int8" else 4
    main, *others = plain
    if type(holder).__name__ in (*_TABLES, *_BOTH_WAYS):
        values, scale = _in_steps(main.T, bits, (0,))
        found = [_together(values.T, -1) if bits == 4 else values.T, scale[0]]
        if others:
            values, scale = _in_steps(others[0], bits, (0,))
            found += [_together(values, 0) if bits == 4 else values, scale[0]]
        return [np.ascontiguousarray(item) for item in found]
    equation = getattr(holder, "equation", None)
    kernel, output = ("ab", "b") if equation is None else _sides(equation)
    axes = tuple(n for n, letter in enumerate(kernel) if letter not in output)
    if bits == 4:
        flat = main.reshape(math.prod(main.shape[n] for n in axes), -1)
        values, scale = _in_steps(flat, bits, (0,))
        return [_together(values, -1), *others, scale[0]]
    values, scale = _in_steps(main, bits, axes)
    return [values, *others, scale[0] if equation is None else _as_output(scale, equation)]


def _in_steps(weight: Array, bits: int, axes: tuple[int, ...]) -> tuple[Array, Array]:
    """Returns the whole numbers for a weight and the scale along axes by which it was multiplied."""
    lowest, highest = (-127, 127) if bits == 8 else (-8, 7)
    scale = (highest / (np.abs(weight).max(axis=axes, keepdims=True) + _EPSILON)).astype(np.float32)
    return np.clip(np.round(weight * scale), lowest, highest).astype(np.int8), scale


def _together(values: Array, axis: int) -> Array:
    """Returns numbers of 4 bits two in a byte, the first in the lower half."""
    axis %= values.ndim
    odd = values.shape[axis] % 2
    values = np.pad(values, [(0, odd if n == axis else 0) for n in range(values.ndim)])
    low, high = (np.take(values, range(start, values.shape[axis], 2), axis=axis) for start in (0, 1))
    found: Array = ((low & 0x0F) | (high << 4)).astype(np.int8)
    return found


def _as_output(scale: Array, equation: str) -> Array:
    """Returns the scale of a kernel, with its axes, as it stands beside the output of an EinsumDense."""
    kernel, letters = _sides(equation)
    sizes = dict(zip(kernel, scale.shape, strict=True))
    turned = scale.transpose(
        [kernel.index(letter) for letter in kernel if letter not in letters]
        + [kernel.index(letter) for letter in letters if letter in kernel]
    )
    return turned.reshape([sizes.get(letter, 1) for letter in letters])
