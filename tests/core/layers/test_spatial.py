"""Cropping, padding and upsampling: forms of their arguments, and what they refuse."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.errors import FieldError, LayerloomError


@pytest.mark.parametrize(
    "cropping, pairs",
    [(1, ((1, 1), (1, 1))), ((1, 2), ((1, 1), (2, 2))), ([[0, 1], [2, 0]], ((0, 1), (2, 0)))],
)
def test_forms_of_borders(cropping, pairs):
    assert layers.Cropping2D(cropping).cropping == pairs
    assert layers.ZeroPadding2D(cropping).padding == pairs


@pytest.mark.parametrize("value", [-1, (1, 2, 3), ((1, 2),), ((1, -2), (0, 0)), "1", True])
def test_other_forms_are_refused(value):
    with pytest.raises(
        FieldError, match="Cropping2D: cropping must be a whole number >= 0, 2 of them, or 2 pairs"
    ):
        layers.Cropping2D(value if value is not True else (True, True))


def test_cropping_leaves_something():
    with pytest.raises(LayerloomError, match="nothing would be left"):
        layers.Cropping2D(2)(np.ones((1, 4, 9, 1), "float32"))


def test_cropping_undoes_padding():
    x = np.random.default_rng(0).standard_normal((2, 4, 5, 3)).astype("float32")
    y = layers.ZeroPadding2D(((1, 2), (3, 0)))(x)
    assert y.shape == (2, 7, 8, 3)
    np.testing.assert_array_equal(layers.Cropping2D(((1, 2), (3, 0)))(y), x)


def test_unknown_sizes_stay_unknown():
    assert layers.UpSampling2D((2, 3)).compute_output_shape((None, None, 4, 3)) == (None, None, 12, 3)


@pytest.mark.parametrize("dims", [(1, 3), (0, 1), (1, 1)])
def test_permute_needs_every_axis_once(dims):
    with pytest.raises(FieldError, match="dims must"):
        layers.Permute(dims)
