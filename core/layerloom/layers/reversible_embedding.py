"""ReversibleEmbedding: from whole numbers to vectors, and from vectors back to a score for each number."""

from __future__ import annotations

from typing import Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import ConstraintLike, InitializerLike, PositiveInt, RegularizerLike
from layerloom.layers.embedding import Embedding
from layerloom.tensors import KerasTensor

__all__ = ["ReversibleEmbedding"]


@register("layer", category="Core", start={"input_dim": 1000, "output_dim": 64})
class ReversibleEmbedding(Embedding):
    """An embedding that language models also use backwards, to score every number by a vector.

    Input shape: ``(batch, ...)`` of whole numbers, output ``(batch, ..., output_dim)``; with ``reverse=True`` vectors
    ``(batch, ..., output_dim)``, output ``(batch, ..., input_dim)``.

    Args:
        input_dim: How many different numbers there are: the largest one plus 1.
        output_dim: Length of each vector.
        tie_weights: Whether both ways use the same weights.
        embeddings_initializer: How the vectors start.
        embeddings_regularizer: Penalty on the vectors.
        embeddings_constraint: Projection of the vectors after each update.
        mask_zero: Whether 0 stands for padding that later layers skip.
        reverse_dtype: Number type of the way back.
        logit_soft_cap: Bound that the scores approach but never pass.
    """

    def __init__(
        self,
        input_dim: PositiveInt,
        output_dim: PositiveInt,
        tie_weights: bool = True,
        embeddings_initializer: InitializerLike = "uniform",
        embeddings_regularizer: RegularizerLike = None,
        embeddings_constraint: ConstraintLike = None,
        mask_zero: bool = False,
        reverse_dtype: str | None = None,
        logit_soft_cap: float | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            input_dim,
            output_dim,
            embeddings_initializer=embeddings_initializer,
            embeddings_regularizer=embeddings_regularizer,
            embeddings_constraint=embeddings_constraint,
            mask_zero=mask_zero,
            **kwargs,
        )
        self.tie_weights = tie_weights
        self.reverse_dtype = reverse_dtype
        self.logit_soft_cap = logit_soft_cap

    def build(self, input_shape: Any = None) -> None:
        """Makes ``embeddings``, and ``reverse_embeddings`` where the ways do not share them."""
        if self.built:
            return
        super().build(input_shape)
        if not self.tie_weights:
            self.reverse_embeddings = self.add_weight(
                shape=(self.output_dim, self.input_dim),
                initializer=self.embeddings_initializer,
                name="reverse_embeddings",
            )

    def call(self, inputs: Any, reverse: bool = False) -> Any:
        """Returns the vector of every number, or with ``reverse`` the scores of all numbers for every vector."""
        if not reverse:
            return super().call(inputs)
        kernel = ops.transpose(self.embeddings) if self.tie_weights else self.reverse_embeddings
        if self.reverse_dtype is not None:
            inputs, kernel = (ops.cast(item, self.reverse_dtype) for item in (inputs, kernel))
        scores = ops.matmul(inputs, kernel)
        if self.logit_soft_cap is None:
            return scores
        return ops.tanh(scores / self.logit_soft_cap) * self.logit_soft_cap

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """True where the number is not 0, if 0 stands for padding; the way back has no mask."""
        whole = getattr(inputs, "dtype", "").startswith(("int", "uint"))
        return super().compute_mask(inputs, previous_mask) if whole else None

    def compute_output_spec(self, inputs: Any, reverse: bool = False) -> Any:
        """Returns the symbolic vectors or scores."""
        return KerasTensor(self.compute_output_shape(inputs.shape, reverse), self.compute_dtype)

    def compute_output_shape(self, input_shape: Any, reverse: bool = False) -> tuple[int | None, ...]:
        """The input's shape with ``output_dim`` at its end, or with ``input_dim`` in place of its last size."""
        return (*input_shape[:-1], self.input_dim) if reverse else (*input_shape, self.output_dim)
