"""Metrics that only tf.keras has: the mean of every element, and the error relative to given values."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.errors import LayerloomError, ShapeError
from layerloom.losses.loss import mask_weight
from layerloom.metrics.metric import Metric, divide_no_nan
from layerloom.metrics.reduction import Mean
from layerloom.tensors import Tensor, Variable, as_array, wrap

__all__ = ["MeanRelativeError", "MeanTensor"]


class MeanTensor(Metric):
    """Weighted mean of every element, over arrays of one shape.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        shape: The shape, by default that of the first values.
    """

    def __init__(self, name: str = "mean_tensor", dtype: Any = None, shape: Any = None) -> None:
        super().__init__(dtype, name)
        self.shape = None if shape is None else [int(size) for size in shape]
        self._sums: tuple[Variable, Variable] | None = None
        if self.shape is not None:
            self._make(tuple(self.shape))

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Takes an array into the mean.

        Args:
            values: The array.
            sample_weight: A weight for every element, or for the first axes.

        Raises:
            ShapeError: If its shape is not that of the arrays before.
        """
        found = as_array(values).astype(self.dtype, copy=False)
        total, count = self._make(found.shape) if self._sums is None else self._sums
        if found.shape != total.shape:
            raise ShapeError(
                f"MeanTensor has values of shape {total.shape} so far and got {found.shape}: "
                "give arrays of one shape, or call reset_state() and make a new metric."
            )
        weight: Any = np.ones((), self.dtype)
        if sample_weight is not None:
            weight = as_array(mask_weight(sample_weight, None, self.dtype, "sum"))
            if weight.ndim == found.ndim + 1 and weight.shape[-1] == 1:
                weight = weight[..., 0]
            weight = weight.reshape(*weight.shape, *[1] * (found.ndim - weight.ndim))
        total.value[...] += found * weight
        count.value[...] += np.broadcast_to(weight, found.shape)

    def result(self) -> Tensor:
        """Returns the mean of every element.

        Raises:
            LayerloomError: If there were no values yet.
        """
        if self._sums is None:
            raise LayerloomError("MeanTensor has no values yet: call update_state(values) before result().")
        return wrap(np.asarray(divide_no_nan(*(variable.value for variable in self._sums))))

    def _make(self, shape: tuple[int, ...]) -> tuple[Variable, Variable]:
        self.total = self.add_variable(shape, dtype=self.dtype, name="total")
        self.count = self.add_variable(shape, dtype=self.dtype, name="count")
        self._sums = self.total, self.count
        return self._sums


class MeanRelativeError(Mean):
    """Mean of the distance between targets and predictions, divided by given values.

    Args:
        normalizer: The values, in the shape of the predictions.
        name: Name of the metric.
        dtype: Number type of the result.
    """

    _direction = "down"

    def __init__(self, normalizer: Any, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(name or "mean_relative_error", dtype)
        self.normalizer = as_array(normalizer).astype(self.dtype).tolist()

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Takes a batch into the mean."""
        target, found = (as_array(y).astype(self.dtype, copy=False) for y in (y_true, y_pred))
        if found.ndim == target.ndim + 1 and found.shape[-1] == 1:
            found = found[..., 0]
        if target.ndim == found.ndim + 1 and target.shape[-1] == 1:
            target = target[..., 0]
        if target.shape != found.shape:
            raise ShapeError(
                f"MeanRelativeError: targets of shape {target.shape} do not fit predictions of {found.shape}: "
                "give one target for each prediction."
            )
        errors = divide_no_nan(np.abs(target - found), np.asarray(self.normalizer, self.dtype))
        super().update_state(errors, sample_weight)
