"""Callbacks (``keras.callbacks``): what happens beside training."""

from typing import Any

from layerloom import lookup
from layerloom.callbacks.backup_and_restore import BackupAndRestore
from layerloom.callbacks.callback import Callback
from layerloom.callbacks.callback_list import CallbackList
from layerloom.callbacks.csv_logger import CSVLogger
from layerloom.callbacks.early_stopping import EarlyStopping
from layerloom.callbacks.history import History
from layerloom.callbacks.lambda_callback import LambdaCallback
from layerloom.callbacks.learning_rate import LearningRateScheduler, ReduceLROnPlateau
from layerloom.callbacks.model_checkpoint import ModelCheckpoint
from layerloom.callbacks.progbar_logger import ProgbarLogger
from layerloom.callbacks.remote_monitor import RemoteMonitor
from layerloom.callbacks.swap_ema_weights import SwapEMAWeights
from layerloom.callbacks.tensorboard import TensorBoard
from layerloom.callbacks.terminate_on_nan import TerminateOnNaN
from layerloom.declaration import serialize as _to_data

__all__ = [
    "BackupAndRestore",
    "CSVLogger",
    "Callback",
    "CallbackList",
    "EarlyStopping",
    "History",
    "LambdaCallback",
    "LearningRateScheduler",
    "ModelCheckpoint",
    "ProgbarLogger",
    "ReduceLROnPlateau",
    "RemoteMonitor",
    "SwapEMAWeights",
    "TensorBoard",
    "TerminateOnNaN",
    "deserialize",
    "get",
    "serialize",
]


def get(identifier: Any) -> Any:
    """Returns the callback that a name, config, class or instance stands for; ``None`` for ``None``."""
    return lookup.resolve("callback", identifier)


def serialize(callback: Callback) -> Any:
    """Turns a callback into plain data."""
    return _to_data(callback)


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a callback from the result of :func:`serialize`."""
    return lookup.from_data("callback", config, custom_objects)
