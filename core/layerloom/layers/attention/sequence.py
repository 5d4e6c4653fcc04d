"""Attention and AdditiveAttention: one head without projections."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from layerloom import ops, random
from layerloom.declaration import register
from layerloom.declaration.fields import Fraction
from layerloom.errors import ShapeError
from layerloom.layers.attention.seeing import seen_values
from layerloom.layers.layer import Layer
from layerloom.layers.structures import is_batch_shape, shapes_of
from layerloom.tensors import KerasTensor, Variable

__all__ = ["AdditiveAttention", "Attention"]


class SequenceAttention(Layer):
    """Base of layers that are called on [query, value] or [query, value, key]."""

    supports_masking = True

    def _settle(self, use_scale: bool, dropout: float, seed: int | None) -> None:
        self.use_scale = use_scale
        self.dropout = float(dropout)
        self.seed = seed
        self.seed_generator = random.SeedGenerator(seed) if self.dropout > 0 else None
        self.scale: Variable | None = None

    def call(
        self,
        inputs: Any,
        mask: Any = None,
        training: bool = False,
        return_attention_scores: bool = False,
        use_causal_mask: bool = False,
    ) -> Any:
        """Returns what each query finds among the values.

        Args:
            inputs: [query, value] or [query, value, key].
            mask: True where a query counts, and where a value does: [query mask, value mask].
            training: Whether to drop shares.
            return_attention_scores: Whether to return the shares of the values, too.
            use_causal_mask: Whether a query sees only the values up to its own place.
        """
        query, value = inputs[:2]
        query_mask, value_mask = (*(mask or ()), None, None)[:2]
        scores = self._scores(query, inputs[2] if len(inputs) > 2 else value)
        seen = seen_values(*scores.shape[-2:], value_mask=value_mask, causal=use_causal_mask)
        if seen is not None:
            hidden = np.logical_not(seen)
            scores = ops.where(hidden, scores - (65504.0 if scores.dtype == "float16" else 1e9), scores)
        shares = ops.softmax(scores, axis=-1)
        if training and self.seed_generator is not None:
            shares = random.dropout(shares, self.dropout, seed=self.seed_generator)
        found = ops.matmul(shares, value)
        if query_mask is not None:
            found = ops.where(np.asarray(query_mask)[..., None], found, 0.0)
        return (found, shares) if return_attention_scores else found

    def _scores(self, query: Any, key: Any) -> Any:
        """Returns how well each key fits each query, (batch, queries, values)."""
        raise NotImplementedError

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """The query's mask."""
        return previous_mask[0] if previous_mask else None

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The query's shape with the value's features."""
        if is_batch_shape(input_shape) or len(input_shape) not in (2, 3):
            raise ShapeError(
                f"Layer {self._title} must be called on a list [query, value] or [query, value, key]."
            )
        query, value = (tuple(shape) for shape in input_shape[:2])
        key = tuple(input_shape[2]) if len(input_shape) > 2 else value
        pairs = [(query[-1], key[-1]), *zip(value[:-1], key[:-1], strict=False)]
        if len(value) != len(key) or any(None not in pair and pair[0] != pair[1] for pair in pairs):
            raise ShapeError(
                f"Layer {self._title} cannot compare query {query} with key {key} of value {value}: query and key "
                "must have the same features, key and value the same steps."
            )
        return (*query[:-1], value[-1])

    def compute_output_spec(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs for symbolic inputs."""
        shapes = shapes_of(inputs)
        output = KerasTensor(self.compute_output_shape(shapes), self.compute_dtype)
        if not kwargs.get("return_attention_scores", args[2] if len(args) > 2 else False):
            return output
        return output, KerasTensor((*shapes[0][:-1], shapes[-1][-2]), self.compute_dtype)


@register("layer", category="Attention")
class Attention(SequenceAttention):
    """Averages values by how well their keys fit a query, as the scalar product tells (Luong's attention).

    Call it on ``[query, value]`` or ``[query, value, key]``, each ``(batch, steps, features)``; the key is the value by
    default. Output shape: ``(batch, query's steps, value's features)``.

    Args:
        use_scale: Whether a learned factor scales the scores.
        score_mode: "dot" for the scalar product, "concat" for the sum of tanh(query + key).
        dropout: Share of the attention to drop while training.
        seed: Makes the dropout reproducible.
    """

    def __init__(
        self,
        use_scale: bool = False,
        score_mode: Literal["dot", "concat"] = "dot",
        dropout: Fraction = 0.0,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.score_mode = score_mode
        self._settle(use_scale, dropout, seed)
        self.concat_score_weight: Variable | None = None

    def build(self, input_shape: Any) -> None:
        """Makes the factors of the scores, where there are any."""
        self.compute_output_shape(input_shape)
        if self.use_scale:
            self.scale = self.add_weight(shape=(), initializer="ones", name="scale")
        if self.score_mode == "concat":
            self.concat_score_weight = self.add_weight(
                shape=(), initializer="ones", name="concat_score_weight"
            )
        self.built = True

    def _scores(self, query: Any, key: Any) -> Any:
        if self.score_mode == "dot":
            scores = ops.matmul(query, ops.swapaxes(key, -2, -1))
            return scores if self.scale is None else scores * self.scale
        sums = ops.expand_dims(query, axis=-2) + ops.expand_dims(key, axis=-3)
        sums = sums if self.scale is None else sums * self.scale
        return ops.sum(ops.tanh(sums), axis=-1) * self.concat_score_weight


@register("layer", category="Attention")
class AdditiveAttention(SequenceAttention):
    """Averages values by how well their keys fit a query, as a sum of tanh(query + key) tells (Bahdanau's attention).

    Call it on ``[query, value]`` or ``[query, value, key]``, each ``(batch, steps, features)``; the key is the value by
    default. Output shape: ``(batch, query's steps, value's features)``.

    Args:
        use_scale: Whether learned factors scale the features.
        dropout: Share of the attention to drop while training.
        seed: Makes the dropout reproducible.
    """

    def __init__(
        self, use_scale: bool = True, dropout: Fraction = 0.0, seed: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._settle(use_scale, dropout, seed)

    def build(self, input_shape: Any) -> None:
        """Makes the factors ``scale``, one for each feature."""
        self.compute_output_shape(input_shape)
        if self.use_scale:
            self.scale = self.add_weight(
                shape=(input_shape[0][-1],), initializer="glorot_uniform", name="scale"
            )
        self.built = True

    def _scores(self, query: Any, key: Any) -> Any:
        bent = ops.tanh(ops.expand_dims(query, axis=-2) + ops.expand_dims(key, axis=-3))
        return ops.sum(bent if self.scale is None else bent * self.scale, axis=-1)
