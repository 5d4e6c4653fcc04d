"""The shape of one sample at the only input and the only output of a model."""

from __future__ import annotations

from typing import Any, Literal

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr


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
            tr(
                "The model {name!r} has no {end} shape: it needs an Input layer and layers after it.",
                name=model.name,
                end=end,
            )
        )
    if isinstance(shape, dict):
        shape = list(shape.values())
    if isinstance(shape, (list, tuple)) and shape and isinstance(shape[0], (list, tuple)):
        if len(shape) != 1:
            raise LayerloomError(
                tr(
                    "The model has {count} {end}s, but this works with models that have one {end}.",
                    count=len(shape),
                    end=end,
                )
            )
        shape = shape[0]
    return tuple(shape[1:])
