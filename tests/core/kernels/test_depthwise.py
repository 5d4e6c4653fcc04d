"""Depthwise kernels against grouped convolution by its definition."""

import numpy as np
import pytest

from layerloom.kernels.depthwise import (
    depthwise_forward,
    depthwise_input_gradient,
    depthwise_kernel_gradient,
)

# inputs, window, strides, dilation, channels, multiplier
GEOMETRIES = [
    ((7, 6), (3, 3), (1, 1), (1, 1), 5, 1),
    ((7, 6), (3, 2), (1, 1), (1, 1), 3, 2),
    ((8, 9), (3, 3), (2, 2), (1, 1), 2, 1),
    ((9, 7), (2, 3), (3, 2), (1, 1), 4, 3),
    ((9, 8), (3, 3), (1, 1), (2, 2), 5, 1),
    ((11, 9), (3, 3), (2, 1), (2, 3), 3, 2),
    ((11, 13), (3, 3), (2, 4), (2, 3), 3, 1),
    ((6, 6), (1, 1), (1, 1), (1, 1), 6, 1),
    ((7, 7), (1, 1), (2, 3), (1, 1), 6, 2),
    ((5, 5), (5, 5), (1, 1), (1, 1), 2, 1),
    ((6, 7), (2, 2), (3, 3), (1, 1), 2, 1),
    ((12,), (4,), (1,), (1,), 5, 1),
    ((12,), (3,), (2,), (2,), 5, 2),
    ((70,), (3,), (1,), (1,), 5, 1),
    ((70,), (4,), (3,), (1,), 4, 2),
    ((30, 1), (5, 1), (1, 1), (1, 1), 4, 1),
]


def case(geometry, dtype=np.float64, batch=3):
    inputs, size, strides, dilation, channels, multiplier = geometry
    rng = np.random.default_rng(3)
    x = rng.standard_normal((batch, *inputs, channels)).astype(dtype)
    kernel = rng.standard_normal((*size, channels, multiplier)).astype(dtype)
    return rng, x, kernel, (strides, dilation)


def grouped(kernel):
    """The same kernel for a convolution with as many groups as channels."""
    return kernel.reshape(*kernel.shape[:-2], 1, -1)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("geometry", GEOMETRIES, ids=str)
def test_forward_is_the_definition(geometry, padding, oracle):
    rng, x, kernel, how = case(geometry)
    bias = rng.standard_normal(geometry[-2] * geometry[-1])
    expected = oracle.conv(x, grouped(kernel), *how, padding, geometry[-2])
    np.testing.assert_allclose(depthwise_forward(x, kernel, *how, padding), expected, atol=1e-12)
    found = depthwise_forward(x, kernel, *how, padding, bias)
    np.testing.assert_allclose(found, expected + bias, atol=1e-12)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("geometry", GEOMETRIES, ids=str)
def test_gradients_are_the_transposes(geometry, padding):
    """<dy, conv(x, k)> is linear in x and in k, so each gradient must give the same number back."""
    rng, x, kernel, how = case(geometry)
    dy = rng.standard_normal(depthwise_forward(x, kernel, *how, padding).shape)
    dx = depthwise_input_gradient(dy, kernel, x.shape[1:-1], *how, padding)
    dk = depthwise_kernel_gradient(x, dy, kernel.shape[:-2], *how, padding)
    assert dx.shape == x.shape and dk.shape == kernel.shape
    for _ in range(3):
        other_x, other_k = rng.standard_normal(x.shape), rng.standard_normal(kernel.shape)
        through_x = depthwise_forward(other_x, kernel, *how, padding)
        through_k = depthwise_forward(x, other_k, *how, padding)
        np.testing.assert_allclose(np.vdot(dx, other_x), np.vdot(dy, through_x), rtol=1e-10)
        np.testing.assert_allclose(np.vdot(dk, other_k), np.vdot(dy, through_k), rtol=1e-10)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_number_types_are_kept(dtype):
    _, x, kernel, how = case(GEOMETRIES[1], dtype)
    y = depthwise_forward(x, kernel, *how, "same")
    assert y.dtype == dtype
    assert depthwise_input_gradient(y, kernel, x.shape[1:-1], *how, "same").dtype == dtype
    assert depthwise_kernel_gradient(x, y, kernel.shape[:-2], *how, "same").dtype == dtype


@pytest.mark.parametrize("batch", [0, 1, 2])
def test_any_batch(batch):
    _, x, kernel, how = case(GEOMETRIES[0], batch=batch)
    y = depthwise_forward(x, kernel, *how, "valid")
    assert y.shape[0] == batch
    assert depthwise_input_gradient(y, kernel, x.shape[1:-1], *how, "valid").shape == x.shape
    assert depthwise_kernel_gradient(x, y, kernel.shape[:-2], *how, "valid").shape == kernel.shape


def test_images_may_be_views():
    _, x, kernel, how = case(GEOMETRIES[0])
    wide = np.repeat(x, 2, axis=2)[:, :, ::2]
    turned = np.ascontiguousarray(x.transpose(0, 3, 1, 2)).transpose(0, 2, 3, 1)
    expected = depthwise_forward(x, kernel, *how, "valid")
    for view in (wide, turned):
        np.testing.assert_array_equal(depthwise_forward(view, kernel, *how, "valid"), expected)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    "strides, dilation", [((1, 1), (1, 2)), ((2, 3), (1, 1)), ((3, 2), (2, 3)), ((4, 6), (2, 4))]
)
@pytest.mark.parametrize("padding", [((2, 0), (1, 3)), ((5, 4), (7, 7))])
def test_explicit_padding_is_padding_before(strides, dilation, padding):
    rng = np.random.default_rng(4)
    x, kernel = rng.standard_normal((2, 9, 10, 3)), rng.standard_normal((3, 2, 3, 2))
    wide = np.pad(x, ((0, 0), *padding, (0, 0)))
    y = depthwise_forward(x, kernel, strides, dilation, padding)
    np.testing.assert_allclose(y, depthwise_forward(wide, kernel, strides, dilation, "valid"), atol=1e-12)
    dy = rng.standard_normal(y.shape)
    dx = depthwise_input_gradient(dy, kernel, (9, 10), strides, dilation, padding)
    dk = depthwise_kernel_gradient(x, dy, (3, 2), strides, dilation, padding)
    np.testing.assert_allclose(np.vdot(dx, x), np.vdot(dy, y), rtol=1e-10)
    np.testing.assert_allclose(np.vdot(dk, kernel), np.vdot(dy, y), rtol=1e-10)
    whole = depthwise_input_gradient(dy, kernel, wide.shape[1:3], strides, dilation, "valid")
    inside = tuple(slice(a, a + n) for (a, _), n in zip(padding, (9, 10), strict=True))
    np.testing.assert_allclose(dx, whole[:, *inside], atol=1e-12)
