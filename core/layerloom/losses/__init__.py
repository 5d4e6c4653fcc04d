"""Losses (``keras.losses``): what training makes small."""

from collections.abc import Callable
from typing import Any

from layerloom import lookup
from layerloom.declaration import registry as _registry
from layerloom.declaration import serialize as _to_data
from layerloom.errors import LayerloomError
from layerloom.losses import margin as _margin
from layerloom.losses import older_names as _older_names
from layerloom.losses import overlap as _overlap
from layerloom.losses import probability as _probability
from layerloom.losses import regression as _regression
from layerloom.losses import similarity as _similarity
from layerloom.losses.ctc import CTC, ctc
from layerloom.losses.loss import Loss, LossFunctionWrapper
from layerloom.losses.margin import *
from layerloom.losses.older_names import *
from layerloom.losses.overlap import *
from layerloom.losses.probability import *
from layerloom.losses.reduction_names import Reduction
from layerloom.losses.regression import *
from layerloom.losses.similarity import *

__all__ = [
    "CTC",
    "FUNCTIONS",
    "Loss",
    "LossFunctionWrapper",
    "Reduction",
    "ctc",
    "deserialize",
    "get",
    "serialize",
]
__all__ += _margin.__all__
__all__ += _older_names.__all__
__all__ += _overlap.__all__
__all__ += _probability.__all__
__all__ += _regression.__all__
__all__ += _similarity.__all__

#: What ``"mse"`` and its like stand for; as in Keras these are functions, and classes have names of their own.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    alias: entry.target.function for entry in _registry.entries("loss") for alias in entry.aliases
}


def get(identifier: Any) -> Any:
    """Returns the loss that a name, config, class, function or instance stands for; ``None`` for ``None``.

    Raises:
        LayerloomError: If there is no such loss.
    """
    found = lookup.resolve("loss", identifier, FUNCTIONS)
    if found is not None and not callable(found):
        raise LayerloomError(f"A loss must be a function or a Loss, got {type(found).__name__}.")
    return found


def serialize(loss: Any) -> Any:
    """Turns a loss into plain data: a name for a function, else a config."""
    return _to_data(loss)


def deserialize(name: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a loss from the result of :func:`serialize`."""
    return lookup.from_data("loss", name, custom_objects, FUNCTIONS)
