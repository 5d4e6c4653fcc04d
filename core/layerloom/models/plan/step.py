"""What plans are made of: slots for the values between layers, and steps that fill them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, empty_by_lines
from layerloom.models.plan.reuse import Spare
from layerloom.tensors import Variable


@dataclass
class Product:
    """A part of a dense layer's gradient that is computed only where it is used.

    Args:
        inputs: What went into the layer, shape (rows, features).
        slopes: The gradients of what came out before the activation, shape (rows, units).
        low: First feature.
        high: Behind the last feature.
    """

    inputs: Array
    slopes: Array
    low: int
    high: int

    def array(self) -> Array:
        """Returns the gradient as one row."""
        found: Array = np.matmul(self.inputs[:, self.low : self.high].T, self.slopes).reshape(-1)
        return found


#: What works on samples from one to before another, and knows which thread's part these are.
Work = Callable[[int, int, int], None]

#: Part of a variable's gradient: the variable, where the part starts and ends in it, and the part.
Gradient = tuple[Variable, int, int, Array | Product]


@dataclass
class Setting:
    """What the steps of one plan share.

    Args:
        capacity: Most samples in a batch.
        parts: Number of threads that share a batch.
        training: Whether gradients are wanted.
        kernels: The modules of kernels by family.
        scratch: Working memory of every thread.
        times: How many samples go together to the same thread, see
            :class:`~layerloom.models.plan.repeated.RepeatedStep`.
    """

    capacity: int
    parts: int
    training: bool
    kernels: dict[str, Any]
    scratch: list[Array] = field(default_factory=list)
    times: int = 1

    def __post_init__(self) -> None:
        self.spare = Spare(self.capacity)

    @property
    def share(self) -> int:
        """Most samples that one thread has: all, but while training, when threads share every batch evenly."""
        if not self.training:
            return self.capacity
        return -(-(self.capacity // self.times) // self.parts) * self.times

    def scratch_of(self, part: int) -> Array:
        """Returns working memory of one thread, about half of its cache."""
        return self.scratch[part]

    def share_among(self, parts: int) -> None:
        """Settles the number of threads."""
        self.parts = parts
        self.scratch = [empty_by_lines(1 << 18) for _ in range(parts)]

    def empty(self, *shape: int, dtype: Any = np.float32) -> Array:
        """Returns memory for one value of every sample."""
        return empty_by_lines(self.capacity, *shape, dtype=dtype)


class Slot:
    """A value between layers, for all samples of a batch, and the gradient that its users give it.

    Args:
        shape: Shape of one sample.
        dtype: Number type.
        wanted: Whether anything before it learns from its gradient.
    """

    def __init__(self, shape: tuple[int, ...], dtype: str, wanted: bool) -> None:
        self.shape = shape
        self.dtype = dtype
        self.wanted = wanted and dtype == "float32"
        self.value: Any = None
        self.grad: Any = None
        self.parts: list[Array] = []
        #: How many times a sample of the model is here, see :class:`~layerloom.models.plan.repeated.RepeatedStep`.
        self.times = 1

    @property
    def size(self) -> int:
        """Numbers in one sample."""
        return math.prod(self.shape)

    def add_part(self, part: Array) -> Array:
        """Takes in the array that one user writes its part of the gradient to."""
        self.parts.append(part)
        return part

    def close(self, setting: Setting) -> None:
        """Settles where the whole gradient is, when all users are known."""
        if self.wanted and not self.parts:
            self.wanted = False
        if self.wanted:
            self.grad = self.parts[0] if len(self.parts) == 1 else setting.spare.take(self.shape)

    def gather(self, start: int, stop: int) -> None:
        """Sums the parts for some samples."""
        if len(self.parts) > 1:
            start, stop = start * self.times, stop * self.times
            total = self.grad[start:stop]
            np.add(self.parts[0][start:stop], self.parts[1][start:stop], out=total)
            for part in self.parts[2:]:
                total += part[start:stop]


class Step:
    """One layer, or several that were fused; subclasses say how they run forward and back.

    Args:
        setting: What all steps share.
        sources: Where inputs come from.
        target: Where the output goes.
    """

    #: Whether it needs all samples at once; others work on parts of the batch side by side.
    whole = False

    #: Whether the output's gradient is of no use once the step has gone back.
    frees = False

    #: Whether it may add penalties to the loss, so that it goes back though nothing uses its output.
    penalizes = False

    def __init__(self, setting: Setting, sources: list[Slot], target: Slot) -> None:
        self.setting = setting
        self.sources = sources
        self.target = target
        self.dx: list[Array | None] = [None] * len(sources)
        #: What it has added to the loss of this batch.
        self.penalties: list[Any] = []

    @property
    def targets(self) -> list[Slot]:
        """Where all outputs go."""
        return [self.target]

    @property
    def learns(self) -> bool:
        """Whether anything gives a gradient of an output, once all users of these are known."""
        return any(slot.grad is not None for slot in self.targets)

    def allocate(self) -> None:
        """Makes the memory of the output."""
        self.target.value = self.setting.empty(*self.target.shape)

    def allocate_back(self) -> None:
        """Makes the memory of the gradients; all users of the output have done so already."""
        self.dx = [
            source.add_part(self.setting.spare.take(source.shape)) if source.wanted else None
            for source in self.sources
        ]

    def start(self, count: int) -> None:
        """Prepares a batch of ``count`` samples."""

    def forward(self, start: int, stop: int, part: int) -> None:
        """Computes the output of some samples."""
        raise NotImplementedError

    def backward(self, start: int, stop: int, part: int) -> None:
        """Computes the inputs' gradient of some samples, and the share of these in the weights' gradients."""
        raise NotImplementedError

    def ways(self) -> list[tuple[bool, Work]]:
        """Returns what is to be done forward, in order, each with whether it needs all samples at once."""
        return [(self.whole, self.forward)]

    def ways_back(self) -> list[tuple[bool, Work]]:
        """Returns what is to be done back, likewise, when all memory is there."""
        return [(self.whole, self.backward)]

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        """Returns functions of the batch's size that complete the weights' gradients, to be run side by side."""
        return []

    @property
    def cost(self) -> float:
        """About the multiplications for one sample."""
        return 4.0 * self.target.size


def rows_of(array: Array, start: int, stop: int) -> Array:
    """Returns some samples as one row each; there may be none, as of a small batch that threads share."""
    return array[start:stop].reshape(stop - start, math.prod(array.shape[1:]))


def flat(variable: Variable) -> Array:
    """Returns a variable's numbers as one row, a view."""
    return variable.value.reshape(-1)


def computed(gradient: Array | Product) -> Array:
    """Returns a part of a gradient as one row of numbers."""
    return gradient.array() if isinstance(gradient, Product) else gradient
