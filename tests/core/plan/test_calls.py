"""Calls of a model on values, and predictions of many small batches: by the plan, wherever nobody can tell."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.kernels.compiled import set_mode
from layerloom.models.plan import plans_of, running, set_planning

L = keras.layers


@pytest.fixture(autouse=True)
def _plain() -> None:
    set_mode("plain")


def rows(count: int, size: int = 7) -> Any:
    return np.random.default_rng(0).standard_normal((count, size), dtype="float32")


def chain(*hidden: Any, shape: tuple[int, ...] = (7,), dtype: str | None = None) -> Any:
    return keras.Sequential([keras.Input(shape, dtype=dtype), *hidden])


def usual() -> Any:
    return chain(L.Dense(6, "relu"), L.Dropout(0.5), L.BatchNormalization(), L.Dense(3, "softmax"))


def branches() -> Any:
    a, b = keras.Input((7,), name="a"), keras.Input((7,), name="b")
    x = L.Add()([L.Dense(4)(a), L.Dense(4)(b)])
    return keras.Model({"a": a, "b": b}, {"sum": x, "relu": L.ReLU()(x)})


def by_layers(model: Any, *given: Any, **said: Any) -> Any:
    set_planning(False)
    found = model(*given, **said)
    set_planning(None)
    return found


CALLS: dict[str, tuple[Any, Any]] = {
    "an array": (usual, rows(5)),
    "a tensor": (usual, keras.ops.convert_to_tensor(rows(5))),
    "float64": (usual, rows(5).astype("float64")),
    "no rows": (lambda: chain(L.Dense(3, "softmax")), rows(0)),
    "several": (branches, {"a": rows(5), "b": rows(5) + 1}),
    "whole numbers": (
        lambda: chain(L.Embedding(14, 4), L.Flatten(), dtype="int32"),
        np.arange(14).reshape(2, 7),
    ),
    "code of one's own": (
        lambda: chain(L.Dense(4), L.Lambda(lambda x: x - keras.ops.mean(x, axis=0))),
        rows(5),
    ),
}


@pytest.mark.parametrize("said", [{}, {"training": False}, {"training": None}], ids=str)
@pytest.mark.parametrize("case", CALLS)
def test_a_call_gives_what_the_layers_give(case: str, said: dict[str, Any]) -> None:
    build, given = CALLS[case]
    model = build()
    wanted = by_layers(model, given, **said)
    model(given, **said)
    found = model(given, **said)
    assert isinstance(found, dict) == isinstance(wanted, dict)
    for one, other in zip(keras.tree.flatten(found), keras.tree.flatten(wanted), strict=True):
        assert isinstance(one, type(other))
        assert one.dtype == other.dtype
        np.testing.assert_allclose(one.numpy(), other.numpy(), 1e-5, 1e-6)


def has_plan(model: Any) -> bool:
    return plans_of(model).plan("predict") is not None


def test_calls_of_the_sizes_that_came_first_run_by_the_plan() -> None:
    model = chain(L.GRU(3), shape=(None, 2))
    first = np.ones((2, 5, 2), "float32")
    found = model(first).numpy()
    plan = plans_of(model).plan("predict")
    assert plan is not None
    for length in range(6, 9):  # as where a text grows
        model(np.ones((2, length, 2), "float32"))
    model(first[:1])
    np.testing.assert_array_equal(model(first).numpy(), found)
    assert plans_of(model).plan("predict") is plan


def test_calls_while_training_and_on_tapes_run_by_the_layers() -> None:
    model, x = usual(), keras.ops.convert_to_tensor(rows(5))
    assert not np.allclose(model(x, training=True).numpy(), model(x, training=True).numpy())
    with keras.GradientTape() as tape:
        tape.watch(x)
        found = model(x)[:, 0]
    assert np.abs(tape.gradient(found, x).numpy()).max() > 0
    assert not has_plan(model)


def test_calls_on_much_data_keep_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layerloom.models.plan.choosing._MOST_BYTES", 4 * 7 * 8)
    model = usual()
    for count, planned in ((9, False), (8, True)):
        model(rows(count))
        assert has_plan(model) == planned


def test_penalties_of_a_call_are_there_after_it() -> None:
    model = chain(L.Dense(4, activity_regularizer="l2"))
    found = [model(rows(5)).numpy() for _ in range(2)][-1]
    (penalty,) = model.losses
    np.testing.assert_allclose(float(penalty), 0.01 * np.square(found).sum() / 5, 1e-5)


def test_masks_ride_on_what_a_call_gives() -> None:
    model = chain(L.Embedding(9, 4, mask_zero=True), dtype="int32")
    found = [model(np.array([[1, 2, 0, 0, 0, 0, 0]], "int32")) for _ in range(2)][-1]
    assert found._keras_mask.numpy().tolist() == [[True, True, *[False] * 5]]


def test_a_call_sees_weights_of_now() -> None:
    model, x = usual(), rows(5)
    model.compile("sgd", "mse")
    before, again = model(x).numpy(), model(x).numpy()
    np.testing.assert_allclose(before, again, 1e-5, 1e-6)
    model.fit(x, np.eye(3, dtype="float32")[[0, 1, 2, 0, 1]], verbose=0)
    after = model(x).numpy()
    assert not np.allclose(before, after)
    np.testing.assert_allclose(after, by_layers(model, x).numpy(), 1e-5, 1e-6)


def test_threads_may_call_one_model() -> None:
    model = chain(L.Dense(64, "relu"), L.Dense(64, "relu"), L.Dense(5))
    given = [rows(32) + number for number in range(8)]
    wanted = [[model(x).numpy() for x in given] for _ in range(2)][-1]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda x: model(x).numpy(), given * 25))
    for number, one in enumerate(found):
        np.testing.assert_array_equal(one, wanted[number % 8])


class Counting(L.Layer):
    """Counts the batches that it sees."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def call(self, x: Any) -> Any:
        self.sizes.append(x.shape[0])
        return x


def sizes_of_runs(model: Any, monkeypatch: pytest.MonkeyPatch, **said: Any) -> list[int]:
    """Predicts a hundred samples in batches of four; returns how many ran through the plan at a time."""
    found: list[int] = []
    before = running.Plan.predict

    def noted(plan: Any, arrays: Any) -> Any:
        found.append(len(arrays[0]))
        return before(plan, arrays)

    monkeypatch.setattr(running.Plan, "predict", noted)
    x = rows(100)
    wanted = by_layers(model, x).numpy()
    np.testing.assert_allclose(model.predict(x, batch_size=4, verbose=0, **said), wanted, 1e-5, 1e-6)
    return found


def test_small_batches_are_predicted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_CACHED", 7 * 9)  # nine samples of seven numbers: two batches of four
    assert sizes_of_runs(usual(), monkeypatch) == [8] * 12 + [4]


def test_batches_that_do_not_fit_the_cache_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_CACHED", 7 * 7)
    assert sizes_of_runs(usual(), monkeypatch) == [4] * 25


def test_whoever_sees_batches_sees_those_that_were_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    note = keras.callbacks.LambdaCallback()
    note.on_predict_batch_end = lambda batch, logs=None: seen.append(batch)
    assert sizes_of_runs(usual(), monkeypatch, callbacks=[note]) == [4] * 25
    assert seen == list(range(25))
    layer = Counting()
    model = chain(L.Dense(4), layer)
    model.predict(rows(100), batch_size=4, verbose=0)
    assert layer.sizes[-25:] == [4] * 25
