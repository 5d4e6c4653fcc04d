"""Variables, functions and gradients in the words of Keras 1 and 2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from layerloom import config, ops, random
from layerloom.errors import LayerloomError
from layerloom.layers import Input
from layerloom.layers.call_context import current_training
from layerloom.models import Functional
from layerloom.tensors import Array, KerasTensor, Tensor, Variable, as_array

__all__ = [
    "batch_get_value", "batch_set_value", "constant", "count_params", "dtype", "eval", "foldl", "foldr",
    "function", "get_value", "in_test_phase", "in_train_phase", "int_shape", "is_sparse",
    "is_tensor", "is_variable", "learning_phase", "learning_phase_scope",
    "map_fn", "moving_average_update", "ndim", "ones", "ones_variable",
    "placeholder", "print_tensor", "random_bernoulli", "random_binomial", "random_normal", "random_normal_variable",
    "random_uniform", "random_uniform_variable", "set_learning_phase", "set_value", "shape", "stop_gradient",
    "switch", "to_dense", "truncated_normal", "update", "update_add", "update_sub", "variable", "zeros",
]  # fmt: skip

_phase: dict[str, int | None] = {"set": None}


def variable(value: Any, dtype: Any = None, name: str | None = None, constraint: Any = None) -> Variable:
    """Makes a variable that starts with a value."""
    made = Variable(as_array(value, dtype or config.floatx()), name=name)
    made.constraint = constraint
    return made


def constant(value: Any, dtype: Any = None, shape: Any = None, name: str | None = None) -> Tensor:
    """Makes a tensor of a value, repeated to a shape where one is given."""
    array = as_array(value, dtype or config.floatx())
    return Tensor(array if shape is None else np.broadcast_to(array, tuple(shape)).copy())


def zeros(shape: Any, dtype: Any = None, name: str | None = None) -> Variable:
    """Makes a variable of zeros."""
    return variable(np.zeros(shape), dtype, name)


def ones(shape: Any, dtype: Any = None, name: str | None = None) -> Variable:
    """Makes a variable of ones."""
    return variable(np.ones(shape), dtype, name)


ones_variable = ones


def placeholder(
    shape: Any = None,
    ndim: int | None = None,
    dtype: Any = None,
    sparse: bool = False,
    name: str | None = None,
) -> KerasTensor:
    """Makes a symbolic tensor from which :func:`function` can start.

    Args:
        shape: Its shape with the batch.
        ndim: The number of axes, where no shape is given.
        dtype: Number type.
        sparse: Accepted for Keras's sake.
        name: Its name.
    """
    if shape is None and ndim is None:
        raise LayerloomError("placeholder needs a shape or the number of axes, ndim.")
    return Input(
        batch_shape=tuple(shape) if shape is not None else (None,) * int(ndim or 0), dtype=dtype, name=name
    )


def function(inputs: Any, outputs: Any, updates: Any = None, **options: Any) -> Callable[[Any], Any]:
    """Returns a function of arrays that computes symbolic outputs from symbolic inputs.

    Args:
        inputs: Symbolic inputs; the learning phase among them is left out.
        outputs: Symbolic outputs that depend on them, a list for a list of results.
        updates: Pairs of a variable and its new value are not possible here.
        **options: Accepted for Keras's sake.

    Raises:
        ValueError: If updates are given.
    """
    if updates:
        raise LayerloomError("K.function takes no updates here: assign to the variables where they change.")
    several = isinstance(outputs, (list, tuple))
    symbols = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
    kept = [place for place, item in enumerate(symbols) if isinstance(item, KerasTensor)]
    model = Functional([symbols[place] for place in kept], list(outputs) if several else outputs)

    def run(given: Any) -> Any:
        values = list(given) if isinstance(given, (list, tuple)) else [given]
        phase = next((values[place] for place in range(len(values)) if place not in kept), None)
        found = model(
            [as_array(values[place]) for place in kept], training=None if phase is None else bool(phase)
        )
        return [np.asarray(item) for item in found] if several else np.asarray(found)

    return run


# -- values ----------------------------------------------------------------------------------------------------


def eval(x: Any) -> Array:
    """Returns the values of a tensor or variable."""
    return get_value(x)


def get_value(x: Any) -> Array:
    """Returns a copy of the values of a tensor or variable."""
    if isinstance(x, KerasTensor):
        raise LayerloomError("A symbolic tensor has no values: build a function or a model from it.")
    return np.array(x)


def set_value(x: Variable, value: Any) -> None:
    """Gives a variable new values."""
    x.assign(value)


def batch_get_value(tensors: Sequence[Any]) -> list[Array]:
    """Returns copies of the values of several variables."""
    return [get_value(item) for item in tensors]


def batch_set_value(tuples: Sequence[tuple[Variable, Any]]) -> None:
    """Gives several variables new values."""
    for item, value in tuples:
        item.assign(value)


def update(x: Variable, new_x: Any) -> Variable:
    """Gives a variable new values and returns it."""
    return x.assign(new_x)


def update_add(x: Variable, increment: Any) -> Variable:
    """Adds to a variable and returns it."""
    return x.assign_add(increment)


def update_sub(x: Variable, decrement: Any) -> Variable:
    """Subtracts from a variable and returns it."""
    return x.assign_sub(decrement)


def moving_average_update(x: Variable, value: Any, momentum: Any) -> Variable:
    """Moves a variable towards a value and returns it."""
    return x.assign(np.asarray(x) * momentum + np.asarray(value) * (1.0 - momentum))


def print_tensor(x: Any, message: str = "") -> Any:
    """Prints a tensor and returns it."""
    print(f"{message} {np.asarray(x)}" if message else np.asarray(x))  # noqa: T201 - it is what it is for
    return x


# -- what is known of a tensor ---------------------------------------------------------------------------------


def shape(x: Any) -> tuple[int | None, ...]:
    """Returns the size of every axis, ``None`` where it is unknown."""
    return ops.shape(x)


def int_shape(x: Any) -> tuple[int | None, ...] | None:
    """Returns the size of every axis, ``None`` where it is unknown."""
    return tuple(x.shape) if hasattr(x, "shape") else None


def ndim(x: Any) -> int:
    """Returns the number of axes."""
    return len(x.shape)


def dtype(x: Any) -> str:
    """Returns the name of the number type."""
    return str(x.dtype)


def count_params(x: Any) -> int:
    """Returns the number of elements."""
    return int(np.prod(x.shape))


def is_tensor(x: Any) -> bool:
    """Tells whether a value is a tensor, a variable or a symbol."""
    return isinstance(x, (Tensor, Variable, KerasTensor))


def is_variable(x: Any) -> bool:
    """Tells whether a value is a variable."""
    return isinstance(x, Variable)


def is_sparse(tensor: Any) -> bool:
    """Returns ``False``: all tensors are dense here."""
    return False


def to_dense(tensor: Any) -> Any:
    """Returns the tensor, which is dense already."""
    return tensor


# -- training and control --------------------------------------------------------------------------------------


def learning_phase() -> int:
    """Returns 1 while training, else 0."""
    training = current_training()
    return int(bool(_phase["set"] if training is None else training))


def set_learning_phase(value: Any) -> None:
    """Sets what :func:`learning_phase` returns outside of calls that say it.

    Args:
        value: 0 or 1.
    """
    _phase["set"] = int(value)


@contextmanager
def learning_phase_scope(value: Any) -> Iterator[None]:
    """Sets what :func:`learning_phase` returns inside a ``with`` statement.

    Args:
        value: 0 or 1.
    """
    before = _phase["set"]
    set_learning_phase(value)
    try:
        yield
    finally:
        _phase["set"] = before


def in_train_phase(x: Any, alt: Any, training: Any = None) -> Any:
    """Returns ``x`` while training, else ``alt``; functions are called."""
    chosen = x if (learning_phase() if training is None else training) else alt
    return chosen() if callable(chosen) else chosen


def in_test_phase(x: Any, alt: Any, training: Any = None) -> Any:
    """Returns ``alt`` while training, else ``x``; functions are called."""
    return in_train_phase(alt, x, training)


def switch(condition: Any, then_expression: Any, else_expression: Any) -> Any:
    """Returns one of two values, or of two functions' results, elementwise where the condition is a tensor."""
    if not getattr(condition, "shape", ()) and not isinstance(condition, KerasTensor):
        chosen = then_expression if bool(condition) else else_expression
        return chosen() if callable(chosen) else chosen
    then, other = (item() if callable(item) else item for item in (then_expression, else_expression))
    extra = len(np.shape(then) if not hasattr(then, "shape") else then.shape) - len(condition.shape)
    for _ in range(extra):
        condition = ops.expand_dims(condition, axis=-1)
    return ops.where(condition, then, other)


def stop_gradient(variables: Any) -> Any:
    """Returns the values as constants."""
    if isinstance(variables, (list, tuple)):
        return [ops.stop_gradient(item) for item in variables]
    return ops.stop_gradient(variables)


def map_fn(fn: Callable[..., Any], elems: Any, name: str | None = None, dtype: Any = None) -> Any:
    """Calls a function on every element along the first axis and stacks the results."""
    return ops.map(fn, elems)


def foldl(fn: Callable[..., Any], elems: Any, initializer: Any = None, name: str | None = None) -> Any:
    """Combines the elements along the first axis, from the first on."""
    return _fold(fn, list(ops.unstack(elems, axis=0)), initializer)


def foldr(fn: Callable[..., Any], elems: Any, initializer: Any = None, name: str | None = None) -> Any:
    """Combines the elements along the first axis, from the last on."""
    return _fold(fn, list(ops.unstack(elems, axis=0))[::-1], initializer)


def _fold(fn: Callable[..., Any], items: list[Any], start: Any) -> Any:
    value = items.pop(0) if start is None else start
    for item in items:
        value = fn(value, item)
    return value


# -- random numbers --------------------------------------------------------------------------------------------


def random_normal(
    shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None
) -> Any:
    """Draws from a normal distribution."""
    return random.normal(shape, mean=mean, stddev=stddev, dtype=dtype, seed=seed)


def random_uniform(
    shape: Any, minval: float = 0.0, maxval: float = 1.0, dtype: Any = None, seed: Any = None
) -> Any:
    """Draws evenly from a range."""
    return random.uniform(shape, minval=minval, maxval=maxval, dtype=dtype, seed=seed)


def truncated_normal(
    shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None
) -> Any:
    """Draws from a normal distribution within two standard deviations."""
    return random.truncated_normal(shape, mean=mean, stddev=stddev, dtype=dtype, seed=seed)


def random_bernoulli(shape: Any, p: float = 0.0, dtype: Any = None, seed: Any = None) -> Any:
    """Draws ones with probability ``p``, else zeros."""
    drawn = random.uniform(shape, seed=seed)
    return ops.cast(drawn <= p, dtype or config.floatx())


random_binomial = random_bernoulli


def random_normal_variable(
    shape: Any, mean: float, scale: float, dtype: Any = None, name: str | None = None, seed: Any = None
) -> Variable:
    """Makes a variable with values from a normal distribution."""
    return variable(random_normal(shape, mean, scale, dtype, seed), dtype, name)


def random_uniform_variable(
    shape: Any, low: float, high: float, dtype: Any = None, name: str | None = None, seed: Any = None
) -> Variable:
    """Makes a variable with values from a range."""
    return variable(random_uniform(shape, low, high, dtype, seed), dtype, name)
