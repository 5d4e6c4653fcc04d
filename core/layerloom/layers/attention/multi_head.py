"""MultiHeadAttention: several heads that each attend in their own way."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase as letters
from typing import Annotated, Any

from layerloom.declaration import register, serialize
from layerloom.declaration.fields import (
    Axis,
    ConstraintLike,
    Fraction,
    InitializerLike,
    PositiveInt,
    RegularizerLike,
    Role,
)
from layerloom.layers.attention.heads import HeadedAttention, Shape
from layerloom.layers.einsum_dense import EinsumDense
from layerloom.tensors import Tensor

__all__ = ["MultiHeadAttention"]


@register("layer", category="Attention", start={"num_heads": 4, "key_dim": 16})
class MultiHeadAttention(HeadedAttention):
    """Lets each step of a sequence look at the steps of another one, or of itself, with several heads.

    Call it with a query ``(batch, queries, features)`` and a value ``(batch, values, features)``, and a key if it
    differs from the value. Output shape: that of the query.

    Args:
        num_heads: Number of heads.
        key_dim: Size of each head's queries and keys.
        value_dim: Size of each head's values; None for that of the keys.
        dropout: Share of the attention to drop while training.
        use_bias: Whether the projections add a bias.
        output_shape: Sizes of the output behind the query's axes; None for the query's features.
        attention_axes: Axes along which to attend; None for all but batch and features.
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

    def __init__(
        self,
        num_heads: PositiveInt,
        key_dim: PositiveInt,
        value_dim: PositiveInt | None = None,
        dropout: Fraction = 0.0,
        use_bias: bool = True,
        output_shape: Annotated[int | Sequence[int], Role("shape")] | None = None,
        attention_axes: Axis | None = None,
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
        super().__init__(**kwargs)
        self.num_heads = int(num_heads)
        self.key_dim = int(key_dim)
        self.value_dim = int(value_dim or key_dim)
        # Not called output_shape: that is what models call the shape of their output.
        self.output_sizes = (output_shape,) if isinstance(output_shape, int) else tuple(output_shape or ())
        self.attention_axes = [attention_axes] if isinstance(attention_axes, int) else attention_axes
        self._settle(
            size=self.key_dim,
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
        rank = len(query_shape)
        equation, free = _projection(rank - 1, 1, 2), (None,) * (rank - 2)
        heads, keys = letters[rank : rank + 2], (*free, self.num_heads, self.key_dim)
        values = (*free, self.num_heads, self.value_dim)
        self.query_dense = self._projection("query", equation, keys, heads, query_shape)
        self.key_dense = self._projection("key", equation, keys, heads, key_shape)
        if self.use_gate:
            self._gate_dense = self._projection("gate", equation, values, heads, query_shape, "sigmoid")
        self.value_dense = self._projection("value", equation, values, heads, value_shape)
        ends = self.output_sizes or (query_shape[-1],)
        back, made = _projection(rank - 1, 2, len(ends)), letters[rank + 1 : rank + 1 + len(ends)]
        found = (*query_shape[:-1], self.num_heads, self.value_dim)
        self.output_dense = self._projection("attention_output", back, (*free, *ends), made, found)
        self.built = True

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data, with Keras's keys."""
        penalty = serialize(self._projection_penalty)
        sizes = list(self.output_sizes) or None
        return {**super().get_config(), "output_shape": sizes, "activity_regularizer": penalty}

    def _axes(self, rank: int) -> tuple[int, ...]:
        """Returns the axes of attention of a query with heads."""
        if self.attention_axes is None:
            return tuple(range(1, rank - 2))
        return tuple(axis if axis >= 0 else rank - 1 + axis for axis in self.attention_axes)

    def _projections(self) -> tuple[EinsumDense, EinsumDense, EinsumDense, EinsumDense]:
        return self.query_dense, self.key_dense, self.value_dense, self.output_dense

    def _take_masks_off(self, *tensors: Any) -> None:
        # Keras does so, and what else uses these tensors sees no mask: in a residual block the mask ends. The same
        # numbers need the same.
        for tensor in tensors:
            if isinstance(tensor, Tensor):
                tensor._keras_mask = None

    def _equations(self, rank: int) -> tuple[str, str, tuple[int, ...]]:
        axes = self._axes(rank)
        target = letters[:rank]
        others = iter(letters[rank:])
        source = "".join(next(others) if i in axes else letter for i, letter in enumerate(target))
        batch = "".join(target[i] for i in range(rank - 1) if i not in axes)
        scores = batch + "".join(target[i] for i in axes) + "".join(source[i] for i in axes)
        last = tuple(range(len(scores) - len(axes), len(scores)))
        return f"{source},{target}->{scores}", f"{scores},{source}->{target}", last

    def _output_sizes(self, shape: Shape) -> Shape:
        return (*shape[:-1], *self.output_sizes) if self.output_sizes else shape

    def _scores_shape(self, query: Shape, value: Shape) -> Shape:
        axes = self._axes(len(query) + 1)
        batch = [size for i, size in enumerate(query[:-1]) if i not in axes]
        return (*batch, self.num_heads, *(query[i] for i in axes), *(value[i] for i in axes))


def _projection(free: int, bound: int, made: int) -> str:
    """Returns the equation that keeps ``free`` axes, sums up ``bound`` ones and makes ``made`` new ones."""
    kept, summed = letters[:free], letters[free : free + bound]
    new = letters[free + bound : free + bound + made]
    return f"{kept}{summed},{summed}{new}->{kept}{new}"
