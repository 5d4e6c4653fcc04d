"""StartPoints: what the next training may go on from, and which of it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from layerloom_studio.language import tr
from layerloom_studio.runs.checkpoints import Checkpoint
from layerloom_studio.runs.starting import Start
from layerloom_studio.training.record import RunRecord

LAST = "last"
_FILE = "file"
_CHECKPOINT = "checkpoint"


@dataclass(frozen=True)
class StartPoint:
    """One choice.

    Args:
        key: Tells it from the others.
        title: For people.
        load: Reads the weights; it is called in the thread of the training.
    """

    key: str
    title: str
    load: Callable[[], Start]


class StartPoints(QObject):
    """New weights, or those of an opened model, of the last run, or of one that was killed.

    Args:
        parent: Owner.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: dict[str, StartPoint] = {}
        self._chosen = ""

    @property
    def points(self) -> list[StartPoint]:
        """All that there is besides new weights."""
        return list(self._points.values())

    @property
    def chosen(self) -> str:
        """Key of the one that the next training goes on from; empty for new weights."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Go on from this one next time; an empty key is for new weights."""
        self._chosen = key if key in self._points else ""
        self.changed.emit()

    def load(self) -> Callable[[], Start] | None:
        """Return what reads the chosen weights; ``None`` for new ones."""
        point = self._points.get(self._chosen)
        return None if point is None else point.load

    def clear(self) -> None:
        """Forget all of them, since another drawing is open."""
        self._points.clear()
        self.choose("")

    def offer_model(self, title: str, load: Callable[[], Start]) -> None:
        """Offer the weights of an opened model and choose them."""
        self._points[_FILE] = StartPoint(_FILE, tr("Weights of {title}", title=title), load)
        self.choose(_FILE)

    def offer_killed(self, run: Path, epoch: int) -> None:
        """Offer to finish a run that was killed, and choose it."""
        title = tr("the interrupted training after epoch {epoch}", epoch=epoch)
        self._points[LAST] = StartPoint(LAST, _headline(title), lambda: Start.of_run(run, title))
        self.choose(LAST)

    def offer_checkpoint(self, run: Path, checkpoint: Checkpoint) -> None:
        """Offer the weights of a checkpoint and choose them."""
        title = tr("the checkpoint of epoch {epoch}", epoch=checkpoint.epoch)
        load = partial(Start.of_checkpoint, run, checkpoint.path, title)
        self._points[_CHECKPOINT] = StartPoint(_CHECKPOINT, _headline(title), load)
        self.choose(_CHECKPOINT)

    def run_ended(self, record: RunRecord) -> None:
        """Offer the weights that a run ended with; it stays chosen if the run itself had gone on from something."""
        folder, weights = record.folder, record.last_weights
        if folder is None or weights is None or not record.rows:
            return
        title = tr("the last training, epoch {number}", number=record.rows[-1].number)
        self._points[LAST] = StartPoint(LAST, _headline(title), lambda: Start.of_run(folder, title))
        self.choose(LAST if self._chosen else "")


def _headline(title: str) -> str:
    """A title that is made for the middle of a sentence, as it stands alone; other languages have no article."""
    alone = title.removeprefix("the ")
    return alone[:1].upper() + alone[1:]
