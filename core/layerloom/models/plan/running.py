"""Plan: the steps of a model in order, run on batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from threading import RLock
from typing import Any

import numpy as np

from layerloom.declaration.unknown_parts import UnknownPart
from layerloom.kernels.arrays import Array
from layerloom.kernels.parallel import run_together
from layerloom.models.plan.chain import Chain
from layerloom.models.plan.loss import Head, SparseHead
from layerloom.models.plan.step import Gradient, Setting, Slot, Step, Work, computed
from layerloom.models.plan.updates import Updates
from layerloom.tensors import GradientTape, Variable

#: Multiplications of a prediction below which a second thread costs more than it brings.
_WORTH_SHARING = 2e7

#: Numbers that stay in a processor's cache from one layer to the next.
_CACHED = 1 << 16


class Plan:
    """How a model runs for batches of up to a number of samples.

    Args:
        setting: What the steps share.
        inputs: Where the inputs go.
        steps: All steps in order.
        head: The end with the losses; ``None`` where only outputs are wanted.
        outputs: The slots of the outputs, for a plan without a head.
        rebuild: Brings outputs into the structure that the model gives them.
        updates: The optimizer, while training.
        penalized: The trainable weights that have a regularizer.
        shared: The weights that several steps use, by identity.
    """

    def __init__(
        self,
        setting: Setting,
        inputs: list[Slot],
        steps: list[Step],
        head: Head | None,
        outputs: list[Slot],
        rebuild: Callable[[list[Any]], Any],
        updates: Updates | None,
        penalized: list[Variable],
        shared: dict[int, Variable],
    ) -> None:
        self.setting, self.inputs, self.steps = setting, inputs, steps
        self.head, self.outputs, self.rebuild, self.updates = head, outputs, rebuild, updates
        self.penalized, self._shared = penalized, shared
        self._forward = _regions([way for step in steps for way in step.ways()])
        self._backward: list[tuple[bool, list[Work]]] = []
        self._pieces: list[list[Callable[[int], list[Gradient]]]] = []
        self._cost = sum(step.cost for step in steps)
        inner = [getattr(step, "inner", step) for step in steps]
        self._penalizing = [step for step in inner if step.penalizes]
        self._extra: dict[int, Array] = {}
        self._changes_weights = updates is not None and updates.is_plain() and not (shared or penalized)
        #: Whether its outputs are all that a call for inference gives, and no masks or penalties belong to them.
        self.says_all = False
        self._turn = RLock()
        fits = Chain.fits(setting, inputs, steps)
        changing = updates if self._changes_weights else None
        self._chain = Chain(setting, steps, head, changing) if fits else None
        if updates is not None:
            self._plan_back(updates)

    def _plan_back(self, updates: Updates) -> None:
        back: list[tuple[bool, Work]] = []
        pieces: list[Callable[[int], list[Gradient]]] = []
        for step in reversed(self.steps):
            if not step.learns and not step.penalizes:
                continue
            back += [(False, _gathering(slot)) for slot in step.targets if len(slot.parts) > 1]
            back.extend(step.ways_back())
            pieces.extend(step.pieces())
        self._backward = _regions(back)
        parts = self.setting.parts
        self._pieces = [pieces[part::parts] for part in range(parts)]

    @property
    def runs_one_by_one(self) -> bool:
        """Whether some layers run by themselves: they may give penalties, or more than one row for a sample."""
        return bool(self._penalizing)

    @property
    def samples_in_cache(self) -> int:
        """How many samples to predict together fastest; 0 where layers may see which ones are in a batch."""
        slots = [slot for step in self.steps for slot in (*step.sources, *step.targets)]
        sizes = [slot.size * slot.times for slot in slots]
        return 0 if self.runs_one_by_one else _CACHED // max(sizes, default=1)

    def predict(self, arrays: list[Array]) -> Any:
        """Returns the outputs for a batch, in memory of their own; several threads may ask for some at a time."""
        with self._turn:
            count = self._run_forward(arrays)
            return self.rebuild([np.array(slot.value[:count]) for slot in self.outputs])

    def test(self, arrays: list[Array], y: Any, sample_weight: Any) -> tuple[Any, Any]:
        """Returns the outputs and the loss for a batch."""
        assert self.head is not None
        count = self._run_forward(arrays)
        self._ask_for_penalties()
        outputs, loss = self.head.run(count, y, sample_weight)
        return outputs, self._with_penalties(loss)

    def train(self, arrays: list[Array], y: Any, sample_weight: Any) -> tuple[Any, Any]:
        """Makes one training step; returns the outputs, valid until the next step, and the loss."""
        assert self.head is not None
        assert self.updates is not None
        count, chain = self._begin(arrays), self._chain
        if chain is not None and chain.does_all and isinstance(self.head, SparseHead):
            given = self.head.take(count, y, sample_weight)
            if given is not None:
                self.updates.start()
                loss = chain.train(count, self.setting.parts, *given)
                self.updates.finish()
                return self.head.outputs(count), loss
        self._go_ahead(count)
        self._ask_for_penalties()
        outputs, loss = self.head.run(count, y, sample_weight)
        if chain is None:
            self._run(self._backward, count)
        elif not self._changes_weights:
            chain.backward(count, self.setting.parts)
        else:
            self.updates.start()
            chain.backward(count, self.setting.parts)
            self.updates.finish()
            return outputs, loss
        loss = self._with_penalties(loss)
        self._update(count)
        return outputs, loss

    def _run_forward(self, arrays: list[Array]) -> int:
        count = self._begin(arrays)
        self._go_ahead(count)
        return count

    def _begin(self, arrays: list[Array]) -> int:
        """Takes a batch; returns how many samples it has."""
        for slot, array in zip(self.inputs, arrays, strict=True):
            slot.value = array
        count = len(arrays[0])
        for step in self.steps:
            step.start(count)
        return count

    def _go_ahead(self, count: int) -> None:
        if self._chain is None:
            self._run(self._forward, count)
        else:
            self._chain.forward(count, self._parts(count))

    def _parts(self, count: int) -> int:
        """Returns the number of threads for some samples."""
        if not self.setting.training and count * self._cost < _WORTH_SHARING:
            return 1
        return self.setting.parts

    def _run(self, regions: list[tuple[bool, list[Work]]], count: int) -> None:
        parts = self._parts(count)
        for whole, works in regions:
            if whole or parts == 1:
                for work in works:
                    work(0, count, 0)
                continue

            def some(part: int, works: list[Work] = works) -> None:
                start, stop = count * part // parts, count * (part + 1) // parts
                for work in works:
                    work(start, stop, part)

            run_together(some, parts)

    def _update(self, count: int) -> None:
        updates = self.updates
        assert updates is not None
        updates.start()
        extra, shared = self._extra, self._shared
        later: list[list[Gradient]] = [[] for _ in self._pieces]

        def take(gradient: Gradient) -> None:
            variable, start, stop, g = gradient
            added = extra.get(id(variable))
            whole = g if added is None else computed(g) + added.reshape(-1)[start:stop]
            updates.take((variable, start, stop, whole))

        def some(part: int) -> None:
            for piece in self._pieces[part]:
                for gradient in piece(count):
                    if id(gradient[0]) in shared:
                        later[part].append(gradient)
                    else:
                        take(gradient)

        run_together(some, self.setting.parts)
        for gradient in _summed(gradient for part in later for gradient in part):
            take(gradient)
        updates.finish()

    def _ask_for_penalties(self) -> None:
        """Lets those that are not known here say so, before any weight changes."""
        for step in self._penalizing:
            for penalty in step.penalties:
                if isinstance(penalty, UnknownPart):
                    penalty()

    def _with_penalties(self, loss: Any) -> Any:
        """Adds the penalties of layers and weights to the loss, and keeps the gradients of those of weights."""
        for step in self._penalizing:
            for penalty in step.penalties:
                loss = penalty if loss is None else loss + penalty
        self._extra = {}
        if not self.penalized:
            return loss
        with GradientTape() as tape:
            total: Any = None
            for variable in self.penalized:
                penalty = variable.regularizer(variable)
                total = penalty if total is None else total + penalty
        if self.updates is not None:
            found = tape.gradient(total, self.penalized)
            self._extra = {
                id(v): g.value for v, g in zip(self.penalized, found, strict=True) if g is not None
            }
        return total if loss is None else loss + total


def _regions(works: list[tuple[bool, Work]]) -> list[tuple[bool, list[Work]]]:
    """Joins neighbours that work on parts of the batch, so that threads meet as seldom as possible."""
    return [(whole, [work for _, work in group]) for whole, group in groupby(works, key=lambda item: item[0])]


def _summed(parts: Iterable[Gradient]) -> list[Gradient]:
    """Adds up what several steps found for the same weights."""
    totals: dict[int, tuple[Variable, Array]] = {}
    for variable, start, stop, g in parts:
        _, total = totals.setdefault(id(variable), (variable, np.zeros(variable.size, np.float32)))
        total[start:stop] += computed(g)
    return [(variable, 0, variable.size, total) for variable, total in totals.values()]


def _gathering(slot: Slot) -> Work:
    return lambda start, stop, part: slot.gather(start, stop)
