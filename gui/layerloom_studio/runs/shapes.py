"""The shape of one sample at the only input and the only output of a model."""

from __future__ import annotations

from typing import Any, Literal

from layerloom.errors import LayerloomError


def sample_shape(model: Any, end: Literal["input", "output"]) -> tuple[int | None, ...]:
    """Return the shape of one sample, without the batch.

    Args:
        model: Any model.
        end: Which end of it.

    Raises:
        LayerloomError: If the model does not know its shapes, or has several inputs or outputs.
    """
    shape = getattr(model, f"{end}_shape", None)
    if shape is None:
        raise LayerloomError(
            f"The model {model.name!r} has no {end} shape: it needs an Input layer and layers after it."
        )
    if isinstance(shape, dict):
        shape = list(shape.values())
    if isinstance(shape, (list, tuple)) and shape and isinstance(shape[0], (list, tuple)):
        if len(shape) != 1:
            raise LayerloomError(
                f"The model has {len(shape)} {end}s, but this works with models that have one {end}."
            )
        shape = shape[0]
    return tuple(shape[1:])
