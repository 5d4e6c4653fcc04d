"""Operations of tf.keras as files tell them: sizes as numbers, what is left out of files, what has no end here."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
import tensorflow as tf
import tf_keras

from layerloom import models
from layerloom.errors import LayerloomError
from layerloom.graph.tensorflow.size_arithmetic import computed
from layerloom.graph.tensorflow.steps import UnknownSize


def _lost(x):
    return [tf.einsum("bij,bjk->bik", x, x), x != 0]


@pytest.mark.parametrize("place", [0, 1])
def test_what_tensorflow_does_not_write_is_told(place) -> None:
    x = tf_keras.Input((4, 4))
    told = tf_keras.Model(x, _lost(x)[place]).to_json()
    with pytest.raises(
        LayerloomError, match="does not say on what it works, since TensorFlow leaves that out"
    ):
        models.model_from_json(told)


def test_placeholders_stand_for_what_tensorflow_does_not_write(tmp_path) -> None:
    x = tf_keras.Input((4, 4))
    tf_keras.Model(x, tf_keras.layers.Dense(3, name="kept")(tf.cast(x != 0, "float32"))).save(
        tmp_path / "m.h5"
    )
    opened = models.load_model(tmp_path / "m.h5", placeholders=True)
    assert opened.get_layer("kept").weights[0].shape == (4, 3)


def test_sizes_become_numbers_of_their_type() -> None:
    x = tf_keras.Input((4, 4))
    batch, steps = tf.shape(x)[0], tf.shape(x)[1]
    values = (steps, tf.cast(steps, "float32"), tf.floor(tf.cast(steps, "float32")), batch, steps**2)
    theirs = tf_keras.Model(x, [tf.fill([2], value) for value in values])
    ours, data = models.model_from_json(theirs.to_json()), np.zeros((3, 4, 4), "float32")
    for got, wanted in zip(ours(data), theirs(data), strict=True):
        np.testing.assert_array_equal(got, wanted)
        assert got.numpy().dtype == wanted.numpy().dtype


def doubled(function, count=3000):
    """A network that asks for a size and doubles it again and again, or a list of sizes."""
    names = ["i", "s", *(f"d{n}" for n in range(count))]
    layers = [
        {
            "class_name": "InputLayer",
            "name": "i",
            "config": {"batch_input_shape": [None, 4]},
            "inbound_nodes": [],
        },
        _operation("s", "shape", [["i", 0, 0, {}]]),
    ]
    for before, name in pairwise(names[1:]):
        call = (
            [[before, 0, 0, {"y": [before, 0, 0]}]]
            if function == "multiply"
            else [[before, 0, 0, {"axis": 0}]] * 2
        )
        layers.append(_operation(name, function, call[0] if function == "multiply" else call))
    ends = {"input_layers": [["i", 0, 0]], "output_layers": [[names[-1], 0, 0]]}
    config = {"name": "m", "layers": layers, **ends}
    return json.dumps({"class_name": "Functional", "keras_version": "2.9.0", "config": config})


def _operation(name, function, call):
    return {
        "class_name": "TFOpLambda",
        "name": name,
        "config": {"name": name, "function": function},
        "inbound_nodes": [call],
    }


def test_sizes_of_more_parts_than_there_are_stay_few() -> None:
    count = 2_000_000_000
    data = json.loads(doubled("multiply", count=1))
    data["config"]["layers"][-1] = _operation("d0", "split", [["s", 0, 0, {"num_or_size_splits": count}]])
    with pytest.raises(LayerloomError, match=f"size 2 into {count} equal parts"):
        models.model_from_json(json.dumps(data))


def test_a_choice_by_an_unknown_size_is_unknown() -> None:
    found = computed("where", [[UnknownSize(), True, False], [7, 4, 4], [9, 5, 5]], {})
    assert isinstance(found[0], UnknownSize)
    assert found[1:] == [4, 5]


@pytest.mark.parametrize("function", ["multiply", "concat"])
def test_sizes_that_double_without_an_end_are_refused(function) -> None:
    with pytest.raises(LayerloomError, match="nothing here"):
        models.model_from_json(doubled(function))


def test_a_function_without_a_counterpart_is_named() -> None:
    x = tf_keras.Input((4, 4))
    told = tf_keras.Model(x, tf.nn.isotonic_regression(x)[0]).to_json()
    with pytest.raises(
        LayerloomError, match=r"nothing here that does what 'tf\.nn\.isotonic_regression' does"
    ):
        models.model_from_json(told)
