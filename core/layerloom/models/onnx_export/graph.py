"""The graph of ONNX that is being written, and the values that flow through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError

Shape = tuple[int | None, ...]

#: The version of ONNX's operators that is written.
OPSET = 18


class NoOnnxError(LayerloomError):
    """A layer does what the operators of ONNX cannot say, or what is not written as such here."""


def plain_dtype(dtype: str) -> str:
    """Returns the number type in which a graph holds one of Keras: all fractions are 32-bit ones."""
    return "float32" if dtype.startswith(("float", "bfloat")) else dtype


@dataclass(frozen=True)
class Value:
    """A tensor of the graph.

    Args:
        name: Its name there.
        shape: Its shape as far as it is known.
        dtype: Its number type.
        mask: The mask that comes with it in Keras: true where a step counts.
    """

    name: str
    shape: Shape
    dtype: str = "float32"
    mask: Value | None = None

    @property
    def rank(self) -> int:
        """Number of axes."""
        return len(self.shape)


@dataclass
class Graph:
    """Collects operators and constants.

    Args:
        nodes: The operators, as ONNX has them.
        constants: The constants, likewise.
        opset: The version of the operators that is needed.
        learning: Whether operators of ``ai.onnx.ml``, ONNX's part for classic learning, are among them.
    """

    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)
    opset: int = OPSET
    learning: bool = False
    _count: int = 0

    @contextmanager
    def body(self) -> Iterator[list[Any]]:
        """Collects operators for the body of a loop, and gives them; constants stay those of the whole graph."""
        before, self.nodes = self.nodes, []
        try:
            yield self.nodes
        finally:
            self.nodes = before

    def constant(self, value: Any, dtype: str | None = None) -> str:
        """Adds a constant and returns its name; numbers with a fraction become 32-bit ones."""
        from onnx import numpy_helper

        array = np.asarray(value)
        kind = dtype or ("float32" if array.dtype.kind == "f" else array.dtype.name)
        name = self.new_name("constant")
        self.constants.append(numpy_helper.from_array(np.array(array, kind, order="C"), name))
        return name

    def whole(self, *values: int) -> str:
        """Adds a row of whole numbers, as operators take shapes and axes, and returns its name."""
        return self.constant(np.array(values, np.int64))

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Adds an operator of one output and returns the output's name."""
        return self.add_many(operator, 1, *inputs, **attributes)[0]

    def add_many(self, operator: str, outputs: int, *inputs: str, **attributes: Any) -> list[str]:
        """Adds an operator and returns the names of its outputs."""
        from onnx import helper

        names = [self.new_name(operator.lower()) for _ in range(outputs)]
        given = {key: value for key, value in attributes.items() if value != []}
        self.nodes.append(helper.make_node(operator, list(inputs), names, **given))
        return names

    # -- what many layers need ---------------------------------------------------------------------------------

    def transpose(self, x: str, axes: Sequence[int]) -> str:
        """Puts the axes into another order."""
        return x if list(axes) == sorted(axes) else self.add("Transpose", x, perm=list(axes))

    def channels_to_front(self, x: str, rank: int) -> str:
        """Brings the last axis behind the batch."""
        return self.transpose(x, (0, rank - 1, *range(1, rank - 1)))

    def channels_to_end(self, x: str, rank: int) -> str:
        """Brings the axis behind the batch to the end."""
        return self.transpose(x, (0, *range(2, rank), 1))

    def reshape(self, x: str, sizes: Sequence[int | None], title: str = "a layer", kept: int = 1) -> str:
        """Gives another shape; unknown first sizes are those of the input, another unknown one follows.

        Args:
            x: The tensor.
            sizes: The shape.
            title: What has it, for errors.
            kept: How many axes in front stay as they are.

        Raises:
            NoOnnxError: If more than one further size is unknown.
        """
        found = [0 if place < kept and size is None else size for place, size in enumerate(sizes)]
        if found.count(None) + found.count(-1) > 1:
            raise NoOnnxError(f"{title} needs sizes that are known: give its Input a shape without None.")
        return self.add("Reshape", x, self.whole(*(-1 if size is None else size for size in found)))

    def reduce(self, operator: str, x: str, axes: Sequence[int], keepdims: bool = True) -> str:
        """Reduces along axes."""
        return self.add(f"Reduce{operator}", x, self.whole(*axes), keepdims=int(keepdims))

    def slice(self, x: str, axis: int, start: int, stop: int | None, step: int = 1) -> str:
        """Takes part of an axis."""
        end = (np.iinfo(np.int64).max if step > 0 else np.iinfo(np.int64).min) if stop is None else stop
        return self.add(
            "Slice", x, self.whole(start), self.whole(int(end)), self.whole(axis), self.whole(step)
        )

    def flip(self, x: str, axis: int) -> str:
        """Turns an axis round."""
        return self.slice(x, axis, -1, None, -1)

    def cast(self, x: Value, dtype: str = "float32") -> str:
        """Brings a value to a number type, if it is of another."""
        from onnx import helper

        if plain_dtype(x.dtype) == plain_dtype(dtype):
            return x.name
        if "string" in (x.dtype, dtype):
            raise NoOnnxError("Texts cannot become numbers in ONNX, nor numbers texts.")
        return self.add("Cast", x.name, to=helper.np_dtype_to_tensor_dtype(np.dtype(plain_dtype(dtype))))

    def scalar(self, operator: str, x: str, number: float) -> str:
        """Adds an operator of a tensor and a number."""
        return self.add(operator, x, self.constant(np.float32(number)))

    def new_name(self, start: str) -> str:
        """Returns a name that nothing else has."""
        self._count += 1
        return f"{start}/{self._count}"  # no layer's name has a slash, so that it cannot be that of an input or output
