"""Variable: a named array that training changes in place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from layerloom.errors import UnknownPartError
from layerloom.naming import current_path, unique_name
from layerloom.tensors.dtypes import Array, as_array, holds_none, is_float, standardize_dtype
from layerloom.tensors.tensor import Operators, Tensor, operators, wrap


class _State(threading.local):
    """What one thread sees in place of the values themselves."""

    abstract = False
    blank = False
    stateless: Any = None
    compute_dtype: str | None = None


_state = _State()

#: How many scopes are open in all threads; while there is none, nobody asks for them.
_open = [0]


@contextmanager
def abstract_variables() -> Iterator[None]:
    """Inside, variables get shape and number type but no values.

    Layers can so be built only to learn their parameter counts, at no cost in memory.
    """
    before, _state.abstract = _state.abstract, True
    try:
        yield
    finally:
        _state.abstract = before


@contextmanager
def blank_variables() -> Iterator[None]:
    """Inside, variables that would start with random numbers start with zeros, as a file's values will replace them."""
    before, _state.blank = _state.blank, True
    try:
        yield
    finally:
        _state.blank = before


@contextmanager
def autocast(dtype: str | None) -> Iterator[None]:
    """Inside, operations see floating point variables in another number type, unless those opted out.

    Args:
        dtype: The number type, ``None`` for the variables' own.
    """
    before, _state.compute_dtype = _state.compute_dtype, dtype
    _open[0] += 1
    try:
        yield
    finally:
        _state.compute_dtype = before
        _open[0] -= 1


class StatelessScope:
    """Inside, variables have the values given here, and no assignment changes them (``keras.StatelessScope``).

    Args:
        state_mapping: Pairs of a variable and the value that it has inside.
        collect_losses: Accepted for Keras's sake.
        initialize_variables: Accepted for Keras's sake.

    Raises:
        ValueError: If a key is no variable, or a value has another shape.
    """

    def __init__(
        self, state_mapping: Any = None, collect_losses: bool = False, initialize_variables: bool = True
    ) -> None:
        self.collect_losses = collect_losses
        self._values: dict[int, tuple[Variable, Any]] = {}
        for variable, value in state_mapping or ():
            if not isinstance(variable, Variable):
                raise ValueError(f"The keys of a StatelessScope must be variables, got {variable!r:.80}.")
            if tuple(np.shape(value)) != variable.shape:
                raise ValueError(
                    f"Variable {variable.path!r} has shape {variable.shape}; "
                    f"it cannot have a value of shape {tuple(np.shape(value))} in a StatelessScope."
                )
            kept = value.copy() if isinstance(value, np.ndarray) else value  # assignments inside change it
            self._values[id(variable)] = variable, kept

    def get_current_value(self, variable: Variable) -> Any:
        """Returns a variable's value in the scope, ``None`` where it has neither been given nor assigned."""
        found = self._values.get(id(variable))
        return None if found is None else found[1] if isinstance(found[1], Tensor) else wrap(found[1])

    def seen(self, variable: Variable) -> Any:
        """Returns what operations see of a variable: the tensor that was given, so that tapes can follow it."""
        found = self._values.get(id(variable))
        return variable if found is None else found[1]

    def array(self, variable: Variable) -> Array:
        """Returns a variable's values here, which may be changed in place."""
        found = self._values.get(id(variable))
        value = variable._value if found is None else found[1]
        if found is None or not isinstance(value, np.ndarray):
            value = np.array(value, dtype=variable.dtype)
            self._values[id(variable)] = variable, value
        return value

    def __enter__(self) -> StatelessScope:
        self._before = _state.stateless
        _state.stateless = self
        _open[0] += 1
        return self

    def __exit__(self, *_: object) -> None:
        _state.stateless = self._before
        _open[0] -= 1


def is_autocasting() -> bool:
    """Tells whether operations of this thread see variables in another number type than their own."""
    return bool(_open[0]) and _state.compute_dtype is not None


def in_stateless_scope() -> bool:
    """Tells whether this thread is inside a :class:`StatelessScope`."""
    return _state.stateless is not None


class Variable(Operators):
    """A tensor with a fixed shape whose values can be assigned.

    Args:
        initializer: An array, or a function of (shape, dtype) that makes one.
        shape: The shape, needed with a function.
        dtype: Number type; by default the array's own, else float32.
        trainable: Whether tapes watch it and optimizers change it.
        autocast: Whether layers of mixed precision see it in the number type that they compute in.
        name: Its name, for example ``"kernel"``.
    """

    def __init__(
        self,
        initializer: Any,
        shape: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        aggregation: str | None = None,
        name: str | None = None,
        **_: Any,
    ) -> None:
        self.autocast = autocast
        self.aggregation = aggregation or "none"
        self.name = name or unique_name("variable")
        self.path = "/".join(part for part in (current_path(), self.name) if part)
        self.trainable = trainable
        self.regularizer: Any = None
        self.constraint: Any = None
        self._value: Array | None
        self._no_value: Exception | None = None  # why it has none
        if callable(initializer) and not isinstance(initializer, Operators):
            if shape is None:
                raise ValueError(f"Variable {self.name!r}: an initializer function needs a shape.")
            self.dtype = standardize_dtype(dtype)
            self.shape = tuple(int(size) for size in shape)
            self._value = None if _state.abstract else self._initial(initializer)
        else:
            array = np.array(as_array(initializer), dtype=None if dtype is None else standardize_dtype(dtype))
            if holds_none(array):
                raise ValueError(
                    f"Variable {self.name!r}: {initializer!r:.60} holds None, which is no number."
                )
            self.dtype, self.shape, self._value = array.dtype.name, array.shape, array

    def _initial(self, initializer: Callable[..., Any]) -> Array | None:
        if _state.blank and hasattr(initializer, "seed"):
            return np.zeros(self.shape, self.dtype)
        try:
            made = as_array(initializer(self.shape, dtype=self.dtype))
        except UnknownPartError as error:  # the values may come from a file
            self._no_value = UnknownPartError(f"Weight {self.path!r}: {error}")
            return None
        if made.shape != self.shape:
            raise ValueError(
                f"Variable {self.path!r}: the initializer gave shape {made.shape}, expected {self.shape}."
            )
        return np.array(made, dtype=self.dtype, order="C")

    @property
    def value(self) -> Array:
        """The NumPy array itself, not a copy.

        Raises:
            RuntimeError: If the variable was made without values.
            UnknownPartError: If it has none since nobody here knows what it starts with.
        """
        if self._value is None:
            never = f"Variable {self.path!r} was made for its shape only and has no values."
            raise self._no_value or RuntimeError(never)
        if _open[0] and _state.stateless is not None:
            return _state.stateless.array(self)  # type: ignore[no-any-return]
        return self._value

    @property
    def has_value(self) -> bool:
        """Whether it was made with values, and not for its shape only."""
        return self._value is not None

    @property
    def size(self) -> int:
        """The number of elements."""
        return int(np.prod(self.shape, dtype=np.int64))

    def assign(self, value: Any) -> Variable:
        """Copies new values in.

        Raises:
            ValueError: If the shape differs.
        """
        array = as_array(value)
        if array.shape != self.shape:
            raise ValueError(
                f"Variable {self.path!r} has shape {self.shape}; it cannot take values of shape {array.shape}."
            )
        if self._value is None:
            self._value = np.array(array, dtype=self.dtype)
        else:
            self.value[...] = array
        return self

    def assign_add(self, value: Any) -> Variable:
        """Adds to the values in place."""
        np.add(self.value, as_array(value), out=self.value, casting="same_kind")
        return self

    def assign_sub(self, value: Any) -> Variable:
        """Subtracts from the values in place."""
        np.subtract(self.value, as_array(value), out=self.value, casting="same_kind")
        return self

    def read_value(self) -> Tensor:
        """Returns the current values as a tensor of their own."""
        return wrap(self.value.copy())

    def numpy(self) -> Array:
        """Returns a copy of the values."""
        return self.value.copy()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self.value, dtype=dtype, copy=copy)

    def __len__(self) -> int:
        return int(self.shape[0])

    def __float__(self) -> float:
        return float(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __format__(self, spec: str) -> str:
        return format(self.value.item() if not self.shape else self.value, spec)

    def __repr__(self) -> str:
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}>"


def seen_now(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Returns the arguments of an operation with variables as the open scopes of this thread show them."""
    if not _open[0] or (_state.stateless is None and _state.compute_dtype is None):
        return values
    return tuple(_seen(value) if isinstance(value, Variable) else value for value in values)


def seen_dtype(value: Any) -> str:
    """Returns the number type in which operations see a variable or tensor."""
    wanted = _state.compute_dtype
    if wanted is not None and isinstance(value, Variable) and value.autocast and is_float(value.dtype):
        return wanted
    return str(value.dtype)


def _seen(variable: Variable) -> Any:
    value = variable if _state.stateless is None else _state.stateless.seen(variable)
    wanted = _state.compute_dtype
    if wanted is None or not variable.autocast or not is_float(variable.dtype) or wanted == variable.dtype:
        return value
    before, _state.compute_dtype = wanted, None  # the cast itself must see the variable as it is
    try:
        return operators["cast"](value, dtype=wanted)
    finally:
        _state.compute_dtype = before
