"""Operations as TensorFlow 2.0 to 2.3 wrote them into models do what they did there."""

import json

import numpy as np
import pytest

from layerloom import models


def model(operation, inputs, constants=None, attributes=None, shapes=((3,),), text=False):
    names = [f"in_{place}" for place in range(len(shapes))]
    if text:
        fields = [("\n", "op"), ("\x12", operation), *(("\x1a", name) for name in inputs)]
        definition = "".join(f"{key}{chr(len(value))}{value}" for key, value in fields)
    else:
        definition = {"name": "op", "op": operation, "input": inputs, "attr": attributes or {}}
    config = {
        "name": "op",
        "trainable": True,
        "dtype": "float32",
        "node_def": definition,
        "constants": constants or {},
    }
    layers = [
        {
            "class_name": "InputLayer",
            "name": name,
            "config": {
                "batch_input_shape": [None, *shape],
                "dtype": "float32",
                "sparse": False,
                "name": name,
            },
            "inbound_nodes": [],
        }
        for name, shape in zip(names, shapes, strict=True)
    ]
    layers.append(
        {
            "class_name": "TensorFlowOpLayer",
            "name": "tf_op_layer_op",
            "config": config,
            "inbound_nodes": [[[name, 0, 0, {}] for name in names]],
        }
    )
    ends = {"input_layers": [[name, 0, 0] for name in names], "output_layers": [["tf_op_layer_op", 0, 0]]}
    data = {
        "class_name": "Model",
        "config": {"name": "m", "layers": layers, **ends},
        "keras_version": "2.3.0-tf",
    }
    return models.model_from_json(json.dumps(data))


A, B = (
    np.array([[1.0, -2.0, 3.0], [0.5, 0.0, -1.0]], "float32"),
    np.array([[2.0, 5.0, 1.0], [1.0, 1.0, 1.0]], "float32"),
)
TWO = ((3,), (3,))


@pytest.mark.parametrize(
    "made, data, want",
    [
        (lambda: model("AddV2", ["x", "y"], {"1": 2.0}), A, A + 2),
        (lambda: model("AddV2", ["x", "y"], {"1": 2.0}, text=True), A, A + 2),
        (lambda: model("Sub", ["x", "y"], {"0": 1.0}), A, 1 - A),
        (lambda: model("Mul", ["x", "y"], shapes=TWO), [A, B], A * B),
        (lambda: model("Maximum", ["x", "y"], shapes=TWO, text=True), [A, B], np.maximum(A, B)),
        (lambda: model("Relu", ["x"]), A, np.maximum(A, 0)),
        (
            lambda: model(
                "Mean", ["x", "axis"], {"1": [1]}, {"keep_dims": {"b": True}, "T": {"type": "DT_FLOAT"}}
            ),
            A,
            A.mean(axis=1, keepdims=True),
        ),
        (lambda: model("Sum", ["x", "axis"], {"1": [1]}), A, A.sum(axis=1)),
        (
            lambda: model("ConcatV2", ["x", "y", "axis"], {"2": -1}, shapes=TWO),
            [A, B],
            np.concatenate([A, B], axis=-1),
        ),
        (
            lambda: model("Pack", ["x", "y"], None, {"axis": {"i": "1"}}, TWO),
            [A, B],
            np.stack([A, B], axis=1),
        ),
        (lambda: model("Reshape", ["x", "shape"], {"1": [-1, 3, 1]}), A, A[..., None]),
        (lambda: model("ExpandDims", ["x", "dim"], {"1": 1}), A, A[:, None]),
        (
            lambda: model("Squeeze", ["x"], None, {"squeeze_dims": {"list": {"i": ["1"]}}}, ((1, 3),)),
            A[:, None],
            A,
        ),
        (lambda: model("Cast", ["x"], None, {"DstT": {"type": "DT_INT32"}}), A, A.astype("int32")),
        (
            lambda: model("BatchMatMulV2", ["x", "y"], None, {"adj_y": {"b": True}}, ((1, 3), (2, 3))),
            [A[:, None], np.stack([A, B], axis=1)],
            A[:, None] @ np.stack([A, B], axis=1).transpose(0, 2, 1),
        ),
        (
            lambda: model(
                "StridedSlice",
                ["x", "b", "e", "s"],
                {"1": [0, 1], "2": [0, 3], "3": [1, 1]},
                {"begin_mask": {"i": "1"}, "end_mask": {"i": "1"}},
            ),
            A,
            A[:, 1:3],
        ),
        (
            lambda: model(
                "StridedSlice",
                ["x", "b", "e", "s"],
                {"1": [0, 0, -1], "2": [0, 0, 0], "3": [1, 1, 1]},
                {"ellipsis_mask": {"i": 1}, "new_axis_mask": {"i": 2}, "shrink_axis_mask": {"i": 4}},
            ),
            A,
            A[..., None, -1],
        ),
        (lambda: model("SquaredDifference", ["x", "y"], shapes=TWO), [A, B], (A - B) ** 2),
        (lambda: model("ReverseV2", ["x", "axis"], {"1": [1]}), A, A[:, ::-1]),
    ],
)
def test_operations(made, data, want):
    np.testing.assert_allclose(made().predict(data, verbose=0), want, atol=1e-6)


def test_what_has_no_counterpart_is_told():
    with pytest.raises(ValueError, match=r"tf_op_layer_op.*'TensorFlowOpLayer'"):
        model("Bucketize", ["x"])
