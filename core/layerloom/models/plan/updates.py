"""The optimizer's step on parts of variables, right where their gradients were computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.models.plan.step import Gradient, flat
from layerloom.optimizers import SGD, Adam, AdamW, Optimizer, RMSprop
from layerloom.tensors import Variable


class Updates:
    """Applies an optimizer; with kernels where it is one of the usual ones, else by itself.

    Args:
        optimizer: The optimizer.
        variables: All trainable variables of the model.
        kernels: The module of elementwise kernels.
    """

    def __init__(self, optimizer: Any, variables: Sequence[Variable], kernels: Any) -> None:
        self.optimizer = optimizer
        self.variables = list(variables)
        self._ops = kernels
        if self.variables and not optimizer.built:
            optimizer.build(self.variables)
        self.fused = _is_plain(optimizer) and all(id(v) in optimizer._index for v in self.variables)
        self._seen: set[int] = set()
        self._whole = {} if self.fused else {id(v): np.empty(v.shape, v.dtype) for v in self.variables}
        self._constrained = [v for v in self.variables if v.constraint is not None]

    @staticmethod
    def possible(optimizer: Any) -> bool:
        """Tells whether a plan may use this optimizer: none that scales the loss or is of another kind."""
        return (
            isinstance(optimizer, Optimizer)
            and optimizer.loss_scale_factor is None
            and type(optimizer).scale_loss is Optimizer.scale_loss
            and type(optimizer).apply is Optimizer.apply
            and type(optimizer).apply_gradients is Optimizer.apply_gradients
        )

    def start(self) -> None:
        """Reads the learning rate for this step."""
        optimizer = self.optimizer
        self._seen.clear()
        if not self.fused:
            return
        rate = np.float32(np.asarray(optimizer.learning_rate))
        self._rate = rate
        if isinstance(optimizer, Adam):
            step = np.float32(int(optimizer.iterations) + 1)
            first, second = np.float32(optimizer.beta_1), np.float32(optimizer.beta_2)
            self._alpha = rate * np.sqrt(1 - second**step) / (1 - first**step)

    def take(self, gradient: Gradient) -> None:
        """Takes in a part of a variable's gradient."""
        variable, start, stop, g = gradient
        if not self.fused:
            self._whole[id(variable)].reshape(-1)[start:stop] = g
            self._seen.add(id(variable))
            return
        optimizer, ops = self.optimizer, self._ops
        w = flat(variable)[start:stop]
        decay = optimizer.weight_decay
        if decay is not None and optimizer._decays(variable):
            w -= w * np.float32(decay) * self._rate
        index = optimizer._index[id(variable)]
        if isinstance(optimizer, Adam):
            m, v = (flat(s[index])[start:stop] for s in (optimizer._momentums, optimizer._velocities))
            ops.adam(w, g, m, v, self._alpha, 1 - optimizer.beta_1, 1 - optimizer.beta_2, optimizer.epsilon)
        elif isinstance(optimizer, RMSprop):
            v = flat(optimizer._velocities[index])[start:stop]
            ops.rmsprop(w, g, v, self._rate, optimizer.rho, optimizer.epsilon)
        elif optimizer.momentums:
            m = flat(optimizer.momentums[index])[start:stop]
            ops.momentum(w, g, m, self._rate, optimizer.momentum, bool(optimizer.nesterov))
        else:
            ops.sgd(w, g, self._rate)

    def finish(self) -> None:
        """Completes the step when all gradients are in."""
        if not self.fused:
            self.optimizer.apply_gradients(
                [(self._whole[id(v)], v) for v in self.variables if id(v) in self._seen]
            )
            return
        for variable in self._constrained:
            variable.assign(variable.constraint(variable))
        self.optimizer._iterations.value[...] += 1


def _is_plain(optimizer: Any) -> bool:
    """Tells whether an optimizer's step is one of the kernels' rules and nothing round it."""
    if type(optimizer) not in (Adam, AdamW, SGD, RMSprop):
        return False
    extras = ("clipnorm", "clipvalue", "global_clipnorm", "use_ema", "gradient_accumulation_steps")
    if any(getattr(optimizer, name) for name in extras):
        return False
    if isinstance(optimizer, RMSprop):
        return not optimizer.momentum and not optimizer.centered
    return not getattr(optimizer, "amsgrad", False)
