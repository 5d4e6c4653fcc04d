"""Objects to plain data and back, with names from known tables alone."""

from __future__ import annotations

import json

import numpy as np
import pytest

from layerloom import initializers, layers
from layerloom.errors import LayerloomError
from layerloom.saving import (
    CustomObjectScope,
    custom_object_scope,
    deserialize_keras_object,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
    serialize_keras_object,
)


class Doubled(layers.Layer):
    """A layer of a user's."""

    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor


def test_layer_comes_back_through_json():
    data = json.loads(json.dumps(serialize_keras_object(layers.Dense(3, activation="relu", name="d"))))
    assert (data["module"], data["class_name"], data["registered_name"]) == ("keras.layers", "Dense", None)
    layer = deserialize_keras_object(data)
    assert isinstance(layer, layers.Dense)
    assert (layer.units, layer.name) == (3, "d")


def test_built_layer_comes_back_built():
    layer = layers.Dense(3)
    layer(np.zeros((1, 5), "float32"))
    data = serialize_keras_object(layer)
    assert data["build_config"] == {"input_shape": [1, 5]}
    assert deserialize_keras_object(data).kernel.shape == (5, 3)


def test_values_keras_marks_come_back():
    value = {"array": np.arange(6, dtype="int32").reshape(2, 3), "bytes": b"ab", "list": [1, None, "x"]}
    back = deserialize_keras_object(json.loads(json.dumps(serialize_keras_object(value))))
    assert back["array"].dtype == np.int32
    np.testing.assert_array_equal(back["array"], value["array"])
    assert back["bytes"] == b"ab"
    assert back["list"] == [1, None, "x"]
    assert deserialize_keras_object({"class_name": "__ellipsis__", "config": {}}) is ...
    marked = {"class_name": "__slice__", "config": {"start": 1, "stop": None, "step": 2}}
    assert deserialize_keras_object(marked) == slice(1, None, 2)


def test_functions_come_by_name():
    data = {"module": "builtins", "class_name": "function", "config": "relu", "registered_name": "relu"}
    assert deserialize_keras_object(data)(np.float32(-1.0)) == 0

    def mine(x):
        return x

    own = {"module": "builtins", "class_name": "function", "config": "mine", "registered_name": "function"}
    assert deserialize_keras_object(own, custom_objects={"mine": mine}) is mine


def test_custom_class_needs_the_caller():
    data = serialize_keras_object(Doubled(3.0, name="twice"))
    with pytest.raises(LayerloomError, match="Doubled"):
        deserialize_keras_object(data)
    assert deserialize_keras_object(data, custom_objects={"Doubled": Doubled}).factor == 3.0
    with custom_object_scope({"Doubled": Doubled}):
        assert deserialize_keras_object(data).factor == 3.0
    with CustomObjectScope({"Doubled": Doubled}):
        assert deserialize_keras_object([data])[0].name == "twice"
    with pytest.raises(LayerloomError):
        deserialize_keras_object(data)


def test_registered_class_is_known_everywhere():
    @register_keras_serializable(package="tests", name="Tripled")
    class Tripled(Doubled):
        """A registered layer."""

    try:
        assert get_registered_name(Tripled) == "tests>Tripled"
        assert get_registered_object("tests>Tripled") is Tripled
        data = serialize_keras_object(Tripled(name="three"))
        assert data["registered_name"] == "tests>Tripled"
        assert isinstance(deserialize_keras_object({**data, "class_name": "tests>Tripled"}), Tripled)
    finally:
        del get_custom_objects()["tests>Tripled"]


def test_names_without_a_class_are_plain_text():
    assert get_registered_name(initializers.Zeros) == "Zeros"
    assert get_registered_object("Zeros") is None
    assert deserialize_keras_object("Zeros") == "Zeros"


@pytest.mark.parametrize(
    "data",
    [
        {"module": "os", "class_name": "system", "config": {"command": "true"}, "registered_name": None},
        {"module": "builtins", "class_name": "function", "config": "eval", "registered_name": "eval"},
        {
            "module": "keras.utils",
            "class_name": "function",
            "config": "get_file",
            "registered_name": "get_file",
        },
        {"module": "keras.config", "class_name": "enable_unsafe_deserialization", "config": {}},
        {"module": "keras.layers", "class_name": "Lambda", "config": {"function": ["4wEAAA==", None, None]}},
        {"module": "keras.layers", "class_name": "TFSMLayer", "config": {"filepath": "/"}},
        {"class_name": "__lambda__", "config": {"value": ["4wEAAA==", None, None]}},
        {"class_name": "__typespec__", "spec_name": "TensorSpec", "module": "os", "config": []},
        {"class_name": ["Dense"], "config": {}},
        {"class_name": "Dense", "config": "text"},
        {"class_name": "__numpy__", "config": {"value": [1], "dtype": "O"}},
    ],
)
def test_code_and_unknown_names_are_refused(data):
    with pytest.raises(LayerloomError) as caught:
        deserialize_keras_object(data)
    assert len(str(caught.value)) < 1000


def test_code_deep_inside_a_setting_is_refused():
    inner = {"class_name": "__lambda__", "config": {"value": "x"}}
    data = {"class_name": "Dense", "config": {"units": 3, "kernel_initializer": inner}}
    with pytest.raises(LayerloomError):
        deserialize_keras_object(data)
