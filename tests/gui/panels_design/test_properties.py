"""Properties: the form of the selected layer edits it, names are checked, shapes and problems are shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from layerloom.graph import LayerSpec, Ref
from layerloom_studio.document.bypass import toggling
from layerloom_studio.document.edits import AddNode, SetConfig
from layerloom_studio.document.formulas import setting_variables
from layerloom_studio.document.project import Project
from layerloom_studio.panels.properties import PropertiesPanel
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import NumberBox


@pytest.fixture
def project() -> Project:
    project = Project()
    project.apply(
        AddNode(LayerSpec("InputLayer", "image", {"batch_shape": [None, 8], "name": "image"}), (0, 0))
    )
    project.apply(
        AddNode(LayerSpec("Dense", "hidden", {"name": "hidden", "units": 4}), (0, 120), (Ref("image"),))
    )
    project.apply(
        AddNode(LayerSpec("Dense", "answer", {"name": "answer", "units": 2}), (0, 240), (Ref("hidden"),))
    )
    return project


@pytest.fixture
def stack(project) -> DocumentStack:
    return DocumentStack(project)


@pytest.fixture
def panel(qtbot, project, stack) -> PropertiesPanel:
    panel = PropertiesPanel(project, stack)
    qtbot.addWidget(panel)
    panel.resize(280, 600)
    panel.show()
    return panel


def text(panel: PropertiesPanel, name: str) -> str:
    found = panel.findChild(QLabel, name)
    assert found is not None
    return found.text()


def type_number(panel: PropertiesPanel, name: str, keys: str) -> NumberBox:
    box = panel.findChild(NumberBox, name)
    assert box is not None
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), keys)
    return box


def test_nothing_selected_says_so(panel):
    assert panel.form is None
    assert any("Nothing selected" in found.text() for found in panel.currentWidget().findChildren(QLabel))


def test_the_selected_layer_is_shown(panel):
    panel.show_nodes(["hidden"])
    assert text(panel, "properties.class") == "Dense"
    assert text(panel, "properties.input") == "(None, 8)"
    assert text(panel, "properties.output") == "(None, 4)"
    assert text(panel, "properties.parameters") == "36"
    assert panel.form.values()["units"] == 4
    assert "name" not in panel.form.names()


def test_40_a_change_goes_to_all_selected_layers_in_one_undo_step(panel, project, stack):
    panel.show_nodes(["hidden", "answer"])
    assert any(found.text() == "2 layers selected" for found in panel.currentWidget().findChildren(QLabel))
    type_number(panel, "several.units", "12")
    assert [project.spec(node).config["units"] for node in ("hidden", "answer")] == [12, 12]
    assert stack.count() == 1  # both digits, both layers
    assert stack.undoText() == "Change units of 2 layers"
    stack.undo()
    assert [project.spec(node).config["units"] for node in ("hidden", "answer")] == [4, 2]


def test_40_values_that_differ_are_told_and_made_equal(panel, project, stack):
    panel.show_nodes(["hidden", "answer"])
    differs = panel.findChild(QLabel, "several.units.differs")
    assert "4, 2" in differs.text()
    differs.linkActivated.emit("all")
    assert project.spec("answer").config["units"] == 4
    assert not differs.isVisible()
    assert not panel.findChild(QLabel, "several.activation.differs").isVisible()


def test_40_settings_of_one_name_differ_where_their_defaults_do(panel, project):
    pool = LayerSpec("MaxPooling2D", "pool", {"name": "pool"})  # its strides are the sides of its window
    conv = LayerSpec("Conv2D", "conv", {"name": "conv", "filters": 2, "kernel_size": 3})
    for spec in (conv, pool):
        project.apply(AddNode(spec, (300, 0), (Ref("image"),)))
    panel.show_nodes(["conv", "pool"])
    assert "They differ: 1×1, none" in text(panel, "several.strides.differs")
    assert text(panel, "several.padding.differs") == ""


def test_40_layers_of_several_classes_share_what_they_have_in_common(panel, project):
    project.apply(AddNode(LayerSpec("Flatten", "flat", {"name": "flat"}), (0, 360), (Ref("answer"),)))
    project.apply(
        AddNode(LayerSpec("Conv2D", "conv", {"filters": 2, "kernel_size": 3}), (300, 0), (Ref("image"),))
    )
    panel.show_nodes(["hidden", "conv"])
    assert "activation" in panel.form.names()
    assert {"units", "filters"}.isdisjoint(panel.form.names())
    panel.show_nodes(["hidden", "answer"])
    assert "units" in panel.form.names()
    facts = panel.findChild(QLabel, "properties.several.facts").text()
    assert "46 parameters" in facts
    assert "40 multiply-adds" in facts


def test_typing_edits_the_layer_in_one_undo_step(panel, project, stack):
    panel.show_nodes(["hidden"])
    type_number(panel, "form.units", "16")
    assert project.architecture.layers["hidden"].config["units"] == 16
    assert text(panel, "properties.output") == "(None, 16)"
    assert stack.undoText() == "Change units of hidden"
    stack.undo()
    assert project.architecture.layers["hidden"].config["units"] == 4
    assert not stack.canUndo()
    assert panel.form.values()["units"] == 4


def test_a_refused_value_never_reaches_the_document(panel, project, stack):
    panel.show_nodes(["hidden"])
    type_number(panel, "form.units", "-3")
    assert project.architecture.layers["hidden"].config["units"] == 4
    assert stack.count() == 0
    assert "units must be" in panel.form.reason("units")


def test_edits_from_elsewhere_are_shown(panel, project):
    panel.show_nodes(["hidden"])
    project.apply(SetConfig("hidden", {"units": 7}))
    assert panel.form.values()["units"] == 7
    assert text(panel, "properties.parameters") == "63"


def test_renaming_takes_effect_on_enter(panel, project, stack):
    panel.show_nodes(["hidden"])
    panel.edit_name()
    name = panel.findChild(QLineEdit, "properties.name")
    assert name.hasFocus()
    QTest.keyClicks(name, "first")
    assert "first" not in project.architecture.layers
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert "first" in project.architecture.layers
    assert stack.undoText() == "Rename hidden to first"
    stack.undo()
    assert name.text() == "hidden"


@pytest.mark.parametrize(
    "typed, words", [("answer", "already a layer"), ("a/b", "must not contain"), (" ", "needs a name")]
)
def test_bad_names_are_refused_with_the_reason(panel, project, typed, words):
    panel.show_nodes(["hidden"])
    panel.edit_name()
    name = panel.findChild(QLineEdit, "properties.name")
    QTest.keyClicks(name, typed)
    assert words in text(panel, "properties.name.reason")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert set(project.architecture.layers) == {"image", "hidden", "answer"}
    panel.edit_first()
    assert name.text() == "hidden"
    assert text(panel, "properties.name.reason") == ""


def test_the_input_layer_asks_for_the_shape_of_one_sample(panel, project, stack):
    panel.show_nodes(["image"])
    assert panel.form.values()["shape"] == [8]
    shape = panel.findChild(QLineEdit, "form.shape")
    shape.setFocus()
    shape.selectAll()
    QTest.keyClicks(shape, "4, 4, 1")
    assert project.architecture.layers["image"].config["batch_shape"] == [None, 4, 4, 1]
    assert text(panel, "properties.output") == "(None, 4, 4, 1)"
    stack.undo()
    assert shape.text() == "8"
    assert not stack.canUndo()


def test_usual_settings_that_a_file_spells_out_are_no_changes(panel, project):
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}}
    project.apply(SetConfig("hidden", {"dtype": policy}))
    panel.show_nodes(["hidden"])
    assert panel.form.values()["dtype"] is None
    project.apply(SetConfig("hidden", {"dtype": {**policy, "config": {"name": "float64"}}}))
    assert panel.form.values()["dtype"] == "float64"


def test_problems_of_the_layer_are_shown(panel, project):
    project.apply(
        AddNode(LayerSpec("Conv2D", "conv", {"filters": 2, "kernel_size": 3}), (0, 0), (Ref("image"),))
    )
    panel.show_nodes(["conv"])
    message = next(p.message for p in project.analysis.problems if "conv" in p.nodes)
    shown = [found.text() for found in panel.findChildren(QLabel) if not found.isHidden()]
    assert message in shown
    assert text(panel, "properties.output") == "not known yet"


def test_an_unknown_layer_shows_its_settings_as_read(panel, project):
    project.apply(AddNode(LayerSpec("FancyLayer", "fancy", {"strength": 3}), (0, 0), (Ref("image"),)))
    panel.show_nodes(["fancy"])
    assert panel.form is None
    assert '"strength": 3' in panel.findChild(QPlainTextEdit, "properties.raw").toPlainText()


def test_a_selected_layer_that_goes_away_empties_the_panel(panel, project, stack):
    panel.show_nodes(["hidden"])
    project.load(project.content())
    assert panel.form is None


def test_a_form_is_kept_while_only_values_change(panel, project):
    panel.show_nodes(["hidden"])
    form = panel.form
    project.apply(SetConfig("hidden", {"units": 9}))
    panel.show_nodes(["hidden"])
    assert panel.form is form


def test_42_of_a_text_that_is_refused_in_the_end_no_part_stays(panel, project, stack):
    panel.show_nodes(["hidden"])
    box = type_number(panel, "form.units", "12.5")  # on the way there it is 1, and 12
    assert "whole number" in panel.form.reason("units")
    assert project.spec("hidden").config["units"] == 4
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "4"
    assert stack.count() == 0


@pytest.mark.parametrize("written", ["=width*2", "width*2", "width * 2", "max(width, 4) * 2"])
def test_43_a_formula_is_typed_into_a_number_and_shown_beneath_it(panel, project, stack, written):
    project.apply(setting_variables(project, {"width": 8}))
    panel.show_nodes(["hidden"])
    box = type_number(panel, "form.units", written)
    assert panel.form.reason("units") == ""
    assert text(panel, "form.units.differs") == "= 16 · Enter applies the formula"
    assert project.spec("hidden").config["units"] == 4
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert project.spec("hidden").config["units"] == 16
    assert box.text() == "16"
    assert text(panel, "form.units.differs") == f"= {written.removeprefix('=')}"
    assert panel.form.reason("units") == ""
    project.apply(setting_variables(project, {"width": 10}))
    assert box.text() == "20"
    type_number(panel, "form.units", "=wide")
    assert "no variable" in panel.form.reason("units")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert text(panel, "form.units.differs") == f"= {written.removeprefix('=')}"
    assert project.spec("hidden").config["units"] == 20
    stack.undo()
    assert project.spec("hidden").config["units"] == 4


def test_43_a_formula_gives_the_sizes_of_all_axes_too(panel, project, stack):
    picture = LayerSpec("InputLayer", "picture", {"batch_shape": [None, 16, 16, 1], "name": "picture"})
    conv = LayerSpec("Conv2D", "conv", {"name": "conv", "filters": 2, "kernel_size": [3, 3]})
    project.apply(AddNode(picture, (300, 0)))
    project.apply(AddNode(conv, (300, 120), (Ref("picture"),)))
    project.apply(setting_variables(project, {"width": 3}))
    panel.show_nodes(["conv"])
    line = panel.findChild(QLineEdit, "form.kernel_size")

    def type_in(keys: str) -> None:
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, keys)

    type_in("width + 2")
    assert text(panel, "form.kernel_size.differs") == "= 5 · Enter applies the formula"
    assert project.spec("conv").config["kernel_size"] == [3, 3]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert project.analysis.nodes["conv"].output_shapes == [(None, 12, 12, 2)]
    assert text(panel, "form.kernel_size.differs") == "= width + 2"
    project.apply(setting_variables(project, {"width": 5}))
    assert project.analysis.nodes["conv"].output_shapes == [(None, 10, 10, 2)]
    type_in("wide")
    assert "no variable" in panel.form.reason("kernel_size")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert text(panel, "form.kernel_size.differs") == "= width + 2"
    type_in("4, 2")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert project.analysis.nodes["conv"].output_shapes == [(None, 13, 15, 2)]
    assert text(panel, "form.kernel_size.differs") == ""
    assert stack.count() == 2


@pytest.mark.parametrize("nodes, field", [(["hidden"], "form"), (["hidden", "extra"], "several")])
def test_n4_what_is_being_typed_is_foreseen_downstream_for_one_layer_and_for_several(
    panel, project, stack, nodes, field
):
    spec = LayerSpec("Dense", "extra", {"name": "extra", "units": 4})
    project.apply(AddNode(spec, (300, 0), (Ref("hidden"),)))
    seen = []
    panel.foreseen.connect(seen.append)
    panel.show_nodes(nodes)
    type_number(panel, f"{field}.units", "12")
    assert seen[-1].shapes == dict.fromkeys(nodes, ((None, 12),))
    assert not seen[-1].broken
    QTest.keyClick(panel.form.editor("units").control(), Qt.Key.Key_Tab)
    assert seen[-1] is None, "the focus has left the field"
    type_number(panel, f"{field}.units", "7")
    assert seen[-1].shapes == dict.fromkeys(nodes, ((None, 7),))
    stack.undo()
    assert seen[-1] is None
    type_number(panel, f"{field}.units", "9")
    panel.show_nodes([])
    assert seen[-1] is None


def test_n4_what_would_break_is_told_while_it_is_typed(panel, project):
    for node, units in (("hidden", 8), ("answer", 8)):
        project.apply(SetConfig(node, {"units": units}))
    project.apply(AddNode(LayerSpec("Add", "sum", {"name": "sum"}), (0, 500), (Ref("image"), Ref("answer"))))
    assert project.analysis.errors == []
    seen = []
    panel.foreseen.connect(seen.append)
    panel.show_nodes(["hidden", "answer"])
    type_number(panel, "several.units", "5")
    assert list(seen[-1].broken) == ["sum"]
    assert "8" in seen[-1].broken["sum"]


def test_row_20_a_bypassed_layer_is_shown_as_what_it_was(panel, project, stack):
    panel.show_nodes(["hidden"])
    stack.push(toggling(project, ["hidden"]), "Bypass")
    assert text(panel, "properties.class") == "Dense"
    assert "B switches it on again" in text(panel, "properties.summary")
    assert panel.form is None
    stack.undo()
    assert panel.form.values()["units"] == 4


def test_a_form_that_gives_way_at_once_never_becomes_a_window(panel, qapp):
    panel.show_nodes(["hidden"])
    form = panel.form
    panel.show_nodes(["image"])
    qapp.sendPostedEvents()  # the layout shows what was put into it only now
    assert panel.form is not form
    assert not form.isVisible()
