"""Properties: the selected layer's name, settings, shapes and problems."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.graph.architecture import MODEL_CLASSES
from layerloom_studio import theme
from layerloom_studio.canvas.labels import axes_of, bytes_text, full_shape, outline
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.content import BYPASS_CLASS
from layerloom_studio.document.cost import Cost, node_cost
from layerloom_studio.document.edits import Rename
from layerloom_studio.document.formulas import formulas_of, setting_formula, value_of
from layerloom_studio.document.project import Project
from layerloom_studio.forms import Form, field_label, label_width
from layerloom_studio.language import doc, tr
from layerloom_studio.panels.layer_code import LayerCode
from layerloom_studio.panels.layer_settings import edit_of, shown_fields, shown_values
from layerloom_studio.panels.properties_several import SeveralPage
from layerloom_studio.panels.typing import Typing
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import (
    Hint,
    ScrollColumn,
    clear_layout,
    discard,
    follow,
    label,
    line,
)

_ICON = 28  # pixels for texts of the usual size


class PropertiesPanel(QStackedWidget):
    """Shows what is selected on the canvas and lets one selected layer be edited.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    foreseen = Signal(object)  # the Outlook of what is being typed, None when nothing is

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("properties")
        self.setAccessibleName(tr("Properties"))
        self._project = project
        self._stack = stack
        self._nodes: tuple[str, ...] = ()
        self._nothing = Hint(
            "select",
            tr("Nothing selected"),
            tr("Click a layer on the canvas to see its settings and shapes here."),
        )
        self._several = SeveralPage(project, stack)
        self._page = _LayerPage(project, stack)
        for page in (self._nothing, self._several, self._page):
            self.addWidget(page)
        for typing in (self._several.typing, self._page.typing):
            typing.foreseen.connect(self.foreseen)
        project.analysis_changed.connect(self._refresh)
        project.reset.connect(self._reset)

    def show_nodes(self, nodes: Sequence[str]) -> None:
        """Show other nodes.

        Args:
            nodes: Ids of the selected nodes.
        """
        known = self._project.architecture.nodes
        before, self._nodes = self._nodes, tuple(node for node in nodes if node in known)
        if self._nodes != before:
            self._several.typing.end()
            self._page.typing.end()
        layers = {known[node].layer for node in self._nodes}
        if not layers:
            self.setCurrentWidget(self._nothing)
        elif len(layers) > 1:
            self._several.show_nodes(self._nodes)
            self.setCurrentWidget(self._several)
        else:
            self._page.show_node(self._nodes[0])
            self.setCurrentWidget(self._page)

    def edit_name(self) -> None:
        """Put the focus into the name, all of it selected."""
        if self.currentWidget() is self._page:
            self._page.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._page.name.selectAll()

    def edit_first(self) -> None:
        """Put the focus into the first setting."""
        form = self.form
        if form is not None and form.names():
            form.focus(form.names()[0])

    @property
    def form(self) -> Form | None:
        """The form that is shown, of one layer or of several, if there is one."""
        if self.currentWidget() is self._several:
            return self._several.form
        return self._page.form if self.currentWidget() is self._page else None

    def _refresh(self) -> None:
        self.show_nodes(self._nodes)

    def _reset(self) -> None:
        self.show_nodes(())


class _LayerPage(ScrollColumn):
    """One layer."""

    def __init__(self, project: Project, stack: DocumentStack) -> None:
        super().__init__("properties.page", tr("Settings of the selected layer"), 260)
        self._project = project
        self._stack = stack
        self._node = ""
        self._layer = ""
        self._class = ""
        self._bypassed = ""  # the class that it was before it was bypassed
        self.form: Form | None = None
        self.typing = Typing(project, self)
        self._build_head()
        self._form_place = QVBoxLayout()
        self.column.addLayout(self._form_place)
        self._raw = QPlainTextEdit()
        self._raw.setObjectName("properties.raw")
        self._raw.setAccessibleName(tr("Settings as read from the file"))
        self._raw.setReadOnly(True)
        theme.bind_font(self._raw, theme.mono_font)
        self._raw.setMinimumHeight(180)
        self.column.addWidget(self._raw)
        self._code = LayerCode(project, stack)
        self.column.addWidget(self._code)
        self.column.addWidget(line())
        self._build_facts()
        self.column.addStretch(1)
        theme.changed.connect(self._paint_icon)

    def show_node(self, node: str) -> None:
        """Show a node, or show it anew after a change."""
        project = self._project
        spec = project.spec(node)
        was = project.bypassed.get(spec.name) if spec.class_name == BYPASS_CLASS else None
        bypassed = str(was["class_name"]) if was else ""
        same = (node, spec.class_name, bypassed) == (self._node, self._class, self._bypassed)
        renamed = spec.name != self._layer
        self._node, self._class, self._layer, self._bypassed = node, spec.class_name, spec.name, bypassed
        entry = registry.find("layer", spec.class_name)
        if not same:
            self._show_class(entry, spec.class_name)
        if renamed or not (same and self.name.hasFocus()):
            self.name.setText(spec.name)
            self._refuse_name("")
        if self.form is not None:
            self.form.set_values(shown_values(spec))
            self.form.tell({key: f"= {text}" for key, text in formulas_of(project, spec.name).items()})
        else:
            inside = "\n".join(outline(spec))
            self._raw.setAccessibleName(
                tr("Layers inside") if spec.is_model else tr("Settings as read from the file")
            )
            self._raw.setPlainText(inside or json.dumps(spec.config, indent=1, default=str))
        self._code.show_layer(spec.name)
        if bypassed:  # its code is that of the layer that lets everything through
            self._code.hide()
        self._show_facts(node)

    def _build_head(self) -> None:
        self._icon = QLabel()
        self._icon.setAccessibleName(tr("Kind of layer"))
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("", "heading", wrap=False)
        self._title.setObjectName("properties.class")
        self._category = label("", "small", wrap=False)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._category)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon)
        head.addLayout(words, 1)
        self.column.addLayout(head)
        self._summary = label("", "muted")
        self._summary.setObjectName("properties.summary")
        self.column.addWidget(self._summary)
        self.name = _NameEdit()
        self.name.setObjectName("properties.name")
        self.name.setAccessibleName(tr("Layer name"))
        self.name.setToolTip(tr("The layer's name, unique in the drawing (F2). Enter applies it."))
        self.name.textEdited.connect(self._check_name)
        self.name.editingFinished.connect(self._rename)
        self.name.left.connect(self._left_name)
        name_label = label(tr("Name"), wrap=False)
        name_label.setBuddy(self.name)
        name_label.setMinimumWidth(label_width())
        self._name_label = name_label
        theme.changed.connect(self._widen)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(name_label)
        row.addWidget(self.name, 1)
        self.column.addLayout(row)
        self._name_reason = label("", "error")
        self._name_reason.setObjectName("properties.name.reason")
        self._name_reason.setVisible(False)
        self.column.addWidget(self._name_reason)

    def _widen(self) -> None:
        self._name_label.setMinimumWidth(label_width())

    def _build_facts(self) -> None:
        facts = QFormLayout()
        facts.setContentsMargins(0, theme.TINY, 0, 0)
        facts.setHorizontalSpacing(theme.SMALL)
        facts.setVerticalSpacing(5)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._facts: dict[str, QLabel] = {}
        for key, text in (
            ("input", tr("Input")),
            ("output", tr("Output")),
            ("axes", tr("Axes")),
            ("parameters", tr("Parameters")),
            ("memory", tr("Memory")),
            ("products", tr("Multiply-adds")),
            ("calls", tr("Shared")),
        ):
            value = label("", select=True)
            value.setObjectName(f"properties.{key}")
            value.setAccessibleName(text)
            key_label = label(text, "muted", wrap=False)
            key_label.setMinimumWidth(84)
            facts.addRow(key_label, value)
            self._facts[key] = value
        self._facts_layout = facts
        self.column.addLayout(facts)
        self._problems = QVBoxLayout()
        self._problems.setSpacing(theme.TINY)
        self.column.addLayout(self._problems)

    def _show_class(self, entry: Any, class_name: str) -> None:
        model = class_name in MODEL_CLASSES
        was = self._bypassed
        self._title.setText(tr("Group") if model else was or class_name)
        self._category.setText(
            tr("nested {class_name} model", class_name=class_name)
            if model
            else tr("bypassed")
            if was
            else tr(entry.category)
            if entry
            else tr("not known to this program")
        )
        about = f"{doc(entry.summary)}." if entry and entry.summary else ""
        if was:
            about = tr(
                "It lets its input through unchanged. B switches it on again, with its settings as they were."
            )
        self._summary.setText(
            tr("Its layers, as they follow (Ctrl+Shift+G takes them out):") if model else about
        )
        self._summary.setVisible(bool(self._summary.text()))
        self._paint_icon()
        if self.form is not None:
            self._form_place.removeWidget(self.form)
            discard(self.form)
            self.form = None
        fields = [] if was else shown_fields(class_name)
        if fields:
            self.form = Form(
                fields,
                shown_values(self._project.spec(self._node)),
                evaluate=partial(value_of, self._project),
                lazy=True,
            )
            self.form.changed.connect(self._set)
            self.form.expressed.connect(self._set_formula)
            self._form_place.addWidget(self.form)
            follow(self.name, self.form)
        self._raw.setVisible(not fields and not was)
        self.verticalScrollBar().setValue(0)

    def _show_facts(self, node: str) -> None:
        info = self._project.analysis.nodes.get(node)
        inputs = [full_shape(shape) if shape else "?" for shape in (info.input_shapes if info else [])]
        outputs = [full_shape(shape) for shape in (info.output_shapes or [])] if info else []
        self._facts["input"].setText("\n".join(inputs) or "–")
        self._facts["output"].setText("\n".join(outputs) or tr("not known yet"))
        self._facts["parameters"].setText(_parameters(info))
        shapes = (info.output_shapes or []) if info else []
        axes = axes_of(self._project.spec(node), shapes[0]) if shapes else ""
        self._facts["axes"].setText(axes)
        self._facts_layout.setRowVisible(self._facts["axes"], bool(axes))
        cost = node_cost(self._project, node)
        self._facts["memory"].setText(_memory(cost))
        products = tr("not known yet") if cost.output_bytes is None else tr("not known")
        self._facts["products"].setText(
            products
            if cost.multiply_adds is None
            else tr("{multiply_adds:,} for one sample", multiply_adds=cost.multiply_adds)
        )
        calls = len(self._project.architecture.calls(self._layer))
        self._facts["calls"].setText(tr("called {calls} times with one set of weights", calls=calls))
        self._facts_layout.setRowVisible(self._facts["calls"], calls > 1)
        clear_layout(self._problems)
        for problem in all_problems(self._project):
            if node in problem.nodes:
                self._problems.addWidget(label(tr(problem.message), problem.severity, select=True))

    def _paint_icon(self) -> None:
        entry = registry.find("layer", self._class)
        category = entry.category if entry else ""
        kind = "layers" if self._class in MODEL_CLASSES else self._class.lower()
        names = [name for name in (kind, category.lower()) if theme.has_icon(name)]
        color = theme.category(category)
        side = theme.scaled(_ICON)
        self._icon.setFixedSize(side + 4, side + 4)
        self._icon.setPixmap(theme.icon(names[0] if names else self._class, color).pixmap(side, side))

    def _set(self, key: str, value: Any) -> None:
        edit = edit_of(self._project.spec(self._node), key, value)
        words = tr("Change {setting} of {layer}", setting=field_label(key).lower(), layer=self._layer)
        with self.typing.at(key, (self._layer,)):
            self._stack.push(edit, words)

    def _set_formula(self, key: str, text: str) -> None:
        assert self.form is not None
        try:
            edit = setting_formula(self._project, (self._layer,), key, text)
            self._stack.push(
                edit,
                tr(
                    "Give {setting} of {layer} by a formula",
                    setting=field_label(key).lower(),
                    layer=self._layer,
                ),
            )
        except LayerloomError as error:
            self.form.tell({key: str(error)})

    def _check_name(self, text: str) -> None:
        name = text.strip()
        if name != self._layer and name in self._project.architecture.layers:
            self._refuse_name(tr("There is already a layer called “{name}”: choose another name.", name=name))
        elif not name:
            self._refuse_name(tr("A layer needs a name."))
        elif "/" in name:
            self._refuse_name(tr("A layer's name must not contain “/”."))
        else:
            self._refuse_name("")

    def _rename(self) -> None:
        name = self.name.text().strip()
        if name == self._layer or not self._layer:
            return
        if self._name_reason.text():
            return
        try:
            self._stack.push(
                Rename(self._layer, name), tr("Rename {layer} to {name}", layer=self._layer, name=name)
            )
        except LayerloomError as error:
            self._refuse_name(str(error))

    def _left_name(self) -> None:
        if self._name_reason.text():
            self.name.setText(self._layer)
            self._refuse_name("")

    def _refuse_name(self, reason: str) -> None:
        self._name_reason.setText(tr(reason))
        self._name_reason.setVisible(bool(reason))
        self.name.setProperty("invalid", "true" if reason else None)
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)


class _NameEdit(QLineEdit):
    """A line that says when the focus leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _memory(cost: Cost) -> str:
    if cost.output_bytes is None or cost.weight_bytes is None:
        return (
            tr("not known yet")
            if cost.weight_bytes is None
            else tr("weights {weight_bytes}", weight_bytes=bytes_text(cost.weight_bytes))
        )
    result = tr("result {output_bytes} for one sample", output_bytes=bytes_text(cost.output_bytes))
    return (
        tr("weights {weight_bytes}, {result}", weight_bytes=bytes_text(cost.weight_bytes), result=result)
        if cost.weight_bytes
        else result
    )


def _parameters(info: Any) -> str:
    if info is None or info.parameters is None:
        return tr("not known yet")
    frozen = info.parameters - (info.trainable or 0)
    return f"{info.parameters:,}" + (tr(" ({frozen:,} not trained)", frozen=frozen) if frozen else "")
