"""What TensorFlow's functions make of sizes: of one of them, of two, of a list."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from layerloom.graph.tensorflow.steps import UnknownSize

_MAX_RANK = 64
_MAX_SIZE = 2**40

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "subtract": operator.sub,
    "mul": operator.mul,
    "multiply": operator.mul,
    "floor_div": operator.floordiv,
    "floordiv": operator.floordiv,
    "maximum": max,
    "minimum": min,
    "mod": operator.mod,
    "floormod": operator.mod,
    "greater": operator.gt,
    "less": operator.lt,
    "pow": lambda x, y: type(x)(math.pow(x, y)),
    "truediv": operator.truediv,
}

#: Those of one number.
_ONE: dict[str, Callable[[Any], Any]] = {
    "abs": abs,
    "ceil": lambda x: type(x)(math.ceil(x)),
    "exp": math.exp,
    "floor": lambda x: type(x)(math.floor(x)),
    "log": math.log,
    "negative": operator.neg,
    "reciprocal": lambda x: 1 / x,
    "round": lambda x: type(x)(round(x)),
    "rsqrt": lambda x: 1 / math.sqrt(x),
    "sqrt": math.sqrt,
    "square": lambda x: x * x,
}

#: Functions that pass sizes on as they are, or put them together, and what they call them.
_PASSING = {
    "convert_to_tensor": "value",
    "identity": "input",
    "stack": "values",
    "unstack": "value",
}

#: Functions of lists of sizes.
_ON_LISTS = (
    "concat", "gather", "getitem", "ones_like", "reduce_max", "reduce_min", "reduce_prod", "reduce_sum", "slice",
    "split", "where",
)  # fmt: skip

_REDUCED: dict[str, Callable[[list[Any]], Any]] = {
    "reduce_max": max,
    "reduce_min": min,
    "reduce_prod": math.prod,
    "reduce_sum": sum,
}

#: Those whose outputs are several.
SEVERAL = ("split", "unstack")

#: All functions of sizes.
FUNCTIONS = {*ARITHMETIC, *_ONE, *_PASSING, *_ON_LISTS, "cast", "expand_dims"}


def computed(function: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Returns what a function makes of sizes: one of them or a list; ``None`` where it is not known here."""
    if function in ARITHMETIC:
        return _combined(ARITHMETIC[function], *(args + [kwargs[key] for key in ("x", "y") if key in kwargs]))
    if function in _ONE or function == "cast":
        value = args[0] if args else kwargs["x"]
        if function == "cast":
            return _cast(value, str(kwargs.get("dtype", args[1] if len(args) > 1 else "")))
        return None if isinstance(value, (list, UnknownSize)) else _ONE[function](value)
    if function == "expand_dims":
        value = args[0] if args else kwargs["input"]
        return None if isinstance(value, list) else [value]
    if function in _PASSING:
        return args[0] if args else kwargs[_PASSING[function]]
    return _of_list(function, args, kwargs) if function in _ON_LISTS else None


def _of_list(function: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Returns what a function makes of a list of sizes."""
    if function == "concat":
        return [item for part in (args[0] if args else kwargs["values"]) for item in part]
    if function == "gather":
        items, places = (args + [kwargs[key] for key in ("params", "indices") if key in kwargs])[:2]
        return [items[place] for place in places] if isinstance(places, list) else items[places]
    if function in _REDUCED:
        found = _reduced(function, args[0] if args else kwargs["input_tensor"])
        return [found] if kwargs.get("keepdims") and found is not None else found
    if function == "ones_like":
        return [1] * len(args[0] if args else kwargs["input"])
    if function == "slice":
        items, begin, size = args + [kwargs[key] for key in ("input_", "begin", "size") if key in kwargs]
        (start,), (count,) = begin, size
        return items[start : None if count < 0 else start + count]
    if function == "split":
        items, parts = args + [kwargs[key] for key in ("value", "num_or_size_splits") if key in kwargs]
        if (len(parts) if isinstance(parts, list) else parts) > len(items):
            return None  # a file may ask for more parts than any memory holds
        counts = parts if isinstance(parts, list) else [len(items) // parts] * parts
        return [items[end - count : end] for end, count in zip(accumulate(counts), counts, strict=True)]
    if function == "where":
        taken, yes, no = args + [kwargs[key] for key in ("condition", "x", "y") if key in kwargs]
        return [
            UnknownSize() if isinstance(answer, UnknownSize) else a if answer else b
            for answer, a, b in zip(taken, yes, no, strict=True)
        ]
    if function == "getitem":
        key = args[1] if len(args) > 1 else kwargs["slice_spec"]
        key = key[0] if isinstance(key, list) and len(key) == 1 else key
        if isinstance(key, dict):
            return args[0][slice(key.get("start"), key.get("stop"), key.get("step"))]
        return args[0][operator.index(key)]
    return None


def _reduced(function: str, items: list[Any]) -> Any:
    if any(isinstance(item, UnknownSize) for item in items):
        return UnknownSize()
    return _REDUCED[function](items) if all(isinstance(item, (int, float)) for item in items) else None


def _cast(value: Any, dtype: str) -> Any:
    if isinstance(value, list):
        return [_cast(item, dtype) for item in value]
    if isinstance(value, UnknownSize):
        return value.as_type(dtype)
    if dtype.startswith(("float", "bfloat")):
        return float(value)
    return int(value) if dtype.startswith(("int", "uint")) else value


def is_reasonable(value: Any) -> bool:
    """Tells whether a value may be one, or a list, of sizes; what doubles at each step of a file soon is not."""
    if isinstance(value, list):
        return len(value) <= _MAX_RANK and all(
            not isinstance(item, list) and is_reasonable(item) for item in value
        )
    return isinstance(value, UnknownSize) or (isinstance(value, (int, float)) and abs(value) < _MAX_SIZE)


def _combined(function: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    if function is operator.sub and _are_samples(left) and _are_samples(right):
        return [0, *_combined(function, left[1:], right[1:])]  # of shapes of the same samples
    if isinstance(left, list) or isinstance(right, list):
        count = max(len(side) for side in (left, right) if isinstance(side, list))
        sides = [side if isinstance(side, list) else [side] * count for side in (left, right)]
        return [_combined(function, one, other) for one, other in zip(*sides, strict=True)]
    if isinstance(left, UnknownSize) or isinstance(right, UnknownSize):
        return UnknownSize()
    if not all(isinstance(side, (int, float)) for side in (left, right)):
        raise TypeError
    return function(left, right)


def _are_samples(shape: Any) -> bool:
    return isinstance(shape, list) and bool(shape) and isinstance(shape[0], UnknownSize) and shape[0].is_batch
