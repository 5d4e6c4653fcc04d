"""Random numbers: reproducible streams, a default one for each thread, and the functions of ``keras.random``.

Every draw is a function of a pair (seed, counter). The default stream belongs to its thread, so that a window
that builds layers while a worker trains does not change the worker's numbers.
"""

from __future__ import annotations

import random as python_random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import LayerloomError, ShapeError
from layerloom.naming import name_scope, to_snake_case, unique_name
from layerloom.tensors import (
    Array,
    KerasTensor,
    Tensor,
    Variable,
    as_array,
    follower,
    standardize_dtype,
    wrap,
)

SeedLike = Any  # an int, a SeedGenerator, or None for the default stream
ShapeLike = Sequence[int] | int

_MASK = 0xFFFFFFFF


class SeedGenerator:
    """A stream of seeds whose state can be saved and restored.

    Args:
        seed: Start of the stream; drawn by chance when ``None``.
        name: Its name.
    """

    def __init__(self, seed: int | None = None, name: str | None = None) -> None:
        if seed is not None and (isinstance(seed, bool) or not isinstance(seed, (int, np.integer))):
            raise ValueError(f"seed must be a whole number or None, got {seed!r}.")
        self.name = name or unique_name(to_snake_case(type(self).__name__))
        self._initial_seed = seed
        start = make_default_seed() if seed is None else int(seed)
        with name_scope(self.name):
            self.state = Variable(
                np.array([start & _MASK, 0], dtype=np.uint32), trainable=False, name="seed_generator_state"
            )

    def next(self, ordered: bool = True) -> Array:
        """Returns the present (seed, counter) and steps on."""
        del ordered  # every stream here is ordered
        state = np.array(self.state.value)
        self.state.assign(state + np.array([0, 1], np.uint32))
        return state

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild it from its start."""
        return {"seed": self._initial_seed, "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> SeedGenerator:
        """Makes a stream from the result of :meth:`get_config`."""
        return cls(**config)


class _DefaultStream(threading.local):
    """The stream of this thread; a new thread starts with the seed that was set last, if any."""

    last_seed: int | None = None

    def __init__(self) -> None:
        self.start(_DefaultStream.last_seed)

    def start(self, seed: int | None) -> None:
        self.seeds = python_random.Random(seed)
        self.state = [self.seeds.randint(1, 10**9), 0]


_default = _DefaultStream()


def seed_default_stream(seed: int) -> None:
    """Restarts this thread's default stream; new threads will start with the same seed."""
    _DefaultStream.last_seed = seed
    _default.start(seed)


#: What users of ``import layerloom as tf`` call ``tf.random.set_seed``.
set_seed = seed_default_stream


def start_thread_stream(seed: int) -> None:
    """Restarts the default stream of this thread alone, as a worker does with a seed from its master."""
    _default.start(seed)


@contextmanager
def kept_default_stream() -> Iterator[None]:
    """Inside, draws from this thread's default stream do not count: outside it goes on where it was."""
    before, seeds = list(_default.state), _default.seeds.getstate()
    try:
        yield
    finally:
        _default.state = before
        _default.seeds.setstate(seeds)


def make_default_seed() -> int:
    """Draws the seed of an object that was made without one."""
    return _default.seeds.randint(1, 10**9)


def generator(seed: SeedLike = None) -> np.random.Generator:
    """Returns NumPy's generator for the next draw of ``seed``.

    Args:
        seed: A whole number (the same numbers each time), a :class:`SeedGenerator`, or ``None`` for the
            default stream of this thread.

    Raises:
        LayerloomError: In code that is followed, where numbers that are drawn now would be drawn once for all.
    """
    if _is_followed(seed):
        raise LayerloomError("numbers are drawn by chance")
    if seed is None:
        state: Any = tuple(_default.state)
        _default.state[1] += 1
    elif isinstance(seed, SeedGenerator):
        state = seed.next()
    elif isinstance(seed, (int, np.integer)) and not isinstance(seed, bool):
        state = (int(seed) & _MASK, 0)
    else:
        raise ValueError(f"seed must be a whole number, a SeedGenerator or None, got {seed!r}.")
    return np.random.Generator(np.random.SFC64([int(state[0]), int(state[1])]))


def normal(
    shape: ShapeLike, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: SeedLike = None
) -> Tensor:
    """Draws from the normal distribution.

    Args:
        shape: Shape of the result.
        mean: Mean of the distribution.
        stddev: Standard deviation of the distribution.
        dtype: Floating point type of the result.
        seed: A whole number, a :class:`SeedGenerator` or ``None``.
    """
    name = _float_type(dtype, "normal")
    if _is_followed(seed):
        return _drawn("normal", shape, name) * stddev + mean  # type: ignore[no-any-return]
    return wrap(_affine(_standard_normal(generator(seed), shape, name), stddev, mean, name))


def truncated_normal(
    shape: ShapeLike, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: SeedLike = None
) -> Tensor:
    """Draws from the normal distribution and draws again whatever lies beyond two standard deviations.

    Args:
        shape: Shape of the result.
        mean: Mean before the cut.
        stddev: Standard deviation before the cut.
        dtype: Floating point type of the result.
        seed: A whole number, a :class:`SeedGenerator` or ``None``.
    """
    name = _float_type(dtype, "truncated_normal")
    if _is_followed(seed):
        return _drawn("truncated", shape, name) * stddev + mean  # type: ignore[no-any-return]
    rng = generator(seed)
    values = _standard_normal(rng, shape, name)
    flat = values.reshape(-1)
    outside = np.flatnonzero(np.abs(flat) > 2)
    while outside.size:
        flat[outside] = _standard_normal(rng, outside.size, name)
        outside = outside[np.abs(flat[outside]) > 2]
    return wrap(_affine(values, stddev, mean, name))


def uniform(
    shape: ShapeLike, minval: float = 0.0, maxval: float = 1.0, dtype: Any = None, seed: SeedLike = None
) -> Tensor:
    """Draws evenly from ``minval`` (included) to ``maxval`` (excluded).

    Args:
        shape: Shape of the result.
        minval: Lower limit.
        maxval: Upper limit.
        dtype: Floating point type of the result.
        seed: A whole number, a :class:`SeedGenerator` or ``None``.
    """
    name = _float_type(dtype, "uniform")
    if _is_followed(seed):
        return _drawn("uniform", shape, name) * (maxval - minval) + minval  # type: ignore[no-any-return]
    values = generator(seed).random(_size(shape), dtype=np.float64 if name == "float64" else np.float32)
    return wrap(_affine(values, maxval - minval, minval, name))


def randint(
    shape: ShapeLike, minval: int, maxval: int, dtype: Any = "int32", seed: SeedLike = None
) -> Tensor:
    """Draws whole numbers from ``minval`` (included) to ``maxval`` (excluded).

    Args:
        shape: Shape of the result.
        minval: Lower limit.
        maxval: Upper limit.
        dtype: Integer type of the result.
        seed: A whole number, a :class:`SeedGenerator` or ``None``.
    """
    if np.dtype(standardize_dtype(dtype)).kind not in "iu":
        raise ValueError(f"randint needs an integer type, got {dtype!r}.")
    if _is_followed(seed):
        return _drawn("whole", shape, standardize_dtype(dtype), low=int(minval), high=int(maxval))
    return wrap(np.asarray(generator(seed).integers(minval, maxval, _size(shape)), dtype=dtype))


def shuffle(x: Any, axis: int = 0, seed: SeedLike = None) -> Tensor:
    """Returns ``x`` with its slices along ``axis`` in random order."""
    return wrap(generator(seed).permutation(as_array(x), axis=axis))


def categorical(logits: Any, num_samples: int, dtype: Any = "int32", seed: SeedLike = None) -> Tensor:
    """Draws class numbers from rows of unnormalized log-probabilities.

    Args:
        logits: Array of shape (batch, classes).
        num_samples: Draws per row.
        dtype: Integer type of the result.
        seed: A whole number, a :class:`SeedGenerator` or ``None``.

    Returns:
        Class numbers of shape (batch, num_samples).
    """
    if _is_followed(seed):
        return _drawn("classes", (None, int(num_samples)), standardize_dtype(dtype), logits=logits)
    rows = as_array(logits)
    if rows.ndim != 2:
        raise ValueError(f"logits must have the shape (batch, classes), got {rows.shape}.")
    noise = generator(seed).gumbel(size=(rows.shape[0], num_samples, rows.shape[1]))
    return wrap(np.argmax(rows[:, None, :] + noise, axis=-1).astype(dtype))


def gamma(shape: ShapeLike, alpha: Any, dtype: Any = None, seed: SeedLike = None) -> Tensor:
    """Draws from the gamma distribution with shape parameter ``alpha`` and rate 1."""
    values = generator(seed).standard_gamma(as_array(alpha), _size(shape))
    return wrap(np.asarray(values, dtype=_float_type(dtype, "gamma")))


def beta(shape: ShapeLike, alpha: Any, beta: Any, dtype: Any = None, seed: SeedLike = None) -> Tensor:
    """Draws from the beta distribution."""
    values = generator(seed).beta(as_array(alpha), as_array(beta), _size(shape))
    return wrap(np.asarray(values, dtype=_float_type(dtype, "beta")))


def binomial(
    shape: ShapeLike, counts: Any, probabilities: Any, dtype: Any = None, seed: SeedLike = None
) -> Tensor:
    """Draws the number of successes among ``counts`` trials."""
    trials = as_array(counts).astype(np.int64)
    values = generator(seed).binomial(trials, as_array(probabilities), _size(shape))
    return wrap(np.asarray(values, dtype=_float_type(dtype, "binomial")))


def dropout_mask(shape: ShapeLike, rate: float, dtype: Any = None, seed: SeedLike = None) -> Array:
    """Returns an array of 0 with probability ``rate`` and of ``1 / (1 - rate)`` elsewhere.

    The probability is exact to 1/65536, which halves the time that random floats would take.
    """
    size = _size(shape)
    count = int(np.prod(size, dtype=np.int64))
    words = generator(seed).bit_generator.random_raw(-(-count // 4))
    keep = words.view(np.uint16)[:count] >= round(rate * 65536)
    scale = 1.0 / (1.0 - rate) if rate < 1 else 0.0
    mask: Array = np.multiply(keep.reshape(size), np.asarray(scale, dtype=_float_type(dtype, "dropout")))
    return mask


def dropout(
    inputs: Any, rate: float, noise_shape: Sequence[int | None] | None = None, seed: SeedLike = None
) -> Any:
    """Sets a random share ``rate`` of the elements to 0 and scales the rest by ``1 / (1 - rate)``.

    Args:
        inputs: Tensor or array.
        rate: Share of elements to drop.
        noise_shape: Shape of the mask; 1 where an axis shares its mask, ``None`` where it is the input's.
        seed: A whole number, a :class:`SeedGenerator` or ``None``.

    Raises:
        ShapeError: If the mask has another number of axes than the input.
    """
    one = follower() if isinstance(inputs, KerasTensor) else None
    x: Any = inputs if one is not None or isinstance(inputs, (Tensor, Variable)) else Tensor(inputs)
    wanted = (None,) * len(x.shape) if noise_shape is None else tuple(noise_shape)
    if len(wanted) != len(x.shape):
        raise ShapeError(f"dropout: noise_shape={wanted} has another number of axes than {tuple(x.shape)}.")
    drawn = one is not None and _is_followed(seed)
    known = one.sizes(x) if drawn and one is not None else x.shape
    sizes = tuple(size if other is None else other for size, other in zip(known, wanted, strict=True))
    if drawn:
        return x * _drawn("kept", sizes, x.dtype, rate=float(rate))
    if any(size is None for size in sizes):
        raise LayerloomError("the sizes of what is drawn are open: take them from ops.shape(x)")
    return x * dropout_mask(sizes, rate, x.dtype, seed)


def _is_followed(seed: SeedLike) -> bool:
    """Tells whether the code is followed, and draws other numbers each time that it runs."""
    return follower() is not None and not isinstance(seed, (int, np.integer))


def _drawn(kind: str, shape: Any, dtype: str, **settings: Any) -> Tensor:
    """Returns a symbolic draw, which stands for a tensor."""
    one = follower()
    sizes = tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)
    if one is None or (kind != "classes" and any(size is None for size in sizes)):
        raise LayerloomError("the sizes of what is drawn are open: take them from ops.shape(x)")
    found: Any = one.drawn(kind, sizes, dtype, settings)
    return found  # type: ignore[no-any-return]


def _standard_normal(rng: np.random.Generator, shape: ShapeLike, name: str) -> Array:
    return rng.standard_normal(_size(shape), dtype=np.float64 if name == "float64" else np.float32)


def _affine(values: Array, scale: float, offset: float, name: str) -> Array:
    """Scales and moves freshly drawn values in place."""
    values = np.asarray(values)
    if scale != 1.0:
        values *= scale
    if offset != 0.0:
        values += offset
    return values.astype(name, copy=False)


def _size(shape: ShapeLike) -> tuple[int, ...]:
    return (int(shape),) if isinstance(shape, (int, np.integer)) else tuple(int(size) for size in shape)


def _float_type(dtype: Any, function: str) -> str:
    name = config.floatx() if dtype is None else standardize_dtype(dtype)
    if np.dtype(name).kind != "f":
        raise ValueError(f"{function} needs a floating point type, got {dtype!r}.")
    return name
