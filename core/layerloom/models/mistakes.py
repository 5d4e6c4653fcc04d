"""What goes wrong most often when a training is started, told before it goes wrong."""

from __future__ import annotations

import operator
import warnings
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.models.data_adapter import leaves

_LOOKED_AT = 2**28  # values of an array that are looked through for NaN
_OF_PROBABILITIES = ("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy")


def check_counts(least: int = 0, **counts: Any) -> None:
    """Makes sure that arguments such as ``epochs`` are whole numbers that make sense.

    Args:
        least: The smallest number that does.
        **counts: The arguments by name; ``None`` stands for a default.

    Raises:
        LayerloomError: If one is no whole number, or too small.
    """
    for name, value in counts.items():
        if value is None:
            continue
        try:
            number = operator.index(value)
        except TypeError:
            number = None
        if number is None or isinstance(value, bool) or number < least:
            raise LayerloomError(f"{name} must be a whole number from {least} up, got {value!r}.")


def warn_of_nan(**data: Any) -> None:
    """Warns of data that hold NaN, because every weight becomes NaN with the first such batch.

    Args:
        **data: Nested arrays by the name of their argument.
    """
    for name, structure in data.items():
        for array in leaves(structure):
            values = np.asarray(array)
            if values.dtype.kind != "f":
                continue
            part = values.reshape(-1)[:_LOOKED_AT] if values.flags.c_contiguous else values
            with np.errstate(all="ignore"):
                if not np.isnan(part.sum()):  # one fast pass; only what fails it is looked at closely
                    continue
            missing = np.isnan(values)
            count = int(missing.sum())
            if count:
                first = int(np.argmax(missing.reshape(len(values), -1).any(axis=1)))
                warnings.warn(
                    f"{name} holds NaN in {count} of {values.size} values, first in sample {first}: the loss becomes "
                    "NaN and nothing is learnt; remove these samples or put numbers in their place.",
                    stacklevel=4,
                )


def warn_of_output(model: Any) -> None:
    """Warns of a last layer from which the compiled loss can learn nothing.

    Args:
        model: A compiled model; nothing is told of one whose last layer or loss cannot be known.
    """
    loss = model.loss if isinstance(model.loss, str) else getattr(model.loss, "name", None)
    outputs = getattr(model, "outputs", None)
    if loss not in _OF_PROBABILITIES or not outputs or len(outputs) != 1 or outputs[0].history is None:
        return
    if not isinstance(model.loss, str) and getattr(model.loss, "from_logits", True):
        return
    layer = outputs[0].history.node.operation
    activation = getattr(getattr(layer, "activation", None), "__name__", "")
    title = f"The last layer {layer.name!r}"
    if activation == "softmax" and outputs[0].shape[-1] == 1:
        warnings.warn(
            f"{title} has one unit with softmax, which is always 1: use sigmoid for two classes.",
            stacklevel=4,
        )
    elif activation == "linear" and hasattr(layer, "kernel"):
        fitting = "sigmoid" if loss == "binary_crossentropy" else "softmax"
        warnings.warn(
            f"{title} has no activation, but {loss} compares probabilities: give it activation={fitting!r}, or the "
            "loss from_logits=True.",
            stacklevel=4,
        )
