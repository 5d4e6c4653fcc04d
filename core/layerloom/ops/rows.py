"""Rows of a table by number, with a gradient that adds up repeated rows quickly."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.tensors import Array, KerasTensor, primitive

__all__ = ["gather_rows"]


@primitive(shape=lambda table, indices: KerasTensor((*indices.shape, *table.shape[1:]), table.dtype))
def gather_rows(table: Array, indices: Array) -> Array:
    """The rows ``table[indices]``, in the shape of the indices."""
    return np.take(table, np.asarray(indices).astype(np.int64, copy=False), axis=0)


@primitive(shape=lambda rows, indices, count: (count, *rows.shape[len(indices.shape) :]))
def scatter_rows(rows: Array, indices: Array, *, count: int) -> Array:
    """Adds rows up at their places in a table of zeros."""
    flat = np.asarray(indices).reshape(-1).astype(np.int64) % max(count, 1)
    inner = rows.shape[np.ndim(indices) :]
    values = rows.reshape(flat.size, math.prod(inner))
    table = np.zeros((count, values.shape[1]), rows.dtype)
    if flat.size:  # sorted, equal numbers are neighbours: one reduction instead of one addition each
        order = np.argsort(flat, kind="stable")
        places = flat[order]
        starts = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
        table[places[starts]] = np.add.reduceat(values[order], starts, axis=0)
    return table.reshape(count, *inner)


def _row_gradient(dy: Any, y: Any, table: Any, indices: Any) -> Any:
    return scatter_rows(dy, indices, count=table.shape[0])


gather_rows.gradient(_row_gradient, None)
scatter_rows.gradient(lambda dy, y, rows, indices, *, count: gather_rows(dy, indices), None)
