"""Layers that begin a network for sequences: Embedding and Masking."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from layerloom import constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import Bounds, ConstraintLike, InitializerLike, PositiveInt, RegularizerLike
from layerloom.errors import FieldError, LayerloomError
from layerloom.layers.layer import Layer
from layerloom.layers.lora import AdaptableLayer, adapted_weight
from layerloom.tensors import Array, Tensor, wrap

__all__ = ["Embedding", "Masking"]


@register("layer", category="Core", start={"input_dim": 1000, "output_dim": 64})
class Embedding(AdaptableLayer):
    """Replaces whole numbers, such as those of words, by learned vectors.

    Input shape: ``(batch, ...)`` of whole numbers from 0 to ``input_dim - 1``. Output shape:
    ``(batch, ..., output_dim)``.

    Args:
        input_dim: How many different numbers there are: the largest one plus 1.
        output_dim: Length of each vector.
        embeddings_initializer: How the vectors start.
        embeddings_regularizer: Penalty on the vectors.
        embeddings_constraint: Projection of the vectors after each update.
        mask_zero: Whether 0 stands for padding that later layers skip.
        activity_regularizer: Penalty on the output.
    """

    embeddings = adapted_weight("embeddings")
    _adapted = "embeddings"
    _builds_with_alpha = False

    def __init__(
        self,
        input_dim: PositiveInt,
        output_dim: PositiveInt,
        embeddings_initializer: InitializerLike = "uniform",
        embeddings_regularizer: RegularizerLike = None,
        embeddings_constraint: ConstraintLike = None,
        mask_zero: bool = False,
        *,
        activity_regularizer: RegularizerLike = None,
        **kwargs: Any,
    ) -> None:
        start = kwargs.pop("weights", None)
        if kwargs.pop("quantization_config", None) is not None:
            raise FieldError("Embedding: quantization_config is not supported; leave it out.")
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.input_dim = int(input_dim)
        self.output_dim = int(output_dim)
        self.embeddings_initializer = initializers.get(embeddings_initializer)
        self.embeddings_regularizer = regularizers.get(embeddings_regularizer)
        self.embeddings_constraint = constraints.get(embeddings_constraint)
        self.mask_zero = mask_zero
        self.supports_masking = mask_zero
        if start is not None:
            self.build()
            self.set_weights(start if isinstance(start, list) and len(start) == 1 else [start])

    def build(self, input_shape: Any = None) -> None:
        """Makes ``embeddings``, one row ``(output_dim,)`` for each number."""
        if self.built:
            return
        self.embeddings = self.add_weight(
            shape=(self.input_dim, self.output_dim),
            initializer=self.embeddings_initializer,
            regularizer=self.embeddings_regularizer,
            constraint=self.embeddings_constraint,
            name="embeddings",
        )
        self._build_lora()
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the vector of every number."""
        indices = inputs if inputs.dtype in ("int32", "int64") else ops.cast(inputs, dtype="int32")
        if isinstance(indices, Tensor):
            self._check(indices.value)
        vectors = ops.gather_rows(self.embeddings, indices)
        return vectors if vectors.dtype == self.compute_dtype else ops.cast(vectors, dtype=self.compute_dtype)

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """True where the number is not 0, if 0 stands for padding."""
        return ops.not_equal(inputs, 0) if self.mask_zero else None

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The input's shape with ``output_dim`` at its end."""
        return (*input_shape, self.output_dim)

    def _convert(self, value: Any) -> Any:
        # Numbers of words must not lose digits in a short floating point type.
        return wrap(value) if isinstance(value, np.ndarray) else value

    def _check(self, indices: Array) -> None:
        if indices.size and (indices.max() >= self.input_dim or indices.min() < -self.input_dim):
            wrong = indices.max() if indices.max() >= self.input_dim else indices.min()
            raise LayerloomError(
                f"Layer {self._title} got the number {wrong}, it knows 0 to {self.input_dim - 1}: "
                "input_dim must be the largest number plus 1."
            )


@register("layer", category="Core")
class Masking(Layer):
    """Marks the time steps to skip: those where every feature has the mask value.

    Input and output have the same shape ``(batch, steps, features)``; the skipped steps are set to 0.

    Args:
        mask_value: The value that stands for "nothing here".
    """

    supports_masking = True

    def __init__(self, mask_value: Annotated[float, Bounds(finite=False)] = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.mask_value = mask_value
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs with the skipped steps set to 0."""
        return ops.where(ops.any(ops.not_equal(inputs, self.mask_value), axis=-1, keepdims=True), inputs, 0.0)

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """True where a feature differs from the mask value."""
        return ops.any(ops.not_equal(inputs, self.mask_value), axis=-1)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape
