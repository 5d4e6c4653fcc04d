"""Layers without kernels of their own: they run as they are, on a tape, as one step of the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.declaration.unknown_parts import UnknownPart
from layerloom.layers.call_context import layer_call
from layerloom.models.data_adapter import leaves
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.tensors import GradientTape, KerasTensor, Tensor, Variable, as_array, wrap
from layerloom.tree import map_structure

#: What kernels demand of arrays.
_PLAIN: Any = ("C_CONTIGUOUS", "WRITEABLE")


class EagerStep(Step):
    """A call of any layer or operation.

    Args:
        setting: What all steps share.
        sources: The tensors among the arguments, in order.
        outputs: The outputs.
        node: The call.
        variables: The weights of the layer that learn.
        masks: The masks of tensors among the arguments, by the tensors' identity; a value of ``None`` is none.
        kept: Where the outputs' masks go; empty where they can have none.
    """

    whole = True
    penalizes = True

    def __init__(
        self,
        setting: Setting,
        sources: list[Slot],
        outputs: list[Slot],
        node: Any,
        variables: list[Variable],
        masks: dict[int, Slot],
        kept: list[Slot],
    ) -> None:
        super().__init__(setting, sources, outputs[0])
        self._outputs, self._masks, self._kept = outputs, masks, kept
        self.node = node
        self._variables = variables
        self._found: list[Any] = []

    @property
    def targets(self) -> list[Slot]:
        return self._outputs

    def allocate(self) -> None:
        """There is none: the layer makes its output itself."""

    def forward(self, start: int, stop: int, part: int) -> None:
        slots = {id(symbol): slot for symbol, slot in zip(self.node.inputs, self.sources, strict=True)}
        given = {key: wrap(slot.value[start:stop]) for key, slot in slots.items()}
        for key, mask in self._masks.items():
            if mask.value is not None:
                given[key]._keras_mask = wrap(mask.value[start:stop])

        def fill(item: Any) -> Any:
            return given[id(item)] if isinstance(item, KerasTensor) else item

        operation = self.node.operation
        args, kwargs = map_structure(fill, self.node.args), map_structure(fill, self.node.kwargs)
        if hasattr(operation, "_forget_losses"):
            operation._forget_losses()
        said = self.node.training
        with layer_call(self.setting.training if said is None else said):
            if not self.setting.training:
                self._y = leaves(operation(*args, **kwargs))
            else:
                self._tape = GradientTape()
                with self._tape as tape:
                    self._watched = [given[id(symbol)] for symbol in self.node.inputs]
                    tape.watch([tensor for tensor, slot in zip(self._watched, self.sources) if slot.wanted])
                    self._y = leaves(operation(*args, **kwargs))
        for key, mask in self._masks.items():  # some layers take the masks off what they are given
            if getattr(given[key], "_keras_mask", None) is None:
                mask.value = None
        added = [loss for layer in _layers_of(operation) for loss in layer._losses]
        self.penalties = [loss for loss in added if isinstance(loss, (Tensor, UnknownPart))]
        for y, slot in zip(self._y, self._outputs, strict=True):
            slot.value = np.require(y.value, None, _PLAIN)
        for y, mask in zip(self._y, self._kept, strict=bool(self._kept)):
            found = getattr(y, "_keras_mask", None)
            mask.value = None if found is None else as_array(found)

    def backward(self, start: int, stop: int, part: int) -> None:
        wanted = [tensor for tensor, slot in zip(self._watched, self.sources) if slot.wanted]
        pairs = [(y, slot.grad) for y, slot in zip(self._y, self._outputs, strict=True)]
        learning = [(y, grad[start:stop]) for y, grad in pairs if grad is not None]
        learning += [(loss, np.ones(loss.shape, loss.dtype)) for loss in self.penalties]
        targets, seeds = [y for y, _ in learning], [seed for _, seed in learning]
        found = self._tape.gradient(targets, wanted + self._variables, seeds)
        for dx, g in zip([dx for dx in self.dx if dx is not None], found[: len(wanted)], strict=True):
            dx[start:stop] = 0 if g is None else g.value
        self._found = found[len(wanted) :]
        del self._tape, self._watched, self._y

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [self._gradients] if self._variables else []

    def _gradients(self, count: int) -> list[Gradient]:
        return [
            (
                variable,
                0,
                variable.size,
                np.require(np.broadcast_to(g.value, variable.shape), None, _PLAIN).reshape(-1),
            )
            for variable, g in zip(self._variables, self._found, strict=True)
            if g is not None
        ]


def _layers_of(operation: Any) -> Any:
    return operation._flatten_layers() if hasattr(operation, "_flatten_layers") else ()
