"""Small jobs that train in a moment, and other programs in place of those that read strangers' files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from layerloom_studio.runs.child import Workers
from layerloom_studio.runs.job import Job


def sequential(*layers: tuple[str, dict[str, Any]], shape: tuple[int, ...]) -> dict[str, Any]:
    """Keras architecture JSON of a chain of layers."""
    configs = [{"class_name": "InputLayer", "config": {"batch_shape": [None, *shape], "name": "input"}}]
    configs += [
        {"class_name": name, "config": {"name": f"layer_{number}", **config}}
        for number, (name, config) in enumerate(layers)
    ]
    return {"class_name": "Sequential", "config": {"name": "small", "layers": configs}}


@pytest.fixture
def iris_job() -> Job:
    """Two Dense layers on the iris flowers."""
    architecture = sequential(
        ("Dense", {"units": 8, "activation": "relu"}),
        ("Dense", {"units": 3, "activation": "softmax"}),
        shape=(4,),
    )
    return Job(
        architecture,
        {"source": "iris", "validation_split": 0.2, "seed": 1},
        optimizer={"class_name": "Adam", "config": {"learning_rate": 0.02}},
        epochs=4,
        batch_size=16,
        name="iris",
    )


@pytest.fixture
def digits_job() -> Job:
    """A perceptron on the digits."""
    architecture = sequential(
        ("Flatten", {}),
        ("Dense", {"units": 32, "activation": "relu"}),
        ("Dense", {"units": 10, "activation": "softmax"}),
        shape=(8, 8, 1),
    )
    return Job(
        architecture,
        {"source": "digits"},
        optimizer={"class_name": "Adam", "config": {"learning_rate": 0.01}},
        epochs=4,
        name="digits",
    )


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Lets other programs take the place of the one that reads for a module, and ends them."""
    made = []

    def use(module: ModuleType, *arguments: str) -> None:
        monkeypatch.setattr(module, "READERS", Workers(*arguments))
        made.append(module.READERS)

    yield use
    for one in made:
        one.end()
