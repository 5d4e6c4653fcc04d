"""GroupQueryAttention: several query heads share the keys and values of one head."""

from __future__ import annotations

from typing import Any

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ConstraintLike,
    Fraction,
    InitializerLike,
    PositiveInt,
    RegularizerLike,
)
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.attention.heads import HeadedAttention, Shape
from layerloom.layers.einsum_dense import EinsumDense

__all__ = ["GroupQueryAttention", "GroupedQueryAttention"]


@register(
    "layer",
    category="Attention",
    start={"head_dim": 16, "num_query_heads": 4, "num_key_value_heads": 2},
    aliases=("GroupedQueryAttention",),
)
class GroupQueryAttention(HeadedAttention):
    """Multi-head attention in which groups of query heads share one head of keys and values, which saves weights.

    Call it with a query ``(batch, queries, features)`` and a value ``(batch, values, features)``, and a key if it
    differs from the value. Output shape: that of the query.

    Args:
        head_dim: Size of each head.
        num_query_heads: Number of query heads.
        num_key_value_heads: Number of heads of keys and values; it divides the query heads.
        dropout: Share of the attention to drop while training.
        use_bias: Whether the projections add a bias.
        sliding_window: A query sees only values less than this number of steps away; None for no limit.
        kernel_initializer: How the kernels of the projections start.
        bias_initializer: How the biases of the projections start.
        kernel_regularizer: Penalty on the kernels.
        bias_regularizer: Penalty on the biases.
        activity_regularizer: Penalty on the outputs of the projections.
        kernel_constraint: Projection of the kernels after each update.
        bias_constraint: Projection of the biases after each update.
        use_gate: Whether a learned gate of the query scales the result.
        seed: Makes the dropout reproducible.
    """

    #: Keras's own name of the class, which shows in the paths of weights.
    path_name = "GroupedQueryAttention"

    def __init__(
        self,
        head_dim: PositiveInt,
        num_query_heads: PositiveInt,
        num_key_value_heads: PositiveInt,
        dropout: Fraction = 0.0,
        use_bias: bool = True,
        sliding_window: PositiveInt | None = None,
        kernel_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        kernel_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        activity_regularizer: RegularizerLike = None,
        kernel_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        use_gate: bool = False,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.pop("flash_attention", None)  # a matter of speed on other machines
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.head_dim = int(head_dim)
        self.num_query_heads = int(num_query_heads)
        self.num_key_value_heads = int(num_key_value_heads)
        if self.num_query_heads % self.num_key_value_heads:
            raise FieldError(
                f"GroupQueryAttention: num_key_value_heads={num_key_value_heads} must divide "
                f"num_query_heads={num_query_heads}."
            )
        self._settle(
            size=self.head_dim,
            dropout=dropout,
            use_bias=use_bias,
            sliding_window=sliding_window,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            bias_constraint=bias_constraint,
            use_gate=use_gate,
            seed=seed,
        )

    def build(self, query_shape: Any, value_shape: Any, key_shape: Any = None) -> None:
        """Makes the projections of query, key, value and output."""
        key_shape = value_shape if key_shape is None else key_shape
        self.compute_output_shape(query_shape, value_shape, key_shape)
        queries = (None, self.num_query_heads, self.head_dim)
        values = (None, self.num_key_value_heads, self.head_dim)
        self._query_dense = self._projection("query", "bqm,muh->bquh", queries, "uh", query_shape)
        self._key_dense = self._projection("key", "bkm,mvh->bkvh", values, "vh", key_shape)
        if self.use_gate:
            self._gate_dense = self._projection(
                "gate", "bqm,muh->bquh", queries, "uh", query_shape, "sigmoid"
            )
        self._value_dense = self._projection("value", "bkm,mvh->bkvh", values, "vh", value_shape)
        ends, found = (None, query_shape[-1]), (None, None, self.num_query_heads, self.head_dim)
        self._output_dense = self._projection("attention_output", "bquh,uhm->bqm", ends, "m", found)
        self.built = True

    def _projections(self) -> tuple[EinsumDense, EinsumDense, EinsumDense, EinsumDense]:
        return self._query_dense, self._key_dense, self._value_dense, self._output_dense

    def _spread(self, x: Any) -> Any:
        return ops.repeat(x, self.num_query_heads // self.num_key_value_heads, axis=2)

    def _equations(self, rank: int) -> tuple[str, str, tuple[int, ...]]:
        return "bkuh,bquh->buqk", "buqk,bkuh->bquh", (3,)

    def _output_sizes(self, shape: Shape) -> Shape:
        if len(shape) != 3:
            raise ShapeError(
                f"Layer {self._title} takes queries (batch, steps, features), their shape is {shape}."
            )
        return shape

    def _scores_shape(self, query: Shape, value: Shape) -> Shape:
        return (query[0], self.num_query_heads, query[1], value[1])


GroupedQueryAttention = GroupQueryAttention
