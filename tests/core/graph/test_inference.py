"""Shapes, parameter counts and problems of drawn networks."""

from __future__ import annotations

import itertools

import pytest

import layerloom.layers
from layerloom.graph import Architecture, LayerSpec, Ref, analyse


def draw(*rows, outputs=""):
    """Draws a network from rows of class, name, inputs and settings; the last node is the output by default."""
    arch = Architecture()
    for class_name, name, _, *settings in rows:
        spec = arch.layers.get(name) or LayerSpec(class_name, name, dict(*settings))
        arch.add(spec)
    nodes = list(arch.nodes.values())
    for node, (_, _, inputs, *_) in zip(nodes, rows, strict=True):
        node.inputs = [Ref(source) for source in inputs.split()]
    arch.outputs = [Ref(name) for name in (outputs.split() if outputs else [nodes[-1].id])]
    return arch


IMAGE = ("InputLayer", "image", "", {"batch_shape": [None, 8, 8, 1]})
VECTOR = ("InputLayer", "vector", "", {"batch_shape": [None, 4]})
FLAT = ("Flatten", "flat", "image")


def dense(name, inputs, units=3, **settings):
    return ("Dense", name, inputs, {"units": units, **settings})


def test_a_whole_network_has_shapes_and_parameters():
    arch = draw(IMAGE, FLAT, dense("hidden", "flat", 10), dense("out", "hidden", 2))
    found = analyse(arch)
    assert found.problems == []
    assert found.nodes["image"].output_shapes == [(None, 8, 8, 1)]
    assert found.nodes["flat"].output_shapes == [(None, 64)]
    assert found.nodes["hidden"].input_shapes == [(None, 64)]
    assert found.nodes["hidden"].parameters == 64 * 10 + 10
    assert found.parameters == found.trainable == 650 + 22


def test_shared_layers_count_once():
    arch = draw(VECTOR, dense("shared", "vector", 4), dense("shared", "shared", 4))
    found = analyse(arch)
    assert found.problems == []
    assert found.nodes["shared@1"].output_shapes == [(None, 4)]
    assert found.parameters == 20


def test_frozen_layers_do_not_train():
    found = analyse(draw(VECTOR, dense("cold", "vector", trainable=False), dense("warm", "cold")))
    assert (found.parameters, found.trainable) == (15 + 12, 12)


def test_branches_and_several_outputs():
    arch = draw(
        VECTOR,
        dense("p", "vector", 4),
        ("Add", "add", "vector p"),
        ("Concatenate", "cat", "add p"),
        outputs="cat p",
    )
    found = analyse(arch)
    assert found.problems == []
    assert found.nodes["cat"].output_shapes == [(None, 8)]


def nested(rows, **options):
    from layerloom.graph import format_architecture

    return format_architecture(draw(*rows, **options))["config"]


def test_nested_models_are_looked_into():
    inside = nested([("InputLayer", "i", "", {"batch_shape": [None, 4]}), dense("d", "i", 5)])
    found = analyse(draw(VECTOR, ("Functional", "inner", "vector", inside), dense("out", "inner", 1)))
    assert found.problems == []
    assert found.nodes["inner"].output_shapes == [(None, 5)]
    assert found.nodes["inner"].parameters == 25
    assert found.parameters == 31


def test_nested_chain_without_an_input_takes_what_it_gets():
    chain = {"layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2}}]}
    found = analyse(draw(VECTOR, ("Sequential", "inner", "vector", chain)))
    assert found.problems == []
    assert found.nodes["inner"].parameters == 10


CASES = {
    "missing input": (
        [VECTOR, dense("a", ""), dense("b", "a")],
        ("missing_input", ["a"], "'a' has no input: connect a layer to it."),
    ),
    "half a merge": (
        [VECTOR, ("Add", "add", "vector")],
        (
            "missing_input",
            ["add", "vector"],
            "'add' needs 2 inputs or more, but only 'vector' (None, 4) is connected to it.",
        ),
    ),
    "two inputs for one": (
        [VECTOR, IMAGE, dense("a", "vector image")],
        (
            "too_many_inputs",
            ["a", "vector", "image"],
            (
                "'a' takes one input, but 'vector' (None, 4) and 'image' (None, 8, 8, 1) are connected to it: "
                "join them first."
            ),
        ),
    ),
    "an input with an input": (
        [VECTOR, ("InputLayer", "second", "vector", {"batch_shape": [None, 4]})],
        (
            "too_many_inputs",
            ["second", "vector"],
            "'second' is an input of the model and takes none itself: remove 'vector' (None, 4).",
        ),
    ),
    "unequal sizes": (
        [VECTOR, dense("a", "vector", 3), ("Add", "add", "vector a")],
        (
            "shape",
            ["add", "vector", "a"],
            "'add' cannot join 'vector' (None, 4) and 'a' (None, 3): sizes must be equal or 1 on every axis.",
        ),
    ),
    "unequal ranks": (
        [VECTOR, IMAGE, ("Concatenate", "cat", "vector image")],
        (
            "shape",
            ["cat", "vector", "image"],
            (
                "'cat' cannot join 'vector' (None, 4) and 'image' (None, 8, 8, 1) along axis -1: "
                "all other sizes must be equal."
            ),
        ),
    ),
    "too few axes": (
        [("InputLayer", "n", "", {"batch_shape": [None]}), dense("a", "n")],
        (
            "shape",
            ["a", "n"],
            "'n' (None,) does not fit 'a': expected at least 2 axes, got 1.",
        ),
    ),
    "shared at another size": (
        [VECTOR, dense("s", "vector", 3), dense("s", "s", 3)],
        (
            "shape",
            ["s@1", "s"],
            (
                "'s' is shared and was built for 'vector' (None, 4), so 's' (None, 3) does not fit it: "
                "both inputs must have the same shape."
            ),
        ),
    ),
    "nested model for another shape": (
        [
            VECTOR,
            (
                "Functional",
                "inner",
                "vector",
                nested([("InputLayer", "i", "", {"batch_shape": [None, 5]}), dense("d", "i")]),
            ),
        ],
        (
            "shape",
            ["inner", "vector"],
            "'vector' (None, 4) does not fit 'inner', which takes (None, 5): the shape that it was made for.",
        ),
    ),
    "cycle": (
        [VECTOR, ("Add", "a", "vector c"), dense("b", "a"), dense("c", "b")],
        (
            "cycle",
            ["a", "b", "c"],
            "feed each other in a circle: remove one of the connections between them.",
        ),
    ),
    "self": (
        [VECTOR, ("Add", "a", "vector a")],
        ("cycle", ["a"], "'a' feeds itself: remove the connection from its output to its input."),
    ),
    "flat data for a convolution": (
        [IMAGE, FLAT, ("Conv2D", "conv", "flat", {"filters": 2, "kernel_size": 3})],
        (
            "shape",
            ["conv", "flat"],
            "'flat' (None, 64) does not fit 'conv': expected 4 axes (batch, height, width, channels), got 2.",
        ),
    ),
    "flat data for a convolution with the channels first": (
        [
            IMAGE,
            FLAT,
            ("Conv2D", "c", "flat", {"filters": 2, "kernel_size": 3, "data_format": "channels_first"}),
        ],
        (
            "shape",
            ["c", "flat"],
            "'flat' (None, 64) does not fit 'c': expected 4 axes (batch, channels, height, width), got 2.",
        ),
    ),
    "window larger than the image": (
        [IMAGE, ("MaxPooling2D", "pool", "image", {"pool_size": 9})],
        ("shape", ["pool", "image"], "'image' (None, 8, 8, 1) does not fit 'pool': "),
    ),
    "setting that is missing": (
        [IMAGE, ("Conv2D", "conv", "image", {})],
        ("config", ["conv", "image"], "'conv': filters and kernel_size must be set."),
    ),
    "wrong setting": (
        [VECTOR, dense("a", "vector", 0)],
        ("config", ["a", "vector"], "'a': units must be a whole number >= 1, got 0."),
    ),
    "unknown setting": (
        [VECTOR, ("Dense", "a", "vector", {"units": 3, "colour": "red"})],
        ("config", ["a", "vector"], "'a': Dense() has no argument 'colour'."),
    ),
    "unknown class": (
        [VECTOR, ("Foo", "a", "vector", {})],
        ("unknown_class", ["a", "vector"], "'a': there is no layer 'Foo' here: it is unknown."),
    ),
    "code": (
        [VECTOR, ("Lambda", "a", "vector", {})],
        (
            "unknown_class",
            ["a", "vector"],
            "'a': there is no layer 'Lambda' here: it holds code, which is never run from a file.",
        ),
    ),
    "output that is not there": (
        [VECTOR, dense("a", "vector")],
        ("missing_input", ["a", "vector"], "'a' takes output 3 of 'vector', which is not there."),
    ),
}


@pytest.mark.parametrize("rows, expected", CASES.values(), ids=list(CASES))
def test_problem_is_told_with_layers_and_shapes(rows, expected):
    kind, nodes, message = expected
    arch = draw(*rows)
    if "output 3" in message:
        arch.nodes["a"].inputs = [Ref("vector", 3)]
    found = analyse(arch)
    errors = found.errors
    assert len(errors) == 1, [problem.message for problem in found.problems]
    assert errors[0].kind == kind
    assert message in errors[0].message
    assert sorted(errors[0].nodes) == sorted(nodes)
    assert found.parameters is None


def test_what_a_problem_hides_is_not_told_as_well():
    arch = draw(VECTOR, dense("a", "vector", 0), dense("b", "a"), ("Add", "add", "a b"))
    assert [problem.nodes[0] for problem in analyse(arch).problems] == ["a"]


def test_loose_nodes_are_warnings():
    arch = draw(VECTOR, dense("alone", ""), dense("dead", "vector"), dense("out", "vector"))
    found = analyse(arch)
    assert [(p.kind, p.severity, p.nodes) for p in found.problems] == [
        ("loose", "warning", ("alone",)),
        ("loose", "warning", ("dead",)),
    ]
    assert found.parameters == 15, "only what leads to an output counts"


def test_model_without_inputs_or_outputs():
    arch = draw(dense("a", ""))
    assert {"no_input", "missing_input"} <= {problem.kind for problem in analyse(arch).errors}
    arch.outputs = []
    assert "no_output" in {problem.kind for problem in analyse(arch).errors}


def test_an_empty_drawing_is_no_problem():
    assert analyse(Architecture()).problems == []


def test_two_layers_of_one_name():
    arch = draw(VECTOR, dense("a", "vector"), dense("b", "a"))
    arch.layers["a"].name = "b"
    assert [p.kind for p in analyse(arch).errors] == ["duplicate"]


def test_layer_that_is_gone():
    arch = draw(VECTOR, dense("a", "vector"))
    del arch.layers["a"]
    assert [p.kind for p in analyse(arch).errors] == ["unknown_class"]


@pytest.mark.parametrize(
    "config", [{"units": None}, {"units": [1]}, {"units": {"class_name": 3, "config": 4}}, {"x": {1}}]
)
def test_no_setting_makes_it_raise(config):
    assert analyse(draw(VECTOR, ("Dense", "a", "vector", config))).errors


def test_sizes_beyond_memory_are_only_numbers():
    found = analyse(draw(VECTOR, dense("a", "vector", 10**12), dense("b", "a", 10**12)))
    assert found.problems == []
    assert found.parameters > 10**24


def test_an_edit_asks_only_the_layers_it_concerns(monkeypatch):
    rows = [VECTOR, *(dense(f"d{i}", f"d{i - 1}" if i else "vector", 4) for i in range(50))]
    arch = draw(*rows)
    analyse(arch)
    built = itertools.count()
    original = layerloom.layers.Dense.build

    def counted(self, input_shape):
        next(built)
        original(self, input_shape)

    monkeypatch.setattr(layerloom.layers.Dense, "build", counted)
    arch.layers["d25"].config = {"units": 7}
    assert analyse(arch).nodes["d26"].input_shapes == [(None, 7)]
    assert next(built) == 2, "the changed layer and the one behind it"
