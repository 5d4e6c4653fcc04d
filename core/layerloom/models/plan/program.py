"""Programs of kernels: tables of steps with the addresses of what they work on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.dense import DenseStep
from layerloom.models.plan.loss import SparseHead
from layerloom.models.plan.simple import DropoutStep
from layerloom.models.plan.step import Slot
from layerloom.models.plan.updates import Updates

#: Columns for each thread from which on a product is shared by columns.
_MANY = 64

#: Kinds of steps, as the kernel ``chain`` counts them.
_PRODUCT, _BIAS, _DROPOUT, _SLOPES, _BACK, _WEIGHTS, _NEW_BIAS, _LOSS = range(8)
_COLUMNS = 9

#: How threads share a step: some columns, samples or rows of weights each.
_BY_COLUMNS, _BY_SAMPLES, _BY_WEIGHTS = range(3)

#: A number, an array that stays, or where one is found when the program is to run.
Operand = int | Array | Callable[[], Array]


class Program:
    """A table of steps for the kernel ``chain``, see there.

    Args:
        parts: Most threads that will run it.
    """

    def __init__(self, parts: int) -> None:
        self._parts = parts
        self._rows: list[list[int]] = []
        self._share: int | None = None
        self._meetings = 0
        self._places: list[tuple[int, int]] = []
        self._finders: list[Callable[[], Array]] = []
        self._found: list[Array | None] = []
        self._kept: list[Array] = []  # what the table has the addresses of for good
        self._table = np.empty((0, _COLUMNS), np.int64)

    def add_dense(self, step: DenseStep) -> None:
        """Adds the way forward of a dense layer."""
        y, many = _value(step.target), self._are_many(step.units)
        sizes = step.features, step.units, int(many)
        share = _BY_COLUMNS if many else _BY_SAMPLES
        self._add(_PRODUCT, share, _value(step.sources[0]), step.kernel.value, y, *sizes)
        if step.bias is not None or step.code:
            bias = step.zeros if step.bias is None else step.bias.value
            self._add(_BIAS, _BY_SAMPLES, y, bias, step.units, step.code)

    def add_dense_back(self, step: DenseStep) -> None:
        """Adds the way back of a dense layer, up to the gradient of its input."""
        dz, y = step.dz, step.target
        self._add(_SLOPES, _BY_SAMPLES, y.grad, _value(y), step.code, dz, step.sums, step.units)
        if step.dx[0] is not None:
            many = self._are_many(step.features)
            share = _BY_COLUMNS if many else _BY_SAMPLES
            sizes = step.features, step.units, int(many)
            self._add(_BACK, share, dz, step.kernel.value, step.dx[0], *sizes)

    def add_dropout(self, step: DropoutStep) -> None:
        """Adds the way forward of dropout."""
        self._add_dropping(step, _value(step.sources[0]), _value(step.target))

    def add_dropout_back(self, step: DropoutStep) -> None:
        """Adds the way back of dropout."""
        if step.dx[0] is not None:
            self._add_dropping(step, step.target.grad, step.dx[0])

    def add_loss(
        self, head: SparseHead, labels: Callable[[], Array], weights: Callable[[], Array], totals: Array
    ) -> None:
        """Adds softmax and loss, with the gradient of what the softmax takes."""
        z, shares = _value(head.logits), head.shares
        assert head.grad is not None
        self._add(_LOSS, _BY_SAMPLES, z, labels, weights, shares, head.grad, head.logits.size, totals)

    def add_new_weights(self, step: DenseStep, updates: Updates) -> None:
        """Adds what an optimizer does with the weights of a dense layer."""
        features, units, dz = step.features, step.units, step.dz
        if step.kernel.trainable:
            state, x = updates.state_of(step.kernel), _value(step.sources[0])
            self._add(_WEIGHTS, _BY_WEIGHTS, x, dz, step.kernel.value, *state, features, units)
        if step.bias is not None and step.bias.trainable:
            state, sums = updates.state_of(step.bias), step.sums
            self._add(_NEW_BIAS, _BY_WEIGHTS, sums, step.bias.value, *state, units)

    def table(self) -> Array:
        """Returns the table with the addresses of now."""
        if len(self._table) < len(self._rows):
            self._table = np.array(self._rows, np.int64).reshape(-1, _COLUMNS)
        for at, find in enumerate(self._finders):
            array = find()
            if array is not self._found[at]:
                self._found[at] = array
                self._table[self._places[at]] = _address(array)
        return self._table

    def _add_dropping(self, step: DropoutStep, x: Operand, y: Operand) -> None:
        self._add(_DROPOUT, _BY_SAMPLES, x, y, lambda: step.words, step.target.size, step.rule)

    def _are_many(self, columns: int) -> bool:
        return columns >= _MANY * self._parts

    def _add(self, kind: int, share: int, *operands: Operand) -> None:
        """Adds a step; threads meet before it, unless each of them goes on with what it has made itself."""
        goes_on = self._share is None or (share == self._share and share != _BY_COLUMNS)
        self._meetings += not goes_on
        row = [kind, 0 if goes_on else self._meetings]
        for operand in operands:
            if isinstance(operand, int):
                row.append(operand)
            elif isinstance(operand, np.ndarray):
                self._kept.append(operand)
                row.append(_address(operand))
            else:
                self._places.append((len(self._rows), len(row)))
                self._finders.append(operand)
                self._found.append(None)
                row.append(0)
        self._rows.append(row + [0] * (_COLUMNS - len(row)))
        self._share = share


def _value(slot: Slot) -> Operand:
    """Returns the values of a slot: memory of the plan's own, or what a batch brings."""
    return (lambda: slot.value) if slot.value is None else slot.value


def _address(array: Array) -> int:
    return int(array.__array_interface__["data"][0])
