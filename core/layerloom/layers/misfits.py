"""What is said of an input that a layer cannot work on, in place of what NumPy or Python say."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError, MisfitError, ShapeError
from layerloom.layers.structures import flat_shapes, has_tensors
from layerloom.tensors import Tensor

#: Where errors come from that are no words for users: this library, NumPy, and Python's own modules.
_LIBRARY, _NUMPY, _PYTHON = (
    str(Path(file).parent) for file in (str(Path(__file__).parent), np.__file__, inspect.__file__)
)


def explained(layer: Any, value: Any, error: Exception) -> ShapeError | None:
    """Returns the sentence for an error that a layer of this library met in its build or call.

    Args:
        layer: The layer.
        value: Its first argument.
        error: What was raised.

    Returns:
        The error to raise in its place; ``None`` where it has words of its own, or comes from a user's code.
    """
    title = layer._title
    ours = type(layer).__module__.startswith("layerloom.")
    known = isinstance(error, LayerloomError) and not isinstance(error, MisfitError)
    if not ours or known or not _from_inside(error.__traceback__):
        return None
    if "Layer " in str(error) or repr(layer.name) in str(error):
        return None
    if value is None:
        return ShapeError(f"Layer {title} got None as its input: give it an array or a tensor.")
    if not has_tensors(value):
        what = (
            f"the text {value!r:.40}" if isinstance(value, str) else f"{type(value).__name__} {value!r:.40}"
        )
        return ShapeError(
            f"Layer {title} wants an array with a batch axis, got {what}: "
            "make it one, for example np.array([[1.0, 2.0]])."
        )
    kinds = _kinds(value)
    if kinds & set("US"):
        return ShapeError(
            f"Layer {title} works on numbers, got texts: turn them into numbers first, "
            "for example by StringLookup or TextVectorization."
        )
    if "O" in kinds:
        return ShapeError(
            f"Layer {title} works on numbers, got Python objects, such as rows of different lengths: "
            "bring them to one length, for example by keras.utils.pad_sequences."
        )
    return ShapeError(f"Layer {title} cannot work on {_described(value)}: {_wanted(layer)}.")


def _from_inside(trace: TracebackType | None) -> bool:
    """Tells whether no line of a user took part below the layer's own call."""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        python = file.startswith(_PYTHON) and "site-packages" not in file
        if not python and not file.startswith((_LIBRARY, _NUMPY, "<")):
            return False
        trace = trace.tb_next
    return True


def _kinds(value: Any) -> set[str]:
    """Returns the kinds of number types in nested arrays, as NumPy calls them."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return set().union(*(_kinds(item) for item in value))
    array = np.asarray(getattr(value, "value", value)) if isinstance(value, (np.ndarray, Tensor)) else None
    if array is None or array.dtype.kind != "O":
        return set() if array is None else {array.dtype.kind}
    return {"U" if array.size and isinstance(array.flat[0], (str, bytes)) else "O"}


def _described(value: Any) -> str:
    shapes = flat_shapes(value)
    if len(shapes) == 1 and not isinstance(value, (list, tuple, dict)):
        return f"an input of shape {shapes[0]}"
    return f"inputs of the shapes {', '.join(map(str, shapes))}"


def _wanted(layer: Any) -> str:
    """Returns what a layer was built for, and what can be done."""
    built = list((layer._build_shapes or {}).values()) if layer.built else []
    if not built or built[0] is None:
        return "look at the input shape in its description, and bring the input to it"
    shapes = built[0] if len(built) == 1 else built
    return f"it was built for {shapes}; bring the input to that shape, or make a new layer for this one"


#: What Python says of arguments that a function does not take, and what it means.
_REFUSED = {
    r"got an unexpected keyword argument (.*)": "does not know the argument {0}",
    r"missing a required (?:\S+ )?argument: (.*)": "needs the argument {0}",
    r"multiple values for argument (.*)": "is given the argument {0} twice",
    r"too many positional arguments": "is given too many positional arguments",
}


def refused_call(error: TypeError) -> str:
    """Returns what is wrong with the arguments of a call, as the rest of a sentence that begins with the call."""
    told = str(error)
    found = (re.fullmatch(pattern, told, re.DOTALL) for pattern in _REFUSED)
    return next((_REFUSED[match.re.pattern].format(*match.groups()) for match in found if match), told)
