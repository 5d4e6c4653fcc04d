"""Networks with masks, and with models inside, compute the same by a plan as by their layers one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.models.plan import building

L = keras.layers

WORDS = np.random.default_rng(0).integers(1, 9, (6, 7)) * (np.arange(7) < 5)
STEPS = np.random.default_rng(0).standard_normal((6, 7, 3), dtype="float32") * (np.arange(7) < 5)[:, None]
KINDS = np.arange(6) % 3


def chain(*hidden: Any, shape: tuple[int, ...] = (7,)) -> Any:
    return keras.Sequential([keras.Input(shape), *hidden, L.Dense(3, activation="softmax")])


def words(**options: Any) -> Any:
    return L.Embedding(9, 4, mask_zero=True, **options)


def transformer() -> Any:
    given = keras.Input((7,))
    x = words()(given)
    x = L.LayerNormalization()(L.Add()([x, L.MultiHeadAttention(2, 3)(x, x)]))
    return keras.Model(given, L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(x)))


MASKED: dict[str, tuple[Any, Any, list[str]]] = {
    "lstm": (lambda: chain(words(), L.LSTM(5)), WORDS, ["Embedding", "Eager", "Dense"]),
    "pass through": (
        lambda: chain(words(), L.Dropout(0.2, seed=1), L.GRU(5, return_sequences=True), L.Dense(4, "tanh"), L.GRU(3)),
        WORDS, ["Embedding", "Mask", "Dropout", "Eager", "Mask", "Dense", "Eager", "Dense"],
    ),
    "both ways": (lambda: chain(words(), L.Bidirectional(L.LSTM(5))), WORDS, ["Embedding", "Eager", "Dense"]),
    "pooling": (lambda: chain(words(), L.GlobalAveragePooling1D()), WORDS, ["Embedding", "Eager", "Dense"]),
    "masking": (lambda: chain(L.Masking(), L.LSTM(5), shape=(7, 3)), STEPS, ["Eager", "Eager", "Dense"]),
    "attention": (transformer, WORDS, []),
    "penalty": (lambda: chain(words(embeddings_regularizer="l2"), L.GRU(3)), WORDS, []),
    "frozen": (lambda: chain(words(trainable=False), L.GRU(3)), WORDS, []),
    "no mask": (lambda: chain(L.Embedding(9, 4), L.Flatten()), WORDS.astype("int32"), ["Embedding", "View", "Dense"]),
    "negative numbers": (lambda: chain(L.Embedding(9, 4), L.LSTM(4)), WORDS - 3, ["Embedding", "Recurrent", "Dense"]),
}  # fmt: skip


def compiled(model: Any, optimizer: str = "sgd") -> Any:
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@pytest.mark.parametrize("name", MASKED)
def test_masks(name: str, same: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_WORTH_SHARING", 0)
    build, x, steps = MASKED[name]
    found = same(lambda: compiled(build()), x, KINDS)
    assert found
    assert not steps or found == steps


@pytest.mark.parametrize("end", ["layer", "activation"])
def test_a_mask_at_the_end_counts_in_the_loss(end: str, same: Any) -> None:
    def build() -> Any:
        last = [L.Dense(3, "softmax")] if end == "layer" else [L.Dense(3), L.Activation("softmax")]
        model = keras.Sequential([keras.Input((7,)), words(), L.LSTM(5, return_sequences=True), *last])
        return compiled(model)

    assert same(build, WORDS, np.arange(42).reshape(6, 7) % 3)


def nested() -> Any:
    inner = keras.Sequential(
        [
            keras.Input((7, 3)),
            L.Conv1D(4, 3, activation="relu"),
            L.BatchNormalization(),
            L.Dropout(0.1, seed=2),
        ]
    )
    given, middle = keras.Input((7, 3)), keras.Input((5, 4))
    second = keras.Model(middle, [L.Dense(3)(middle), L.Flatten()(middle)])
    a, b = second(inner(given))
    return keras.Model(given, L.Dense(3, activation="softmax")(L.Concatenate()([L.Flatten()(a), b])))


def last() -> Any:
    first = keras.Sequential([keras.Input((7, 3)), L.Dense(4, activation="relu"), L.Flatten()])
    end = keras.Sequential([keras.Input((28,)), L.Dense(3, activation="softmax")])
    return keras.Sequential([keras.Input((7, 3)), first, end])


def frozen(**call: Any) -> Any:
    inner = keras.Sequential([keras.Input((7, 3)), L.Dense(4), L.BatchNormalization(), L.Flatten()])
    inner.trainable = bool(call)
    given = keras.Input((7, 3))
    return keras.Model(given, L.Dense(3, activation="softmax")(inner(L.Dense(3)(given), **call)))


def twice() -> Any:
    inner = keras.Sequential([keras.Input((7, 3)), L.Dense(4), L.Flatten()])
    given = keras.Input((7, 3))
    return keras.Model(
        given, L.Dense(3, activation="softmax")(L.Add()([inner(given), inner(L.ReLU()(given))]))
    )


MODELS: dict[str, tuple[Any, list[str]]] = {
    "nested": (nested, ["Taps", "Normalization", "Dropout", "Dense", "View", "View", "Concatenate", "Dense"]),
    "last": (last, ["Dense", "View", "Dense"]),
    "frozen": (frozen, ["Dense", "Dense", "Normalization", "View", "Dense"]),
    "not training": (lambda: frozen(training=False), ["Dense", "Eager", "Dense"]),
    "twice": (twice, []),
}


@pytest.mark.parametrize("name", MODELS)
def test_models_inside(name: str, same: Any) -> None:
    build, steps = MODELS[name]
    assert same(lambda: compiled(build(), "adam"), STEPS, KINDS) == steps


def test_a_number_that_an_embedding_does_not_know_is_told() -> None:
    model = compiled(chain(L.Embedding(9, 4), L.Flatten()))
    with pytest.raises(keras.errors.LayerloomError, match="got the number 9, it knows 0 to 8"):
        model.train_on_batch(np.full((4, 7), 9), KINDS[:4])
