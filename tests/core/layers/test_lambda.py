"""Lambda: functions as layers, shapes, masks, and that files bring no code to run."""

import json

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers, ops
from layerloom.errors import LayerloomError
from layerloom.layers.masks import mask_of
from layerloom.tensors import KerasTensor

X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], "float32")


def scaled(x, factor=2.0):
    return x * factor


def test_a_function_of_several_tensors():
    def mix(a, b):
        return a * 2.0 + b

    first, second = keras.Input((3,)), keras.Input((3,))
    model = keras.Model([first, second], layers.Lambda(lambda pair: mix(*pair), name="mix")([first, second]))
    np.testing.assert_allclose(model.predict([X, X], verbose=0), 3 * X)


def test_arguments_and_training():
    np.testing.assert_allclose(layers.Lambda(scaled, arguments={"factor": 3.0})(X), 3 * X)
    layer = layers.Lambda(lambda x, training=False: x * (2.0 if training else 1.0))
    np.testing.assert_allclose(layer(X, training=True), 2 * X)
    np.testing.assert_allclose(layer(X), X)


@pytest.mark.parametrize(
    "shape, expected", [(None, (None, 1)), ((7,), (None, 7)), (lambda s: (s[0], s[1] * 2), (None, 6))]
)
def test_shapes(shape, expected):
    layer = layers.Lambda(lambda x: ops.sum(x, axis=1, keepdims=True), output_shape=shape)
    assert layer.compute_output_shape((None, 3)) == expected
    assert layer(KerasTensor((None, 3))).shape == expected


def test_the_gradient_goes_through():
    layer = layers.Lambda(lambda x: x**2.0)
    x = keras.Variable(X)
    with keras.GradientTape() as tape:
        y = layer(x + 0.0)
    np.testing.assert_allclose(tape.gradient(y, x), 2 * X)


def test_masks():
    masked = layers.Masking()(np.array([[[0.0], [1.0]]], "float32"))
    kept = layers.Lambda(lambda x: x * 2.0, mask=lambda inputs, mask: mask)(masked)
    np.testing.assert_array_equal(mask_of(kept), [[False, True]])
    seen = []
    layers.Lambda(lambda x, mask: (seen.append(np.asarray(mask)), x)[1], mask=lambda inputs, mask: mask)(
        masked
    )
    np.testing.assert_array_equal(seen[0], [[False, True]])


def model_of(function):
    return keras.Sequential([keras.Input((3,)), layers.Lambda(function, name="mine")])


@pytest.mark.parametrize(
    "function, name", [(scaled, "scaled"), (lambda x: x * 2.0, "mine")], ids=["named", "lambda"]
)
def test_a_file_needs_the_function_from_its_reader(function, name):
    text = model_of(function).to_json()
    with pytest.raises(LayerloomError, match=r"code from a file is never run"):
        keras.models.model_from_json(text)
    with pytest.raises(LayerloomError, match="code from a file is never run"):
        keras.models.model_from_json(text, custom_objects={"Lambda": layers.Lambda})
    again = keras.models.model_from_json(text, custom_objects={"Lambda": layers.Lambda, name: scaled})
    np.testing.assert_allclose(again.predict(X, verbose=0), 2 * X)
    assert json.loads(text)["config"]["layers"][1]["module"] == "keras.layers"


def test_code_of_keras_2_is_not_run_either():
    config = {"name": "old", "function": ["4wEAAAA=", None, None], "function_type": "lambda"}
    with pytest.raises(LayerloomError, match="never run"):
        layers.Lambda.from_config({key: config[key] for key in ("name", "function")})


def test_something_else_is_refused():
    with pytest.raises(LayerloomError, match="must be a Python function"):
        layers.Lambda("relu")
