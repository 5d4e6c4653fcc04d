"""Functions of TensorFlow that mathematics calls special, each as elementary operations of Keras 3."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from layerloom.graph.architecture import Ref
from layerloom.graph.tensorflow.steps import OtherwiseError, ShapedSteps, Steps, constant

#: Lanczos's series for the gamma function, as Godfrey computed it for g = 7.
_G = 7.0
_FIRST = 0.99999999999980993
_SERIES = (
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
)  # fmt: skip

#: At how many angles the integral of a Bessel function is summed up; exact for arguments of up to a thousand.
_ANGLES = 128


def _reflected(steps: Steps, x: Any) -> tuple[Ref, Ref]:
    """Returns where an argument lies below a half, and the number at or above it whose function is known, less 1."""
    low = steps.step("Less", x, 0.5)
    mirrored = steps.step("Where", low, steps.step("Subtract", 1.0, x), x)
    return low, steps.step("Subtract", mirrored, 1.0)


def _series(steps: Steps, z: Ref, power: int = 1) -> Ref:
    """Returns the sum of Lanczos's terms, over z + 1, z + 2 and so on, each to a power."""
    found = None
    for place, factor in enumerate(_SERIES, 1):
        below = steps.step("Add", z, float(place))
        term = steps.step("Divide", factor, steps.step("Square", below) if power == 2 else below)
        found = term if found is None else steps.step("Add", found, term)
    assert found is not None  # the series is not empty
    return found


def _turns(steps: Steps, low: Ref, x: Any) -> Ref:
    """Returns the part of a number behind the point as an angle, half a turn where nothing is reflected."""
    part = steps.step("Subtract", x, steps.step("Floor", x))
    return steps.step("Multiply", steps.step("Where", low, part, 0.5), math.pi)


def _log_gamma(steps: Steps, x: Any) -> Ref:
    low, z = _reflected(steps, x)
    t = steps.step("Add", z, _G + 0.5)
    log_t = steps.step("Log", t)
    inner = steps.step("Subtract", steps.step("Add", z, 0.5), steps.step("Divide", t, log_t))
    series = steps.step("Log", steps.step("Add", _series(steps, z), _FIRST))
    found = steps.step("Add", steps.step("Multiply", inner, log_t), series)
    found = steps.step("Add", found, math.log(2 * math.pi) / 2)
    wave = steps.step("Log", steps.step("Absolute", steps.step("Sin", _turns(steps, low, x))))
    mirrored = steps.step("Subtract", steps.step("Subtract", math.log(math.pi), wave), found)
    return steps.step("Where", low, mirrored, found)


def _lgamma(steps: Steps, x: Any) -> None:
    steps.give(_log_gamma(steps, x))


def _lbeta(steps: Steps, x: Any) -> None:
    parts = steps.step("Sum", _log_gamma(steps, x), axis=-1)
    steps.end("Subtract", parts, _log_gamma(steps, steps.step("Sum", x, axis=-1)))


def _digamma(steps: Steps, x: Any) -> None:
    """The slope of the logarithm of the gamma function, term by term."""
    low, z = _reflected(steps, x)
    t = steps.step("Add", z, _G + 0.5)
    share = steps.step("Divide", _series(steps, z, 2), steps.step("Add", _series(steps, z), _FIRST))
    found = steps.step("Subtract", steps.step("Log", t), share)
    found = steps.step("Subtract", found, steps.step("Divide", _G, t))
    wave = steps.step("Divide", math.pi, steps.step("Tan", _turns(steps, low, x)))
    steps.end("Where", low, steps.step("Subtract", found, wave), found)


def _bessel(steps: Steps, x: Any, scaled: bool) -> None:
    """The modified Bessel function of order 1, by its integral over a half circle."""
    angles = (np.arange(_ANGLES) + 0.5) * (math.pi / _ANGLES)
    size = steps.step("ExpandDims", steps.step("Absolute", x), axis=-1)
    waves = steps.step("Exp", steps.step("Multiply", size, constant(np.float32(np.cos(angles) - 1))))
    found = steps.step("Matmul", waves, constant((np.cos(angles) / _ANGLES).astype("float32")[:, None]))
    signed = steps.step("Multiply", steps.step("Squeeze", found, axis=-1), steps.step("Sign", x))
    if scaled:
        steps.give(signed)
    else:
        steps.end("Multiply", signed, steps.step("Exp", steps.step("Absolute", x)))


def _cumulative_logsumexp(
    steps: ShapedSteps, x: Any, axis: int = 0, exclusive: bool = False, reverse: bool = False
) -> None:
    """Of each element and all before it; those behind it count nothing."""
    rank, size = len(steps.shape(x)), steps.size(x, axis)
    if exclusive:
        raise OtherwiseError
    last = steps.step("Moveaxis", x, source=axis, destination=-1) if axis % rank != rank - 1 else x
    rows = steps.step("ExpandDims", last, axis=-2)
    taken = steps.constant(
        size * size, lambda: np.triu(np.ones((size, size), bool)) if reverse else np.tri(size, dtype=bool)
    )
    found = steps.step("Logsumexp", steps.step("Where", taken, rows, -3e38), axis=-1)
    if last is x:
        steps.give(found)
    else:
        steps.end("Moveaxis", found, source=-1, destination=axis)


def _function(steps: Steps, *values: Any, function: str) -> None:
    """Calls a layer that does what the function does; numbers become tensors like those beside them."""
    like = next((value for value in values if isinstance(value, Ref)), None)
    if like is None or any(isinstance(value, list) for value in values):
        raise OtherwiseError
    zeros = None if all(isinstance(value, Ref) for value in values) else steps.step("ZerosLike", like)
    tensors = [v if isinstance(v, Ref) else steps.step("Add", zeros, float(v)) for v in values]
    steps.end_with_layer("TensorFlowFunction", *tensors, function=function)


def _betainc(steps: Steps, a: Any, b: Any, x: Any) -> None:
    _function(steps, a, b, x, function="betainc")


def _polygamma(steps: Steps, a: Any, x: Any) -> None:
    _function(steps, a, x, function="polygamma")


def _igamma(steps: Steps, a: Any, x: Any, upper: bool = False) -> None:
    _function(steps, a, x, function="igammac" if upper else "igamma")


def _zeta(steps: Steps, x: Any, q: Any) -> None:
    _function(steps, x, q, function="zeta")


def _of_matrix(steps: Steps, input: Any, function: str) -> None:
    _function(steps, input, function=function)


FUNCTIONS: dict[str, Callable[..., None]] = {
    "betainc": _betainc,
    "expm": partial(_of_matrix, function="expm"),
    "igamma": _igamma,
    "igammac": partial(_igamma, upper=True),
    "polygamma": _polygamma,
    "sqrtm": partial(_of_matrix, function="sqrtm"),
    "zeta": _zeta,
    "bessel_i1": partial(_bessel, scaled=False),
    "bessel_i1e": partial(_bessel, scaled=True),
    "digamma": _digamma,
    "lbeta": _lbeta,
    "lgamma": _lgamma,
}

#: Those that need to know shapes.
SHAPED: dict[str, Callable[..., None]] = {"cumulative_logsumexp": _cumulative_logsumexp}
