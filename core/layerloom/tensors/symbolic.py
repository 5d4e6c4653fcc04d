"""KerasTensor: a tensor without values, and the history from which models are built."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

from layerloom.naming import unique_name
from layerloom.tensors.dtypes import standardize_dtype
from layerloom.tensors.tensor import Operators, operators


class Follower(Protocol):
    """Follows the code of operations and layers on symbolic tensors, primitive by primitive."""

    def primitive(self, called: Any, args: tuple[Any, ...], attributes: dict[str, Any], found: Any) -> None:
        """Is told of the call of a primitive, with the symbolic tensors that it gave."""

    def layer(self, called: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Takes the call of a layer over, and returns its symbolic outputs."""

    def sizes(self, x: KerasTensor) -> tuple[Any, ...]:
        """Returns the shape, with a symbolic number for each size that is open."""

    def drawn(self, kind: str, shape: tuple[Any, ...], dtype: str, settings: dict[str, Any]) -> KerasTensor:
        """Is told of a random draw, which is "normal" or "uniform" among others, and returns it."""

    def scanned(self, step: Any, carried: Any, rows: Any, reverse: bool) -> tuple[list[Any], list[Any]]:
        """Takes a walk along the first axes of tensors over: ``step`` gives what is carried on, and results."""

    def repeated(self, goes_on: Any, step: Any, state: Any, most: int | None) -> list[Any]:
        """Takes a loop on its own results over, as long as ``goes_on`` holds, and returns the last ones."""


class _Graph(threading.local):
    """Whether this thread builds a graph or only infers shapes within an operation, and who follows that."""

    inside = False
    follower: Follower | None = None


_graph = _Graph()


def is_recording() -> bool:
    """Tells whether calls on symbolic tensors are calls of a model, not parts of another operation."""
    return not _graph.inside


@contextmanager
def inside_operation(inside: bool = True) -> Iterator[None]:
    """Inside, calls on symbolic tensors are parts of one operation, which is the node of the graph.

    Args:
        inside: ``False`` for a model that is built within an operation: its calls count again.
    """
    before, _graph.inside = _graph.inside, inside
    try:
        yield
    finally:
        _graph.inside = before


def follower() -> Follower | None:
    """Returns who follows what is called on symbolic tensors in this thread."""
    return _graph.follower


@contextmanager
def following(one: Follower | None) -> Iterator[None]:
    """Inside, ``one`` is told of all primitives that are called on symbolic tensors."""
    before, _graph.follower = _graph.follower, one
    try:
        yield
    finally:
        _graph.follower = before


class SymbolicScope:
    """Marks code that works on symbolic tensors (``keras.SymbolicScope``); nothing here needs to be told so."""

    def __enter__(self) -> SymbolicScope:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class History(NamedTuple):
    """Where a symbolic tensor came from: the ``tensor_index``-th output of a node."""

    node: Node
    tensor_index: int


class KerasTensor(Operators):
    """A symbolic tensor: shape, number type and origin, no values.

    Args:
        shape: Sizes, ``None`` where unknown (most often the batch).
        dtype: Number type.
        name: A name, made up by default.
    """

    def __init__(self, shape: Any, dtype: Any = "float32", name: str | None = None) -> None:
        self.shape: tuple[int | None, ...] = tuple(shape)
        self.dtype: str = standardize_dtype(dtype)
        self.name = name or unique_name("keras_tensor")
        self.history: History | None = None

    @property
    def _keras_history(self) -> History | None:
        return self.history

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise ValueError("A KerasTensor has no values: build a Model from it, then call the model on data.")

    def __bool__(self) -> bool:
        raise TypeError(
            "A KerasTensor has no truth value: its values are not known while a model is being built."
        )

    def __len__(self) -> int:
        if not self.shape or self.shape[0] is None:
            raise TypeError("The length of a symbolic tensor with an unknown first axis is not known.")
        return self.shape[0]

    def __iter__(self) -> Any:
        raise TypeError("Iterating over a symbolic tensor is not possible; use slices or ops.unstack.")

    def __truediv__(self, other: Any) -> Any:
        return operators["true_divide"](self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return operators["true_divide"](other, self)

    def reshape(self, newshape: Any) -> Any:
        """Returns this tensor with its elements in another shape."""
        return operators["reshape"](self, newshape=newshape)

    def squeeze(self, axis: Any = None) -> Any:
        """Returns this tensor without axes of size 1."""
        return operators["squeeze"](self, axis=axis)

    def __repr__(self) -> str:
        return f"<KerasTensor shape={self.shape} dtype={self.dtype} name={self.name}>"


class Node:
    """One call of an operation on symbolic tensors: an edge bundle of the model's graph.

    Args:
        operation: What was called: a layer, a model or an operation.
        args: Its positional arguments, symbolic tensors among them.
        kwargs: Its keyword arguments.
        outputs: The symbolic tensors it gave.
    """

    def __init__(
        self, operation: Any, args: tuple[Any, ...], kwargs: dict[str, Any], outputs: list[KerasTensor]
    ) -> None:
        self.operation = operation
        self.args = args
        self.kwargs = kwargs
        self.outputs = outputs
        self.inputs = find_symbolic((args, kwargs))
        for index, output in enumerate(outputs):
            output.history = History(self, index)

    @property
    def parents(self) -> list[Node]:
        """The nodes whose outputs this one uses."""
        return [tensor.history.node for tensor in self.inputs if tensor.history is not None]

    @property
    def is_input(self) -> bool:
        """Whether it has no symbolic inputs."""
        return not self.inputs


def known_sizes(shape: Any) -> tuple[int | None, ...]:
    """Returns a shape with ``None`` for sizes that are symbolic numbers."""
    return tuple(None if isinstance(size, KerasTensor) else size for size in shape)


def find_symbolic(structure: Any) -> list[KerasTensor]:
    """Returns every symbolic tensor in nested tuples, lists and dicts, in order."""
    if isinstance(structure, KerasTensor):
        return [structure]
    if isinstance(structure, dict):
        structure = structure.values()
    elif not isinstance(structure, (list, tuple)):
        return []
    return [tensor for item in structure for tensor in find_symbolic(item)]


def broadcast_shapes(*shapes: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Returns the shape that NumPy's broadcasting gives, with ``None`` for unknown sizes.

    Raises:
        ValueError: If the shapes do not fit.
    """
    rank = max((len(shape) for shape in shapes), default=0)
    result: list[int | None] = []
    for axis in range(-rank, 0):
        sizes = {shape[axis] for shape in shapes if len(shape) >= -axis}
        known = {size for size in sizes if size not in (None, 1)}
        if len(known) > 1:
            raise ValueError("Shapes do not broadcast: " + " and ".join(str(tuple(s)) for s in shapes) + ".")
        result.append(known.pop() if known else None if None in sizes else 1)
    return tuple(result)
