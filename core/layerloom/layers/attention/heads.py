"""What multi-head and group-query attention share: projections, masks, dropout and gates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from layerloom import constraints, initializers, ops, random, regularizers
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.attention.seeing import seen_values
from layerloom.layers.einsum_dense import EinsumDense
from layerloom.layers.layer import Layer
from layerloom.tensors import KerasTensor

Shape = tuple[int | None, ...]


class HeadedAttention(Layer):
    """Base of layers in which several heads attend, each with projections of its own.

    Args:
        quantization: How projections are quantized, by their names (``query``, ``key``, ``value``,
            ``attention_output``); see :mod:`layerloom.layers.quantized`.

    Raises:
        FieldError: If that is no mapping of mappings.
    """

    supports_masking = True
    _gate_dense: EinsumDense
    _quantization: Mapping[str, Any] = {}

    def __init__(self, **kwargs: Any) -> None:
        quantization = kwargs.pop("quantization", None)
        super().__init__(**kwargs)
        if quantization is None:
            return
        if not isinstance(quantization, Mapping) or not all(
            isinstance(how, Mapping) for how in quantization.values()
        ):
            raise FieldError(f"{type(self).__name__}: its quantization {quantization!r:.80} is not known.")
        self._quantization = quantization

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data; quantization only where there is some."""
        config = super().get_config()
        if self.built:
            dense = self._projections()
            found = {item.name: dict(item.quantization) for item in dense if hasattr(item, "quantization")}
        else:
            found = {name: dict(how) for name, how in self._quantization.items()}
        return {**config, "quantization": found} if found else config

    def _settle(
        self,
        *,
        size: int,
        dropout: float,
        use_bias: bool,
        sliding_window: int | None,
        kernel_initializer: Any,
        bias_initializer: Any,
        kernel_regularizer: Any,
        bias_regularizer: Any,
        activity_regularizer: Any,
        kernel_constraint: Any,
        bias_constraint: Any,
        use_gate: bool,
        seed: int | None,
    ) -> None:
        """Takes the settings that all kinds have; ``size`` is that of a head."""
        self.dropout = float(dropout)
        self.use_bias = use_bias
        self.sliding_window = sliding_window
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self._projection_penalty = regularizers.get(activity_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.use_gate = use_gate
        self.seed = seed
        self.seed_generator = random.SeedGenerator(seed) if self.dropout > 0 else None
        self._scale = 1.0 / math.sqrt(size)

    def _projection(
        self, name: str, equation: str, sizes: Any, bias_axes: str, shape: Any, activation: str | None = None
    ) -> EinsumDense:
        """Makes one of the inner dense layers and its weights, with initializers of its own."""

        def copy(initializer: Any) -> Any:
            # One initializer with a seed would give all projections the same values.
            fresh = hasattr(initializer, "get_config")
            return type(initializer).from_config(initializer.get_config()) if fresh else initializer

        dense = EinsumDense(
            equation,
            output_shape=sizes,
            bias_axes=bias_axes if self.use_bias else None,
            activation=activation,
            kernel_initializer=copy(self.kernel_initializer),
            bias_initializer=copy(self.bias_initializer),
            kernel_regularizer=self.kernel_regularizer,
            bias_regularizer=self.bias_regularizer,
            activity_regularizer=self._projection_penalty,
            kernel_constraint=self.kernel_constraint,
            bias_constraint=self.bias_constraint,
            dtype=self.dtype_policy,
            name=name,
        )
        dense.supports_masking = True  # masks are seen to here, the inner layer need not warn of them
        dense.build(shape)
        if name in self._quantization:
            dense.become_quantized(self._quantization[name])
        return dense

    def call(
        self,
        query: Any,
        value: Any,
        key: Any = None,
        query_mask: Any = None,
        value_mask: Any = None,
        key_mask: Any = None,
        attention_mask: Any = None,
        return_attention_scores: bool = False,
        training: bool | None = None,
        use_causal_mask: bool = False,
    ) -> Any:
        """Returns what each query finds among the values.

        Args:
            query: Tensor (batch, queries, features).
            value: Tensor (batch, values, features).
            key: Tensor like ``value``, which is the default.
            query_mask: True where a query counts; comes with the tensor by itself.
            value_mask: True where a value counts; likewise.
            key_mask: True where a key counts; likewise.
            attention_mask: True where a query may see a value, (batch, queries, values).
            return_attention_scores: Whether to return the shares of the values, too.
            training: Whether to drop shares.
            use_causal_mask: Whether a query sees only the values up to its own place.
        """
        self._take_masks_off(query, value, key)
        mask = seen_values(
            query.shape[1],
            value.shape[1],
            query_mask=query_mask,
            value_mask=value_mask,
            key_mask=key_mask,
            attention_mask=attention_mask,
            causal=use_causal_mask,
            window=self.sliding_window,
        )
        query_dense, key_dense, value_dense, output_dense = self._projections()
        q = query_dense(query)
        k = self._spread(key_dense(value if key is None else key))
        v = self._spread(value_dense(value))
        if self.dropout > 0 or return_attention_scores or len(q.shape) != 4:
            found, scores = self._weigh(q, k, v, mask, bool(training))
        else:
            wide = mask[:, None] if mask is not None and mask.ndim == 3 else mask
            found, scores = ops.dot_product_attention(q, k, v, mask=wide, scale=self._scale), None
        if self.use_gate:
            found = found * self._gate_dense(query)
        output = output_dense(found)
        return (output, scores) if return_attention_scores else output

    def _projections(self) -> tuple[EinsumDense, EinsumDense, EinsumDense, EinsumDense]:
        """Returns the inner layers of query, key, value and output."""
        raise NotImplementedError

    def _take_masks_off(self, *tensors: Any) -> None:
        """Lets the masks of the inputs end here, where they are to."""

    def _spread(self, x: Any) -> Any:
        """Gives keys or values as many heads as queries have."""
        return x

    def _equations(self, rank: int) -> tuple[str, str, tuple[int, ...]]:
        """Returns how scores and results are computed, and the axes of the values in the scores."""
        raise NotImplementedError

    def _weigh(self, q: Any, k: Any, v: Any, mask: Any, training: bool) -> tuple[Any, Any]:
        """Computes the result by way of the scores."""
        product, combination, axes = self._equations(len(q.shape))
        scores = ops.einsum(product, k, q * self._scale)
        if mask is not None:
            while mask.ndim < len(scores.shape):  # the heads lie before the axes of attention
                mask = mask[(slice(None),) * (mask.ndim - 2 * len(axes)) + (None,)]
            scores = ops.where(mask, scores, -3e4 if scores.dtype == "float16" else -1e9)
        shares = ops.softmax(scores, axis=axes if len(axes) > 1 else axes[0])
        if mask is not None and not self.mask_beside_tensors:  # in Keras 2, who sees nothing takes the mean
            shares = ops.where(mask, shares, 0.0)
        dropped = shares
        if training and self.seed_generator is not None:
            dropped = random.dropout(shares, self.dropout, seed=self.seed_generator)
        return ops.einsum(combination, dropped, v), shares

    def compute_output_spec(self, query: Any, value: Any, key: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs for symbolic inputs."""
        shapes = [tuple(x.shape) for x in (query, value, value if key is None else key)]
        output = KerasTensor(self.compute_output_shape(*shapes), self.compute_dtype)
        wanted = kwargs.get("return_attention_scores", args[4] if len(args) > 4 else False)
        if not wanted:
            return output
        return output, KerasTensor(self._scores_shape(*shapes[:2]), self.compute_dtype)

    def compute_output_shape(self, query_shape: Any, value_shape: Any = None, key_shape: Any = None) -> Shape:
        """The query's shape, with the output's size at its end."""
        value_shape = query_shape if value_shape is None else value_shape
        key_shape = value_shape if key_shape is None else key_shape
        for name, shape in (("value", value_shape), ("key", key_shape)):
            if len(shape) != len(query_shape):
                raise ShapeError(
                    f"Layer {self._title}: query {tuple(query_shape)} and {name} {tuple(shape)} must have "
                    "the same number of axes."
                )
        if any(None not in p and p[0] != p[1] for p in zip(value_shape[1:-1], key_shape[1:-1], strict=True)):
            raise ShapeError(
                f"Layer {self._title}: value {tuple(value_shape)} and key {tuple(key_shape)} may differ "
                "in their last size only."
            )
        return self._output_sizes(tuple(query_shape))

    def _output_sizes(self, shape: Shape) -> Shape:
        return shape

    def _scores_shape(self, query: Shape, value: Shape) -> Shape:
        raise NotImplementedError
