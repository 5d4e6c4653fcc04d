"""Operations as TensorFlow 2.0 to 2.3 wrote them into models do what they did there."""

import json
from contextlib import suppress

import numpy as np
import pytest

from layerloom import models
from layerloom.errors import LayerloomError
from layerloom.graph import parse_architecture
from layerloom.graph.quantized import of_quantized
from layerloom.graph.tensorflow import steps


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
        (lambda: model("Split", ["axis", "x"], {"0": 1}, {"num_split": {"i": "3"}}), A, A[:, :1]),
        (
            lambda: model("Cumsum", ["x", "axis"], {"1": 1}, {"reverse": {"b": True}}),
            A,
            A[:, ::-1].cumsum(1)[:, ::-1],
        ),
        (
            lambda: model(
                "OneHot", ["x", "depth", "on", "off"], {"1": 3, "2": 1.0, "3": 0.0}, {"axis": {"i": "-1"}}
            ),
            A * 0 + 2,
            np.eye(3)[np.full((2, 3), 2)],
        ),
        (
            lambda: model("Einsum", ["x", "y"], None, {"equation": {"s": "YmksYmktPmI="}}, TWO),
            [A, B],
            (A * B).sum(axis=1),
        ),
        (lambda: model("IdentityN", ["x", "y"], shapes=TWO), [A, B], A),
        (lambda: model("IdentityN", ["x", "y"], {"1": 2.0}), A, A),
        (lambda: model("AddN", ["x", "y", "z"], shapes=((3,),) * 3), [A, B, A], A + B + A),
        (lambda: model("Identity", ["x", "^check"]), A, A),
        (lambda: model("Identity", ["x", "^check"], text=True), A, A),
        (lambda: model("Pack", ["x"], None, {"axis": {"i": "1"}}), A, A[:, None]),
        (lambda: model("NextAfter", ["x", "y"], {"1": np.inf}), A, np.nextafter(A, np.inf, dtype="float32")),
        (
            lambda: model(
                "Squeeze", ["x"], None, {"squeeze_dims": {"list": {"i": ["1", "2"]}}}, ((1, 1, 3),)
            ),
            A[:, None, None],
            A,
        ),
        (
            lambda: model(
                "GatherV2",
                ["x", "i", "axis"],
                {"1": [[2, 0], [1, 1]], "2": 1},
                {"batch_dims": {"i": "1"}},
                ((3,),),
            ),
            A,
            np.take_along_axis(A, np.array([[2, 0], [1, 1]]), 1),
        ),
        (
            lambda: model(
                "ResizeBilinear", ["x", "size"], {"1": [4, 1]}, {"align_corners": {"b": True}}, ((2, 1, 1),)
            ),
            A[:, :2, None, None],
            np.linspace(A[:, 0], A[:, 1], 4, axis=1)[..., None, None],
        ),
        (
            lambda: model(
                "ResizeBilinear",
                ["x", "size"],
                {"1": [4, 1]},
                {"half_pixel_centers": {"b": True}},
                ((2, 1, 1),),
            ),
            A[:, :2, None, None],
            (A[:, 0, None] + (A[:, 1] - A[:, 0])[:, None] * [0.0, 0.25, 0.75, 1.0])[..., None, None],
        ),
    ],
)
def test_operations(made, data, want):
    np.testing.assert_allclose(made().predict(data, verbose=0), want, atol=1e-6)


def test_inputs_that_a_function_does_not_take_are_not_lost():
    with pytest.raises(ValueError, match=r"tf_op_layer_op.*'tf\.Neg'"):
        model("Neg", ["x", "y"], shapes=TWO)


def test_what_has_no_counterpart_is_told():
    with pytest.raises(ValueError, match=r"tf_op_layer_op.*'tf\.Bucketize'"):
        model("Bucketize", ["x"])


def test_bytes_tell_attributes_too_and_names_lose_their_slashes():
    """What ``tf.reduce_sum(x, 1, keepdims=True)`` was to TensorFlow 2.0, inside the scope ``a``."""
    fields = "\n\x05a/Sum\x12\x03Sum\x1a\x01x\x1a\x04axis"
    attributes = "*\x0f\n\tkeep_dims\x12\x02(\x01*\x07\n\x01T\x12\x020\x01"
    config = {"name": "op/Sum", "node_def": fields + attributes, "constants": {"1": [1]}}
    layers = [
        {"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
         "config": {"name": "x", "batch_input_shape": [None, 3], "dtype": "float32"}},
        {"class_name": "TensorFlowOpLayer", "name": "op/Sum", "config": config, "inbound_nodes": [[["x", 0, 0, {}]]]},
    ]  # fmt: skip
    ends = {"input_layers": [["x", 0, 0]], "output_layers": [["op/Sum", 0, 0]]}
    told = {
        "class_name": "Model",
        "config": {"name": "m", "layers": layers, **ends},
        "keras_version": "2.2.4-tf",
    }
    opened = models.model_from_json(json.dumps(told))
    np.testing.assert_allclose(opened.predict(A, verbose=0), A.sum(axis=1, keepdims=True), atol=1e-6)
    assert "op_Sum" in opened.to_json() and "op/Sum" not in opened.to_json()


def functions(shape, *calls):
    """The architecture of a model that calls TensorFlow's functions on its input, each with arguments by name."""
    layers = [
        {
            "class_name": "InputLayer",
            "name": "i",
            "config": {"name": "i", "batch_input_shape": [None, *shape]},
            "inbound_nodes": [],
        }
    ]
    for place, (function, given) in enumerate(calls):
        name = f"f{place}"
        config = {"name": name, "function": function}
        call = [["i", 0, 0, given]]
        layers.append({"class_name": "TFOpLambda", "name": name, "config": config, "inbound_nodes": [call]})
    ends = {
        "input_layers": [["i", 0, 0]],
        "output_layers": [[f"f{place}", 0, 0] for place in range(len(calls))],
    }
    config = {"name": "m", "layers": layers, **ends}
    arch = parse_architecture({"class_name": "Functional", "keras_version": "2.9.0", "config": config})
    return [arch.layers[arch.nodes[ref.node].layer].class_name for ref in arch.outputs]


@pytest.mark.parametrize(
    "shape, function, given",
    [
        ((2, 2, 1), "image.resize_bilinear", {"size": [2**40, 1]}),
        ((30_000,), "linalg.diag", {}),
        ((2000, 2000), "linalg.set_diag", {"diagonal": 0.0}),
        ((3, 2000), "signal.dct", {}),
        ((3, 2000), "signal.overlap_and_add", {"frame_step": 1}),
        ((256, 256, 1), "nn.max_pool_with_argmax", {"ksize": 128, "strides": 1, "padding": "VALID"}),
        ((4, 4, 1), "nn.max_pool_with_argmax", {"ksize": 2**40, "strides": 1, "padding": "SAME"}),
        ((4,), "sequence_mask", {"maxlen": 2**21}),
        ((4,), "nn.lrn", {"depth_radius": 2**30}),
    ],
)
def test_shapes_that_no_memory_holds_make_no_constants(shape, function, given):
    assert functions(shape, (function, given)) == ["TFOpLambda"]


def test_the_constants_of_one_architecture_have_a_limit(monkeypatch):
    monkeypatch.setattr(steps, "_MAX_CONSTANTS", 40)
    assert functions((4,), *[("linalg.diag", {})] * 3).count("TFOpLambda") == 1


ARRAY = {"class_name": "__numpy__", "config": {"value": [9.0], "dtype": "float32"}}


@pytest.mark.parametrize(
    "function, given, left",
    [
        ("tensor_scatter_nd_sub", {"indices": [[0]], "updates": ARRAY}, False),
        ("tensor_scatter_nd_sub", {"indices": [[0]], "updates": "many"}, True),
        ("quantization.fake_quant_with_min_max_args", {"min": "a", "max": 1.0}, True),
        ("linalg.diag", {"k": {"config": 5}}, True),
        ("math.reduce_sum", {"axis": ["i", 0, 0]}, True),
        ("clip_by_norm", {"clip_norm": 1.0, "axes": ["i", 0, 0]}, True),
        ("identity_n", {}, False),
        ("linalg.band_part", {"num_lower": -1, "num_upper": -1}, False),
    ],
)
def test_arguments_of_no_use_leave_a_function_as_it_is(function, given, left):
    assert (functions((4, 4), (function, given)) == ["TFOpLambda"]) is left


@pytest.mark.parametrize(
    "function, given",
    [
        ("split", {"num_or_size_splits": ["a", None]}),
        ("nn.conv2d", {"data_format": 5}),
    ],
)
def test_arguments_that_do_not_fit_are_told(function, given):
    with pytest.raises(LayerloomError, match="do not fit"):
        functions((4, 4), (function, given))


@pytest.mark.parametrize(
    "operation, attributes",
    [
        ("\ud800", None),
        ("Squeeze", {"squeeze_dims": {"i": 1}}),
        ("Sum", {"keep_dims": {"i": "--5"}}),
        ("StridedSlice", {"begin_mask": {"s": "YQ=="}}),
    ],
)
def test_definitions_of_no_sense_raise_nothing_else(operation, attributes):
    text = attributes is None
    with suppress(LayerloomError):
        model(operation, ["x", "1", "2", "3"], {"1": [1], "2": [1], "3": [1]}, attributes, text=text)


@pytest.mark.parametrize(
    "value_range, kind",
    [([-5, 5], "QuantizedDense"), (None, "QuantizedDense"), (5, "Dense"), ("ab", "Dense")],
)
def test_ranges_of_quantized_inputs(value_range, kind):
    quantizer = {"class_name": "AbsMaxQuantizer", "config": {"value_range": value_range}}
    settings = {"class_name": "Int8QuantizationConfig", "config": {"activation_quantizer": quantizer}}
    config = {"name": "d", "units": 2, "dtype": "int8_from_float32", "quantization_config": settings}
    assert of_quantized("Dense", config)[0] == kind


@pytest.mark.parametrize("name, count", [("self_attention", 1), ("attention", 0), ("self.attention", 0)])
def test_a_path_names_one_attention_layer(name, count):
    table = {"(.*/)?self_attention/query": "int8_from_float32"}
    dtype = {"class_name": "DTypePolicyMap", "config": {"default_policy": "float32", "policy_map": table}}
    found = of_quantized("MultiHeadAttention", {"name": name, "dtype": dtype})[1]
    assert len(found.get("quantization", {})) == count
