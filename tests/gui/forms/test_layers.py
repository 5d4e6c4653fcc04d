"""The layer inside a layer is a nested form (gui.md 39, 44): class, settings, defaults of a dropped layer."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from layerloom.graph import LayerSpec
from layerloom_studio.document import Project
from layerloom_studio.document.edits import AddNode
from layerloom_studio.document.wiring import appending
from layerloom_studio.panels.properties import PropertiesPanel
from layerloom_studio.undo import DocumentStack


@pytest.fixture
def shown(qtbot):
    """Shows the properties of a layer of a class behind an input of sequences."""

    def show(class_name: str) -> tuple[Project, PropertiesPanel]:
        project = Project()
        project.apply(AddNode(LayerSpec("InputLayer", "x", {"batch_shape": [None, 5, 3]}), (0, 0)))
        adding = appending(project, class_name, ["x"])
        project.apply(adding)
        panel = PropertiesPanel(project, DocumentStack(project))
        qtbot.addWidget(panel)
        panel.show_nodes([adding.node])
        return project, panel

    return show


def choose(panel: PropertiesPanel, name: str, text: str) -> None:
    combo = panel.findChild(QComboBox, name)
    index = combo.findText(text)
    assert index >= 0
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


@pytest.mark.parametrize(
    "class_name, field, choice, output",
    [
        ("Bidirectional", "layer", "GRU", [(None, 64)]),
        ("TimeDistributed", "layer", "BatchNormalization", [(None, 5, 3)]),
        ("RNN", "cell", "SimpleRNNCell", [(None, 32)]),
    ],
)
def test_39_the_wrapped_layer_is_chosen_from_a_list(shown, class_name, field, choice, output):
    project, panel = shown(class_name)
    node = list(project.architecture.nodes)[-1]
    choose(panel, f"form.{field}", choice)
    assert project.spec(node).config[field]["class_name"] == choice
    assert project.analysis.errors == []
    assert project.analysis.nodes[node].output_shapes == output


def test_39_its_settings_are_a_form_of_their_own_that_keeps_the_rest(shown):
    project, panel = shown("Bidirectional")
    form = panel.form.editor("layer")._form
    form.editor("units").box.changed.emit(7)
    node = list(project.architecture.nodes)[-1]
    assert project.spec(node).config["layer"]["config"]["units"] == 7
    assert project.analysis.nodes[node].output_shapes == [(None, 14)]
    form.editor("return_sequences").box.click()
    assert project.spec(node).config["layer"]["config"] == {"units": 7, "return_sequences": True}


def test_39_cells_are_offered_for_a_cell_only(shown):
    _, panel = shown("RNN")
    combo = panel.findChild(QComboBox, "form.cell")
    assert {combo.itemText(index) for index in range(combo.count())} == {
        "LSTMCell",
        "GRUCell",
        "SimpleRNNCell",
    }
