"""Products of tensors whose batch, or also number of steps, is not known: shapes and numbers of real Keras."""

from __future__ import annotations

import keras as real
import numpy as np
import pytest

import layerloom

RNG = np.random.default_rng(0)
WEIGHTS = RNG.standard_normal((3, 5)).astype("float32")
TABLE = RNG.standard_normal((3, 2, 5)).astype("float32")

CASES = {
    "dot": ((4, 3), lambda k, x: k.ops.dot(x, WEIGHTS)),
    "dot, any number of steps": ((None, 3), lambda k, x: k.ops.dot(x, WEIGHTS)),
    "tensordot, one axis": ((4, 3), lambda k, x: k.ops.tensordot(x, TABLE, axes=1)),
    "tensordot, an axis in the middle": ((3, 4), lambda k, x: k.ops.tensordot(x, WEIGHTS, axes=[[1], [0]])),
    "tensordot, two axes": ((4, 3), lambda k, x: k.ops.tensordot(x, np.ones((4, 3, 2), "float32"), axes=2)),
    "tensordot, on the right": ((4, 3), lambda k, x: k.ops.tensordot(WEIGHTS.T, x, axes=[[1], [2]])),
}


@pytest.mark.parametrize("case", CASES)
def test_shapes_and_numbers_are_those_of_keras(case: str) -> None:
    shape, product = CASES[case]
    x = RNG.standard_normal((6, *(size or 7 for size in shape))).astype("float32")
    models = []
    for k in (layerloom, real):
        start = k.Input(shape)
        models.append(k.Model(start, product(k, start)))
    ours, theirs = models
    assert ours.output.shape == theirs.output.shape
    np.testing.assert_allclose(
        ours.predict(x, verbose=0, batch_size=6), np.asarray(product(real, x)), 1e-5, 1e-5
    )
