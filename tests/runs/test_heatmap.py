"""Heat maps (row 90): bright where a picture speaks for a class, refused in a sentence where there are no maps."""

from typing import Any

import numpy as np
import pytest

from layerloom import layers, models
from layerloom.errors import LayerloomError
from layerloom_studio.runs.heatmap import heat_layers, heat_map


def bright_corner(units: int, activation: str) -> Any:
    """A network whose unit 1 asks how bright the upper left corner is; its maps are the picture itself."""
    model: Any = models.Sequential(
        [
            layers.Input((4, 4, 1)),
            layers.Conv2D(1, 1, use_bias=False, name="maps"),
            layers.Flatten(),
            layers.Dense(units, activation=activation, use_bias=False, name="out"),
        ]
    )
    model.get_layer("maps").set_weights([np.ones((1, 1, 1, 1), np.float32)])
    kernel = np.full((16, units), -0.1, np.float32)
    kernel[0, -1] = 5.0
    model.get_layer("out").set_weights([kernel])
    return model


@pytest.mark.parametrize("units, activation, unit", [(2, "softmax", 1), (1, "sigmoid", 1), (2, "linear", 1)])
def test_the_bright_place_speaks_for_the_class(units: int, activation: str, unit: int) -> None:
    picture = np.zeros((4, 4, 1), np.float32)
    picture[0, 0] = 1.0
    heat = heat_map(bright_corner(units, activation), picture, unit)
    assert heat.shape == (4, 4)
    assert heat[0, 0] == pytest.approx(1.0)
    assert heat[1:, 1:].max() == 0.0


def test_layers_of_networks_inside_the_network_have_maps_too() -> None:
    plain = bright_corner(2, "softmax")
    base = models.Sequential([layers.Input((4, 4, 1)), plain.get_layer("maps")], name="base")
    nested: Any = models.Sequential([layers.Input((4, 4, 1)), models.Sequential([base], name="part")])
    for layer in plain.layers[1:]:
        nested.add(layer)
    picture = np.random.default_rng(0).random((4, 4, 1), np.float32)
    assert heat_layers(nested) == ["part/base/maps"]
    np.testing.assert_allclose(heat_map(nested, picture, 1), heat_map(plain, picture, 1), rtol=1e-6)
    assert heat_map(nested, picture, 1).max() == 1
    np.testing.assert_allclose(
        nested.predict(picture[None], verbose=0), plain.predict(picture[None], verbose=0)
    )


def test_the_other_class_of_a_single_output_asks_the_contrary() -> None:
    picture = np.ones((4, 4, 1), np.float32)
    assert heat_map(bright_corner(1, "sigmoid"), picture, 0).max() == 0.0


def test_layers_with_maps_come_last_first() -> None:
    model: Any = models.Sequential(
        [
            layers.Input((8, 8, 1)),
            layers.Conv2D(2, 3, name="one"),
            layers.MaxPooling2D(name="two"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2),
        ]
    )
    assert heat_layers(model) == ["two", "one"]
    with pytest.raises(LayerloomError, match="no layer with maps"):
        heat_map(model, np.zeros((8, 8, 1), np.float32), 0, "dense")
