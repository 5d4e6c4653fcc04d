"""Optimizers (``keras.optimizers``): how gradients change the weights."""

from typing import Any

from layerloom import lookup
from layerloom.declaration import registry
from layerloom.declaration import serialize as _to_data
from layerloom.errors import LayerloomError
from layerloom.optimizers import legacy as legacy
from layerloom.optimizers import schedules
from layerloom.optimizers.adadelta import Adadelta
from layerloom.optimizers.adafactor import Adafactor
from layerloom.optimizers.adagrad import Adagrad
from layerloom.optimizers.adam import Adam, AdamW
from layerloom.optimizers.ftrl import Ftrl
from layerloom.optimizers.lamb import Lamb
from layerloom.optimizers.lion import Lion
from layerloom.optimizers.loss_scale import LossScaleOptimizer
from layerloom.optimizers.multi import MultiOptimizer, OptimizerMap
from layerloom.optimizers.muon import Muon
from layerloom.optimizers.nadam import Adamax, Nadam
from layerloom.optimizers.optimizer import Optimizer
from layerloom.optimizers.rmsprop import RMSprop
from layerloom.optimizers.schedule_free import ScheduleFreeAdamW
from layerloom.optimizers.sgd import SGD

__all__ = [
    "SGD",
    "Adadelta",
    "Adafactor",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "Lamb",
    "Lion",
    "LossScaleOptimizer",
    "MultiOptimizer",
    "Muon",
    "Nadam",
    "Optimizer",
    "OptimizerMap",
    "RMSprop",
    "ScheduleFreeAdamW",
    "deserialize",
    "get",
    "schedules",
    "serialize",
]


def get(identifier: Any) -> Any:
    """Returns the optimizer that a name, config, class or instance stands for; ``None`` for ``None``."""
    if isinstance(identifier, str) and registry.find("optimizer", identifier) is None:
        identifier = identifier.lower()  # Keras takes "SGD", "Sgd" and "sgd"
    found = lookup.resolve("optimizer", identifier)
    if found is not None and not hasattr(found, "apply_gradients"):
        raise LayerloomError(f"{identifier!r} is no optimizer; give a name such as 'adam', or an instance.")
    return found


def serialize(optimizer: Optimizer) -> Any:
    """Turns an optimizer into plain data."""
    return _to_data(optimizer)


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes an optimizer from the result of :func:`serialize`."""
    return lookup.from_data("optimizer", config, custom_objects)
