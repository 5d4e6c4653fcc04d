"""Every plain operation's gradient against finite differences, once and twice."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.tensors import check_gradients

RNG = np.random.default_rng(7)
A = RNG.standard_normal((3, 4))
B = RNG.standard_normal((4, 5))
C = RNG.standard_normal((2, 3, 4))
POSITIVE = np.abs(A) + 0.5
UNIT = np.tanh(A) * 0.9

ONE_ARGUMENT = [
    (ops.sin, A), (ops.cos, A), (ops.tan, UNIT), (ops.sinh, A), (ops.cosh, A), (ops.tanh, A), (ops.exp, A),
    (ops.expm1, A), (ops.square, A), (ops.negative, A), (ops.absolute, A), (ops.arctan, A), (ops.erf, A),
    (ops.arcsin, UNIT), (ops.arccos, UNIT), (ops.log, POSITIVE), (ops.log1p, POSITIVE), (ops.log2, POSITIVE),
    (ops.log10, POSITIVE), (ops.sqrt, POSITIVE), (ops.rsqrt, POSITIVE), (ops.reciprocal, POSITIVE),
]  # fmt: skip


@pytest.mark.parametrize("function, at", ONE_ARGUMENT, ids=lambda v: getattr(v, "name", ""))
def test_function_of_one_argument(function, at):
    check_gradients(function, at, order=2)


ROW = RNG.standard_normal(4)
TWO_ARGUMENTS = [
    (ops.add, A, ROW), (ops.subtract, A, ROW), (ops.multiply, A, ROW), (ops.divide, A, POSITIVE),
    (ops.divide_no_nan, A, POSITIVE), (ops.power, POSITIVE, ROW), (ops.maximum, A, ROW), (ops.minimum, A, ROW),
    (ops.arctan2, A, POSITIVE), (ops.logaddexp, A, ROW), (ops.matmul, A, B), (ops.matmul, C, B), (ops.outer, ROW, ROW),
]  # fmt: skip


@pytest.mark.parametrize("function, left, right", TWO_ARGUMENTS, ids=lambda v: getattr(v, "name", ""))
def test_function_of_two_arguments(function, left, right):
    check_gradients(function, left, right, order=2)


SHAPED = {
    "sum": lambda x: ops.sum(x, axis=1),
    "sum of all": ops.sum,
    "mean": lambda x: ops.mean(x, axis=0, keepdims=True),
    "var": lambda x: ops.var(x, axis=1),
    "std": lambda x: ops.std(x, axis=1),
    "prod": lambda x: ops.prod(x, axis=1),
    "max": lambda x: ops.max(x, axis=-1),
    "min": lambda x: ops.min(x, axis=0, keepdims=True),
    "logsumexp": lambda x: ops.logsumexp(x, axis=-1),
    "cumsum": lambda x: ops.cumsum(x, axis=1),
    "cumsum of all": ops.cumsum,
    "reshape": lambda x: ops.reshape(x, (2, -1)),
    "transpose": ops.transpose,
    "swapaxes": lambda x: ops.swapaxes(x, 0, 1),
    "moveaxis": lambda x: ops.moveaxis(x, 0, -1),
    "expand_dims": lambda x: ops.expand_dims(x, 1),
    "broadcast_to": lambda x: ops.broadcast_to(x, (2, 3, 4)),
    "slice": lambda x: x[1:, ::2],
    "index with repeats": lambda x: x[[0, 0, 2]],
    "take": lambda x: ops.take(x, [0, 0, 1], axis=1),
    "take of all": lambda x: ops.take(x, [0, 5, 5]),
    "take_along_axis": lambda x: ops.take_along_axis(x, np.array([[0], [1], [3]]), axis=1),
    "tile": lambda x: ops.tile(x, (2, 3)),
    "repeat": lambda x: ops.repeat(x, 2, axis=1),
    "repeat, each as often as told": lambda x: ops.repeat(x, [2, 0, 3], axis=0),
    "repeat of all, as often as told": lambda x: ops.repeat(x, np.arange(12) % 3),
    "pad": lambda x: ops.pad(x, ((1, 2), (0, 1))),
    "flip": lambda x: ops.flip(x, axis=1),
    "roll": lambda x: ops.roll(x, 1, axis=1),
    "diff": lambda x: ops.diff(x, axis=1),
    "concatenate": lambda x: ops.concatenate([x, x * 2], axis=0),
    "stack": lambda x: ops.stack([x, x * 2], axis=1),
    "split": lambda x: ops.split(x, 2, axis=1)[1],
    "unstack": lambda x: ops.unstack(x, axis=0)[2],
    "where": lambda x: ops.where(x > 0, x * 3, x),
    "clip": lambda x: ops.clip(x, -0.5, 0.5),
    "einsum": lambda x: ops.einsum("ij,kj->ik", x, x),
    "einsum that sums an axis": lambda x: ops.einsum("ij->j", x),
    "tensordot": lambda x: ops.tensordot(x, x, axes=([1], [1])),
    "norm": lambda x: ops.norm(x, axis=1),
    "dense": lambda x: ops.dense(x, B, B[0]),
}


@pytest.mark.parametrize("name", SHAPED)
def test_operation_with_attributes(name):
    check_gradients(SHAPED[name], A, order=2)


def test_dense_has_gradients_for_kernel_and_bias():
    check_gradients(ops.dense, C, B, B[0], order=2)


ACTIVATIONS = [
    "relu", "relu6", "leaky_relu", "sigmoid", "softplus", "softsign", "elu", "selu", "celu", "silu", "gelu",
    "hard_sigmoid", "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink", "tanh_shrink", "log_sigmoid", "squareplus",
    "sparse_plus", "glu", "softmax", "log_softmax",
]  # fmt: skip


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation(name):
    check_gradients(getattr(ops, name), A * 2, order=2)


LABELS = np.array([0, 3, 1])


@pytest.mark.parametrize("from_logits", [False, True])
def test_crossentropies(from_logits):
    output = A if from_logits else np.asarray(ops.softmax(A))
    one_hot = np.eye(4)[LABELS]
    check_gradients(lambda x: ops.sparse_categorical_crossentropy(LABELS, x, from_logits), output, order=2)
    check_gradients(lambda x: ops.categorical_crossentropy(one_hot, x, from_logits), output, order=2)
    check_gradients(lambda x: ops.binary_crossentropy(one_hot, x, from_logits), output, order=2)
