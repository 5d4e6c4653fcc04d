"""The code of one layer as it is shown beside its form, and the edit that a change of that text means."""

from __future__ import annotations

import ast
from typing import Any

from layerloom.declaration import registry
from layerloom.errors import FieldError, LayerloomError
from layerloom.graph import LayerSpec
from layerloom.graph.python_code import call_of
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.edits import Group, Rename, SetConfig
from layerloom_studio.document.project import Edit, Project
from layerloom_studio.language import tr

_KINDS = ("initializer", "regularizer", "constraint", "layer", "schedule")
_LONGEST = 10_000  # characters
# What files tell of every input, and nobody writes.
_USUAL_INPUT = {"dtype": "float32", "sparse": False, "ragged": False, "optional": False}


def layer_code(spec: LayerSpec) -> str:
    """Return the call that makes a layer, without its name; empty for groups, unknown classes and what has no code."""
    entry = registry.find("layer", spec.class_name)
    if spec.is_model or spec.is_operation or entry is None:
        return ""
    usual = _USUAL_INPUT if spec.is_input else {}
    config = {
        key: value
        for key, value in spec.config.items()
        if key != "name" and not (key in usual and value == usual[key])
    }
    try:
        return call_of("layers", spec.class_name, config, "layer")
    except LayerloomError:  # a name in its settings is none in Python
        return ""


def setting_code(project: Project, layer: str, text: str) -> Edit:
    """Return the edit that gives a layer the settings of a call, and its name if it has one; it is read, never run.

    Args:
        project: The document.
        layer: Name of the layer.
        text: Such as `layers.Dense(10, activation="softmax")`; what it does not name gets its default.

    Raises:
        EditError: If it is no call of that class with plain values; one sentence.
    """
    spec = project.architecture.layers[layer]
    try:
        call = ast.parse(text[:_LONGEST].strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise EditError(tr("This is no Python: {error}.", error=getattr(error, "msg", error))) from error
    if not isinstance(call, ast.Call) or _name(call.func) != spec.class_name:
        raise EditError(
            tr(
                "Write a call of {class_name}; another layer is added from the palette.",
                class_name=spec.class_name,
            )
        )
    values = _arguments("layer", spec.class_name, call)
    name = values.pop("name", None) or layer
    entry = registry.find("layer", spec.class_name)
    fields = {} if entry is None else {field.name: field for field in entry.target.fields()}
    gone = tuple(
        key
        for key in spec.config
        if key in fields and key not in values and not fields[key].inherited and key != "name"
    )
    missing = [key for key, field in fields.items() if field.required and key not in values]
    if missing and not spec.is_input:
        raise EditError(tr("{class_name} needs {missing}.", class_name=spec.class_name, missing=missing[0]))
    setting = SetConfig(layer, values, gone)
    return setting if name == layer else Group((setting, Rename(layer, name)))


def _arguments(kind: str, class_name: str, call: ast.Call) -> dict[str, Any]:
    entry = registry.find(kind, class_name)
    if entry is None or not hasattr(entry.target, "fields"):
        raise EditError(tr("There is no {class_name} here.", class_name=class_name))
    fields = {field.name: field for field in entry.target.fields()}
    named = [name for name, field in fields.items() if not field.inherited]
    if len(call.args) > len(named):
        raise EditError(tr("{class_name} does not take so many values.", class_name=class_name))
    given = dict(zip(named, call.args, strict=False))
    for item in call.keywords:
        if item.arg is None or (item.arg not in fields and item.arg != "name"):
            raise EditError(
                tr("{class_name} has no setting {name!r}.", class_name=class_name, name=item.arg or "**")
            )
        given[item.arg] = item.value
    values: dict[str, Any] = {}
    for name, node in given.items():
        value = _value(node)
        try:
            values[name] = (
                fields[name].check(value) if name in fields and not isinstance(value, dict) else value
            )
        except FieldError as error:
            raise EditError(str(error)) from error
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Call):
        name = _name(node.func)
        kind = next((kind for kind in _KINDS if registry.find(kind, name) is not None), None)
        if kind is None:
            raise EditError(tr("Only layers, initializers, regularizers and constraints can be made here."))
        return {"class_name": name, "config": _arguments(kind, name, node)}
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError) as error:
        raise EditError(tr("{code} is no plain value.", code=ast.unparse(node)[:60])) from error


def _name(node: ast.expr) -> str:
    """The last word of `keras.layers.Dense` or `Dense`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
