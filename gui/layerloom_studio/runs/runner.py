"""execute(job, folder): carry out a training run, wherever it is; the window and the command line call the same."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

import numpy as np

from layerloom.callbacks import CallbackList, EarlyStopping, ModelCheckpoint
from layerloom.callbacks import deserialize as make_callback
from layerloom.callbacks.monitor import MonitorCallback
from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.random import seed_default_stream
from layerloom_studio.language import tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.augmenting import AugmentedBatches, Augmenting
from layerloom_studio.runs.backup import Backup
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.control import Control
from layerloom_studio.runs.data import LoadedData, load_data
from layerloom_studio.runs.earlier import told
from layerloom_studio.runs.events import Event, EventLog
from layerloom_studio.runs.feeding import model_ports
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.histograms import LayerHistograms
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.output_scale import scale_outputs
from layerloom_studio.runs.preparing import Prepared, picture_shape, prepare
from layerloom_studio.runs.rate_by_formula import RateByFormula  # noqa: F401 - registers the callback
from layerloom_studio.runs.remedies import cause, remedies
from layerloom_studio.runs.reporting import Guard, Reporter, StopRun
from layerloom_studio.runs.starting import Start
from layerloom_studio.runs.stop_at_value import StopAtValue
from layerloom_studio.user_layers import CATEGORY, mistake_of

_log = logging.getLogger(__name__)

Listener = Callable[[Event], None]


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Args:
        status: "finished", "stopped" or "failed".
        reason: Of a stop: "user", "early_stopping" or "nan"; else empty.
        message: One sentence for people.
        epochs: How many epochs were completed.
        best_epoch: The best of them.
        model: The trained model's file, None if there is none.
        model_epoch: The epoch whose weights are in it.
    """

    status: str
    reason: str = ""
    message: str = ""
    epochs: int = 0
    best_epoch: int | None = None
    model: Path | None = None
    model_epoch: int | None = None


def execute(
    job: Job,
    folder: RunFolder,
    control: Control | None = None,
    listener: Listener | None = None,
    start: Start | None = None,
) -> Outcome:
    """Build the model, train it, and keep everything in the folder.

    The model file holds the weights that a ModelCheckpoint saved last, or else those that the training ended with.

    Args:
        job: What to do.
        folder: A new run's folder.
        control: Pauses and stops the run from another thread.
        listener: Called with every event, in the thread of the run.
        start: Weights to go on from; by default new ones.

    Returns:
        How it ended. What goes wrong because of the job or its data is told as `failed`, not raised.
    """
    with EventLog(folder.events) as log:

        def tell(kind: str, **data: Any) -> None:
            event = log.append(kind, **data)
            if listener is not None:
                listener(event)

        try:
            with np.errstate(all="ignore"):  # a loss that overflows is found and told by the guard
                return _Run(job, folder, control or Control(), tell, start).execute()
        except StopRun as stop:
            tell("stopped", reason=stop.reason, epoch=0, batch=0, message=stop.message)
            tell("finished", epochs=0, seconds=0.0, best_epoch=None, model=None, model_epoch=None)
            return Outcome("stopped", stop.reason, stop.message)
        except (LayerloomError, OSError, MemoryError) as error:
            message = _sentence(error)
            tell("failed", message=message)
            return Outcome("failed", message=message)
        except Exception as error:
            own = mistake_of(error)
            if own is not None:  # the person wrote it, and wants the line
                tell("failed", message=str(own))
                return Outcome("failed", message=str(own))
            tell(
                "failed",
                message=tr(
                    "The run ended unexpectedly: {name}: {error}",
                    name=type(error).__name__,
                    error=tr(str(error)),
                ),
            )
            raise


@dataclass(frozen=True)
class _Watch:
    """What looks at a run.

    Args:
        callbacks: Those that the person has chosen.
        guard: Ends it.
        reporter: Tells of it.
        container: All of them.
        batches: Of an epoch.
        samples: Likewise.
    """

    callbacks: list[Any]
    guard: Guard
    reporter: Reporter
    container: CallbackList
    batches: int
    samples: int


class _Run:
    def __init__(
        self, job: Job, folder: RunFolder, control: Control, tell: Callable[..., None], start: Start | None
    ) -> None:
        self._from = start
        self._job = job
        self._folder = folder
        self._control = control
        self._tell = tell
        self._start = time.monotonic()

    def execute(self) -> Outcome:
        job = self._job
        seed_default_stream(job.seed)
        model = job.model()
        inputs, outputs = model_ports(model)
        data = self._load(picture_shape(inputs))
        ready = prepare(job, data, inputs, outputs)
        callbacks = [self._callback(item) for item in job.callbacks]
        self._check_watchers(callbacks, ready.validation is not None)
        model.compile(
            optimizer=_configured(job.optimizer),
            loss=_configured(ready.loss),
            loss_weights=ready.loss_weights,
            metrics=ready.metrics,
        )
        self._begin(model, ready.y)
        model.save_weights(self._folder.initial_weights)
        watch = self._watch(model, ready, callbacks)
        reason, message = self._train(model, ready, watch)
        reporter = watch.reporter
        kept = _keep_best(model, callbacks, reporter)
        if reason == "nan" and kept is None:
            path, kept = None, None
        else:
            path = self._folder.model
            model.save(path, metadata=ModelCard.for_data(data).to_json())
            kept = kept or reporter.completed
        self._tell(
            "finished",
            epochs=reporter.completed,
            seconds=round(time.monotonic() - self._start, 3),
            best_epoch=reporter.best_epoch,
            model=None if path is None else self._folder.relative(path),
            model_epoch=kept,
        )
        status = "stopped" if reason else "finished"
        return Outcome(status, reason, message, reporter.completed, reporter.best_epoch, path, kept)

    def _load(self, shape: tuple[int | None, ...] | None) -> LoadedData:
        """Load the data; who stops the run meanwhile has not made a mistake."""
        control = self._control
        try:
            return load_data(self._job.data, shape, progress=self._look_up, cancelled=lambda: control.stopped)
        except LayerloomError:
            if not control.stopped:
                raise
            raise StopRun("user", tr("Stopped while the data were being loaded.")) from None

    def _watch(self, model: Any, ready: Prepared, callbacks: list[Any]) -> _Watch:
        """Put what looks at the run around the callbacks that the person has chosen."""
        job = self._job
        batches = job.steps_per_epoch or -(-ready.samples // job.batch_size)
        samples = ready.samples if job.steps_per_epoch is None else batches * job.batch_size
        guard = Guard(self._control, self._tell, _watchers(callbacks), self._folder.last_weights)
        reporter = Reporter(
            self._tell,
            _best_tracker(callbacks, ready.validation is not None),
            [item for item in callbacks if isinstance(item, ModelCheckpoint)],
            self._folder.relative,
            epochs=job.epochs,
            batches=batches,
            samples=samples,
            batch_size=job.batch_size,
        )
        watching = [LayerHistograms(self._folder.histograms, ready.x, ready.y)] if job.histograms else []
        container = CallbackList(
            [guard, *callbacks, *watching, reporter, Backup(self._folder.path).callback()],
            add_history=True,
            model=model,
            verbose=0,
            epochs=job.epochs,
            steps=batches,
        )
        return _Watch(callbacks, guard, reporter, container, batches, samples)

    def _train(self, model: Any, ready: Prepared, watch: _Watch) -> tuple[str, str]:
        """Train and tell of it; returns reason and message of a stop before the end, or two empty texts."""
        job, batches, reporter = self._job, watch.batches, watch.reporter
        self._tell(
            "started",
            epochs=job.epochs,
            batches=batches,
            samples=watch.samples,
            validation_samples=ready.held,
            batch_size=job.batch_size,
            parameters=model.count_params(),
            **({} if self._from is None else told(self._from.rows, self._from.epoch)),
        )
        reason, message = self._fit(model, watch.container, ready)
        place = {"epoch": watch.guard.epoch, "batch": watch.guard.batch}
        if reason == "nan":
            message = tr(
                "{message} {cause} What helps: {ways}.",
                message=message,
                cause=cause(job.optimizer, ready.x, ready.y, model),
                ways=tr(" or ").join(item.title for item in remedies(job.optimizer)),
            )
        if not reason:
            reason, message = _early_stop(watch.callbacks, reporter.completed, job.epochs)
            place = {"epoch": reporter.completed, "batch": batches}
        if reason:
            self._tell("stopped", reason=reason, **place, message=message)
        return reason, message

    def _begin(self, model: Any, y: Any) -> None:
        """Give the model what was learned before; a new one begins at the scale of the values that it shall learn."""
        start = self._from
        if start is None:
            if self._job.data.get("scale_outputs", True):
                for name in scale_outputs(model, y if isinstance(y, list) else [y]):
                    _log.info("%s", tr("{name} begins at mean and spread of the values to learn.", name=name))
            return
        if start.epoch >= self._job.epochs:
            raise LayerloomError(
                tr(
                    "The training has had {epoch} epochs already, and no more than {epochs} are wanted: "
                    "set more epochs to go on.",
                    epoch=start.epoch,
                    epochs=self._job.epochs,
                )
            )
        _log.info("%s", start.apply(model))

    def _look_up(self, done: int, count: int) -> None:
        """Look at the control while images are being read."""
        if self._control.stopped:
            raise StopRun(
                "user",
                tr(
                    "Stopped while the data were being loaded, after {done} of {count} images.",
                    done=done,
                    count=count,
                ),
            )

    def _fit(self, model: Any, container: CallbackList, ready: Prepared) -> tuple[str, str]:
        """Trains; returns reason and message of a stop in the middle, or two empty texts."""
        job = self._job
        augmenting = Augmenting.of(job.data)
        given: dict[str, Any] = {"x": ready.x, "y": ready.y, "batch_size": job.batch_size}
        if augmenting.active:
            made = AugmentedBatches(
                ready.x, ready.y, augmenting, job.batch_size, shuffle=job.shuffle, seed=job.seed
            )
            made.workers, made.max_queue_size = job.workers, job.max_queue_size
            given = {"x": made}
        try:
            model.fit(
                **given,
                epochs=job.epochs,
                initial_epoch=0 if self._from is None else self._from.epoch,
                shuffle=job.shuffle,
                steps_per_epoch=job.steps_per_epoch,
                validation_data=ready.validation,
                validation_steps=job.validation_steps if ready.validation is not None else None,
                class_weight=ready.class_weight,
                callbacks=container,
                verbose=0,
            )
        except StopRun as stop:
            container.on_train_end()
            return stop.reason, stop.message
        return "", ""

    def _callback(self, config: Mapping[str, Any]) -> Any:
        """Makes a callback; the files that it writes stay inside the run's folder."""
        settings = dict(config.get("config") or {})
        if config["class_name"] == "TensorBoard":
            settings.setdefault("log_dir", "logs")
        # File names are patterns.
        checkpoints = str(self._folder.checkpoints).replace("{", "{{").replace("}", "}}")
        for key, folder in (
            ("filepath", checkpoints),
            ("filename", str(self._folder.path)),
            ("backup_dir", str(self._folder.path)),
            ("log_dir", str(self._folder.path)),
        ):
            if isinstance(settings.get(key), str):
                settings[key] = f"{folder}/{PureWindowsPath(settings[key]).name}"
        return make_callback({"class_name": config["class_name"], "config": settings})

    def _check_watchers(self, callbacks: list[Any], has_validation: bool) -> None:
        for callback in _watchers(callbacks):
            if callback.monitor.startswith("val_") and not has_validation:
                raise LayerloomError(
                    tr(
                        "{name} watches {monitor!r}, but no data are held back for validation: set a "
                        "validation split or watch the training's own loss.",
                        name=type(callback).__name__,
                        monitor=callback.monitor,
                    )
                )


def _watchers(callbacks: list[Any]) -> list[MonitorCallback]:
    """The callbacks that cannot do their work without their metric."""
    return [
        item
        for item in callbacks
        if isinstance(item, MonitorCallback) and getattr(item, "save_best_only", True)
    ]


def _best_tracker(callbacks: list[Any], has_validation: bool) -> MonitorCallback:
    for item in _watchers(callbacks):
        return MonitorCallback(item.monitor, item.mode)
    return MonitorCallback("val_loss" if has_validation else "loss", "min")


def _early_stop(callbacks: list[Any], completed: int, planned: int) -> tuple[str, str]:
    for item in callbacks:
        if isinstance(item, StopAtValue) and item.reason:
            return "early_stopping", tr(
                "Stopped after epoch {epoch}: {reason}.", epoch=item.stopped_epoch + 1, reason=item.reason
            )
        if isinstance(item, EarlyStopping) and item.stopped_epoch:
            return "early_stopping", tr(
                "Stopped early after epoch {epoch}: {reason}.",
                epoch=item.stopped_epoch + 1,
                reason=item.reason,
            )
    own = [type(item).__name__ for item in callbacks if _is_own(item)]
    if own and completed < planned:  # one of them has set `stop_training`
        names = tr(" or ").join(own)
        return "early_stopping", tr("Stopped after epoch {epoch} by {names}.", epoch=completed, names=names)
    return "", ""


def _is_own(callback: Any) -> bool:
    entry = registry.find("callback", type(callback).__name__)
    return entry is not None and entry.category == CATEGORY


def _keep_best(model: Any, callbacks: list[Any], reporter: Reporter) -> int | None:
    """Gives the model the weights that were saved as the best, and returns their epoch if there are such."""
    for item in callbacks:
        if isinstance(item, ModelCheckpoint) and item.save_best_only and item.last_file is not None:
            model.load_weights(item.last_file)
            return reporter.saved_epochs[item.last_file]
    for item in callbacks:
        if isinstance(item, EarlyStopping) and item.restore_best_weights and item.best_weights is not None:
            return int(item.best_epoch) + 1
    return None


def _configured(value: Any) -> Any:
    """A name stays a name; a config is completed, so that projects may leave out what is not needed."""
    if isinstance(value, list):
        return [_configured(item) for item in value]
    return {"config": {}, **value} if isinstance(value, Mapping) else value


def _sentence(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return tr("The memory is not large enough: use a smaller batch size, smaller images or fewer units.")
    if isinstance(error, OSError) and not isinstance(error, LayerloomError):
        return f"{error.filename or tr('The folder of the run')}: {cause_of(error)}."
    return str(error)
