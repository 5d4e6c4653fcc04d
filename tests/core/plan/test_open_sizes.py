"""Inputs of any size have plans for the sizes that come; they compute what the layers one by one do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.models.plan import plans_of

L = keras.layers
FIRST: Any = {"data_format": "channels_first"}


def softmax(x: Any) -> Any:
    return L.Dense(3, activation="softmax")(x)


def words() -> Any:
    given = keras.Input((None,), dtype="int32")
    x = L.Bidirectional(L.LSTM(4, return_sequences=True))(L.Embedding(9, 4, mask_zero=True)(given))
    return keras.Model(given, softmax(L.GRU(3)(x)))


def images(**how: Any) -> Any:
    given = keras.Input((3, None, None) if how else (None, None, 3))
    x = L.MaxPooling2D(2, **how)(L.Conv2D(4, 3, activation="relu", **how)(given))
    x = L.UpSampling2D(2, **how)(L.BatchNormalization(axis=1 if how else -1)(x))
    return keras.Model(given, softmax(L.GlobalAveragePooling2D(**how)(x)))


def inner() -> Any:
    tower = keras.Sequential([keras.Input((None, None, 3)), L.Conv2D(4, 3), L.ReLU(), L.GlobalMaxPooling2D()])
    a, b = keras.Input((None, None, 3)), keras.Input((8, 8, 3))
    return keras.Model([a, b], softmax(L.Subtract()([tower(a), tower(b)])))


def steps() -> Any:
    given = keras.Input((None, 5))
    x = L.Add()([L.Conv1D(5, 3, padding="same")(given), given])
    x = L.LayerNormalization()(L.MultiHeadAttention(2, 3)(x, x))
    return keras.Model(given, softmax(L.GlobalAveragePooling1D()(L.Dense(4, "relu")(x))))


def data(*shapes: tuple[int, ...]) -> list[np.ndarray]:
    return [np.random.default_rng(1).standard_normal((6, *shape), dtype="float32") for shape in shapes]


CASES: dict[str, tuple[Any, Any]] = {
    "words": (words, np.random.default_rng(1).integers(0, 9, (6, 7)).astype("int32")),
    "images": (images, data((9, 8, 3))[0]),
    "channels first": (lambda: images(**FIRST), data((3, 9, 8))[0]),
    "models inside": (inner, data((7, 9, 3), (8, 8, 3))),
    "steps": (steps, data((6, 5))[0]),
}


@pytest.mark.parametrize("name", CASES)
def test_open_sizes(name: str, same: Any) -> None:
    build, x = CASES[name]

    def compiled() -> Any:
        model = build()
        model.compile("sgd", "sparse_categorical_crossentropy")
        return model

    found = same(compiled, x, np.arange(6) % 3)
    assert found
    assert "Eager" not in found


def test_sizes_may_change_from_batch_to_batch() -> None:
    model = words()
    model.compile("sgd", "sparse_categorical_crossentropy")
    for size in (7, 4, 9, 7):
        x = np.random.default_rng(size).integers(0, 9, (6, size)).astype("int32")
        model.train_on_batch(x, np.arange(6) % 3)
        assert plans_of(model).plan("train").inputs[0].shape == (size,)
        np.testing.assert_allclose(model.predict(x, verbose=0), model(x), 1e-4, 1e-5)
