"""GradientTape: records primitives as they run and walks them backwards."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from layerloom.tensors.dtypes import as_array, is_float
from layerloom.tensors.tensor import Tensor, operators, wrap
from layerloom.tensors.variable import Variable

if TYPE_CHECKING:
    from layerloom.tensors.primitive import Primitive


class Record(NamedTuple):
    """One call of a primitive: all that its gradient rules need."""

    primitive: Primitive
    inputs: tuple[Any, ...]
    outputs: tuple[Tensor, ...]
    attributes: dict[str, Any]
    residual: Any


class _Stack(threading.local):
    def __init__(self) -> None:
        self.tapes: list[GradientTape] = []


_stack = _Stack()


def active_tapes() -> list[GradientTape]:
    """Returns the tapes that record in this thread."""
    return _stack.tapes


class GradientTape:
    """Records operations to differentiate them (``tf.GradientTape``).

    Args:
        persistent: Whether :meth:`gradient` may be called more than once.
        watch_accessed_variables: Whether trainable variables are watched by themselves.
    """

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        self.persistent = persistent
        self.watch_accessed_variables = watch_accessed_variables
        self._records: list[Record] = []
        self._watched: dict[int, Any] = {}  # id -> object, which keeps the id from being reused
        self._used = False

    def __enter__(self) -> Self:
        _stack.tapes.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _stack.tapes.remove(self)

    def watch(self, tensor: Any) -> None:
        """Follows a tensor, or every tensor of a list."""
        for item in tensor if isinstance(tensor, (list, tuple)) else (tensor,):
            if not isinstance(item, (Tensor, Variable)):
                raise ValueError(
                    f"GradientTape.watch takes tensors and variables, got {type(item).__name__}."
                )
            self._watched[id(item)] = item

    def watched_variables(self) -> tuple[Variable, ...]:
        """Returns the variables that were used while recording, in order."""
        return tuple(item for item in self._watched.values() if isinstance(item, Variable))

    def follows(self, value: Any) -> bool:
        """Tells whether ``value`` depends on something watched; watches trainable variables on first use."""
        if id(value) in self._watched:
            return True
        if isinstance(value, Variable) and value.trainable and self.watch_accessed_variables:
            self._watched[id(value)] = value
            return True
        return False

    def add(self, record: Record) -> None:
        """Appends a call whose inputs are followed."""
        self._records.append(record)
        for output in record.outputs:
            self._watched[id(output)] = output

    def reset(self) -> None:
        """Forgets everything recorded."""
        self._records.clear()
        self._watched.clear()
        self._used = False

    def stop_recording(self) -> _Paused:
        """Returns a context in which this tape records nothing."""
        return _Paused(self)

    def gradient(
        self,
        target: Any,
        sources: Any,
        output_gradients: Any = None,
        unconnected_gradients: str = "none",
    ) -> Any:
        """Returns the gradient of ``target`` with respect to each source, in the structure of ``sources``.

        Args:
            target: A tensor or several; several are summed.
            sources: A tensor or variable, or nested lists and dicts of them.
            output_gradients: A weight tensor for each target.
            unconnected_gradients: ``"none"`` or ``"zero"`` for sources that the target does not depend on.

        Raises:
            RuntimeError: If a tape that is not persistent is used twice.
        """
        if self._used and not self.persistent:
            raise RuntimeError(
                "A GradientTape gives gradients once; make it with persistent=True to ask again."
            )
        self._used = True
        flat = _flatten(sources)
        with _Paused(self):
            gradients = self._backward(_flatten(target), flat, output_gradients)
        if not self.persistent:
            self._records = []
        found = [
            wrap(np.zeros(s.shape, s.dtype)) if g is None and unconnected_gradients == "zero" else g
            for s, g in zip(flat, gradients, strict=True)
        ]
        return _pack_like(sources, iter(found))

    def jacobian(self, target: Tensor, sources: Any) -> Any:
        """Returns the derivative of every element of ``target``: shape ``target.shape + source.shape``."""
        flat = _flatten(sources)
        rows: list[list[Any]] = [[] for _ in flat]
        with _Paused(self):
            for index in np.ndindex(*target.shape):
                seed = np.zeros(target.shape, target.dtype)
                seed[index] = 1
                for column, g in zip(rows, self._backward([target], flat, [wrap(seed)]), strict=True):
                    column.append(g)
        packed = [
            None
            if any(g is None for g in column)
            else wrap(np.stack(column).reshape(*target.shape, *source.shape))
            for column, source in zip(rows, flat, strict=True)
        ]
        return _pack_like(sources, iter(packed))

    def _backward(self, targets: list[Any], sources: list[Any], seeds: Any) -> list[Any]:
        needed = {id(source) for source in sources}
        path: list[Record] = []
        for record in self._records:
            if any(id(item) in needed for item in record.inputs):
                needed.update(id(output) for output in record.outputs)
                path.append(record)
        gradients: dict[int, Any] = {}
        weights = [None] * len(targets) if seeds is None else _flatten(seeds)
        for target, weight in zip(targets, weights, strict=True):
            if not isinstance(target, (Tensor, Variable)):
                raise ValueError(f"The target of a gradient must be a tensor, got {type(target).__name__}.")
            seed = np.ones(target.shape, target.dtype) if weight is None else as_array(weight)
            _accumulate(gradients, id(target), wrap(seed))
        kept = {id(source) for source in sources}
        for record in reversed(path):
            dys = tuple(gradients.get(id(output)) for output in record.outputs)
            if all(dy is None for dy in dys):
                continue
            for output in record.outputs:
                if id(output) not in kept:
                    gradients.pop(id(output), None)
            needs = tuple(id(item) in needed for item in record.inputs)
            for item, g in zip(record.inputs, record.primitive.backward(needs, dys, record), strict=True):
                if g is not None:
                    _accumulate(gradients, id(item), g)
        return [gradients.get(id(source)) for source in sources]


class _Paused:
    """Takes a tape out of the recording ones for a while."""

    def __init__(self, tape: GradientTape) -> None:
        self._tape = tape
        self._index: int | None = None

    def __enter__(self) -> None:
        if self._tape in _stack.tapes:
            self._index = _stack.tapes.index(self._tape)
            _stack.tapes.pop(self._index)

    def __exit__(self, *_: object) -> None:
        if self._index is not None:
            _stack.tapes.insert(self._index, self._tape)


def _accumulate(gradients: dict[int, Any], key: int, g: Any) -> None:
    before = gradients.get(key)
    gradients[key] = g if before is None else operators["add"](before, g)


def _flatten(structure: Any) -> list[Any]:
    if isinstance(structure, dict):
        return [leaf for item in structure.values() for leaf in _flatten(item)]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in _flatten(item)]
    return [structure]


def _pack_like(structure: Any, leaves: Any) -> Any:
    if isinstance(structure, dict):
        return {key: _pack_like(item, leaves) for key, item in structure.items()}
    if isinstance(structure, (list, tuple)):
        return [_pack_like(item, leaves) for item in structure]
    return next(leaves)


def differentiable(values: Sequence[Any]) -> bool:
    """Tells whether any of the values is of a floating point type."""
    return any(is_float(value.dtype) for value in values)
