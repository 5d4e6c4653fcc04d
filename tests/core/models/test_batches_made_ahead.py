"""Batches are made on a thread while the model works: in order, repeatably, and no longer than they are wanted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.models import data_adapter

X = np.random.default_rng(0).standard_normal((40, 6), dtype="float32")
Y = X.sum(axis=1, keepdims=True)


class Steps(keras.utils.PyDataset):
    """Five batches."""

    def __len__(self) -> int:
        return 5

    def __getitem__(self, index: int) -> Any:
        return X[index * 8 : index * 8 + 8], Y[index * 8 : index * 8 + 8]


def batches(count: int = 5, fail: BaseException | None = None) -> Iterator[Any]:
    for index in range(count):
        yield Steps()[index % 5]
    if fail is not None:
        raise fail


SOURCES: dict[str, Any] = {
    "arrays": lambda: {"x": X, "y": Y, "batch_size": 8},
    "generator": lambda: {"x": batches(10), "steps_per_epoch": 5},
    "sequence": lambda: {"x": Steps()},
    "dataset": lambda: {"x": keras.data.Dataset.from_tensor_slices((X, Y)).shuffle(40).batch(8)},
    "pictures": lambda: {
        "x": keras.preprocessing.image.ImageDataGenerator(rotation_range=90, horizontal_flip=True).flow(
            X.reshape(40, 3, 2, 1), Y, batch_size=8, seed=2
        )
    },
}


@pytest.fixture(autouse=True)
def _every_batch_is_large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(data_adapter, "_LARGE_BATCH", 1)
    yield
    assert not [thread.name for thread in threading.enumerate() if thread.name == "layerloom-prefetch"]


def model() -> Any:
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Flatten(), keras.layers.Dropout(0.2), keras.layers.Dense(1)]
    made = keras.Sequential(layers)
    made.compile("sgd", "mse")
    return made


def weights_after(given: dict[str, Any]) -> Any:
    made = model()
    made.fit(epochs=2, verbose=0, **given)
    return made.get_weights()


@pytest.mark.parametrize("kind", SOURCES)
def test_the_same_seed_gives_the_same_weights(kind: str) -> None:
    for first, second in zip(weights_after(SOURCES[kind]()), weights_after(SOURCES[kind]()), strict=True):
        np.testing.assert_array_equal(first, second)


def test_arrays_come_in_the_order_that_they_have_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = weights_after(SOURCES["arrays"]())
    monkeypatch.setattr(data_adapter, "_LARGE_BATCH", 1 << 40)
    for first, second in zip(ahead, weights_after(SOURCES["arrays"]()), strict=True):
        np.testing.assert_array_equal(first, second)


class Ends(keras.callbacks.Callback):
    """Ends the training in its second batch."""

    def __init__(self, error: BaseException | None) -> None:
        super().__init__()
        self.error = error

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if batch == 1 and self.error is not None:
            raise self.error
        self.model.stop_training = batch == 1


@pytest.mark.parametrize("error", [None, KeyboardInterrupt(), ValueError("no")], ids=str)
@pytest.mark.parametrize("kind", SOURCES)
def test_the_thread_ends_with_the_training(kind: str, error: BaseException | None) -> None:
    made, given = model(), SOURCES[kind]()
    if error is None:
        made.fit(callbacks=[Ends(None)], verbose=0, **given)
    else:
        with pytest.raises(type(error)):
            made.fit(callbacks=[Ends(error)], verbose=0, **given)
    assert not [thread.name for thread in threading.enumerate() if thread.name == "layerloom-prefetch"]


def test_an_error_of_the_source_is_that_of_the_training() -> None:
    with pytest.raises(OSError, match="gone"):
        model().fit(batches(3, OSError("gone")), verbose=0)


def test_no_more_batches_are_taken_than_the_training_wants() -> None:
    source = batches(10)
    model().fit(source, steps_per_epoch=2, epochs=2, verbose=0)
    model().evaluate(source, steps=1, verbose=0)
    model().predict(source, steps=2, verbose=0)
    assert len(list(source)) == 3
