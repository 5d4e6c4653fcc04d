"""Memory of gradients that is used again for those of layers further down, so that less of it leaves the cache."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from layerloom.kernels.arrays import Array, empty_by_lines

if TYPE_CHECKING:
    from layerloom.models.plan.step import Slot, Step


class Spare:
    """Arrays that hold a number for every value of a gradient, and are free again once their layer is done.

    Only gradients of as many numbers for each sample share memory: threads are at different layers at a time, each
    with samples of its own, whose places must not overlap.

    Args:
        capacity: Most samples in a batch.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._free: dict[int, list[Array]] = {}
        self._given: dict[int, Array] = {}

    def take(self, shape: tuple[int, ...]) -> Array:
        """Returns memory for a gradient, with unknown numbers in it.

        Args:
            shape: Shape of one sample.
        """
        size = math.prod(shape)
        free = self._free.setdefault(size, [])
        memory = free.pop() if free else empty_by_lines(self._capacity * size)
        self._given[id(_root(memory))] = memory
        return memory.reshape(self._capacity, *shape)

    def give_back(self, step: Step, before: Iterable[Slot]) -> None:
        """Frees the gradient of a step's output, if the step needs it no more and no layer below sees it too.

        Args:
            step: The step, which has asked for its own memory already.
            before: The outputs of all steps before it.
        """
        if not step.frees:
            return
        seen = {id(_root(part)) for slot in before for part in slot.parts}
        target = step.target
        for array in [*target.parts, *([] if target.grad is None else [target.grad])]:
            root = id(_root(array))
            memory = self._given.get(root)
            if memory is not None and root not in seen:
                del self._given[root]
                self._free[memory.size // self._capacity].append(memory)


def _root(array: Array) -> Array:
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array
