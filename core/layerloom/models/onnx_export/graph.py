"""The graph of ONNX that is being written, and the values that flow through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError

Shape = tuple[int | None, ...]

#: The version of ONNX's operators that is written.
OPSET = 18


class NoOnnxError(LayerloomError):
    """A layer does what the operators of ONNX cannot say, or what is not written as such here."""


@dataclass(frozen=True)
class Value:
    """A tensor of the graph.

    Args:
        name: Its name there.
        shape: Its shape as far as it is known.
        dtype: Its number type.
        masked: Whether a mask comes with it in Keras; ONNX has none.
    """

    name: str
    shape: Shape
    dtype: str = "float32"
    masked: bool = False

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
    """

    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)
    _count: int = 0

    def constant(self, value: Any, dtype: str | None = None) -> str:
        """Adds a constant and returns its name; numbers with a fraction become 32-bit ones."""
        from onnx import numpy_helper

        array = np.asarray(value)
        kind = dtype or ("float32" if array.dtype.kind == "f" else array.dtype.name)
        name = self._name("constant")
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

        names = [self._name(operator.lower()) for _ in range(outputs)]
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

    def reshape(self, x: str, sizes: Sequence[int | None], title: str = "a layer") -> str:
        """Gives another shape; an unknown first size is that of the input, another unknown one follows.

        Raises:
            NoOnnxError: If more than one further size is unknown.
        """
        found = [0 if place == 0 and size is None else size for place, size in enumerate(sizes)]
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

        if x.dtype == dtype or (dtype == "float32" and x.dtype.startswith(("float", "bfloat"))):
            return x.name
        return self.add("Cast", x.name, to=helper.np_dtype_to_tensor_dtype(np.dtype(dtype)))

    def scalar(self, operator: str, x: str, number: float) -> str:
        """Adds an operator of a tensor and a number."""
        return self.add(operator, x, self.constant(np.float32(number)))

    def _name(self, start: str) -> str:
        self._count += 1
        return f"{start}/{self._count}"  # no layer's name has a slash, so that it cannot be that of an input or output
