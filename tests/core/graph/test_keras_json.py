"""Keras's architecture JSON in all its spellings becomes the same plain graph."""

from __future__ import annotations

import copy

import pytest

import layerloom.layers  # noqa: F401 - fills the registry
from layerloom.graph import ArchitectureError, Ref, Slot, format_architecture, parse_architecture


def tensor(layer, call=0, port=0):
    return {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 4], "dtype": "float32", "keras_history": [layer, call, port]},
    }


def layer(class_name, name, calls, **config):
    return {
        "module": "keras.layers",
        "class_name": class_name,
        "config": {"name": name, **config},
        "registered_name": None,
        "name": name,
        "inbound_nodes": calls,
    }


def call(*args, **kwargs):
    return {"args": list(args), "kwargs": kwargs}


def functional(layers, inputs, outputs, name="net"):
    config = {
        "name": name,
        "trainable": True,
        "layers": layers,
        "input_layers": inputs,
        "output_layers": outputs,
    }
    return {"class_name": "Functional", "config": config}


def source(name="x", shape=(None, 4)):
    return layer("InputLayer", name, [], batch_shape=list(shape), dtype="float32")


SHARED = functional(
    [
        source("a"),
        source("b"),
        layer("Dense", "shared", [call(tensor("a")), call(tensor("b"))], units=4),
        layer("Add", "add", [call([tensor("shared", 0), tensor("shared", 1)])]),
    ],
    [["b", 0, 0], ["a", 0, 0]],
    ["add", 0, 0],
)


def test_shared_layer_becomes_two_nodes_of_one_name():
    arch = parse_architecture(SHARED)
    first, second = arch.calls("shared")
    assert (first.id, second.id) == ("shared", "shared@1")
    assert first.inputs == [Ref("a")]
    assert second.inputs == [Ref("b")]
    assert arch.nodes["add"].inputs == [Ref("shared"), Ref("shared@1")]
    assert [node.id for node in arch.inputs] == ["b", "a"], "the order of the model's arguments"
    assert arch.outputs == [Ref("add")]


def test_a_graph_comes_back_unchanged():
    arch = parse_architecture(SHARED)
    written = format_architecture(arch)
    assert parse_architecture(written) == arch
    assert written["config"]["input_layers"] == [["b", 0, 0], ["a", 0, 0]]
    assert written["config"]["output_layers"] == ["add", 0, 0]
    assert written["config"]["layers"][3]["inbound_nodes"] == SHARED["config"]["layers"][3]["inbound_nodes"]


def test_keras_2_lists_are_the_same_graph():
    old = copy.deepcopy(SHARED)
    for item, calls in zip(
        old["config"]["layers"],
        ([], [], [[["a", 0, 0, {}]], [["b", 0, 0, {}]]], [[["shared", 0, 0, {}], ["shared", 1, 0, {}]]]),
        strict=True,
    ):
        item["inbound_nodes"] = calls
        del item["module"]
        if item["class_name"] == "InputLayer":
            item["config"]["batch_input_shape"] = item["config"].pop("batch_shape")
    old["config"]["output_layers"] = [["add", 0, 0]]
    old["class_name"] = "Model"
    assert parse_architecture(old) == parse_architecture(SHARED)


def test_arguments_beside_the_tensors_are_written_back():
    calls = [
        call(
            tensor("x"),
            0.5,
            [tensor("x"), {"class_name": "__ellipsis__", "config": {}}],
            mask=None,
            y=tensor("x"),
        )
    ]
    data = functional([source(), layer("Odd", "odd", calls)], ["x", 0, 0], ["odd", 0, 0])
    node = parse_architecture(data).nodes["odd"]
    assert node.inputs == [Ref("x")] * 3
    assert node.call.args[0] == Slot(0)
    again = format_architecture(parse_architecture(data))["config"]["layers"][1]["inbound_nodes"][0]
    assert again["kwargs"]["y"]["config"]["keras_history"] == ["x", 0, 0]
    assert again["kwargs"]["mask"] is None
    assert again["args"][1] == 0.5
    assert again["args"][2][1] == {"class_name": "__ellipsis__", "config": {}}


def test_keras_2_keyword_tensors_are_found():
    calls = [[["x", 0, 0, {"value": ["x", 0, 0], "scale": 2.0}]]]
    data = functional([source(), layer("Attention", "odd", calls)], [["x", 0, 0]], [["odd", 0, 0]])
    node = parse_architecture(data).nodes["odd"]
    assert node.inputs == [Ref("x"), Ref("x")]
    assert node.call.kwargs == {"value": Slot(1), "scale": 2.0}


@pytest.mark.parametrize(
    "outputs",
    [["p", 0, 0], [["p", 0, 0]], [["p", 0, 0], ["x", 0, 0]], {"one": ["p", 0, 0], "two": [["x", 0, 0]]}],
)
def test_how_outputs_are_nested_is_kept(outputs):
    data = functional([source(), layer("Dense", "p", [call(tensor("x"))], units=4)], ["x", 0, 0], outputs)
    assert format_architecture(parse_architecture(data))["config"]["output_layers"] == outputs


def inner_model(name="inner"):
    inside = functional(
        [source("i"), layer("Dense", "d", [call(tensor("i"))], units=4)], ["i", 0, 0], ["d", 0, 0], name
    )
    return inside["config"]


def test_nested_model_is_one_node_and_counts_as_keras_3_counts():
    calls = [call(tensor("x")), call(tensor("inner", 0))]
    nested = {**layer("Functional", "inner", calls), "config": inner_model(), "registered_name": "Functional"}
    nested["module"] = "keras.src.models.functional"
    data = functional([source(), nested], ["x", 0, 0], [["inner", 1, 0], ["inner", 2, 0]])
    arch = parse_architecture(data)
    assert arch.outputs == [Ref("inner"), Ref("inner@1")]
    assert arch.nodes["inner@1"].inputs == [Ref("inner")]
    written = format_architecture(arch)["config"]
    assert written["output_layers"] == [["inner", 1, 0], ["inner", 2, 0]]
    assert written["layers"][1]["inbound_nodes"][1]["args"][0]["config"]["keras_history"] == ["inner", 0, 0]
    assert parse_architecture({"class_name": "Functional", "config": written}) == arch


def test_nested_model_of_keras_2_counts_from_one():
    nested = {**layer("Sequential", "inner", [[["x", 0, 0, {}]]]), "config": inner_model()}
    last = layer("Dense", "last", [[["inner", 1, 0, {}]]], units=2)
    arch = parse_architecture(functional([source(), nested, last], [["x", 0, 0]], [["last", 0, 0]]))
    assert arch.nodes["last"].inputs == [Ref("inner")]


# -- Sequential ------------------------------------------------------------------------------------------------

DENSE = {"class_name": "Dense", "config": {"name": "dense", "units": 3}}


@pytest.mark.parametrize(
    "data",
    [
        {"class_name": "Sequential", "config": {"layers": [source(), DENSE]}},
        {"class_name": "Sequential", "config": {"layers": [DENSE], "build_input_shape": [None, 4]}},
        {
            "class_name": "Sequential",
            "config": {"layers": [DENSE]},
            "build_config": {"input_shape": [None, 4]},
        },
        {
            "class_name": "Sequential",
            "config": [{**DENSE, "config": {**DENSE["config"], "batch_input_shape": [None, 4]}}],
        },
        {
            "class_name": "Sequential",
            "config": [{**DENSE, "config": {**DENSE["config"], "input_shape": [4]}}],
        },
    ],
)
def test_sequential_becomes_a_chain_with_an_input(data):
    arch = parse_architecture(data)
    assert arch.name == "sequential"
    assert [arch.spec(node).class_name for node in arch.nodes.values()] == ["InputLayer", "Dense"]
    assert list(arch.inputs[0] and arch.spec(arch.inputs[0]).config["batch_shape"]) == [None, 4]
    assert arch.nodes["dense"].inputs == [Ref(arch.inputs[0].id)]
    assert arch.outputs == [Ref("dense")]
    assert arch.layers["dense"].config == {"name": "dense", "units": 3}


def test_sequential_of_unknown_input_shape_has_no_input():
    arch = parse_architecture({"class_name": "Sequential", "config": {"name": "s", "layers": [DENSE]}})
    assert arch.inputs == []
    assert arch.nodes["dense"].inputs == []


def test_input_shape_is_found_inside_a_nested_first_layer():
    inner = {
        "class_name": "Sequential",
        "config": [{**DENSE, "config": {"batch_input_shape": [None, 7], "units": 1}}],
    }
    arch = parse_architecture({"class_name": "Sequential", "config": [inner, inner]})
    assert [node.layer for node in arch.nodes.values()] == ["input_layer", "sequential", "sequential_1"]
    assert arch.spec("input_layer").config["batch_shape"] == [None, 7]


def test_old_spellings_of_layers_become_todays():
    data = {
        "class_name": "BatchNormalization",
        "config": {
            "name": "bn",
            "axis": [3],
            "beta_initializer": {"class_name": "Zeros", "config": {"dtype": "float32"}},
            "renorm": False,
        },
    }
    norm = parse_architecture({"class_name": "Sequential", "config": [data]}).layers["bn"].config
    assert norm["axis"] == 3
    assert norm["beta_initializer"]["config"] == {}
    dense = {
        "class_name": "Dense",
        "config": {
            "name": "d",
            "units": 2,
            "quantization_config": None,
            "activation": {
                "module": "builtins",
                "class_name": "function",
                "config": "relu6",
                "registered_name": "relu6",
            },
            "kernel_initializer": {
                "class_name": "GlorotUniform",
                "config": {"seed": None, "input_axes": None},
            },
        },
    }
    found = parse_architecture({"class_name": "Sequential", "config": [dense]}).layers["d"].config
    assert found["activation"] == "relu6"
    assert "quantization_config" not in found


# -- unfinished and hostile ------------------------------------------------------------------------------------


def test_unfinished_graph_comes_back_unchanged():
    layers = [
        source(),
        layer("Dense", "loose", [], units=1),
        layer("Add", "half", [call([tensor("x")])]),
        layer("Dense", "twice", [call(), call(tensor("x"))], units=2),
    ]
    arch = parse_architecture(functional(layers, [["x", 0, 0]], []))
    assert [node.inputs for node in arch.calls("twice")] == [[], [Ref("x")]]
    assert arch.nodes["loose"].inputs == []
    written = format_architecture(arch)
    assert written["config"]["layers"][1]["inbound_nodes"] == []
    assert written["config"]["output_layers"] == []
    assert parse_architecture(written) == arch


def test_calls_are_written_in_an_order_that_keras_can_make_them():
    arch = parse_architecture(SHARED)
    arch.nodes["shared"].inputs = [Ref("shared@1")]  # the call drawn first needs the other
    arch.nodes["add"].inputs = [Ref("shared"), Ref("b")]
    written = format_architecture(arch)["config"]["layers"]
    found = [call["args"][0]["config"]["keras_history"] for call in written[2]["inbound_nodes"]]
    assert found == [["b", 0, 0], ["shared", 0, 0]]
    assert written[3]["inbound_nodes"][0]["args"][0][0]["config"]["keras_history"] == ["shared", 1, 0]


def test_a_new_connection_to_a_merge_joins_its_list():
    arch = parse_architecture(functional([source(), layer("Add", "add", [])], [["x", 0, 0]], ["add", 0, 0]))
    arch.nodes["add"].inputs = [Ref("x"), Ref("x"), Ref("x")]
    args = format_architecture(arch)["config"]["layers"][1]["inbound_nodes"][0]["args"]
    assert len(args) == 1
    assert len(args[0]) == 3


def test_keys_beside_the_model_are_ignored():
    assert parse_architecture({**SHARED, "canvas": {"version": 1}, "data": {}}) == parse_architecture(SHARED)


def _with(path, value):
    data = copy.deepcopy(SHARED)
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


LAYERS = ("config", "layers")


@pytest.mark.parametrize(
    "data, reason",
    [
        (None, "no Keras model"),
        ([], "no Keras model"),
        ({"class_name": "Sequential"}, "no list of layers"),
        ({"class_name": 3, "config": {}}, "no Keras model"),
        ({"class_name": "Sequential", "config": {"layers": [3]}}, "a mapping"),
        ({"class_name": "Sequential", "config": {"layers": [DENSE, DENSE]}}, "'dense'"),
        (_with((*LAYERS, 2, "name"), "a"), "Two layers are called 'a'"),
        (_with((*LAYERS, 2, "name"), "x" * 2000), "too long"),
        (_with((*LAYERS, 2, "name"), "x\n"), "control"),
        (_with((*LAYERS, 2, "class_name"), None), "no class name"),
        (_with((*LAYERS, 2, "config"), "text"), "config"),
        (_with((*LAYERS, 2, "module"), ["os"]), "module"),
        (_with((*LAYERS, 2, "inbound_nodes"), "text"), "'shared'"),
        (_with((*LAYERS, 2, "inbound_nodes"), [3]), "'shared'"),
        (_with((*LAYERS, 2, "inbound_nodes"), [call(tensor("gone"))]), "'gone', which is not there"),
        (_with((*LAYERS, 2, "inbound_nodes"), [call(tensor("a", 1))]), "call 1 of 'a'"),
        (_with((*LAYERS, 2, "inbound_nodes"), [call(tensor("a", -1))]), "'shared'"),
        (_with((*LAYERS, 2, "inbound_nodes"), [call(tensor("a", True))]), "'shared'"),
        (_with((*LAYERS, 2, "inbound_nodes"), [call(tensor("a", 0, 10**9))]), "'shared'"),
        (_with(("config", "output_layers"), [["gone", 0, 0]]), "'gone'"),
        (_with(("config", "output_layers"), "add"), "output_layers"),
        (_with(("config", "layers"), [DENSE] * 10_001), "10001 layers"),
    ],
)
def test_nonsense_ends_in_one_sentence(data, reason):
    with pytest.raises(ArchitectureError, match=reason) as caught:
        parse_architecture(data)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
