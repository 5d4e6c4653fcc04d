"""Tensors that TensorFlow's functions make of sizes that are read from others, as operations of Keras 3."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.graph.architecture import Ref
from layerloom.graph.tensorflow.steps import OtherwiseError, Steps, UnknownSize, constant

_MAX_SIZE = 2**40


class MadeSteps(Steps):
    """Steps that know a tensor that is there in every call."""

    source: Ref

    def zero(self) -> Ref:
        """Returns a zero that depends on nothing."""
        return self.step("Cast", self.step("Sum", self.step("ZerosLike", self.source)), dtype="float32")

    def ones(self, shape: Any) -> Ref:
        """Returns ones of a shape, in which sizes may be unknown; tf.keras writes a list of one as a number."""
        shape = [shape] if type(shape) is int else shape
        if not isinstance(shape, list) or not all(_is_size(size) for size in shape):
            raise OtherwiseError
        found = None
        for place, size in enumerate(shape):
            if isinstance(size, UnknownSize):
                along = [-1 if other == place else 1 for other in range(len(shape))]
                part = self.step("Reshape", size.ones(self), newshape=along)
                found = part if found is None else self.step("Multiply", found, part)
        if found is None:
            found = self.step("Reshape", self.step("Add", self.zero(), 1.0), newshape=[1] * len(shape))
        repeats = [1 if isinstance(size, UnknownSize) else size for size in shape]
        return found if set(repeats) <= {1} else self.step("Tile", found, repeats=repeats)

    def noise(self, shape: Any) -> Ref:
        """Returns normal noise of a shape."""
        return self.layer("GaussianNoise", self.step("Multiply", self.ones(shape), 0.0), stddev=1.0)


def _is_size(size: Any) -> bool:
    return isinstance(size, UnknownSize) or (type(size) is int and 0 < size <= _MAX_SIZE)


def _fill(steps: MadeSteps, dims: Any, value: Any) -> None:
    dtype = "int32" if type(value) is int else "bool" if type(value) is bool else "float32"
    if isinstance(value, UnknownSize):
        dtype, value = value.dtype, steps.step("Sum", value.ones(steps))
    steps.end("Cast", steps.step("Multiply", steps.ones(dims), value), dtype=dtype)


def _ones(steps: MadeSteps, shape: Any, dtype: str = "float32") -> None:
    steps.end("Cast", steps.ones(shape), dtype=dtype)


def _zeros(steps: MadeSteps, shape: Any, dtype: str = "float32") -> None:
    steps.end("Cast", steps.step("Multiply", steps.ones(shape), 0.0), dtype=dtype)


def _normal(
    steps: MadeSteps, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: str = "float32", seed: Any = None
) -> None:
    steps.end("Add", steps.step("Multiply", steps.noise(shape), stddev), mean)


def _truncated_normal(
    steps: MadeSteps, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: str = "float32", seed: Any = None
) -> None:
    """As many times as wide as two standard deviations reach, by the shares of the normal distribution."""
    share = steps.step("Erf", steps.step("Multiply", steps.noise(shape), 0.5**0.5))
    cut = steps.step("Erfinv", steps.step("Multiply", share, math.erf(2**0.5)))
    steps.end("Add", steps.step("Multiply", steps.step("Multiply", cut, 2**0.5), stddev), mean)


def _uniform(
    steps: MadeSteps,
    shape: Any,
    minval: float = 0,
    maxval: float = 1,
    dtype: str = "float32",
    seed: Any = None,
) -> None:
    """The share of the normal distribution below its noise is uniform."""
    if not dtype.startswith("float"):
        raise OtherwiseError
    share = steps.step("Erf", steps.step("Multiply", steps.noise(shape), 0.5**0.5))
    width = (maxval - minval) / 2
    steps.end("Add", steps.step("Multiply", share, width), minval + width)


def _tile(steps: MadeSteps, input: Any, multiples: Any) -> None:
    if not isinstance(multiples, list):
        raise OtherwiseError
    grown = steps.ones([size if isinstance(size, UnknownSize) else 1 for size in multiples])
    found = steps.step("Multiply", grown, _array(input))
    steps.end("Tile", found, repeats=[1 if isinstance(size, UnknownSize) else size for size in multiples])


def _repeat(steps: MadeSteps, input: Any, repeats: Any, axis: int = 0) -> None:
    """Of something that is there once."""
    rank = np.ndim(input)
    if not isinstance(repeats, UnknownSize) or not isinstance(input, list) or not -rank <= axis < rank:
        raise OtherwiseError
    if np.shape(input)[axis] != 1:
        raise OtherwiseError
    grown = steps.ones([repeats if place == axis % rank else 1 for place in range(rank)])
    steps.end("Multiply", grown, _array(input))


def _broadcast_to(steps: MadeSteps, input: Any, shape: Any) -> None:
    steps.end("Multiply", steps.ones(shape), _array(input))


def _range(steps: MadeSteps, start: Any, limit: Any = None, delta: Any = 1, dtype: str = "int32") -> None:
    start, limit = (0, start) if limit is None else (start, limit)
    if isinstance(limit, UnknownSize) and start == 0 and delta == 1:
        counted = steps.step("Cumsum", limit.ones(steps), axis=0)
        steps.end("Cast", steps.step("Subtract", counted, 1.0), dtype=dtype)
        return
    if not all(type(item) in (int, float) for item in (start, limit, delta)) or delta == 0:
        raise OtherwiseError
    count = max(math.ceil((limit - start) / delta), 0)
    numbers = steps.constant(count, lambda: np.arange(start, limit, delta).astype("float32"))
    whole = all(type(item) is int for item in (start, limit, delta))
    found = steps.step("Add", steps.zero(), numbers)
    steps.end("Cast", found, dtype=dtype if whole else "float32")


def _eye(steps: MadeSteps, num_rows: int, num_columns: Any = None, dtype: str = "float32") -> None:
    columns = num_rows if num_columns is None else num_columns
    if type(columns) is not int or num_rows <= 0 or columns <= 0:
        raise OtherwiseError
    ones = steps.constant(num_rows * columns, lambda: np.eye(num_rows, columns, dtype="float32"))
    steps.end("Cast", steps.step("Add", steps.zero(), ones), dtype=dtype)


def _array(value: Any) -> Any:
    return constant(np.asarray(value, "float32")) if isinstance(value, list) else value


#: By the names of the functions.
MAKERS: dict[str, Callable[..., None]] = {
    "broadcast_to": _broadcast_to,
    "eye": _eye,
    "fill": _fill,
    "normal": _normal,
    "ones": _ones,
    "range": _range,
    "repeat": _repeat,
    "tile": _tile,
    "truncated_normal": _truncated_normal,
    "uniform": _uniform,
    "zeros": _zeros,
}
