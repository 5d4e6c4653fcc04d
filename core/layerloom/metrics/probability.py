"""The probabilistic and hinge losses as metrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layerloom import losses
from layerloom.declaration import register
from layerloom.declaration.fields import Axis, Fraction
from layerloom.metrics.accuracy import is_sparse
from layerloom.metrics.reduction import FunctionMetric

__all__ = [
    "BinaryCrossentropy", "CategoricalCrossentropy", "CategoricalHinge", "Hinge", "KLDivergence", "Poisson",
    "SparseCategoricalCrossentropy", "SquaredHinge", "resolve_crossentropy",
]  # fmt: skip


@register("metric", category="Probability", aliases=("kl_divergence", "kld", "KLD"))
class KLDivergence(FunctionMetric):
    """Kullback-Leibler divergence between targets and predictions.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.kl_divergence)
    default_name = "kl_divergence"


@register("metric", category="Probability", aliases=("poisson",))
class Poisson(FunctionMetric):
    """Poisson loss, for counts.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.poisson)


@register("metric", category="Probability", aliases=("binary_crossentropy", "bce", "BCE"))
class BinaryCrossentropy(FunctionMetric):
    """Cross-entropy for yes or no.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        from_logits: Whether the model's output is without sigmoid.
        label_smoothing: How far labels are moved towards 1/2, 0 to 1.
    """

    function = staticmethod(losses.binary_crossentropy)

    def __init__(
        self,
        name: str = "binary_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        label_smoothing: Fraction = 0,
    ) -> None:
        super().__init__(name, dtype)
        self.from_logits = from_logits
        self.label_smoothing = label_smoothing


@register("metric", category="Probability", aliases=("categorical_crossentropy",))
class CategoricalCrossentropy(FunctionMetric):
    """Cross-entropy for one-hot targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        from_logits: Whether the model's output is without softmax.
        label_smoothing: How far labels are moved towards equal probabilities, 0 to 1.
        axis: Axis of the classes.
    """

    function = staticmethod(losses.categorical_crossentropy)

    def __init__(
        self,
        name: str = "categorical_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        label_smoothing: Fraction = 0,
        axis: Axis = -1,
    ) -> None:
        super().__init__(name, dtype)
        self.from_logits = from_logits
        self.label_smoothing = label_smoothing
        self.axis = axis


@register("metric", category="Probability", aliases=("sparse_categorical_crossentropy",))
class SparseCategoricalCrossentropy(FunctionMetric):
    """Cross-entropy for class numbers as targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
        from_logits: Whether the model's output is without softmax.
        ignore_class: Label that does not count, for example -1 for unknown.
        axis: Axis of the classes.
    """

    function = staticmethod(losses.sparse_categorical_crossentropy)

    def __init__(
        self,
        name: str = "sparse_categorical_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        ignore_class: int | None = None,
        axis: Axis = -1,
    ) -> None:
        super().__init__(name, dtype)
        self.from_logits = from_logits
        self.ignore_class = ignore_class
        self.axis = axis


@register("metric", category="Margin", aliases=("hinge",))
class Hinge(FunctionMetric):
    """Mean of ``max(1 - y_true * y_pred, 0)``.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.hinge)


@register("metric", category="Margin", aliases=("squared_hinge",))
class SquaredHinge(FunctionMetric):
    """Mean of the squared hinge.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.squared_hinge)


@register("metric", category="Margin", aliases=("categorical_hinge",))
class CategoricalHinge(FunctionMetric):
    """Hinge for one-hot targets.

    Args:
        name: Name of the metric.
        dtype: Number type of the result.
    """

    function = staticmethod(losses.categorical_hinge)


def resolve_crossentropy(y_true_shape: Sequence[Any], y_pred_shape: Sequence[Any]) -> type[FunctionMetric]:
    """Returns the class that ``"crossentropy"`` means for targets and outputs of these shapes."""
    if y_pred_shape[-1] == 1:
        return BinaryCrossentropy
    if is_sparse(y_true_shape, y_pred_shape):
        return SparseCategoricalCrossentropy
    return CategoricalCrossentropy
