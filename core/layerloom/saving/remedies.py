"""What a caller can do about classes and functions of a file that are not known here: which names to pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from layerloom.declaration import find, lambdas, scope
from layerloom.declaration.lambdas import LAMBDA
from layerloom.declaration.serialization import find_class, name_in
from layerloom.declaration.unknown_parts import plain_name
from layerloom.errors import LayerloomError
from layerloom.graph.plain_json import mappings

#: Names that a sentence lists, and Lambda layers that it names one by one.
_MOST_NAMES, _MOST_LAMBDAS = 8, 3

#: Kinds of the registry that a setting names by text, by the end of its key.
_KINDS = ("activation", "constraint", "initializer", "regularizer")

#: Modules whose classes no caller writes, and classes that stand for functions of TensorFlow.
_LIBRARIES = ("keras.", "keras_core.", "tensorflow.", "tf_keras.")
_OPERATIONS = ("SlicingOpLambda", "TFOpLambda", "TensorFlowOpLayer")

#: What to do where the names cannot be told.
_FOR_UNKNOWN = (
    ": pass your own in custom_objects={its name: the class or function}, or open the file with "
    "placeholders=True to see the rest of the network."
)


def with_remedy(message: str, data: Any) -> str:
    """Returns why a model cannot be made with everything that the caller may pass for it.

    Args:
        message: The reason, perhaps with names that are known or with a hint for one layer.
        data: The model's plain data.
    """
    said = message.partition(": known are ")[0].partition(": pass ")[0].rstrip(".")
    names, functions = _wanted(data)
    shown = [*names, *functions] if len(functions) <= _MOST_LAMBDAS else [*names, LAMBDA]
    if not shown:
        return said + _FOR_UNKNOWN
    listed = ", ".join(f"{name[:60]!r}: ..." for name in shown[:_MOST_NAMES])
    if len(shown) > _MOST_NAMES:
        listed = f"{listed}, and {len(shown) - _MOST_NAMES} more"
    if LAMBDA in shown:
        return (
            f"{said}: pass your own in custom_objects={{{listed}}}, with one function for all {len(functions)} Lambda "
            "layers or each by its layer's name, or open the file with placeholders=True to see the rest of "
            "the network."
        )
    return (
        f"{said}: pass your own in custom_objects={{{listed}}}, or open the file with placeholders=True "
        "to see the rest of the network."
    )


def names_classes(data: Any) -> bool:
    """Tells whether a model's plain data name classes or functions that the caller must pass."""
    return bool(_wanted(data)[0])


def _wanted(data: Any) -> tuple[list[str], list[str]]:
    """Returns the names of classes and functions that are not known, and those of functions of Lambda layers."""
    names: list[str] = []
    functions: list[str] = []
    for value in mappings(data):
        config = value.get("config")
        if value.get("class_name") == LAMBDA and isinstance(config, dict):
            functions.extend(reversed(lambdas.wanted(config)))
        elif _is_unknown(value):
            names.append(str(value["class_name"]).rpartition(">")[2])
        names.extend(_unknown_texts(value))
    return list(dict.fromkeys(reversed(names))), list(dict.fromkeys(reversed(functions)))


def _is_unknown(value: dict[str, Any]) -> bool:
    """Tells whether data describe an object of a class that the caller must pass."""
    name, module = value.get("class_name"), value.get("module")
    if not isinstance(name, str) or not isinstance(value.get("config"), dict):
        return False
    if name.startswith("__") or name in _OPERATIONS or str(module).startswith(_LIBRARIES):
        return False
    try:
        found = find_class(value.get("registered_name") or name, module)
    except LayerloomError:
        return True
    ours = find("layer", name.rpartition(">")[2])
    fields = found.fields() if ours is not None and ours.target is found else ()
    # Without what ours cannot do without, it is another of that name.
    return any(field.required and field.name not in value["config"] for field in fields)


def _unknown_texts(config: dict[str, Any]) -> Iterator[str]:
    """Yields the functions and classes that settings name by text alone."""
    known = scope.known()
    for key, item in config.items():
        kind = next((kind for kind in _KINDS if str(key).endswith(kind)), None)
        name = name_in(item)
        if kind is None or not isinstance(name, str) or not name:
            continue
        plain = plain_name(name)
        if not {name, plain} & known.keys() and find(kind, name) is None:
            yield plain
