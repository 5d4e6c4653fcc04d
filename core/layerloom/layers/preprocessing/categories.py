"""What layers of categories share: inputs that stay as they are, and the forms in which indices are given out."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import FieldError
from layerloom.layers.layer import Layer
from layerloom.tensors import Array, KerasTensor, Tensor, wrap


class CategoryLayer(Layer):
    """Base of layers from texts or numbers to indices: what comes in is not brought to a number type."""

    output_mode: str

    def _convert(self, value: Any) -> Any:
        return wrap(value) if isinstance(value, np.ndarray) else value

    def _depth(self) -> int | None:
        """Returns how many indices there are."""
        raise NotImplementedError

    def _output_dtype(self) -> str:
        return self.compute_dtype

    def compute_output_spec(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Returns the symbolic output."""
        shape = (
            [item.shape for item in inputs]
            if isinstance(inputs, (list, tuple))
            else getattr(inputs, "shape", ())
        )
        return KerasTensor(self.compute_output_shape(shape), self._output_dtype())

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape, encoded as ``output_mode`` says."""
        return encoded_shape(tuple(input_shape), self.output_mode, self._depth())


def check_mode(layer: str, mode: str, *allowed: str) -> None:
    """Refuses an unknown ``output_mode``."""
    if mode not in allowed:
        raise FieldError(f"{layer}: output_mode must be one of {', '.join(allowed)}, got {mode!r}.")


def refuse_sparse(layer: str, sparse: bool, ragged: bool = False) -> None:
    """Refuses tensors that are not dense."""
    if sparse or ragged:
        raise FieldError(f"{layer}: only dense tensors exist here; leave sparse and ragged out.")


def as_array(value: Any) -> Array:
    """Returns inputs as a plain array."""
    if isinstance(value, Tensor):
        return value.value
    return value if isinstance(value, np.ndarray) else np.asarray(value)


def is_text(values: Array) -> bool:
    """Tells whether an array holds texts, of whatever kind."""
    return values.dtype.kind in "USO"


def plain_text(value: Any) -> str:
    """Returns a text of bytes or of anything else."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def as_texts(values: Array) -> Array:
    """Returns an array of Python texts."""
    texts = np.empty(values.shape, dtype=object)
    texts.reshape(-1)[:] = [plain_text(item) for item in values.reshape(-1).tolist()]
    return texts


def encoded_shape(shape: tuple[int | None, ...], mode: str, depth: int | None) -> tuple[int | None, ...]:
    """Returns the shape of indices in a form."""
    if mode == "int":
        return shape
    if mode == "one_hot":
        return (*(shape[:-1] if len(shape) > 1 and shape[-1] == 1 else shape), depth)
    return (*shape[:-1], depth)


def encode(indices: Array, mode: str, depth: int, dtype: str, weights: Any = None) -> Tensor:
    """Returns indices in a form; those outside 0 to ``depth - 1`` leave no trace.

    Args:
        indices: Whole numbers, samples along the last axis.
        mode: "int", "one_hot", "multi_hot" or "count".
        depth: Number of columns.
        dtype: Number type of the result.
        weights: What each index counts with "count".
    """
    if mode == "int":
        return wrap(indices.astype(dtype))
    if mode == "one_hot" and indices.ndim > 1 and indices.shape[-1] == 1:
        indices = indices[..., 0]
    if mode == "one_hot":
        return wrap((indices[..., None] == np.arange(depth)).astype(dtype))
    rows = indices.reshape(-1, indices.shape[-1] if indices.ndim else 1)
    found = np.zeros((len(rows), depth), dtype)
    row, column = np.nonzero((rows >= 0) & (rows < depth))
    if mode == "multi_hot":
        found[row, rows[row, column]] = 1
    else:
        counted = 1 if weights is None else as_array(weights).reshape(rows.shape)[row, column]
        np.add.at(found, (row, rows[row, column]), counted)
    return wrap(found.reshape((*indices.shape[:-1], depth)))
