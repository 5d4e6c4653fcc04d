"""Layers with random numbers: distributions, seeds, and that they rest outside training."""

import numpy as np
import pytest

from layerloom import layers
from layerloom.errors import FieldError
from layerloom.tensors import GradientTape, Tensor

ONES = np.ones((200, 100), "float32")
RANDOM = [
    ("GaussianNoise", {"stddev": 0.3}, (4, 5)),
    ("GaussianDropout", {"rate": 0.3}, (4, 5)),
    ("AlphaDropout", {"rate": 0.3}, (4, 5)),
    ("SpatialDropout1D", {"rate": 0.5}, (4, 5, 6)),
    ("SpatialDropout2D", {"rate": 0.5}, (4, 5, 3, 6)),
    ("SpatialDropout3D", {"rate": 0.5}, (4, 5, 3, 2, 6)),
]
each = pytest.mark.parametrize("name, options, shape", RANDOM, ids=lambda v: v if isinstance(v, str) else "")


@each
def test_same_seed_same_numbers_and_each_call_new_ones(name, options, shape):
    x = np.ones(shape, "float32")
    first, second = (getattr(layers, name)(**options, seed=7) for _ in range(2))
    a = np.asarray(first(x, training=True))
    np.testing.assert_array_equal(a, second(x, training=True))
    assert (np.asarray(first(x, training=True)) != a).any()


@each
def test_nothing_happens_outside_training(name, options, shape):
    x = np.ones(shape, "float32")
    np.testing.assert_array_equal(getattr(layers, name)(**options)(x), x)
    still = dict.fromkeys(options, 0.0)
    np.testing.assert_array_equal(getattr(layers, name)(**still)(x, training=True), x)


def test_gaussian_noise_has_its_deviation():
    y = np.asarray(layers.GaussianNoise(0.4, seed=1)(ONES, training=True))
    assert y.mean() == pytest.approx(1, abs=0.02)
    assert y.std() == pytest.approx(0.4, abs=0.01)


def test_gaussian_dropout_varies_as_dropout_does():
    y = np.asarray(layers.GaussianDropout(0.2, seed=1)(ONES, training=True))
    assert y.mean() == pytest.approx(1, abs=0.02)
    assert y.std() == pytest.approx(0.5, abs=0.01)


def test_alpha_dropout_keeps_mean_and_variance():
    x = np.random.default_rng(0).standard_normal((400, 300)).astype("float32")
    y = np.asarray(layers.AlphaDropout(0.25, seed=1)(x, training=True))
    assert y.mean() == pytest.approx(0, abs=0.02)
    assert y.std() == pytest.approx(1, abs=0.02)
    assert np.unique(y, return_counts=True)[1].max() / y.size == pytest.approx(0.25, abs=0.01)


def test_alpha_dropout_shares_its_mask_along_an_axis():
    layer = layers.AlphaDropout(0.5, noise_shape=(None, 1), seed=1)
    y = np.asarray(layer(np.ones((6, 9), "float32"), training=True))
    assert (y == y[:, :1]).all()


@pytest.mark.parametrize(
    "name, shape, axes",
    [
        ("SpatialDropout1D", (50, 7, 40), (1,)),
        ("SpatialDropout2D", (50, 3, 4, 40), (1, 2)),
        ("SpatialDropout3D", (50, 3, 2, 2, 40), (1, 2, 3)),
    ],
)
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
def test_whole_channels_are_dropped(name, shape, axes, data_format):
    options = {} if name.endswith("1D") else {"data_format": data_format}
    x = np.ones(shape, "float32")
    turned = bool(options) and data_format == "channels_first"
    y = np.asarray(
        getattr(layers, name)(0.25, seed=2, **options)(np.moveaxis(x, -1, 1) if turned else x, training=True)
    )
    y = np.moveaxis(y, 1, -1) if turned else y
    assert (y.max(axis=axes) == y.min(axis=axes)).all()
    assert set(np.unique(y.round(4))) == {0.0, np.float32(1.3333)}
    assert (y == 0).mean() == pytest.approx(0.25, abs=0.04)


def test_the_gradient_sees_the_same_mask():
    layer = layers.GaussianDropout(0.5, seed=3)
    x = Tensor(np.full((3, 4), 2.0, "float32"))
    with GradientTape() as tape:
        tape.watch(x)
        y = layer(x, training=True)
    np.testing.assert_allclose(tape.gradient(y, x), np.asarray(y) / 2.0, rtol=1e-6)


def test_activity_penalty_joins_the_losses():
    layer = layers.ActivityRegularization(l1=0.1, l2=0.01)
    layer(np.array([[1.0, -2.0], [3.0, 0.0]], "float32"))
    np.testing.assert_allclose(layer.losses[0], (0.1 * 6 + 0.01 * 14) / 2, rtol=1e-6)
    assert "activity_regularizer" not in layer.get_config()


@pytest.mark.parametrize(
    "name, options", [("GaussianNoise", {"stddev": 2}), ("GaussianDropout", {"rate": 1.0})]
)
def test_rates_out_of_range(name, options):
    with pytest.raises(FieldError, match=next(iter(options))):
        getattr(layers, name)(**options)
