"""A Lambda from a file runs the caller's function or none; the file's code is never looked at."""

import base64
import json
import marshal

import h5py
import numpy as np
import pytest

from layerloom import layers, models
from layerloom.errors import FileFormatError


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


@pytest.mark.parametrize(
    "objects, words", [({}, "pass its function"), ({"other": double}, "pass it in custom_objects")]
)
def test_without_it_the_file_is_refused(case, objects, words):
    with pytest.raises(FileFormatError, match=words):
        models.load_model(case[0], custom_objects=objects)
