"""What layers add to the loss and to the metrics of their model."""

from __future__ import annotations

from typing import Any

from layerloom.declaration.unknown_parts import UnknownPart
from layerloom.layers.call_context import in_call
from layerloom.layers.weights import WeightOwner
from layerloom.metrics import Mean
from layerloom.naming import unique_name


class LossOwner(WeightOwner):
    """Keeps penalties and metrics that calls, or somebody from outside, have added."""

    #: Counts how often any layer was given a loss from outside; plans that know of none are made anew then.
    changes_of_losses: int = 0
    activity_regularizer: Any
    _losses: list[Any]
    _standing_losses: list[Any]
    _own_metrics: dict[str, Any]

    def _start(self) -> None:
        """Makes what is kept, if that is not there yet."""
        raise NotImplementedError

    def add_loss(self, loss: Any) -> None:
        """Adds a penalty, a scalar or several, to the loss of the model.

        Args:
            loss: Within ``call`` a tensor, which counts for this call; from outside a number, or a function
                without arguments that gives one, which counts from now on.
        """
        self._start()
        kept = self._losses if in_call() else self._standing_losses
        LossOwner.changes_of_losses += kept is self._standing_losses
        kept.extend(loss if isinstance(loss, (list, tuple)) else [loss])

    def add_metric(self, value: Any, name: str | None = None, aggregation: str = "mean") -> None:
        """Reports a value of this call, averaged over the epoch, in the metrics of the model.

        Args:
            value: A scalar tensor, or several numbers whose mean counts.
            name: Its name in the history.
            aggregation: ``"mean"``, the only kind there is.
        """
        self._start()
        if aggregation != "mean":
            raise ValueError(f"add_metric: aggregation must be 'mean', got {aggregation!r}.")
        label = name or getattr(value, "name", None) or unique_name("metric")
        self._own_metrics.setdefault(label, Mean(name=label)).update_state(value)
        WeightOwner.has_metrics = True

    def _penalize(self, outputs: Any) -> None:
        """Adds the penalty of the outputs, for one sample on average."""
        if isinstance(self.activity_regularizer, UnknownPart):
            # Answers go without it: only who asks for the loss is told.
            self.activity_regularizer.where = f"Layer {self._title}"
            self.add_loss(self.activity_regularizer)
            return
        for output in outputs if isinstance(outputs, (list, tuple)) else (outputs,):
            self.add_loss(self.activity_regularizer(output) / float(max(output.shape[0], 1)))

    def _forget_losses(self) -> None:
        for layer in self._flatten_layers():
            layer._losses.clear()

    @property
    def losses(self) -> list[Any]:
        """The penalties of the last call and of the weight regularizers, inner layers included."""
        added = [
            loss for layer in self._flatten_layers() for loss in (*layer._losses, *layer._standing_losses)
        ]
        added = [loss() if callable(loss) else loss for loss in added]
        weights = [v.regularizer(v) for v in self.trainable_weights if v.regularizer is not None]
        return added + weights

    @property
    def metrics(self) -> list[Any]:
        """The metrics in the attributes of the layer and of those inside it."""
        return [metric for layer in self._flatten_layers() for metric in layer._own_metrics.values()]
