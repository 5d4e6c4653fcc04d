"""Networks of dense layers alone, with dropout between them: each thread goes all the way in one call.

Their products are so short that handing the work of one layer after the other to threads would take a good part of
the time.
"""

from __future__ import annotations

import os
import time
from functools import cache

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.kernels.parallel import run_meeting
from layerloom.models.plan.dense import DenseStep
from layerloom.models.plan.loss import Head, SparseHead
from layerloom.models.plan.program import Program
from layerloom.models.plan.simple import DropoutStep, ViewStep
from layerloom.models.plan.step import Setting, Slot, Step
from layerloom.models.plan.updates import Updates

_NOTHING = np.empty(0, np.float32)


class Chain:
    """The steps of a plan as programs for the kernel that runs them.

    Args:
        setting: What the steps share.
        steps: All steps in order.
        head: The end with the losses.
        updates: The optimizer, where the kernel is to change the weights.
    """

    def __init__(
        self, setting: Setting, steps: list[Step], head: Head | None, updates: Updates | None
    ) -> None:
        self._updates = updates
        self._run_program = setting.kernels["chain"].run
        self._views = [step for step in steps if isinstance(step, ViewStep)]
        self._came = np.zeros(1, np.int64)
        self._broken = False
        learning = [step for step in reversed(steps) if setting.training and step.learns]
        self._totals = np.zeros(setting.parts)
        self._given = np.empty(0, np.int64), _NOTHING
        self._ahead, self._back, self._whole = (Program(setting.parts) for _ in range(3))
        #: Whether :meth:`train` does all of a step of training, with this head.
        self.does_all = updates is not None and isinstance(head, SparseHead) and head.grad is not None
        for program in (self._ahead, self._whole):
            _add_ahead(program, steps)
        if isinstance(head, SparseHead) and self.does_all:
            self._whole.add_loss(head, lambda: self._given[0], lambda: self._given[1], self._totals)
        for program in (self._back, self._whole):
            _add_back(program, learning, updates)

    @staticmethod
    def fits(setting: Setting, inputs: list[Slot], steps: list[Step]) -> bool:
        """Tells whether there is a program for the steps of a plan: one after the other, from one input on."""
        if "chain" not in setting.kernels or len(inputs) != 1:
            return False
        slot = inputs[0]
        for step in steps:
            dense = type(step) is DenseStep and slot.size == step.features
            if not dense and type(step) not in (DropoutStep, ViewStep):
                return False
            if step.sources != [slot] or len(step.target.parts) > 1 or slot.dtype != "float32":
                return False
            slot = step.target
        return any(isinstance(step, DenseStep) for step in steps)

    def forward(self, count: int, parts: int) -> None:
        """Computes all values of some samples."""
        self._look_at_views(count)
        self._run(self._ahead, count, parts, 0, _NOTHING)

    def backward(self, count: int, parts: int) -> None:
        """Computes all gradients, and changes the weights where that is the kernel's part."""
        updates = self._updates
        if updates is None:
            self._run(self._back, count, parts, 0, _NOTHING)
        else:
            self._run(self._back, count, parts, updates.code, updates.numbers)

    def train(self, count: int, parts: int, labels: Array, weights: Array) -> float:
        """Does all of a step of training; returns the loss.

        Args:
            count: Samples in the batch.
            parts: Number of threads.
            labels: Their class numbers.
            weights: Their shares in the loss.
        """
        assert self._updates is not None
        self._given = labels, weights
        self._look_at_views(count)
        self._run(self._whole, count, parts, self._updates.code, self._updates.numbers)
        return float(self._totals.sum())

    def _look_at_views(self, count: int) -> None:
        for view in self._views:
            view.forward(0, count, 0)

    def _run(self, program: Program, count: int, parts: int, code: int, numbers: Array) -> None:
        table, came, blas, run = program.table(), self._came, _sgemm(), self._run_program
        came[0], self._broken = 0, False

        def go_on(part: int, at: int) -> int:
            return int(run(table, came, blas, code, numbers, part, parts, count, at))

        def work(part: int) -> None:
            at = 0
            while (at := go_on(part, at)) < 0 and not self._broken:
                _give_way()  # the others are late: perhaps they wait for this processor, or the interpreter

        if parts < 2:
            go_on(0, 0)
        elif not run_meeting(work, parts, self._break):
            places = [0] * parts  # the same parts by turns, each up to the next meeting: the same numbers
            while min(places) < len(table):
                places = [at if at == len(table) else go_on(part, at) for part, at in enumerate(places)]

    def _break(self) -> None:
        """Lets no thread wait for one that will not come."""
        self._broken = True


def _give_way() -> None:
    """Lets another thread run."""
    if hasattr(os, "sched_yield"):
        os.sched_yield()
    else:
        time.sleep(0)


def _add_ahead(program: Program, steps: list[Step]) -> None:
    """Adds the way forward."""
    for step in steps:
        if isinstance(step, DenseStep):
            program.add_dense(step)
        elif isinstance(step, DropoutStep):
            program.add_dropout(step)


def _add_back(program: Program, steps: list[Step], updates: Updates | None) -> None:
    """Adds the way back through the steps that learn, the last one first, and new weights by an optimizer."""
    for step in steps:
        if isinstance(step, DenseStep):
            program.add_dense_back(step)
        elif isinstance(step, DropoutStep):
            program.add_dropout_back(step)
    for step in steps:
        if isinstance(step, DenseStep) and updates is not None:
            program.add_new_weights(step, updates)


@cache
def _sgemm() -> int:
    """Returns the address of SciPy's product of matrices; 0 without Numba, whose kernels alone ask for it."""
    try:
        from numba.extending import get_cython_function_address
    except ImportError:
        return 0
    return int(get_cython_function_address("scipy.linalg.cython_blas", "sgemm"))
