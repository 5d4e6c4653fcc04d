"""ProgbarLogger: the progress bar of fit, evaluate and predict."""

from __future__ import annotations

from typing import Any

from layerloom.callbacks.callback import Callback, Logs
from layerloom.callbacks.progbar import Progbar
from layerloom.callbacks.terminal import terminal


class ProgbarLogger(Callback):
    """Shows progress and metrics on the terminal; ``fit`` adds it unless ``verbose`` is 0."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0
        self.target: int | None = None
        self.verbose = 1
        self.epochs = 1
        self.progbar: Progbar | None = None
        self._called_in_fit = False

    def set_params(self, params: Any) -> None:
        """Reads ``verbose``, ``epochs`` and ``steps``."""
        verbose = params.get("verbose", 1)
        self.verbose = 1 if verbose == "auto" else int(verbose)
        self.epochs = params.get("epochs") or 1
        self.target = params.get("steps")

    def on_train_begin(self, logs: Logs = None) -> None:
        """Notes that evaluations belong to the training."""
        self._called_in_fit = True

    def on_train_end(self, logs: Logs = None) -> None:
        """Notes that later evaluations stand by themselves."""
        self._called_in_fit = False

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Starts the bar of an epoch."""
        if self.verbose and self.epochs > 1:
            terminal.line(f"Epoch {epoch + 1}/{self.epochs}")
        self._start()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Ends the bar of an epoch, now with the validation's values."""
        self._finish(logs)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Moves the bar on."""
        self._move(batch, logs)

    def on_test_begin(self, logs: Logs = None) -> None:
        """Starts the bar of an evaluation."""
        if not self._called_in_fit:
            self._start()

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Moves the bar on."""
        if not self._called_in_fit:
            self._move(batch, logs)

    def on_test_end(self, logs: Logs = None) -> None:
        """Ends the bar of an evaluation."""
        if not self._called_in_fit:
            self._finish(logs)

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Starts the bar of a prediction."""
        self._start()

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Moves the bar on."""
        self._move(batch, None)

    def on_predict_end(self, logs: Logs = None) -> None:
        """Ends the bar of a prediction."""
        self._finish(None)

    def _start(self) -> None:
        self.seen = 0
        self.progbar = Progbar(self.target, verbose=self.verbose, stateless_metrics=())

    def _move(self, batch: int, logs: Logs) -> None:
        if self.progbar is None:
            self._start()
        self.seen = batch + 1
        if self.verbose == 1 and self.progbar is not None:
            self.progbar.update(self.seen, list((logs or {}).items()), finalize=False)

    def _finish(self, logs: Logs) -> None:
        if self.progbar is None:
            return
        if self.target is None:  # now the number of batches is known, for the epochs to come
            self.target = self.progbar.target = self.seen
        self.progbar.update(self.target, list((logs or {}).items()), finalize=True)
        self.progbar = None
