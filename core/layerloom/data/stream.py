"""Stream: what every data set has: a way to start a pass over its elements, and their number if it is known."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np

from layerloom.data import elements
from layerloom.data.specs import spec_of
from layerloom.errors import FieldError, LayerloomError
from layerloom.tensors import Tensor, wrap

AUTOTUNE = -1
INFINITE_CARDINALITY = -1
UNKNOWN_CARDINALITY = -2


class Stream:
    """A stream of elements, each an array or a tuple or dict of arrays; every method returns a new stream.

    Iterating yields tensors (text as arrays); every ``for`` starts a new pass.

    Args:
        make: Function without arguments that starts a pass over the elements as arrays.
        size: Number of elements, ``INFINITE_CARDINALITY`` or ``UNKNOWN_CARDINALITY``.
        spec: What is known of the elements before a pass, as ``element_spec`` tells it.
    """

    def __init__(
        self, make: Callable[[], Iterator[Any]], size: int = UNKNOWN_CARDINALITY, spec: Any = None
    ) -> None:
        self._make = make
        self._size = size
        self._spec = spec
        self._batch_size: int | None = None  # of what batch itself made
        # Whether the first axis is that of batches, the last of which may be smaller.
        self._open_batches = False

    @property
    def element_spec(self) -> Any:
        """What the elements are: a :class:`TensorSpec`, or a tuple or dict of them.

        If nobody has told it, the first element is read for it; sizes that differ in other elements are then not
        known, but for the smaller last batch.

        Raises:
            LayerloomError: If there is no element.
        """
        if self._spec is None:
            first = next(self._make(), None)
            if first is None:
                raise LayerloomError("The Dataset has no element, so that it is not known what elements are.")
            self._spec = spec_of(first, self._open_batches)
        return self._spec

    def reduce(self, initial_state: Any, reduce_func: Callable[..., Any], name: str | None = None) -> Any:
        """Returns the last of the states that ``reduce_func(state, element)`` gives."""
        state = elements.to_tensors(elements.to_element(initial_state))
        for element in self:
            state = reduce_func(state, element)
        return state

    def apply(self, transformation_func: Callable[[Self], Any]) -> Any:
        """Returns what a function makes of this data set."""
        return transformation_func(self)

    def __iter__(self) -> Iterator[Any]:
        return (elements.to_tensors(element) for element in self._make())

    def as_numpy_iterator(self) -> Iterator[Any]:
        """Starts a pass that yields NumPy arrays and numbers."""
        return (
            elements.map_element(lambda part: part if part.ndim else part[()], element)
            for element in self._make()
        )

    def get_single_element(self, name: str | None = None) -> Any:
        """Returns the only element.

        Raises:
            LayerloomError: If there is none, or more than one.
        """
        found = list(itertools.islice(self, 2))
        if len(found) != 1:
            raise LayerloomError(f"The Dataset has {'no element' if not found else 'more than one element'}.")
        return found[0]

    def cardinality(self) -> Tensor:
        """Returns the number of elements, ``INFINITE_CARDINALITY`` or ``UNKNOWN_CARDINALITY``, as a tensor."""
        return wrap(np.asarray(self._size, np.int64))

    def __len__(self) -> int:
        if self._size < 0:
            what = "is infinite" if self._size == INFINITE_CARDINALITY else "is not known before a pass"
            raise TypeError(f"The length of this Dataset {what}.")
        return self._size

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        size = {INFINITE_CARDINALITY: "infinite", UNKNOWN_CARDINALITY: "unknown"}.get(self._size, self._size)
        return f"<Dataset elements={size}>"

    def _new(self, make: Callable[[], Iterator[Any]], size: int = UNKNOWN_CARDINALITY) -> Self:
        """Returns a stream of elements like these."""
        made = type(self)(make, size)
        made._open_batches = self._open_batches
        return made

    def _changed(self, change: Callable[[Iterator[Any]], Iterator[Any]], size: int | None = None) -> Self:
        return self._new(lambda: change(self._make()), self._size if size is None else size)


def at_least(name: str, value: Any, least: int) -> int:
    """Returns a whole number that must not be less than ``least``.

    Raises:
        FieldError: If it is.
    """
    number = int(value)
    if number < least:
        raise FieldError(f"{name} must be at least {least}, got {value!r}.")
    return number


def call(function: Callable[..., Any], element: Any) -> Any:
    """Calls a user's function with an element; a tuple's parts are its arguments."""
    given = elements.to_tensors(element)
    return function(*given) if isinstance(given, tuple) else function(given)


def call_numbered(name: str, function: Callable[..., Any], numbered: tuple[int, Any]) -> Any:
    """Calls a user's function with an element; an error says which element it was.

    Raises:
        LayerloomError: If the function raises anything; what it raised is the cause, or is this error itself.
    """
    number, element = numbered
    try:
        return call(function, element)
    except Exception as error:
        shown = getattr(function, "__name__", type(function).__name__)
        text = f"The function {shown} given to {name} failed on element {number} ({_described(element)})"
        if isinstance(error, LayerloomError):
            error.add_note(f"{text}.")
            raise
        raise LayerloomError(f"{text}: {type(error).__name__}: {error}") from error


def _described(element: Any) -> str:
    parts = [f"{part.dtype} of shape {part.shape}" for part in elements.arrays(element)]
    return ", ".join(parts[:4]) + (", ..." if len(parts) > 4 else "")
