"""What a file says of sizes costs no memory before anything is computed."""

import json
import tracemalloc

import pytest

from layerloom import models
from layerloom.errors import LayerloomError

MANY = 4 * 10**7


def described(function, shape=(4,), **arguments):
    start = {
        "class_name": "InputLayer",
        "name": "i",
        "config": {"batch_input_shape": [None, *shape]},
        "inbound_nodes": [],
    }
    call = ["i", 0, 0, arguments]
    operation = {
        "class_name": "TFOpLambda",
        "name": "t",
        "config": {"function": function},
        "inbound_nodes": [call],
    }
    ends = {"input_layers": [["i", 0, 0]], "output_layers": [["t", 0, 0]]}
    config = {"name": "m", "layers": [start, operation], **ends}
    return json.dumps({"class_name": "Functional", "keras_version": "2.9.0", "config": config})


@pytest.fixture
def measured():
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**26


@pytest.mark.parametrize(
    "function, arguments, size",
    [
        ("tile", {"multiples": [1, MANY]}, 4 * MANY),
        ("repeat", {"repeats": MANY, "axis": 1}, 4 * MANY),
        ("repeat", {"repeats": [MANY, 0, 1, 2], "axis": 1}, MANY + 3),
        ("pad", {"paddings": [[0, 0], [3, MANY]]}, 4 + 3 + MANY),
    ],
)
def test_shapes_of_results_are_not_made(measured, function, arguments, size):
    assert models.model_from_json(described(function, **arguments)).output_shape == (None, size)


@pytest.mark.parametrize(
    "function, arguments, shape",
    [
        ("expand_dims", {"axis": -1}, (10**5, 10**5, 1)),
        ("tile", {"multiples": [1, 2, 1]}, (2 * 10**5, 10**5)),
        ("__operators__.getitem", {"slice_spec": [{"start": None, "stop": None, "step": None}, 0]}, (10**5,)),
    ],
)
def test_large_inputs_are_not_made(measured, function, arguments, shape):
    text = described(function, (10**5, 10**5), **arguments)
    assert models.model_from_json(text).output_shape == (None, *shape)


@pytest.mark.parametrize("implementation", [2, 3])
@pytest.mark.parametrize("kernel, steps", [(10**9, 10**7), (3, 10**9), (10**9, 10**9)])
def test_connections_of_every_input_with_every_output_are_not_made(measured, implementation, kernel, steps):
    settings = {"filters": 1, "kernel_size": kernel, "padding": "same", "implementation": implementation}
    layers = [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [None, steps, 1], "name": "i"}},
        {"class_name": "LocallyConnected1D", "config": {**settings, "name": "l"}},
    ]
    text = json.dumps(
        {"class_name": "Sequential", "keras_version": "2.9.0", "config": {"name": "m", "layers": layers}}
    )
    with pytest.raises(LayerloomError):
        models.model_from_json(text)


@pytest.mark.parametrize(
    "function, arguments", [("split", {"num_or_size_splits": MANY, "axis": 1}), ("unstack", {"axis": 1})]
)
def test_tensors_that_no_graph_can_name_are_not_made(measured, function, arguments):
    with pytest.raises(LayerloomError, match="can give at most 10000 tensors"):
        models.model_from_json(described(function, (MANY,), **arguments))
