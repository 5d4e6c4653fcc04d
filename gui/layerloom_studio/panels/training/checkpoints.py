"""CheckpointsRow: the files that a run has kept, and what can be done with each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from layerloom_studio.forms.choices import wide_combo
from layerloom_studio.language import tr
from layerloom_studio.panels.training.model_work import ModelWork, ask_for_model
from layerloom_studio.runs.checkpoints import Checkpoint
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.record import RunRecord, format_value
from layerloom_studio.training.saving import restore_checkpoint, save_checkpoint

_TIP = Qt.ItemDataRole.ToolTipRole


class CheckpointsRow(QWidget):
    """A list of checkpoints and a menu; it is seen only where a run has kept some.

    Args:
        controller: Tells of the runs, and starts from weights.
        work: Reads and writes models.
        parent: Owner.
    """

    told = Signal(str, str)  # a sentence and its role

    def __init__(
        self, controller: TrainingController, work: ModelWork, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training.checkpoints")
        self._controller = controller
        self._work = work
        self._record: RunRecord | None = None
        self._shown: list[Checkpoint] = []
        self._wanted: Path | None = None  # what somebody has chosen; else the newest
        self._ambiguous = False
        self._list = wide_combo()
        self._list.setObjectName("training.checkpoints.list")
        self._list.setAccessibleName(tr("Checkpoints of this run"))
        self._list.setToolTip(tr("What ModelCheckpoint has kept of this run, the newest first"))
        self._list.activated.connect(self._want)
        self._use = QPushButton(tr("Use"))
        self._use.setObjectName("training.checkpoints.use")
        self._use.setAccessibleName(tr("Use this checkpoint"))
        self._menu = QMenu(self._use)
        self._menu.setToolTipsVisible(True)
        for name, text, tip, deed in (
            (
                "restore",
                tr("Make it the result of the run"),
                tr("Predictions, Save model and Weights then use this epoch"),
                self._restore,
            ),
            (
                "go_on",
                tr("Train on from here"),
                tr("The next training begins with these weights"),
                self._go_on,
            ),
            ("save", tr("Save as a model…"), tr("The whole network with these weights"), self._ask_save),
        ):
            self._menu.addAction(self._action(name, text, tip, deed))
        self._use.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._list, 1)
        row.addWidget(self._use)
        controller.epoch.connect(self.refresh)
        for signal in (controller.finished, controller.restored):
            signal.connect(self.refresh)
        for change in (controller.state_changed, work.changed):
            change.connect(self._allow)
        self.refresh()

    def set_record(self, record: RunRecord | None) -> None:
        """Show another run, or none."""
        self._record = record
        self.refresh()

    def refresh(self) -> None:
        """List what there is now; what was chosen stays so."""
        record = self._record
        now = [] if record is None else record.restorable
        self._ambiguous = len({checkpoint.epoch for checkpoint in now}) < len(now)
        if now != self._shown or not now:
            with QSignalBlocker(self._list):
                self._list.clear()
                for checkpoint in now:
                    self._list.addItem(self._title(checkpoint))
                    tip = str(checkpoint.path)
                    self._list.setItemData(self._list.count() - 1, tip, _TIP)
                paths = [item.path for item in now]
                kept = paths.index(self._wanted) if self._wanted in paths else 0
                self._list.setCurrentIndex(kept if now else -1)
            self._shown = now
        self.setVisible(bool(now))
        self._allow()

    def _want(self, row: int) -> None:
        self._wanted = self._shown[row].path

    def _title(self, checkpoint: Checkpoint) -> str:
        assert self._record is not None
        row = self._record.at(checkpoint.epoch)
        watched = self._record.best[0] if self._record.best else "loss"
        value = None if row is None else row.values.get(watched)
        parts = [tr("Epoch {number}", number=checkpoint.epoch)]
        parts += [] if value is None else [f"{watched} {format_value(value)}"]
        parts += [checkpoint.path.name] if self._ambiguous else []
        return " · ".join(parts)

    def _action(self, name: str, text: str, tip: str, deed: Callable[[Checkpoint], None]) -> QAction:
        action = QAction(text, self._menu)
        action.setObjectName(f"training.checkpoints.{name}")
        action.setToolTip(tip)
        action.triggered.connect(lambda _checked=False: self._do(deed))
        return action

    def _allow(self) -> None:
        record = self._record
        reason = "" if record is None else self._controller.why_not_restore(record)
        reason = tr("Wait until the model is written.") if self._work.busy else reason
        self._use.setEnabled(not reason)
        self._use.setToolTip(reason or self._use.accessibleName())

    def _chosen(self) -> Checkpoint | None:
        place = self._list.currentIndex()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def _do(self, deed: Callable[[Checkpoint], None]) -> None:
        checkpoint = self._chosen()
        if checkpoint is not None:
            deed(checkpoint)

    def _restore(self, checkpoint: Checkpoint) -> None:
        record = self._record
        assert record is not None

        def tell(model: Path) -> None:
            self._controller.take_restored(record, checkpoint.epoch, model)
            self.told.emit(
                tr("The result of the run is that of epoch {epoch} now.", epoch=checkpoint.epoch), "success"
            )

        words = tr("Making epoch {epoch} the result…", epoch=checkpoint.epoch)
        self._work.start(words, lambda check: restore_checkpoint(record, checkpoint, check=check), tell)

    def _go_on(self, checkpoint: Checkpoint) -> None:
        assert self._record is not None
        assert self._record.folder is not None
        self._controller.starts.offer_checkpoint(self._record.folder, checkpoint)
        self.told.emit(tr("The next training goes on from epoch {epoch}.", epoch=checkpoint.epoch), "success")

    def _ask_save(self, checkpoint: Checkpoint) -> None:
        record = self._record
        assert record is not None
        start = f"{record.title or 'model'}-{checkpoint.epoch}.h5"
        target = ask_for_model(self, start)
        if target is not None:
            self._work.start(
                tr("Writing {name}…", name=target.name),
                lambda check: save_checkpoint(record, checkpoint, target, check=check),
                lambda _: self.told.emit(tr("Saved {target}.", target=target), "success"),
            )
