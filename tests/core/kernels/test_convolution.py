"""Convolution kernels against the definition, over strides, dilation, padding, groups and odd sizes."""

import numpy as np
import pytest

from layerloom.errors import ShapeError
from layerloom.kernels.convolution import conv_forward, conv_input_gradient, conv_kernel_gradient

# inputs, window, strides, dilation, channels, filters, groups
GEOMETRIES = [
    ((7, 6), (3, 3), (1, 1), (1, 1), 5, 4, 1),
    ((7, 6), (3, 2), (1, 1), (1, 1), 3, 2, 1),
    ((8, 9), (3, 3), (2, 2), (1, 1), 2, 5, 1),
    ((9, 7), (2, 3), (3, 2), (1, 1), 6, 3, 1),
    ((9, 8), (3, 3), (1, 1), (2, 2), 5, 3, 1),
    ((9, 8), (3, 2), (1, 1), (1, 3), 1, 4, 1),
    ((11, 9), (3, 3), (2, 1), (2, 3), 3, 3, 1),
    ((6, 6), (1, 1), (1, 1), (1, 1), 6, 4, 1),
    ((7, 7), (1, 1), (2, 2), (1, 1), 6, 4, 1),
    ((6, 5), (3, 3), (1, 1), (1, 1), 6, 4, 2),
    ((6, 5), (3, 3), (2, 2), (1, 1), 4, 8, 4),
    ((6, 5), (1, 1), (1, 1), (1, 1), 10, 4, 2),
    ((6, 5), (3, 3), (1, 1), (1, 1), 10, 10, 2),
    ((5, 5), (5, 5), (1, 1), (1, 1), 2, 3, 1),
    ((4, 4), (4, 4), (4, 4), (1, 1), 2, 3, 1),
    ((6, 7), (2, 2), (3, 3), (1, 1), 2, 3, 1),
    ((12,), (4,), (1,), (1,), 5, 3, 1),
    ((12,), (3,), (2,), (2,), 5, 3, 1),
    ((5, 4, 6), (2, 3, 2), (1, 1, 1), (1, 1, 1), 3, 2, 1),
    ((5, 6, 5), (2, 2, 3), (2, 1, 2), (1, 2, 1), 6, 4, 2),
]


def case(geometry, dtype=np.float64, batch=3):
    inputs, size, strides, dilation, channels, filters, groups = geometry
    rng = np.random.default_rng(3)
    x = rng.standard_normal((batch, *inputs, channels)).astype(dtype)
    kernel = rng.standard_normal((*size, channels // groups, filters)).astype(dtype)
    return rng, x, kernel, (strides, dilation)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("geometry", GEOMETRIES, ids=str)
def test_forward_is_the_definition(geometry, padding, oracle):
    _, x, kernel, how = case(geometry)
    found = conv_forward(x, kernel, *how, padding, geometry[-1])
    np.testing.assert_allclose(found, oracle.conv(x, kernel, *how, padding, geometry[-1]), atol=1e-12)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("geometry", GEOMETRIES, ids=str)
def test_gradients_are_the_transposes(geometry, padding, oracle):
    """<dy, conv(x, k)> is linear in x and in k, so each gradient must give the same number back."""
    rng, x, kernel, how = case(geometry)
    dy = rng.standard_normal(oracle.conv(x, kernel, *how, padding, geometry[-1]).shape)
    dx = conv_input_gradient(dy, kernel, x.shape[1:-1], *how, padding, geometry[-1])
    dk = conv_kernel_gradient(x, dy, kernel.shape[:-2], *how, padding, geometry[-1])
    assert dx.shape == x.shape and dk.shape == kernel.shape
    for _ in range(3):
        other_x, other_k = rng.standard_normal(x.shape), rng.standard_normal(kernel.shape)
        through_x = oracle.conv(other_x, kernel, *how, padding, geometry[-1])
        through_k = oracle.conv(x, other_k, *how, padding, geometry[-1])
        np.testing.assert_allclose(np.vdot(dx, other_x), np.vdot(dy, through_x), rtol=1e-10)
        np.testing.assert_allclose(np.vdot(dk, other_k), np.vdot(dy, through_k), rtol=1e-10)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_number_types_are_kept(dtype, oracle):
    _, x, kernel, how = case(GEOMETRIES[0], dtype)
    y = conv_forward(x, kernel, *how, "same")
    assert y.dtype == dtype
    assert conv_input_gradient(y, kernel, x.shape[1:-1], *how, "same").dtype == dtype
    assert conv_kernel_gradient(x, y, kernel.shape[:-2], *how, "same").dtype == dtype
    np.testing.assert_allclose(
        y, oracle.conv(x, kernel, *how, "same"), rtol=2e-2, atol=5e-2 if dtype == np.float16 else 1e-4
    )


@pytest.mark.parametrize("batch", [0, 1, 2])
def test_any_batch(batch):
    _, x, kernel, how = case(GEOMETRIES[0], batch=batch)
    y = conv_forward(x, kernel, *how, "valid")
    assert y.shape[0] == batch
    assert conv_input_gradient(y, kernel, x.shape[1:-1], *how, "valid").shape == x.shape
    assert conv_kernel_gradient(x, y, kernel.shape[:-2], *how, "valid").shape == kernel.shape


def test_images_may_be_views():
    _, x, kernel, how = case(GEOMETRIES[0])
    wide = np.repeat(x, 2, axis=2)[:, :, ::2]
    turned = np.ascontiguousarray(x.transpose(0, 3, 1, 2)).transpose(0, 2, 3, 1)
    expected = conv_forward(x, kernel, *how, "valid")
    for view in (wide, turned):
        np.testing.assert_array_equal(conv_forward(view, kernel, *how, "valid"), expected)


def test_a_window_too_large_is_refused_with_its_sizes():
    _, x, kernel, _ = case(GEOMETRIES[0])
    with pytest.raises(ShapeError, match=r"A window of 9 x 9 does not fit into an input of 7 x 6"):
        conv_forward(x, kernel, (1, 1), (4, 4), "valid")
