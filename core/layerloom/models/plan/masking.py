"""Steps that make masks, join them, give them on, and use them."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.plan.step import Setting, Slot, Step
from layerloom.tensors import KerasTensor, as_array, wrap
from layerloom.tree import map_structure


class MaskStep(Step):
    """The mask of a layer's input as that of its output."""

    def allocate(self) -> None:
        """There is none: the mask is the same."""

    def forward(self, start: int, stop: int, part: int) -> None:
        self.target.value = self.sources[0].value

    def backward(self, start: int, stop: int, part: int) -> None:
        """Nothing is to be done."""

    @property
    def cost(self) -> float:
        return 0.0


class JoinedMaskStep(Step):
    """The masks of several inputs as that of what is made of them.

    Args:
        setting: What all steps share.
        sources: The inputs.
        target: Where the mask goes.
        masks: The inputs' masks; ``None``, or one without a value, is none.
        layer: The layer that joins them.
    """

    whole = True

    def __init__(
        self, setting: Setting, sources: list[Slot], target: Slot, masks: list[Slot | None], layer: Any
    ) -> None:
        super().__init__(setting, sources, target)
        self._masks, self.layer = masks, layer

    def allocate(self) -> None:
        self._memory: Any = None

    def forward(self, start: int, stop: int, part: int) -> None:
        given = [wrap(source.value[start:stop]) for source in self.sources]
        masks = [
            None if mask is None or mask.value is None else wrap(mask.value[start:stop])
            for mask in self._masks
        ]
        joined = self.layer.compute_mask(given, masks)
        if joined is None:
            self.target.value = None
            return
        flags = as_array(joined)
        if self._memory is None or self._memory.shape[1:] != flags.shape[1:]:
            self._memory = self.setting.empty(*flags.shape[1:], dtype=np.bool_)
        self._memory[start:stop] = flags
        self.target.value = self._memory

    def backward(self, start: int, stop: int, part: int) -> None:
        """Nothing is to be done."""


class FlagsStep(Step):
    """An operation that gives true and false, through which nothing learns, such as those that compute a mask.

    Args:
        setting: What all steps share.
        sources: What it gets.
        target: Where the flags go.
        node: The call.
    """

    whole = True

    def __init__(self, setting: Setting, sources: list[Slot], target: Slot, node: Any) -> None:
        super().__init__(setting, sources, target)
        self.node = node

    def allocate(self) -> None:
        """There is none: the operation makes the flags itself."""

    def forward(self, start: int, stop: int, part: int) -> None:
        slots = {id(symbol): slot for symbol, slot in zip(self.node.inputs, self.sources, strict=True)}

        def fill(item: Any) -> Any:
            return wrap(slots[id(item)].value[start:stop]) if isinstance(item, KerasTensor) else item

        args, kwargs = map_structure(fill, self.node.args), map_structure(fill, self.node.kwargs)
        self.target.value = as_array(self.node.operation(*args, **kwargs))

    def backward(self, start: int, stop: int, part: int) -> None:
        """Nothing is to be done."""


class MaskingStep(Step):
    """Marks the time steps where every feature has one value, and sets them to 0.

    Args:
        setting: What all steps share.
        source: The sequences.
        target: The output.
        mask: Where the mask goes.
        layer: The layer.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, mask: Slot, layer: Any) -> None:
        super().__init__(setting, [source], target)
        self.mask, self.layer = mask, layer

    def allocate(self) -> None:
        super().allocate()
        self._flags = self.setting.empty(*self.target.shape[:-1], dtype=np.bool_)

    def forward(self, start: int, stop: int, part: int) -> None:
        x, flags = self.sources[0].value[start:stop], self._flags[start:stop]
        np.any(x != self.layer.mask_value, axis=-1, out=flags)
        np.copyto(self.target.value[start:stop], x)
        self.target.value[start:stop][~flags] = 0
        self.mask.value = self._flags

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            np.copyto(self.dx[0][start:stop], self.target.grad[start:stop])
            self.dx[0][start:stop][~self._flags[start:stop]] = 0


class MaskedMeanStep(Step):
    """The means of sequences over the steps that count.

    Args:
        setting: What all steps share.
        source: The sequences.
        target: The output.
        mask: True where a step counts; without a value all do.
    """

    def __init__(self, setting: Setting, source: Slot, target: Slot, mask: Slot) -> None:
        super().__init__(setting, [source], target)
        self.mask = mask

    def allocate(self) -> None:
        super().allocate()
        self._shares = self.setting.empty(1, self.sources[0].shape[0])

    def forward(self, start: int, stop: int, part: int) -> None:
        x, shares = self.sources[0].value[start:stop], self._shares[start:stop]
        flags = None if self.mask.value is None else self.mask.value[start:stop]
        shares[...] = 1 if flags is None else flags[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):  # no step counts: not a number, as by the layer
            shares /= shares.sum(axis=-1, keepdims=True)
        if flags is not None and not np.isfinite(x).all():  # what is masked must not count, whatever it is
            x = np.where(flags[..., None], x, np.float32(0))
        np.matmul(shares, x, out=self.target.value[start:stop, None])

    def backward(self, start: int, stop: int, part: int) -> None:
        if self.dx[0] is not None:
            dy = self.target.grad[start:stop, None]
            np.multiply(self._shares[start:stop].swapaxes(1, 2), dy, out=self.dx[0][start:stop])
