"""What is trained for how long and how: loss, metrics, optimizer, epochs, batches, order."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from layerloom.declaration import registry
from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.forms import Form, field_label
from layerloom_studio.forms.choices import show_choice, wide_combo
from layerloom_studio.forms.values import object_fields, read_object, write_object
from layerloom_studio.language import doc, tr
from layerloom_studio.panels.training.choices import Choice, choices
from layerloom_studio.panels.training.fields import RARELY_SET, training_fields
from layerloom_studio.panels.training.output_losses import OutputLosses
from layerloom_studio.panels.training.rate_preview import RatePreview
from layerloom_studio.panels.training.series_form import SeriesForm
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import NumberBox, discard, follow, heading, label

_RARE = ("weight_decay", "epsilon", "amsgrad", "centered", "nesterov")


class TrainingSettings(QWidget):
    """Edits the project's training settings; every change is one step of the undo stack.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training.settings")
        self._project = project
        self._stack = stack
        self._optimizer_form: Form | None = None
        self._optimizer_name = ""
        self._losses = choices("loss")
        self._metrics = choices("metric")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(heading(tr("Epochs and batches")))
        self._form = Form(
            training_fields(), prefix="training", advanced=lambda field: field.name in RARELY_SET
        )
        self._form.changed.connect(self._set)
        for name in ("steps_per_epoch", "validation_steps"):
            box = self._form.editor(name).control()
            assert isinstance(box, NumberBox)
            box.lineEdit().setPlaceholderText(tr("all"))
        layout.addWidget(self._form)
        layout.addWidget(heading(tr("Goal")))
        layout.addLayout(self._make_goal())
        self.outputs = OutputLosses(project, stack, self._losses)
        layout.addWidget(self.outputs)
        layout.addWidget(heading(tr("Optimizer")))
        self._optimizer = wide_combo()
        self._optimizer.setObjectName("training.optimizer")
        self._optimizer.setAccessibleName(tr("Optimizer"))
        for entry in registry.entries("optimizer"):
            if not entry.start:  # a wrapper needs another optimizer first
                self._optimizer.addItem(entry.name, entry.name)
        self._optimizer.activated.connect(self._optimizer_chosen)
        layout.addWidget(self._optimizer)
        self._optimizer_place = QVBoxLayout()
        layout.addLayout(self._optimizer_place)
        self._samples = 0
        self._rate = RatePreview()
        layout.addWidget(self._rate)
        self.series = SeriesForm(project)
        layout.addWidget(self.series)
        project.settings_changed.connect(self._settings_changed)
        project.reset.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings of the project as they are now."""
        training = self._project.training
        self._form.set_values(training)
        loss = training.get("loss")
        show_choice(self._loss, _stored_name(self._losses, loss))
        chosen = [_stored_name(self._metrics, metric) for metric in training.get("metrics") or ()]
        self._show_metrics(chosen)
        self.outputs.refresh()
        name, config = read_object("optimizer", training.get("optimizer"))
        show_choice(self._optimizer, name)
        self._show_optimizer(name, config)
        self._rate.show_rate(config.get("learning_rate"), int(training.get("epochs") or 1), self._steps())

    def show_samples(self, count: int) -> None:
        """Tell how many samples an epoch has, so that schedules are drawn over epochs."""
        if count != self._samples:
            self._samples = count
            self.refresh()

    def _steps(self) -> int | None:
        training = self._project.training
        if training.get("steps_per_epoch"):
            return int(training["steps_per_epoch"])
        size = training.get("batch_size") or 32
        return -(-self._samples // int(size)) if self._samples else None

    def _make_goal(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.TINY)
        self._loss = wide_combo()
        self._loss.setObjectName("training.loss")
        self._loss.setAccessibleName(tr("Loss"))
        group = self._losses[0].group if self._losses else ""
        for choice in self._losses:
            if choice.group != group:
                self._loss.insertSeparator(self._loss.count())
                group = choice.group
            self._loss.addItem(tr(choice.title), choice.value)
            self._loss.setItemData(self._loss.count() - 1, doc(choice.doc), Qt.ItemDataRole.ToolTipRole)
        self._loss.activated.connect(lambda row: self._set("loss", self._loss.itemData(row)))
        self._metric_list = QListWidget()
        self._metric_list.setObjectName("training.metrics")
        self._metric_list.setAccessibleName(tr("Metrics"))
        self._metric_list.setProperty("card", "true")
        self._metric_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._metric_list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._metric_list.itemChanged.connect(self._metric_ticked)
        for text, widget in ((tr("Loss"), self._loss), (tr("Metrics"), self._metric_list)):
            name = label(text)
            name.setBuddy(widget)
            column.addWidget(name)
            column.addWidget(widget)
            column.addSpacing(theme.TINY)
        return column

    def _show_metrics(self, chosen: list[str]) -> None:
        known = {choice.value for choice in self._metrics}
        foreign = [
            Choice(value, value, tr("This metric comes from the file."))
            for value in chosen
            if value not in known
        ]
        entries = [*self._metrics, *foreign]
        widget = self._metric_list
        widget.blockSignals(True)
        if [widget.item(row).data(Qt.ItemDataRole.UserRole) for row in range(widget.count())] != [
            entry.value for entry in entries
        ]:
            widget.clear()
            for entry in entries:
                item = QListWidgetItem(tr(entry.title), widget)
                item.setData(Qt.ItemDataRole.UserRole, entry.value)
                item.setToolTip(doc(entry.doc))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        for row, entry in enumerate(entries):
            state = Qt.CheckState.Checked if entry.value in chosen else Qt.CheckState.Unchecked
            widget.item(row).setCheckState(state)
        rows = min(6, max(2, len(entries)))
        widget.setFixedHeight(rows * max(24, widget.sizeHintForRow(0)) + 8)
        widget.blockSignals(False)

    def _show_optimizer(self, name: str, config: dict[str, Any]) -> None:
        if self._optimizer_form is not None and name == self._optimizer_name:
            self._optimizer_form.set_values(config)
            return
        if self._optimizer_form is not None:
            discard(self._optimizer_form)
        self._optimizer_name = name
        self._optimizer_form = Form(
            object_fields("optimizer", name),
            config,
            prefix="training.optimizer",
            advanced=lambda field: (field.inherited and field.name != "learning_rate") or field.name in _RARE,
        )
        self._optimizer_form.changed.connect(self._optimizer_changed)
        self._optimizer_place.addWidget(self._optimizer_form)
        follow(self._optimizer, self._optimizer_form)

    def _optimizer_chosen(self, row: int) -> None:
        name = self._optimizer.itemData(row)
        if name != self._optimizer_name:
            self._set("optimizer", _object(name, {}), tr("Choose optimizer"))

    def _optimizer_changed(self, key: str, value: Any) -> None:
        _, config = read_object("optimizer", self._project.training.get("optimizer"))
        self._set(
            "optimizer", _object(self._optimizer_name, {**config, key: value}), merge=f"optimizer.{key}"
        )

    def _metric_ticked(self) -> None:
        widget = self._metric_list
        items = [widget.item(row) for row in range(widget.count())]
        ticked = [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        old = self._project.training.get("metrics") or []
        by_name = {_stored_name(self._metrics, metric): metric for metric in old}
        self._set("metrics", [by_name.get(name, name) for name in ticked])

    def _set(self, key: str, value: Any, text: str = "", merge: str = "") -> None:
        training = {**self._project.training, key: value}
        if training == self._project.training:
            return
        text = text or tr("Set {setting}", setting=field_label(key).lower())
        self._stack.push(SetSettings("training", training, merge or key), text)

    def _settings_changed(self, section: str) -> None:
        if section == "training":
            self.refresh()


def _object(name: str, config: dict[str, Any]) -> dict[str, Any]:
    """The short form that project files use; what is not said has its default."""
    whole = write_object("optimizer", name, config)
    defaults = {field.name: field.default for field in object_fields("optimizer", name)}
    kept = {
        key: value
        for key, value in whole["config"].items()
        if key == "learning_rate" or defaults.get(key) != value
    }
    return {"class_name": name, "config": kept}


def _stored_name(known: list[Choice], value: Any) -> str:
    """The value of the choice that a stored loss or metric means."""
    name = value.get("class_name", "") if isinstance(value, dict) else str(value or "")
    for choice in known:
        if name == choice.value or name in choice.aliases:
            return choice.value
    return name
