"""CompileMetrics: all metrics that compile was given, as the one metric that Keras shows in ``model.metrics``."""

from __future__ import annotations

from typing import Any

from layerloom.models.compiled import CompiledMetrics


class CompileMetrics:
    """Updates and reports the metrics and the weighted metrics of a model together.

    Args:
        plain: Those without sample weights.
        weighted: Those with.
    """

    name = "compile_metrics"

    def __init__(self, plain: CompiledMetrics, weighted: CompiledMetrics) -> None:
        self._parts = (plain, weighted)

    @property
    def metrics(self) -> list[Any]:
        """The metric objects; empty before the first batch."""
        return [metric for part in self._parts for metric in part.metrics]

    @property
    def variables(self) -> list[Any]:
        """Their states."""
        return [variable for metric in self.metrics for variable in metric.variables]

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account.

        Args:
            y_true: Targets, in the structure of the model's outputs.
            y_pred: Outputs.
            sample_weight: Weights of the samples, for the weighted metrics.
        """
        for part in self._parts:
            part.update(y_true, y_pred, sample_weight)

    def result(self) -> dict[str, Any]:
        """Returns the values so far by name."""
        found: dict[str, Any] = {}
        for part in self._parts:
            found |= part.results(found)
        return found

    def reset_state(self) -> None:
        """Starts all of them afresh."""
        for part in self._parts:
            part.reset()
