"""Layer and root-mean-square normalization: gradients and statistics."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.tensors import check_gradients

RNG = np.random.default_rng(0)
X = RNG.standard_normal((3, 4, 5))


@pytest.mark.parametrize("axis", [-1, 1, [1, 2], [-2]])
@pytest.mark.parametrize("rms_scaling", [False, True])
def test_layer_normalization_gradients(axis, rms_scaling):
    axes = axis if isinstance(axis, list) else [axis]
    shape = [X.shape[a] for a in axes]
    gamma, beta = RNG.standard_normal(shape), RNG.standard_normal(shape)

    def run(x, g, b):
        return ops.layer_normalization(x, g, b, axis, 0.1, rms_scaling) ** 3

    check_gradients(run, X, gamma, beta, order=2, missing=rms_scaling)


@pytest.mark.parametrize("axis", [-1, [1, 2]])
def test_rms_normalization_gradients(axis):
    scale = RNG.standard_normal(X.shape[1:] if isinstance(axis, list) else X.shape[-1:])
    check_gradients(lambda x, s: ops.rms_normalization(x, s, axis, 0.1) ** 3, X, scale, order=2)


def test_every_row_gets_mean_0_and_variance_1():
    y = np.asarray(ops.layer_normalization(X * 7 + 3, epsilon=0.0))
    np.testing.assert_allclose(y.mean(-1), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(-1), 1)


def test_half_precision_is_computed_in_single():
    x = (np.arange(8, dtype="float16") * 1000).reshape(1, 8)
    y = ops.layer_normalization(x)
    assert y.dtype == "float16"
    np.testing.assert_allclose(y, (x - x.mean(dtype="f4")) / x.std(dtype="f4"), rtol=1e-3)
