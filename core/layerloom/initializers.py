"""Initializers: the values that weights start with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from layerloom import config, lookup, random
from layerloom.declaration import Configurable, register
from layerloom.declaration import deserialize as from_data
from layerloom.declaration import serialize as to_data
from layerloom.declaration.fields import PositiveFloat
from layerloom.tensors import Array, Tensor, Variable, as_array, standardize_dtype, wrap

#: Standard deviation of a unit normal distribution that is cut at two standard deviations.
_CUT_STDDEV = 0.8796256610342398


class Initializer(Configurable):
    """Base of initializers: a function of a shape and a number type."""

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Any:
        """Returns values of the given shape."""
        raise NotImplementedError(f"{type(self).__name__} must define __call__(shape, dtype).")

    def clone(self) -> Any:
        """Returns a new initializer with the same configuration."""
        return type(self).from_config(self.get_config())


@register("initializer", category="Constant", aliases=("zeros", "zero"))
class Zeros(Initializer):
    """All zeros."""

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns zeros."""
        return wrap(np.zeros(tuple(shape), standardize_dtype(dtype)))


@register("initializer", category="Constant", aliases=("ones", "one"))
class Ones(Initializer):
    """All ones."""

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns ones."""
        return wrap(np.ones(tuple(shape), standardize_dtype(dtype)))


@register("initializer", category="Constant", aliases=("constant",))
class Constant(Initializer):
    """The same value everywhere.

    Args:
        value: The value, or an array of the weight's shape.
    """

    def __init__(self, value: Any = 0.0) -> None:
        self.value = value

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns the value, repeated."""
        return wrap(
            np.array(np.broadcast_to(as_array(self.value), tuple(shape)), dtype=standardize_dtype(dtype))
        )


@register("initializer", category="Constant", aliases=("identity", "IdentityInitializer"))
class Identity(Initializer):
    """The identity matrix.

    Args:
        gain: Factor on the matrix.
    """

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns the matrix of this shape."""
        if len(shape) != 2:
            raise ValueError(
                f"Identity makes matrices; a weight of shape {tuple(shape)} needs another initializer."
            )
        return wrap(np.asarray(self.gain * np.eye(shape[0], shape[1]), dtype=standardize_dtype(dtype)))


class RandomInitializer(Initializer):
    """Base of initializers that draw their values.

    Args:
        seed: A whole number for the same values each time; drawn by chance when empty.
    """

    def __init__(self, seed: Any = None) -> None:
        self._given_seed = seed
        if isinstance(seed, dict):
            seed = random.SeedGenerator.from_config(seed.get("config", {}))
        elif seed is None:
            seed = random.make_default_seed()
        elif isinstance(seed, bool) or not isinstance(seed, (int, np.integer, random.SeedGenerator)):
            raise ValueError(
                f"{type(self).__name__}: seed must be a whole number or a SeedGenerator, got {seed!r}."
            )
        self.seed = seed

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it; a seed drawn by chance stays ``None``."""
        seed = self._given_seed
        return {
            **super().get_config(),
            "seed": to_data(seed) if isinstance(seed, random.SeedGenerator) else seed,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Makes an initializer from the result of :meth:`get_config`."""
        return cls(**{key: value if key == "seed" else from_data(value) for key, value in config.items()})


@register("initializer", category="Random", aliases=("random_normal", "normal"))
class RandomNormal(RandomInitializer):
    """Values from the normal distribution.

    Args:
        mean: Mean of the distribution.
        stddev: Standard deviation of the distribution.
        seed: A whole number for the same values each time; drawn by chance when empty.
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        self.mean = mean
        self.stddev = stddev
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns normal values."""
        return random.normal(shape, self.mean, self.stddev, dtype, self.seed)


@register("initializer", category="Random", aliases=("truncated_normal",))
class TruncatedNormal(RandomInitializer):
    """Values from the normal distribution without those beyond two standard deviations.

    Args:
        mean: Mean of the distribution.
        stddev: Standard deviation before the cut.
        seed: A whole number for the same values each time; drawn by chance when empty.
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        self.mean = mean
        self.stddev = stddev
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns normal values without outliers."""
        return random.truncated_normal(shape, self.mean, self.stddev, dtype, self.seed)


@register("initializer", category="Random", aliases=("random_uniform", "uniform"))
class RandomUniform(RandomInitializer):
    """Values drawn evenly from a range.

    Args:
        minval: Lower limit.
        maxval: Upper limit.
        seed: A whole number for the same values each time; drawn by chance when empty.
    """

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: int | None = None) -> None:
        self.minval = minval
        self.maxval = maxval
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns evenly distributed values."""
        return random.uniform(shape, self.minval, self.maxval, dtype, self.seed)


@register("initializer", category="Variance scaling", aliases=("variance_scaling",))
class VarianceScaling(RandomInitializer):
    """Values whose spread follows from the number of a unit's inputs or outputs.

    Args:
        scale: Factor on the variance.
        mode: Whether the variance is divided by the inputs, the outputs or their mean.
        distribution: Shape of the distribution.
        seed: A whole number for the same values each time; drawn by chance when empty.
        input_axes: Axes of the weight that count as inputs, where its layout is unusual.
        output_axes: Axes of the weight that count as outputs, where its layout is unusual.
    """

    def __init__(
        self,
        scale: PositiveFloat = 1.0,
        mode: Literal["fan_in", "fan_out", "fan_avg"] = "fan_in",
        distribution: Literal[
            "truncated_normal", "untruncated_normal", "uniform", "normal"
        ] = "truncated_normal",
        seed: int | None = None,
        input_axes: Any = None,
        output_axes: Any = None,
    ) -> None:
        self.scale = scale
        self.mode = mode
        self.distribution = "truncated_normal" if distribution.lower() == "normal" else distribution.lower()
        self.input_axes = input_axes
        self.output_axes = output_axes
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns values scaled for this shape."""
        fan_in, fan_out = compute_fans(shape, self.input_axes, self.output_axes)
        fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        variance = self.scale / max(1.0, fan)
        if self.distribution == "truncated_normal":
            return random.truncated_normal(shape, 0.0, math.sqrt(variance) / _CUT_STDDEV, dtype, self.seed)
        if self.distribution == "untruncated_normal":
            return random.normal(shape, 0.0, math.sqrt(variance), dtype, self.seed)
        limit = math.sqrt(3.0 * variance)
        return random.uniform(shape, -limit, limit, dtype, self.seed)


class _Scaled(VarianceScaling):
    """Base of the named kinds of variance scaling, which differ in three constants.

    Args:
        seed: A whole number for the same values each time; drawn by chance when empty.
        input_axes: Axes of the weight that count as inputs, where its layout is unusual.
        output_axes: Axes of the weight that count as outputs, where its layout is unusual.
    """

    _kind: tuple[float, Any, Any] = (1.0, "fan_in", "truncated_normal")

    def __init__(self, seed: int | None = None, input_axes: Any = None, output_axes: Any = None) -> None:
        super().__init__(*self._kind, seed=seed, input_axes=input_axes, output_axes=output_axes)


@register("initializer", category="Variance scaling", aliases=("glorot_uniform",))
class GlorotUniform(_Scaled):
    """Even values within ``sqrt(6 / (fan_in + fan_out))``: Keras's default for kernels."""

    _kind = (1.0, "fan_avg", "uniform")


@register("initializer", category="Variance scaling", aliases=("glorot_normal",))
class GlorotNormal(_Scaled):
    """Cut normal values with variance ``2 / (fan_in + fan_out)``."""

    _kind = (1.0, "fan_avg", "truncated_normal")


@register("initializer", category="Variance scaling", aliases=("he_uniform",))
class HeUniform(_Scaled):
    """Even values within ``sqrt(6 / fan_in)``, made for relu."""

    _kind = (2.0, "fan_in", "uniform")


@register("initializer", category="Variance scaling", aliases=("he_normal",))
class HeNormal(_Scaled):
    """Cut normal values with variance ``2 / fan_in``, made for relu."""

    _kind = (2.0, "fan_in", "truncated_normal")


@register("initializer", category="Variance scaling", aliases=("lecun_uniform",))
class LecunUniform(_Scaled):
    """Even values within ``sqrt(3 / fan_in)``, made for selu."""

    _kind = (1.0, "fan_in", "uniform")


@register("initializer", category="Variance scaling", aliases=("lecun_normal",))
class LecunNormal(_Scaled):
    """Cut normal values with variance ``1 / fan_in``, made for selu."""

    _kind = (1.0, "fan_in", "truncated_normal")


@register("initializer", category="Random", aliases=("orthogonal", "OrthogonalInitializer"))
class Orthogonal(RandomInitializer):
    """A random orthogonal matrix; other shapes are flattened to one, keeping the last axis.

    Args:
        gain: Factor on the matrix.
        seed: A whole number for the same values each time; drawn by chance when empty.
    """

    def __init__(self, gain: float = 1.0, seed: int | None = None) -> None:
        self.gain = gain
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns an orthogonal matrix, or its part where the shape is not square."""
        if len(shape) < 2:
            raise ValueError(
                f"Orthogonal needs two axes or more; shape {tuple(shape)} needs another initializer."
            )
        rows, columns = math.prod(shape[:-1]), shape[-1]
        drawn = random.normal((max(rows, columns), min(rows, columns)), dtype="float64", seed=self.seed).value
        q, r = np.linalg.qr(drawn)
        q *= np.sign(np.diag(r))  # makes the decomposition, and so the distribution, unique
        q = q if rows >= columns else q.T
        return wrap(np.ascontiguousarray(self.gain * q.reshape(tuple(shape)), dtype=standardize_dtype(dtype)))


@register("initializer", category="Constant", aliases=("stft",))
class STFT(Initializer):
    """The kernel of a convolution that computes a short-time Fourier transform, its real or its imaginary part.

    Args:
        side: Which part: ``"real"`` or ``"imag"``.
        window: Name of a window of ``scipy.signal``, its values, or ``None`` for none.
        scaling: How the window is brought to a common size: by its squares (density), its sum (spectrum) or not.
        periodic: Whether the window goes on with itself.
    """

    def __init__(
        self,
        side: Literal["real", "imag"] = "real",
        window: Any = "hann",
        scaling: Literal["density", "spectrum"] | None = "density",
        periodic: bool = False,
    ) -> None:
        self.side, self.window, self.scaling, self.periodic = side, window, scaling, periodic

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        """Returns a kernel of the shape (length of the window, 1, frequencies)."""
        length, _, count = shape
        time, frequency = np.arange(length).reshape(-1, 1, 1), np.arange(count) / (2 * (count - 1))
        angle = -2 * np.pi * time * frequency
        kernel = np.cos(angle) if self.side == "real" else np.sin(angle)
        if self.window is not None:
            kernel = kernel * self._window(length).reshape(-1, 1, 1)
        return wrap(kernel.astype(standardize_dtype(dtype)))

    def _window(self, length: int) -> Array:
        from scipy.signal import get_window

        named = isinstance(self.window, str)
        values = np.asarray(
            get_window(self.window, length, self.periodic) if named else self.window, np.float64
        )
        if values.shape != (length,):
            raise ValueError(
                f"STFT: the window has the shape {values.shape}, the kernel needs {length} values."
            )
        if self.scaling is None:
            return values
        total = np.sqrt(np.sum(values**2)) if self.scaling == "density" else np.sum(np.abs(values))
        scaled: Array = values / total
        return scaled


def compute_fans(shape: Sequence[int], input_axes: Any = None, output_axes: Any = None) -> tuple[int, int]:
    """Returns how many inputs and outputs a unit with a weight of this shape has.

    Args:
        shape: Shape of the weight; convolution kernels are (*window, inputs, outputs).
        input_axes: Axes that count as inputs, where given together with ``output_axes``.
        output_axes: Axes that count as outputs.
    """
    shape = tuple(shape)
    if input_axes is not None and output_axes is not None:
        return math.prod(shape[axis] for axis in input_axes), math.prod(shape[axis] for axis in output_axes)
    if len(shape) < 2:
        size = shape[0] if shape else 1
        return int(size), int(size)
    window = math.prod(shape[:-2])
    return int(shape[-2] * window), int(shape[-1] * window)


# The other spelling, ``initializers.glorot_uniform(seed=0)``.
constant, identity, ones, zeros = Constant, Identity, Ones, Zeros
glorot_normal, glorot_uniform = GlorotNormal, GlorotUniform
he_normal, he_uniform = HeNormal, HeUniform
lecun_normal, lecun_uniform = LecunNormal, LecunUniform
random_normal, random_uniform, truncated_normal = RandomNormal, RandomUniform, TruncatedNormal
orthogonal, variance_scaling = Orthogonal, VarianceScaling
IdentityInitializer, OrthogonalInitializer, STFTInitializer, stft = Identity, Orthogonal, STFT, STFT


def get(identifier: Any) -> Any:
    """Returns the initializer that a name, config, array, class or function stands for; ``None`` for ``None``."""
    if isinstance(identifier, (np.ndarray, np.generic, Tensor, Variable)):
        return _Given(as_array(identifier))
    return lookup.resolve("initializer", identifier)


def serialize(initializer: Any) -> Any:
    """Turns an initializer into plain data."""
    return to_data(initializer)


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes an initializer from the result of :func:`serialize`."""
    return lookup.from_data("initializer", config, custom_objects)


class _Given:
    """An array in the place of an initializer."""

    def __init__(self, values: Array) -> None:
        self.values = values

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> Tensor:
        if tuple(shape) != self.values.shape:
            raise ValueError(
                f"The initial values have shape {self.values.shape}, the weight has {tuple(shape)}."
            )
        return wrap(self.values.astype(dtype or config.floatx()))
