"""The optimizer's step on parts of variables, right where their gradients were computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from layerloom.kernels.arrays import Array
from layerloom.models.plan.step import Gradient, Product, computed, flat
from layerloom.optimizers import SGD, Adam, AdamW, Optimizer, RMSprop
from layerloom.tensors import Variable

#: Most rows of a dense layer's product, and fewest units, for which BLAS gains nothing.
_MOST_ROWS, _LEAST_UNITS = 512, 8

_NOTHING = np.empty(0, np.float32)


class Updates:
    """Applies an optimizer; with kernels where it is one of the usual ones, else by itself.

    Args:
        optimizer: The optimizer.
        variables: All trainable variables of the model.
        kernels: The modules of kernels by family: the elementwise ones and, for dense layers, theirs.
    """

    def __init__(self, optimizer: Any, variables: Sequence[Variable], kernels: dict[str, Any]) -> None:
        self.optimizer = optimizer
        self.variables = list(variables)
        self._ops: Any = kernels["elementwise"]
        self._dense: Any = kernels.get("dense")
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

    def is_plain(self) -> bool:
        """Tells whether all there is to do with a gradient is the rule of a kernel."""
        return self.fused and self.optimizer.weight_decay is None

    def start(self) -> None:
        """Reads the learning rate for this step."""
        optimizer = self.optimizer
        self._seen.clear()
        if not self.fused:
            return
        self._states = self._kept()
        rate = np.float32(np.asarray(optimizer.rate_of_step()))
        self._rate, self.code = rate, _code(optimizer)
        numbers: tuple[Any, ...]
        if isinstance(optimizer, Adam):
            step = np.float32(int(optimizer.iterations) + 1)
            first, second = np.float32(optimizer.beta_1), np.float32(optimizer.beta_2)
            rate = rate * np.sqrt(1 - second**step) / (1 - first**step)
            numbers = rate, 1 - optimizer.beta_1, 1 - optimizer.beta_2, optimizer.epsilon
        elif isinstance(optimizer, RMSprop):
            numbers = rate, optimizer.rho, optimizer.epsilon
        else:
            numbers = rate, optimizer.momentum
        self.numbers = np.array(numbers, np.float32)

    def take(self, gradient: Gradient) -> None:
        """Takes in a part of a variable's gradient."""
        variable, start, stop, g = gradient
        if not self.fused:
            self._whole[id(variable)].reshape(-1)[start:stop] = computed(g)
            self._seen.add(id(variable))
            return
        optimizer, w = self.optimizer, flat(variable)
        decay = optimizer.weight_decay
        if decay is not None and optimizer._decays(variable):
            w[start:stop] -= w[start:stop] * np.float32(decay) * self._rate
        index = optimizer._index[id(variable)]
        first, second = (flat(state[index]) if state else _NOTHING for state in self._states)
        if isinstance(g, Product) and self._is_small(g):
            self._dense.update(g.inputs, g.slopes, g.low, g.high, w, first, second, self.code, self.numbers)
        else:
            parts = first[start:stop], second[start:stop]
            self._ops.update(w[start:stop], computed(g), *parts, self.code, self.numbers)

    def state_of(self, variable: Variable) -> tuple[Callable[[], Array], Callable[[], Array]]:
        """Returns where to find the two arrays that the rule keeps for a variable."""
        index = self.optimizer._index[id(variable)]

        def find(which: int) -> Array:
            states = self._states[which]
            return states[index].value if states else _NOTHING

        return partial(find, 0), partial(find, 1)

    def _kept(self) -> tuple[Any, Any]:
        """Returns what the rule keeps for every weight, nothing where it does not."""
        optimizer = self.optimizer
        if isinstance(optimizer, Adam):
            return optimizer._momentums, optimizer._velocities
        return (optimizer._velocities if isinstance(optimizer, RMSprop) else optimizer.momentums), None

    def _is_small(self, product: Product) -> bool:
        """Tells whether a product is faster together with the step than in BLAS."""
        rows, units = product.slopes.shape
        return self._dense is not None and rows <= _MOST_ROWS and units >= _LEAST_UNITS

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
        return not (optimizer.momentum or optimizer.centered or optimizer.epsilon_outside)
    return not getattr(optimizer, "amsgrad", False)


def _code(optimizer: Any) -> int:
    """Returns the number of an optimizer's rule, as the kernels count them."""
    if isinstance(optimizer, (Adam, RMSprop)):
        return 3 if isinstance(optimizer, Adam) else 4
    return 1 + bool(optimizer.nesterov) if optimizer.momentums else 0
