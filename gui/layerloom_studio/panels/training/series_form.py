"""SeriesForm: trains again and again with other values of one or two settings, to be compared afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio.document.files import to_json
from layerloom_studio.document.project import Project
from layerloom_studio.forms.choices import wide_combo
from layerloom_studio.language import tr
from layerloom_studio.runs.job import Job
from layerloom_studio.training.series import Variation, read_values, variable, vary
from layerloom_studio.widgets import folded, label, set_role

_ROWS = 2


class SeriesForm(QWidget):
    """Two rows of a setting and its values; all combinations are trained one after the other.

    Args:
        project: The open document, which is only read.
        parent: Owner.
    """

    wanted = Signal(object)  # function from a Job to the jobs of the series

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training.series")
        self._project = project
        self._suggestions: dict[str, str] = {}
        hint = tr("Trains once with each value, one after the other; Compare shows them side by side.")
        self._fold, body = folded(self, tr("Series of trainings"), "training.series.fold", hint)
        self._fold.toggled.connect(lambda _opened: self.refresh())
        self._keys: list[QComboBox] = []
        self._values: list[QLineEdit] = []
        for row in range(1, _ROWS + 1):
            key = wide_combo()
            key.setObjectName(f"training.series.key{row}")
            key.setAccessibleName(tr("Setting {number} that varies", number=row))
            key.activated.connect(lambda _place, row=row: self._suggest(row - 1))
            values = QLineEdit()
            values.setObjectName(f"training.series.values{row}")
            values.setAccessibleName(tr("Values of setting {number}, with commas between them", number=row))
            values.setToolTip(values.accessibleName())
            values.textChanged.connect(lambda _text: self._count())
            self._keys.append(key)
            self._values.append(values)
            body.addWidget(key)
            body.addWidget(values)
        self._message = label("", "muted")
        self._message.setObjectName("training.series.message")
        self._go = QPushButton()
        self._go.setObjectName("training.series.start")
        self._go.clicked.connect(lambda _checked: self._start())
        body.addWidget(self._message)
        body.addWidget(self._go)
        project.settings_changed.connect(self._settings_changed)
        project.analysis_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Offer the settings that the document has now; while the section is closed nobody sees it."""
        if not self._fold.is_open():
            return
        old = self._suggestions
        try:
            self._suggestions = variable(self._job())
        except LayerloomError as error:
            self._say(str(error))
            return
        for row, combo in enumerate(self._keys):
            now = combo.currentData()
            with QSignalBlocker(combo):
                combo.clear()
                if row:
                    combo.addItem(tr("and nothing else"), "")
                for key in self._suggestions:
                    combo.addItem(key.replace("_", " "), key)
                combo.setCurrentIndex(max(0, combo.findData(now)))
            if self._values[row].text() in ("", old.get(combo.currentData() or "", "")):
                self._suggest(row)
        self._count()

    def _job(self) -> Job:
        return Job.from_project(to_json(self._project.whole().content()))

    def _suggest(self, row: int) -> None:
        key = self._keys[row].currentData() or ""
        self._values[row].setText(self._suggestions.get(key, ""))
        self._values[row].setVisible(bool(key))
        self._count()

    def _maker(self) -> Callable[[Job], list[Job]]:
        """What makes the jobs of the series.

        Raises:
            LayerloomError: If a value cannot be read.
        """
        variations = [
            Variation(combo.currentData(), read_values(line.text()))
            for combo, line in zip(self._keys, self._values, strict=True)
            if combo.currentData()
        ]
        return lambda job: vary(job, variations)

    def _count(self) -> None:
        if not self._fold.is_open():
            return
        try:
            count = len(self._maker()(self._job()))
        except LayerloomError as error:
            self._say(str(error))
            return
        self._say("")
        self._go.setText(tr("Train {count} times", count=count))

    def _settings_changed(self, _section: str) -> None:
        self.refresh()

    def _say(self, sentence: str) -> None:
        self._message.setText(tr(sentence))
        self._message.setVisible(bool(sentence))
        set_role(self._message, "error")
        self._go.setEnabled(not sentence)
        self._go.setToolTip(
            tr(sentence) or tr("Train with each combination of these values, one after the other")
        )
        if sentence:
            self._go.setText(tr("Train"))

    def _start(self) -> None:
        self.wanted.emit(self._maker())
