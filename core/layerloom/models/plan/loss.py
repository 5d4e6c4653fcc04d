"""The end of a plan: outputs, their losses, and the gradients with which the way back begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array, blocks
from layerloom.losses import (
    LossFunctionWrapper,
    SparseCategoricalCrossentropy,
    sparse_categorical_crossentropy,
)
from layerloom.models.data_adapter import leaves
from layerloom.models.plan.formulas import End, activated, end_of
from layerloom.models.plan.step import Setting, Slot
from layerloom.tensors import GradientTape, wrap

#: Share of the cache that the numbers which a formula works on at a time take.
_SHARE = 1 / 16

#: What is applied to a last slot to give an output; None for nothing.
Activation = Callable[[Any], Any] | None


class Head:
    """The outputs of a model, computed by the plan up to their last activation, and the compiled loss on them.

    The last activation runs together with the loss, which has better formulas for both in one.

    Args:
        setting: What all steps share.
        ends: For each output the last slot and what remains to be applied to it.
        rebuild: Brings the outputs into the structure that the model gives them.
        compiled_loss: The loss of compile.
        masks: The outputs' masks; ``None``, or one without a value, is none.
    """

    def __init__(
        self,
        setting: Setting,
        ends: list[tuple[Slot, Activation]],
        rebuild: Callable[[list[Any]], Any],
        compiled_loss: Any,
        masks: list[Slot | None],
    ) -> None:
        self._masks = masks
        self.setting, self.ends, self.rebuild, self.compiled_loss = setting, ends, rebuild, compiled_loss
        if setting.training:
            self._grads = [
                slot.add_part(setting.empty(*slot.shape)) if slot.wanted else None for slot, _ in ends
            ]

    def run(self, count: int, y: Any, sample_weight: Any) -> tuple[Any, Any]:
        """Computes outputs, the loss as a scalar tensor, and while training the gradients of the last slots.

        Args:
            count: Samples in the batch.
            y: Targets.
            sample_weight: Weights of the samples or ``None``.

        Returns:
            The outputs, in the model's structure, and the loss (``None`` where compile was given none).
        """
        given = [wrap(slot.value[:count]) for slot, _ in self.ends]
        if not self.setting.training:
            outputs = self._outputs(given)
            return outputs, self.compiled_loss(y, outputs, sample_weight)
        with GradientTape() as tape:
            watched = [t for t, g in zip(given, self._grads, strict=True) if g is not None]
            tape.watch(watched)
            outputs = self._outputs(given)
            loss = self.compiled_loss(y, outputs, sample_weight)
        if loss is not None:
            found = tape.gradient(loss, watched)
            for target, g in zip([g for g in self._grads if g is not None], found, strict=True):
                target[:count] = 0 if g is None else g.value
        return outputs, loss

    def _outputs(self, given: list[Any]) -> Any:
        ends = zip(given, self.ends, self._masks, strict=True)
        found = []
        for tensor, (_, activation), mask in ends:
            output = tensor if activation is None else activation(tensor)
            if mask is not None and mask.value is not None:
                output._keras_mask = wrap(mask.value[: len(tensor.value)])
            found.append(output)
        return self.rebuild(found)


class SparseHead(Head):
    """Softmax and cross-entropy with class numbers in one kernel, for a single output of the shape (classes,).

    The output may be what the softmax takes, where the loss knows that.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._bare = self.ends[0][1] is None
        self.logits, _ = self.ends[0]
        self.shares, self._spare = (self.setting.empty(*self.logits.shape) for _ in range(2))
        self.grad = self._grads[0] if self.setting.training else None
        self._ops = self.setting.kernels["elementwise"]

    @staticmethod
    def fits(ends: list[tuple[Slot, Activation]], softmax: bool, compiled_loss: Any) -> bool:
        """Tells whether this head does what the loss asks for."""
        if len(ends) != 1 or len(ends[0][0].shape) != 1 or compiled_loss is None:
            return False
        (loss,) = compiled_loss.losses
        if not softmax and ends[0][1] is not None:
            return False
        if type(loss) is LossFunctionWrapper:
            usual = softmax and loss.fn is sparse_categorical_crossentropy and not loss._options
        else:
            usual = (
                type(loss) is SparseCategoricalCrossentropy
                and loss.from_logits != softmax
                and loss.ignore_class is None
                and loss.axis in (-1, 1)
            )
        return usual and loss.reduction == "sum_over_batch_size" and loss.dtype == "float32"

    def run(self, count: int, y: Any, sample_weight: Any) -> tuple[Any, Any]:
        given = self.take(count, y, sample_weight)
        if given is None:
            return super().run(count, y, sample_weight)
        z, grad = self.logits.value, self._spare if self.grad is None else self.grad
        total = self._ops.sparse_crossentropy(z[:count], *given, self.shares[:count], grad[:count])
        return self.outputs(count), total

    def take(self, count: int, y: Any, sample_weight: Any) -> tuple[Array, Array] | None:
        """Returns class numbers and each sample's share in the loss, ``None`` for targets of another kind."""
        labels, weights = _labels(y, count), _weights(sample_weight, count)
        if labels is None or weights is None:
            return None
        if labels.min() < 0 or labels.max() >= self.logits.size:
            return None
        weights *= np.float32(self.compiled_loss.weights[0] / count)
        return labels, weights

    def outputs(self, count: int) -> Any:
        """Returns the model's outputs for the last batch, valid until the next one."""
        return self.rebuild([np.array(self.logits.value[:count]) if self._bare else self.shares[:count]])


class FormulaHead(Head):
    """Outputs whose losses all have formulas: nothing is recorded.

    Args:
        *args: Those of :class:`Head`.
        activations: What is left to apply to each last slot: ``"softmax"``, ``"sigmoid"`` or ``None``.
        formulas: How the losses are computed.
    """

    def __init__(self, *args: Any, activations: list[str | None], formulas: list[End]) -> None:
        super().__init__(*args)
        self._activations, self._formulas = activations, formulas

    def run(self, count: int, y: Any, sample_weight: Any) -> tuple[Any, Any]:
        given = [slot.value[:count] for slot, _ in self.ends]
        loss = self.compiled_loss
        targets = [
            _as_targets(target, z) for target, z in zip(loss._targets(y, len(given)), given, strict=True)
        ]
        weights = loss._targets(sample_weight, len(given))
        weights = [_weights(w, count) for w in (weights * len(given) if len(weights) == 1 else weights)]
        if any(part is None for part in (*targets, *weights)):
            return super().run(count, y, sample_weight)
        total, outputs = 0.0, []
        for at, (z, target, weight) in enumerate(zip(given, targets, weights, strict=True)):
            end, grad = self._formulas[at], self._grads[at] if self.setting.training else None
            assert target is not None
            assert weight is not None
            values = 1 if end.summed else z.size // z.shape[-1]
            weight *= np.float32(loss.weights[at] / (values * (1 if end.by_row else z.shape[-1])))
            factors = weight.reshape(-1, *(1,) * (z.ndim - 1))
            value = 0.0
            for a, b in blocks(count, 4 * z[0].size, _SHARE):
                slope = None if grad is None else grad[a:b]
                value += end.formula(z[a:b], end.labels(target[a:b]), factors[a:b], slope)
            total += value
            if loss.trackers[at] is not None:
                loss.trackers[at].update_state(value / loss.weights[at], sample_weight=count)
            outputs.append(activated(z, self._activations[at]))
        return self.rebuild([wrap(output) for output in outputs]), total


def head_of(
    setting: Setting,
    ends: list[tuple[Slot, Activation]],
    rebuild: Callable[[list[Any]], Any],
    compiled_loss: Any,
    masks: list[Slot | None],
    activations: list[str | None],
) -> Head:
    """Returns the head that is fastest for a model's losses.

    Args:
        setting: What all steps share.
        ends: For each output the last slot and what remains to be applied to it.
        rebuild: Brings the outputs into the structure that the model gives them.
        compiled_loss: The loss of compile.
        masks: The outputs' masks.
        activations: Names of what remains to be applied.
    """
    given = setting, ends, rebuild, compiled_loss, masks
    if any(masks) or compiled_loss is None or not compiled_loss._settled:
        return Head(*given)
    if SparseHead.fits(ends, activations[0] == "softmax", compiled_loss):
        return SparseHead(*given)
    marks = [object() for _ in ends]
    in_order = [id(mark) for mark in leaves(rebuild(list(marks)))] == list(map(id, marks))
    shapes = [slot.shape for slot, _ in ends]
    if not in_order or not all(shapes) or len(compiled_loss.losses) != len(ends):
        return Head(*given)
    rows = zip(compiled_loss.losses, activations, shapes, compiled_loss.weights, strict=True)
    formulas = [
        end_of(loss, activation, shape[-1]) if weight and shape[-1] else None
        for loss, activation, shape, weight in rows
    ]
    found = [end for end in formulas if end is not None]
    if len(found) < len(formulas):
        return Head(*given)
    return FormulaHead(*given, activations=activations, formulas=found)


def _as_targets(y: Any, z: Array) -> Array | None:
    """Returns targets as the formulas take them, ``None`` for those that need more thought."""
    if not isinstance(y, np.ndarray) or y.dtype.kind not in "fiub":
        return None
    if y.shape == z.shape[:1] and z.shape[1:] == (1,):
        y = y[:, None]
    return y.astype(np.float32, copy=False) if y.shape == z.shape else None


def _labels(y: Any, count: int) -> Array | None:
    """Returns class numbers as the kernel takes them, ``None`` for targets of another kind."""
    if not isinstance(y, np.ndarray) or y.size != count or y.shape not in ((count,), (count, 1)):
        return None
    return np.ascontiguousarray(y.reshape(-1), np.int64)


def _weights(sample_weight: Any, count: int) -> Array | None:
    if sample_weight is None:
        return np.ones(count, np.float32)
    if isinstance(sample_weight, np.ndarray) and sample_weight.shape == (count,):
        return np.array(sample_weight, np.float32)
    return None
