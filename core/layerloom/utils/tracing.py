"""Where symbolic tensors come from."""

from __future__ import annotations

from typing import Any

__all__ = ["get_source_inputs"]


def get_source_inputs(tensor: Any) -> Any:
    """Returns the inputs that a symbolic tensor is computed from (``keras.utils.get_source_inputs``).

    Args:
        tensor: The tensor.

    Returns:
        A list of symbolic tensors; what is no symbolic tensor comes back as it is.
    """
    if not hasattr(tensor, "history"):
        return tensor
    found: dict[int, Any] = {}
    seen: set[int] = set()
    waiting = [tensor]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        inputs = () if one.history is None else one.history.node.inputs
        if inputs:
            waiting.extend(reversed(list(inputs)))
        else:
            found[id(one)] = one
    return list(found.values())
