"""Muon: momentum made orthogonal for matrices, AdamW for all other weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.declaration import register
from layerloom.declaration.fields import (
    Fraction,
    NonNegativeFloat,
    PositiveFloat,
    PositiveInt,
    Rate,
    ScheduleLike,
)
from layerloom.optimizers.optimizer import Optimizer
from layerloom.patterns import matches
from layerloom.tensors import Array, Variable


@register("optimizer", aliases=("muon",))
class Muon(Optimizer):
    """Moves matrices along their momentum with all directions made equally strong, other weights by AdamW.

    Args:
        learning_rate: The learning rate or a schedule.
        adam_beta_1: For AdamW, how slowly the average of the gradients follows them.
        adam_beta_2: For AdamW, how slowly the average of their squares follows them.
        adam_weight_decay: Weight decay of the weights that AdamW moves.
        epsilon: Small number that keeps AdamW's division finite.
        weight_decay: Weight decay of the matrices.
        exclude_layers: Patterns of names of weights that AdamW moves, though they are matrices.
        exclude_embeddings: Whether AdamW moves the tables of embeddings.
        muon_a: Linear factor of the iteration that makes a matrix orthogonal.
        muon_b: Cubic factor of that iteration.
        muon_c: Factor of the fifth power in that iteration.
        adam_lr_ratio: AdamW's learning rate over that of the matrices.
        momentum: Share of the momentum that is kept from step to step.
        ns_steps: Number of iterations that make a matrix orthogonal.
        nesterov: Whether the gradient is taken to be the one after the momentum step.
        rms_rate: Size of a step, for learning rates like Adam's; steps stay as they are when empty.
    """

    def __init__(
        self,
        learning_rate: ScheduleLike = 0.001,
        adam_beta_1: Rate = 0.9,
        adam_beta_2: Rate = 0.999,
        adam_weight_decay: NonNegativeFloat | None = 0.004,
        epsilon: NonNegativeFloat = 1e-7,
        weight_decay: NonNegativeFloat | None = 0.004,
        clipnorm: PositiveFloat | None = None,
        clipvalue: PositiveFloat | None = None,
        global_clipnorm: PositiveFloat | None = None,
        use_ema: bool = False,
        ema_momentum: Fraction = 0.99,
        ema_overwrite_frequency: PositiveInt | None = None,
        loss_scale_factor: PositiveFloat | None = None,
        gradient_accumulation_steps: PositiveInt | None = None,
        name: str | None = None,
        exclude_layers: Any = None,
        exclude_embeddings: bool = True,
        muon_a: float = 3.4445,
        muon_b: float = -4.7750,
        muon_c: float = 2.0315,
        adam_lr_ratio: NonNegativeFloat = 1,
        momentum: Fraction = 0.95,
        ns_steps: PositiveInt = 5,
        nesterov: bool = True,
        rms_rate: PositiveFloat | None = 0.2,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            learning_rate,
            weight_decay,
            clipnorm,
            clipvalue,
            global_clipnorm,
            use_ema,
            ema_momentum,
            ema_overwrite_frequency,
            loss_scale_factor,
            gradient_accumulation_steps,
            name,
            **kwargs,
        )
        self.adam_beta_1 = adam_beta_1
        self.adam_beta_2 = adam_beta_2
        self.adam_weight_decay = adam_weight_decay
        self.epsilon = epsilon
        self.exclude_layers = list(exclude_layers or ())
        self.exclude_embeddings = exclude_embeddings
        self.muon_a = muon_a
        self.muon_b = muon_b
        self.muon_c = muon_c
        self.adam_lr_ratio = adam_lr_ratio
        self.momentum = momentum
        self.ns_steps = ns_steps
        self.nesterov = nesterov
        self.rms_rate = rms_rate
        self._momentums: list[Variable] = []
        self._velocities: list[Variable | None] = []

    def build(self, variables: Sequence[Variable]) -> None:
        """Makes the momentums, and the averages of AdamW."""
        if self.built:
            return
        super().build(variables)
        for variable in variables:
            self._momentums.append(self.add_variable_from_reference(variable, "momentum"))
            by_adam = self._is_for_adam(variable)
            self._velocities.append(
                self.add_variable_from_reference(variable, "velocity") if by_adam else None
            )

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """Moves one variable."""
        index = self._get_variable_index(variable)
        momentum, velocity = self._momentums[index].value, self._velocities[index]
        if velocity is not None:
            rate = learning_rate * variable.value.dtype.type(self.adam_lr_ratio)
            self._adam_step(gradient, variable, rate, momentum, velocity.value)
            return
        momentum += gradient + momentum * (self.momentum - 1)
        ahead = gradient + self.momentum * momentum if self.nesterov else momentum
        step = learning_rate * self.zeropower_via_newtonschulz5(ahead, self.ns_steps)
        if self.rms_rate is not None:
            step = step * np.sqrt(np.float32(max(step.shape))) * step.dtype.type(self.rms_rate)
        variable.value[...] -= step

    def zeropower_via_newtonschulz5(self, x: Any, steps: int) -> Array:
        """Returns nearly the orthogonal matrix next to ``x``, by Newton-Schulz iterations of the fifth order."""
        tall = x.shape[0] > x.shape[1]
        if tall:
            x = x.T
        x = x / (np.linalg.norm(x) + x.dtype.type(1e-7))
        for _ in range(steps):
            gram = x @ x.T
            x = self.muon_a * x + (self.muon_b * gram + self.muon_c * (gram @ gram)) @ x
        result: Array = x.T if tall else x
        return result

    def _adam_step(
        self, gradient: Array, variable: Variable, learning_rate: Any, momentum: Array, velocity: Array
    ) -> None:
        kind = variable.value.dtype.type
        step = kind(int(self.iterations) + 1)
        share_1, share_2 = 1 - kind(self.adam_beta_1) ** step, 1 - kind(self.adam_beta_2) ** step
        alpha = learning_rate * np.sqrt(share_2) / share_1
        for w, g, m, v in self._blocks(variable.value, gradient, momentum, velocity):
            m += (g - m) * (1 - self.adam_beta_1)
            v += (g * g - v) * (1 - self.adam_beta_2)
            w -= m * alpha / (np.sqrt(v) + self.epsilon)

    def _decay_of(self, variable: Variable) -> float | None:
        return self.adam_weight_decay if self._is_for_adam(variable) else self.weight_decay

    def _is_for_adam(self, variable: Variable) -> bool:
        if len(variable.shape) != 2:
            return True
        if self.exclude_embeddings and "embedding" in variable.path.lower():
            return True
        return any(matches(pattern, variable.path, anywhere=True) for pattern in self.exclude_layers)
