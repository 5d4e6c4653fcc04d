"""InputsForm: which input of the drawing gets which array of the data, and which output learns which target."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.language import mark, tr
from layerloom_studio.runs.data import LoadedData
from layerloom_studio.runs.feeding import Feed, Port, why_not
from layerloom_studio.runs.preparing import input_feeds, loss_for, output_targets
from layerloom_studio.runs.targets import loss_name
from layerloom_studio.training.checks import project_ports
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import clear_layout, heading, label, set_role
from layerloom_studio.widgets.quiet import ignore_wheel_without_focus
from layerloom_studio.widgets.tips import plain_tip

_CHOOSE_INPUT = mark("Choose the data of the input {name}")
_CHOOSE_OUTPUT = mark("Choose the data of the output {name}")


class InputsForm(QWidget):
    """A row for each input and output; hidden while one input and one output leave nothing to choose.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.inputs")
        self._project = project
        self._stack = stack
        self._made_for: Any = None
        self._rows: dict[tuple[str, str], _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SMALL)
        self.hide()

    def show_data(self, data: LoadedData | None) -> None:
        """Show the mapping for these data, or nothing where there is nothing to choose."""
        ports = self._ports()
        if data is None or ports is None or not _choices(ports, data):
            self.hide()
            return
        inputs, outputs = ports
        feeds = input_feeds(data, inputs, self._project.data)
        try:
            learned = output_targets(data, outputs, self._project.data)
        except LayerloomError:
            learned = {}
        shapes = data.shapes
        made_for = (ports, tuple(shapes.items()), tuple(data.labelled))
        if made_for != self._made_for:
            self._made_for = made_for
            self._make_rows(inputs, outputs, data)
        for port in inputs:
            reason = why_not(shapes, port, feeds[port.name])
            self._rows["inputs", port.name].show_feed(
                feeds[port.name],
                len(shapes[feeds[port.name].array]) == 1 if feeds[port.name].array in shapes else False,
                reason,
            )
        said = self._project.data.get("targets") or {}
        for port in outputs if len(outputs) > 1 or len(data.labelled) > 1 else ():
            row = self._rows["targets", port.name]
            if port.name not in learned:
                row.show_feed(Feed(str(said.get(port.name))), False, tr("The data have no such target."))
                continue
            name, target = learned[port.name]
            loss = loss_for(self._project.training.get("loss"), port, target, alone=len(outputs) == 1)
            kind = tr("{count} classes", count=len(target.classes)) if target.classes else tr("values")
            row.show_feed(
                Feed(name), False, "", tr("{kind}, learned by {loss}", kind=kind, loss=_spoken(loss))
            )
        self.show()

    def _ports(self) -> tuple[tuple[Port, ...], tuple[Port, ...]] | None:
        try:
            return project_ports(self._project.whole())
        except LayerloomError:
            return None

    def _make_rows(self, inputs: Sequence[Port], outputs: Sequence[Port], data: LoadedData) -> None:
        clear_layout(self._column)
        self._rows = {}
        self._column.addWidget(heading(tr("Inputs")))
        texts = {name: f"{name}  ({_shape(shape)})" for name, shape in data.shapes.items()}
        for port in inputs:
            self._add("inputs", port, texts)
        if len(outputs) > 1 or len(data.labelled) > 1:
            self._column.addWidget(heading(tr("Targets")))
            names = {
                name: tr("{name}  ({count} classes)", name=name, count=len(item.classes))
                if item.classes
                else tr("{name}  (values)", name=name)
                for name, item in data.labelled.items()
            }
            for port in outputs:
                self._add("targets", port, names)

    def _add(self, side: str, port: Port, texts: Mapping[str, str]) -> None:
        row = _Row(side, port, texts, lambda feed: self._choose(side, port.name, feed))
        self._rows[side, port.name] = row
        self._column.addWidget(row)

    def _choose(self, side: str, name: str, feed: Feed) -> None:
        data = self._project.data
        said = {**(data.get(side) or {}), name: feed.to_json()}
        if said != data.get(side):
            text = _CHOOSE_INPUT if side == "inputs" else _CHOOSE_OUTPUT
            self._stack.push(SetSettings("data", {**data, side: said}), tr(text, name=name))


class _Row(QWidget):
    """One input or output: its name and shape, what it gets, and below whether that fits."""

    def __init__(
        self, side: str, port: Port, texts: Mapping[str, str], chosen: Callable[[Feed], None]
    ) -> None:
        super().__init__()
        self._chosen = chosen
        self._names = list(texts)
        prefix = f"data.{side}.{port.name}"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(f"{port.name}  ({_shape(port.shape)})", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(6)
        self._box = QComboBox()
        self._box.setObjectName(prefix)
        self._box.setAccessibleName(
            tr("Data of the input {name}", name=port.name)
            if side == "inputs"
            else tr("Data of the output {name}", name=port.name)
        )
        self._box.setToolTip(
            plain_tip(
                tr("What the input {name} gets", name=port.name)
                if side == "inputs"
                else tr("What the output {name} learns", name=port.name)
            )
        )
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(8)
        for name, text in texts.items():
            self._box.addItem(text, name)
        self._box.activated.connect(lambda _place: self._chosen(Feed(self._box.currentData())))
        ignore_wheel_without_focus(self._box)
        self._columns = QLineEdit()
        self._columns.setObjectName(f"{prefix}.columns")
        self._columns.setAccessibleName(tr("Columns of the table for the input {name}", name=port.name))
        self._columns.setPlaceholderText(tr("all"))
        self._columns.setToolTip(tr("Columns of the table, counted from 1, such as 1-5, 8; empty takes all"))
        self._columns.editingFinished.connect(self._typed)
        line.addWidget(self._box, 3)
        line.addWidget(self._columns, 2)
        column.addLayout(line)
        self._told = label("", "small")
        self._told.setObjectName(f"{prefix}.told")
        column.addWidget(self._told)

    def show_feed(self, feed: Feed, table: bool, reason: str, fine: str = "") -> None:
        """Show what it gets and whether that fits."""
        place = self._names.index(feed.array) if feed.array in self._names else -1
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(place)
        self._columns.setVisible(table)
        if not self._columns.hasFocus() or not reason:
            self._columns.setText(feed.columns)
        self._told.setText(tr(reason) or fine or tr("fits"))
        set_role(self._told, "error" if reason else "small" if fine else "success")

    def _typed(self) -> None:
        self._chosen(Feed(str(self._box.currentData()), self._columns.text().strip()))


def _choices(ports: tuple[Sequence[Port], Sequence[Port]], data: LoadedData) -> bool:
    inputs, outputs = ports
    more = len(inputs) > 1 or len(outputs) > 1 or len(data.arrays) > 1 or len(data.labelled) > 1
    return bool(inputs) and more


def _shape(shape: Sequence[int | None]) -> str:
    return " × ".join(tr("any") if size is None else str(size) for size in shape)


def _spoken(loss: Any) -> str:
    return str(loss) if isinstance(loss, str) else loss_name(loss)
