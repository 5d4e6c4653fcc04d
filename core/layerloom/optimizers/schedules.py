"""Learning rate schedules: the learning rate as a function of the training step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom import lookup
from layerloom.declaration import Configurable, register
from layerloom.declaration import serialize as to_data
from layerloom.declaration.fields import NonNegativeFloat, PositiveFloat
from layerloom.errors import FieldError
from layerloom.tensors import Tensor, as_array, wrap


class LearningRateSchedule(Configurable):
    """Base of schedules: a function from the step number to the learning rate."""

    def __call__(self, step: Any) -> Any:
        """Returns the learning rate at a step."""
        raise NotImplementedError(f"{type(self).__name__} must define __call__(step).")


@register("schedule", start={"initial_learning_rate": 0.001, "decay_steps": 1000, "decay_rate": 0.9})
class ExponentialDecay(LearningRateSchedule):
    """Multiplies the rate by ``decay_rate`` every ``decay_steps`` steps.

    Args:
        initial_learning_rate: The rate at step 0.
        decay_steps: Steps for one multiplication.
        decay_rate: The factor.
        staircase: Whether the rate changes only every ``decay_steps`` steps, not at each.
        name: Name of the schedule.
    """

    def __init__(
        self,
        initial_learning_rate: NonNegativeFloat,
        decay_steps: PositiveFloat,
        decay_rate: NonNegativeFloat,
        staircase: bool = False,
        name: str = "ExponentialDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.decay_rate = decay_rate
        self.staircase = staircase
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        """Returns ``initial_learning_rate * decay_rate ** (step / decay_steps)``."""
        part = _part(step, self.decay_steps, self.staircase)
        return _rate(np.float32(self.initial_learning_rate) * np.power(np.float32(self.decay_rate), part))


@register("schedule", start={"boundaries": [1000], "values": [0.001, 0.0001]})
class PiecewiseConstantDecay(LearningRateSchedule):
    """A fixed rate up to and including each boundary.

    Args:
        boundaries: Steps in rising order.
        values: Rates between the boundaries: one more than there are boundaries.
        name: Name of the schedule.
    """

    def __init__(
        self, boundaries: Sequence[float], values: Sequence[float], name: str = "PiecewiseConstant"
    ) -> None:
        if len(boundaries) != len(values) - 1:
            raise FieldError(
                f"PiecewiseConstantDecay: values must have one entry more than boundaries, "
                f"got {len(values)} values and {len(boundaries)} boundaries."
            )
        self.boundaries = boundaries
        self.values = values
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        """Returns the rate of the stretch in which the step lies."""
        index = int(
            np.searchsorted(np.asarray(self.boundaries, dtype=np.float64), float(as_array(step)), side="left")
        )
        return _rate(np.float32(self.values[index]))


@register("schedule", start={"initial_learning_rate": 0.001, "decay_steps": 1000})
class PolynomialDecay(LearningRateSchedule):
    """Goes from the first rate to the last one along a power curve.

    Args:
        initial_learning_rate: The rate at step 0.
        decay_steps: Steps until the last rate is reached.
        end_learning_rate: The last rate.
        power: Power of the curve; 1 is a straight line.
        cycle: Whether to start again with ever longer stretches instead of staying at the last rate.
        name: Name of the schedule.
    """

    def __init__(
        self,
        initial_learning_rate: NonNegativeFloat,
        decay_steps: PositiveFloat,
        end_learning_rate: NonNegativeFloat = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str = "PolynomialDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.end_learning_rate = end_learning_rate
        self.power = power
        self.cycle = cycle
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        """Returns the rate on the curve."""
        at, length = _step(step), np.float32(self.decay_steps)
        if self.cycle:
            length = length * (np.float32(1) if at == 0 else np.ceil(at / length))
        else:
            at = np.minimum(at, length)
        last = np.float32(self.end_learning_rate)
        drop = np.float32(self.initial_learning_rate) - last
        return _rate(drop * np.power(np.float32(1) - at / length, np.float32(self.power)) + last)


@register("schedule", start={"initial_learning_rate": 0.001, "decay_steps": 1000, "decay_rate": 0.5})
class InverseTimeDecay(LearningRateSchedule):
    """Divides the rate by ``1 + decay_rate * step / decay_steps``.

    Args:
        initial_learning_rate: The rate at step 0.
        decay_steps: Steps that count as one unit of time.
        decay_rate: How much the divisor grows in one unit of time.
        staircase: Whether the rate changes only every ``decay_steps`` steps, not at each.
        name: Name of the schedule.
    """

    def __init__(
        self,
        initial_learning_rate: NonNegativeFloat,
        decay_steps: PositiveFloat,
        decay_rate: NonNegativeFloat,
        staircase: bool = False,
        name: str = "InverseTimeDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.decay_rate = decay_rate
        self.staircase = staircase
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        """Returns the divided rate."""
        part = _part(step, self.decay_steps, self.staircase)
        return _rate(
            np.float32(self.initial_learning_rate) / (np.float32(1) + np.float32(self.decay_rate) * part)
        )


@register("schedule", start={"initial_learning_rate": 0.001, "decay_steps": 1000})
class CosineDecay(LearningRateSchedule):
    """Lowers the rate along half a cosine wave, after a linear warm-up if wanted.

    Args:
        initial_learning_rate: The rate at step 0.
        decay_steps: Steps of the decay.
        alpha: Last rate as a share of the highest.
        name: Name of the schedule.
        warmup_target: Rate at the end of the warm-up; no warm-up when empty.
        warmup_steps: Steps of the warm-up.
    """

    def __init__(
        self,
        initial_learning_rate: NonNegativeFloat,
        decay_steps: PositiveFloat,
        alpha: float = 0.0,
        name: str = "CosineDecay",
        warmup_target: float | None = None,
        warmup_steps: NonNegativeFloat = 0,
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.alpha = alpha
        self.name = name
        self.warmup_target = warmup_target
        self.warmup_steps = warmup_steps

    def __call__(self, step: Any) -> Tensor:
        """Returns the rate on the wave or in the warm-up."""
        at, length, first = _step(step), np.float32(self.decay_steps), np.float32(self.initial_learning_rate)
        if self.warmup_target is None:
            return _rate(first * self._wave(np.minimum(at, length) / length))
        top, warm = np.float32(self.warmup_target), np.float32(self.warmup_steps)
        at = np.minimum(at, length + warm)
        if at < warm:
            return _rate((top - first) * (at / warm) + first)
        return _rate(top * self._wave((at - warm) / length))

    def _wave(self, done: Any) -> Any:
        return (1 - self.alpha) * _half_cosine(done) + self.alpha


@register("schedule", start={"initial_learning_rate": 0.001, "first_decay_steps": 1000})
class CosineDecayRestarts(LearningRateSchedule):
    """Cosine decay that starts again, each time longer and from a lower rate if wanted.

    Args:
        initial_learning_rate: The rate at step 0.
        first_decay_steps: Steps of the first period.
        t_mul: How many times longer each period is than the one before.
        m_mul: Factor on the highest rate from one period to the next.
        alpha: Last rate of a period as a share of the first rate.
        name: Name of the schedule.
    """

    def __init__(
        self,
        initial_learning_rate: NonNegativeFloat,
        first_decay_steps: PositiveFloat,
        t_mul: PositiveFloat = 2.0,
        m_mul: NonNegativeFloat = 1.0,
        alpha: float = 0.0,
        name: str = "SGDRDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.first_decay_steps = first_decay_steps
        self.t_mul = t_mul
        self.m_mul = m_mul
        self.alpha = alpha
        self.name = name

    def __call__(self, step: Any) -> Tensor:
        """Returns the rate within the period in which the step lies."""
        one, growth = np.float32(1), np.float32(self.t_mul)
        done = _step(step) / np.float32(self.first_decay_steps)
        if growth == 1:
            period = np.floor(done)
            done = done - period
        else:
            period = np.floor(np.log(one - done * (one - growth)) / np.log(growth))
            power = np.power(growth, period)
            done = (done - (one - power) / (one - growth)) / power
        wave = np.power(np.float32(self.m_mul), period) * _half_cosine(done)
        alpha = np.float32(self.alpha)
        return _rate(np.float32(self.initial_learning_rate) * ((one - alpha) * wave + alpha))


def serialize(learning_rate_schedule: LearningRateSchedule) -> Any:
    """Turns a schedule into plain data."""
    return to_data(learning_rate_schedule)


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a schedule from the result of :func:`serialize`."""
    return lookup.from_data("schedule", config, custom_objects)


def _step(step: Any) -> Any:
    return np.float32(as_array(step))


def _part(step: Any, decay_steps: float, staircase: bool) -> Any:
    part = _step(step) / np.float32(decay_steps)
    return np.floor(part) if staircase else part


def _half_cosine(done: Any) -> Any:
    return np.float32(0.5) * (np.float32(1) + np.cos(np.float32(math.pi) * done))


def _rate(value: Any) -> Tensor:
    return wrap(np.asarray(value, dtype=np.float32))
