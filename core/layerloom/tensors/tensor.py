"""Tensor: a NumPy array whose operations a tape can follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from layerloom.tensors.dtypes import Array, as_array, dtype_name

#: Operator name -> primitive; the array and arithmetic primitives enter themselves here.
operators: dict[str, Callable[..., Any]] = {}


def operator(name: str) -> Callable[[Any], Any]:
    """Decorates the primitive that serves a Python operator, for example ``operator("add")``."""

    def add(function: Any) -> Any:
        operators[name] = function
        return function

    return add


class Operators:
    """Python's operators for tensors, variables and symbolic tensors, by way of the primitives."""

    __slots__ = ()
    __array_priority__ = 1000  # array + tensor must reach our __radd__
    __hash__ = object.__hash__

    shape: Any
    dtype: str

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def T(self) -> Any:  # noqa: N802 (NumPy's name)
        """The transposed tensor."""
        return operators["transpose"](self)

    def __add__(self, other: Any) -> Any:
        return operators["add"](self, other)

    def __radd__(self, other: Any) -> Any:
        return operators["add"](other, self)

    def __sub__(self, other: Any) -> Any:
        return operators["subtract"](self, other)

    def __rsub__(self, other: Any) -> Any:
        return operators["subtract"](other, self)

    def __mul__(self, other: Any) -> Any:
        return operators["multiply"](self, other)

    def __rmul__(self, other: Any) -> Any:
        return operators["multiply"](other, self)

    def __truediv__(self, other: Any) -> Any:
        return operators["divide"](self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return operators["divide"](other, self)

    def __floordiv__(self, other: Any) -> Any:
        return operators["floor_divide"](self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return operators["floor_divide"](other, self)

    def __mod__(self, other: Any) -> Any:
        return operators["mod"](self, other)

    def __rmod__(self, other: Any) -> Any:
        return operators["mod"](other, self)

    def __pow__(self, other: Any) -> Any:
        return operators["power"](self, other)

    def __rpow__(self, other: Any) -> Any:
        return operators["power"](other, self)

    def __matmul__(self, other: Any) -> Any:
        return operators["matmul"](self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return operators["matmul"](other, self)

    def __neg__(self) -> Any:
        return operators["negative"](self)

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return operators["absolute"](self)

    def __round__(self, decimals: int | None = None) -> Any:
        return operators["round"](self, decimals=decimals or 0)

    def __eq__(self, other: Any) -> Any:
        return operators["equal"](self, other)

    def __ne__(self, other: Any) -> Any:
        return operators["not_equal"](self, other)

    def __lt__(self, other: Any) -> Any:
        return operators["less"](self, other)

    def __le__(self, other: Any) -> Any:
        return operators["less_equal"](self, other)

    def __gt__(self, other: Any) -> Any:
        return operators["greater"](self, other)

    def __ge__(self, other: Any) -> Any:
        return operators["greater_equal"](self, other)

    def __and__(self, other: Any) -> Any:
        return operators["logical_and"](self, other)

    def __or__(self, other: Any) -> Any:
        return operators["logical_or"](self, other)

    def __rand__(self, other: Any) -> Any:
        return operators["logical_and"](other, self)

    def __ror__(self, other: Any) -> Any:
        return operators["logical_or"](other, self)

    def __xor__(self, other: Any) -> Any:
        return operators["logical_xor"](self, other)

    def __rxor__(self, other: Any) -> Any:
        return operators["logical_xor"](other, self)

    def __invert__(self) -> Any:
        return operators["logical_not"](self)

    def __getitem__(self, key: Any) -> Any:
        return operators["getitem"](self, key=key)


class Tensor(Operators):
    """An n-dimensional array of numbers.

    Args:
        value: An array, number or nested list.
        dtype: Number type; by default the value's own, with Python floats as float32.
    """

    __slots__ = ("__weakref__", "_keras_mask", "_logits", "_value")

    _keras_mask: Any  # which steps count, where a layer has said it
    _logits: Any  # what a softmax or sigmoid was computed from: (name, axis, tensor)

    def __init__(self, value: Any, dtype: Any = None) -> None:
        self._value = as_array(value, dtype)

    @property
    def value(self) -> Array:
        """The NumPy array itself, not a copy."""
        return self._value

    @property
    def shape(self) -> tuple[int, ...]:
        """The size of every axis."""
        return self._value.shape

    @property
    def dtype(self) -> str:  # type: ignore[override]
        """The name of the number type."""
        return dtype_name(self._value.dtype)

    @property
    def size(self) -> int:
        """The number of elements."""
        return self._value.size

    def numpy(self) -> Array:
        """Returns the values as a NumPy array."""
        return self._value

    def item(self) -> Any:
        """Returns the single element as a Python number."""
        return self._value.item()

    def tolist(self) -> Any:
        """Returns the values as nested lists."""
        return self._value.tolist()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self._value, dtype=dtype, copy=copy)

    def __len__(self) -> int:
        if not self._value.shape:
            raise TypeError("A scalar tensor has no length.")
        return int(self._value.shape[0])

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(len(self)))

    def __bool__(self) -> bool:
        return bool(self._value)

    def __int__(self) -> int:
        return int(self._value)

    def __float__(self) -> float:
        return float(self._value)

    def __index__(self) -> int:
        return self._value.__index__()

    def __format__(self, spec: str) -> str:
        return format(self._value.item() if self._value.ndim == 0 else self._value, spec)

    def __repr__(self) -> str:
        return f"<Tensor shape={self.shape} dtype={self.dtype}>\n{self._value}"


def wrap(array: Array) -> Tensor:
    """Makes a tensor of an array without any conversion."""
    tensor = Tensor.__new__(Tensor)
    tensor._value = array
    return tensor
