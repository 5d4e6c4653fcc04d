"""Metrics for segmentation: how much regions overlap, class by class."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Annotated, Any

import numpy as np

from layerloom import config
from layerloom.declaration import Bounds, register
from layerloom.declaration.fields import Fraction
from layerloom.errors import FieldError
from layerloom.metrics.metric import Metric
from layerloom.tensors import Array, Tensor, as_array, wrap

__all__ = ["BinaryIoU", "IoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU"]

_Classes = Annotated[int, Bounds(ge=1, le=10_000)]  # whose square is counted


@register("metric", category="Segmentation", start={"num_classes": 2, "target_class_ids": [0, 1]})
class IoU(Metric):
    """Intersection over union of some classes: 1 where regions match, 0 where they are apart.

    Args:
        num_classes: Number of classes.
        target_class_ids: The classes that count.
        name: Name of the metric.
        dtype: Number type of the result and its counts, int32 by default.
        ignore_class: Class in the targets that is left out, for example of borders.
        sparse_y_true: Whether targets are class numbers instead of one-hot.
        sparse_y_pred: Whether predictions are class numbers instead of probabilities.
        axis: Axis of the classes, where there is one.
    """

    _direction = "up"

    def __init__(
        self,
        num_classes: _Classes,
        target_class_ids: Any,
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_true: bool = True,
        sparse_y_pred: bool = True,
        axis: int = -1,
    ) -> None:
        super().__init__(dtype or "int32", name)
        if max(target_class_ids, default=0) >= num_classes:
            raise FieldError(
                f"target_class_ids must lie below the {num_classes} classes, got {target_class_ids!r}."
            )
        self.num_classes = num_classes
        self.target_class_ids = list(target_class_ids)
        self.ignore_class = ignore_class
        self.sparse_y_true = sparse_y_true
        self.sparse_y_pred = sparse_y_pred
        self.axis = axis
        self.total_cm = self.add_variable(
            (num_classes, num_classes), dtype=self.dtype, name="total_confusion_matrix"
        )

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        wanted = _numbers(y_true, None if self.sparse_y_true else self.axis)
        found = _numbers(y_pred, None if self.sparse_y_pred else self.axis)
        weights: Array = np.ones(1, self.dtype)
        if sample_weight is not None:
            given = as_array(sample_weight)
            if given.dtype.kind == "f" and np.dtype(self.dtype).kind != "f":
                warnings.warn(
                    f"{self.name} counts in {self.dtype} and cuts off the fractions of sample_weight: "
                    "give it dtype='float32'.",
                    stacklevel=2,
                )
            weights = given.astype(self.dtype).reshape(-1)
        counts = (wanted >= 0) & (wanted < self.num_classes) & (found >= 0) & (found < self.num_classes)
        if self.ignore_class is not None:
            counts &= wanted != self.ignore_class
        weights = np.where(counts, np.broadcast_to(weights, wanted.shape), 0).astype(self.dtype)
        places = np.where(counts, wanted, 0), np.where(counts, found, 0)
        np.add.at(self.total_cm.value, places, weights)

    def result(self) -> Tensor:
        """Returns the mean over the classes that occur."""
        matrix = self.total_cm.value
        right = np.diag(matrix)[self.target_class_ids].astype(np.float32)
        union = (matrix.sum(axis=0) + matrix.sum(axis=1) - np.diag(matrix))[self.target_class_ids]
        occurs = union > 1e-9
        shares = np.where(occurs, right / (union.astype(np.float32) + np.float32(config.epsilon())), 0)
        return wrap(np.asarray(shares.sum() / (occurs.sum() + config.epsilon()), np.float32))


@register("metric", category="Segmentation")
class BinaryIoU(IoU):
    """Intersection over union of two classes, from the probability of the second.

    Args:
        target_class_ids: The classes that count, of 0 and 1.
        threshold: Probability from which on a prediction is class 1.
        name: Name of the metric.
        dtype: Number type of the counts, int32 by default.
    """

    def __init__(
        self,
        target_class_ids: Any = (0, 1),
        threshold: Fraction = 0.5,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(2, target_class_ids, name, dtype)
        self.threshold = threshold

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Takes a batch into account."""
        super().update_state(y_true, as_array(y_pred).astype(np.float32) >= self.threshold, sample_weight)


@register("metric", category="Segmentation", start={"num_classes": 2})
class MeanIoU(IoU):
    """Intersection over union, averaged over all classes.

    Args:
        num_classes: Number of classes.
        name: Name of the metric.
        dtype: Number type of the counts, int32 by default.
        ignore_class: Class in the targets that is left out.
        sparse_y_true: Whether targets are class numbers instead of one-hot.
        sparse_y_pred: Whether predictions are class numbers instead of probabilities.
        axis: Axis of the classes, where there is one.
    """

    def __init__(
        self,
        num_classes: _Classes,
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_true: bool = True,
        sparse_y_pred: bool = True,
        axis: int = -1,
    ) -> None:
        everything: Sequence[int] = range(num_classes)
        super().__init__(
            num_classes, everything, name, dtype, ignore_class, sparse_y_true, sparse_y_pred, axis
        )


@register("metric", category="Segmentation", start={"num_classes": 2, "target_class_ids": [0, 1]})
class OneHotIoU(IoU):
    """Intersection over union of some classes, with one-hot targets.

    Args:
        num_classes: Number of classes.
        target_class_ids: The classes that count.
        name: Name of the metric.
        dtype: Number type of the counts, int32 by default.
        ignore_class: Class in the targets that is left out.
        sparse_y_pred: Whether predictions are class numbers instead of probabilities.
        axis: Axis of the classes.
    """

    def __init__(
        self,
        num_classes: _Classes,
        target_class_ids: Any,
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_pred: bool = False,
        axis: int = -1,
    ) -> None:
        super().__init__(num_classes, target_class_ids, name, dtype, ignore_class, False, sparse_y_pred, axis)


@register("metric", category="Segmentation", start={"num_classes": 2})
class OneHotMeanIoU(MeanIoU):
    """Intersection over union, averaged over all classes, with one-hot targets.

    Args:
        num_classes: Number of classes.
        name: Name of the metric.
        dtype: Number type of the counts, int32 by default.
        ignore_class: Class in the targets that is left out.
        sparse_y_pred: Whether predictions are class numbers instead of probabilities.
        axis: Axis of the classes.
    """

    def __init__(
        self,
        num_classes: _Classes,
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_pred: bool = False,
        axis: int = -1,
    ) -> None:
        super().__init__(num_classes, name, dtype, ignore_class, False, sparse_y_pred, axis)


def _numbers(values: Any, axis: int | None) -> Array:
    array = as_array(values)
    if axis is not None:
        array = array.argmax(axis=axis)
    return array.astype(np.int64).reshape(-1)
