"""Real Keras opens our project files as they are."""

from __future__ import annotations

import keras
import pytest

from layerloom_studio.document import read_project, write_project
from layerloom_studio.document.edits import Rename, SetConfig


@pytest.fixture
def net(drawing):
    """A network with a skip connection and two outputs."""
    drawing.chain("InputLayer", "Dense", "Dense", "Add", "Flatten", "Dense")
    drawing.connect("dense", "add")
    drawing.add("Dropout", (500.0, 0.0))
    drawing.connect("dense", "dropout")
    drawing.project.apply(SetConfig("dense_2", {"units": 10, "activation": "softmax"}))
    drawing.project.apply(Rename("dense_2", "classes"))
    return drawing


def test_keras_builds_the_drawn_model_from_the_file(net, tmp_path):
    path = tmp_path / "net.layerloom.json"
    write_project(net.project.content(), path)
    model = keras.models.model_from_json(path.read_text(encoding="utf-8"))
    assert [layer.name for layer in model.layers if layer.name != "dropout"] == [
        "input_layer",
        "dense",
        "dense_1",
        "add",
        "flatten",
        "classes",
    ]
    assert model.count_params() == net.project.analysis.parameters
    infos = net.project.analysis.nodes
    expected = [infos[ref.node].output_shapes[ref.port] for ref in net.project.architecture.outputs]
    assert [tuple(output.shape) for output in model.outputs] == expected


def test_we_open_what_keras_writes(tmp_path):
    inputs = keras.Input((4,), name="in")
    shared = keras.layers.Dense(4, name="shared")
    outputs = keras.layers.Add(name="sum")([shared(inputs), shared(shared(inputs))])
    model = keras.Model(inputs, outputs)
    path = tmp_path / "keras.json"
    path.write_text(model.to_json(), encoding="utf-8")
    content = read_project(path)
    assert len(content.architecture.calls("shared")) == 3
    write_project(content, tmp_path / "ours.json")
    again = keras.models.model_from_json((tmp_path / "ours.json").read_text(encoding="utf-8"))
    assert again.count_params() == model.count_params()
    assert len(again.get_layer("shared")._inbound_nodes) == len(shared._inbound_nodes)


def test_a_file_of_keras_changed_by_us_is_built_with_the_new_shapes(drawing, tmp_path):
    inputs = keras.Input((4,), name="in")
    model = keras.Model(inputs, keras.layers.Dense(2, name="b")(keras.layers.Dense(3, name="a")(inputs)))
    path = tmp_path / "keras.json"
    path.write_text(model.to_json(), encoding="utf-8")
    drawing.project.load(read_project(path))
    drawing.project.apply(SetConfig("a", {"units": 7}))
    write_project(drawing.project.content(), path)
    again = keras.models.model_from_json(path.read_text(encoding="utf-8"))
    assert again.get_layer("b").kernel.shape == (7, 2)
