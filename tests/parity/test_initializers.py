"""Initializers against real Keras: the same ranges and spreads, the same configs and names."""

import json

import keras
import numpy as np
import pytest
import tf_keras

from layerloom import initializers, models

CASES = [
    ("RandomNormal", {}),
    ("RandomNormal", {"mean": 1.0, "stddev": 0.3}),
    ("RandomUniform", {}),
    ("RandomUniform", {"minval": 0.0, "maxval": 2.0}),
    ("TruncatedNormal", {"stddev": 0.5}),
    ("GlorotNormal", {}),
    ("GlorotUniform", {}),
    ("HeNormal", {}),
    ("HeUniform", {}),
    ("LecunNormal", {}),
    ("LecunUniform", {}),
    ("VarianceScaling", {"scale": 2.0, "mode": "fan_avg", "distribution": "untruncated_normal"}),
    ("VarianceScaling", {"mode": "fan_out", "distribution": "uniform"}),
    ("GlorotUniform", {"input_axes": [0], "output_axes": [1]}),
]
SHAPES = [(60, 80), (3, 3, 20, 30), (5, 40, 30)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("name, options", CASES)
def test_distributions(name, options, shape):
    theirs = np.concatenate(
        [getattr(keras.initializers, name)(**options, seed=s)(shape).numpy() for s in range(4)]
    )
    ours = np.concatenate([getattr(initializers, name)(**options, seed=s)(shape).numpy() for s in range(4)])
    spread = float(theirs.std())
    assert ours.mean() == pytest.approx(theirs.mean(), abs=6 * spread / np.sqrt(theirs.size))
    assert ours.std() == pytest.approx(spread, rel=0.04)
    for share in (1, 10, 25, 50, 75, 90, 99):
        expected = np.percentile(theirs, share)
        assert np.percentile(ours, share) == pytest.approx(expected, abs=0.12 * spread)
    if "Normal" not in name and "normal" not in str(options):
        assert np.abs(ours).max() <= np.abs(theirs).max() * 1.01


@pytest.mark.parametrize(
    "name, options, shape",
    [
        ("Zeros", {}, (2, 3)),
        ("Ones", {}, (3,)),
        ("Constant", {"value": 0.3}, (2, 2)),
        ("Constant", {"value": [1.0, 2.0]}, (3, 2)),
        ("Identity", {"gain": 3.0}, (2, 4)),
    ],
)
def test_fixed_values(name, options, shape):
    theirs, ours = getattr(keras.initializers, name)(**options), getattr(initializers, name)(**options)
    np.testing.assert_array_equal(ours(shape).numpy(), theirs(shape).numpy())
    assert ours.get_config().items() >= theirs.get_config().items()


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (2, 2, 3)])
def test_orthogonal(shape):
    theirs = keras.initializers.Orthogonal(gain=2.0)(shape).numpy().reshape(-1, shape[-1])
    ours = initializers.Orthogonal(gain=2.0)(shape).numpy().reshape(-1, shape[-1])
    np.testing.assert_allclose(
        np.linalg.svd(ours, compute_uv=False), np.linalg.svd(theirs, compute_uv=False), rtol=1e-5
    )


@pytest.mark.parametrize("name, options", CASES)
def test_configs_are_interchangeable(name, options):
    theirs, ours = getattr(keras.initializers, name)(**options), getattr(initializers, name)(**options)
    assert ours.get_config() == theirs.get_config()
    assert keras.initializers.deserialize(initializers.serialize(ours)).get_config() == ours.get_config()
    assert initializers.deserialize(keras.initializers.serialize(theirs)).get_config() == ours.get_config()


def test_no_name_is_missing():
    for name in dir(keras.initializers):
        if not name.startswith("_") and name.lower() not in ("stft", "stftinitializer"):
            assert hasattr(initializers, name), name
    for name in (
        "zeros",
        "zero",
        "one",
        "normal",
        "uniform",
        "glorot_uniform",
        "HeNormal",
        "orthogonal",
        "identity",
    ):
        assert type(initializers.get(name)).__name__ == type(keras.initializers.get(name)).__name__


@pytest.mark.parametrize("gain", [1, 2.5])
def test_identity_of_files_without_modules_is_no_layer(gain):
    theirs = tf_keras.Sequential(
        [
            tf_keras.layers.Input((3, 4)),
            tf_keras.layers.SimpleRNN(4, recurrent_initializer=tf_keras.initializers.Identity(gain)),
            tf_keras.layers.Dense(4, kernel_initializer=tf_keras.initializers.Identity(gain)),
        ]
    )
    data = json.loads(theirs.to_json())
    for layer in data["config"]["layers"][1:]:
        for value in layer["config"].values():
            if isinstance(value, dict):
                value.pop("module", None)
    ours = models.model_from_json(json.dumps(data))
    for index in (1, 3):
        np.testing.assert_array_equal(ours.get_weights()[index], gain * np.eye(4))
