"""The call of a primitive that is to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Shape, Value, plain_dtype


@dataclass(frozen=True)
class PrimitiveCall:
    """The call of a primitive.

    Args:
        graph: The graph that is written.
        title: What is called where, for errors.
        args: Its array arguments: values of the graph, or arrays that are known.
        attributes: Its settings.
        outputs: Shape and number type of each output.
    """

    graph: Graph
    title: str
    args: tuple[Any, ...]
    attributes: dict[str, Any]
    outputs: tuple[tuple[Shape, str], ...]

    @property
    def dtype(self) -> str:
        """Number type of the first output."""
        return self.outputs[0][1]

    def name(self, index: int = 0, dtype: str | None = None) -> str:
        """Returns an argument in the graph, in a number type; by default in its own."""
        item = self.args[index]
        if isinstance(item, Value):
            return self.graph.cast(item, dtype or item.dtype)
        return self.graph.constant(item if dtype is None else item.astype(plain_dtype(dtype)))

    def names(self, dtype: str | None = None) -> list[str]:
        """Returns all arguments in the graph, in the number type of the output by default."""
        return [self.name(index, dtype or self.dtype) for index in range(len(self.args))]

    def shape(self, index: int = 0) -> Shape:
        """Returns the shape of an argument."""
        return tuple(self.args[index].shape)

    def rank(self, index: int = 0) -> int:
        """Returns the number of axes of an argument."""
        return len(self.args[index].shape)

    def own_dtype(self, index: int = 0) -> str:
        """Returns the number type of an argument."""
        item = self.args[index]
        return plain_dtype(item.dtype if isinstance(item, Value) else item.dtype.name)

    def common_dtype(self) -> str:
        """Returns the number type in which all arguments can be compared; single numbers follow the others."""
        values = [np.dtype(self.own_dtype(i)) for i, item in enumerate(self.args) if isinstance(item, Value)]
        known = [item for item in self.args if isinstance(item, np.ndarray)]
        known = [item for item in known if item.ndim or item.dtype.kind == "f"]
        values += [np.dtype(plain_dtype(item.dtype.name)) for item in known]
        if any(kind.kind == "f" for kind in values):
            return "float32"
        return str(np.result_type(*values).name)

    def array(self, index: int) -> Any:
        """Returns an argument that has to be known.

        Raises:
            NoOnnxError: If it is computed.
        """
        item = self.args[index]
        if isinstance(item, Value):
            raise NoOnnxError(f"{self.title} takes from a tensor what ONNX has to know before.")
        return item

    def size(self, axis: int, index: int = 0) -> int:
        """Returns the size of an argument along an axis.

        Raises:
            NoOnnxError: If it is open.
        """
        found = self.shape(index)[axis]
        if found is None:
            raise self.unknown_sizes()
        return int(found)

    def sizes(self, axes: Iterable[int], index: int = 0) -> list[int]:
        """Returns the sizes along several axes, all of which have to be known."""
        return [self.size(axis, index) for axis in axes]

    def axes(self, index: int = 0) -> tuple[int, ...]:
        """Returns the setting ``axis`` as axes of an argument, all of them for ``None``."""
        axis, rank = self.attributes.get("axis"), self.rank(index)
        if axis is None:
            return tuple(range(rank))
        return tuple(int(a) % rank for a in (axis if isinstance(axis, (list, tuple)) else (axis,)))

    def unknown_sizes(self) -> NoOnnxError:
        """Returns the error that says that a size has to be known."""
        return NoOnnxError(f"{self.title} needs sizes that are known: give its Input a shape without None.")

    def flat(self, index: int = 0, dtype: str | None = None) -> str:
        """Returns an argument as one row."""
        return self.graph.add("Reshape", self.name(index, dtype), self.graph.whole(-1))

    def to(self, name: str, dtype: str, now: str) -> str:
        """Brings what was computed in a number type to another."""
        return self.graph.cast(Value(name, (), now), dtype)


def sized(graph: Graph, sizes: Sequence[int | Value]) -> str:
    """Returns a shape of numbers that are known and of values."""
    parts = [
        graph.whole(size)
        if isinstance(size, int)
        else graph.add("Unsqueeze", graph.cast(size, "int64"), graph.whole(0))
        for size in sizes
    ]
    return graph.add("Concat", *parts, axis=0) if parts else graph.whole()


Writer = Callable[[PrimitiveCall], str | list[str]]
