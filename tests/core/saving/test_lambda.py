"""A Lambda from a file runs the caller's function or none; the file's code is never looked at."""

import base64
import json
import marshal

import h5py
import numpy as np
import pytest

from layerloom import layers, models
from layerloom.errors import FileFormatError, LayerloomError


def double(x):
    return x * 2


def trap(x):
    raise SystemExit("the code of the file ran")


CODE = base64.b64encode(marshal.dumps(trap.__code__)).decode()
KERAS2 = {"function_type": "lambda", "module": "__main__", "output_shape": None, "output_shape_type": "raw"}
FORMS = {
    "Keras 3, named": (
        "double",
        {"function": {"class_name": "function", "config": "double", "module": "builtins"}},
    ),
    "Keras 3, code": ("chosen", {"function": {"class_name": "__lambda__", "config": {"code": CODE}}}),
    "Keras 2, code": ("chosen", {"function": [CODE, None, None], **KERAS2}),
    "Keras 2, named": ("double", {"function": "double", **KERAS2, "function_type": "function"}),
}


@pytest.fixture(params=FORMS.values(), ids=list(FORMS))
def case(request, tmp_path):
    name, config = request.param
    path = tmp_path / "m.h5"
    models.Sequential([layers.Input((3,)), layers.Activation("relu", name="chosen")]).save(path)
    with h5py.File(path, "r+") as file:
        data = json.loads(file.attrs["model_config"])
        data["config"]["layers"][1] = {"class_name": "Lambda", "config": {"name": "chosen", **config}}
        file.attrs["model_config"] = json.dumps(data)
    return path, name


def test_the_callers_function_alone_is_enough(case):
    path, name = case
    model = models.load_model(path, custom_objects={name: double})
    np.testing.assert_array_equal(model(np.ones((1, 3), "float32")), [[2, 2, 2]])


def test_the_name_of_the_layer_does_for_its_function(case):
    model = models.load_model(case[0], custom_objects={"chosen": double})
    np.testing.assert_array_equal(model(np.ones((1, 3), "float32")), [[2, 2, 2]])


@pytest.mark.parametrize("own", [{}, {"relu": double}], ids=["Keras's", "the caller's"])
def test_a_function_of_keras_is_known_by_its_name_unless_the_caller_has_one_so_called(own, tmp_path):
    function = {
        "module": "builtins",
        "class_name": "function",
        "config": "relu",
        "registered_name": "function",
    }
    chain = [{"class_name": "Lambda", "config": {"name": "chosen", "function": function}}]
    model = models.model_from_json(json.dumps({"class_name": "Sequential", "config": {"layers": chain}}), own)
    wanted = [[0, 6]] if own == {} else [[-4, 12]]
    np.testing.assert_array_equal(model(np.array([[-2, 6]], "float32")), wanted)


def test_code_is_never_taken_for_a_function_of_keras_that_is_called_as_the_layer():
    data = {"name": "relu", "function": {"class_name": "__lambda__", "config": {"code": CODE}}}
    network = {"class_name": "Sequential", "config": {"layers": [{"class_name": "Lambda", "config": data}]}}
    with pytest.raises(LayerloomError, match=r"\{'relu': ...\}"):
        models.model_from_json(json.dumps(network))


def test_one_function_serves_for_all_lambdas(case):
    model = models.load_model(case[0], custom_objects={"Lambda": double})
    np.testing.assert_array_equal(model(np.ones((1, 3), "float32")), [[2, 2, 2]])


@pytest.mark.parametrize("objects", [{}, {"other": double}], ids=["nothing", "another function"])
def test_without_it_the_file_is_refused_with_the_name_to_pass(case, objects):
    path, name = case
    with pytest.raises(FileFormatError, match=rf"pass your own in custom_objects={{'{name}': ...}}, or open"):
        models.load_model(path, custom_objects=objects)


def test_a_shape_that_a_lambda_tells_is_found_out_without_it():
    data = {"name": "chosen", "function": [CODE, None, None], "output_shape": [CODE, None, None], **KERAS2}
    data["output_shape"], data["output_shape_type"] = [CODE, None, None], "lambda"
    network = {"class_name": "Sequential", "config": [{"class_name": "Lambda", "config": data}]}
    data["batch_input_shape"] = [None, 3]
    model = models.model_from_json(json.dumps(network), {"chosen": lambda x: x[:, :2]})
    assert model.output_shape == (None, 2)


def test_many_lambdas_are_told_as_one():
    layer = {"function": [CODE, None, None], **KERAS2}
    chain = [{"class_name": "Lambda", "config": {"name": f"scale_{i}", **layer}} for i in range(21)]
    chain[0]["config"]["batch_input_shape"] = [None, 3]
    text = json.dumps({"class_name": "Sequential", "config": chain})
    with pytest.raises(
        LayerloomError, match=r"\{'Lambda': ...\}, with one function for all 21 Lambda layers"
    ):
        models.model_from_json(text)
    assert len(models.model_from_json(text, {"Lambda": double}).layers) == 21
