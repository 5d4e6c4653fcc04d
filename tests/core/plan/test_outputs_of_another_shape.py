"""Where only the shape changes behind a sigmoid, a plan leaves it to the loss all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.models.plan import plans_of

L = keras.layers


def images(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).standard_normal((5, *shape)).astype("float32")


@pytest.mark.parametrize(
    "layers",
    [
        lambda: [L.Dense(12, activation="sigmoid"), L.Reshape((3, 4))],
        lambda: [L.Reshape((4, 3)), L.Dense(3, activation="sigmoid"), L.Permute((2, 1))],
        lambda: [L.Dense(12, activation="sigmoid"), L.Reshape((3, 4), activity_regularizer="l2")],
        lambda: [L.Dense(12, activation="sigmoid", activity_regularizer="l2"), L.Reshape((3, 4))],
        lambda: [L.Dense(12, activation="relu"), L.Reshape((3, 4))],
    ],
)
@pytest.mark.parametrize("loss", ["binary_crossentropy", "mse"])
def test_losses_of_what_takes_another_shape(layers: Any, loss: str, same: Callable[..., list[str]]) -> None:
    def build() -> Any:
        model = keras.Sequential([keras.Input((12,)), L.Dense(12), *layers()])
        model.compile("sgd", loss)
        return model

    assert same(build, images(12), (images(3, 4) > 0).astype("float32"))


def test_the_sigmoid_before_another_shape_is_left_to_the_loss() -> None:
    model = keras.Sequential([keras.Input((12,)), L.Dense(12, activation="sigmoid"), L.Reshape((3, 4))])
    model.compile("sgd", "binary_crossentropy")
    model.train_on_batch(images(12), (images(3, 4) > 0).astype("float32"))
    assert type(plans_of(model).plan("train").head).__name__ == "FormulaHead"
