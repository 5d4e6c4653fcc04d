"""Layers that disturb their input while training, or penalize it."""

from __future__ import annotations

import math
from typing import Any

from layerloom import config, random, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    DataFormat,
    Fraction,
    NonNegativeFloat,
    OptionalSizes,
    Rate,
)
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.ops.arrays import cast
from layerloom.ops.creation import shape as sizes_of

__all__ = [
    "ActivityRegularization", "AlphaDropout", "GaussianDropout", "GaussianNoise", "SpatialDropout1D",
    "SpatialDropout2D", "SpatialDropout3D",
]  # fmt: skip


class Disturbance(Layer):
    """Base of layers that draw random numbers while training and pass their input on afterwards."""

    supports_masking = True
    seed: int | None

    def _settle(self, active: bool) -> None:
        self.seed_generator = random.SeedGenerator(self.seed) if active else None
        self.built = True

    def call(self, inputs: Any, training: bool = False) -> Any:
        """Returns the inputs, disturbed while training."""
        if not training or self.seed_generator is None:
            return inputs
        return self.disturb(inputs)

    def disturb(self, inputs: Any) -> Any:
        """Disturbs the inputs."""
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape


@register("layer", category="Regularization", start={"stddev": 0.1})
class GaussianNoise(Disturbance):
    """Adds normally distributed noise while training.

    Input and output have the same shape.

    Args:
        stddev: Standard deviation of the noise, from 0 to 1.
        seed: Makes the noise reproducible.
    """

    def __init__(self, stddev: Fraction, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stddev = stddev
        self.seed = seed
        self._settle(stddev > 0)

    def disturb(self, inputs: Any) -> Any:
        """Returns the inputs plus noise."""
        return inputs + random.normal(
            sizes_of(inputs), stddev=self.stddev, dtype=self.compute_dtype, seed=self.seed_generator
        )


@register("layer", category="Regularization", start={"rate": 0.5})
class GaussianDropout(Disturbance):
    """Multiplies by normally distributed noise around 1 while training.

    The noise varies as much as dropout of the same rate does. Input and output have the same shape.

    Args:
        rate: Share of the inputs that dropout would drop; the noise's deviation is sqrt(rate / (1 - rate)).
        seed: Makes the noise reproducible.
    """

    def __init__(self, rate: Rate, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.seed = seed
        self._settle(rate > 0)

    def disturb(self, inputs: Any) -> Any:
        """Returns the inputs times noise."""
        deviation = math.sqrt(self.rate / (1.0 - self.rate))
        return inputs * random.normal(
            sizes_of(inputs), mean=1.0, stddev=deviation, dtype=self.compute_dtype, seed=self.seed_generator
        )


#: The value that selu gives for large negative inputs.
_SELU_LIMIT = -1.6732632423543772 * 1.0507009873554805


@register("layer", category="Regularization", start={"rate": 0.1})
class AlphaDropout(Disturbance):
    """Dropout for networks with selu: keeps mean and variance of the inputs.

    Dropped inputs get the value that selu has far below 0. Input and output have the same shape.

    Args:
        rate: Share of the inputs to drop.
        noise_shape: Shape of the mask where it shall be the same along an axis, with 1 there and None elsewhere.
        seed: Makes the masks reproducible.
    """

    def __init__(
        self, rate: Rate, noise_shape: OptionalSizes = None, seed: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.noise_shape = noise_shape
        self.seed = seed
        self._settle(rate > 0)

    def disturb(self, inputs: Any) -> Any:
        """Returns the inputs with a share of them at selu's limit, scaled and moved back to their statistics."""
        wanted = self.noise_shape or (None,) * len(inputs.shape)
        shape = [size if new is None else new for size, new in zip(sizes_of(inputs), wanted, strict=True)]
        draws = random.uniform(shape, seed=self.seed_generator)
        kept = cast(draws >= self.rate, dtype=inputs.dtype)
        scale = ((1 - self.rate) * (1 + self.rate * _SELU_LIMIT**2)) ** -0.5
        offset = -scale * _SELU_LIMIT * self.rate
        return inputs * (kept * scale) + ((1 - kept) * (_SELU_LIMIT * scale) + offset)


class SpatialDropout(Disturbance):
    """Base of the layers that drop whole channels."""

    rank: int
    rate: float
    data_format: str = "channels_last"

    def disturb(self, inputs: Any) -> Any:
        """Returns the inputs without some of their channels, the others scaled."""
        batch, *sizes = inputs.shape
        ones = (1,) * self.rank
        first = self.data_format == "channels_first"
        mask = (batch, sizes[0], *ones) if first else (batch, *ones, sizes[-1])
        return random.dropout(inputs, self.rate, noise_shape=mask, seed=self.seed_generator)

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data; Keras knows no ``trainable`` here."""
        found = super().get_config()
        del found["trainable"]
        return found


@register("layer", category="Regularization", start={"rate": 0.2})
class SpatialDropout1D(SpatialDropout):
    """Drops whole features of sequences while training, for neighbouring steps say much the same.

    Input and output have the same shape ``(batch, steps, features)``.

    Args:
        rate: Share of the features to drop.
        seed: Makes the masks reproducible.
    """

    rank = 1

    def __init__(self, rate: Fraction, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.seed = seed
        self.input_spec = InputSpec(ndim=3)
        self._settle(rate > 0)


@register("layer", category="Regularization", start={"rate": 0.2})
class SpatialDropout2D(SpatialDropout):
    """Drops whole channels of images while training, for neighbouring pixels say much the same.

    Input and output have the same shape ``(batch, height, width, channels)``, with ``channels_first``
    ``(batch, channels, height, width)``.

    Args:
        rate: Share of the channels to drop.
        data_format: Where images keep their channels.
        seed: Makes the masks reproducible.
    """

    rank = 2

    def __init__(
        self, rate: Fraction, data_format: DataFormat | None = None, seed: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.data_format = (data_format or config.image_data_format()).lower()
        self.seed = seed
        self.input_spec = InputSpec(ndim=4)
        self._settle(rate > 0)


@register("layer", category="Regularization", start={"rate": 0.2})
class SpatialDropout3D(SpatialDropout):
    """Drops whole channels of volumes while training, for neighbouring places say much the same.

    Input and output have the same shape ``(batch, depth, height, width, channels)``, with ``channels_first`` the
    channels after the batch.

    Args:
        rate: Share of the channels to drop.
        data_format: Where volumes keep their channels.
        seed: Makes the masks reproducible.
    """

    rank = 3

    def __init__(
        self, rate: Fraction, data_format: DataFormat | None = None, seed: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.rate = rate
        self.data_format = (data_format or config.image_data_format()).lower()
        self.seed = seed
        self.input_spec = InputSpec(ndim=5)
        self._settle(rate > 0)


@register("layer", category="Regularization", start={"l2": 0.01})
class ActivityRegularization(Layer):
    """Adds a penalty on its input to the loss and passes the input on.

    Input and output have the same shape.

    Args:
        l1: Factor of the sum of absolute values.
        l2: Factor of the sum of squares.
    """

    supports_masking = True

    def __init__(self, l1: NonNegativeFloat = 0.0, l2: NonNegativeFloat = 0.0, **kwargs: Any) -> None:
        super().__init__(activity_regularizer=regularizers.L1L2(l1=l1, l2=l2), **kwargs)
        self.l1 = l1
        self.l2 = l2
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs."""
        return inputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The input's shape."""
        return input_shape

    def get_config(self) -> dict[str, Any]:
        """Returns the two factors and the layer's own arguments."""
        found = super().get_config()
        found.pop("activity_regularizer", None)
        return found
