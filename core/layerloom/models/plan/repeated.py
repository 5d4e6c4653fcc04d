"""Layers that see every step of a sequence by itself: all steps of all samples are their samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.models.plan.step import Gradient, Step, Work


class Fold:
    """Where every step of sequences becomes a sample.

    Args:
        times: How many steps there are.
    """

    def __init__(self, times: int) -> None:
        self.times = times


class Unfold(Fold):
    """Where these become sequences again."""


class RepeatedStep(Step):
    """A step whose samples are the steps of sequences.

    Args:
        step: The step; its setting and slots have room for all steps of all samples.
        times: How many steps there are.
    """

    def __init__(self, step: Step, times: int) -> None:
        super().__init__(step.setting, step.sources, step.target)
        self.inner, self.times = step, times
        self.whole, self.frees, self.penalizes = step.whole, step.frees, step.penalizes
        for slot in step.targets:
            slot.times = times

    @property
    def targets(self) -> list[Any]:
        return self.inner.targets

    def allocate(self) -> None:
        self.inner.allocate()

    def allocate_back(self) -> None:
        self.inner.allocate_back()

    def start(self, count: int) -> None:
        self.inner.start(count * self.times)

    def ways(self) -> list[tuple[bool, Work]]:
        return [(whole, self._for_all(work)) for whole, work in self.inner.ways()]

    def ways_back(self) -> list[tuple[bool, Work]]:
        return [(whole, self._for_all(work)) for whole, work in self.inner.ways_back()]

    def _for_all(self, work: Work) -> Work:
        """Has all steps of some sequences worked on."""
        return lambda start, stop, part: work(start * self.times, stop * self.times, part)

    def pieces(self) -> list[Callable[[int], list[Gradient]]]:
        return [lambda count, piece=piece: piece(count * self.times) for piece in self.inner.pieces()]  # type: ignore[misc]

    @property
    def cost(self) -> float:
        return self.times * self.inner.cost
