"""Preprocessing layers that scale numbers: Rescaling and Normalization."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from layerloom import config, ops
from layerloom.declaration import register
from layerloom.declaration.fields import Axis
from layerloom.errors import FieldError, LayerloomError, ShapeError
from layerloom.layers.layer import Layer
from layerloom.tensors import Array, Tensor, Variable

__all__ = ["Normalization", "Rescaling"]


@register("layer", category="Preprocessing", start={"scale": 1 / 255})
class Rescaling(Layer):
    """Multiplies by a number and adds another, for example to bring pixels from 0..255 to 0..1.

    Input and output have the same shape.

    Args:
        scale: Factor, one number or one for each channel.
        offset: Added afterwards, likewise.
    """

    supports_masking = True

    def __init__(self, scale: Any, offset: Any = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name, value in (("scale", scale), ("offset", offset)):
            if np.asarray(value).dtype.kind not in "iuf":
                raise FieldError(f"Rescaling: {name} must be a number or a list of numbers, got {value!r}.")
        self.scale = scale
        self.offset = offset
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns ``inputs * scale + offset`` in floating point numbers."""
        scale, offset = (np.asarray(value, self.compute_dtype) for value in (self.scale, self.offset))
        if scale.ndim and config.image_data_format() == "channels_first":
            scale = scale.reshape(scale.shape + (1,) * (3 - scale.ndim))
        return ops.cast(inputs, dtype=self.compute_dtype) * scale + offset

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape


@register("layer", category="Preprocessing")
class Normalization(Layer):
    """Brings each feature to mean 0 and variance 1 by numbers that ``adapt`` learns from data, or given ones.

    Input and output have the same shape.

    Args:
        axis: The axis or axes whose places have numbers of their own; None for one mean of everything.
        mean: Mean of each feature, where it is known.
        variance: Variance of each feature, given together with ``mean``.
        invert: Whether to go back from normalized numbers to the original ones.
    """

    supports_masking = True

    def __init__(
        self,
        axis: Axis | None = -1,
        mean: Any = None,
        variance: Any = None,
        invert: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        axes = () if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
        self.axis = axes
        if (mean is None) != (variance is None) or np.shape(mean) != np.shape(variance):
            raise FieldError("Normalization: mean and variance must be given together and in the same shape.")
        if mean is not None and np.ndim(mean) > len(axes):
            raise FieldError(
                f"Normalization: mean has {np.ndim(mean)} axes, axis={axis!r} names {len(axes)} of the input."
            )
        self.input_mean = mean
        self.input_variance = variance
        self.invert = invert
        self._kept: tuple[int, ...] = ()
        self._input_shape: tuple[int | None, ...] = ()

    def build(self, input_shape: Any) -> None:
        """Makes mean, variance and count, where they are not given."""
        rank = len(input_shape)
        if any(not -rank <= axis < rank for axis in self.axis):
            raise ShapeError(
                f"Layer {self._title}: axis={list(self.axis)} is not among the axes of the input {input_shape}."
            )
        self._kept = tuple(sorted(axis % rank for axis in self.axis))
        self._input_shape = tuple(input_shape)
        sizes = tuple(input_shape[axis] for axis in self._kept)
        if None in sizes:
            raise ShapeError(
                f"Layer {self._title}: the sizes along axis={list(self.axis)} must be known, "
                f"the input is {input_shape}."
            )
        if self.input_mean is None:
            self.adapt_mean: Variable = self.add_weight(
                shape=sizes, initializer="zeros", trainable=False, name="mean"
            )
            self.adapt_variance: Variable = self.add_weight(
                shape=sizes, initializer="ones", trainable=False, name="variance"
            )
            self.count = self.add_weight(
                shape=(), dtype="int32", initializer="zeros", trainable=False, name="count"
            )
        self.built = True

    def adapt(self, data: Any) -> None:
        """Learns mean and variance.

        Args:
            data: An array, or batches of arrays.

        Raises:
            LayerloomError: If there is no data, or mean and variance were given.
        """
        if self.input_mean is not None:
            raise LayerloomError(
                f"Layer {self._title} was given its mean and variance: it has nothing to learn."
            )
        whole = isinstance(data, (np.ndarray, Tensor))
        batches: Iterable[Any] = [data] if whole else data
        mean, variance, count = np.zeros(()), np.zeros(()), 0
        for batch in batches:
            values = np.asarray(batch[0] if isinstance(batch, tuple) else batch)
            if not self.built:
                self._build_on({"inputs": (None, *values.shape[1:]) if 0 not in self.axis else values.shape})
            reduced = tuple(axis for axis in range(values.ndim) if axis not in self._kept)
            size = math.prod(values.shape[axis] for axis in reduced)
            count += size
            share = size / count
            own_mean, own_variance = (
                values.mean(axis=reduced, dtype="f8"),
                values.var(axis=reduced, dtype="f8"),
            )
            together = mean * (1 - share) + own_mean * share
            variance = (variance + (mean - together) ** 2) * (1 - share)
            variance = variance + (own_variance + (own_mean - together) ** 2) * share
            mean = together
        if not count:
            raise LayerloomError(f"Layer {self._title} cannot adapt: there is no data.")
        if mean.shape != self.adapt_mean.shape:
            raise ShapeError(
                f"Layer {self._title} is built for the input {self._input_shape}; the data has another shape."
            )
        self.adapt_mean.assign(mean)
        self.adapt_variance.assign(variance)

    def call(self, inputs: Any) -> Any:
        """Returns the normalized inputs, or with ``invert`` the original ones."""
        # Inputs with more axes broadcast, as in Keras.
        mean, variance = self._statistics(len(self._input_shape))
        deviation = np.maximum(np.sqrt(variance), np.asarray(config.epsilon(), variance.dtype))
        x = ops.cast(inputs, dtype=self.compute_dtype)
        return x * deviation + mean if self.invert else (x - mean) / deviation

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data, with Keras's keys."""
        given = {
            "mean": np.array(self.input_mean).tolist(),
            "variance": np.array(self.input_variance).tolist(),
        }
        return {**super().get_config(), "axis": list(self.axis), **given}

    def _statistics(self, rank: int) -> tuple[Array, Array]:
        """Returns mean and variance in shapes that broadcast to the input."""
        if self.input_mean is None:
            sizes = dict(zip(self._kept, self.adapt_mean.shape, strict=True))
            shape = [sizes.get(axis, 1) for axis in range(rank)]
            found = [self.adapt_mean.value, self.adapt_variance.value]
        else:
            found = [np.asarray(self.input_mean), np.asarray(self.input_variance)]
            shape = [1] * rank
            for axis, size in zip(self._kept[::-1], found[0].shape[::-1], strict=False):
                shape[axis] = size
        first, second = (x.astype(self.compute_dtype).reshape(shape) for x in found)
        return first, second
