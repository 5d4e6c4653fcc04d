"""SwapEMAWeights: evaluation and checkpoints see the moving average of the weights."""

from __future__ import annotations

from typing import Any

from layerloom.callbacks.callback import Callback, Logs
from layerloom.declaration import register
from layerloom.errors import LayerloomError


@register("callback", category="Weights")
class SwapEMAWeights(Callback):
    """Puts the moving average of an optimizer with use_ema into the model while it is evaluated.

    Args:
        swap_on_epoch: Whether it is there at the end of epochs as well, so that checkpoints save it.
    """

    def __init__(self, swap_on_epoch: bool = False) -> None:
        super().__init__()
        self.swap_on_epoch = swap_on_epoch
        self._swapped = False

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Takes the average out again."""
        if self.swap_on_epoch:
            self._swap(False)

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Puts the average in for the callbacks that follow."""
        if not self.swap_on_epoch or self._swapped:
            return
        self._swap(True)
        if epoch == self.params["epochs"] - 1:
            # the end of training puts the average into the model once more: it must be the one that is there
            for optimizer in self._optimizers():
                for variable, average in _pairs(optimizer):
                    average.assign(variable)

    def on_test_begin(self, logs: Logs = None) -> None:
        """Puts the average in."""
        self._swap(True)

    def on_test_end(self, logs: Logs = None) -> None:
        """Takes the average out."""
        self._swap(False)

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Puts the average in."""
        self._swap(True)

    def on_predict_end(self, logs: Logs = None) -> None:
        """Takes the average out."""
        self._swap(False)

    def _swap(self, wanted: bool) -> None:
        if self._swapped == wanted:
            return
        for optimizer in self._optimizers():
            for variable, average in _pairs(optimizer):
                held = variable.numpy().copy()
                variable.assign(average)
                average.assign(held)
        self._swapped = wanted

    def _optimizers(self) -> list[Any]:
        optimizer = getattr(self.model.optimizer, "inner_optimizer", self.model.optimizer)
        inner = getattr(optimizer, "optimizers", [optimizer])
        found = [item for item in inner if getattr(item, "use_ema", False)]
        if not found:
            raise LayerloomError(
                "SwapEMAWeights needs an optimizer that keeps a moving average: make it with use_ema=True."
            )
        return found


def _pairs(optimizer: Any) -> list[tuple[Any, Any]]:
    if not optimizer.built:
        return []  # nothing was learned, so that there is no average either
    return list(zip(optimizer._trainable_variables, optimizer._averages, strict=True))
