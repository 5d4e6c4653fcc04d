"""Compilable: what a model keeps of compile(), and the metrics that it reports."""

from __future__ import annotations

from typing import Any

from layerloom import metrics as metrics_module
from layerloom import optimizers
from layerloom.errors import LayerloomError
from layerloom.layers.weights import WeightOwner
from layerloom.models.compile_metrics import CompileMetrics
from layerloom.models.compiled import CompiledLoss, CompiledMetrics, as_logs
from layerloom.models.states import States

Logs = dict[str, Any]


class Compilable(States):
    """The part of a model that is told how to train, and keeps the loss and the metrics."""

    _trainer_attributes = frozenset(
        {
            "optimizer",
            "loss",
            "_compiled_loss",
            "_compile_metrics",
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
    _compile_metrics: CompileMetrics | None
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
                _compile_metrics=None,
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
        **older: Any,
    ) -> None:
        """Sets how to train.

        Args:
            optimizer: Name or object.
            loss: Name, function or object; a list or dict of them by output.
            loss_weights: A factor for each output's loss.
            metrics: Names, functions or objects; lists or a dict by output.
            weighted_metrics: Metrics to which sample weights apply.
            run_eagerly: Accepted for Keras's sake, as are the next two.
            steps_per_execution: See ``run_eagerly``.
            jit_compile: See ``run_eagerly``.
            auto_scale_loss: Whether a model of the policy ``"mixed_float16"`` gets a LossScaleOptimizer.
            **older: ``sample_weight_mode`` of Keras 2, which weights of each step need no more.

        Raises:
            ValueError: If a name is unknown.
            TypeError: If an argument is.
        """
        if unknown := older.keys() - {"sample_weight_mode"}:
            raise TypeError(f"compile() has no argument {min(unknown)!r}.")
        self._start_trainer()
        if metrics is None and _are_metrics(loss_weights):  # the place that Keras 2 gave to metrics
            loss_weights, metrics = None, loss_weights
        names = getattr(self, "output_names", None) if getattr(self, "built", False) else None
        self.optimizer = optimizers.get(optimizer)
        if auto_scale_loss and self.dtype_policy.name == "mixed_float16":  # type: ignore[attr-defined]
            self.optimizer = _scaling(self.optimizer)
        self.loss = loss
        self._compiled_loss = None if loss is None else CompiledLoss(loss, loss_weights, names)
        self._compile_metrics = CompileMetrics(
            CompiledMetrics(metrics, False, names), CompiledMetrics(weighted_metrics, True, names)
        )
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

    def compile_from_config(self, config: dict[str, Any]) -> None:
        """Compiles with what :meth:`get_compile_config` gave.

        Args:
            config: Its result, of this or another model, or of a file.
        """
        from layerloom.declaration import deserialize

        given = {key: deserialize(value) for key, value in config.items()}
        self.compile(**given)
        if self.optimizer is not None and self.built:  # type: ignore[attr-defined]
            self.optimizer.build(self.trainable_variables)  # type: ignore[attr-defined]

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
        """The metrics that fit and evaluate report, in Keras's order.

        The loss first, then all that compile was given as one, the losses of the outputs, and those that the
        model and its layers keep as attributes or added in their calls.
        """
        self._start_trainer()
        parts: list[Any] = [item for item in (self._loss_tracker, self._compile_metrics) if item is not None]
        if self._compiled_loss is not None:
            parts += [tracker for tracker in self._compiled_loss.trackers if tracker is not None]
        return parts + self._kept()

    @property
    def metrics_names(self) -> list[str]:
        """The names of the values that evaluate returns; empty before compile."""
        return self._in_order(self.get_metrics_result()) if self.compiled else []

    def _kept(self) -> list[Any]:
        """The metrics in attributes of the model and its layers, and those that layers added in their calls."""
        if not WeightOwner.has_metrics:
            return []
        return [m for layer in self._flatten_layers() for m in layer._own_metrics.values()]  # type: ignore[attr-defined]

    def get_metrics_result(self) -> Logs:
        """Returns all values so far by name."""
        return as_logs({metric.name: metric.result() for metric in self.metrics})

    def _in_order(self, logs: Logs) -> list[str]:
        """Returns names of results as Keras lists them: of the metrics in their order, then the others by name.

        Where metrics of several outputs have one name, it stands there for each of them, as in Keras.
        """
        names: list[str] = []
        for metric in self.metrics:
            inner = metric.metrics if isinstance(metric, CompileMetrics) else [metric]
            names += [item.name for item in inner if item.name in logs]
        return names + [name for name in sorted(logs) if name not in names]

    def _report(self, logs: Logs, return_dict: bool) -> Any:
        if return_dict:
            return {name: logs[name] for name in sorted(logs)}
        values = [logs[name] for name in self._in_order(logs)]
        return values[0] if len(values) == 1 else values

    def reset_metrics(self) -> None:
        """Starts all metrics afresh."""
        for metric in self.metrics:
            metric.reset_state()


def _scaling(optimizer: Any) -> Any:
    """Puts loss scaling round an optimizer that does not do it yet: small gradients vanish in half precision."""
    if optimizer is None or isinstance(optimizer, optimizers.LossScaleOptimizer):
        return optimizer
    return optimizers.LossScaleOptimizer(optimizer, name="loss_scale_optimizer")


def _are_metrics(value: Any) -> bool:
    items = value if isinstance(value, (list, tuple)) else [value]
    return bool(items) and all(isinstance(item, (str, metrics_module.Metric)) for item in items)
