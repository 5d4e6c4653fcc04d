"""Normalization of rows, and attention in groups, have steps of their own in plans, with the layers' numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import layerloom as keras

L = keras.layers
RNG = np.random.default_rng(0)

#: A layer, and the step that it becomes where samples have the shape (4, 3, 5).
ROWS: list[tuple[Callable[[], Any], str]] = [
    (lambda: L.LayerNormalization(axis=-1), "LayerNormalization"),
    (lambda: L.LayerNormalization(axis=(2, 3)), "LayerNormalization"),
    (lambda: L.LayerNormalization(axis=(3, 1, 2), center=False), "LayerNormalization"),
    (lambda: L.LayerNormalization(axis=(1, 3)), "Eager"),
    (lambda: L.RMSNormalization(epsilon=0.1), "Length"),
    (lambda: L.RMSNormalization(axis=(1, 2, 3)), "Length"),
    (lambda: L.RMSNormalization(axis=2), "Eager"),
    (lambda: L.UnitNormalization(), "Length"),
    (lambda: L.UnitNormalization(axis=[2, 3]), "Length"),
    (lambda: L.UnitNormalization(axis=1), "Eager"),
]


@pytest.mark.parametrize("layer, step", ROWS)
def test_rows(layer: Callable[[], Any], step: str, same: Callable[..., list[str]]) -> None:
    def build() -> Any:
        inputs = keras.Input((4, 3, 5))
        x = L.Flatten()(layer()(L.Dense(5)(inputs)))
        model = keras.Model(inputs, L.Dense(3, activation="softmax")(x))
        model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
        return model

    x = RNG.standard_normal((7, 4, 3, 5)).astype("float32")
    assert step in same(build, x, np.arange(7) % 3)


def test_rows_of_zeros_have_no_length(same: Callable[..., list[str]]) -> None:
    def build() -> Any:
        model = keras.Sequential(
            [keras.Input((6,)), L.Dense(6, activation="relu"), L.UnitNormalization(), L.Dense(1)]
        )
        model.compile(keras.optimizers.SGD(0.1), "mse")
        return model

    x = RNG.standard_normal((7, 6)).astype("float32")
    x[3] = 0
    assert "Length" in same(build, x, np.ones((7, 1), "float32"))


def test_rows_shorter_than_the_least_length_are_only_scaled(same: Callable[..., list[str]]) -> None:
    def build() -> Any:
        layers = [keras.Input((6,)), L.Dense(6, use_bias=False), L.UnitNormalization(), L.Dense(1)]
        model = keras.Sequential(layers)
        model.compile(keras.optimizers.SGD(0.1), "mse")
        return model

    x = 1e-13 * RNG.standard_normal((7, 6)).astype("float32")
    assert "Length" in same(build, x, np.ones((7, 1), "float32"))


@pytest.mark.parametrize("heads, shared", [(4, 2), (6, 1), (3, 3)])
@pytest.mark.parametrize("causal", [False, True])
def test_attention_in_groups(heads: int, shared: int, causal: bool, same: Callable[..., list[str]]) -> None:
    def build() -> Any:
        words = keras.Input((6,), dtype="int32")
        x = L.Embedding(9, 8, mask_zero=True)(words)
        x = L.GroupQueryAttention(4, heads, shared, dropout=0.2, seed=1)(x, x, use_causal_mask=causal)
        model = keras.Model(words, L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(x)))
        model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy")
        return model

    words = np.where(np.arange(6) < RNG.integers(1, 7, 7)[:, None], RNG.integers(1, 9, (7, 6)), 0)
    assert "Attention" in same(build, words.astype("int32"), np.arange(7) % 3)
