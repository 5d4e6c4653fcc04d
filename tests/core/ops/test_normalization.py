"""Batch normalization and moments as operations: gradients of first and second order, axes and shapes."""

import numpy as np
import pytest

from layerloom import ops
from layerloom.tensors import KerasTensor, check_gradients

RNG = np.random.default_rng(13)
X = RNG.standard_normal((3, 4, 2, 5))


def vectors(count, size=5):
    return RNG.standard_normal((count, size))


@pytest.mark.parametrize("axis", [-1, 1, 3])
def test_training_form_is_the_plain_formula(axis):
    gamma, beta = vectors(2, X.shape[axis])
    y, mean, variance = ops.batch_normalization_training(X, gamma, beta, axis=axis, epsilon=0.01)
    axes = tuple(i for i in range(4) if i != axis % 4)
    np.testing.assert_allclose(mean.numpy(), X.mean(axes))
    np.testing.assert_allclose(variance.numpy(), X.var(axes))
    plain = ops.batch_normalization(X, mean, variance, axis, offset=beta, scale=gamma, epsilon=0.01)
    np.testing.assert_allclose(y.numpy(), plain.numpy(), atol=1e-12)


@pytest.mark.parametrize("axis", [-1, 1])
def test_gradients_of_the_training_form(axis):
    gamma, beta = vectors(2, X.shape[axis])
    weights = RNG.standard_normal((2, X.shape[axis]))

    def everything(x, gamma, beta):
        y, mean, variance = ops.batch_normalization_training(x, gamma, beta, axis=axis)
        return ops.concatenate([ops.reshape(y, (-1,)), mean * weights[0], variance * weights[1]], axis=0)

    check_gradients(everything, X, gamma, beta, order=2, step=1e-4)


@pytest.mark.parametrize("given", [(True, True), (True, False), (False, True), (False, False)])
@pytest.mark.parametrize("axis", [-1, 1])
def test_gradients_of_the_plain_form(axis, given):
    mean, variance, *extra = vectors(4, X.shape[axis])
    extra = [v for v, wanted in zip(extra, given, strict=True) if wanted]

    def apply(x, mean, variance, *extra):
        names = [name for name, wanted in zip(("offset", "scale"), given, strict=True) if wanted]
        return ops.batch_normalization(x, mean, variance, axis, **dict(zip(names, extra, strict=True)))

    check_gradients(apply, X, mean, np.abs(variance) + 0.5, *extra, order=2, step=1e-4)


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("axes", [0, (0, 2), [1, 2, 3]], ids=str)
def test_moments(axes, keepdims):
    mean, variance = ops.moments(X, axes, keepdims=keepdims)
    axis = tuple(axes) if isinstance(axes, list) else axes
    np.testing.assert_allclose(mean.numpy(), X.mean(axis, keepdims=keepdims))
    np.testing.assert_allclose(variance.numpy(), X.var(axis, keepdims=keepdims))
    check_gradients(lambda x: ops.add(*ops.moments(x, axes)), X, order=2, step=1e-4)


def test_moments_of_half_precision_do_not_overflow():
    mean, variance = ops.moments(np.full((4, 4), 300.0, "float16"), 0)
    assert mean.dtype == variance.dtype == "float16"
    np.testing.assert_array_equal(variance.numpy(), 0)


def test_symbolic_shapes():
    x = KerasTensor((None, None, 5))
    ones = np.ones(5, "float32")
    y, mean, variance = ops.batch_normalization_training(x, ones, ones)
    assert (y.shape, mean.shape, variance.shape) == ((None, None, 5), (5,), (5,))
    assert ops.batch_normalization(x, ones, ones, -1).shape == (None, None, 5)
    mean, variance = ops.moments(x, (0, 1))
    assert mean.shape == variance.shape == (5,)
