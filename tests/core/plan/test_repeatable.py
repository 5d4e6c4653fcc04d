"""A fixed number of threads gives the same numbers each time; a newcomer's first run tells why it is slow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.kernels.parallel import set_thread_count
from layerloom.models import trainer
from layerloom.models.plan import building

L = keras.layers


def trained() -> list[np.ndarray]:
    keras.utils.set_random_seed(5)
    layers = [L.Conv2D(12, 3, activation="relu"), L.Conv2D(13, 3), L.MaxPooling2D(2), L.BatchNormalization()]
    model = keras.Sequential(
        [keras.Input((12, 11, 2)), *layers, L.Flatten(), L.Dropout(0.3), L.Dense(3, "softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    x = np.random.default_rng(0).standard_normal((20, 12, 11, 2), dtype="float32")
    model.fit(x, np.arange(20) % 3, batch_size=8, epochs=2, verbose=0)
    return [v.numpy() for v in model.variables]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_the_same_number_of_threads_gives_the_same_weights(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_WORTH_SHARING", 0)
    set_thread_count(threads)
    for first, second in zip(trained(), trained(), strict=True):
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("verbose, pending, told", [(2, True, True), (0, True, False), (2, False, False)])
def test_a_first_run_tells_that_kernels_are_being_compiled(
    verbose: int, pending: bool, told: bool, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(trainer, "pending", lambda: pending)
    model = keras.Sequential([keras.Input((3,)), L.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 3), "float32"), np.ones((4, 1), "float32"), verbose=verbose)
    assert ("being compiled" in capsys.readouterr().err) == told
