"""What an operation says of inputs that do not go together, in place of what NumPy says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError, MisfitError, MisfitIndexError

#: How NumPy's sentences begin, and what is to be told instead.
_TOLD = {
    r"could not be broadcast|could not broadcast|shape mismatch": (
        "sizes must be equal or 1, counted from the last axis"
    ),
    r"mismatch in its core|not aligned": "the last axis of the first must be as long as the last but one of the second",
    r"cannot reshape": "the new shape must hold as many values as there are",
    r"concatenation axis|must have the same number of dim|must have same shape": (
        "all sizes but those along the axis must be equal"
    ),
    r"Size of label|operand has a mismatch|does not match previous": "axes of one letter must have one size",
    r"axes don't match": "the axes must name every axis once",
    r"select an axis to squeeze": "only axes of size 1 can be taken out",
    r"could not convert string|'<U|StrDType": "texts are no numbers",
    r"negative dimensions": "sizes cannot be negative",
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
    what = f"shape {shapes[0]}" if len(shapes) == 1 else f"the shapes {' and '.join(shapes)}"
    name = operation.lstrip("_")
    return kind(
        f"{_WRITTEN.get(name, name)} cannot work on {what}{f' with {given}' if given else ''}: {hint}."
    )
