"""StackedRNNCells: several cells as one, each fed with the output of the one below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom import ops
from layerloom.declaration import deserialize, register
from layerloom.errors import FieldError
from layerloom.layers.layer import Layer

__all__ = ["StackedRNNCells"]


@register("layer")
class StackedRNNCells(Layer):
    """Makes one cell of several, each fed with the output of the one below.

    Args:
        cells: The cells, lowest first.
    """

    def __init__(self, cells: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cells = [deserialize(cell) if isinstance(cell, dict) else cell for cell in cells]
        for cell in self.cells:
            if not hasattr(cell, "call") or not hasattr(cell, "state_size"):
                raise FieldError(
                    "StackedRNNCells: every cell needs a method call(inputs, states) and an attribute state_size, "
                    f"{type(cell).__name__} lacks one."
                )

    @property
    def state_size(self) -> list[Any]:
        """The sizes of the states of every cell."""
        return [cell.state_size for cell in self.cells]

    @property
    def output_size(self) -> Any:
        """The size of the last cell's output."""
        return _output_size(self.cells[-1])

    def get_initial_state(self, batch_size: int | None = None) -> list[Any]:
        """Returns the states before the first step, cell by cell."""
        found: list[Any] = []
        for cell, shape in zip(self.cells, state_shapes(self.state_size, batch_size), strict=True):
            if hasattr(cell, "get_initial_state"):
                found.append(_listed(cell.get_initial_state(batch_size=batch_size)))
            else:
                shapes = shape if isinstance(shape, list) else [shape]
                found.append([ops.zeros(s, dtype=self.compute_dtype) for s in shapes])
        return found

    def build(self, input_shape: Any) -> None:
        """Builds every cell for the output of the one below."""
        for cell in self.cells:
            if isinstance(cell, Layer) and not cell.built:
                cell._build_on({"inputs": tuple(input_shape)})
            size = _output_size(cell)
            input_shape = (input_shape[0], *(size if isinstance(size, (list, tuple)) else (size,)))
        self.built = True

    def call(self, inputs: Any, states: Any, training: bool = False) -> tuple[Any, list[Any]]:
        """Runs one step through all cells."""
        new: list[Any] = []
        for cell, own in zip(self.cells, states, strict=True):
            call = cell if isinstance(cell, Layer) else cell.call
            inputs, after = call(inputs, _listed(own))
            new.append(_listed(after))
        return inputs, new

    def can_scan(self, training: bool | None) -> bool:
        """Tells whether every cell can run over whole sequences."""
        return all(hasattr(cell, "can_scan") and cell.can_scan(training) for cell in self.cells)

    def scan(self, inputs: Any, states: Any, mask: Any, training: bool | None) -> tuple[Any, list[Any]]:
        """Runs cell after cell over a whole sequence, time first."""
        new = []
        for cell, own in zip(self.cells, states, strict=True):
            inputs, after = cell.scan(inputs, own, mask, training)
            new.append(after)
        return inputs, new


def state_shapes(sizes: Sequence[Any], batch: int | None) -> list[Any]:
    """Returns the shapes of states, as tuples, in lists nested as the sizes are."""
    return [(batch, size) if isinstance(size, int) else state_shapes(size, batch) for size in sizes]


def _output_size(cell: Any) -> Any:
    size = getattr(cell, "output_size", None)
    if size is None:
        size = cell.state_size[0] if isinstance(cell.state_size, (list, tuple)) else cell.state_size
    return size


def _listed(states: Any) -> list[Any]:
    return list(states) if isinstance(states, (list, tuple)) else [states]
