"""Equalization part by part against real Keras."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom


@pytest.mark.parametrize(
    "options, shape",
    [
        ({}, (2, 19, 21, 3)),
        ({"clip_limit": 0.0, "tile_grid_size": (2, 3)}, (1, 12, 12, 1)),
        ({"value_range": (0, 1), "tile_grid_size": (4, 4)}, (16, 16, 3)),
        ({"data_format": "channels_first", "tile_grid_size": (2, 2)}, (2, 3, 10, 8)),
    ],
)
def test_pictures_come_out_as_in_keras(options, shape) -> None:
    high = options.get("value_range", (0, 255))[1]
    images = (np.random.default_rng(0).beta(2, 5, shape) * high).astype("float32")
    theirs, ours = (
        k.layers.ContrastLimitedAdaptiveHistogramEqualization(**options) for k in (keras, layerloom)
    )
    for training in (True, False):
        expected = np.asarray(theirs(images, training=training))
        np.testing.assert_allclose(np.asarray(ours(images, training=training)), expected, atol=2e-3 * high)
