"""Editors of objects: the class from the registry, its own settings beneath, Keras's form as the value."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

import layerloom  # noqa: F401  (fills the registry)
from layerloom.declaration import registry
from layerloom.declaration.fields import Field
from layerloom_studio.forms import Form, same_value
from layerloom_studio.widgets import NumberBox

INITIALIZER = Field("kernel_initializer", "initializer", "glorot_uniform")
REGULARIZER = Field("kernel_regularizer", "regularizer", None)
ACTIVATION = Field("activation", "activation", None)
RATE = Field("learning_rate", "schedule", 0.001)


@pytest.fixture
def make(qtbot):
    def build(field: Field, value: object) -> tuple[Form, list[object]]:
        form = Form([field], {field.name: value}, advanced=lambda field: False)
        qtbot.addWidget(form)
        form.show()
        heard: list[object] = []
        form.changed.connect(lambda name, value: heard.append(value))
        return form, heard

    return build


def combo_of(form: Form, name: str) -> QComboBox:
    found = form.findChild(QComboBox, f"form.{name}")
    assert found is not None
    return found


def choose(combo: QComboBox, text: str) -> None:
    index = combo.findText(text)
    assert index >= 0, text
    combo.setFocus()
    while combo.currentIndex() != index:
        QTest.keyClick(combo, Qt.Key.Key_Down if index > combo.currentIndex() else Qt.Key.Key_Up)


def test_every_registered_class_is_offered(make):
    form, _ = make(INITIALIZER, "glorot_uniform")
    combo = combo_of(form, "kernel_initializer")
    texts = {combo.itemText(index) for index in range(combo.count())}
    assert {entry.name for entry in registry.entries("initializer")} <= texts


def test_a_name_of_keras_is_read_as_its_class(make):
    form, _ = make(INITIALIZER, "glorot_uniform")
    assert combo_of(form, "kernel_initializer").currentText() == "GlorotUniform"
    assert form.findChild(QWidget, "form.kernel_initializer.reset").isHidden()


def test_a_default_spelled_out_is_no_change():
    spelled = {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": None}}
    assert same_value(INITIALIZER, spelled, "glorot_uniform")
    assert not same_value(INITIALIZER, {**spelled, "config": {"seed": 3}}, "glorot_uniform")


def test_choosing_a_class_emits_kerass_form(make):
    form, heard = make(REGULARIZER, None)
    choose(combo_of(form, "kernel_regularizer"), "L2")
    value = heard[-1]
    assert value["class_name"] == "L2"
    assert value["module"] == "keras.regularizers"
    assert value["config"]["l2"] == 0.01
    built = registry.get("regularizer", "L2").from_config(value["config"])
    assert built.get_config()["l2"] == pytest.approx(0.01)


def test_the_settings_of_the_class_are_edited_beneath(make):
    form, heard = make(REGULARIZER, {"class_name": "L2", "config": {"l2": 0.5}})
    box = form.findChild(NumberBox, "form.kernel_regularizer.l2")
    assert box.value() == 0.5
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "0.25")
    assert heard[-1]["config"]["l2"] == 0.25


def test_none_takes_the_object_away(make):
    form, heard = make(REGULARIZER, {"class_name": "L2", "config": {"l2": 0.5}})
    choose(combo_of(form, "kernel_regularizer"), "none")
    assert heard[-1] is None
    assert not form.findChildren(NumberBox)


def test_an_unknown_class_of_a_file_is_shown_as_it_is(make):
    form, heard = make(INITIALIZER, {"class_name": "MyInit", "config": {"a": 1}})
    assert combo_of(form, "kernel_initializer").currentText() == "MyInit"
    assert heard == []


@pytest.mark.parametrize("value", [None, "linear"])
def test_no_activation_is_linear(make, value):
    form, _ = make(ACTIVATION, value)
    assert combo_of(form, "activation").currentText() == "linear"
    assert form.findChild(QWidget, "form.activation.reset").isHidden()


def test_activations_come_from_the_registry(make):
    form, heard = make(ACTIVATION, "linear")
    choose(combo_of(form, "activation"), "relu")
    assert heard[-1] == "relu"


def test_a_rate_is_a_number_on_a_log_scale(make):
    form, heard = make(RATE, 0.001)
    box = form.findChild(NumberBox, "form.learning_rate")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert heard[-1] == pytest.approx(0.002)


@pytest.mark.parametrize(
    "data, name",
    [
        (
            {"module": None, "class_name": "Prior", "config": {"p": 0.1}, "registered_name": "mine>Prior"},
            "Prior",
        ),
        (
            {
                "module": "builtins",
                "class_name": "function",
                "config": "drawn",
                "registered_name": "function",
            },
            "drawn",
        ),
        ("drawn", "drawn"),
    ],
)
def test_what_is_not_known_is_shown_and_comes_back_whole(make, data, name):
    form, heard = make(INITIALIZER, data)
    combo = combo_of(form, "kernel_initializer")
    assert combo.currentText() == name
    choose(combo, "Zeros")
    assert heard[-1]["class_name"] == "Zeros"
    choose(combo, name)
    assert heard[-1] == data
