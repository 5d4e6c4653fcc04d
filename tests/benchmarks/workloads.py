"""The workloads that are compared: each a network in terms of Keras's interface, and seeded random data for it.

A workload is a function without arguments that returns ``(build, data)``: ``build(keras)`` makes the compiled model
with whatever module has Keras's interface, and ``data`` is a pair of arrays ``(x, y)``, float32 and class numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

#: Batches in the data of a workload.
STEPS = 20

Built = tuple[Callable[[Any], Any], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Workload:
    """A network with its data.

    Args:
        name: What tables call it.
        make: Returns ``(build, (x, y))``.
        batch: Samples per step.
        aim: Largest ratio to the fastest peer that is wanted.
    """

    name: str
    make: Callable[[], Built]
    batch: int
    aim: float


def mlp(batch: int = 128, width: int = 512) -> Built:
    """784 - 512 - dropout - 512 - 10."""

    def build(keras: Any) -> Any:
        layers = keras.layers
        hidden = [layers.Dense(width, activation="relu"), layers.Dropout(0.2)]
        return _classifier(keras, (784,), [*hidden, layers.Dense(width, activation="relu")])

    return build, _data(batch, (784,), 10)


def cnn(batch: int = 32, size: int = 28, channels: int = 1, filters: int = 64) -> Built:
    """The classic: twice convolution and pooling, then two dense layers."""

    def build(keras: Any) -> Any:
        layers = keras.layers
        hidden = [
            layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D(2),
            layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D(2),
            layers.Flatten(), layers.Dense(128, activation="relu"),
        ]  # fmt: skip
        return _classifier(keras, (size, size, channels), hidden)

    return build, _data(batch, (size, size, channels), 10)


def basic_cnn(batch: int = 32) -> Built:
    """Four padded convolutions with activations of their own, three poolings, dropout."""

    def build(keras: Any) -> Any:
        layers = keras.layers
        hidden = []
        for filters, pools, drops in (
            (32, False, False),
            (32, True, True),
            (64, True, False),
            (128, True, True),
        ):
            hidden += [layers.Conv2D(filters, 3, padding="same"), layers.Activation("relu")]
            hidden += [layers.MaxPooling2D(2), layers.Activation("relu")] if pools else []
            hidden += [layers.Dropout(0.25)] if drops else []
        hidden += [layers.Flatten(), layers.Dense(512), layers.Activation("relu"), layers.Dropout(0.5)]
        return _classifier(keras, (28, 28, 1), hidden)

    return build, _data(batch, (28, 28, 1), 10)


def horses(batch: int = 32, size: int = 150) -> Built:
    """Three convolutions on photographs, one large dense layer, two classes."""

    def build(keras: Any) -> Any:
        layers = keras.layers
        hidden: list[Any] = [keras.Input((size, size, 3))]
        for filters in (16, 32, 64):
            hidden += [layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D(2)]
        hidden += [
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
        model = keras.Sequential(hidden)
        model.compile("rmsprop", "binary_crossentropy", metrics=["accuracy"])
        return model

    return build, _data(batch, (size, size, 3), 2)


def recurrent(kind: str, batch: int = 64, steps: int = 28, units: int = 128) -> Built:
    """One LSTM or GRU over the rows of an image."""

    def build(keras: Any) -> Any:
        return _classifier(keras, (steps, 28), [getattr(keras.layers, kind)(units)])

    return build, _data(batch, (steps, 28), 10)


def mini_xception(batch: int = 32) -> Built:
    """Separable convolutions, batch normalization and residual additions, for faces of 48 x 48."""

    def build(keras: Any) -> Any:
        layers = keras.layers
        given = x = keras.Input((48, 48, 1))
        for _ in range(2):
            x = layers.Conv2D(8, 3, use_bias=False)(x)
            x = layers.Activation("relu")(layers.BatchNormalization()(x))
        for filters in (16, 32, 64, 128):
            branch = layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(x)
            branch = layers.BatchNormalization()(branch)
            x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
            x = layers.Activation("relu")(layers.BatchNormalization()(x))
            x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
            x = layers.BatchNormalization()(x)
            x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
            x = layers.Add()([x, branch])
        x = layers.GlobalAveragePooling2D()(layers.Conv2D(7, 3, padding="same")(x))
        model = keras.Model(given, layers.Activation("softmax")(x))
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model

    return build, _data(batch, (48, 48, 1), 7)


#: All that stand in the table, in its order.
WORKLOADS = [
    Workload("mlp", mlp, 128, 0.9),
    Workload("cnn32", cnn, 32, 0.6),
    Workload("cnn128", lambda: cnn(128), 128, 0.6),
    Workload("basic_cnn", basic_cnn, 32, 0.7),
    Workload("horses", horses, 32, 0.8),
    Workload("mini_xception", mini_xception, 32, 0.7),
    Workload("lstm", lambda: recurrent("LSTM"), 64, 0.8),
    Workload("gru", lambda: recurrent("GRU"), 64, 0.8),
]


def find(name: str) -> Workload:
    """Returns a workload by its name."""
    return next(workload for workload in WORKLOADS if workload.name == name)


def _classifier(keras: Any, shape: tuple[int, ...], hidden: list[Any]) -> Any:
    model = keras.Sequential([keras.Input(shape), *hidden, keras.layers.Dense(10, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def _data(batch: int, shape: tuple[int, ...], classes: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    count = batch * STEPS
    return rng.standard_normal((count, *shape), dtype="float32"), rng.integers(0, classes, count)
