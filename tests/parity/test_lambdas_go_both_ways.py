"""Lambda layers that we write open in Keras 3 and in tf.keras, where the caller passes the functions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tf_keras
from tf_keras.src.saving import serialization_lib

import layerloom

X = np.random.default_rng(0).standard_normal((2, 4), dtype="float32")


def thrice(x: Any) -> Any:
    return x * 3


def of_three(shape: Any) -> Any:
    return (shape[0], 3)


#: A function, the shape of its output, and what is passed when the file is opened.
FUNCTIONS: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "named": (thrice, (3,), {"thrice": thrice}),
    "named, shape by a function": (thrice, of_three, {"thrice": thrice, "of_three": of_three}),
    "code": (lambda x: x * 3, (3,), {"z": thrice}),
}
#: A form, for which Keras it is written, and which libraries open it.
FORMS: list[tuple[str, int, list[Any]]] = [
    ("m.keras", 3, [layerloom, keras]),
    ("m.h5", 3, [layerloom, keras]),
    ("m.h5", 2, [layerloom, tf_keras]),
    ("folder", 3, [layerloom, tf_keras]),
]


@pytest.fixture(autouse=True)
def _code_of_ours_may_run_there() -> Iterator[None]:
    with keras.src.saving.serialization_lib.SafeModeScope(False), serialization_lib.SafeModeScope(False):
        yield


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form, version, readers", FORMS)
@pytest.mark.parametrize("case", FUNCTIONS)
def test_they_open(case: str, form: str, version: int, readers: list[Any], tmp_path: Path) -> None:
    function, shape, objects = FUNCTIONS[case]
    L = layerloom.layers
    inputs = layerloom.Input((4,))
    hidden = L.Lambda(function, output_shape=shape, name="z")(L.Dense(3)(inputs))
    model = layerloom.Model(inputs, L.Dense(2)(hidden))
    model.save(tmp_path / form, for_keras=version)
    for library in readers:
        options = {} if library is layerloom else {"safe_mode": False}
        again = library.models.load_model(str(tmp_path / form), custom_objects=objects, **options)
        np.testing.assert_allclose(
            np.asarray(again(X)), np.asarray(model(X)), rtol=1e-6, err_msg=library.__name__
        )


@pytest.mark.parametrize("function", [keras.ops.relu, keras.activations.softmax])
def test_functions_that_keras_finds_by_their_names_are_found(function: Any, tmp_path: Path) -> None:
    inputs = keras.Input((4,))
    model = keras.Model(inputs, keras.layers.Lambda(function, output_shape=(4,))(inputs))
    model.save(tmp_path / "m.keras")
    again = layerloom.models.load_model(tmp_path / "m.keras")
    np.testing.assert_allclose(np.asarray(again(X)), np.asarray(model(X)), rtol=1e-6)
