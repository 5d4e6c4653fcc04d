"""Trainer: compile, fit, evaluate and predict."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from functools import cache
from typing import Any

import numpy as np

from layerloom import callbacks as callbacks_module
from layerloom import config
from layerloom.errors import LayerloomError
from layerloom.kernels.compiled import pending
from layerloom.models.compilation import Compilable, Logs
from layerloom.models.compiled import as_logs, as_number
from layerloom.models.computing import computing
from layerloom.models.data_adapter import (
    ArrayData,
    Batch,
    IterableData,
    Stream,
    as_given,
    is_batch,
    leaves,
    make_data,
    passing,
    split_validation,
    unpack_x_y_sample_weight,
    weigh_classes,
)
from layerloom.models.mistakes import check_counts, warn_of_nan, warn_of_output
from layerloom.models.outputs import as_arrays, detached, joined
from layerloom.models.plan import plans_of
from layerloom.models.queueing import limited, queued, split_queue_arguments, whole, with_older_arguments
from layerloom.tensors import GradientTape, Tensor

_COMPILING = (
    "Kernels are being compiled in the background, once on this machine; until then steps take longer."
)


class Trainer(Compilable):
    """The part of a model that trains it. ``train_step`` and its kin may be overridden."""

    @property
    def _has_own_loss(self) -> bool:
        return type(self).compute_loss is not Trainer.compute_loss

    # -- steps ---------------------------------------------------------------------------------------------

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Returns the total loss of a batch: the compiled loss and every penalty."""
        total = None if self._compiled_loss is None else self._compiled_loss(y, y_pred, sample_weight)
        for penalty in self.losses:  # type: ignore[attr-defined]
            total = penalty if total is None else total + penalty
        if total is None:
            raise LayerloomError(
                f"Model {self.name!r} has no loss to compute: give one, for example "  # type: ignore[attr-defined]
                "model.compile(loss='mse')."
            )
        return total

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> Logs:
        """Takes a batch into the metrics and returns their values so far."""
        if self._compile_metrics is not None and y is not None:
            self._compile_metrics.update_state(y, detached(y_pred), sample_weight)
        return self.get_metrics_result()

    def train_step(self, data: Any) -> Logs:
        """Runs one batch forward and back, and changes the weights."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        planned = plans_of(self).find("train", x)
        if planned is not None:
            plan, arrays = planned
            y_pred, loss = plan.train(arrays, y, sample_weight)
            self._loss_tracker.update_state(as_number(loss), sample_weight=len(arrays[0]))
            return self.compute_metrics(x, y, y_pred, sample_weight)
        with GradientTape() as tape:
            y_pred = self(x, training=True)  # type: ignore[operator]
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=True)
            scaled = self.optimizer.scale_loss(loss) if hasattr(self.optimizer, "scale_loss") else loss
        self._loss_tracker.update_state(as_number(loss), sample_weight=_batch_size(x))
        variables = self.trainable_variables  # type: ignore[attr-defined]
        if variables:
            gradients = tape.gradient(scaled, variables)
            self.optimizer.apply_gradients(
                [(g, v) for g, v in zip(gradients, variables, strict=True) if g is not None]
            )
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def test_step(self, data: Any) -> Logs:
        """Runs one batch forward and takes it into the metrics."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        planned = plans_of(self).find("test", x)
        if planned is not None:
            plan, arrays = planned
            y_pred, loss = plan.test(arrays, y, sample_weight)
            self._loss_tracker.update_state(as_number(loss), sample_weight=len(arrays[0]))
            return self.compute_metrics(x, y, y_pred, sample_weight)
        y_pred = self(x, training=False)  # type: ignore[operator]
        loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=False)
        self._loss_tracker.update_state(as_number(loss), sample_weight=_batch_size(x))
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def predict_step(self, data: Any) -> Any:
        """Returns the outputs for one batch."""
        x, _, _ = unpack_x_y_sample_weight(data)
        planned = plans_of(self).find("predict", x)
        if planned is not None:
            plan, arrays = planned
            return plan.predict(arrays)
        return self(x, training=False)  # type: ignore[operator]

    # -- fit -----------------------------------------------------------------------------------------------

    @computing()
    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: Any = "auto",
        callbacks: Any = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: dict[int, float] | None = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: Any = 1,
        **older: Any,
    ) -> Any:
        """Trains the model.

        Args:
            x: Inputs: an array, lists or a dict of arrays, or anything that yields batches.
            y: Targets, where x holds inputs alone.
            batch_size: Samples per step, 32 by default.
            epochs: Number of the last epoch.
            verbose: 0 silent, 1 progress bar, 2 a line per epoch.
            callbacks: A callback or a list of them.
            validation_split: Share of the samples, from the end, to validate on.
            validation_data: ``(x, y)``, ``(x, y, sample_weight)`` or what yields batches.
            shuffle: Whether every epoch has an order of its own.
            class_weight: Weight of each class.
            sample_weight: Weight of each sample.
            initial_epoch: Where counting begins.
            steps_per_epoch: Batches per epoch; all by default.
            validation_steps: Batches to validate on; all by default.
            validation_batch_size: Samples per validation step.
            validation_freq: Validate every so many epochs, or in a list the epochs to validate after, from 1.
            **older: ``nb_epoch`` of Keras 1, and how Keras 2 has batches made: ``max_queue_size``, ``workers``,
                ``use_multiprocessing``; see :func:`layerloom.models.queueing.queued`.

        Returns:
            The History callback, with a list per metric in ``.history``.

        Raises:
            ValueError: If the model is not compiled, or data and model do not fit.
        """
        self._require_compiled("fit")
        if older:
            x, epochs = with_older_arguments("fit", x, epochs, older)
        check_counts(epochs=epochs, initial_epoch=initial_epoch)
        steps_per_epoch, validation_steps = whole(steps_per_epoch), whole(validation_steps)
        check_counts(least=1, batch_size=batch_size, steps_per_epoch=steps_per_epoch)
        check_counts(least=1, validation_steps=validation_steps, validation_batch_size=validation_batch_size)
        warn_of_output(self)
        if validation_split and validation_data is None:
            (x, y, sample_weight), validation_data = split_validation((x, y, sample_weight), validation_split)
        data = make_data(x, y, sample_weight, batch_size, shuffle)
        if isinstance(data, ArrayData):
            warn_of_nan(x=data.x, y=data.y)
        if class_weight is not None:
            data.class_weight = class_weight
        steps_per_epoch = limited(steps_per_epoch, data.num_batches)
        steps = steps_per_epoch or data.num_batches
        validation = None
        if validation_data is not None:
            validation = _validation(validation_data, validation_batch_size or batch_size)
        container = _callback_list(callbacks, self, verbose, epochs, steps, history=True)
        self.stop_training = False
        self._initial_epoch: int | None = None
        container.on_train_begin()
        if (container.params or {}).get("verbose") and pending():
            print(_COMPILING, file=sys.stderr)  # noqa: T201 - like the bars of progress
        epochs = min(epochs, config.max_epochs() or epochs)
        if self._initial_epoch:  # BackupAndRestore knows better; orders are those of an unbroken run
            initial_epoch = self._initial_epoch
            data.pass_over(initial_epoch)

        def validate(epoch: int) -> Logs:
            if validation is None or not _is_due(epoch, validation_freq):
                return {}
            found = self._run_evaluation(validation, validation_steps, container)
            return {f"val_{name}": value for name, value in found.items()}

        stream = Stream(data, steps_per_epoch)
        logs = self._train_epochs(range(initial_epoch, epochs), stream, container, validate)
        if epochs > 0 and hasattr(self.optimizer, "finalize_variable_values"):
            self.optimizer.finalize_variable_values(self.trainable_variables)  # type: ignore[attr-defined]
        container.on_train_end(logs)
        return self.history

    def _train_epochs(
        self, epochs: range, stream: Stream, container: Any, validate: Callable[[int], Logs]
    ) -> Logs:
        """Trains epoch after epoch; returns the logs of the last one."""
        logs: Logs = {}
        for epoch in epochs:
            self.reset_metrics()
            container.on_epoch_begin(epoch)
            logs = self._train_epoch(stream, container)
            logs = dict(sorted({**logs, **validate(epoch + 1)}.items()))
            container.on_epoch_end(epoch, logs)
            if self.stop_training:
                break
        return logs

    def _train_epoch(self, stream: Stream, container: Any) -> Logs:
        logs: Logs = {}
        with closing(stream.epoch()) as batches:
            for step, batch in enumerate(batches):
                container.on_train_batch_begin(step)
                logs = as_logs(self.train_step(as_given(batch)))
                container.on_train_batch_end(step, logs)
                if self.stop_training:
                    break
        return logs

    # -- evaluate and predict ------------------------------------------------------------------------------

    @computing()
    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: Any = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Returns loss and metrics on data with targets.

        Args:
            x: Inputs, as for :meth:`fit`.
            y: Targets.
            batch_size: Samples per step; does not change the result.
            verbose: 0 silent, 1 progress bar, 2 one line.
            sample_weight: Weight of each sample.
            steps: Number of batches; all by default.
            callbacks: A callback or a list of them.
            return_dict: Whether to return names as well.

        Returns:
            A list ``[loss, metrics...]``, a single number where there are no metrics, or a dict.
        """
        self._require_compiled("evaluate")
        data = make_data(x, y, sample_weight, batch_size)
        steps = limited(steps, data.num_batches)
        container = _callback_list(callbacks, self, verbose, epochs=1, steps=steps or data.num_batches)
        logs = self._run_evaluation(data, steps, container)
        return self._report(logs, return_dict)

    def _run_evaluation(self, data: ArrayData | IterableData, steps: int | None, container: Any) -> Logs:
        self.reset_metrics()
        container.on_test_begin()
        logs: Logs = {}
        with closing(passing(data, steps)) as batches:
            for step, batch in enumerate(batches):
                container.on_test_batch_begin(step)
                logs = as_logs(self.test_step(as_given(batch)))
                container.on_test_batch_end(step, logs)
        container.on_test_end(logs)
        return logs

    @computing()
    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: Any = "auto",
        steps: int | None = None,
        callbacks: Any = None,
    ) -> Any:
        """Returns the outputs for data as arrays, in the structure of the model's outputs.

        Args:
            x: Inputs, as for :meth:`fit`.
            batch_size: Samples per step, 32 by default.
            verbose: 0 silent, 1 progress bar, 2 one line.
            steps: Number of batches; all by default.
            callbacks: A callback or a list of them.
        """
        self._start_trainer()
        quiet = not callbacks and not verbose and steps is None
        if quiet and is_batch(x, batch_size or 32):
            return joined([as_arrays(self.predict_step(x))])
        data = make_data(x, batch_size=batch_size)
        if quiet and isinstance(data, ArrayData) and type(self).predict_step is Trainer.predict_step:
            data.batch_size = plans_of(self).samples_at_once(data)
        steps = limited(steps, data.num_batches)
        container = _callback_list(callbacks, self, verbose, epochs=1, steps=steps or data.num_batches)
        container.on_predict_begin()
        parts: list[Any] = []
        with closing(passing(data, steps)) as batches:
            for step, batch in enumerate(batches):
                container.on_predict_batch_begin(step)
                parts.append(as_arrays(self.predict_step(as_given(batch))))
                container.on_predict_batch_end(step, {"outputs": parts[-1]})
        container.on_predict_end()
        if not parts:
            raise LayerloomError("predict got no batches: the data are empty.")
        return joined(parts)

    def fit_generator(self, generator: Any, *args: Any, **kwargs: Any) -> Any:
        """Keras 2's name of :meth:`fit` on batches that are made ahead.

        Args:
            generator: A generator or ``Sequence`` of batches.
            *args: ``steps_per_epoch``, ``epochs``, ``verbose`` and ``callbacks``, in this order.
            **kwargs: Arguments of :meth:`fit`, and how batches are made: ``max_queue_size`` (10), ``workers`` (1),
                ``use_multiprocessing`` (False); see :func:`layerloom.models.queueing.queued`.
        """
        queue, kwargs = split_queue_arguments(
            {
                **dict(zip(("steps_per_epoch", "epochs", "verbose", "callbacks"), args, strict=False)),
                **kwargs,
            },
            generator,
        )
        if kwargs.get("validation_data") is not None:
            kwargs["validation_data"] = queued(kwargs["validation_data"], **queue)
        return self.fit(queued(generator, **queue), **kwargs)

    def evaluate_generator(self, generator: Any, steps: int | None = None, **kwargs: Any) -> Any:
        """Keras 2's name of :meth:`evaluate` on batches that are made ahead; see :meth:`fit_generator`."""
        queue, kwargs = split_queue_arguments({"verbose": 0, "steps": steps, **kwargs})
        return self.evaluate(queued(generator, **queue), **kwargs)

    def predict_generator(self, generator: Any, steps: int | None = None, **kwargs: Any) -> Any:
        """Keras 2's name of :meth:`predict` on batches that are made ahead; see :meth:`fit_generator`."""
        queue, kwargs = split_queue_arguments({"verbose": 0, "steps": steps, **kwargs})
        return self.predict(queued(generator, **queue), **kwargs)

    @computing()
    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Trains on one batch; returns its loss and metrics."""
        self._require_compiled("train_on_batch")
        self.reset_metrics()
        if class_weight is not None:
            sample_weight = weigh_classes(y, class_weight, sample_weight)
        return self._report(self.train_step(as_given(_one_batch(x, y, sample_weight))), return_dict)

    @computing()
    def test_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """Evaluates one batch; returns its loss and metrics."""
        self._require_compiled("test_on_batch")
        self.reset_metrics()
        return self._report(self.test_step(as_given(_one_batch(x, y, sample_weight))), return_dict)

    @computing()
    def predict_on_batch(self, x: Any) -> Any:
        """Returns the outputs for one batch as arrays."""
        self._start_trainer()
        given = x if is_batch(x, sys.maxsize) else _one_batch(x, None, None)[0]
        return as_arrays(self.predict_step((given,)))


def _validation(given: Any, batch_size: int | None) -> ArrayData | IterableData:
    if isinstance(given, (tuple, list)):
        x, y, weight = unpack_x_y_sample_weight(given)
        return make_data(x, y, weight, batch_size)
    if isinstance(given, (np.ndarray, Tensor, dict)):
        raise LayerloomError(
            f"validation_data must be (x, y) or (x, y, sample_weight), got one {type(given).__name__}: the targets "
            "are missing."
        )
    return make_data(given)


def _callback_list(
    callbacks: Any, model: Any, verbose: Any, epochs: int, steps: int | None, history: bool = False
) -> Any:
    if isinstance(callbacks, callbacks_module.CallbackList):
        return callbacks
    shown = 1 if config.is_interactive_logging_enabled() else 2
    level = shown if verbose == "auto" else int(verbose or 0)
    if not callbacks and not level and not history:
        return _no_callbacks()
    return callbacks_module.CallbackList(
        callbacks,
        add_history=history,
        add_progbar=level != 0,
        model=model,
        verbose=level,
        epochs=epochs,
        steps=steps,
    )


@cache
def _no_callbacks() -> Any:
    return callbacks_module.CallbackList()


def _one_batch(x: Any, y: Any, sample_weight: Any) -> Batch:
    data = ArrayData(x, y, sample_weight, batch_size=2**62, shuffle=False)
    return data.x, data.y, data.sample_weight


def _is_due(epoch: int, validation_freq: Any) -> bool:
    """Tells whether an epoch, counted from 1, is one to validate after."""
    if isinstance(validation_freq, int) and validation_freq > 0:
        return epoch % validation_freq == 0
    if isinstance(validation_freq, (list, tuple, set)):
        return epoch in validation_freq
    raise LayerloomError(
        f"validation_freq must be a number of epochs or a list of epochs, got {validation_freq!r:.60}."
    )


def _batch_size(x: Any) -> int:
    return len(leaves(x)[0])
