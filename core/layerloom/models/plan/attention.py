"""Attention with several heads, from the projections of queries, keys and values to that of the output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.layers.attention.seeing import seen_values
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.random import dropout_mask
from layerloom.tensors import Variable

#: What stands for scores of values that are not seen; see ``ops.dot_product_attention``.
_LOWEST = np.float32(np.finfo(np.float32).max * -0.7)


class AttentionStep(Step):
    """MultiHeadAttention and GroupQueryAttention over sequences.

    Heads are seen as ``(heads of keys and values, groups)``: each head of these serves a group of query heads.

    Args:
        setting: What all steps share.
        sources: Queries, keys and values, ``(steps, features)``; the same slot may come again.
        target: The output.
        layer: The layer.
        masks: True where a query, a key and a value counts; ``None`` where all do.
        causal: Whether a query sees only the values up to its own place.
        trains: Whether to drop shares.
    """

    def __init__(
        self,
        setting: Setting,
        sources: list[Slot],
        target: Slot,
        layer: Any,
        masks: list[Slot | None],
        causal: bool,
        trains: bool,
    ) -> None:
        super().__init__(setting, sources, target)
        self.layer, self.masks, self.causal = layer, masks, causal
        self._limits = causal or layer.sliding_window is not None or any(masks)
        self._drops = trains and bool(layer.dropout)
        self._hidden: list[Any] = []
        self.scale = np.float32(layer._scale)
        *self.denses, self.out = layer._projections()
        self.heads, shared = (dense.kernel.shape[1] for dense in self.denses[:2])
        self.groups = self.heads // shared
        self._ops = setting.kernels["rows"]
        self.steps = [source.shape[0] for source in sources]

    def allocate(self) -> None:
        super().allocate()
        empty = self.setting.empty
        self._projected = [
            empty(steps, *dense.kernel.shape[1:])
            for steps, dense in zip(self.steps, self.denses, strict=True)
        ]
        self._shares = empty(self.heads, self.steps[0], self.steps[1])
        self._dropped = empty(*self._shares.shape[1:]) if self._drops else self._shares
        self._found = empty(self.steps[0], *self.out.kernel.shape[:2])
        self._hidden = [None] * self.setting.parts

    def start(self, count: int) -> None:
        if self._drops:
            shape, layer = (count, *self._shares.shape[1:]), self.layer
            self._kept = dropout_mask(shape, layer.dropout, "float32", layer.seed_generator)

    def allocate_back(self) -> None:
        super().allocate_back()
        self._slopes = [np.empty_like(projected) for projected in self._projected]
        self._dshares, self._dfound = np.empty_like(self._shares), np.empty_like(self._found)
        parts = self.setting.parts
        self._sums = [
            [np.zeros((parts, variable.size), np.float32) for variable in _weights(dense)]
            for dense in (*self.denses, self.out)
        ]

    def forward(self, start: int, stop: int, part: int) -> None:
        for source, dense, projected in zip(self.sources, self.denses, self._projected, strict=True):
            _project(source.value[start:stop], dense, projected[start:stop], 1)
        q, k, v = self._by_head(self._projected, start, stop)
        shares, found = self._grouped(self._shares[start:stop]), self._found[start:stop]
        np.matmul(q, k.swapaxes(-1, -2), out=shares)
        hidden = self._hidden[part] = self._hide(start, stop) if self._limits else None
        if hidden is not None:
            np.copyto(shares, _LOWEST, where=hidden)
        self._ops.soften(self._shares[start:stop].reshape(-1, self.steps[1]), self.scale)
        if hidden is not None and self.layer.dropout and not self.layer.mask_beside_tensors:
            np.copyto(shares, 0, where=hidden)
        if self._drops:
            np.multiply(self._shares[start:stop], self._kept[start:stop], out=self._dropped[start:stop])
        np.matmul(self._grouped(self._dropped[start:stop]), v, out=_by_head(found, self.groups))
        _project(found, self.out, self.target.value[start:stop], 2)

    def backward(self, start: int, stop: int, part: int) -> None:
        dy = self.target.grad[start:stop]
        found, dfound = self._found[start:stop], self._dfound[start:stop]
        self._back(self.out, found, dy, dfound, self._sums[3], part, 2)
        q, k, v = self._by_head(self._projected, start, stop)
        dq, dk, dv = self._by_head(self._slopes, start, stop)
        dropped, dscores = (self._grouped(a[start:stop]) for a in (self._dropped, self._dshares))
        slope = _by_head(dfound, self.groups)
        self._sum_groups(dropped.swapaxes(-1, -2), slope, dv)
        np.matmul(slope, v.swapaxes(-1, -2), out=dscores)
        if self._drops:
            dscores *= self._grouped(self._kept[start:stop])
        rows = (a[start:stop].reshape(-1, self.steps[1]) for a in (self._shares, self._dshares))
        self._ops.soften_gradient(*rows, self.scale)
        if self._hidden[part] is not None:
            np.copyto(dscores, 0, where=self._hidden[part])
        np.matmul(dscores, k, out=dq)
        self._sum_groups(dscores.swapaxes(-1, -2), q, dk)
        for number, dense in enumerate(self.denses):
            x, dx = self.sources[number].value[start:stop], self.dx[number]
            slopes = self._slopes[number][start:stop]
            self._back(dense, x, slopes, None if dx is None else dx[start:stop], self._sums[number], part, 1)

    def _hide(self, start: int, stop: int) -> Array | None:
        """Returns true where a query does not see a value, for all heads."""
        query, key, value = (
            None if mask is None or mask.value is None else mask.value[start:stop] for mask in self.masks
        )
        seen = seen_values(
            self.steps[0], self.steps[2], query_mask=query, value_mask=value, key_mask=key, causal=self.causal,
            window=self.layer.sliding_window,
        )  # fmt: skip
        return None if seen is None else ~seen[:, None, None]

    def _by_head(self, arrays: list[Array], start: int, stop: int) -> list[Any]:
        """Returns the projections of queries, keys and values by head."""
        return [
            _by_head(array[start:stop], groups)
            for array, groups in zip(arrays, (self.groups, 1, 1), strict=True)
        ]

    def _grouped(self, shares: Array) -> Array:
        """Returns (count, heads, queries, values) as (count, heads / groups, groups, queries, values)."""
        heads = self.heads // self.groups
        return shares.reshape(len(shares), heads, self.groups, *shares.shape[2:])

    def _sum_groups(self, a: Any, b: Any, out: Any) -> None:
        """Puts products, summed up over the groups that share a head, where they belong."""
        if self.groups == 1:
            np.matmul(a, b, out=out)
        else:
            np.sum(np.matmul(a, b), axis=2, keepdims=True, out=out)

    def _back(
        self, dense: Any, x: Any, dz: Any, dx: Array | None, sums: list[Array], part: int, bound: int
    ) -> None:
        """Runs a projection back."""
        w = _matrix(dense, bound)
        rows = dz.reshape(-1, w.shape[1])
        np.matmul(x.reshape(-1, w.shape[0]).T, rows, out=sums[0][part].reshape(w.shape))
        if dense.bias is not None:
            np.sum(rows, axis=0, out=sums[1][part])
        if dx is not None:
            np.matmul(rows, w.T, out=dx.reshape(-1, w.shape[0]))

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [
            lambda count, dense=dense, sums=sums: [  # type: ignore[misc]
                (variable, 0, variable.size, total.sum(axis=0))
                for variable, total in zip(_weights(dense), sums, strict=True)
                if variable.trainable
            ]
            for dense, sums in zip((*self.denses, self.out), self._sums, strict=True)
        ]

    @property
    def cost(self) -> float:
        across = sum(dense.kernel.size * steps for dense, steps in zip(self.denses, self.steps, strict=True))
        return 3.0 * float(across + self.steps[0] * (self.out.kernel.size + 2 * self.steps[1] * self._width))

    @property
    def _width(self) -> int:
        return int(self.out.kernel.shape[0] * self.out.kernel.shape[1])


def _weights(dense: Any) -> list[Variable]:
    return [dense.kernel] if dense.bias is None else [dense.kernel, dense.bias]


def _matrix(dense: Any, bound: int) -> Any:
    """Returns a projection's kernel as a matrix; its first axes are summed over."""
    shape = dense.kernel.shape
    size = shape[0] if bound == 1 else shape[0] * shape[1]
    return dense.kernel.value.reshape(size, -1)


def _project(x: Any, dense: Any, out: Any, bound: int) -> None:
    w = _matrix(dense, bound)
    rows = out.reshape(-1, w.shape[1])
    np.matmul(x.reshape(-1, w.shape[0]), w, out=rows)
    if dense.bias is not None:
        rows += dense.bias.value.reshape(-1)


def _by_head(x: Any, groups: int) -> Any:
    """Returns (count, steps, heads, size) as a view (count, heads / groups, groups, steps, size)."""
    count, steps, heads, size = x.shape
    return x.reshape(count, steps, heads // groups, groups, size).transpose(0, 2, 3, 1, 4)
