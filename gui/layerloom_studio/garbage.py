"""Python's search for garbage, in the thread of the window alone.

Python searches in whichever thread happens to make an object when it is time. A widget that it found there, while a
network is trained, would be destroyed in a thread that is not Qt's, which brings the program down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: Milliseconds between looks whether it is time.
_PAUSE = 100


class Collector(QObject):
    """Searches when it is due, from its thread's own loop; Python's own search ends when it is made.

    Args:
        parent: What it belongs to.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what is there when the window opens lasts
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self.collect_if_due)
        self._timer.start()

    def collect_if_due(self) -> None:
        """Searches the oldest generation that Python would search now, if any."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts) if count > limit > 0]
        if due:
            gc.collect(due[-1])

    def collect_all(self) -> None:
        """Searches everything, and lets later searches pass over what is left.

        With thousands of layers in a drawing, a search among these takes longer than an edit.
        """
        gc.unfreeze()
        gc.collect()
        gc.freeze()
