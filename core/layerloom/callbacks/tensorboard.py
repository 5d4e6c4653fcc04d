"""TensorBoard: losses, metrics, weights and the model's graph in files that TensorBoard reads."""

from __future__ import annotations

import hashlib
import json
import os
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from layerloom import config
from layerloom.atomic import write_text
from layerloom.callbacks import summaries
from layerloom.callbacks.callback import Callback, Logs
from layerloom.callbacks.event_file import EventFile
from layerloom.declaration import register
from layerloom.declaration.fields import NonNegativeInt, is_int
from layerloom.errors import FieldError
from layerloom.tensors import Array

#: Arguments of old Keras versions, which have no effect any more.
_IDLE = ("batch_size", "write_grads", "embeddings_layer_names", "embeddings_data")


@register("callback", category="Files", start={"log_dir": "logs"})
class TensorBoard(Callback):
    """Writes event files: run ``tensorboard --logdir`` with the folder to look at them.

    Args:
        log_dir: Folder of the files; training goes to train in it, evaluation to validation.
        histogram_freq: Epochs between two histograms of the weights; none when 0.
        write_graph: Whether the model is written, for the page of graphs.
        write_images: Whether weights are written as images too, with their histograms.
        write_steps_per_second: Whether the speed of training is written.
        update_freq: epoch, batch, or a number of batches, for losses and metrics within an epoch.
        profile_batch: Batches that Keras's profiler would look at; there is none here, so that it is warned of.
        embeddings_freq: Epochs between two files with the weights for the page of embeddings; none when 0.
        embeddings_metadata: File with names of the rows of embeddings, or a dict of them by layer name.
        hparams: Hyper-parameters for TensorBoard's page of them: numbers, texts and truth values by name; ``True`` for
            those of the optimizer and of ``fit``.
    """

    def __init__(
        self,
        log_dir: str = "logs",
        histogram_freq: NonNegativeInt = 0,
        write_graph: bool = True,
        write_images: bool = False,
        write_steps_per_second: bool = False,
        update_freq: int | str = "epoch",
        profile_batch: Any = 0,
        embeddings_freq: NonNegativeInt = 0,
        embeddings_metadata: Any = None,
        hparams: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__()
        idle = [name for name in kwargs if name in _IDLE]
        if len(idle) < len(kwargs):
            raise FieldError(f"TensorBoard does not know the argument {', '.join(set(kwargs) - set(idle))}.")
        if idle:
            warnings.warn(
                f"TensorBoard ignores {', '.join(idle)}: Keras has no such thing any more.", stacklevel=2
            )
        if update_freq not in ("epoch", "batch") and not (is_int(update_freq) and int(update_freq) > 0):
            raise FieldError(
                f"TensorBoard: update_freq must be 'epoch', 'batch' or a number of batches, got {update_freq!r}."
            )
        if profile_batch:
            warnings.warn(
                "TensorBoard: there is no profiler here, profile_batch has no effect.", stacklevel=2
            )
        if hparams not in (None, True, False) and not isinstance(hparams, Mapping):
            raise FieldError(f"TensorBoard: hparams must be a dict or True, got {hparams!r}.")
        self.log_dir = os.fspath(log_dir)
        self.histogram_freq = histogram_freq
        self.write_graph = write_graph
        self.write_images = write_images
        self.write_steps_per_second = write_steps_per_second
        self.update_freq = 1 if update_freq == "batch" else update_freq
        self.profile_batch = profile_batch
        self.embeddings_freq = embeddings_freq
        self.embeddings_metadata = embeddings_metadata
        self.hparams = hparams
        self._train = EventFile(Path(self.log_dir) / "train")
        self._validation = EventFile(Path(self.log_dir) / "validation")
        self._session = EventFile(Path(self.log_dir))
        self._train_batch = 0
        self._batch_start = self._epoch_start = 0.0
        self._first_step = 0

    def set_model(self, model: Any) -> None:
        """Starts new files, with the graph of the model in them."""
        super().set_model(model)
        self._train = EventFile(self._train.folder)
        self._validation = EventFile(self._validation.folder)
        if self.write_graph and type(model).__name__ in ("Functional", "Sequential"):
            self._write_model()
        if self.embeddings_freq:
            self._write_projector()

    def on_train_begin(self, logs: Logs = None) -> None:
        """Counts batches from 0, and writes the hyper-parameters."""
        self._train_batch = 0
        if self.hparams:
            self._session = EventFile(self._session.folder)
            chosen = self._own_hparams() if self.hparams is True else dict(self.hparams)
            text = json.dumps(chosen, sort_keys=True, separators=(",", ":"), default=str)
            group = hashlib.sha256(text.encode()).hexdigest()
            self._session.add(summaries.session_start(chosen, group, time.time()), 0)
            self._session.flush()

    def on_train_end(self, logs: Logs = None) -> None:
        """Writes what is left."""
        if self.hparams:
            self._session.add(summaries.session_end(time.time()), 0)
            self._session.flush()
        self._train.flush()
        self._validation.flush()

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Notes the time."""
        self._first_step = _steps(self.model)
        self._epoch_start = time.perf_counter()

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Notes the time."""
        self._train_batch += 1
        self._batch_start = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Writes loss and metrics, if it is time by the number of batches."""
        if self.update_freq == "epoch" or self._train_batch % int(self.update_freq):
            return
        if self.write_steps_per_second:
            speed = 1.0 / max(time.perf_counter() - self._batch_start, 1e-9)
            self._train.add(summaries.scalar("batch_steps_per_second", speed), self._train_batch)
        for name, value in (logs or {}).items():
            self._train.add(summaries.scalar(f"batch_{name}", value), self._train_batch)
        self._train.flush()

    def on_test_end(self, logs: Logs = None) -> None:
        """Writes the results of an evaluation over the number of training steps."""
        if getattr(self.model, "optimizer", None) is None:
            return
        step = _steps(self.model)
        for name, value in (logs or {}).items():
            self._validation.add(summaries.scalar(f"evaluation_{name}_vs_iterations", value), step)
        self._validation.flush()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Writes loss, metrics, learning rate and, if it is time, the weights."""
        if logs:
            self._write_epoch(epoch, logs)
        if self.histogram_freq and epoch % self.histogram_freq == 0:
            self._write_weights(epoch)
        if self.embeddings_freq and epoch % self.embeddings_freq == 0:
            self._train.folder.mkdir(parents=True, exist_ok=True)
            self.model.save_weights(self._train.folder / f"keras_embedding.ckpt-{epoch}.weights.h5")
        self._train.flush()
        self._validation.flush()

    def _own_hparams(self) -> dict[str, Any]:
        optimizer = getattr(self.model, "optimizer", None)
        found: dict[str, Any] = {} if optimizer is None else {"optimizer": type(optimizer).__name__}
        settings = {} if optimizer is None else optimizer.get_config()
        plain = (bool, int, float, str)
        found.update({k: v for k, v in settings.items() if isinstance(v, plain) and k != "name"})
        found.update({k: v for k, v in self.params.items() if isinstance(v, plain) and k != "verbose"})
        return found

    def _write_epoch(self, epoch: int, logs: dict[str, Any]) -> None:
        trained = {name: value for name, value in logs.items() if not name.startswith("val_")}
        trained.update(_learning_rates(self.model.optimizer))
        if self.write_steps_per_second:
            passed = max(time.perf_counter() - self._epoch_start, 1e-9)
            trained["steps_per_second"] = (_steps(self.model) - self._first_step) / passed
        for name, value in trained.items():
            self._train.add(summaries.scalar(f"epoch_{name}", value), epoch)
        for name, value in logs.items():
            if name.startswith("val_"):
                tag = f"epoch_{name.removeprefix('val_')}"
                self._validation.add(summaries.scalar(tag, value), epoch)

    def _write_weights(self, epoch: int) -> None:
        for layer in self.model.layers:
            for weight in layer.weights:
                name, values = weight.path.replace(":", "_"), weight.numpy()
                self._train.add(summaries.histogram(f"{name}/histogram", values), epoch)
                pictures = _pictures(values) if self.write_images else None
                if pictures is not None:
                    self._train.add(summaries.images(f"{name}/image", pictures), epoch)

    def _write_model(self) -> None:
        try:
            text = self.model.to_json()
        except (TypeError, ValueError, NotImplementedError) as error:
            warnings.warn(f"TensorBoard cannot draw this model: {error}", stacklevel=2)
            return
        self._train.add(summaries.keras_model("keras", text), 0)
        self._train.flush()

    def _write_projector(self) -> None:
        given = self.embeddings_metadata
        names = [layer.name for layer in self.model.layers if type(layer).__name__ == "Embedding"]
        unknown = sorted(set(given) - set(names)) if isinstance(given, dict) else []
        if unknown:
            raise FieldError(
                f"TensorBoard: embeddings_metadata names {', '.join(unknown)}, but no Embedding layer has that name."
            )
        lines = []
        for name in names:
            lines.append("embeddings {")
            lines.append('  tensor_name: "layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE"')
            path = given.get(name) if isinstance(given, dict) else given
            if path:
                escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
                lines.append(f'  metadata_path: "{escaped}"')
            lines.append("}")
        write_text(Path(self.log_dir) / "projector_config.pbtxt", "".join(f"{line}\n" for line in lines))


def _steps(model: Any) -> int:
    return int(getattr(getattr(model, "optimizer", None), "iterations", 0))


def _learning_rates(optimizer: Any) -> dict[str, float]:
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)
    if hasattr(optimizer, "optimizers"):
        return {f"learning_rate_{one.name}": float(one.learning_rate) for one in optimizer.optimizers}
    return {} if optimizer is None else {"learning_rate": float(optimizer.learning_rate)}


def _pictures(weight: Array) -> Array | None:
    """Returns a weight as grey pictures, or ``None`` where it has too many axes."""
    image = np.squeeze(weight)
    if image.ndim == 1:
        return image.reshape(1, -1, 1, 1)
    if image.ndim == 2:
        image = image.T if image.shape[0] > image.shape[1] else image
        return image[None, :, :, None]
    if image.ndim == 3:
        if config.image_data_format() == "channels_last":
            image = image.transpose(2, 0, 1)  # every kernel is a picture
        return image[..., None]
    return image if image.ndim == 4 and image.shape[-1] in (1, 3, 4) else None
