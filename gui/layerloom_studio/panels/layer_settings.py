"""Which settings of a layer a person sees, and the edit that a change of one of them means.

They are the declared fields as they are, but for two things: Keras keeps the shape of an input layer with the
batch in front, and a person thinks of one sample; and files spell out number types and axes that are the usual ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from layerloom import config
from layerloom.declaration import registry
from layerloom.declaration.fields import REQUIRED, Field
from layerloom.graph import LayerSpec
from layerloom_studio.document.edits import SetConfig
from layerloom_studio.forms.values import same_value

_ELSEWHERE = frozenset({"name"})  # it has an editor of its own
_INPUT_FIELDS = ("shape", "batch_size", "dtype")


def shown_fields(class_name: str) -> tuple[Field, ...]:
    """The fields of a layer class that a form shows.

    Args:
        class_name: The class.

    Returns:
        Its declared fields; none for a class that is not known or declares none.
    """
    entry = registry.find("layer", class_name)
    if entry is None or not hasattr(entry.target, "fields"):
        return ()
    fields = tuple(field for field in entry.target.fields() if field.name not in _ELSEWHERE)
    if class_name != "InputLayer":
        return fields
    known = {field.name: field for field in fields}
    return tuple(
        replace(known[name], default=REQUIRED, optional=False)
        if name == "shape"
        else replace(known[name], inherited=True)
        for name in _INPUT_FIELDS
    )


def shown_values(spec: LayerSpec) -> dict[str, Any]:
    """The settings of a layer under the names of the fields shown.

    Args:
        spec: The layer.

    Returns:
        Settings by field name; what is missing has its default.
    """
    values = {key: value for key, value in spec.config.items() if not _is_usual(key, value)}
    if isinstance(values.get("dtype"), Mapping):
        values["dtype"] = _policy_name(values["dtype"])
    shape = values.get("batch_shape")
    if spec.is_input and isinstance(shape, (list, tuple)):
        values.update(shape=list(shape[1:]), batch_size=shape[0] if shape else None)
    return values


def edit_of(spec: LayerSpec, name: str, value: Any) -> SetConfig:
    """The edit that gives a field shown another value.

    Args:
        spec: The layer.
        name: Name of the field.
        value: Its new value as JSON data.

    Returns:
        The edit.
    """
    if not spec.is_input or name not in ("shape", "batch_size"):
        return SetConfig(spec.name, {name: value})
    values = {**shown_values(spec), name: value}
    shape = [values.get("batch_size"), *(values.get("shape") or ())]
    gone = tuple(key for key in ("shape", "batch_size") if key in spec.config)
    return SetConfig(spec.name, {"batch_shape": shape}, gone)


def common_fields(specs: Sequence[LayerSpec]) -> tuple[Field, ...]:
    """The fields that all of several layers have alike, in the order of the first one.

    Args:
        specs: The layers.

    Returns:
        Fields of one name, kind and set of choices.
    """
    classes = dict.fromkeys(spec.class_name for spec in specs)
    tables = [{field.name: field for field in shown_fields(name)} for name in classes]
    if not tables:
        return ()
    return tuple(
        field
        for name, field in tables[0].items()
        if all(name in table and _alike(field, table[name]) for table in tables[1:])
    )


def differing(specs: Sequence[LayerSpec], fields: Sequence[Field]) -> dict[str, list[Any]]:
    """The values of those fields in which several layers differ, each value once."""
    found: dict[str, list[Any]] = {}
    usual = {name: _defaults(name) for name in {spec.class_name for spec in specs}}
    tables = [{**usual[spec.class_name], **shown_values(spec)} for spec in specs]
    for field in fields:
        values: list[Any] = []
        for table in tables:
            value = table.get(field.name)
            if any(value == other and type(value) is type(other) for other in values):
                continue  # as in most of many layers, which needs no further look
            if not any(same_value(field, value, other) for other in values):
                values.append(value)
        if len(values) > 1:
            found[field.name] = values
    return found


def _defaults(class_name: str) -> dict[str, Any]:
    """What settings have that are not given; a setting of one name has another default in another class."""
    return {field.name: field.default for field in shown_fields(class_name) if not field.required}


def _alike(first: Field, second: Field) -> bool:
    return (first.kind, first.choices, first.length) == (second.kind, second.choices, second.length)


def _is_usual(name: str, value: Any) -> bool:
    """Whether a file spells out what None means as well: the usual number type and order of axes."""
    if name == "dtype":
        return _policy_name(value) == config.floatx()
    return name == "data_format" and value == config.image_data_format()


def _policy_name(value: Any) -> Any:
    """The name of a dtype policy that Keras writes as an object."""
    if isinstance(value, Mapping):
        inner = value.get("config")
        return inner.get("name") if isinstance(inner, Mapping) else None
    return value
