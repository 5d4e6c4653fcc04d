"""EinsumDense: it is a dense layer, its starting values, and what it refuses."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.errors import FieldError, LayerloomError


def test_it_is_a_dense_layer():
    x = np.random.default_rng(0).standard_normal((3, 4, 5)).astype("float32")
    einsum = layers.EinsumDense("abc,cd->abd", output_shape=(None, 6), bias_axes="d", activation="tanh")
    dense = layers.Dense(6, activation="tanh")
    dense(x)
    einsum(x)
    einsum.set_weights(dense.get_weights())
    np.testing.assert_allclose(einsum(x), dense(x), rtol=1e-5, atol=1e-6)
    assert einsum.compute_output_shape((None, 4, 5)) == (None, 4, 6)


def test_fans_come_from_the_equation():
    layer = layers.EinsumDense("ab,cdb->acd", output_shape=(20, 30))
    layer(np.ones((2, 50), "float32"))
    limit = np.sqrt(6 / (50 + 600))
    assert np.abs(layer.kernel.numpy()).max() == pytest.approx(limit, rel=0.01)


@pytest.mark.parametrize("equation", ["ab,bc", "ab->ab", "...ab,bc->ac", "ab,bc->ad", "ab,bcz->ac", ""])
def test_equations_that_say_nothing(equation):
    with pytest.raises(FieldError, match="equation"):
        layers.EinsumDense(equation, output_shape=3)


@pytest.mark.parametrize(
    "arguments, shape, message",
    [
        (("ab,bc->ac", 3), (2, 4, 5), "is for 2 axes"),
        (("abc,cd->abd", 3), (2, 4, 5), "must have 2 sizes"),
        (("abc,cd->abd", (5, 3)), (2, 4, 5), "has size 4 in the input"),
        (("ab,bc->ac", None), (2, None), "must be known"),
    ],
)
def test_shapes_that_do_not_fit(arguments, shape, message):
    equation, sizes = arguments
    layer = layers.EinsumDense(equation, output_shape=3 if sizes is None else sizes)
    with pytest.raises(LayerloomError, match=message):
        layer.build(shape)


def test_a_bias_for_an_axis_that_is_not_there():
    with pytest.raises(LayerloomError, match="bias_axes names 'z'"):
        layers.EinsumDense("ab,bc->ac", output_shape=3, bias_axes="z")(np.ones((2, 4), "float32"))
