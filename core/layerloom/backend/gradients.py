"""K.gradients: the gradient of one symbolic tensor by others, which is symbolic, too."""

from __future__ import annotations

from typing import Any

from layerloom import ops
from layerloom.errors import LayerloomError
from layerloom.models import Functional
from layerloom.tensors import GradientTape, KerasTensor, Operation, Variable
from layerloom.utils import get_source_inputs

__all__ = ["gradients"]


class Gradients(Operation):
    """Computes a graph from its inputs and gives the gradients inside it.

    Args:
        model: From the inputs to the loss and to those sources that are tensors of the graph.
        sources: Tensors of the graph and variables.
    """

    def __init__(self, model: Functional, sources: list[Any]) -> None:
        super().__init__()
        self._model, self._sources = model, sources

    def call(self, *inputs: Any) -> list[Any]:
        """Returns one gradient for each source; zeros where the loss does not depend on it."""
        given = [ops.convert_to_tensor(x) for x in inputs]
        with GradientTape() as tape:
            tape.watch([*given, *(source for source in self._sources if isinstance(source, Variable))])
            loss, *found = self._model(given)
        rest = iter(found)
        sources = [source if isinstance(source, Variable) else next(rest) for source in self._sources]
        return list(tape.gradient(loss, sources, unconnected_gradients="zero"))

    def compute_output_spec(self, *inputs: Any) -> list[KerasTensor]:
        """Returns symbols like the sources."""
        return [KerasTensor(source.shape, source.dtype) for source in self._sources]


def gradients(loss: Any, variables: Any) -> list[Any]:
    """Returns the symbolic gradients of a symbolic loss, as :func:`function` computes them.

    Args:
        loss: A symbolic tensor, of any shape; its elements are summed.
        variables: A symbolic tensor that the loss is computed from, such as a model's input or a layer's output, a
            variable, or a list of such.

    Returns:
        A list with one symbolic tensor for each.

    Raises:
        ValueError: If the loss has values already; then a tape gives the gradients.
    """
    sources = list(variables) if isinstance(variables, (list, tuple)) else [variables]
    if not isinstance(loss, KerasTensor) or not all(isinstance(s, (KerasTensor, Variable)) for s in sources):
        raise LayerloomError(
            "K.gradients takes symbolic tensors, such as model.output and model.input: with values, compute inside "
            "`with GradientTape() as tape:` and call tape.gradient(loss, variables)."
        )
    roots = get_source_inputs(loss)
    inside = [source for source in sources if isinstance(source, KerasTensor)]
    return list(Gradients(Functional(roots, [loss, *inside]), sources)(*roots))
