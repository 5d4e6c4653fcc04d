"""An operation on symbols infers the shape and type that the same operation on values has."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.errors import ShapeError
from layerloom.tensors import KerasTensor, Tensor

KERNEL = np.ones((4, 5), np.float32)
CASES = {
    "add": lambda x: x + 1,
    "compare": lambda x: x > 0,
    "divide": lambda x: x / 2,
    "matmul": lambda x: ops.matmul(x, KERNEL),
    "dense": lambda x: ops.dense(x, KERNEL),
    "sum": lambda x: ops.sum(x, axis=1, keepdims=True),
    "mean": lambda x: ops.mean(x, axis=-1),
    "argmax": lambda x: ops.argmax(x, axis=-1),
    "reshape": lambda x: ops.reshape(x, (-1, 2, 2)),
    "transpose": ops.transpose,
    "expand": lambda x: ops.expand_dims(x, -1),
    "slice": lambda x: x[:, 1:3],
    "concatenate": lambda x: ops.concatenate([x, x]),
    "stack": lambda x: ops.stack([x, x], axis=1),
    "tile": lambda x: ops.tile(x, (2, 3)),
    "pad": lambda x: ops.pad(x, ((0, 0), (1, 1))),
    "take": lambda x: ops.take(x, np.array([0, 2]), axis=1),
    "softmax": ops.softmax,
    "one_hot": lambda x: ops.one_hot(x, 7),
    "where": lambda x: ops.where(x > 0, x, 0.0),
    "einsum": lambda x: ops.einsum("bi,ij->bj", x, KERNEL),
    "cast": lambda x: ops.cast(x, "float64"),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("batch", [None, 3])
def test_symbol_has_the_shape_and_type_of_the_value(name, batch):
    symbol = CASES[name](KerasTensor((batch, 4)))
    value = CASES[name](Tensor(np.ones((3, 4), np.float32)))
    assert symbol.dtype == value.dtype
    assert len(symbol.shape) == len(value.shape)
    assert all(s is None or s == v for s, v in zip(symbol.shape, value.shape, strict=True))
    assert batch is None or symbol.shape == value.shape


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: ops.matmul(KerasTensor((None, 3)), KERNEL), "3 columns meet 4 rows"),
        (lambda: ops.reshape(KerasTensor((2, 3)), (4, -1)), "Cannot reshape (2, 3)"),
        (lambda: ops.concatenate([KerasTensor((2, 3)), KerasTensor((3, 3))], axis=1), "(2, 3) and (3, 3)"),
        (lambda: ops.sparse_categorical_crossentropy([[1, 0]], Tensor([[0.5, 0.5]])), "one label per sample"),
        (lambda: ops.sparse_categorical_crossentropy([2], Tensor([[0.5, 0.5]])), "Label 2 is no class"),
        (lambda: ops.categorical_crossentropy([1], Tensor([[0.5, 0.5]])), "wants one-hot labels"),
    ],
)
def test_misfit_is_told_in_a_sentence(call, words):
    with pytest.raises(ShapeError) as caught:
        call()
    assert words in str(caught.value)


@pytest.mark.parametrize("function", [ops.linspace, ops.logspace, ops.geomspace])
def test_many_numbers_between_symbols_take_no_memory(function):
    assert function(KerasTensor((None, 4)), 2.0, num=10**12, axis=1).shape == (None, 10**12, 4)
