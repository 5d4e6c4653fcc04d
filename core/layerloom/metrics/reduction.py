"""Metrics that add up or average values: Sum, Mean, and the mean of a function of targets and predictions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from layerloom import losses
from layerloom.declaration import register
from layerloom.declaration import serialize as to_data
from layerloom.errors import ShapeError
from layerloom.losses.loss import mask_weight
from layerloom.metrics.metric import Metric
from layerloom.naming import to_snake_case
from layerloom.tensors import Array, Tensor, as_array, wrap

Reduce = Callable[..., Array]


@register("metric", category="Values", aliases=("sum",))
class Sum(Metric):
    """Sum of all values.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    def __init__(self, name: str = "sum", dtype: Any = None) -> None:
        super().__init__(dtype, name)
        self.total = self.add_variable(dtype=self.dtype, name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Adds values, times their weights."""
        found, _ = per_sample(values, sample_weight, np.sum, self.dtype)
        self.total.value[...] += np.sum(found)

    def result(self) -> Tensor:
        """Returns the sum."""
        return wrap(self.total.numpy())


@register("metric", category="Values", aliases=("mean",))
class Mean(Metric):
    """Weighted mean of all values.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    def __init__(self, name: str = "mean", dtype: Any = None) -> None:
        super().__init__(dtype, name)
        self.total = self.add_variable(dtype=self.dtype, name="total")
        self.count = self.add_variable(dtype=self.dtype, name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Takes values into the mean, one per sample."""
        found, weight = per_sample(values, sample_weight, np.mean, self.dtype)
        total, count = self.total.value, self.count.value
        total += found.sum()
        count += weight.sum() if weight is not None else len(found) if found.ndim else 1

    def result(self) -> Tensor:
        """Returns the mean, 0 before the first value."""
        total, count = self.total.value, self.count.value
        return wrap(np.asarray(total / count if count else np.zeros_like(total)))


class MeanMetricWrapper(Mean):
    """Mean of a function ``fn(y_true, y_pred, **options)`` that gives one value per sample.

    Args:
        fn: The function.
        name: Name of the metric.
        dtype: Number type of the result.
        **kwargs: Options of the function.
    """

    def __init__(
        self, fn: Callable[..., Any], name: str | None = None, dtype: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(name or getattr(fn, "__name__", None) or "mean_metric_wrapper", dtype)
        self.fn = fn
        self._options = kwargs
        if fn in losses.FUNCTIONS.values() or isinstance(fn, losses.Loss):
            self._direction = "down"

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Takes a batch into the mean."""
        values = self.fn(_plain(y_true), _plain(y_pred), **self._options)
        super().update_state(values, mask_weight(sample_weight, _mask(y_pred), self.dtype, "sum"))

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it."""
        options = {key: to_data(value) for key, value in self._options.items()}
        return {"name": self.name, "dtype": self.dtype, "fn": to_data(self.fn), **options}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> MeanMetricWrapper:
        """Makes a metric from the result of :meth:`get_config`."""
        return cls(**{**config, "fn": losses.get(config["fn"])})


class FunctionMetric(Mean):
    """Base of the metrics that are the mean of one function, with options.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function: Callable[..., Any]
    default_name: str | None = None
    _direction = "down"

    def __init__(self, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(name or self.default_name or to_snake_case(type(self).__name__), dtype)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Takes a batch into the mean."""
        kind: Any = type(self)
        options = {name: getattr(self, name) for name in _names_of_options(kind)}
        values = kind.function(_plain(y_true), _plain(y_pred), **options)
        mask = _mask(y_pred)
        if mask is not None:
            sample_weight = mask_weight(sample_weight, mask, self.dtype, "sum")
        super().update_state(values, sample_weight)


@cache
def _names_of_options(kind: type[FunctionMetric]) -> list[str]:
    """Returns the arguments of a metric that its function takes too."""
    return [field.name for field in kind.fields() if field.name not in ("name", "dtype")]


def per_sample(values: Any, sample_weight: Any, reduce: Reduce, dtype: str) -> tuple[Array, Array | None]:
    """Reduces values to one per sample, times its weight, and weights to one per sample.

    Args:
        values: Array whose first axis counts samples.
        sample_weight: Weights for the first axes of the values.
        reduce: ``numpy.mean`` or ``numpy.sum``.
        dtype: Number type to compute in.
    """
    mask = getattr(values, "_keras_mask", None)
    found = as_array(values).astype(dtype, copy=False)
    weight = None
    if sample_weight is not None:
        sample_weight = mask_weight(sample_weight, mask, dtype, "sum")  # like Keras, not without weights
        weight = as_array(sample_weight).astype(dtype, copy=False)
        if weight.ndim == found.ndim + 1 and weight.shape[-1] == 1:
            weight = weight[..., 0]
        elif found.ndim == weight.ndim + 1 and found.shape[-1] == 1:
            found = found[..., 0]
        if found.ndim > weight.ndim:
            found = reduce(found, axis=tuple(range(weight.ndim, found.ndim)))
        try:
            weight = weight if weight.shape == found.shape else np.broadcast_to(weight, found.shape)
        except ValueError:
            raise ShapeError(
                f"sample_weight of shape {weight.shape} does not fit values of shape {found.shape}: "
                "give one weight per sample."
            ) from None
        found = found * weight
        if weight.ndim > 1:
            weight = reduce(weight, axis=tuple(range(1, weight.ndim)))
    if found.ndim > 1:
        found = reduce(found, axis=tuple(range(1, found.ndim)))
    return found, weight


def _plain(value: Any) -> Any:
    """Returns a tensor that no tape follows: metrics are never differentiated."""
    return wrap(as_array(value))


def _mask(y_pred: Any) -> Any:
    return getattr(y_pred, "_keras_mask", None)
