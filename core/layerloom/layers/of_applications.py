"""Layers that Keras's ready networks bring along: those of InceptionResNetV2 and ConvNeXt.

They are here for files of these networks; the palette does not offer them.
"""

from __future__ import annotations

from typing import Any

from layerloom import initializers, ops, random
from layerloom.declaration import register
from layerloom.declaration.fields import Fraction, PositiveInt
from layerloom.errors import ShapeError
from layerloom.layers.layer import Layer

__all__ = ["CustomScaleLayer", "LayerScale", "StochasticDepth"]


@register("layer")
class CustomScaleLayer(Layer):
    """Adds a multiple of its second input to its first.

    Args:
        scale: The multiple.
    """

    keras_module = "keras.src.applications.inception_resnet_v2"

    def __init__(self, scale: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, inputs: Any) -> Any:
        """Returns ``inputs[0] + inputs[1] * scale``."""
        first, second = inputs
        return first + second * self.scale

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the first input."""
        if len(input_shape) != 2:
            raise ShapeError(f"Layer {self._title} takes two inputs, got {len(input_shape)}.")
        return tuple(input_shape[0])


@register("layer")
class LayerScale(Layer):
    """Multiplies each channel with a learned factor.

    Args:
        init_values: Where the factors start.
        projection_dim: Number of channels.
    """

    keras_module = "keras.src.applications.convnext"

    def __init__(self, init_values: float, projection_dim: PositiveInt, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.init_values = init_values
        self.projection_dim = projection_dim

    def build(self, input_shape: Any) -> None:
        """Makes the factors."""
        self.gamma = self.add_weight(
            shape=(self.projection_dim,), initializer=initializers.Constant(self.init_values), name="gamma"
        )
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs times the factors."""
        return inputs * self.gamma

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        if input_shape[-1] not in (None, self.projection_dim):
            raise ShapeError(
                f"Layer {self._title} takes {self.projection_dim} channels, got {input_shape[-1]}."
            )
        return tuple(input_shape)


@register("layer")
class StochasticDepth(Layer):
    """While training, drops whole samples of a branch, and strengthens the others to make up for it.

    Args:
        drop_path_rate: Share of the samples that are dropped.
    """

    keras_module = "keras.src.applications.convnext"

    def __init__(self, drop_path_rate: Fraction, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.drop_path_rate = drop_path_rate

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        """Returns the inputs, with samples dropped while training."""
        if not training or not self.drop_path_rate:
            return inputs
        kept = 1 - self.drop_path_rate
        lots = random.uniform((inputs.shape[0], *(1,) * (len(inputs.shape) - 1)))
        return inputs / kept * ops.cast(ops.less(lots, kept), inputs.dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return tuple(input_shape)
