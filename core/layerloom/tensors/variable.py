"""Variable: a named array that training changes in place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from layerloom.naming import current_path, unique_name
from layerloom.tensors.dtypes import Array, as_array, standardize_dtype
from layerloom.tensors.tensor import Operators, Tensor, wrap


class _State(threading.local):
    abstract = False


_state = _State()


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


class Variable(Operators):
    """A tensor with a fixed shape whose values can be assigned.

    Args:
        initializer: An array, or a function of (shape, dtype) that makes one.
        shape: The shape, needed with a function.
        dtype: Number type; by default the array's own, else float32.
        trainable: Whether tapes watch it and optimizers change it.
        name: Its name, for example ``"kernel"``.
    """

    def __init__(
        self,
        initializer: Any,
        shape: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        name: str | None = None,
        **_: Any,
    ) -> None:
        self.name = name or unique_name("variable")
        self.path = "/".join(part for part in (current_path(), self.name) if part)
        self.trainable = trainable
        self.regularizer: Any = None
        self.constraint: Any = None
        self._value: Array | None
        if callable(initializer) and not isinstance(initializer, Operators):
            if shape is None:
                raise ValueError(f"Variable {self.name!r}: an initializer function needs a shape.")
            self.dtype = standardize_dtype(dtype)
            self.shape = tuple(int(size) for size in shape)
            self._value = None if _state.abstract else self._initial(initializer)
        else:
            array = np.array(as_array(initializer), dtype=None if dtype is None else standardize_dtype(dtype))
            self.dtype, self.shape, self._value = array.dtype.name, array.shape, array

    def _initial(self, initializer: Callable[..., Any]) -> Array:
        made = as_array(initializer(self.shape, dtype=self.dtype))
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
        """
        if self._value is None:
            raise RuntimeError(f"Variable {self.path!r} was made for its shape only and has no values.")
        return self._value

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
            self._value[...] = array
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
