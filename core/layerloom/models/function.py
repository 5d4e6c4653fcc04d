"""Function: a graph of operations from symbolic inputs to symbolic outputs, without the trappings of a model."""

from __future__ import annotations

from typing import Any

from layerloom.errors import LayerloomError
from layerloom.models.traversal import order_nodes
from layerloom.tensors import KerasTensor, Operation, find_symbolic, inside_operation
from layerloom.tree import flatten, map_structure


class Function(Operation):
    """A graph of operations that is called on values (``keras.Function``).

    Args:
        inputs: A symbolic tensor, or a list or dict of them.
        outputs: Likewise; they must depend on the inputs.
        name: Its name.
    """

    def __init__(self, inputs: Any, outputs: Any, name: str | None = None) -> None:
        super().__init__(name=name)
        self.inputs: list[KerasTensor] = find_symbolic(inputs)
        self.outputs: list[KerasTensor] = find_symbolic(outputs)
        if not self.inputs or not self.outputs:
            raise LayerloomError("A Function needs at least one symbolic input and one symbolic output.")
        self._inputs_struct, self._outputs_struct = inputs, outputs
        self._nodes, self._operations = order_nodes(self.inputs, self.outputs)

    @property
    def operations(self) -> list[Any]:
        """The layers and operations, in Keras's order."""
        return list(self._operations)

    def call(self, inputs: Any) -> Any:
        """Runs the graph on tensors in the structure of the inputs."""
        given = flatten(inputs)
        if len(given) != len(self.inputs):
            raise LayerloomError(
                f"Function {self.name!r} has {len(self.inputs)} inputs, got {len(given)} values."
            )
        wanted = flatten(self._inputs_struct)
        values = {id(symbol): value for symbol, value in zip(wanted, given, strict=True)}

        def fill(item: Any) -> Any:
            return values[id(item)] if isinstance(item, KerasTensor) else item

        for node in self._nodes:
            if not all(id(output) in values for output in node.outputs):
                args, kwargs = map_structure(fill, node.args), map_structure(fill, node.kwargs)
                found = find_outputs(node.operation(*args, **kwargs))
                values.update((id(symbol), value) for symbol, value in zip(node.outputs, found, strict=True))
        return map_structure(fill, self._outputs_struct)

    def compute_output_spec(self, inputs: Any) -> Any:
        """Returns symbolic outputs by running the graph on symbols."""
        with inside_operation():
            return self.call(inputs)


def find_outputs(structure: Any) -> list[Any]:
    """Returns the tensors that an operation gave, in the order in which its node numbers them."""
    if isinstance(structure, dict):
        return [leaf for item in structure.values() for leaf in find_outputs(item)]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in find_outputs(item)]
    return [structure]
