"""TerminateOnNaN: ends training when the loss is no longer a number."""

from __future__ import annotations

import math

from layerloom.callbacks.callback import Callback, Logs
from layerloom.callbacks.terminal import terminal
from layerloom.declaration import register


@register("callback", category="Stopping")
class TerminateOnNaN(Callback):
    """Stops training as soon as the loss is not a number or infinite.

    Args:
        raise_error: Whether to raise an error instead of ending the training quietly.
    """

    def __init__(self, raise_error: bool = False) -> None:
        super().__init__()
        self.raise_error = raise_error
        self.reason = ""

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forgets the training before."""
        self.reason = ""

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Looks at the loss."""
        loss = (logs or {}).get("loss")
        if loss is None or math.isfinite(loss):
            return
        self.reason = (
            f"the loss became {float(loss)} in batch {batch + 1}: try a smaller learning rate, "
            "and look for NaN or very large values in the data"
        )
        if self.raise_error:
            raise RuntimeError(f"Training ended because {self.reason}.")
        terminal.line(f"Training ended because {self.reason}.")
        self.model.stop_training = True
