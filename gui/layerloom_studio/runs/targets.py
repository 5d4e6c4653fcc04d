"""Targets in the form that a loss wants: class numbers, one column per class, or plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr


def make_targets(
    x: NDArray[Any], y: NDArray[Any], loss: Any, classes: Sequence[str], output_shape: Sequence[int | None]
) -> NDArray[Any]:
    """Shape targets for a loss and an output.

    A network that gives back what it takes, pictures or sequences, is an autoencoder: its inputs are its targets.

    Args:
        x: The inputs as the model takes them, shape (n, ...).
        y: Class numbers or values, shape (n,).
        loss: Name or `{"class_name", "config"}`.
        classes: Names of the classes; empty where `y` holds values.
        output_shape: Shape of the model's output for one sample.

    Returns:
        Class numbers for a sparse loss, else one value or one column per class for each sample; the inputs for an
        autoencoder.

    Raises:
        LayerloomError: If output, loss and data do not go together; one sentence that says what to change.
    """
    units = output_shape[-1] if output_shape else None
    if len(output_shape) > 1 and tuple(output_shape) == tuple(x.shape[1:]):
        if "crossentropy" in loss_name(loss) and loss_name(loss) != "binarycrossentropy":
            raise LayerloomError(
                tr(
                    "The network gives back what it takes, so it is an autoencoder, but the loss wants classes: "
                    "choose mse or binary_crossentropy."
                )
            )
        return x
    if len(output_shape) != 1 or units is None:
        raise LayerloomError(
            tr(
                "The model's output has the shape {output_shape} for one sample, but the data have "
                "one class or value each: end the network with Flatten or GlobalAveragePooling2D and "
                "a Dense layer.",
                output_shape=tuple(output_shape),
            )
        )
    if not classes:
        if units != 1:
            raise LayerloomError(
                tr(
                    "The data have one value per sample, but the output has {units} units: use Dense(1).",
                    units=units,
                )
            )
        return y.astype(np.float32).reshape(-1, 1)
    return _for_classes(y, loss_name(loss), units, len(classes))


def loss_name(loss: Any) -> str:
    """Return a loss's name without underscores in small letters, whichever way it was given."""
    if isinstance(loss, Mapping):
        loss = loss.get("class_name")
    return str(loss).replace("_", "").lower()


def _for_classes(y: NDArray[Any], loss: str, units: int, classes: int) -> NDArray[Any]:
    """Return class numbers as a loss of that name wants them at an output of so many units."""
    if loss.startswith("sparse"):
        _check_units(units, classes)
        return y
    if units == 1:
        if classes != 2:
            raise LayerloomError(
                tr(
                    "The data have {count} classes, but the output has one unit only: use Dense({count}, "
                    "activation='softmax') and sparse_categorical_crossentropy.",
                    count=classes,
                )
            )
        if loss == "categoricalcrossentropy":
            raise LayerloomError(
                tr(
                    "The output has one unit only, and so categorical_crossentropy cannot learn: "
                    "use binary_crossentropy."
                )
            )
        return y.astype(np.float32).reshape(-1, 1)
    _check_units(units, classes, exact=True)
    columns: NDArray[Any] = np.eye(units, dtype=np.float32)[y]
    return columns


def _check_units(units: int, classes: int, *, exact: bool = False) -> None:
    if units < classes or (exact and units != classes):
        raise LayerloomError(
            tr(
                "The data have {classes} classes, but the output has {units} units: give the last "
                "layer {classes} units.",
                classes=classes,
                units=units,
            )
        )
