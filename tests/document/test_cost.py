"""What layers cost (gui.md 30, 31, 37): against numbers counted by hand, and unknown rather than wrong."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from layerloom.graph import Architecture, Call, LayerSpec, Ref, Slot
from layerloom_studio.document import Content, Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.cost import Cost, node_cost, total_cost
from layerloom_studio.document.edits import AddNode
from layerloom_studio.document.files import from_json, to_json

DENSE = {"class_name": "Dense", "config": {"units": 7}}
LSTM = {"class_name": "LSTM", "config": {"units": 4}}
LSTM_CELL = {"class_name": "LSTMCell", "config": {"units": 3}}
GRU_CELL = {"class_name": "GRUCell", "config": {"units": 2}}
STACKED = {"class_name": "StackedRNNCells", "config": {"cells": [LSTM_CELL, GRU_CELL]}}
# What depends on how pictures are interpolated or a Fourier transform is made; and what holds any layers.
UNKNOWN = {"Resizing", "Pipeline", "MelSpectrogram", "STFTSpectrogram"}


def drawn(shape: tuple[int | None, ...], class_name: str, **config: object) -> Project:
    project = Project()
    project.apply(AddNode(LayerSpec("InputLayer", "x", {"batch_shape": [None, *shape]}), (0, 0)))
    spec = LayerSpec(class_name, "y", {"name": "y", **config})
    project.apply(AddNode(spec, (0, 120), (Ref("x"),)))
    return project


@pytest.mark.parametrize(
    "shape, class_name, config, products",
    [
        ((5,), "Dense", {"units": 3}, 15),
        ((6, 5), "Dense", {"units": 3}, 90),
        ((8, 8, 3), "Conv2D", {"filters": 4, "kernel_size": 3}, 6 * 6 * 27 * 4),
        ((8, 8, 3), "Conv2D", {"filters": 4, "kernel_size": 3, "strides": 2}, 3 * 3 * 27 * 4),
        ((8, 8, 4), "Conv2D", {"filters": 4, "kernel_size": 3, "groups": 2}, 6 * 6 * 18 * 4),
        ((3, 8, 8), "Conv2D", {"filters": 4, "kernel_size": 3, "data_format": "channels_first"}, 36 * 108),
        ((8, 8, 3), "DepthwiseConv2D", {"kernel_size": 3}, 6 * 6 * 27),
        ((8, 8, 3), "SeparableConv2D", {"filters": 4, "kernel_size": 3}, 6 * 6 * (27 + 12)),
        ((8, 8, 3), "Conv2DTranspose", {"filters": 4, "kernel_size": 3, "strides": 2}, 64 * 27 * 4),
        ((5, 3), "LSTM", {"units": 4}, 5 * (3 * 16 + 4 * 16)),
        ((5, 2), "GRU", {"units": 1}, 5 * (2 * 3 + 1 * 3)),
        ((5, 3), "Bidirectional", {"layer": LSTM}, 2 * 5 * (3 * 16 + 4 * 16)),
        ((5, 3), "TimeDistributed", {"layer": DENSE}, 5 * 3 * 7),
        ((8, 8, 3), "BatchNormalization", {}, 192),
        ((8, 8, 3), "MaxPooling2D", {}, 0),
        ((8, 8, 3), "Flatten", {}, 0),
        ((4,), "Activation", {"activation": "relu"}, 0),
        ((4,), "Embedding", {"input_dim": 9, "output_dim": 3}, 0),
        ((None, 3), "LSTM", {"units": 4}, None),  # as many steps as there come
        ((4, 3), "EinsumDense", {"equation": "abc,cd->abd", "output_shape": [None, 5]}, 4 * 3 * 5),
        ((4, 3), "EinsumDense", {"equation": "...x,xy->...y", "output_shape": 5}, 4 * 3 * 5),
        ((4, 3), "EinsumDense", {"equation": "abc,cde->abde", "output_shape": [None, 2, 5]}, 4 * 3 * 2 * 5),
        ((5, 4), "RNN", {"cell": LSTM_CELL}, 5 * 4 * 3 * (4 + 3)),
        ((5, 4), "RNN", {"cell": STACKED}, 5 * (4 * 3 * (4 + 3) + 3 * 2 * (3 + 2))),
        ((3, 5, 4, 2), "ConvLSTM2D", {"filters": 4, "kernel_size": 3}, 3 * 3 * 2 * (9 * 2 * 16 + 9 * 4 * 16)),
        ((6, 4), "RMSNormalization", {}, 24),
        ((6, 4), "PReLU", {}, 24),
        ((6, 4), "SpectralNormalization", {"layer": DENSE}, 6 * 4 * 7),
        ((8, 8, 3), "RandomFlip", {}, 0),
        ((8, 8, 3), "Resizing", {"height": 4, "width": 4}, None),  # it depends on the interpolation
    ],
)
def test_37_multiply_adds_of_a_layer(shape, class_name, config, products):
    project = drawn(shape, class_name, **config)
    assert project.analysis.errors == []
    assert node_cost(project, "y").multiply_adds == products


def test_37_attention_is_projections_scores_and_the_weighted_sum():
    architecture = Architecture("attention")
    source = architecture.add(LayerSpec("InputLayer", "x", {"batch_shape": [None, 5, 6]}))
    spec = LayerSpec("MultiHeadAttention", "y", {"name": "y", "num_heads": 2, "key_dim": 3})
    node = architecture.add(spec, [Ref(source.id)] * 2, Call((Slot(0), Slot(1))))
    architecture.outputs = [Ref(node.id)]
    project = Project(Content(architecture))
    projections = 4 * 5 * 6 * 6
    assert node_cost(project, "y").multiply_adds == projections + 2 * 5 * 5 * (3 + 3)


@pytest.mark.parametrize(
    "class_name, shapes, config, products",
    [
        ("Dot", [(4, 3), (5, 3)], {"axes": 2}, 4 * 5 * 3),
        ("Dot", [(3,), (3,)], {"axes": -1}, 3),
        ("Attention", [(4, 3), (5, 3)], {}, 4 * 5 * (3 + 3)),
        ("Attention", [(4, 3), (5, 3)], {"score_mode": "concat"}, 4 * 5 * 3),
        ("AdditiveAttention", [(4, 3), (5, 3)], {}, 4 * 5 * (3 + 3)),
    ],
)
def test_37_multiply_adds_of_layers_with_several_inputs(class_name, shapes, config, products):
    architecture = Architecture("several")
    sources = [
        architecture.add(LayerSpec("InputLayer", f"x{place}", {"batch_shape": [None, *shape]}))
        for place, shape in enumerate(shapes)
    ]
    refs = [Ref(source.id) for source in sources]
    call = Call(([Slot(place) for place in range(len(shapes))],))
    node = architecture.add(LayerSpec(class_name, "y", {"name": "y", **config}), refs, call)
    architecture.outputs = [Ref(node.id)]
    project = Project(Content(architecture))
    assert project.analysis.errors == []
    assert node_cost(project, "y").multiply_adds == products


def test_row_30_and_37_every_registered_layer_has_a_true_cost_or_none():
    """Parameters as the layer itself counts them; memory always; multiply-adds, or openly unknown."""
    path = Path(__file__).parents[1] / "core" / "contract" / "test_layers.py"
    spec = spec_from_file_location("contract_of_layers", path)
    contract = module_from_spec(spec)
    spec.loader.exec_module(contract)
    unknown = set()
    for entry in contract.LAYERS:
        model = contract.model_of(entry)
        project = Project(from_json(json.loads(model.to_json())))
        cost = node_cost(project, project.architecture.outputs[0].node)
        assert cost.parameters == model.layers[-1].count_params(), entry.name
        shape = project.analysis.nodes[project.architecture.outputs[0].node].output_shapes[0]
        assert (cost.output_bytes is None) == (None in shape[1:]), entry.name  # of pictures of random size
        if cost.multiply_adds is None:
            unknown.add(entry.name)
    assert unknown == UNKNOWN


def test_30_parameters_and_memory_of_a_layer():
    cost = node_cost(drawn((5,), "Dense", units=3), "y")
    assert cost == Cost(parameters=18, weight_bytes=72, output_bytes=12, multiply_adds=15)
    half = node_cost(drawn((5,), "Dense", units=3, dtype="float16"), "y")
    assert (half.weight_bytes, half.output_bytes) == (36, 6)


def test_30_a_total_counts_shared_weights_once_and_every_call_of_them():
    project = Project()
    project.apply(chain(project, parse_chain("in 4 > dense 4")).edit)
    once = total_cost(project)
    content = project.content()
    architecture = content.architecture
    again = architecture.add(architecture.layers["dense"], [Ref("dense")])
    architecture.outputs = [Ref(again.id)]
    twice = total_cost(Project(content))
    assert (once.parameters, once.weight_bytes, once.multiply_adds) == (20, 80, 16)
    assert (twice.parameters, twice.weight_bytes, twice.multiply_adds) == (20, 80, 32)
    assert twice.output_bytes == 3 * 16


def test_31_nothing_is_claimed_while_there_are_errors():
    project = drawn((8,), "Conv2D", filters=4, kernel_size=3)
    assert project.analysis.errors
    assert total_cost(project) == Cost()
    assert node_cost(project, "y").multiply_adds is None


def test_30_a_nested_model_costs_what_is_in_it():
    inner = Project()
    inner.apply(chain(inner, parse_chain("in 4 > dense 5 > dense 2")).edit)
    config = to_json(inner.content())["config"]
    project = drawn((4,), "Functional", **{**config, "name": "y"})
    assert project.analysis.errors == []
    assert node_cost(project, "y").multiply_adds == 30
    assert total_cost(Project(from_json(to_json(project.content())))).multiply_adds == 30
