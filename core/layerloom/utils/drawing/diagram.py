"""Diagram: the boxes and arrows that show a model, still without places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from layerloom.models import Functional, Sequential

BLACK, WHITE, GREEN, RED = "black", "white", "forestgreen", "firebrick"


@dataclass(frozen=True)
class Cell:
    """A field of a box.

    Args:
        plain: Its first words.
        bold: The words after them, in bold.
        fill: Colour behind them.
        ink: Their colour.
        size: Their size in points.
    """

    plain: str
    bold: str
    fill: str = WHITE
    ink: str = BLACK
    size: int = 14


@dataclass(frozen=True)
class Box:
    """A layer: rows of fields."""

    key: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass
class Diagram:
    """The layers of a model, diagrams of the models in it among them, and arrows between the keys of boxes."""

    name: str
    members: list[Box | Diagram] = field(default_factory=list)
    arrows: list[tuple[int, int]] = field(default_factory=list)

    def boxes(self) -> Iterator[Box]:
        """Yields all boxes, also those of inner diagrams."""
        for member in self.members:
            if isinstance(member, Box):
                yield member
            else:
                yield from member.boxes()

    def all_arrows(self) -> Iterator[tuple[int, int]]:
        """Yields all arrows, those of inner diagrams first."""
        for member in self.members:
            if isinstance(member, Diagram):
                yield from member.all_arrows()
        yield from self.arrows


@dataclass(frozen=True)
class Shown:
    """What is told of each layer; see :func:`layerloom.utils.model_to_dot`."""

    shapes: bool = False
    dtype: bool = False
    names: bool = True
    activations: bool = False
    trainable: bool = False


def diagram_of(model: Any, shown: Shown, expand_nested: bool = False) -> Diagram:
    """Returns the diagram of a model; one that is neither functional nor sequential is a single box."""
    made = Diagram(model.name)
    if isinstance(model, Sequential):
        layers, arrows = model.layers, _chain(model, expand_nested)
    elif isinstance(model, Functional):
        layers, arrows = model._operations, _wires(model, expand_nested)
    else:
        made.members.append(_box(model, shown))
        return made
    for layer in layers:
        inner = expand_nested and isinstance(layer, (Functional, Sequential))
        made.members.append(diagram_of(layer, shown, True) if inner else _box(layer, shown))
    made.arrows = list(dict.fromkeys(arrows))
    return made


def _chain(model: Any, expand: bool) -> Iterator[tuple[int, int]]:
    for before, after in zip(model.layers, model.layers[1:], strict=False):
        yield id(_source(before, 0) if expand else before), id(_target(after, 0) if expand else after)


def _wires(model: Any, expand: bool) -> Iterator[tuple[int, int]]:
    for node in model._nodes:
        for place, tensor in enumerate(node.inputs):
            if tensor.history is None:
                continue
            source, target = tensor.history.node.operation, node.operation
            if expand:
                source, target = _source(source, tensor.history.tensor_index), _target(target, place)
            yield id(source), id(target)


def _source(layer: Any, place: int) -> Any:
    """Returns the innermost layer that makes an output."""
    while isinstance(layer, (Functional, Sequential)):
        history = layer.outputs[place].history
        if history is None:
            break
        layer, place = history.node.operation, history.tensor_index
    return layer


def _target(layer: Any, place: int) -> Any:
    """Returns the innermost layer that an input goes to."""
    while isinstance(layer, (Functional, Sequential)):
        history = None if isinstance(layer, Sequential) else layer.inputs[place].history
        layer = layer.layers[0] if history is None else history.node.operation
    return layer


def _box(layer: Any, shown: Shown) -> Box:
    kind = type(layer).__name__
    bold, rest = (layer.name, f" ({kind})") if shown.names else (kind, "")
    rows: list[tuple[Cell, ...]] = [(Cell(rest, bold, BLACK, WHITE, 16),)]
    activation = getattr(layer, "activation", None)
    if shown.activations and activation is not None:
        rows.append((Cell("Activation: ", _name(activation)),))
    cells = []
    if shown.shapes:
        taken, given = _told(layer, "shape", "input"), _told(layer, "shape", "output")
        if kind != "InputLayer":
            cells.append(Cell("Input shape: ", taken if given != "?" else "?"))
        cells.append(Cell("Output shape: ", given if taken != "?" else "?"))
    if shown.dtype:
        cells.append(Cell("Output dtype: ", _told(layer, "dtype", "output")))
    if shown.trainable and getattr(layer, "weights", None):
        learns = bool(layer.trainable)
        cells.append(Cell("", "Trainable" if learns else "Non-trainable", GREEN if learns else RED, WHITE))
    if cells:
        rows.append(tuple(cells))
    return Box(id(layer), tuple(rows))


def _name(activation: Any) -> str:
    return str(getattr(activation, "name", None) or getattr(activation, "__name__", None) or activation)


def _told(layer: Any, what: str, end: str) -> str:
    """Returns shapes or types of a layer's inputs or outputs as text: those of its first use; ``?`` without one."""
    try:
        nodes: Any = getattr(layer, "_inbound_nodes", ())
        if len(nodes) > 1:
            tensors = getattr(nodes[0], f"{end}s")
            structure = tensors[0] if len(tensors) == 1 else list(tensors)
        else:
            structure = getattr(layer, end)
        found = _mapped(lambda tensor: getattr(tensor, what), structure)
    except (ValueError, AttributeError):
        return "?"
    if isinstance(found, dict):
        found = ", ".join(f"{key}: {value}" for key, value in found.items())
    return str(found).replace("{", "").replace("}", "")


def _mapped(function: Callable[[Any], Any], structure: Any) -> Any:
    if isinstance(structure, dict):
        return {key: _mapped(function, value) for key, value in structure.items()}
    if isinstance(structure, (list, tuple)):
        return type(structure)(_mapped(function, value) for value in structure)
    return function(structure)
