"""Calls that change no variable: the values go in and come out (``stateless_call``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.tensors import StatelessScope, Variable


def stateless_call(
    layer: Any,
    trainable_variables: Sequence[Any],
    non_trainable_variables: Sequence[Any],
    *args: Any,
    return_losses: bool = False,
    **kwargs: Any,
) -> tuple[Any, ...]:
    """Calls a layer or model with given values of its variables.

    Args:
        layer: The layer, which must be built.
        trainable_variables: A value for each of its trainable variables.
        non_trainable_variables: A value for each of the others.
        *args: What it is called on.
        return_losses: Whether the penalties of the call are returned as well.
        **kwargs: Further arguments of the call.

    Returns:
        The outputs, the new values of the variables that are not trainable, and with ``return_losses`` the penalties.

    Raises:
        ValueError: If the layer is not built, or the numbers of values are others.
    """
    if not layer.built:
        raise LayerloomError(
            f"Layer {layer.name!r} must be built before stateless_call: call it on data first."
        )
    mapping: list[tuple[Variable, Any]] = []
    for name, given in (
        ("trainable_variables", trainable_variables),
        ("non_trainable_variables", non_trainable_variables),
    ):
        own = getattr(layer, name)
        if len(own) != len(given):
            raise LayerloomError(f"Layer {layer.name!r} has {len(own)} {name}, got {len(given)} values.")
        mapping += zip(own, given, strict=True)
    others = layer.non_trainable_variables
    with StatelessScope(mapping) as scope:
        outputs = layer(*args, **kwargs)
        losses = list(layer.losses) if return_losses else []
    values = [scope.get_current_value(variable) for variable in others]
    return (outputs, values, losses) if return_losses else (outputs, values)
