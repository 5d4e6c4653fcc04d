"""Operations on tensors as Python code: with signs and brackets where a person would write them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.graph.python_values import Verbatim, value_of

_SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "true_divide": "/", "matmul": "@", "power": "**",
    "greater": ">", "greater_equal": ">=", "less": "<", "less_equal": "<=",
}  # fmt: skip


def operation_code(
    function: str, args: Sequence[Any], kwargs: Mapping[str, Any], settings: Mapping[str, Any]
) -> str:
    """Returns the code of an operation.

    Args:
        function: Its name in ``ops``.
        args: What it is called with: tensors as :class:`Verbatim`, and plain data.
        kwargs: The same by name.
        settings: Its config.
    """
    said = {key: argument(value) for key, value in kwargs.items() if value is not None}
    for key, value in _beside_defaults(function, settings).items():
        said.setdefault(key, value_of(value))
    if function in _SIGNS and len(args) == 2 and not said and all(map(_is_operand, args)):
        return f"{_operand(args[0])} {_SIGNS[function]} {_operand(args[1])}"
    if function == "negative" and len(args) == 1 and not said:
        return f"-{args[0]}"
    if function == "get_item" and len(args) == 2 and isinstance(args[0], Verbatim) and not said:
        return f"{args[0]}[{_index(args[1])}]"
    if function == "einsum" and "subscripts" in said:
        args = [Verbatim(said.pop("subscripts")), *args]
    inside = [*map(argument, args), *(f"{key}={code}" for key, code in said.items())]
    return f"ops.{function}({', '.join(inside)})"


def argument(value: Any) -> str:
    """Returns an argument of a call as code."""
    if isinstance(value, list):
        return f"[{', '.join(map(argument, value))}]"
    return value_of(value)


def _beside_defaults(function: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the settings that an operation would not take by itself."""
    from layerloom import ops

    target = getattr(ops, function, None)
    try:
        known = inspect.signature(target).parameters if target is not None else {}
    except (TypeError, ValueError):
        known = {}
    defaults = {name: item.default for name, item in known.items()}
    return {
        key: value
        for key, value in settings.items()
        if key != "name"
        and value is not None
        and not _equal(value, defaults.get(key, inspect.Parameter.empty))
    }


def _equal(value: Any, default: Any) -> bool:
    return type(value) is type(default) and bool(value == default)


def _is_operand(value: Any) -> bool:
    return isinstance(value, Verbatim) or (isinstance(value, (int, float)) and not isinstance(value, bool))


def _operand(value: Any) -> str:
    code = value_of(value)
    return f"({code})" if code.startswith("-") else code


def _index(key: Any) -> str:
    items = key.get("items") if isinstance(key, Mapping) and key.get("class_name") == "__tuple__" else key
    if isinstance(items, (list, tuple)):
        parts = [_index_part(item) for item in items]
        return ", ".join(parts) + ("," if len(parts) == 1 else "")
    return _index_part(items)


def _index_part(item: Any) -> str:
    if isinstance(item, Mapping) and item.get("class_name") == "__slice__":
        config = item["config"]
        start, stop, step = (
            "" if config[key] is None else argument(config[key]) for key in ("start", "stop", "step")
        )
        return f"{start}:{stop}" + (f":{step}" if step else "")
    return argument(item)
