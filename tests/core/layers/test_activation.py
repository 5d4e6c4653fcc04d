"""Activation layers: masks, shared slopes and what they refuse."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.errors import FieldError, LayerloomError


def test_masked_places_get_no_probability():
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], "float32")
    y = np.asarray(layers.Softmax()(x, mask=np.array([[True, True, False], [False, False, False]])))
    e = np.exp([1.0, 2.0])
    np.testing.assert_allclose(y[0], [*(e / e.sum()), 0.0], rtol=1e-6)
    np.testing.assert_array_equal(y[1], 0.0)


def test_a_mask_that_does_not_fit_is_refused():
    with pytest.raises(LayerloomError, match="must broadcast"):
        layers.Softmax()(np.ones((2, 3), "float32"), mask=np.ones((2, 2), bool))


def test_slopes_are_shared_along_axes():
    layer = layers.PReLU(alpha_initializer="ones", shared_axes=(1, 2))
    x = np.random.default_rng(0).standard_normal((2, 3, 4, 5)).astype("float32")
    np.testing.assert_allclose(layer(x), x, rtol=1e-6)
    assert layer.alpha.shape == (1, 1, 5)


@pytest.mark.parametrize("shape, axes", [((None, None, 3), None), ((None, 4, 3), 3)])
def test_slopes_need_known_sizes(shape, axes):
    with pytest.raises(LayerloomError, match="shared_axes"):
        layers.PReLU(shared_axes=axes).build(shape)


def test_old_name_of_the_slope():
    assert layers.LeakyReLU(alpha=0.1).negative_slope == 0.1


@pytest.mark.parametrize("arguments", [{"max_value": -1}, {"negative_slope": -0.1}, {"threshold": -1}])
def test_negative_settings_are_refused(arguments):
    with pytest.raises(FieldError, match=next(iter(arguments))):
        layers.ReLU(**arguments)
