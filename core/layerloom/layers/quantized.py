"""Layers that Keras 3 quantized, on the plain numbers that their weights stand for.

They are here for files of quantized models; the palette does not offer them. As in Keras their main weight does not
learn, and where inputs were rounded they are rounded in every call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import PositiveInt
from layerloom.errors import FieldError
from layerloom.layers.core import Dense
from layerloom.layers.einsum_dense import EinsumDense
from layerloom.layers.embedding import Embedding
from layerloom.layers.lora import AdaptableLayer, Merged
from layerloom.layers.reversible_embedding import ReversibleEmbedding
from layerloom.saving.quantized import SCALES, can_be_quantized
from layerloom.tensors import Array, Variable

__all__ = ["QuantizedDense", "QuantizedEinsumDense", "QuantizedEmbedding", "QuantizedReversibleEmbedding"]

_MODES = ("int8", "int4", "gptq", "awq", "float8")
_EPSILON = 1e-7
_LONGEST_HISTORY = 2**20

#: Largest value, bits behind the point and smallest exponent of short floating point numbers.
_E4M3, _E5M2 = (448.0, 3, -6), (57344.0, 2, -14)
_BFLOAT16 = (3.3895314e38, 7, -126)


class Quantized(AdaptableLayer):
    """What all layers have that Keras quantized.

    Args:
        quantization: How: ``mode``, the ``numbers`` behind it (bits, size of groups), the ``range`` of the steps to
            which inputs are rounded, and Keras's ``config`` of it; ``None`` for 8 bits on rounded inputs.
    """

    #: The arrays as a file had them, and marks of the weights; they go into the next file where nothing changed.
    _kept: tuple[list[Array], list[bytes]] | None = None

    quantization: dict[str, Any]
    activation: Any
    inputs_scale: Variable
    kernel_scale: Variable
    outputs_grad_scale: Variable

    def __init__(self, *, quantization: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._settle(quantization)

    @classmethod
    def take(cls, layer: AdaptableLayer, quantization: Mapping[str, Any]) -> None:
        """Makes a built layer of the plain class one of this class."""
        layer.__class__ = cls
        assert isinstance(layer, Quantized)
        layer._settle(quantization)
        layer._freeze()

    def _settle(self, quantization: Mapping[str, Any] | None) -> None:
        if not isinstance(quantization, Mapping | None):
            raise FieldError(f"{type(self).__name__}: its quantization {quantization!r:.80} is not known.")
        found: dict[str, Any] = dict(quantization or {"mode": "int8", "range": [-127, 127]})
        steps, history = found.get("range"), found.get("history", 1024)
        numbers = found.get("numbers") or []
        whole = isinstance(numbers, list) and all(type(n) is int for n in [*numbers, history])
        if found.get("mode") not in _MODES or not whole or not 0 < history < _LONGEST_HISTORY:
            raise FieldError(f"{type(self).__name__}: its quantization {found!r:.80} is not known.")
        if steps is not None and (
            not isinstance(steps, list)
            or len(steps) != 2
            or not all(type(n) in (int, float) and abs(n) < 2**31 for n in steps)
            or steps[0] >= steps[1]
            or steps[1] <= 0
        ):
            raise FieldError(
                f"{type(self).__name__}: the range {steps!r:.40} of rounded inputs is no range: "
                "it must end above 0 and begin below its end."
            )
        self.quantization = found

    def build(self, input_shape: Any = None) -> None:
        """Makes the weights of the plain layer, and the scales of short floating point numbers."""
        super().build(input_shape)
        self._freeze()

    @property
    def quantization_mode(self) -> str:
        """How its weights are kept in files: ``"int8"``, ``"int4"``, ``"gptq"``, ``"awq"`` or ``"float8"``."""
        return str(self.quantization["mode"])

    @property
    def saved_variables(self) -> list[Any]:
        """The weights in the order of files, as plain numbers."""
        main = Merged(self) if self.lora_enabled else self._base
        names = ("bias", "reverse_embeddings", *SCALES)
        others = [getattr(self, name, None) for name in names]
        return [main, *(item for item in others if isinstance(item, Variable))]

    def keep_quantized(self, arrays: list[Array]) -> None:
        """Keeps the arrays of a file, whose numbers the weights have now, for the next file."""
        self._kept = arrays, self._marks()

    def kept_arrays(self) -> list[Array] | None:
        """Returns the arrays as a file had them, unless a weight has changed since."""
        if self._kept is None:
            return None
        arrays, marks = self._kept
        return arrays if self._marks() == marks else None

    def _marks(self) -> list[bytes]:
        """Returns a digest of every weight."""
        found = (np.ascontiguousarray(variable.numpy()) for variable in self.saved_variables)
        return [hashlib.blake2b(array.reshape(-1).view(np.uint8).data).digest() for array in found]

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data; what cannot be quantized anew is told as plain."""
        config = super().get_config()
        floats = self.quantization_mode == "float8"
        lost = self.built and not floats and not can_be_quantized(self) and self.kept_arrays() is None
        return {**config, "quantization": {**config["quantization"], "plain": True}} if lost else config

    def _freeze(self) -> None:
        """Ends ``build``: as in Keras the weights that stand for whole numbers do not learn."""
        if self.quantization_mode == "float8":
            history = (int(self.quantization.get("history", 1024)),)
            for name in SCALES:
                shape, start = ((), "ones") if name.endswith("_scale") else (history, "zeros")
                scale = self.add_weight(shape, start, dtype="float32", trainable=False, name=name)
                setattr(self, name, scale)
            return
        for weight in (self._base, getattr(self, "reverse_embeddings", None)):
            if isinstance(weight, Variable) and any(weight is item for item in self._trainable_variables):
                self._trainable_variables[:] = [v for v in self._trainable_variables if v is not weight]
                self._non_trainable_variables.append(weight)
                weight.trainable = False

    def _round_inputs(self, inputs: Any, axes: tuple[int, ...]) -> Any:
        steps = self.quantization.get("range")
        if steps is None:
            return inputs
        return _to_steps(inputs, axes=axes, lowest=float(steps[0]), highest=float(steps[1]))

    def _in_float8(self, inputs: Any, product: Any, training: bool | None) -> Any:
        """Computes with inputs, kernel and slopes in 8-bit floating point, each with a scale of its own."""
        kernel = self._base
        found = product(
            _short(inputs, scale=self.inputs_scale.numpy(), form=_E4M3),
            _short(kernel, scale=self.kernel_scale.numpy(), form=_E4M3),
        )
        if training and isinstance(getattr(inputs, "value", None), np.ndarray):
            self._follow("inputs", inputs.value, _E4M3)
            self._follow("kernel", kernel.numpy(), _E4M3)
            found = _watched(found, layer=self)
        bias = getattr(self, "bias", None)
        if bias is not None:
            if self.compute_dtype == "float32":
                bias = _short(bias, scale=np.float32(1), form=_BFLOAT16)
            found = ops.add(found, bias)
        return self.activation(found)

    def _follow(self, what: str, values: Array, form: tuple[float, int, int]) -> None:
        """Takes the largest value of a step into the history, and the scale from those of the steps before."""
        history, scale = getattr(self, f"{what}_amax_history"), getattr(self, f"{what}_scale")
        largest = history.numpy().max()
        if largest > 0 and np.isfinite(largest):
            scale.assign(np.float32(largest / form[0]))
        moved = np.roll(history.numpy(), -1)
        moved[0] = np.abs(values).max(initial=0)
        history.assign(moved)


@register("layer")
class QuantizedDense(Quantized, Dense):
    """Fully connected layer whose kernel was quantized.

    Args:
        units: Number of outputs.
    """

    path_name = "Dense"

    def __init__(
        self, units: PositiveInt, *, quantization: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(units=units, quantization=quantization, **kwargs)

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        """Returns ``activation(rounded(inputs) @ kernel + bias)``."""
        if self.quantization_mode == "float8":
            return self._in_float8(inputs, ops.matmul, training)
        return super().call(self._round_inputs(inputs, (-1,)), training)


@register("layer")
class QuantizedEinsumDense(Quantized, EinsumDense):
    """Dense layer over any axes whose kernel was quantized.

    Args:
        equation: Letters for the axes of input, kernel and output: ``input,kernel->output``.
        output_shape: Sizes of the output without the batch.
    """

    path_name = "EinsumDense"

    def __init__(
        self,
        equation: str,
        output_shape: Any,
        *,
        quantization: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(equation=equation, output_shape=output_shape, quantization=quantization, **kwargs)

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        """Returns ``activation(einsum(equation, rounded(inputs), kernel) + bias)``."""
        if self.quantization_mode == "float8":
            return self._in_float8(inputs, lambda x, w: ops.einsum(self.equation, x, w), training)
        sides, output = self.equation.replace(" ", "").split("->")
        letters = sides.split(",")[0].replace(".", "")
        axes = tuple(n - len(letters) for n, letter in enumerate(letters) if letter not in output)
        return super().call(self._round_inputs(inputs, axes), training)


@register("layer")
class QuantizedEmbedding(Quantized, Embedding):
    """Embedding whose vectors were quantized.

    Args:
        input_dim: How many different numbers there are.
        output_dim: Length of each vector.
    """

    path_name = "Embedding"

    def __init__(
        self,
        input_dim: PositiveInt,
        output_dim: PositiveInt,
        *,
        quantization: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(input_dim=input_dim, output_dim=output_dim, quantization=quantization, **kwargs)


@register("layer")
class QuantizedReversibleEmbedding(Quantized, ReversibleEmbedding):
    """Embedding for both ways whose vectors were quantized.

    Args:
        input_dim: How many different numbers there are.
        output_dim: Length of each vector.
    """

    path_name = "ReversibleEmbedding"

    def __init__(
        self,
        input_dim: PositiveInt,
        output_dim: PositiveInt,
        *,
        quantization: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(input_dim=input_dim, output_dim=output_dim, quantization=quantization, **kwargs)

    def call(self, inputs: Any, reverse: bool = False) -> Any:
        """Returns the vector of every number, or with ``reverse`` the scores of all numbers for rounded vectors."""
        return super().call(self._round_inputs(inputs, (-1,)) if reverse else inputs, reverse)


Dense._quantized_form = QuantizedDense
EinsumDense._quantized_form = QuantizedEinsumDense
Embedding._quantized_form = QuantizedEmbedding
ReversibleEmbedding._quantized_form = QuantizedReversibleEmbedding


@ops.custom_gradient
def _to_steps(inputs: Any, *, axes: tuple[int, ...], lowest: float, highest: float) -> Any:
    """Rounds to whole steps of the largest value along axes; slopes pass as if nothing were rounded."""
    scale = highest / (ops.max(ops.abs(inputs), axis=axes, keepdims=True) + _EPSILON)
    return ops.clip(ops.round(inputs * scale), lowest, highest) / scale, lambda upstream: upstream


@ops.custom_gradient
def _short(inputs: Any, *, scale: Array, form: tuple[float, int, int]) -> Any:
    """Rounds to short floating point numbers; slopes pass as if nothing were rounded."""
    return _to_short(inputs, scale, form), lambda upstream: upstream


def _to_short(inputs: Any, scale: Array, form: tuple[float, int, int]) -> Any:
    largest, bits, lowest = form
    x = ops.clip(inputs / scale, -largest, largest)
    exponent = ops.maximum(ops.floor(ops.log2(ops.maximum(ops.abs(x), 1e-37))), float(lowest))
    step = ops.power(2.0, exponent - bits)
    return ops.round(x / step) * step * scale


@ops.custom_gradient
def _watched(outputs: Any, *, layer: Any) -> Any:
    """Passes outputs on; their slopes are rounded on the way back, and the layer follows how large they are."""

    def back(upstream: Any) -> Any:
        rounded = _to_short(upstream, layer.outputs_grad_scale.numpy(), _E5M2)
        layer._follow("outputs_grad", np.asarray(upstream.value), _E5M2)
        return rounded

    return outputs, back
