"""Sequential models: chains, built early or late."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers


def test_input_shape_of_the_first_layer_builds_the_weights():
    model = keras.Sequential([layers.Dense(units=1, input_shape=[1])])
    assert [w.shape for w in model.get_weights()] == [(1, 1), (1,)]
    assert keras.Sequential([layers.Dense(8, input_dim=4)]).count_params() == 40


def test_first_call_builds_the_weights():
    model = keras.Sequential()
    model.add(layers.Dense(units=10, activation="sigmoid"))
    assert model.weights == []
    y = model(np.ones((4, 10), np.float32))
    assert y.shape == (4, 10)
    kernel, bias = model.get_weights()
    np.testing.assert_allclose(y, 1 / (1 + np.exp(-(np.ones((4, 10)) @ kernel + bias))), rtol=1e-5)


def test_build_makes_weights_and_shapes():
    model = keras.Sequential([layers.Dense(3), layers.Dense(2)])
    model.build((None, 5))
    assert model.built
    assert model.output_shape == (None, 2)
    assert model.count_params() == 5 * 3 + 3 + 3 * 2 + 2


def test_pop_removes_the_last_layer():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
    model.pop()
    assert model.output_shape == (None, 3)
    assert len(model.layers) == 1


def test_the_same_weights_give_the_same_numbers_as_a_functional_model():
    chain = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="tanh"), layers.Dense(2)])
    inputs = keras.Input((4,))
    graph = keras.Model(inputs, layers.Dense(2)(layers.Dense(3, activation="tanh")(inputs)))
    graph.set_weights(chain.get_weights())
    x = np.random.default_rng(0).standard_normal((5, 4))
    np.testing.assert_array_equal(chain.predict(x, verbose=0), graph.predict(x, verbose=0))


def test_summary_counts_parameters():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="first"), layers.Dense(2)], name="net")
    model.layers[0].trainable = False
    lines = []
    model.summary(print_fn=lines.append)
    text = "\n".join(lines)
    assert 'Model: "net"' in text
    assert "first (Dense)" in text
    assert "Total params: 23 (92.00 B)" in text
    assert "Trainable params: 8" in text
    assert "Non-trainable params: 15" in text


def test_a_name_is_free_again_after_its_layer_got_another():
    model = keras.Sequential([layers.Dense(1, name="a"), layers.Dense(1, name="c")])
    model.layers[0].name = "b"
    model.add(layers.Dense(1, name="a"))
    assert [layer.name for layer in model.layers] == ["b", "c", "a"]
    with pytest.raises(ValueError, match="'b'"):
        model.add(layers.Dense(1, name="b"))


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: keras.Sequential([layers.Dense(1, name="a"), layers.Dense(1, name="a")]), "already"),
        (lambda: keras.Sequential(["dense"]), "takes layers, got str"),
        (lambda: keras.Sequential([layers.Dense(1), layers.InputLayer((2,))]), "Input must come first"),
        (lambda: keras.Sequential([keras.Input((3, 3)), layers.Dense(1), layers.Add()]), "list of tensors"),
        (lambda: keras.Sequential().build((None, 2)), "has no layers"),
        (lambda: keras.Sequential().pop(), "no layers to remove"),
        (lambda: keras.Sequential([layers.Dense(1)]).set_weights([1]), "has 0 weights, got 1"),
        (
            lambda: keras.Sequential([keras.Input((2,)), layers.Dense(1)]).set_weights([[[1]], [1]]),
            "has shape (2, 1)",
        ),
        (lambda: layers.Dense(3)(np.zeros(4)), "expected at least 2 axes, got 1"),
        (lambda: layers.Dense(0), "Dense: units must be a whole number >= 1"),
    ],
)
def test_mistake_is_told_in_a_sentence(make, words):
    with pytest.raises(ValueError) as caught:
        make()
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")
