"""StartChoice: new weights, or which learned ones the training goes on from."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from layerloom_studio import theme
from layerloom_studio.language import mark, tr
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.widgets import label

_TIP = mark(
    "Layers whose names and shapes are still the same keep what they learned; the optimizer goes on, too."
)


class StartChoice(QWidget):
    """One line; it is seen only where there is a choice.

    Args:
        controller: Knows what there is.
        parent: Owner.
    """

    def __init__(self, controller: TrainingController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training.start_choice")
        self._controller = controller
        self._box = QComboBox()
        self._box.setObjectName("training.start_from")
        self._box.setAccessibleName(tr("Start from"))
        self._box.setToolTip(tr(_TIP))
        self._box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._box.activated.connect(lambda row: controller.starts.choose(self._box.itemData(row)))
        text = label(tr("Start from"), "muted", wrap=False)
        text.setBuddy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(text)
        row.addWidget(self._box, 1)
        controller.starts.changed.connect(self.refresh)
        controller.state_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        starts = self._controller.starts
        self._box.clear()
        self._box.addItem(tr("New weights"), "")
        for point in starts.points:
            self._box.addItem(point.title, point.key)
        self._box.setCurrentIndex(max(0, self._box.findData(starts.chosen)))
        self._box.setEnabled(not self._controller.busy)
        self.setVisible(bool(starts.points))
