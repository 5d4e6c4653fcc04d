"""Compilable: what a model keeps of compile(), and the metrics that it reports."""

from __future__ import annotations

from typing import Any

from layerloom import metrics as metrics_module
from layerloom import optimizers
from layerloom.errors import LayerloomError
from layerloom.models.compiled import CompiledLoss, CompiledMetrics, as_number

Logs = dict[str, Any]


class Compilable:
    """The part of a model that is told how to train, and keeps the loss and the metrics."""

    _trainer_attributes = frozenset(
        {
            "optimizer",
            "loss",
            "_compiled_loss",
            "_compiled_metrics",
            "_weighted_metrics",
            "_loss_tracker",
            "history",
        }
    )

    optimizer: Any
    loss: Any
    history: Any
    compiled: bool
    stop_training: bool
    _compile_arguments: dict[str, Any] | None
    _compiled_loss: CompiledLoss | None
    _compiled_metrics: CompiledMetrics | None
    _weighted_metrics: CompiledMetrics | None
    _loss_tracker: Any

    def _start_trainer(self) -> None:
        if "stop_training" not in self.__dict__:
            self.__dict__.update(
                stop_training=False,
                optimizer=None,
                loss=None,
                compiled=False,
                history=None,
                _compile_arguments=None,
                _compiled_loss=None,
                _compiled_metrics=None,
                _weighted_metrics=None,
                _loss_tracker=None,
            )

    # -- compile -------------------------------------------------------------------------------------------

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: bool = False,
        steps_per_execution: int = 1,
        jit_compile: Any = "auto",
        auto_scale_loss: bool = True,
    ) -> None:
        """Sets how to train.

        Args:
            optimizer: Name or object.
            loss: Name, function or object; a list or dict of them by output.
            loss_weights: A factor for each output's loss.
            metrics: Names, functions or objects; lists or a dict by output.
            weighted_metrics: Metrics to which sample weights apply.
            run_eagerly: Accepted for Keras's sake, as are the next three.
            steps_per_execution: See ``run_eagerly``.
            jit_compile: See ``run_eagerly``.
            auto_scale_loss: See ``run_eagerly``.

        Raises:
            ValueError: If a name is unknown.
        """
        self._start_trainer()
        if metrics is None and _are_metrics(loss_weights):  # the place that Keras 2 gave to metrics
            loss_weights, metrics = None, loss_weights
        names = getattr(self, "output_names", None) if getattr(self, "built", False) else None
        self.optimizer = optimizers.get(optimizer)
        self.loss = loss
        self._compiled_loss = None if loss is None else CompiledLoss(loss, loss_weights, names)
        self._compiled_metrics = CompiledMetrics(metrics, False, names)
        self._weighted_metrics = CompiledMetrics(weighted_metrics, True, names)
        self._loss_tracker = metrics_module.Mean(name="loss")
        self._compile_arguments = {
            "optimizer": self.optimizer,
            "loss": loss,
            "loss_weights": loss_weights,
            "metrics": metrics,
            "weighted_metrics": weighted_metrics,
            "run_eagerly": run_eagerly,
            "steps_per_execution": steps_per_execution,
            "jit_compile": jit_compile if isinstance(jit_compile, bool) else False,
        }
        self.compiled = True
        self.stop_training = False

    def get_compile_config(self) -> dict[str, Any] | None:
        """Returns what compile was given, as plain data; ``None`` for a model that is not compiled."""
        from layerloom.declaration import serialize

        given = self._compile_arguments
        return None if given is None else {key: serialize(value) for key, value in given.items()}

    def _require_compiled(self, what: str) -> None:
        self._start_trainer()
        if not self.compiled:
            raise LayerloomError(
                f"Model {self.name!r} must be compiled before {what}: call "  # type: ignore[attr-defined]
                "model.compile(optimizer=..., loss=...) first."
            )

    # -- metrics -------------------------------------------------------------------------------------------

    @property
    def metrics(self) -> list[Any]:
        """The metrics that fit and evaluate report, the loss first."""
        self._start_trainer()
        parts = [self._loss_tracker] if self._loss_tracker is not None else []
        if self._compiled_loss is not None:
            parts += [tracker for tracker in self._compiled_loss.trackers if tracker is not None]
        for compiled in (self._compiled_metrics, self._weighted_metrics):
            parts += compiled.metrics if compiled is not None else []
        return parts + self._added()

    @property
    def metrics_names(self) -> list[str]:
        """The names of the values that evaluate returns; empty before compile."""
        return list(self._results()) if self.compiled else []

    def _results(self) -> Logs:
        """Returns all values so far, the loss first."""
        found: Logs = {}
        if self._loss_tracker is not None:
            found["loss"] = as_number(self._loss_tracker.result())
        if self._compiled_loss is not None:
            for tracker in self._compiled_loss.trackers:
                if tracker is not None:
                    found[tracker.name] = as_number(tracker.result())
        for compiled in (self._compiled_metrics, self._weighted_metrics):
            if compiled is not None:
                found.update({name: as_number(value) for name, value in compiled.results().items()})
        found.update({metric.name: as_number(metric.result()) for metric in self._added()})
        return found

    def _added(self) -> list[Any]:
        """The metrics that layers added in their calls."""
        return [m for layer in self._flatten_layers() for m in layer._added_metrics.values()]  # type: ignore[attr-defined]

    def get_metrics_result(self) -> Logs:
        """Returns all values so far by name."""
        return self._results()

    def reset_metrics(self) -> None:
        """Starts all metrics afresh."""
        for metric in self.metrics:
            metric.reset_state()


def _are_metrics(value: Any) -> bool:
    items = value if isinstance(value, (list, tuple)) else [value]
    return bool(items) and all(isinstance(item, (str, metrics_module.Metric)) for item in items)
