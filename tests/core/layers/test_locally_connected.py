"""Locally connected layers against their formula; real Keras no longer has them."""

import numpy as np
import pytest

from layerloom import layers, models, ops
from layerloom.tensors import GradientTape


def formula(x, kernel, bias, size, strides):
    """Every window by itself; x is (batch, height, width, channels)."""
    rows, columns = ((n - k) // s + 1 for n, k, s in zip(x.shape[1:3], size, strides, strict=True))
    y = np.zeros((len(x), rows, columns, kernel.shape[-1]))
    for r in range(rows):
        for c in range(columns):
            top, left = r * strides[0], c * strides[1]
            window = x[:, top : top + size[0], left : left + size[1]].reshape(len(x), -1)
            y[:, r, c] = window @ kernel[r * columns + c] + bias[r, c]
    return y


@pytest.mark.parametrize("strides", [(1, 1), (2, 1)])
def test_two_dimensions(strides):
    draw = np.random.default_rng(0)
    layer = layers.LocallyConnected2D(3, (2, 3), strides)
    x = draw.normal(size=(2, 5, 6, 2)).astype("float32")
    assert layer.compute_output_shape((None, 5, 6, 2)) == (None, *layer(x).shape[1:])
    kernel, bias = (draw.normal(size=weight.shape).astype("float32") for weight in layer.weights)
    layer.set_weights([kernel, bias])
    np.testing.assert_allclose(layer(x), formula(x, kernel, bias, (2, 3), strides), atol=1e-5)


def test_channels_first_keeps_the_order_of_its_windows():
    draw = np.random.default_rng(0)
    layer = layers.LocallyConnected2D(3, 2, data_format="channels_first", activation="relu")
    x = draw.normal(size=(2, 2, 4, 5)).astype("float32")
    layer(x)
    kernel, bias = (draw.normal(size=weight.shape).astype("float32") for weight in layer.weights)
    layer.set_weights([kernel, bias])
    # Channels were first.
    last = kernel.reshape(-1, 2, 2, 2, 3).transpose(0, 2, 3, 1, 4).reshape(kernel.shape)
    want = formula(x.transpose(0, 2, 3, 1), last, np.zeros(bias.shape), (2, 2), (1, 1)).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(layer(x), np.maximum(want + bias.reshape(3, 3, 4), 0), atol=1e-5)


def test_one_dimension_in_a_model_that_is_saved(tmp_path):
    draw = np.random.default_rng(0)
    model = models.Sequential(
        [layers.Input((6, 2)), layers.LocallyConnected1D(3, 2, strides=2, use_bias=False)]
    )
    x = draw.normal(size=(2, 6, 2)).astype("float32")
    (kernel,) = model.get_weights()
    want = formula(x[:, :, None], kernel, np.zeros((3, 1, 3)), (2, 1), (2, 1))[:, :, 0]
    np.testing.assert_allclose(model.predict(x, verbose=0), want, atol=1e-5)
    for name in ("m.h5", "m.keras", "folder"):
        model.save(tmp_path / name)
        np.testing.assert_array_equal(
            models.load_model(tmp_path / name).predict(x, verbose=0), model.predict(x, verbose=0)
        )


def test_gradients():
    layer = layers.LocallyConnected1D(2, 3)
    x = np.random.default_rng(0).normal(size=(2, 5, 2)).astype("float32")
    with GradientTape() as tape:
        loss = ops.sum(layer(x) ** 2)
    gradient, bias = (np.asarray(g) for g in tape.gradient(loss, layer.trainable_weights))
    windows = np.stack([x[:, place : place + 3].reshape(2, -1) for place in range(3)], axis=1)
    y = np.asarray(layer(x))
    np.testing.assert_allclose(bias, (2 * y).sum(axis=0), atol=1e-5)
    np.testing.assert_allclose(gradient, np.einsum("bpk,bpf->pkf", windows, 2 * y), atol=1e-5)


@pytest.mark.parametrize("implementation", [2, 3])
def test_weights_kept_as_a_matrix_know_no_idle_ones(implementation):
    layer = layers.LocallyConnected1D(2, 3, padding="same", implementation=implementation)
    x = np.random.default_rng(0).normal(size=(2, 4, 1)).astype("float32")
    y = layer(x)
    assert layer.compute_output_shape(x.shape) == tuple(y.shape) == (2, 4, 2)
    assert tuple(layer.kernel.shape) == {2: (4, 1, 4, 2), 3: (20,)}[implementation]
    layer.set_weights([np.ones(weight.shape) for weight in layer.weights])
    near = np.pad(x[..., 0], ((0, 0), (1, 1)))
    want = 1 + near[:, :-2] + near[:, 1:-1] + near[:, 2:]
    np.testing.assert_allclose(layer(x), np.stack([want, want], axis=-1), atol=1e-5)


def test_a_window_far_larger_than_the_input_costs_nothing():
    layer = layers.LocallyConnected1D(2, 10**9, padding="same", implementation=3)
    assert layer(np.ones((1, 3, 1), "float32")).shape == (1, 3, 2)


def test_what_no_way_can_do_is_refused():
    with pytest.raises(ValueError, match="implementation"):
        layers.LocallyConnected1D(2, 3, implementation=4)
    with pytest.raises(ValueError, match="padding"):
        layers.LocallyConnected2D(2, 3, padding="same")
    with pytest.raises(ValueError, match="sizes must be known"):
        layers.LocallyConnected1D(2, 3)(layers.Input((None, 2)))


def test_tables_of_connections_are_made_once_for_a_shape():
    layer = layers.LocallyConnected1D(3, 2, padding="same", implementation=3)
    layer(np.ones((2, 6, 1), "float32"))
    tables = layer._last_connections
    layer(np.ones((5, 6, 1), "float32"))
    assert layer._last_connections is tables
    assert {"inputs", "weights"} <= vars(tables).keys()
