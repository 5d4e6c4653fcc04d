"""Numbers to categories: CategoryEncoding and Discretization."""

from __future__ import annotations

from typing import Any, Literal, Self

import numpy as np

from layerloom import config
from layerloom.declaration import register
from layerloom.declaration.fields import PositiveInt
from layerloom.errors import FieldError, LayerloomError
from layerloom.layers.preprocessing.categories import (
    CategoryLayer,
    as_array,
    check_mode,
    encode,
    refuse_sparse,
)
from layerloom.layers.preprocessing.streams import batches_of
from layerloom.tensors import Array

__all__ = ["CategoryEncoding", "Discretization"]


@register("layer", category="Preprocessing", start={"num_tokens": 10})
class CategoryEncoding(CategoryLayer):
    """Turns whole numbers below ``num_tokens`` into rows of as many columns.

    Input shape: ``(batch, length)``. Output shape: ``(batch, num_tokens)``, with "one_hot" and a length above 1
    ``(batch, length, num_tokens)``.

    Args:
        num_tokens: How many different numbers there are.
        output_mode: One row per number (one_hot), one per sample that marks its numbers (multi_hot) or counts them.
        sparse: Kept for files; only dense tensors exist here.
    """

    def __init__(
        self,
        num_tokens: PositiveInt,
        output_mode: Literal["multi_hot", "one_hot", "count"] = "multi_hot",
        sparse: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        mode = {"binary": "multi_hot"}.get(output_mode, output_mode)
        check_mode("CategoryEncoding", mode, "multi_hot", "one_hot", "count")
        refuse_sparse("CategoryEncoding", sparse)
        if num_tokens is None or num_tokens < 1:
            raise FieldError(f"CategoryEncoding: num_tokens must be at least 1, got {num_tokens!r}.")
        self.num_tokens, self.output_mode, self.sparse = int(num_tokens), str(mode), sparse
        self.built = True

    def call(self, inputs: Any, count_weights: Any = None) -> Any:
        """Returns the rows; ``count_weights`` says what each number counts with "count"."""
        if count_weights is not None and self.output_mode != "count":
            raise LayerloomError(f"Layer {self._title}: count_weights needs output_mode='count'.")
        numbers = as_array(inputs).astype("int64")
        return encode(numbers, self.output_mode, self.num_tokens, self.compute_dtype, count_weights)

    def _depth(self) -> int:
        return self.num_tokens


@register("layer", category="Preprocessing", start={"num_bins": 10})
class Discretization(CategoryLayer):
    """Replaces numbers by that of the bin in which they lie, between given bounds or ones that ``adapt`` learns.

    Output shape: the input's, or with another ``output_mode`` a row with a column for each bin.

    Args:
        bin_boundaries: Bounds between bins, rising.
        num_bins: Number of bins that ``adapt`` finds, of equally many samples.
        epsilon: How far the share of samples in a bin may be off.
        output_mode: Indices (int), or rows for each number (one_hot) or sample (multi_hot, count).
        sparse: Kept for files; only dense tensors exist here.
    """

    def __init__(
        self,
        bin_boundaries: Any = None,
        num_bins: PositiveInt | None = None,
        epsilon: float = 0.01,
        output_mode: Literal["int", "one_hot", "multi_hot", "count"] = "int",
        sparse: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        check_mode("Discretization", output_mode, "int", "one_hot", "multi_hot", "count")
        refuse_sparse("Discretization", sparse)
        if (num_bins is None) == (bin_boundaries is None):
            raise FieldError("Discretization needs either bin_boundaries or num_bins.")
        self.bin_boundaries = None if bin_boundaries is None else [float(bound) for bound in bin_boundaries]
        self.num_bins, self.epsilon = num_bins, epsilon
        self.output_mode, self.sparse = str(output_mode), sparse
        self.built = True
        self.reset_state()

    def reset_state(self) -> None:
        """Forgets the data seen by ``update_state``."""
        self._seen: Array = np.zeros((2, 0), "float32")

    def update_state(self, data: Any) -> None:
        """Takes a batch of numbers into account."""
        values = np.sort(as_array(data).astype("float32"), axis=None)
        step = max(values.size * self.epsilon, 1)
        kept = values[int(step - 1) :: int(step)]
        both = np.concatenate([np.stack([kept, np.full_like(kept, step)]), self._seen], axis=1)
        self._seen = _condensed(both[:, np.argsort(both[0])], self.epsilon)

    def finalize_state(self) -> None:
        """Sets the bounds by the data that was seen."""
        if self.num_bins is not None and self._seen.size:
            self.bin_boundaries = _condensed(self._seen, 1.0 / self.num_bins)[0, :-1].tolist()

    def learn_from_summary(self, summary: Any) -> None:
        """Sets the bounds by values and how often they were seen, (2, values), which files of tf.keras keep.

        Raises:
            LayerloomError: If it is no such table.
        """
        found = as_array(summary).astype("float32")
        if found.ndim != 2 or len(found) != 2 or not np.isfinite(found).all():
            raise LayerloomError(
                f"Layer {self._title}: its summary of the data must have two rows of numbers."
            )
        self._seen = found
        if self.bin_boundaries is None:
            self.finalize_state()

    def adapt(self, data: Any, steps: int | None = None) -> None:
        """Learns the bounds.

        Args:
            data: An array, or batches of arrays.
            steps: How many batches to look at.
        """
        if self.num_bins is None:
            raise LayerloomError(
                f"Layer {self._title} was given its bin_boundaries: it has nothing to learn."
            )
        self.reset_state()
        for batch in batches_of(data, steps):
            self.update_state(batch)
        self.finalize_state()

    def call(self, inputs: Any) -> Any:
        """Returns the bin of each number."""
        if self.bin_boundaries is None:
            raise LayerloomError(
                f"Layer {self._title} knows no bins: call adapt(data) first, or give bin_boundaries."
            )
        bins = np.digitize(as_array(inputs), np.asarray(self.bin_boundaries, "float32"))
        return encode(bins, self.output_mode, len(self.bin_boundaries) + 1, self._output_dtype())

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments with the bounds that were learned."""
        config = {**super().get_config(), "bin_boundaries": self.bin_boundaries}
        del config["trainable"]  # the class of Keras does not take it
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes the layer, with bounds that it had learned."""
        config, bounds = dict(config), config.get("bin_boundaries")
        if config.get("num_bins") is not None:
            config["bin_boundaries"] = None
        layer = cls(**config)
        layer.bin_boundaries = bounds
        return layer

    def _depth(self) -> int | None:
        return self.num_bins if self.bin_boundaries is None else len(self.bin_boundaries) + 1

    def _output_dtype(self) -> str:
        return "int32" if self.output_mode == "int" else config.floatx()


def _condensed(summary: Array, share: float) -> Array:
    """Returns values and weights at equal steps of the share, where there are more than that."""
    values, weights = summary
    if values.size * share < 1:
        return summary
    total = weights.cumsum()
    places, shares = share + np.arange(0.0, 1.0, share), total / total[-1]
    sums = np.interp(places, shares, total)
    return np.stack([np.interp(places, shares, values), np.diff(sums, prepend=0)]).astype("float32")
