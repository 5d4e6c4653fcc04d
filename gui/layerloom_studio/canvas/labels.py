"""The words on a node: key parameters, shapes, counts and the text for tooltip and screen reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from layerloom.declaration import Field, registry
from layerloom.graph import LayerSpec, NodeInfo, Problem
from layerloom_studio.document.axes import AXES
from layerloom_studio.document.freezing import is_frozen
from layerloom_studio.document.inner import inner_layers
from layerloom_studio.language import number, tr

_PLAIN = ("int", "float", "bool", "choice", "ints")


def kind_text(spec: LayerSpec, shared: bool, bypassed: str, row: tuple[int, int] | None) -> str:
    """Return the line below a node's name: what it is.

    Args:
        spec: The layer.
        shared: Whether other nodes call it too.
        bypassed: The class that it was before it was bypassed, if it is.
        row: Its place in a row of equal groups and how many they are, if it stands in one.
    """
    if bypassed:
        return tr("{bypassed} · bypassed", bypassed=bypassed)
    words = [tr("Group") if spec.class_name in ("Functional", "Model") else spec.class_name]
    if row is not None:
        place, count = row
        words.append(f"×{count}" if place == 1 else tr("{place} of {count}", place=place, count=count))
    frozen = [tr("frozen")] * is_frozen(spec)  # last: the lock tells it where there is no room
    return " · ".join([*words, *[tr("shared")] * shared, *key_parameters(spec), *frozen])


def row_text(row: tuple[int, int] | None) -> str:
    """Return in a few characters which of how many equal groups one is: ×4 on the first, 2/4 on the next."""
    return "" if row is None else f"×{row[1]}" if row[0] == 1 else f"{row[0]}/{row[1]}"


def key_parameters(spec: LayerSpec) -> list[str]:
    """Return the few settings that tell one layer of a class from another: the first ones and the unusual ones."""
    if spec.is_model:
        count = len(inner_layers(spec))
        return [tr("{count} layer{plural}", count=count, plural="s" * (count != 1))]
    shown = []
    for position, field in enumerate(_own_fields(spec.class_name)):
        value = spec.config.get(field.name, None if field.required else field.default)
        if (
            value is None
            or field.kind not in (*_PLAIN, "activation", "shape")
            or _goes_without_saying(spec, field.name)
        ):
            continue
        text = value_text(value)
        unusual = field.required or _differs(field, value)
        if field.kind == "activation":
            shown.extend([text] if text != "linear" else [])
        elif field.kind == "shape":
            shown.extend([text] if not spec.is_input else [])
        elif field.required or position == 0 or (unusual and field.kind == "choice"):
            shown.append(text)
        elif field.kind == "bool":
            if bool(value) != bool(field.default):
                shown.append(
                    field.name
                    if value
                    else tr("no {removeprefix}", removeprefix=field.name.removeprefix("use_"))
                )
        elif unusual:
            shown.append(f"{field.name} {text}")
    return shown


def outline(spec: LayerSpec, depth: int = 0) -> list[str]:
    """Return the layers of a nested model, one line each, those of models within it further in."""
    lines = []
    for inner in inner_layers(spec):
        lines.append("  " * depth + " · ".join([inner.name, inner.class_name, *key_parameters(inner)]))
        lines.extend(outline(inner, depth + 1))
    return lines


def value_text(value: Any) -> str:
    """Return a setting as one would write it on paper: (3, 3) is 3×3."""
    if isinstance(value, Mapping):
        return str(value.get("class_name", "..."))
    if isinstance(value, (list, tuple)):
        return "×".join("?" if item is None else value_text(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def shape_text(shapes: Sequence[Sequence[int | None]] | None) -> str:
    """Return output shapes without the batch axis; "?" if unknown."""
    if not shapes:
        return "?"
    first = list(shapes[0])
    if first and first[0] is None:
        first = first[1:]
    text = " × ".join("?" if size is None else str(size) for size in first) or tr("scalar")
    return text if len(shapes) == 1 else f"{text}  +{len(shapes) - 1}"


def full_shape(shape: Sequence[int | None]) -> str:
    """Return a shape with all its axes, as Keras prints it."""
    inner = ", ".join(str(size) for size in shape)
    return f"({inner},)" if len(shape) == 1 else f"({inner})"


def axes_text(shape: Sequence[int | None]) -> str:
    """Return what the axes of a tensor usually mean, by their number: batch, then places, then channels."""
    names = AXES.get(len(shape))
    if names is None:
        return ""
    return " · ".join(
        f"{tr(name)} {tr('any') if size is None else size}" for name, size in zip(names, shape, strict=True)
    )


def axes_of(spec: LayerSpec, shape: Sequence[int | None]) -> str:
    """Return what the axes of a layer's result mean; one that puts channels first says so."""
    if spec.config.get("data_format") != "channels_first" or len(shape) < 3:
        return axes_text(shape)
    moved = [shape[0], *shape[2:], shape[1]]
    parts = axes_text(moved).split(" · ")
    return " · ".join([parts[0], parts[-1], *parts[1:-1]]) if len(parts) == len(shape) else ""


def count_text(count: int | None) -> str:
    """Return a number of parameters in at most five characters and a unit."""
    if count is None:
        return "?"
    for unit, size in (("G", 10**9), ("M", 10**6), ("k", 10**3)):
        if count >= 10 * size or (count >= size and unit != "k"):
            return f"{number(count / size, '.3g')} {unit}"
    return number(count)


def parameters_text(count: int | None) -> str:
    """Return a number of parameters with its word."""
    return tr("{count} param{plural}", count=count_text(count), plural="" if count == 1 else "s")


def products_text(count: int | None) -> str:
    """Return a number of multiply-adds with its word."""
    return tr("{count} madds", count=count_text(count))


def bytes_text(count: int | None) -> str:
    """Return an amount of memory with its unit."""
    if count is None:
        return "?"
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} B"


def tooltip(spec: LayerSpec, info: NodeInfo | None, problems: Sequence[Problem]) -> str:
    """Return the rich text that explains a node: class, settings, shapes, and its problems."""
    rows = [f"<b>{escape(spec.name)}</b> &nbsp;{escape(spec.class_name)}"]
    entry = registry.find("layer", spec.class_name)
    if entry is not None:
        rows.append(escape(tr(entry.summary)))
    settings = key_parameters(spec)
    if settings:
        rows.append(escape(" · ".join(settings)))
    if info is not None and info.output_shapes:
        inputs = ", ".join("?" if shape is None else full_shape(shape) for shape in info.input_shapes)
        outputs = ", ".join(map(full_shape, info.output_shapes))
        rows.append(escape(f"{inputs} → {outputs}" if inputs else outputs))
        rows.extend(escape(axes) for shape in info.output_shapes[:1] if (axes := axes_of(spec, shape)))
        rows.append(
            tr("{parameters:,} parameters", parameters=info.parameters)
            if info.parameters is not None
            else tr("parameters not known yet")
        )
    rows.extend(f"<b>{tr(problem.severity)}:</b> {escape(tr(problem.message))}" for problem in problems)
    return "<br>".join(rows)


def spoken(
    spec: LayerSpec, info: NodeInfo | None, sources: Sequence[str], problems: Sequence[Problem]
) -> str:
    """Return a node as one line for a screen reader."""
    parts = [f"{spec.name}, {' '.join([spec.class_name, *key_parameters(spec)])}"]
    parts.append(
        tr("from {sources}", sources=", ".join(sources))
        if sources
        else tr("no input")
        if not spec.is_input
        else tr("model input")
    )
    if info is not None and info.output_shapes:
        shapes = ", ".join(shape_text([shape]) for shape in info.output_shapes)
        parts.append(tr("output {shapes}", shapes=shapes))
    if info is not None and info.parameters is not None:
        parts.append(tr("{parameters} parameters", parameters=info.parameters))
    parts.extend(f"{tr(problem.severity)}: {tr(problem.message)}" for problem in problems)
    return "; ".join(parts)


def _own_fields(class_name: str) -> list[Field]:
    entry = registry.find("layer", class_name)
    fields = getattr(entry.target, "fields", None) if entry is not None else None
    return [] if fields is None else [field for field in fields() if not field.inherited]


def _goes_without_saying(spec: LayerSpec, field: str) -> bool:
    """Tell whether a setting says no more than its default `None` would."""
    value = spec.config.get(field)
    if field == "data_format":
        return bool(value == "channels_last")
    return field == "strides" and "pool_size" in spec.config and value == spec.config["pool_size"]


def _differs(field: Field, value: Any) -> bool:
    if value == field.default:
        return False
    try:
        return bool(field.check(value) != field.check(field.default))
    except ValueError:
        return True
