"""Layers that only older versions of Keras had: those that left with Keras 1, and the ends of added losses.

They are here for files of these versions; the palette does not offer them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import ConstraintLike, InitializerLike, Ints, PositiveInt, RegularizerLike
from layerloom.errors import FieldError
from layerloom.layers.activation import ActivationLayer
from layerloom.layers.learned_activation import LearnedActivation
from layerloom.layers.normalization import BatchNormalization

__all__ = [
    "AddLoss",
    "AddMetric",
    "BatchNormalizationOfKeras1",
    "LRN2D",
    "ParametricSoftplus",
    "SReLU",
    "ThresholdedLinear",
]


@register("layer")
class ParametricSoftplus(LearnedActivation):
    """Computes ``alpha * softplus(beta * x)`` with an alpha and a beta that are learned for each place.

    Args:
        alpha_initializer: How the factors of the result start; also a number.
        beta_initializer: How the factors of the input start; also a number.
        alpha_regularizer: Penalty on the factors of the result.
        alpha_constraint: Projection of them after each update.
        beta_regularizer: Penalty on the factors of the input.
        beta_constraint: Projection of them after each update.
        shared_axes: Axes along which one number serves all places.
    """

    def __init__(
        self,
        alpha_initializer: float | InitializerLike = 0.2,
        beta_initializer: float | InitializerLike = 5.0,
        alpha_regularizer: RegularizerLike = None,
        alpha_constraint: ConstraintLike = None,
        beta_regularizer: RegularizerLike = None,
        beta_constraint: ConstraintLike = None,
        shared_axes: Annotated[int | Sequence[int], Ints()] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._keep("alpha", alpha_initializer, alpha_regularizer, alpha_constraint)
        self._keep("beta", beta_initializer, beta_regularizer, beta_constraint)
        self._share(shared_axes)

    def build(self, input_shape: Any) -> None:
        """Makes alpha and beta."""
        self.alpha = self._weight("alpha", input_shape)
        self.beta = self._weight("beta", input_shape)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns ``alpha * softplus(beta * inputs)``."""
        return self.alpha * ops.softplus(self.beta * inputs)


@register("layer")
class SReLU(LearnedActivation):
    """Passes values between two thresholds on and bends those outside, all learned for each place.

    Above ``t = t_left + |t_right|`` the slope is ``a_right``, below ``t_left`` it is ``a_left``.

    Args:
        t_left_initializer: How the lower thresholds start.
        a_left_initializer: How the slopes below start.
        t_right_initializer: How the distances to the upper thresholds start.
        a_right_initializer: How the slopes above start.
        t_left_regularizer: Penalty on the lower thresholds.
        t_left_constraint: Projection of them after each update.
        a_left_regularizer: Penalty on the slopes below.
        a_left_constraint: Projection of them after each update.
        t_right_regularizer: Penalty on the distances.
        t_right_constraint: Projection of them after each update.
        a_right_regularizer: Penalty on the slopes above.
        a_right_constraint: Projection of them after each update.
        shared_axes: Axes along which one number serves all places.
    """

    def __init__(
        self,
        t_left_initializer: InitializerLike = "zeros",
        a_left_initializer: InitializerLike = "glorot_uniform",
        t_right_initializer: InitializerLike = "glorot_uniform",
        a_right_initializer: InitializerLike = "ones",
        t_left_regularizer: RegularizerLike = None,
        t_left_constraint: ConstraintLike = None,
        a_left_regularizer: RegularizerLike = None,
        a_left_constraint: ConstraintLike = None,
        t_right_regularizer: RegularizerLike = None,
        t_right_constraint: ConstraintLike = None,
        a_right_regularizer: RegularizerLike = None,
        a_right_constraint: ConstraintLike = None,
        shared_axes: Annotated[int | Sequence[int], Ints()] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._keep("t_left", t_left_initializer, t_left_regularizer, t_left_constraint)
        self._keep("a_left", a_left_initializer, a_left_regularizer, a_left_constraint)
        self._keep("t_right", t_right_initializer, t_right_regularizer, t_right_constraint)
        self._keep("a_right", a_right_initializer, a_right_regularizer, a_right_constraint)
        self._share(shared_axes)

    def build(self, input_shape: Any) -> None:
        """Makes thresholds and slopes."""
        self.t_left = self._weight("t_left", input_shape)
        self.a_left = self._weight("a_left", input_shape)
        self.t_right = self._weight("t_right", input_shape)
        self.a_right = self._weight("a_right", input_shape)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the inputs, bent below and above."""
        width = ops.abs(self.t_right)
        above = inputs - self.t_left
        middle = ops.minimum(ops.relu(above), width)
        bent = self.a_right * ops.relu(above - width) - self.a_left * ops.relu(-above)
        return self.t_left + middle + bent


@register("layer")
class BatchNormalizationOfKeras1(BatchNormalization):
    """The other two ways in which Keras 1 normalized; the moving averages are kept, but never used.

    Mode 1 brings the last axis of each sample to mean 0 and variance 1. Mode 2 does so with each channel, always by
    the statistics of the batch at hand, so that a sample's answer depends on those beside it.

    Args:
        mode: 1 for samples, 2 for batches.
    """

    def __init__(self, mode: Literal[1, 2], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.mode = mode

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Returns the normalized inputs, while training or not."""
        if self.mode == 2:
            gamma, beta = self._parameters(inputs.dtype)
            return ops.batch_normalization_training(inputs, gamma, beta, self.axis, self.epsilon)[0]
        away = inputs - ops.mean(inputs, axis=-1, keepdims=True)
        spread = ops.sqrt(ops.mean(ops.square(away), axis=-1, keepdims=True) + self.epsilon) + self.epsilon
        return self.gamma * (away / spread) + self.beta


@register("layer")
class LRN2D(ActivationLayer):
    """Divides each value by how large its channel and those beside it are there; the channels come first.

    Input and output shape: ``(batch, channels, rows, columns)``.

    Args:
        alpha: How much the squares count.
        k: What is added to them.
        beta: Power to which the divisor is raised.
        n: How many channels count, an odd number.
    """

    def __init__(
        self, alpha: float = 1e-4, k: float = 2.0, beta: float = 0.75, n: PositiveInt = 5, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if n % 2 == 0:
            raise FieldError(f"Layer {self.name!r} (LRN2D): n={n} must be an odd number.")
        self.alpha, self.k, self.beta, self.n = alpha, k, beta, n

    def call(self, inputs: Any) -> Any:
        """Returns ``inputs / (k + alpha * squares) ** beta``."""
        half, channels = self.n // 2, inputs.shape[1]
        squares = ops.pad(ops.square(inputs), [[0, 0], [half, half], [0, 0], [0, 0]])
        near = sum(squares[:, start : start + channels] for start in range(self.n))
        return inputs / ops.power(self.k + self.alpha * near, self.beta)


@register("layer")
class ThresholdedLinear(ActivationLayer):
    """Passes on what is not nearer to 0 than a threshold, and 0 for the rest.

    Args:
        theta: The threshold.
    """

    def __init__(self, theta: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.theta = theta

    def call(self, inputs: Any) -> Any:
        """Returns the inputs that are large enough."""
        return ops.where(ops.abs(inputs) < self.theta, 0.0, inputs)


@register("layer")
class AddLoss(ActivationLayer):
    """The end of a tensor that tf.keras's ``model.add_loss`` was given; what is here is added to the loss.

    Args:
        unconditional: For files of Keras: whether the loss depends on no input.
    """

    keras_module = "keras.src.engine.base_layer"

    def __init__(self, unconditional: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unconditional = unconditional

    def call(self, inputs: Any) -> Any:
        """Returns the inputs."""
        return inputs


@register("layer")
class AddMetric(ActivationLayer):
    """The end of a tensor that tf.keras's ``model.add_metric`` was given; its mean is among the metrics.

    Args:
        aggregation: How the values of batches are put together.
        metric_name: The metric's name.
    """

    keras_module = "keras.src.engine.base_layer"

    def __init__(
        self, aggregation: Literal["mean"] | None = None, metric_name: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.aggregation = aggregation
        self.metric_name = metric_name

    def call(self, inputs: Any) -> Any:
        """Returns the inputs."""
        return inputs
