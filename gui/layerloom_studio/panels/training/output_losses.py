"""OutputLosses: for a network with several outputs, the loss of each and how much it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.forms.choices import show_choice, wide_combo
from layerloom_studio.language import tr
from layerloom_studio.panels.training.choices import Choice
from layerloom_studio.training.checks import output_names
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import NumberBox, clear_layout, heading, label
from layerloom_studio.widgets.tips import plain_tip

_LOSSES, _WEIGHTS = "output_losses", "loss_weights"


class OutputLosses(QWidget):
    """A row for each output; hidden while there is one output only.

    Args:
        project: The open document.
        stack: Where edits go.
        losses: What can be chosen.
        parent: Owner.
    """

    def __init__(
        self, project: Project, stack: DocumentStack, losses: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training.outputs")
        self._project = project
        self._stack = stack
        self._losses = losses
        self._names: tuple[str, ...] = ()
        self._boxes: dict[str, tuple[QComboBox, NumberBox]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TINY)
        for event in (project.analysis_changed, project.outputs_changed, project.reset):
            event.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the outputs of the drawing and the settings as they are now."""
        names = output_names(self._project)
        if names != self._names:
            self._names = names
            self._make_rows()
        self.setVisible(len(names) > 1)
        training = self._project.training
        for name, (box, weight) in self._boxes.items():
            show_choice(box, self._value(_mapping(training, _LOSSES).get(name)))
            if not weight.hasFocus():
                weight.set_value(_mapping(training, _WEIGHTS).get(name, 1.0))

    def _make_rows(self) -> None:
        clear_layout(self._column)
        self._boxes = {}
        if len(self._names) < 2:
            return
        self._column.addWidget(heading(tr("Outputs")))
        self._column.addWidget(
            label(tr("What each output is judged by, and how much that counts in the whole loss."), "small")
        )
        for name in self._names:
            box = wide_combo()
            box.setObjectName(f"training.loss.{name}")
            box.setAccessibleName(tr("Loss of the output {name}", name=name))
            box.setToolTip(
                tr(
                    "By default the loss above, or if this output learns something of the other kind, the usual "
                    "one of classes or of values"
                )
            )
            box.addItem(tr("by default"), "")
            for choice in self._losses:
                box.addItem(tr(choice.title), choice.value)
            box.activated.connect(partial(self._loss_chosen, name, box))
            weight = NumberBox(step=0.1, check=_at_least_nothing)
            weight.setObjectName(f"training.loss_weight.{name}")
            weight.setAccessibleName(tr("How much the loss of {name} counts", name=name))
            weight.setToolTip(plain_tip(weight.accessibleName()))
            weight.setFixedWidth(theme.scaled(72))
            weight.changed.connect(partial(self._weight_typed, name))
            title = label(name)
            title.setBuddy(box)
            line = QHBoxLayout()
            line.setSpacing(theme.SMALL)
            line.addWidget(box, 1)
            line.addWidget(label("×", "muted", wrap=False))
            line.addWidget(weight)
            self._column.addWidget(title)
            self._column.addLayout(line)
            self._boxes[name] = box, weight

    def _value(self, loss: Any) -> str:
        name = loss.get("class_name", "") if isinstance(loss, dict) else str(loss or "")
        return next((item.value for item in self._losses if name in (item.value, *item.aliases)), name)

    def _loss_chosen(self, name: str, box: QComboBox, _row: int) -> None:
        value = box.currentData()
        if value != self._value(_mapping(self._project.training, _LOSSES).get(name)):
            self._set(_LOSSES, name, value or None, tr("Choose the loss of {name}", name=name))

    def _weight_typed(self, name: str, value: Any) -> None:
        changed = None if value == 1 else float(value)
        self._set(_WEIGHTS, name, changed, tr("Set the weight of the loss of {name}", name=name))

    def _set(self, key: str, name: str, value: Any, text: str) -> None:
        training = self._project.training
        kept = {n: v for n, v in _mapping(training, key).items() if n in self._names and n != name}
        if value is not None:
            kept[name] = value
        new = {**training, key: kept}
        if not kept:
            del new[key]
        if new != training:
            self._stack.push(SetSettings("training", new, f"{key}.{name}"), text)


def _mapping(training: dict[str, Any], key: str) -> dict[str, Any]:
    value = training.get(key)
    return value if isinstance(value, dict) else {}


def _at_least_nothing(value: Any) -> Any:
    if value < 0:
        raise ValueError(tr("A loss counts by a number from 0 up."))
    return value
