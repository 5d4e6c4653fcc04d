"""Operations on tensors as Python code: with signs and brackets where a person would write them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.graph.python_names import checked_name, named_argument
from layerloom.graph.python_values import WIDTH, Verbatim, row_of, value_of, wrapped

_SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "true_divide": "/", "matmul": "@", "power": "**",
    "greater": ">", "greater_equal": ">=", "less": "<", "less_equal": "<=",
}  # fmt: skip


def operation_code(
    function: str,
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    settings: Mapping[str, Any],
    width: int = WIDTH - 12,
) -> str:
    """Returns the code of an operation.

    Args:
        function: Its name in ``ops``.
        args: What it is called with: tensors as :class:`Verbatim`, and plain data.
        kwargs: The same by name.
        settings: Its config.
        width: How long one line may be.
    """
    parameters = _parameters(function)
    args, by_name = _in_order(function, args, parameters)
    said = {key: argument(value) for key, value in {**by_name, **kwargs}.items() if value is not None}
    for key, value in _beside_defaults(parameters, settings).items():
        said.setdefault(key, value_of(value))
    if function in _SIGNS:
        args = [_as_array(item) for item in args]
    if function in _SIGNS and len(args) == 2 and not said and all(map(_is_operand, args)):
        return f"{_operand(args[0])} {_SIGNS[function]} {_operand(args[1])}"
    if function == "negative" and len(args) == 1 and not said and _is_operand(args[0]):
        return f"-{_operand(args[0])}"
    if function == "get_item" and len(args) == 2 and isinstance(args[0], Verbatim) and not said:
        return f"{args[0]}[{_index(args[1])}]"
    if function == "einsum" and "subscripts" in said:
        args = [Verbatim(said.pop("subscripts")), *args]
    inside = [*map(argument, args)]
    for name, parameter in list(parameters.items())[len(args) :]:  # settings that have to be given come first
        if parameter.default is not parameter.empty or name not in said or name == "axis":
            break
        inside.append(said.pop(name))
    inside += [named_argument(key, code) for key, code in said.items()]
    return wrapped(f"ops.{checked_name(function)}", inside, width)


def argument(value: Any) -> str:
    """Returns an argument of a call as code."""
    if isinstance(value, list):
        return row_of("[", [*map(argument, value)], "]")
    return value_of(value)


def _parameters(function: str) -> dict[str, inspect.Parameter]:
    """Returns the parameters of an operation by name, none for one that is not known."""
    from layerloom import ops

    target = getattr(ops, function, None)
    try:
        found = inspect.signature(target).parameters if target is not None else {}
    except (TypeError, ValueError):
        found = {}
    return {name: item for name, item in found.items() if item.kind is not item.VAR_KEYWORD}


def _in_order(
    function: str, args: Sequence[Any], parameters: Mapping[str, inspect.Parameter]
) -> tuple[list[Any], dict[str, Any]]:
    """Returns the arguments that stand where the function takes them, and the others by name.

    The class in a file may take tensors in another order than the function, as ``Pad`` does.
    """
    from layerloom.declaration import operators

    known = operators.find_function(function)
    wanted = known.call if known is not None else ()
    if not parameters or any("*" in name for name in wanted) or len(wanted) < len(args):
        return list(args), {}
    places = list(parameters)
    count = 0
    while count < len(args) and count < len(places) and wanted[count] == places[count]:
        count += 1
    if any(name not in parameters for name in wanted[count : len(args)]):
        return list(args), {}
    return list(args[:count]), dict(zip(wanted[count:], args[count:], strict=False))


def _as_array(value: Any) -> Any:
    """Returns a list of numbers beside a sign as an array, which Keras wants there."""
    plain = isinstance(value, list) and not _holds_code(value)
    return Verbatim(f"np.array({argument(value)})") if plain else value


def _holds_code(value: Any) -> bool:
    return any(map(_holds_code, value)) if isinstance(value, list) else isinstance(value, (Verbatim, Mapping))


def _beside_defaults(
    parameters: Mapping[str, inspect.Parameter], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """Returns the settings that an operation would not take by itself."""
    defaults = {name: item.default for name, item in parameters.items()}
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
