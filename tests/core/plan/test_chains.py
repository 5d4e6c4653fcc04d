"""Networks of dense layers run as programs of one kernel: the same numbers, whatever threads do."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.kernels import parallel
from layerloom.kernels.compiled import set_mode
from layerloom.models.plan import plans_of, set_planning
from layerloom.models.plan.chain import Chain

L = keras.layers

#: So many units that threads share products by columns, and samples that two threads are worth it.
WIDE, MANY = 160, 70


def network(
    *hidden: Any, shape: tuple[int, ...] = (33,), optimizer: Any = "adam", loss: Any = None, end: Any = None
) -> Any:
    end = L.Dense(3, activation="softmax") if end is None else end
    model = keras.Sequential([keras.Input(shape), *hidden, end])
    model.compile(optimizer, loss or "sparse_categorical_crossentropy")
    return model


NETWORKS: dict[str, Callable[[], Any]] = {
    "no hidden layer": lambda: network(),
    "wide": lambda: network(L.Dense(WIDE, "relu"), L.Dense(WIDE, "tanh"), L.Dense(WIDE, "sigmoid")),
    "narrow": lambda: network(L.Dense(7, "relu"), L.Dense(5)),
    "wide and narrow": lambda: network(L.Dense(WIDE), L.Dense(9, "relu"), L.Dense(WIDE, "relu")),
    "odd sizes": lambda: network(L.Dense(WIDE + 3, "relu"), L.Dense(WIDE + 13, "relu")),
    "dropout": lambda: network(L.Dense(WIDE, "relu"), L.Dropout(0.4, seed=1), L.Dense(20), L.Dropout(0.2, seed=2)),
    "dropout first": lambda: network(L.Dropout(0.3, seed=4), L.Dense(WIDE, "relu")),
    "flattened first": lambda: network(
        L.Flatten(), L.Dense(WIDE, "relu"), L.Reshape((WIDE,)), L.Dense(9), shape=(3, 11)
    ),
    "without biases": lambda: network(L.Dense(WIDE, use_bias=False), L.Dense(WIDE, "relu", use_bias=False)),
    "first frozen": lambda: network(L.Dense(WIDE, trainable=False), L.Dense(WIDE, "relu")),
    "middle frozen": lambda: network(L.Dense(WIDE), L.Dense(WIDE, "relu", trainable=False), L.Dense(8)),
    "regularized": lambda: network(L.Dense(WIDE, "relu", kernel_regularizer="l2"), L.Dense(8)),
    "constrained": lambda: network(L.Dense(WIDE, "relu", kernel_constraint="max_norm"), L.Dense(8)),
    "descent": lambda: network(L.Dense(WIDE, "relu"), optimizer="sgd"),
    "momentum": lambda: network(L.Dense(WIDE, "relu"), optimizer=keras.optimizers.SGD(0.01, 0.9, nesterov=True)),
    "decay": lambda: network(L.Dense(WIDE, "relu"), optimizer=keras.optimizers.SGD(0.5, weight_decay=0.01)),
    "RMSprop": lambda: network(L.Dense(WIDE, "relu"), optimizer="rmsprop"),
    "AdamW": lambda: network(L.Dense(WIDE, "relu"), optimizer="adamw"),
    "clipped": lambda: network(L.Dense(WIDE, "relu"), optimizer=keras.optimizers.Adam(clipnorm=0.1)),
    "schedule": lambda: network(
        L.Dense(WIDE), optimizer=keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.01, 1, 0.5))
    ),
    "regression": lambda: network(L.Dense(WIDE, "relu"), loss="mse", end=L.Dense(1)),
    "logits": lambda: network(
        L.Dense(WIDE), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), end=L.Dense(3)
    ),
}  # fmt: skip


def data(model: Any) -> tuple[np.ndarray, np.ndarray]:
    x = np.random.default_rng(0).standard_normal((MANY, *model.input_shape[1:]), dtype="float32")
    return x, np.arange(MANY) % model.output_shape[-1]


def chain_of(model: Any) -> Any:
    plan = plans_of(model).plan("train")
    return None if plan is None else plan._chain


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("mode", ["wait", "plain"])
@pytest.mark.parametrize("name", NETWORKS)
def test_a_chain_computes_what_the_layers_compute(
    monkeypatch: pytest.MonkeyPatch, name: str, mode: str, threads: int
) -> None:
    monkeypatch.setattr("layerloom.models.plan.building._WORTH_SHARING", 0.0)
    parallel.set_thread_count(threads)
    set_mode(mode)
    found = []
    for planned in (False, True):
        set_planning(planned)
        keras.utils.set_random_seed(5)
        model = NETWORKS[name]()
        x, y = data(model)
        losses = [model.train_on_batch(x[:count], y[:count]) for count in (MANY, MANY, 41, 1)]
        assert isinstance(chain_of(model), Chain) == planned
        found.append((losses, model.predict(x, verbose=0), [v.numpy() for v in model.variables]))
    (losses, outputs, weights), (wanted_losses, wanted_outputs, wanted_weights) = found[1], found[0]
    np.testing.assert_allclose(losses, wanted_losses, 2e-5)
    np.testing.assert_allclose(outputs, wanted_outputs, 1e-4, 2e-5)
    for got, wanted in zip(weights, wanted_weights, strict=True):
        np.testing.assert_allclose(got, wanted, 1e-4, 2e-5)


@pytest.mark.parametrize("name", ["wide", "decay", "dropout"])
def test_a_step_while_others_use_the_threads_gives_the_very_same_numbers(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("layerloom.models.plan.building._WORTH_SHARING", 0.0)
    found = []
    for busy in (False, True):
        keras.utils.set_random_seed(5)
        model = NETWORKS[name]()
        x, y = data(model)
        losses = [model.train_on_batch(x, y)]
        with parallel._team.turn if busy else contextlib.nullcontext():
            losses += [model.train_on_batch(x, y)]
        found.append([*losses, model.train_on_batch(x, y)])
    assert found[1] == found[0]


def branches() -> Any:
    x = keras.Input((33,))
    hidden = L.Dense(8)(x)
    return keras.Model(x, L.Dense(3, "softmax")(L.Add()([hidden, L.Dense(8)(hidden)])))


NO_CHAINS: dict[str, Callable[[], Any]] = {
    "branches": branches,
    "another layer": lambda: keras.Sequential(
        [keras.Input((33,)), L.Dense(8), L.LayerNormalization(), L.Dense(3)]
    ),
    "steps of sequences": lambda: keras.Sequential(
        [keras.Input((11, 3)), L.Dense(8), L.Flatten(), L.Dense(3)]
    ),
}


@pytest.mark.parametrize("name", NO_CHAINS)
def test_other_networks_run_step_by_step(name: str) -> None:
    model = NO_CHAINS[name]()
    model.compile("adam", "mse")
    x = np.ones((4, *model.input_shape[1:]), np.float32)
    model.train_on_batch(x, np.ones((4, 3), np.float32))
    assert plans_of(model).plan("train") is not None
    assert chain_of(model) is None


def test_what_is_set_between_steps_counts() -> None:
    x, y = data(network())
    found = []
    for planned in (False, True):
        set_planning(planned)
        keras.utils.set_random_seed(5)
        model = network(L.Dense(WIDE, "relu"), L.Dropout(0.2, seed=3))
        model.train_on_batch(x, y)
        model.set_weights([w / 2 for w in model.get_weights()])
        model.optimizer.learning_rate = 0.05
        model.layers[1].rate = 0.6
        found.append((model.train_on_batch(x, y), model.train_on_batch(x, y)))
    np.testing.assert_allclose(found[1], found[0], 2e-5)


def test_two_models_train_side_by_side_as_alone() -> None:
    def losses() -> list[float]:
        first, last = (keras.initializers.HeNormal(seed) for seed in (1, 2))
        end = L.Dense(3, "softmax", kernel_initializer=last)
        model = network(L.Dense(WIDE, "relu", kernel_initializer=first), optimizer="sgd", end=end)
        x, y = data(model)
        return [model.train_on_batch(x, y) for _ in range(20)]

    alone, together = losses(), []
    threads = [threading.Thread(target=lambda: together.append(losses())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(together) == 3
    for found in together:
        np.testing.assert_allclose(found, alone, 1e-4)


# -- threads that wait for each other ----------------------------------------------------------------------


def test_parts_of_a_meeting_run_at_the_same_time() -> None:
    barrier, came = threading.Barrier(2, timeout=20), []

    def work(part: int) -> None:
        barrier.wait()
        came.append(part)

    assert parallel.run_meeting(work, 2, barrier.abort)
    assert sorted(came) == [0, 1]


@pytest.mark.parametrize("fails", [0, 1])
def test_a_meeting_is_broken_up_when_a_part_fails(fails: int) -> None:
    barrier = threading.Barrier(2)

    def work(part: int) -> None:
        if part == fails:
            raise ArithmeticError("a part fails")
        try:
            barrier.wait(20)
        except threading.BrokenBarrierError:
            return

    with pytest.raises(ArithmeticError, match="a part fails"):
        parallel.run_meeting(work, 2, barrier.abort)


def test_there_is_no_meeting_inside_another() -> None:
    held: list[bool] = []
    parallel.run_meeting(
        lambda part: held.append(parallel.run_meeting(lambda part: None, 2, lambda: None)), 2, lambda: None
    )
    assert held == [False, False]
