"""What an operation says of inputs that do not go together, in place of what NumPy says."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

import numpy as np

from layerloom.errors import LayerloomError, MisfitError, MisfitIndexError

Made = TypeVar("Made", bound=Callable[..., Any])

#: How NumPy's sentences begin, and what is to be told instead.
_TOLD = {
    r"could not be broadcast|could not broadcast|shape mismatch|more dimensions than allowed": (
        "sizes must be equal or 1, counted from the last axis"
    ),
    r"mismatch in its core|not aligned": "the last axis of the first must be as long as the last but one of the second",
    r"cannot reshape": "the new shape must hold as many values as there are",
    r"concatenation axis|must have the same number of dim|must have same shape": (
        "all sizes but those along the axis must be equal"
    ),
    r"Size of label|operand has a mismatch|does not match previous": "axes of one letter must have one size",
    r"axes don't match|repeated axis in": "the axes must name every axis once",
    r"select an axis to squeeze": "only axes of size 1 can be taken out",
    r"could not convert string|'<U|StrDType": "texts are no numbers",
    r"negative dimensions|must be non-negative": "sizes cannot be negative",
    r"cannot be interpreted as an integer": "sizes and counts must be whole numbers",
    r"according to the rule 'safe'": "numbers of this type are not taken: cast them first, for example to int32",
    r"array of size 1": "a single number is wanted",
    r"division by zero": "a step of 0 leads nowhere",
    r"cannot compute length|Maximum allowed size|float infinity": "start, stop and step must be finite",
    r"cannot include zero": "neither end may be 0",
    r"at least one array": "at least one tensor is wanted",
    r"bins must be monotonically": "the bins must rise or fall",
    r"must be in the range \[0, 1\]": "shares lie between 0 and 1",
    r"out of bounds for array with size": "there are fewer values than that",
}

#: The same for what is not there; the numbers of NumPy's sentence stand in braces.
_MISSING = {
    r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)": (
        "there is no index {0}: axis {1} has {2} of them, from 0 on"
    ),
    r"axis (-?\d+) is out of bounds for array of dimension (\d+)": "there is no axis {0} among {1}, which count from 0",
    r"array is (\d+)-dimensional, but (\d+) were indexed": "{1} indices are too many for {0} axes",
    r"only integers, slices": "indices are whole numbers, slices, ..., None, or arrays of numbers or truth values",
}

#: Operations that people write as signs.
_WRITTEN = {"getitem": "Indexing", "put": "Assigning to a part"}


def in_words(
    operation: str, inputs: Sequence[Any], attributes: dict[str, Any], error: Exception
) -> MisfitError | None:
    """Returns the sentence for an error of NumPy, ``None`` where it has words of its own.

    Args:
        operation: Name of the operation.
        inputs: Its arrays.
        attributes: Its other arguments.
        error: What was raised.
    """
    if isinstance(error, LayerloomError):
        return None
    hint = next((told for pattern, told in _TOLD.items() if re.search(pattern, str(error))), None)
    kind = MisfitError
    for pattern, told in _MISSING.items() if isinstance(error, IndexError) else ():
        if found := re.search(pattern, str(error)):
            hint, kind = told.format(*found.groups()), MisfitIndexError
    if hint is None:
        return None
    shapes = [str(np.shape(item)) for item in inputs]
    given = ", ".join(f"{key}={value!r:.40}" for key, value in attributes.items() if value is not None)
    name = operation.lstrip("_")
    if not shapes:
        return kind(f"{name} cannot work with {given}: {hint}.")
    what = f"shape {shapes[0]}" if len(shapes) == 1 else f"the shapes {' and '.join(shapes)}"
    return kind(
        f"{_WRITTEN.get(name, name)} cannot work on {what}{f' with {given}' if given else ''}: {hint}."
    )


def told_in_words(function: Made) -> Made:
    """Decorates a function that is no primitive, so that it says in words what NumPy cannot make of its arguments."""
    signature = inspect.signature(function)

    @wraps(function)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except (ValueError, TypeError, IndexError, ArithmeticError) as error:
            try:
                given = signature.bind(*args, **kwargs).arguments
            except TypeError:
                raise error from None
            sentence = in_words(function.__name__, (), given, error)
            if sentence is None:
                raise
            raise sentence from error

    return told  # type: ignore[return-value]
