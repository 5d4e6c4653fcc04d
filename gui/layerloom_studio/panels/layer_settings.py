"""Which settings of a layer a person sees, and the edit that a change of one of them means.

They are the declared fields as they are, but for the input layer: Keras keeps its shape with the batch in front,
and a person thinks of one sample.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from layerloom.declaration import registry
from layerloom.declaration.fields import REQUIRED, Field
from layerloom.graph import LayerSpec
from layerloom_studio.document.edits import SetConfig

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
    if not spec.is_input:
        return spec.config
    shape = spec.config.get("batch_shape")
    if not isinstance(shape, (list, tuple)):
        return spec.config
    return {**spec.config, "shape": list(shape[1:]), "batch_size": shape[0] if shape else None}


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
