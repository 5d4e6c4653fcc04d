"""Normalization kernels against plain float64 formulas, for few and many channels."""

import numpy as np
import pytest

from layerloom.kernels import normalization

SHAPES = [(4, 5, 6, 3), (50, 7), (2, 40, 33, 1), (3, 9, 9, 64), (2, 3, 4, 5, 2), (1, 1, 1, 4), (700, 3000)]


def setting(shape):
    rng = np.random.default_rng(4)
    x, dy = rng.standard_normal((2, *shape)) + 1.5
    gamma, beta, dmean, dvariance = rng.standard_normal((4, shape[-1]))
    return x, dy, gamma, beta, dmean, dvariance


def plain(x, gamma, beta, epsilon):
    axes = tuple(range(x.ndim - 1))
    mean, variance = x.mean(axes), x.var(axes)
    return (x - mean) / np.sqrt(variance + epsilon) * gamma + beta, mean, variance


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_batch_normalization(shape):
    x, dy, gamma, beta, dmean, dvariance = setting(shape)
    outputs = normalization.batch_normalize(x, gamma, beta, 1e-3)
    for found, expected in zip(outputs, plain(x, gamma, beta, 1e-3), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)
    dx, dgamma, dbeta = normalization.batch_normalize_gradient(
        dy, dmean, dvariance, x, gamma, *outputs[1:], 1e-3
    )
    step = np.random.default_rng(5).standard_normal(x.shape)

    def weighted(values):
        y, mean, variance = plain(values, gamma, beta, 1e-3)
        return np.vdot(y, dy) + mean @ dmean + variance @ dvariance

    slope = (weighted(x + 1e-5 * step) - weighted(x - 1e-5 * step)) / 2e-5
    np.testing.assert_allclose(np.vdot(dx, step), slope, rtol=1e-5, atol=1e-5)
    axes = tuple(range(x.ndim - 1))
    unit = (x - outputs[1]) / np.sqrt(outputs[2] + 1e-3)
    np.testing.assert_allclose(dgamma, (dy * unit).sum(axes), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(dbeta, dy.sum(axes), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_single_precision_stays_close(shape):
    x, dy, gamma, beta, dmean, dvariance = (a.astype(np.float32) for a in setting(shape))
    y, mean, variance = normalization.batch_normalize(x, gamma, beta, 1e-3)
    assert {y.dtype, mean.dtype, variance.dtype} == {np.dtype(np.float32)}
    for found, expected in zip((y, mean, variance), plain(x.astype(float), gamma, beta, 1e-3), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=2e-5)
    gradients = normalization.batch_normalize_gradient(dy, dmean, dvariance, x, gamma, mean, variance, 1e-3)
    assert {g.dtype for g in gradients} == {np.dtype(np.float32)}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_affine_and_sums(shape):
    x, _, scale, offset, _, _ = setting(shape)
    np.testing.assert_allclose(normalization.channel_affine(x, scale, offset), x * scale + offset)
    np.testing.assert_allclose(normalization.channel_affine(x, scale), x * scale)
    np.testing.assert_allclose(normalization.channel_sums(x), x.sum(tuple(range(x.ndim - 1))), atol=1e-9)


def test_a_channel_without_variance_becomes_its_offset():
    x = np.full((8, 2), 3.0, np.float32)
    y, _, variance = normalization.batch_normalize(
        x, np.ones(2, np.float32), np.full(2, 0.5, np.float32), 1e-3
    )
    np.testing.assert_array_equal(variance, 0)
    np.testing.assert_allclose(y, 0.5)
