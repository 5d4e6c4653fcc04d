"""Loss: from predictions and targets to one number, with weights and masks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from layerloom import config, ops
from layerloom.declaration import Configurable
from layerloom.declaration import serialize as to_data
from layerloom.errors import LayerloomError, ShapeError
from layerloom.losses import by_name
from layerloom.naming import to_snake_case, unique_name
from layerloom.tensors import Tensor, as_array, standardize_dtype

Reduction = Literal["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None]


class Loss(Configurable):
    """Base of losses; a subclass defines :meth:`call`.

    Args:
        name: Name of the loss.
        reduction: How the values of a batch become one: their mean (sum_over_batch_size, mean), their sum, the
            mean weighted by the sample weights (mean_with_sample_weight), or not at all (none).
        dtype: Number type to compute in.
    """

    def __init__(
        self, name: str | None = None, reduction: Reduction = "sum_over_batch_size", dtype: Any = None
    ) -> None:
        self.name = name or unique_name(to_snake_case(type(self).__name__))
        self.reduction = reduction
        self._dtype = (
            config.floatx() if dtype is None else standardize_dtype(getattr(dtype, "compute_dtype", dtype))
        )

    @property
    def dtype(self) -> str:
        """The number type to compute in."""
        return self._dtype

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Returns the loss of every sample."""
        raise NotImplementedError(f"{type(self).__name__} must define call(y_true, y_pred).")

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Returns the loss of a batch.

        Args:
            y_true: Targets.
            y_pred: Predictions.
            sample_weight: A weight for each sample, or for each value of the unreduced loss.
        """
        mask = getattr(y_pred, "_keras_mask", None)
        y_pred = _map(lambda value: ops.convert_to_tensor(value, self.dtype), y_pred)
        y_true = _map(lambda value: _targets(value, self.dtype), y_true)
        values = ops.convert_to_tensor(self.call(y_true, y_pred), self.dtype)
        own_mask = getattr(values, "_keras_mask", None)
        if mask is not None and own_mask is not None:
            mask = np.logical_and(as_array(mask), as_array(own_mask))
        return reduce_weighted(values, sample_weight, own_mask if mask is None else mask, self.reduction)

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it, with Keras's keys (which leave the number type out)."""
        found = super().get_config()
        found.pop("dtype", None)
        return found


class FunctionLoss(Loss):
    """Base of the losses that are a function of targets and predictions, with options.

    Args:
        reduction: How the values of a batch become one: their mean (sum_over_batch_size, mean), their sum, the
            mean weighted by the sample weights (mean_with_sample_weight), or not at all (none).
        name: Name of the loss.
        dtype: Number type to compute in.
    """

    function: Callable[..., Any]
    default_name: str | None = None

    def __init__(
        self, reduction: Reduction = "sum_over_batch_size", name: str | None = None, dtype: Any = None
    ) -> None:
        super().__init__(name or self.default_name or to_snake_case(type(self).__name__), reduction, dtype)

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Returns the loss of every sample."""
        y_true, y_pred = same_rank(y_true, y_pred)
        options = {f.name: getattr(self, f.name) for f in self.fields() if f.name not in _COMMON}
        return type(self).function(y_true, y_pred, **options)


class LossFunctionWrapper(Loss):
    """A loss made of any function ``fn(y_true, y_pred, **options)`` that gives one value per sample.

    Args:
        fn: The function.
        reduction: How the values of a batch become one.
        name: Name of the loss.
        dtype: Number type to compute in.
        **kwargs: Options of the function.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        reduction: Reduction = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, reduction, dtype)
        self.fn = fn
        self._options = kwargs

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Returns the loss of every sample."""
        if isinstance(y_true, Tensor) and isinstance(y_pred, Tensor):
            y_true, y_pred = same_rank(y_true, y_pred)
        return self.fn(y_true, y_pred, **self._options)

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it."""
        options = {key: to_data(value) for key, value in self._options.items()}
        return {"name": self.name, "reduction": self.reduction, "fn": to_data(self.fn), **options}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> LossFunctionWrapper:
        """Makes a loss from the result of :meth:`get_config`."""
        return cls(**{**config, "fn": by_name.get(config["fn"])})


_COMMON = frozenset({"reduction", "name", "dtype"})


def same_rank(x1: Any, x2: Any, expand_rank_1: bool = True) -> tuple[Any, Any]:
    """Gives two tensors the same number of axes, where one has a last axis of size 1 more than the other.

    A batch of numbers, shape (n,), becomes (n, 1) beside (n, 1); otherwise the longer shape loses its 1.
    """
    if len(x1.shape) + 1 == len(x2.shape):
        x2, x1 = same_rank(x2, x1, expand_rank_1)
    elif len(x1.shape) == len(x2.shape) + 1 and x1.shape[-1] == 1:
        if len(x2.shape) == 1 and expand_rank_1:
            x2 = ops.expand_dims(x2, axis=-1)
        else:
            x1 = ops.squeeze(x1, axis=-1)
    return x1, x2


def reduce_weighted(
    values: Any, sample_weight: Any = None, mask: Any = None, reduction: Reduction = "sum_over_batch_size"
) -> Any:
    """Weighs the values of a batch and makes one of them.

    Args:
        values: The loss of every sample, or with more axes of every step.
        sample_weight: Weights for the first axes of the values.
        mask: What counts; a mean is then over what counts.
        reduction: How one value is made.
    """
    weight = mask_weight(sample_weight, mask, values.dtype, reduction)
    if weight is not None:
        values, weight = same_rank(values, ops.convert_to_tensor(weight, values.dtype))
        weight = _spread(weight, values)
        values = values * weight
    if reduction in (None, "none") or tuple(values.shape) in ((), (0,)):
        return values
    total = ops.sum(values)
    if reduction == "sum":
        return total
    if reduction == "mean_with_sample_weight" and weight is not None:
        return ops.divide_no_nan(total, ops.sum(weight))
    return total / max(int(np.prod(values.shape)), 1)


def mask_weight(sample_weight: Any, mask: Any, dtype: str, reduction: Reduction) -> Any:
    """Returns weights that take the mask into account, or ``None`` where nothing is weighed."""
    if mask is None:
        return sample_weight
    weight = np.asarray(as_array(mask), dtype=dtype)
    if reduction in ("mean", "sum_over_batch_size"):
        valid = weight.sum()
        weight = weight * (weight.size / valid if valid else 0)
    if sample_weight is None:
        return weight
    given, weight = same_rank(ops.convert_to_tensor(sample_weight, dtype), ops.convert_to_tensor(weight))
    return given * weight


def check_fit(name: str, y_true: Any, y_pred: Any) -> None:
    """Refuses targets that cannot be compared with the predictions element by element.

    Raises:
        ShapeError: If the shapes do not fit; the message says what to do.
    """
    try:
        np.broadcast_shapes(tuple(y_true.shape), tuple(y_pred.shape))
    except ValueError:
        raise ShapeError(
            f"{name} compares targets with outputs element by element: the outputs have shape "
            f"{tuple(y_pred.shape)}, the targets {tuple(y_true.shape)}. Give targets of the output's shape; "
            "class numbers go with sparse_categorical_crossentropy."
        ) from None


def _targets(value: Any, dtype: str) -> Any:
    try:
        return ops.convert_to_tensor(value, dtype)
    except (TypeError, ValueError) as error:
        example = next(
            (item for item in np.ravel(np.asarray(value, dtype=object)) if isinstance(item, str)), None
        )
        if example is None:
            raise LayerloomError(f"The targets cannot be read as numbers: {error}.") from None
        raise LayerloomError(
            f"The targets must be numbers, got text such as {example!r}: number the classes first, for example "
            "with numpy.unique(labels, return_inverse=True)."
        ) from None


def _spread(weight: Any, values: Any) -> Any:
    """Gives weights of the first axes the number of axes of the values."""
    lead = tuple(weight.shape)
    if len(lead) < len(values.shape) and lead and tuple(values.shape[: len(lead)]) == lead:
        return ops.reshape(weight, (*lead, *[1] * (len(values.shape) - len(lead))))
    try:
        fits = np.broadcast_shapes(lead, tuple(values.shape)) == tuple(values.shape)
    except ValueError:
        fits = False
    if not fits:
        raise ShapeError(
            f"sample_weight of shape {lead} does not fit a loss of shape {tuple(values.shape)}: "
            "give one weight per sample."
        )
    return weight


def _map(function: Callable[[Any], Any], structure: Any) -> Any:
    """Applies a function to a tensor, or to each of a dict or list of tensors."""
    if isinstance(structure, dict):
        return {key: _map(function, value) for key, value in structure.items()}
    if isinstance(structure, (list, tuple)) and any(isinstance(item, Tensor) for item in structure):
        return [_map(function, value) for value in structure]
    return function(structure)
