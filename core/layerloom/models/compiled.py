"""What compile() makes of its arguments: a total loss and metrics, per output where there are several."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import losses as losses_module
from layerloom import metrics as metrics_module
from layerloom.errors import LayerloomError
from layerloom.models.data_adapter import leaves
from layerloom.tensors import Tensor

Named = list[tuple[str, Any]]
_OF_ONE_VALUE = (metrics_module.Mean.update_state, metrics_module.Sum.update_state)


def as_outputs(values: Any, names: list[str] | None, what: str) -> list[Any]:
    """Spreads something given once, as a list, or as a dict by output name over the outputs.

    Args:
        values: What a person gave.
        names: Names of the outputs, ``None`` where the model does not know them.
        what: How errors call it, for example ``"loss"``.

    Raises:
        LayerloomError: If a name is unknown or the count is wrong.
    """
    count = len(names) if names else 1
    if isinstance(values, dict):
        known = names or list(values)
        unknown = [key for key in values if key not in known]
        if unknown:
            raise LayerloomError(
                f"{what} names the output {unknown[0]!r}; the outputs are {', '.join(known)}."
            )
        return [values.get(name) for name in known]
    if isinstance(values, (list, tuple)):
        if names is not None and len(values) != count:
            raise LayerloomError(f"{what} has {len(values)} entries, but the model has {count} outputs.")
        return list(values)
    return [values] * count


class CompiledLoss:
    """The loss of a model: one function per output, weighted and added up.

    Args:
        loss: Name, function or object, or a list or dict of them by output.
        loss_weights: A factor per output.
        output_names: Names of the outputs.
    """

    def __init__(self, loss: Any, loss_weights: Any, output_names: list[str] | None) -> None:
        self._given = loss, loss_weights
        self._settled = output_names is not None
        self._spread(output_names, None)

    def _spread(self, names: list[str] | None, count: int | None) -> None:
        """Finds a loss, a weight and a tracker for each output, of which a model of a user tells no names."""
        loss, loss_weights = self._given
        given = as_outputs(loss, names, "loss")
        if count is not None and len(given) == 1 and not isinstance(loss, (list, tuple, dict)):
            given = given * count
        if count is not None and len(given) != count:
            raise LayerloomError(f"loss has {len(given)} entries, but the model has {count} outputs.")
        self.losses = [_as_loss(item) for item in given]
        weights = as_outputs(loss_weights, names, "loss_weights")
        weights = weights * len(given) if len(weights) == 1 or not self._settled else weights
        if self._settled and len(weights) != len(given):
            raise LayerloomError(f"loss_weights has {len(weights)} entries, but loss has {len(given)}.")
        self.weights = [1.0 if w is None else float(w) for w in weights]
        self.names = names
        several = sum(item is not None for item in self.losses) > 1
        own = [
            item if isinstance(item, str) else getattr(found, "name", "")
            for item, found in zip(given, self.losses, strict=True)
        ]
        self.trackers = [
            metrics_module.Mean(name=f"{name}_loss") if several and item is not None else None
            for name, item in zip(names or own, self.losses, strict=True)
        ]

    def __call__(self, y: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Returns the total loss of a batch as a scalar tensor, or ``None`` where no output has a loss."""
        if not self._settled:
            self._settled = True
            self._spread(list(y_pred) if isinstance(y_pred, dict) else None, len(leaves(y_pred)))
        predictions, targets = leaves(y_pred), self._targets(y, len(leaves(y_pred)))
        weights = self._targets(sample_weight, len(predictions))
        if len(weights) == 1 < len(predictions):
            weights = weights * len(predictions)
        total: Any = None
        rows = zip(self.losses, self.weights, self.trackers, targets, predictions, weights, strict=True)
        for loss, factor, tracker, target, prediction, weight in rows:
            if loss is None:
                continue
            if target is None:
                raise LayerloomError("The loss needs targets, but the data have none: give y as well.")
            value = loss(target, prediction, sample_weight=weight)
            if tracker is not None:
                tracker.update_state(as_number(value), sample_weight=len(prediction))
            value = value if factor == 1.0 else value * factor
            total = value if total is None else total + value
        return total

    def _targets(self, y: Any, count: int) -> list[Any]:
        if isinstance(y, dict):
            return [y.get(name) for name in (self.names or list(y))]
        if y is None:
            return [None] * count
        found = leaves(y)
        if len(found) == 1 and count > 1 and len(self.losses) == count:
            return found * count if not isinstance(y, (list, tuple)) else found
        if len(found) != count:
            raise LayerloomError(f"The model has {count} outputs, but the data have {len(found)} targets.")
        return found


class CompiledMetrics:
    """The metrics of a model, resolved at the first batch, when shapes are known.

    Args:
        metrics: Names, functions or objects; one list for a single output, else lists or a dict by output.
        weighted: Whether sample weights count.
        output_names: Names of the outputs.
    """

    def __init__(self, metrics: Any, weighted: bool, output_names: list[str] | None) -> None:
        self.weighted = weighted
        self.names = output_names
        self._metrics = metrics
        if output_names is not None:  # so that a wrong name is told at once
            _metric_lists(metrics, output_names, len(output_names))
        self.resolved: list[Named] | None = None

    @property
    def metrics(self) -> list[Any]:
        """The metric objects; empty before the first batch."""
        return [metric for row in self.resolved or [] for _, metric in row]

    def resolve(self, y: list[Any], y_pred: list[Any]) -> None:
        """Makes metric objects for data of these shapes."""
        several = len(y_pred) > 1
        self.resolved = []
        for index, given in enumerate(_metric_lists(self._metrics, self.names, len(y_pred))):
            row: Named = []
            for item in given:
                metric = _as_metric(item, y[index], y_pred[index])
                _check_compares(metric)
                if isinstance(item, str):  # the report uses the word that the user wrote
                    metric.name = item
                prefix = f"{self.names[index]}_" if several and self.names else ""
                row.append((prefix, metric))
            self.resolved.append(row)

    def update(self, y: Any, y_pred: Any, sample_weight: Any) -> None:
        """Takes a batch into account."""
        predictions = leaves(y_pred)
        if self.resolved is None and self.names is None and isinstance(y_pred, dict):
            self.names = list(y_pred)
        targets = [y.get(n) for n in self.names or []] if isinstance(y, dict) else leaves(y)
        if len(targets) < len(predictions):
            targets = [*targets, *[None] * (len(predictions) - len(targets))]
        if self.resolved is None:
            self.resolve(targets, predictions)
        weights = leaves(sample_weight) if self.weighted and sample_weight is not None else [None]
        weights = weights * len(predictions) if len(weights) == 1 else weights
        for row, target, prediction, weight in zip(
            self.resolved or [], targets, predictions, weights, strict=True
        ):
            for _, metric in row:
                if target is not None:
                    metric.update_state(target, prediction, sample_weight=weight)

    def results(self, known: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns the values so far by name; a name that is taken gets a mark, as in Keras.

        Args:
            known: Results whose names are taken.
        """
        taken = dict.fromkeys(known or (), 1)
        found: dict[str, Any] = {}
        for prefix, metric in (pair for row in self.resolved or [] for pair in row):
            name = prefix + metric.name
            if name in taken and self.weighted:
                name = f"{prefix}weighted_{metric.name}"
            number = taken.get(name, 0)
            taken[name] = number + 1
            value = metric.result()
            found.update(
                value if isinstance(value, dict) else {f"{name}_{number}" if number else name: value}
            )
        return found

    def reset(self) -> None:
        """Starts all metrics afresh."""
        for metric in self.metrics:
            metric.reset_state()


def _check_compares(metric: Any) -> None:
    """Refuses ``Mean()`` and ``Sum()``, which look at one value and not at targets beside predictions."""
    if getattr(type(metric), "update_state", None) in _OF_ONE_VALUE:
        title = type(metric).__name__
        raise LayerloomError(
            f"metrics.{title}() compares no targets with predictions, so it says nothing of a model: use "
            f"metrics=['accuracy'], or update {title}() with the loss in a loop of your own."
        )


def _metric_lists(metrics: Any, names: list[str] | None, count: int) -> list[list[Any]]:
    if metrics is None:
        return [[] for _ in range(count)]
    if isinstance(metrics, dict) or (
        count > 1 and isinstance(metrics, (list, tuple)) and len(metrics) == count
    ):
        return [_as_list(item) for item in as_outputs(metrics, names, "metrics")]
    if (
        isinstance(metrics, (list, tuple))
        and len(metrics) == 1
        and isinstance(metrics[0], (list, tuple))
        and count == 1
    ):
        return [list(metrics[0])]
    if count > 1:
        return [_as_list(metrics) for _ in range(count)]
    return [_as_list(metrics)]


def _as_list(item: Any) -> list[Any]:
    return [] if item is None else list(item) if isinstance(item, (list, tuple)) else [item]


def _as_loss(item: Any) -> Any:
    loss = losses_module.get(item)
    if loss is None or isinstance(loss, losses_module.Loss):
        return loss
    return losses_module.LossFunctionWrapper(loss, name=getattr(loss, "__name__", "loss"))


def _as_metric(item: Any, y: Any, y_pred: Any) -> Any:
    if isinstance(item, str) and item in ("accuracy", "acc", "crossentropy", "ce"):
        shape = tuple(getattr(y, "shape", ()))
        if item in ("accuracy", "acc"):
            item = metrics_module.resolve_accuracy(shape, tuple(y_pred.shape))
        else:
            item = metrics_module.resolve_crossentropy(shape, tuple(y_pred.shape))
    metric = metrics_module.get(item)
    if isinstance(metric, metrics_module.Metric):
        return metric
    return metrics_module.MeanMetricWrapper(metric, name=getattr(metric, "__name__", "metric"))


def as_logs(values: dict[str, Any]) -> dict[str, Any]:
    """Returns values by name as numbers, or arrays of them; one that is a dict itself gives its entries."""
    logs: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            logs.update(as_logs(value))
        elif np.ndim(value):  # a number for every class or threshold
            logs[name] = np.array(value)
        else:
            logs[name] = as_number(value)
    return logs


def as_number(value: Any) -> float:
    """Returns a scalar tensor or number as a Python number."""
    return float(value.value) if isinstance(value, Tensor) else float(value)
