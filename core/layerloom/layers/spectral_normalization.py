"""SpectralNormalization: a wrapper that bounds how much a layer can amplify."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom import initializers
from layerloom.declaration import register
from layerloom.declaration.fields import PositiveInt
from layerloom.declaration.serialization import deserialize
from layerloom.errors import FieldError, LayerloomError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.tensors import Array, Variable

__all__ = ["SpectralNormalization"]

_START = {"layer": {"module": "keras.layers", "class_name": "Dense", "config": {"units": 32}}}


@register("layer", category="Normalization", start=_START)
class SpectralNormalization(Layer):
    """Divides the kernel of a layer by its largest singular value at each training step, as in stable GANs.

    Input and output are those of the inner layer.

    Args:
        layer: The layer, which has a kernel or embeddings.
        power_iterations: Rounds in which the singular value is approximated at each step.
    """

    def __init__(self, layer: Any, power_iterations: PositiveInt = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        layer = deserialize(layer) if isinstance(layer, dict) else layer
        if not isinstance(layer, Layer):
            raise FieldError(
                f"SpectralNormalization: layer must be a layer such as Dense(3), got {layer!r:.80}."
            )
        self.layer = layer
        self.power_iterations = int(power_iterations)

    def build(self, input_shape: Any) -> None:
        """Builds the inner layer and makes ``vector_u``, the approximation of its main direction."""
        if not self.layer.built:
            self.layer.build(input_shape)
            self.layer.built = True
        found = getattr(self.layer, "kernel", None)
        found = getattr(self.layer, "embeddings", None) if found is None else found
        if not isinstance(found, Variable):
            raise LayerloomError(
                f"Layer {self._title}: {type(self.layer).__name__} has neither a kernel nor embeddings."
            )
        self.kernel = found
        self.vector_u = self.add_weight(
            shape=(1, found.shape[-1]),
            initializer=initializers.TruncatedNormal(stddev=0.02),
            trainable=False,
            name="vector_u",
        )
        self.input_spec = InputSpec(min_ndim=1, axes={-1: input_shape[-1]})
        self.built = True

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Returns the inner layer's output; while training, its kernel is normalized before."""
        if training and self.kernel.value.any():
            self._normalize()
        return self.layer(inputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The inner layer's output shape."""
        return self.layer.compute_output_shape(input_shape)

    @property
    def saved_variables(self) -> list[Variable]:
        """What files of weights hold for the wrapper itself: Keras writes the kernel here, too."""
        return [self.kernel, self.vector_u] if self.built else []

    def _normalize(self) -> None:
        kernel = self.kernel.value
        rows = kernel.reshape(-1, kernel.shape[-1])
        u = self.vector_u.value
        for _ in range(self.power_iterations):
            v = _unit(u @ rows.T)
            u = _unit(v @ rows)
        self.vector_u.assign(u)
        self.kernel.assign(kernel / (v @ rows @ u.T))


def _unit(vector: Array) -> Array:
    found: Array = vector / np.sqrt(np.maximum(np.sum(np.square(vector)), np.float32(1e-14)))
    return found
