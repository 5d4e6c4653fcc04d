"""Augmentation against real Keras: what Keras draws, done by both, gives the same pictures, labels and masks."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from layerloom import layers

RNG = np.random.default_rng(0)
IMAGES = RNG.uniform(0, 255, size=(4, 12, 10, 3)).astype("float32")
MASKS = RNG.integers(0, 4, size=(4, 12, 10, 1)).astype("float32")
LABELS = np.eye(3, dtype="float32")[[0, 1, 2, 1]]

CASES = [
    ("RandomFlip", {}),
    ("RandomFlip", {"mode": "horizontal"}),
    ("RandomFlip", {"mode": "vertical"}),
    ("RandomRotation", {"factor": 0.2}),
    ("RandomRotation", {"factor": (0.1, 0.3), "fill_mode": "constant", "fill_value": 7.0}),
    ("RandomRotation", {"factor": 0.5, "fill_mode": "nearest", "interpolation": "nearest"}),
    ("RandomTranslation", {"height_factor": 0.3, "width_factor": 0.2}),
    ("RandomTranslation", {"height_factor": (0.1, 0.3), "width_factor": 0.2, "fill_mode": "wrap"}),
    ("RandomZoom", {"height_factor": 0.3}),
    ("RandomZoom", {"height_factor": (-0.3, -0.1), "width_factor": 0.2, "fill_mode": "constant"}),
    ("RandomShear", {"x_factor": 0.3, "y_factor": 0.2}),
    ("RandomPerspective", {"scale": 0.5}),
    ("RandomErasing", {}),
    ("RandomErasing", {"fill_value": 9.0, "factor": 0.5}),
    ("CutMix", {}),
    ("MixUp", {}),
    ("RandomBrightness", {"factor": 0.3}),
    ("RandomBrightness", {"factor": (0.1, 0.5), "value_range": (0, 300)}),
    ("RandomContrast", {"factor": 0.3}),
    ("RandomContrast", {"factor": (0.5, 0.5)}),
    ("RandomSaturation", {"factor": (0.2, 0.8)}),
    ("RandomHue", {"factor": 0.4}),
    ("RandomColorDegeneration", {"factor": 0.8}),
    ("RandomGrayscale", {"factor": 0.5}),
    ("RandomInvert", {"factor": 0.5}),
    ("RandomPosterization", {"factor": 3}),
    ("RandomPosterization", {"factor": (2, 6)}),
    ("Solarization", {"addition_factor": 0.3, "threshold_factor": 0.6}),
    ("AutoContrast", {}),
    ("Equalization", {}),
    ("Equalization", {"bins": 32}),
    ("RandomSharpness", {"factor": (0.1, 0.9)}),
    ("RandomGaussianBlur", {"factor": 0.5, "kernel_size": (3, 5)}),
    ("RandAugment", {"num_ops": 3}),
    ("AugMix", {}),
]
IDS = [f"{name}-{number}" for number, (name, _) in enumerate(CASES)]
SEEDED = {"AutoContrast", "Equalization"}


def plain(value: Any) -> Any:
    """A transformation as Keras draws it, as arrays and in our words."""
    if isinstance(value, dict):
        value = {key: plain(item) for key, item in value.items()}
        if "transforms" in value:
            names = list(value["transforms"])
            return {"steps": [(names[i], value["transforms"][names[i]]) for i in value["layer_idxes"]]}
        if "layer_name" in value:
            return value["layer_name"], value["transformation"]
        if "chain_transforms" in value:
            value["weight_sample"] = float(value["weight_sample"])
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return np.asarray(value) if hasattr(value, "dtype") else value


@pytest.mark.parametrize("name, settings", CASES, ids=IDS)
def test_pictures_labels_and_masks_are_those_of_keras(name, settings):
    keras.utils.set_random_seed(3)
    seed = {} if name in SEEDED else {"seed": 5}
    theirs = getattr(keras.layers, name)(**settings, **seed)
    ours = getattr(layers, name)(**settings)
    drawn = theirs.get_random_transformation(IMAGES)
    mine = plain(drawn)
    mine = {"should_apply": mine} if name == "RandomGrayscale" else {} if mine is None else mine
    expected = theirs.transform_images(keras.ops.convert_to_tensor(IMAGES), drawn)
    np.testing.assert_allclose(ours.transform_images(IMAGES, mine), expected, rtol=1e-4, atol=2e-2)
    np.testing.assert_allclose(
        ours.transform_labels(LABELS, mine), theirs.transform_labels(LABELS, drawn), atol=1e-6
    )
    if name not in ("MixUp", "RandAugment", "AugMix"):  # Keras mixes masks along another axis, or not at all
        np.testing.assert_allclose(
            ours.transform_segmentation_masks(MASKS, mine),
            theirs.transform_segmentation_masks(keras.ops.convert_to_tensor(MASKS), drawn),
            atol=1e-5,
        )


@pytest.mark.parametrize("name, settings", CASES, ids=IDS)
def test_what_is_drawn_has_the_form_and_spread_of_keras(name, settings):
    if name in ("RandAugment", "AugMix", "Equalization", "AutoContrast"):
        pytest.skip("it draws structures, or nothing")
    many = np.zeros((64, 12, 10, 3), dtype="float32")
    theirs = plain(getattr(keras.layers, name)(**settings, seed=5).get_random_transformation(many))
    ours = getattr(layers, name)(**settings, seed=5).get_random_transformation(many)
    theirs = {"should_apply": theirs} if name == "RandomGrayscale" else theirs
    for key in set(ours) & set(theirs) - {"fill_value", "blur_factor", "distortion_factor"}:
        mine, other = np.asarray(ours[key], dtype="float64"), np.asarray(theirs[key], dtype="float64")
        if key == "batch_masks":
            mine = np.broadcast_to(mine, many.shape)
        assert mine.shape == other.shape, key
        assert mine.mean() == pytest.approx(other.mean(), abs=0.35 * max(other.std(), mine.std()) + 1e-6), key


@pytest.mark.parametrize("name, settings", CASES, ids=IDS)
def test_configs_go_both_ways(name, settings):
    ours, theirs = getattr(layers, name), getattr(keras.layers, name)
    again = theirs.from_config(ours(**settings, name="same").get_config())
    assert again.name == "same"
    if name != "RandomShear" or settings == {}:
        back = ours.from_config(theirs(**settings).get_config())
        assert type(back) is ours


@pytest.mark.parametrize("training", [True, False])
def test_a_crop_has_its_size_always(training):
    ours = layers.RandomCrop(6, 5, seed=1)
    found = np.asarray(ours(IMAGES, training=training))
    assert found.shape == (4, 6, 5, 3)
    if training:
        top, left = next(
            (i, j) for i in range(7) for j in range(6) if (IMAGES[:, i : i + 6, j : j + 5] == found).all()
        )
        assert 0 <= top <= 6
        assert 0 <= left <= 5
    else:
        window = keras.layers.CenterCrop(12, 10)(IMAGES)
        np.testing.assert_allclose(found, keras.ops.image.resize(window, (6, 5)), atol=1e-3)


def test_a_small_picture_is_cropped_and_enlarged_as_in_keras():
    ours, theirs = layers.RandomCrop(20, 10, seed=1), keras.layers.RandomCrop(20, 10, seed=1)
    found = np.asarray(ours(IMAGES, training=True))
    assert found.shape == (4, 20, 10, 3)
    assert tuple(theirs(IMAGES, training=True).shape) == found.shape
