"""What custom loops and losses of tf.keras call in ``tf`` itself: ``tf.reduce_mean``, ``tf.cast``, ``tf.nn.relu``...

``import layerloom as tf`` serves them by :func:`find`; everything else of TensorFlow is not here.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from layerloom import ops

#: Number types, which are their names here.
TYPES = (
    *("bool", "float16", "float32", "float64", "string"),
    *(f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)),
)

#: Names that an operation of Keras has, too; the arguments that users give by name are the same.
SAME = frozenset(
    (
        *("abs", "add", "subtract", "multiply", "divide", "maximum", "minimum", "square", "sqrt", "exp", "sign"),
        *("round", "sin", "cos", "tanh", "sigmoid", "cumsum", "equal", "not_equal", "greater", "greater_equal", "less"),
        *("less_equal", "logical_and", "logical_or", "logical_not", "where", "reshape", "expand_dims", "squeeze"),
        *("stack", "unstack", "zeros_like", "ones_like", "eye", "tile", "broadcast_to", "repeat", "roll", "linspace"),
        *("tensordot", "einsum", "cast", "convert_to_tensor", "stop_gradient", "shape", "norm", "sort", "argsort"),
        *("zeros", "ones", "while_loop", "cond", "meshgrid", "floor"),
    )
)  # fmt: skip

#: Names of TensorFlow for operations that Keras calls in another way.
OTHER = {
    **{f"reduce_{name}": name for name in ("mean", "sum", "max", "min", "prod", "any", "all")},
    "concat": "concatenate",
    "range": "arange",
    "pow": "power",
    "clip_by_value": "clip",
}

#: Names in ``tf.math`` and ``tf.nn`` beside those above.
MATH = {
    **{name: name for name in ("log", "log1p", "expm1", "rsqrt", "top_k", "erf")},
    "reduce_std": "std", "reduce_variance": "var", "is_nan": "isnan", "reduce_logsumexp": "logsumexp",
}  # fmt: skip
NN = {
    name: name
    for name in (
        *("relu", "relu6", "elu", "selu", "gelu", "silu", "leaky_relu", "sigmoid", "softmax", "log_softmax"),
        *("softplus", "softsign", "tanh", "moments", "top_k"),
    )
}


def find(name: str) -> Any:
    """Returns what TensorFlow has under a name.

    Args:
        name: Such as ``"reduce_mean"``, ``"float32"`` or ``"nn"``.

    Raises:
        AttributeError: If it is none that is served here.
    """
    if name in TYPES:
        return name
    if name in SAME or name in OTHER:
        return getattr(ops, OTHER.get(name, name))
    if name in _OWN:
        return _OWN[name]
    raise AttributeError(
        f"layerloom has no {name!r}: of TensorFlow itself it serves what custom loops and losses need; "
        f"layerloom.ops has all operations."
    )


def _constant(value: Any, dtype: Any = None, shape: Any = None) -> Any:
    found = ops.convert_to_tensor(value, dtype=dtype)
    if shape is None:
        return found
    return ops.reshape(found, shape) if found.ndim else ops.broadcast_to(found, shape)


def _argmax(input: Any, axis: int | None = None) -> Any:
    return ops.argmax(input, axis=0 if axis is None else axis)


def _argmin(input: Any, axis: int | None = None) -> Any:
    return ops.argmin(input, axis=0 if axis is None else axis)


def _matmul(a: Any, b: Any, transpose_a: bool = False, transpose_b: bool = False) -> Any:
    a, b = (ops.swapaxes(x, -1, -2) if turned else x for x, turned in ((a, transpose_a), (b, transpose_b)))
    return ops.matmul(a, b)


def _transpose(a: Any, perm: Any = None) -> Any:
    return ops.transpose(a, axes=perm)


def _gather(params: Any, indices: Any, axis: int = 0) -> Any:
    return ops.take(params, indices, axis=axis)


def _one_hot(indices: Any, depth: int, axis: int = -1, dtype: Any = "float32") -> Any:
    return ops.one_hot(indices, depth, axis=axis, dtype=dtype)


def _split(value: Any, num_or_size_splits: Any, axis: int = 0) -> Any:
    if isinstance(num_or_size_splits, int):
        return ops.split(value, num_or_size_splits, axis=axis)
    ends = [sum(num_or_size_splits[: number + 1]) for number in range(len(num_or_size_splits) - 1)]
    return ops.split(value, ends, axis=axis)


def _pad(tensor: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0) -> Any:
    if mode.upper() != "CONSTANT":
        return ops.pad(tensor, paddings, mode=mode.lower())
    return ops.pad(tensor, paddings, mode="constant", constant_values=constant_values)


def _fill(dims: Any, value: Any) -> Any:
    return ops.broadcast_to(ops.convert_to_tensor(value), dims)


def _add_n(inputs: Any) -> Any:
    total = inputs[0]
    for one in inputs[1:]:
        total = ops.add(total, one)
    return total


def _identity(input: Any) -> Any:
    return ops.copy(input)


def _l2_normalize(x: Any, axis: Any = None, epsilon: float = 1e-12) -> Any:
    return ops.multiply(x, ops.rsqrt(ops.maximum(ops.sum(ops.square(x), axis=axis, keepdims=True), epsilon)))


def _softmax_loss(labels: Any, logits: Any, axis: int = -1) -> Any:
    return ops.categorical_crossentropy(labels, logits, from_logits=True, axis=axis)


def _sparse_softmax_loss(labels: Any, logits: Any) -> Any:
    return ops.sparse_categorical_crossentropy(labels, logits, from_logits=True)


def _sigmoid_loss(labels: Any = None, logits: Any = None) -> Any:
    return ops.binary_crossentropy(labels, logits, from_logits=True)


def _module(name: str, names: dict[str, str], more: dict[str, Callable[..., Any]]) -> ModuleType:
    made = ModuleType(f"layerloom.{name}", f"What custom loops of tf.keras call in tf.{name}.")
    shared = {n: OTHER.get(n, n) for n in (*SAME, *OTHER)} if name == "math" else {}
    for own, theirs in {**shared, **names}.items():
        setattr(made, own, getattr(ops, theirs))
    for own, function in more.items():
        setattr(made, own, function)
    return made


_OWN: dict[str, Any] = {
    "constant": _constant,
    "argmax": _argmax,
    "argmin": _argmin,
    "matmul": _matmul,
    "transpose": _transpose,
    "gather": _gather,
    "one_hot": _one_hot,
    "split": _split,
    "pad": _pad,
    "fill": _fill,
    "add_n": _add_n,
    "identity": _identity,
    "newaxis": None,
    "math": _module("math", MATH, {"argmax": _argmax, "add_n": _add_n, "l2_normalize": _l2_normalize}),
    "nn": _module(
        "nn",
        NN,
        {
            "l2_normalize": _l2_normalize,
            "softmax_cross_entropy_with_logits": _softmax_loss,
            "sparse_softmax_cross_entropy_with_logits": _sparse_softmax_loss,
            "sigmoid_cross_entropy_with_logits": _sigmoid_loss,
        },
    ),
    "linalg": _module(
        "linalg", {name: name for name in ("norm", "det", "inv", "solve", "einsum")}, {"matmul": _matmul}
    ),
}
