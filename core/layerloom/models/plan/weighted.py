"""What steps with weights share: a kernel with a bias behind it, and gradients that threads find in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Gradient, Setting, Slot, Step
from layerloom.tensors import Variable

#: Numbers from which on threads share weights, and how many of them lie on a line of the processor's cache.
_LARGE, _LINE = 1 << 13, 16


class KernelStep(Step):
    """A step of a layer with a kernel, and maybe a bias.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        kernel: The weights.
        bias: The bias or ``None``.
    """

    def __init__(
        self, setting: Setting, source: Slot, target: Slot, kernel: Variable, bias: Variable | None
    ) -> None:
        super().__init__(setting, [source], target)
        self.kernel, self.bias = kernel, bias

    @property
    def trains_weights(self) -> bool:
        """Whether kernel or bias learn."""
        return self.kernel.trainable or (self.bias is not None and self.bias.trainable)


class MatrixStep(KernelStep):
    """A dense layer: its kernel is a matrix, whatever the axes that it is kept with, and an activation follows.

    Args:
        setting: What all steps share.
        source: The input.
        target: The output.
        kernel: The weights (features, units), either of which may be several axes.
        bias: The bias or ``None``.
        code: Number of the activation, as the kernels count them.
        features: How many features there are, by default as many as the kernel's first axis says.
    """

    def __init__(
        self,
        setting: Setting,
        source: Slot,
        target: Slot,
        kernel: Variable,
        bias: Variable | None,
        code: int,
        features: int | None = None,
    ) -> None:
        super().__init__(setting, source, target, kernel, bias)
        self.code = code
        self.features = kernel.shape[0] if features is None else features
        self.units = kernel.size // self.features
        self._ops = setting.kernels["elementwise"]

    @property
    def _matrix(self) -> Array:
        return self.kernel.value.reshape(self.features, self.units)

    @property
    def cost(self) -> float:
        return 3.0 * float(self.sources[0].size * self.units)


def gradients_of(pairs: Iterable[tuple[Variable | None, Array]]) -> list[Gradient]:
    """Returns the whole gradients of those weights that learn.

    Args:
        pairs: Weights, ``None`` for one that a layer does without, and their gradients, in any shape.
    """
    return [
        (v, 0, v.size, np.ascontiguousarray(g).reshape(-1)) for v, g in pairs if v is not None and v.trainable
    ]


def pieces_of(
    pairs: Iterable[tuple[Variable | None, Array]], parts: int
) -> list[Callable[[int], list[Gradient]]]:
    """Returns functions that add up what each thread found, for large weights one for each thread.

    Args:
        pairs: As for :func:`added_up`; the threads' shares in one block of memory.
        parts: Number of threads.
    """
    found: list[Callable[[int], list[Gradient]]] = []
    for variable, shares in pairs:
        if variable is None:
            continue
        rows, size = shares.reshape(len(shares), -1), variable.size
        many = parts if size >= _LARGE else 1
        cuts = [size * part // many // _LINE * _LINE for part in range(many)]
        for low, high in pairwise([*cuts, size]):
            found.append(partial(_added, variable, rows[:, low:high], low))
    return found


def _added(variable: Variable, shares: Array, low: int, count: int) -> list[Gradient]:
    """Returns a part of a gradient, from ``low`` on, if the weights learn."""
    total = shares[0] if len(shares) == 1 else shares.sum(axis=0)
    return [(variable, low, low + len(total), total)] if variable.trainable else []


def added_up(pairs: Iterable[tuple[Variable | None, Array]]) -> list[Gradient]:
    """Returns the whole gradients of those weights that learn, from what each thread found.

    Args:
        pairs: Weights, ``None`` for one that a layer does without, and the threads' shares in their gradients,
            (threads, ...).
    """
    return gradients_of((v, shares.sum(axis=0)) for v, shares in pairs if v is not None and v.trainable)
