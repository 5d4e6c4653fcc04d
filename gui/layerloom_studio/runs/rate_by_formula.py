"""RateByFormula: gives every epoch of a training its learning rate."""

from __future__ import annotations

from layerloom.callbacks import LearningRateScheduler
from layerloom.callbacks.callback import Logs
from layerloom.declaration import register
from layerloom.errors import FieldError, LayerloomError
from layerloom_studio.arithmetic import rate_of


@register("callback", category="Learning rate")
class RateByFormula(LearningRateScheduler):
    """Gives every epoch its learning rate by a formula.

    Args:
        formula: Over epoch (0 for the first), epochs (how many), rate (that of the epoch before) and first (that of
            the start), such as first * 0.95 ** epoch.
    """

    def __init__(self, formula: str = "first * 0.95 ** epoch") -> None:
        super().__init__(self._of_epoch)
        try:
            rate_of(formula, {"epoch": 0, "epochs": 10, "rate": 0.001, "first": 0.001})
        except LayerloomError as error:
            raise FieldError(str(error)) from error
        self.formula = formula
        self._first: float | None = None

    def on_train_begin(self, logs: Logs = None) -> None:
        """Notes the rate of the start."""
        self._first = None

    def _of_epoch(self, epoch: int, rate: float) -> float:
        self._first = rate if self._first is None else self._first
        epochs = int((self.params or {}).get("epochs") or 1)
        return rate_of(self.formula, {"epoch": epoch, "epochs": epochs, "rate": rate, "first": self._first})
