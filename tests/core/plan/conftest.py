"""What the tests of plans share: running one model by its layers and by a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

import layerloom as keras
from layerloom.kernels.compiled import set_mode
from layerloom.kernels.parallel import set_thread_count, thread_count
from layerloom.models.plan import plans_of, set_planning


class Run(NamedTuple):
    """What came of a model: losses of its steps, weights, predictions, evaluation, and the steps of its plan."""

    losses: list[float]
    weights: list[np.ndarray]
    predictions: list[np.ndarray]
    evaluation: list[float]
    steps: list[str]


@pytest.fixture(autouse=True)
def _settings() -> Iterator[None]:
    before = thread_count()
    set_thread_count(2)
    yield
    set_thread_count(before)
    set_planning(None)
    set_mode(None)


def run(build: Callable[[], Any], x: Any, y: Any, planned: bool, steps: int = 2, **options: Any) -> Run:
    """Builds, trains on one batch some times and on one sample of it, predicts and evaluates."""
    set_planning(planned)
    keras.utils.set_random_seed(3)
    model = build()
    losses = [np.ravel(model.train_on_batch(x, y, **options))[0] for _ in range(steps)]
    one = keras.tree.map_structure(lambda item: None if item is None else item[:1], (x, y, options))
    losses.append(np.ravel(model.train_on_batch(*one[:2], **one[2]))[0])  # fewer samples than threads
    found = model.predict(x, verbose=0, batch_size=3)
    report = np.ravel(model.evaluate(x, y, verbose=0, batch_size=3)).tolist()
    plan = plans_of(model).plan("train")
    names = [] if plan is None else [type(step).__name__.removesuffix("Step") for step in plan.steps]
    predictions = (
        found if isinstance(found, list) else list(found.values()) if isinstance(found, dict) else [found]
    )
    return Run(losses, [v.numpy() for v in model.variables], predictions, report, names)


@pytest.fixture
def same() -> Callable[..., list[str]]:
    """Compares a model run by its layers with the same run by a plan, and gives the steps of the plan."""
    return _same


def _same(build: Callable[[], Any], x: Any, y: Any, tolerance: float = 2e-5, **options: Any) -> list[str]:
    eager, plan = (run(build, x, y, planned, **options) for planned in (False, True))
    assert eager.steps == []
    np.testing.assert_allclose(plan.losses, eager.losses, tolerance, tolerance)
    np.testing.assert_allclose(plan.evaluation, eager.evaluation, tolerance, tolerance)
    for kind in ("weights", "predictions"):
        for found, wanted in zip(getattr(plan, kind), getattr(eager, kind), strict=True):
            np.testing.assert_allclose(found, wanted, tolerance * 5, tolerance)
    return plan.steps
