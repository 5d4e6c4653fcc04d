"""Architecture: a model's layers and their calls as plain data, finished or not."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from layerloom.declaration.operators import PREFIX
from layerloom.errors import LayerloomError
from layerloom.graph.constants import Numbers

#: Class names whose config holds a whole model.
MODEL_CLASSES = frozenset({"Sequential", "Functional", "Model"})

#: Class names that take their input tensors as one list.
LIST_CLASSES = frozenset(
    {"Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"}
)

MAX_LAYERS = 10_000
MAX_NAME = 1_000


class ArchitectureError(LayerloomError):
    """Data that describe no architecture; the message names the layer."""


@dataclass(frozen=True)
class Ref:
    """An output tensor of a node.

    Args:
        node: The id of the node that makes the tensor.
        port: Which of its outputs.
    """

    node: str
    port: int = 0


@dataclass(frozen=True)
class Slot:
    """Stands in a template for the tensor with this number."""

    index: int


@dataclass(frozen=True)
class Call:
    """How a node hands its input tensors to the layer.

    Args:
        args: Positional arguments as plain data, with a :class:`Slot` in place of every tensor.
        kwargs: Keyword arguments, likewise.
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any] = field(default_factory=dict)


#: Where files tell what :attr:`LayerSpec.mask_beside_tensors` says; Keras passes over it.
MASK_BESIDE_TENSORS = "mask_beside_tensors"


@dataclass
class LayerSpec:
    """A layer as plain data.

    Args:
        class_name: The Keras class name; that of an operation has the prefix ``ops.``.
        name: The layer's name, unique in its model.
        config: The layer's config in the spelling of Keras 3.
        module: The module Keras writes beside the class name; compared, never imported.
        registered_name: The ``package>name`` of a class registered by a user.
        build_config: The shapes it was built with, where a built layer told them.
        shared: The mark of a layer that stands in another model of the file as well.
        mask_beside_tensors: Whether masks count as in Keras 2 when it is called with several tensors: a recurrent
            layer keeps to that of its sequences, one that merges keeps to each, attention takes the mean of nothing.
    """

    class_name: str
    name: str
    config: dict[str, Any]
    module: str | None = "keras.layers"
    registered_name: str | None = None
    build_config: dict[str, Any] | None = None
    shared: int | None = None
    mask_beside_tensors: bool = False

    @property
    def is_input(self) -> bool:
        """Whether calls of it feed the model."""
        return self.class_name == "InputLayer"

    @property
    def is_operation(self) -> bool:
        """Whether it is a function of tensors such as ``ops.relu`` rather than a layer."""
        return self.class_name.startswith(PREFIX)

    @property
    def is_model(self) -> bool:
        """Whether its config holds a whole model."""
        return self.class_name in MODEL_CLASSES


@dataclass
class Node:
    """One call of a layer; a shared layer has several.

    Args:
        id: Its name in this architecture, stable while a person edits it.
        layer: The name of the called layer.
        inputs: Its input tensors in the order of the layer's arguments.
        call: How the inputs stand in the call; ``None`` means the usual way. It holds as long as its slots and
            the inputs are equally many.
    """

    id: str
    layer: str
    inputs: list[Ref] = field(default_factory=list)
    call: Call | None = None


@dataclass
class Architecture:
    """A model's layers, calls, inputs and outputs as plain data.

    Loose nodes, missing inputs and even cycles are legal here: :func:`layerloom.graph.analyse` tells about them.

    Args:
        name: The model's name.
        layers: Layers by name.
        nodes: Calls by node id; the calls of one layer stand in call order.
        outputs: The tensors that the model returns.
        trainable: Whether the model as a whole is trainable.
        input_order: Ids of input nodes in the order of the model's arguments; others follow.
        input_structure: How the inputs are nested, with slots; ``None`` for one tensor or a flat list.
        output_structure: How the outputs are nested, likewise.
    """

    name: str = "functional"
    layers: dict[str, LayerSpec] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    outputs: list[Ref] = field(default_factory=list)
    trainable: bool = True
    input_order: list[str] = field(default_factory=list)
    input_structure: Any = None
    output_structure: Any = None

    @property
    def inputs(self) -> list[Node]:
        """The calls of input layers, in the order of the model's arguments."""
        found = {node.id: node for node in self.nodes.values() if self._is_input(node)}
        ordered = [found.pop(name) for name in self.input_order if name in found]
        return [*ordered, *found.values()]

    def spec(self, node: Node | str) -> LayerSpec:
        """Returns the layer that a node calls."""
        return self.layers[(self.nodes[node] if isinstance(node, str) else node).layer]

    def calls(self, layer: str) -> list[Node]:
        """Returns the calls of a layer in call order."""
        return [node for node in self.nodes.values() if node.layer == layer]

    def calls_by_layer(self) -> dict[str, list[Node]]:
        """Returns the calls of all layers that are called, in call order."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            found.setdefault(node.layer, []).append(node)
        return found

    def edges(self) -> Iterator[tuple[Ref, str, int]]:
        """Yields every connection as source tensor, target node id, position among the target's inputs."""
        for node in self.nodes.values():
            for position, ref in enumerate(node.inputs):
                yield ref, node.id, position

    def add(self, spec: LayerSpec, inputs: list[Ref] | None = None, call: Call | None = None) -> Node:
        """Adds a layer, if it is new, and one call of it.

        Args:
            spec: The layer; a spec whose name is present already must be that very layer.
            inputs: The call's input tensors.
            call: How they stand in the call, if not in the usual way.

        Returns:
            The new node.

        Raises:
            ArchitectureError: If another layer has the name.
        """
        if self.layers.setdefault(spec.name, spec) is not spec:
            raise ArchitectureError(
                f"Two layers are called {shorten(spec.name)!r}: give one of them another name."
            )
        node = Node(self.free_id(spec.name), spec.name, list(inputs or []), call)
        self.nodes[node.id] = node
        return node

    def free_id(self, layer: str) -> str:
        """Returns a node id that is not in use: the layer's name, or the name with a number."""
        name, taken, step = layer, 0, 1
        while name in self.nodes:  # in growing steps, for layers that are called thousands of times
            taken, step = taken + step, 1 if taken < 100 else 2 * step
            name = f"{layer}@{taken}"
        while step > 1:  # then back to one behind a taken one
            step //= 2
            if f"{layer}@{taken - step}" not in self.nodes:
                taken -= step
        return name if taken == 0 else f"{layer}@{taken}"

    def copy(self) -> Architecture:
        """Returns an independent copy."""
        return copy.deepcopy(self)

    def _is_input(self, node: Node) -> bool:
        spec = self.layers.get(node.layer)
        return spec is not None and spec.is_input


def usual_call(class_name: str, count: int, like: Call | None = None) -> Call:
    """Returns the way in which a layer is called on ``count`` tensors when nothing else is said.

    Args:
        class_name: The layer's class.
        count: How many tensors.
        like: A former call of it; one list of tensors there means one list now.
    """
    several = [Slot(index) for index in range(count)]
    was_list = like is not None and len(like.args) == 1 and isinstance(like.args[0], (list, tuple))
    if class_name in LIST_CLASSES or was_list:
        return Call((several,) if count else ())
    return Call(tuple(several))


def call_arguments(spec: LayerSpec, node: Node, values: list[Any]) -> tuple[list[Any], dict[str, Any]]:
    """Returns the arguments of a node's call with the given values in place of its input tensors.

    Args:
        spec: The called layer.
        node: The call.
        values: One value for each of ``node.inputs``: tensors, shapes or their data.

    Returns:
        Positional and keyword arguments; what is no tensor among them is plain data.
    """
    call = node.call
    if call is None or not fits(call, len(values)):
        call = usual_call(spec.class_name, len(values), like=call)
    return fill(call.args, values), fill(call.kwargs, values)


def slots(template: Any) -> list[int]:
    """Returns the slot numbers of a template in reading order."""
    found: list[int] = []
    pending = [template]
    while pending:
        item = pending.pop()
        if isinstance(item, Slot):
            found.append(item.index)
        elif isinstance(item, Numbers):
            continue
        elif isinstance(item, (list, tuple)):
            pending.extend(reversed(item))
        elif isinstance(item, dict):
            pending.extend(reversed(item.values()))
        elif isinstance(item, Call):
            pending.extend([item.kwargs, item.args])
    return found


def fill(template: Any, values: list[Any]) -> Any:
    """Returns a template's data with the values in place of its slots."""
    if isinstance(template, Slot):
        return values[template.index]
    if isinstance(template, (Numbers, np.ndarray)):
        return template
    if isinstance(template, (list, tuple)):
        return [fill(item, values) for item in template]
    if isinstance(template, dict):
        return {key: fill(item, values) for key, item in template.items()}
    return template if isinstance(template, (str, int, float)) else copy.deepcopy(template)


def fits(template: Any, count: int) -> bool:
    """Tells whether a template has exactly the slots 0 to ``count - 1``, each once."""
    return template is not None and sorted(slots(template)) == list(range(count))


def shorten(text: object, limit: int = 60) -> str:
    """Returns a name from a file in a length fit for a sentence."""
    shown = str(text)
    return shown if len(shown) <= limit else shown[: limit - 3] + "..."
