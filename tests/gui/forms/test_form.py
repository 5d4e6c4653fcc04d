"""Forms: the right editor for each kind, refusal with a reason, defaults, reset, undo coming from outside."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QToolButton, QWidget

from layerloom.declaration import fields as kinds
from layerloom.declaration.configurable import Configurable
from layerloom_studio.forms import EDITORS, Form
from layerloom_studio.widgets import NumberBox, ScrollColumn


class Base(Configurable):
    """Base.

    Args:
        name: What it is called.
    """

    def __init__(self, *, name: str | None = None) -> None:
        self.name = name


class Sample(Base):
    """A class with a field of every common kind.

    Args:
        units: How many outputs.
        window: Height and width of the window.
    """

    def __init__(
        self,
        units: kinds.PositiveInt,
        window: kinds.IntPair = (3, 3),
        padding: Literal["valid", "same"] = "valid",
        use_bias: bool = True,
        rate: kinds.Rate = 0.5,
        epsilon: kinds.PositiveFloat = 1e-3,
        limit: int | None = None,
        shape: kinds.Shape = (28, 28, 1),
        axis: kinds.Axis = -1,
        label: str = "a",
        activation: kinds.ActivationLike = None,
        kernel_initializer: kinds.InitializerLike = "glorot_uniform",
        kernel_regularizer: kinds.RegularizerLike = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)


@pytest.fixture
def form(qtbot) -> Form:
    made = Form(Sample.fields(), {"units": 32})
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def said(form) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []
    form.changed.connect(lambda name, value: heard.append((name, value)))
    return heard


def control(form: Form, name: str) -> QWidget:
    found = form.findChild(QWidget, f"form.{name}")
    assert found is not None
    return found


def retype(widget: QWidget, text: str) -> None:
    edit = widget.lineEdit() if isinstance(widget, NumberBox) else widget
    widget.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, text)


def test_row_39_every_kind_of_field_has_an_editor():
    used = {field.kind for field in Sample.fields()}
    assert used <= set(EDITORS)
    assert {"schedule", "constraint", "any"} <= set(EDITORS)


def test_values_are_those_given_and_the_defaults(form):
    values = form.values()
    assert values["units"] == 32
    assert values["window"] == [3, 3]
    assert values["padding"] == "valid"
    assert values["use_bias"] is True
    assert values["limit"] is None
    assert values["shape"] == [28, 28, 1]


@pytest.mark.parametrize(
    "name, text, value",
    [
        ("units", "64", 64),
        ("limit", "7", 7),
        ("rate", "0.25", 0.25),
        ("rate", "0,25", 0.25),
        ("epsilon", "1e-4", 1e-4),
        ("window", "5", [5, 5]),
        ("window", "2, 4", [2, 4]),
        ("window", "2x4", [2, 4]),
        ("window", "(2, 4)", [2, 4]),
        ("shape", "8 8 1", [8, 8, 1]),
        ("shape", "?, 3", [None, 3]),
        ("axis", "1", 1),
        ("label", "word", "word"),
    ],
)
def test_typed_values_are_emitted(form, said, name, text, value):
    retype(control(form, name), text)
    assert said[-1] == (name, value)
    assert form.values()[name] == value
    assert form.reason(name) == ""


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("units", "0", "units must be a whole number >= 1"),
        ("units", "many", "“many” is no number"),
        ("units", "1.5", "whole number"),
        ("units", "", "A number is needed"),
        ("rate", "1", "< 1"),
        ("rate", "nan", "no finite number"),
        ("window", "0, 1", "each >= 1"),
        ("window", "1, 2, 3", "a whole number or 2 of them"),
        ("shape", "28, wide", "is no shape"),
        ("axis", "left", "is no axis"),
    ],
)
def test_row_42_refused_text_shows_the_reason_and_keeps_the_old_value(form, said, name, text, words):
    before = form.values()[name]
    retype(control(form, name), text)
    assert words in form.reason(name)
    assert control(form, name).property("invalid") == "true"
    # A legal beginning such as the 1 of "1.5" was taken meanwhile.
    assert form.values()[name] == before or said
    assert all(value != text for _, value in said)
    control(form, "label").setFocus()
    assert form.reason(name) == ""
    assert control(form, name).property("invalid") is None


def test_leaving_an_editor_puts_the_old_text_back(form):
    box = control(form, "units")
    retype(box, "-5")
    control(form, "label").setFocus()
    assert box.lineEdit().text() == "32"


def test_arrow_keys_step_numbers(form, said):
    box = control(form, "units")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert said[-1] == ("units", 33)
    box = control(form, "epsilon")
    box.setFocus()
    for expected in (0.002, 0.005, 0.01, 0.02):
        QTest.keyClick(box, Qt.Key.Key_Up)
        assert said[-1] == ("epsilon", pytest.approx(expected))
    for expected in (0.01, 0.005):
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert said[-1] == ("epsilon", pytest.approx(expected))


def test_stepping_below_the_bound_is_refused(form, said):
    form.set_values({"units": 1})
    box = control(form, "units")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert said == []
    assert ">= 1" in form.reason("units")


def test_check_boxes_and_lists_emit_on_a_click(form, said):
    check = control(form, "use_bias")
    assert isinstance(check, QCheckBox)
    QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(8, check.height() // 2))
    assert said[-1] == ("use_bias", False)
    combo = control(form, "padding")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert said[-1] == ("padding", "same")


def test_row_41_changed_values_are_marked_and_can_be_reset(form, said):
    retype(control(form, "window"), "5")
    reset = control(form, "window.reset")
    assert isinstance(reset, QToolButton)
    assert not reset.isHidden()
    assert control(form, "padding.reset").isHidden()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert said[-1] == ("window", [3, 3])
    assert reset.isHidden()


def test_required_fields_have_no_reset(form):
    retype(control(form, "units"), "5")
    assert control(form, "units.reset").isHidden()


def test_values_from_outside_are_shown_silently(form, said):
    form.set_values({"units": 10, "padding": "same", "use_bias": False, "window": [2, 2]})
    assert said == []
    assert form.values()["units"] == 10
    assert control(form, "units").lineEdit().text() == "10"
    assert control(form, "padding").currentText() == "same"
    assert not control(form, "window.reset").isHidden()


def test_typing_is_not_disturbed_by_the_echo_of_its_own_edit(form):
    form.changed.connect(lambda name, value: form.set_values({"units": 32, **form.values(), name: value}))
    edit = control(form, "window")
    retype(edit, "2 , 4")
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "2 , 4"


def test_rare_fields_are_folded_and_counted(form):
    assert not control(form, "kernel_initializer").isVisible()
    header = form.findChild(QToolButton, "form.advanced")
    QTest.mouseClick(header, Qt.MouseButton.LeftButton)
    assert control(form, "kernel_initializer").isVisible()
    form.set_values({"units": 32, "name": "other"})
    assert "1 changed" in header.text()


def test_folded_editors_are_made_when_they_are_needed(qtbot):
    form = Form(Sample.fields(), {"units": 1}, lazy=True)
    qtbot.addWidget(form)
    form.show()
    header = form.findChild(QToolButton, "form.advanced")
    form.set_values({"units": 1, "name": "other"})
    form.tell({"name": "a word about it"})
    assert "1 changed" in header.text()
    assert form.findChild(QWidget, "form.kernel_initializer") is None
    assert form.names() == Form(Sample.fields()).names()
    QTest.mouseClick(header, Qt.MouseButton.LeftButton)
    assert control(form, "kernel_initializer").isVisible()
    assert form.values()["name"] == "other"
    assert form.findChild(QWidget, "form.name.differs").text() == "a word about it"


def test_focus_unfolds(form):
    form.focus("kernel_initializer")
    assert control(form, "kernel_initializer").isVisible()


def test_hidden_fields_are_not_shown(qtbot):
    form = Form(Sample.fields(), {"units": 1}, hidden=("name",))
    qtbot.addWidget(form)
    assert "name" not in form.names()
    assert "units" in form.names()


def test_row_47_editors_carry_names_and_docs(form):
    for name in form.names():
        widget = form.editor(name).control()
        assert widget.accessibleName()
        assert name in widget.toolTip()
    assert "How many outputs" in control(form, "units").toolTip()
    assert control(form, "units").accessibleName() == "Units"


def test_the_wheel_scrolls_instead_of_changing_values(qtbot):
    area = ScrollColumn("area", "Area")
    form = Form(Sample.fields(), {"units": 32})
    area.column.addWidget(form)
    qtbot.addWidget(area)
    area.show()
    box = control(form, "units")
    assert not box.hasFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        box.mapToGlobal(QPointF(5, 5)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.value() == 32


def test_nothing_is_cut_off_at_280_pixels(qtbot):
    area = ScrollColumn("area", "Area")
    form = Form(Sample.fields(), {"units": 32})
    area.column.addWidget(form)
    qtbot.addWidget(area)
    area.resize(280, 500)
    area.show()
    form.focus("kernel_initializer")
    QApplication.processEvents()
    assert area.widget().width() <= area.viewport().width()
    for name in form.names():
        widget = form.editor(name).control()
        right = widget.mapTo(area.viewport(), QPoint(widget.width(), 0)).x()
        assert right <= area.viewport().width()
        if isinstance(widget, QComboBox):
            for index in range(widget.count()):
                wanted = widget.fontMetrics().horizontalAdvance(widget.itemText(index))
                assert wanted + 30 <= widget.width(), (name, widget.itemText(index))
