"""Classes of one's own that hand inputs and outputs to ``Model``'s constructor are functional models, as in Keras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers as L
from layerloom.models import Functional
from layerloom.models.plan import plans_of

X = np.random.default_rng(0).standard_normal((8, 4), dtype="float32")


class Counting(keras.Model):
    """Takes a graph, and counts its training steps."""

    def train_step(self, data: Any) -> Any:
        self.steps = getattr(self, "steps", 0) + 1
        return super().train_step(data)


class Below(Counting):
    """Inherits all of it."""


class Sized(keras.Model):
    """Builds its graph itself."""

    def __init__(self, units: int = 3, **kwargs: Any) -> None:
        inputs = keras.Input((4,))
        super().__init__(inputs=inputs, outputs=L.Dense(units)(inputs), **kwargs)
        self.units = units


class Weighted(keras.Model):
    """Takes a graph, and options of its own that a file does not hold."""

    def __init__(
        self, inputs: Any, outputs: Any, name: str | None = None, *, weight: float = 1, **kwargs: Any
    ) -> None:
        super().__init__(inputs, outputs, name=name, **kwargs)
        self.weight = weight


class Passing(keras.Model):
    """Hands all that it gets to the model."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = 0


class Mixin:
    """What is no model."""


class Mixed(Mixin, keras.Model):
    """A model and something else."""


def of(kind: type, by_name: bool = False) -> Any:
    inputs = keras.Input((4,))
    outputs = L.Dense(2, name="last")(inputs)
    return kind(inputs=inputs, outputs=outputs) if by_name else kind(inputs, outputs)


@pytest.mark.parametrize("by_name", [False, True])
@pytest.mark.parametrize("kind", [Counting, Below, Weighted, Passing, Mixed])
def test_takes_a_graph(kind: type, by_name: bool) -> None:
    model = of(kind, by_name)
    assert type(model) is kind
    assert isinstance(model, Functional)
    assert [layer.name for layer in model.layers][1:] == ["last"]
    assert model.name.startswith(kind.__name__.lower())
    np.testing.assert_allclose(model(X).value, model.layers[1](X).value)


def test_trains_by_its_own_step_and_by_a_plan() -> None:
    model = of(Counting)
    model.compile("sgd", "mse")
    model.fit(X, X[:, :2], batch_size=4, epochs=3, verbose=0)
    assert model.steps == 6
    assert plans_of(model).plan("train") is not None


def test_lists_of_tensors() -> None:
    plain = keras.Sequential([keras.Input((4,)), L.Dense(2)])
    np.testing.assert_allclose(Counting(plain.inputs, plain.outputs)(X)[0].value, plain(X).value)


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
@pytest.mark.parametrize("kind", [Counting, Below, Weighted, Passing, Sized])
def test_comes_back_from_a_file(kind: type, suffix: str, tmp_path: Path) -> None:
    model = kind(5) if kind is Sized else of(kind)
    path = tmp_path / f"model{suffix}"
    model.save(path)
    again = keras.models.load_model(path, custom_objects={kind.__name__: kind})
    assert type(again) is kind
    np.testing.assert_allclose(again(X).value, model(X).value)


def test_a_graph_made_in_the_constructor_is_described_by_its_arguments() -> None:
    assert {"units": 5, "name": "five"}.items() <= Sized(5, name="five").get_config().items()
    assert {"layers", "input_layers"} <= of(Counting).get_config().keys()


def test_models_that_write_call_stay_as_they_are() -> None:
    class Written(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.answer = L.Dense(2)

        def call(self, x: Any) -> Any:
            return self.answer(x)

    assert not isinstance(Written(), Functional)
    assert Written()(X).shape == (8, 2)
    assert type(keras.Model(*[keras.Input((4,))] * 2)) is Functional
