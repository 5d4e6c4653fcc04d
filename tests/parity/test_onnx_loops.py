"""Loops in code of users as ONNX: unrolled where their length is known, else as loops of ONNX."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from tests.parity.test_onnx import chain, same
from tests.parity.test_onnx_open_sizes import Followed

import layerloom
from layerloom import layers as L
from layerloom import ops

#: Code with loops, on (batch, steps) with 4 steps.
LOOPS = {
    "a number of times": lambda x: ops.fori_loop(0, 3, lambda i, y: y * x + i, x),
    "as often as there are samples": lambda x: ops.fori_loop(
        0, ops.shape(x)[0], lambda i, y: y * 1.5 + ops.cast(i, "float32"), x
    ),
    "step by step": lambda x: ops.fori_loop(
        1, ops.shape(x)[1], lambda i, y: y + ops.take(x, i, axis=1)[:, None], x
    ),
    "of several": lambda x: ops.fori_loop(0, ops.shape(x)[0], lambda i, s: {"a": s["b"], "b": s["a"] + 1.0},
                                          {"a": x, "b": 2.0 * x})["b"],
    "while a number is small": lambda x: ops.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * y), (0, x))[1],
    "while values are small": lambda x: ops.while_loop(lambda y: ops.sum(y) < 100.0, lambda y: y * 2.0, x),
    "at most twice": lambda x: ops.while_loop(lambda y: ops.sum(y) < 100.0, lambda y: y * 2.0, x, 2),
    "not once": lambda x: ops.while_loop(lambda y: ops.sum(y) > 1e9, lambda y: y * 2.0, x),
    "both": lambda x: ops.while_loop(
        lambda i, y: ops.logical_and(i < 5, ops.max(y) < 50.0), lambda i, y: [i + 1, y * 3.0], [0, x]
    )[1],
    "each sample": lambda x: ops.map(lambda row: row * ops.sum(row), x),
    "each pair of samples": lambda x: ops.map(lambda pair: pair[0] * pair[1], (x, x + 1.0)),
    "each sample, by names": lambda x: ops.map(lambda row: {"a": row * 2.0, "b": ops.max(row)}, x)["b"],
    "vectorized": lambda x: ops.vectorized_map(lambda row: ops.cumsum(row), x),
    "a loop in a loop": lambda x: ops.map(
        lambda row: ops.while_loop(lambda y: ops.sum(y) < 50.0, lambda y: y * 2.0, row), x
    ),
    "carried on": lambda x: ops.scan(lambda c, row: (c + row, c * row), x[0], x)[1],
    "from the end": lambda x: ops.scan(lambda c, row: ({"a": c["a"] + row}, c["a"] * row), {"a": x[0]}, x,
                                       reverse=True)[1],
    "the first ones": lambda x: ops.scan(lambda c, row: (c + row, c), x[0], x, length=2)[1],
    "without rows": lambda x: ops.scan(lambda c, _: (c * 1.5, c), x, length=3)[1][2],
    "along the steps": lambda x: ops.transpose(
        ops.scan(lambda c, row: (0.5 * c + row,) * 2, ops.zeros_like(x[:, 0]), ops.transpose(x))[1]
    ),
    "running sums": lambda x: ops.associative_scan(ops.add, x, axis=1),
    "running sums of samples": lambda x: ops.associative_scan(ops.add, x, axis=0),
    "running maxima from the end": lambda x: ops.associative_scan(ops.maximum, x, axis=0, reverse=True),
    "pairs": lambda x: ops.associative_scan(
        lambda a, b: (a[0] * b[0], b[0] * a[1] + b[1]), (x, x + 1.0), axis=1
    )[1],
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("steps", [4, None], ids=["closed", "open"])
@pytest.mark.parametrize("case", LOOPS)
def test_loops_give_the_same_numbers(case, steps, tmp_path):
    data = np.random.default_rng(0).random((3, 4)).astype("float32")
    same(chain(L.Input((steps,)), Followed(LOOPS[case])), [data], tmp_path / "m.onnx")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.filterwarnings("ignore")
def test_a_number_may_stand_beside_the_tensors_of_a_loop(tmp_path):
    x = L.Input((4,))
    steps = ops.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * 2.0), (0, x))
    data = np.random.default_rng(0).random((3, 4)).astype("float32")
    same(layerloom.Model(x, steps[1]), [data], tmp_path / "m.onnx")


def test_a_loop_over_samples_is_written_once(tmp_path):
    x = layerloom.Input((4,))
    model = layerloom.Model(x, ops.map(lambda row: ops.sin(row), x))
    model.export(tmp_path / "m.onnx")
    nodes = onnx.load(tmp_path / "m.onnx").graph.node
    assert [node.op_type for node in nodes] == ["Scan", "Identity"]
    for count in (1, 5):
        same(model, [np.random.default_rng(0).random((count, 4)).astype("float32")], tmp_path / "m.onnx")


@pytest.mark.filterwarnings("ignore")
def test_a_loop_that_grows_is_refused(tmp_path):
    grown = Followed(lambda x: ops.while_loop(lambda y: ops.sum(y) < 9.0, lambda y: y[None], x))
    with pytest.raises(layerloom.errors.FileFormatError, match="other axes than it takes"):
        layerloom.Model(x := layerloom.Input((4,)), L.Lambda(grown.function, output_shape=(4,))(x)).export(
            tmp_path / "m.onnx"
        )
