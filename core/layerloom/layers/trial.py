"""The shapes of a user's layer that cannot be called on symbols: found by calling it on small arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.random import kept_default_stream
from layerloom.tensors import KerasTensor, StatelessScope, Tensor, find_symbolic, wrap

#: What an unknown size is in the two trials: that of the batch, and any other, which windows have to fit in.
_BATCHES = (2, 3)
_SIZES = (64, 97)


def infer_outputs(layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Returns symbolic outputs of a layer for symbolic inputs.

    A layer of a user may need sizes as numbers (``ops.zeros((ops.shape(x)[0], 4))``) where there is none yet. It is
    then called on arrays of two sizes, as real Keras does without a graph compiler: what differs is unknown.

    Args:
        layer: A layer that is built.
        args: What it is called on.
        kwargs: The same by name.

    Raises:
        Exception: What the call on symbols raised, where the call on arrays is no better.
    """
    if type(layer).__module__.startswith("layerloom.") and type(layer).__name__ != "Lambda":
        return layer.compute_output_spec(*args, **kwargs)
    states = [
        (variable, variable.numpy()) for variable in layer.non_trainable_variables if variable.has_value
    ]
    try:
        return layer.compute_output_spec(*args, **kwargs)
    except Exception as error:
        if isinstance(error, LayerloomError) or not _may_try(layer, (args, kwargs)):
            raise
        try:
            return _by_trial(layer, args, kwargs)
        except Exception:  # noqa: BLE001 - a user's code may raise anything
            raise error from None
    finally:  # what the call counts, it counts for data only
        for variable, value in states:
            variable.assign(value)


def _may_try(layer: Any, inputs: Any) -> bool:
    has_values = all(variable.has_value for variable in layer.variables)
    return has_values and any(None in symbol.shape for symbol in find_symbolic(inputs))


def _by_trial(layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    found = []
    for batch, size in zip(_BATCHES, _SIZES, strict=True):
        with StatelessScope(), kept_default_stream(), np.errstate(all="ignore"):
            found.append(
                layer.call(
                    *(_filled(item, batch, size) for item in args),
                    **{key: _filled(item, batch, size) for key, item in kwargs.items()},
                )
            )
    return _common(*found)


def _filled(value: Any, batch: int, size: int) -> Any:
    """Returns nested values with arrays in place of symbols; whole numbers are zeros, which every table has."""
    if isinstance(value, KerasTensor):
        known = [(size if axis else batch) if one is None else one for axis, one in enumerate(value.shape)]
        whole = np.dtype(value.dtype).kind in "biu"
        return wrap((np.zeros if whole else np.ones)(known, value.dtype))
    if isinstance(value, dict):
        return {key: _filled(item, batch, size) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([_filled(item, batch, size) for item in value])
    return value


def _common(first: Any, second: Any) -> Any:
    """Returns symbols for two results: sizes in which they differ depend on what is unknown."""
    if isinstance(first, dict):
        return {key: _common(item, second[key]) for key, item in first.items()}
    if isinstance(first, (list, tuple)):
        return type(first)([_common(one, two) for one, two in zip(first, second, strict=True)])
    if not isinstance(first, Tensor) or len(first.shape) != len(second.shape):
        raise LayerloomError("What the call returns is no tensor of a fixed rank.")
    shape = tuple(one if one == two else None for one, two in zip(first.shape, second.shape, strict=True))
    return KerasTensor(shape, first.dtype)
